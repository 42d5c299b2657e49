"""The order of events and phases: by the transaction that wrote them, then by number within it.

Rows carry the id of the transaction that wrote them, and only rows of transactions older than every one still running
are shown. Below that line nothing can appear any more, so whoever walks along it skips nothing.
"""

from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import DictRow

MAX_NUMBER = 2**63 - 1
_HERE: LiteralString = (
    "SELECT id, pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift AS horizon FROM lineage"
)
_AHEAD: LiteralString = """
SELECT newest.xid::text::bigint - (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + shift) + 1
FROM lineage, (
    (SELECT xid FROM event_phases ORDER BY xid DESC, number DESC LIMIT 1)
    UNION ALL (SELECT xid FROM events ORDER BY xid DESC, number DESC LIMIT 1)
    UNION ALL (SELECT xid FROM reviews ORDER BY xid DESC, number DESC LIMIT 1)
    UNION ALL (SELECT xid FROM health_events ORDER BY xid DESC, number DESC LIMIT 1)
    ORDER BY xid DESC LIMIT 1
) AS newest
"""


class Cursor(NamedTuple):
    """A place in the order of commits; good in one database (`lineage`) until it is restored from a dump."""

    lineage: str
    xid: int
    number: int

    def __str__(self) -> str:
        return f"{self.lineage}.{self.xid}.{self.number}"


class ForeignCursor(Exception):
    """A cursor of another database, or from before a restore: what lies after it cannot be told."""


async def here(connection: AsyncConnection[DictRow], cursor: Cursor | None) -> Cursor:
    """After all that is decided now. To be asked before the rows are read: what is written meanwhile lies beyond.

    Raises ForeignCursor for a cursor of another lineage.
    """
    row: dict[str, Any] | None = await (await connection.execute(_HERE)).fetchone()
    assert row is not None
    if cursor is not None and cursor.lineage != row["id"]:
        raise ForeignCursor
    return Cursor(row["id"], row["horizon"] - 1, MAX_NUMBER)


def shift_after_restore(connection: psycopg.Connection) -> bool:
    """Puts what this server will write behind rows whose transaction ids are ahead of its own: they come from another
    server's dump. No row is touched. Cursors returned before are refused from now on.

    Returns whether that was so.
    """
    with connection.transaction():
        connection.execute("LOCK TABLE lineage IN EXCLUSIVE MODE")
        found = connection.execute(_AHEAD).fetchone()
        if found is None or found[0] <= 0:
            return False
        row = connection.execute(
            "UPDATE lineage SET shift = shift + %s, id = substr(md5(gen_random_uuid()::text), 1, 8) RETURNING shift",
            [found[0]],
        ).fetchone()
        assert row is not None
        default = f"((pg_current_xact_id()::text::bigint + {int(row[0])})::text::xid8)"
        for table in ("events", "event_phases", "reviews", "health_events", "jobs"):
            connection.execute(f"ALTER TABLE {table} ALTER COLUMN xid SET DEFAULT {default}".encode())
    return True
