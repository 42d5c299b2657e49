"""Events, reviews, health events and jobs in one order: that of commits.

Each kind has a range of numbers of its own, so that a place in the order of all of them is a cursor like any other.
"""

from typing import Any, LiteralString, NamedTuple

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.projections.event_order import Cursor, here
from orin.projections.jobs import JOB
from orin.projections.statements import EVENT

_RANGE = 2**61
"""Numbers of a kind; a row a nanosecond takes longer to use them up than anybody has."""


class _Kind(NamedTuple):
    name: str
    table: LiteralString
    columns: sql.Composable


_KINDS = (
    _Kind("event", "event_phases", sql.SQL(", ").join(map(sql.Identifier, EVENT))),
    _Kind("review", "reviews", sql.SQL("review_id, event_id, camera, site, action, assignee, by, note, at")),
    _Kind(
        "health",
        "health_events",
        sql.SQL("camera, split_part(camera, '/', 1) AS site, kind, nullif(guard, '') AS guard, at, since, message"),
    ),
    # Of a job what it has come to: what was said before is not shown any more.
    _Kind("job", "jobs", sql.SQL(JOB)),
)
KINDS = tuple(kind.name for kind in _KINDS)
_QUERY: LiteralString = """
SELECT {columns}, entry.xid::text::bigint AS xid, entry.number FROM {table} AS entry
WHERE (entry.xid, entry.number) > (%(xid)s::xid8, %(number)s) AND entry.xid < %(horizon)s::xid8
ORDER BY entry.xid, entry.number LIMIT %(limit)s
"""


class Piece(NamedTuple):
    """One row, of a kind."""

    cursor: Cursor
    kind: str
    row: dict[str, Any]


class News(NamedTuple):
    """What has been committed after a cursor, up to another one."""

    pieces: list[Piece]
    reached: Cursor
    more: bool
    """Whether there may be more after it."""


async def read(connection: AsyncConnection[DictRow], after: Cursor, limit: int) -> News:
    """At most about three times `limit` pieces, in order. Raises ForeignCursor."""
    now = await here(connection, after)
    if now[1:] <= after[1:]:
        return News([], after, more=False)
    pieces: list[Piece] = []
    ends: list[Cursor] = []
    for rank, kind in enumerate(_KINDS):
        number = min(max(after.number - rank * _RANGE, -1), _RANGE)
        values = {"xid": str(after.xid), "number": number, "horizon": str(now.xid + 1), "limit": limit}
        query = sql.SQL(_QUERY).format(columns=kind.columns, table=sql.Identifier(kind.table))
        rows = await (await connection.execute(query, values)).fetchall()
        found = [
            Piece(Cursor(now.lineage, row.pop("xid"), rank * _RANGE + row.pop("number")), kind.name, row)
            for row in rows
        ]
        pieces += found
        if len(rows) >= limit:
            ends.append(found[-1].cursor)
    # Beyond the first place where a kind was cut off there may be rows of it that were not read.
    reached = min(ends, default=now, key=lambda cursor: cursor[1:])
    kept = sorted((piece for piece in pieces if piece.cursor[1:] <= reached[1:]), key=lambda piece: piece.cursor[1:])
    return News(kept, reached, more=bool(ends))
