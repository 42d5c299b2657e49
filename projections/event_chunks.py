"""Keeps `event_chunks` up with `events`: which hours occur in which part of their order (0007_event_order.sql)."""

import psycopg

CHUNK = 256
"""Events of a chunk: what is read around one that came late."""
_AT_ONCE = 800 * CHUNK
_EXTEND = """
WITH reached AS (
    SELECT last_xid, last_number FROM event_chunks ORDER BY last_xid DESC, last_number DESC LIMIT 1
), added AS MATERIALIZED (
    SELECT xid, number, opened_at, row_number() OVER (ORDER BY xid, number) - 1 AS place
    FROM (
        SELECT xid, number, opened_at FROM events
        WHERE (xid, number) > (
              coalesce((SELECT last_xid FROM reached), '0'), coalesce((SELECT last_number FROM reached), 0))
          AND xid < (SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift)::text::xid8 FROM lineage)
        ORDER BY xid, number LIMIT %(most)s
    ) AS event
)
INSERT INTO event_chunks (last_xid, last_number, hour, first_xid, first_number)
SELECT DISTINCT ends.xid, ends.number, date_bin('1 hour', added.opened_at, 'epoch'), begins.xid, begins.number
FROM added
JOIN added AS ends ON ends.place = added.place / %(chunk)s * %(chunk)s + %(chunk)s - 1
JOIN added AS begins ON begins.place = added.place / %(chunk)s * %(chunk)s
"""
"""Whole chunks only, and nothing that is not decided: what was written once stays right."""
_LOCK = 0x6368756E
"""Of two at once one does it."""


def extend(connection: psycopg.Connection) -> None:
    """Describes what has been added to the order since, up to its last whole chunk."""
    most = {"most": _AT_ONCE, "chunk": CHUNK}
    written = 1
    while written:
        with connection.transaction():
            row = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK]).fetchone()
            written = connection.execute(_EXTEND, most).rowcount if row == (True,) else 0
