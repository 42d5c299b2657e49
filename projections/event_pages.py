"""Pages of events. Each is read in one of a few ways that are fixed here rather than guessed by the server's planner.

- What one person takes care of: along the index of that.
- A filter that most events pass: along the order itself, a bounded stretch of it.
- A window of time: along the parts of the order where its hours lie (`event_chunks`).
- What is left, however rare: the series that pass the filter (`event_series`), each in order. Of those, only the series
  whose first events come first can be on the page.
"""

from collections.abc import Sequence
from typing import LiteralString, NamedTuple

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.projections.event_filter import UNCLOSED, EventFilter, Parameters
from orin.projections.event_order import MAX_NUMBER

_STRETCH = 2000
"""Events of the order that are tried before the series."""
_OPEN_STRETCH = 20
"""The same of open events: of each it is asked whether it is stale."""
_CHUNKS = 16
"""Parts of the order that are tried before the series, or before all parts."""
_FEW: Sequence[str] = ("site", "camera", "guard")
"""Fields that leave few series: for these nothing else is tried."""

Place = tuple[int, int]
"""`xid` and `number`."""


class Page(NamedTuple):
    """What is asked for: `limit` events that pass the filter, before (newest first) or after a place.

    Nothing from transaction `horizon` on is shown.
    """

    wanted: EventFilter
    columns: sql.Composable
    newest_first: bool
    place: Place
    horizon: int
    limit: int


class Statement(NamedTuple):
    """A query, and whether its answer counts only when the page is full."""

    query: sql.Composed
    parameters: Parameters
    tentative: bool


async def read(connection: AsyncConnection[DictRow], page: Page) -> list[DictRow]:
    """The rows in order, with `xid` and `number`."""
    rows: list[DictRow] = []
    for statement in statements(page):
        rows = await (await connection.execute(statement.query, statement.parameters)).fetchall()
        if not statement.tentative or len(rows) == page.limit:
            break
    return rows


def statements(page: Page) -> list[Statement]:
    """What to ask, one after the other, until the page is full or an answer is final."""
    wanted = page.wanted
    about, window, state = wanted.about(), wanted.window(), wanted.state()
    unclosed = wanted.unclosed()
    few = any(getattr(wanted, name) for name in _FEW)
    if wanted.assigned():
        return [_statement(page, False, _ASSIGNED_QUERY, {}, assigned=_conditions(wanted.assigned()))]
    if not (about or window or state):
        return [_stretch(page, tentative=False)]
    if window and not unclosed and not about and wanted.review is None:
        return [_chunks(page, tentative=True), _chunks(page, tentative=False)]
    if few or wanted.stale is True:
        return [_series(page)]
    first = _chunks if window and not unclosed else _stretch
    return [first(page, tentative=True), _series(page)]


_STRETCH_QUERY: LiteralString = """
SELECT {columns}, event.xid::text::bigint AS xid, event.number
FROM (
    SELECT * FROM events AS event WHERE {beyond}{open}
    ORDER BY event.xid {direction}, event.number {direction} LIMIT %(stretch)s
) AS event
WHERE true{about}{window}{state} ORDER BY event.xid {direction}, event.number {direction} LIMIT %(limit)s
"""
# OFFSET 0: whatever else is asked of the rows, they are looked for among those of the person. The LIMIT stands where
# nothing is sorted: only then does the server plan for a page instead of for all of them.
_ASSIGNED_QUERY: LiteralString = """
SELECT {columns}, event.xid::text::bigint AS xid, event.number
FROM (
    SELECT * FROM (
        SELECT * FROM events AS event WHERE {beyond}{assigned}
        ORDER BY event.xid {direction}, event.number {direction} OFFSET 0
    ) AS event
    WHERE true{about}{window}{state} LIMIT %(limit)s
) AS event
ORDER BY event.xid {direction}, event.number {direction}
"""


def _stretch(page: Page, tentative: bool) -> Statement:
    length = _OPEN_STRETCH if page.wanted.unclosed() else _STRETCH
    stretch = length + page.limit if tentative else page.limit
    return _statement(page, tentative, _STRETCH_QUERY, {"stretch": stretch})


# Spans come in the direction of the walk, and a nested loop keeps their order (sessions of the api run no parallel
# plans): the walk ends with the page. The end of the order that no chunk describes yet is a span too.
_CHUNKS_QUERY: LiteralString = """
SELECT {columns}, event.xid::text::bigint AS xid, event.number
FROM (
    SELECT event.*
    FROM ({spans}) AS span CROSS JOIN LATERAL (
        SELECT * FROM ({walk}) AS event WHERE true{window}{about}{state} LIMIT %(limit)s
    ) AS event
    LIMIT %(limit)s
) AS event
ORDER BY event.xid {direction}, event.number {direction}
"""
# OFFSET 0: whatever is asked of the rows, they are looked for along the order.
_WALK: LiteralString = """
SELECT * FROM events AS event
WHERE (event.xid, event.number) >= (span.first_xid, span.first_number)
  AND (event.xid, event.number) <= (span.last_xid, span.last_number)
ORDER BY event.xid {direction}, event.number {direction} OFFSET 0
"""
_NEWEST_SPANS: LiteralString = """
(
    SELECT coalesce(last_xid, '0') AS first_xid, coalesce(last_number + 1, 0) AS first_number,
           {xid}::xid8 AS last_xid, {number}::bigint AS last_number, false AS described
    FROM (SELECT) AS always LEFT JOIN (
        SELECT last_xid, last_number FROM event_chunks ORDER BY last_xid DESC, last_number DESC LIMIT 1
    ) AS described ON true
) UNION ALL (
    SELECT DISTINCT ON (chunk.last_xid, chunk.last_number) first_xid, first_number,
           CASE WHEN chunk.near THEN {xid}::xid8 ELSE chunk.last_xid END,
           CASE WHEN chunk.near THEN {number}::bigint ELSE chunk.last_number END, true
    FROM (
        SELECT *, (last_xid, last_number) > ({xid}::xid8, {number}) AS near FROM event_chunks
    ) AS chunk
    WHERE (first_xid, first_number) <= ({xid}::xid8, {number}){hours}
    ORDER BY chunk.last_xid DESC, chunk.last_number DESC LIMIT {chunks}
)
"""
_OLDEST_SPANS: LiteralString = """
(
    SELECT DISTINCT ON (chunk.last_xid, chunk.last_number)
           CASE WHEN chunk.near THEN {xid}::xid8 ELSE chunk.first_xid END AS first_xid,
           CASE WHEN chunk.near THEN {number}::bigint ELSE chunk.first_number END AS first_number,
           last_xid, last_number, true AS described
    FROM (
        SELECT *, (first_xid, first_number) < ({xid}::xid8, {number}) AS near FROM event_chunks
    ) AS chunk
    WHERE (last_xid, last_number) >= ({xid}::xid8, {number}){hours}
    ORDER BY chunk.last_xid, chunk.last_number LIMIT {chunks}
) UNION ALL (
    SELECT CASE WHEN reached THEN {xid}::xid8 ELSE last_xid END,
           CASE WHEN reached THEN {number}::bigint ELSE last_number + 1 END, %(horizon)s::xid8, -1, false
    FROM (
        SELECT last_xid, last_number, (last_xid, last_number) < ({xid}::xid8, {number}) AS reached
        FROM (
            (SELECT last_xid, last_number FROM event_chunks ORDER BY last_xid DESC, last_number DESC LIMIT 1)
            UNION ALL SELECT '0', -1
        ) AS described LIMIT 1
    ) AS described
)
"""


def _spans(page: Page, newest_first: bool, at: str, chunks: int | None) -> sql.Composed:
    """Those of the page's window from the place that two parameters name, at most so many chunks."""
    hours: list[LiteralString] = []
    if page.wanted.opened_from is not None:
        hours.append("hour >= date_bin('1 hour', %(opened_from)s::timestamptz, 'epoch')")
    if page.wanted.opened_to is not None:
        hours.append("hour < %(opened_to)s::timestamptz")
    return sql.SQL(_NEWEST_SPANS if newest_first else _OLDEST_SPANS).format(
        hours=_conditions(hours),
        xid=sql.Placeholder(f"{at}_xid"),
        number=sql.Placeholder(f"{at}_number"),
        chunks=sql.Literal(chunks),
    )


def _walk(page: Page) -> sql.Composed:
    return sql.SQL(_WALK).format(direction=_direction(page))


def _direction(page: Page) -> sql.SQL:
    return sql.SQL("DESC" if page.newest_first else "ASC")


def _chunks(page: Page, tentative: bool) -> Statement:
    spans = _spans(page, page.newest_first, "near", _CHUNKS if tentative else None)
    return _statement(page, tentative, _CHUNKS_QUERY, {}, spans=spans, walk=_walk(page))


# The first few of each series give the place that the page ends before; then all that lie before it are read. The place
# is compared as it is: beside a policy of rows a `coalesce` would be asked of each row instead of ending the walk.
_SERIES_QUERY: LiteralString = """
WITH {ends}kept AS MATERIALIZED (
    SELECT series FROM (
        SELECT series, guard, camera FROM event_series AS kept WHERE true{about}{has_open} OFFSET 0
    ) AS kept
    WHERE true{stale}
), head AS MATERIALIZED (
    SELECT kept.series, event.xid, event.number
    FROM kept CROSS JOIN LATERAL (
        SELECT xid, number FROM (
            SELECT * FROM events AS event WHERE event.series = kept.series AND {beyond}{open}
            ORDER BY event.xid {direction}, event.number {direction} OFFSET 0
        ) AS event
        WHERE true{window}{closed} LIMIT (SELECT 2 * %(limit)s / count(*) + 2 FROM kept)
    ) AS event
    ORDER BY event.xid {direction}, event.number {direction} LIMIT %(limit)s
), bound AS MATERIALIZED (
    SELECT xid, number FROM (
        (SELECT xid, number FROM head ORDER BY xid {direction}, number {direction} OFFSET %(limit)s - 1)
        UNION ALL SELECT {last}::xid8, 0
    ) AS place LIMIT 1
), page AS MATERIALIZED (
    SELECT head.series, event.xid, event.number
    FROM (SELECT DISTINCT series FROM head) AS head CROSS JOIN LATERAL (
        SELECT xid, number FROM (
            SELECT * FROM events AS event
            WHERE event.series = head.series AND {beyond}{open} AND (event.xid, event.number) {until}
                  ((SELECT xid FROM bound), (SELECT number FROM bound))
            ORDER BY event.xid {direction}, event.number {direction} OFFSET 0
        ) AS event
        WHERE true{window}{closed} LIMIT %(limit)s
    ) AS event
    ORDER BY event.xid {direction}, event.number {direction} LIMIT %(limit)s
)
SELECT {columns}, event.xid::text::bigint AS xid, event.number
FROM page CROSS JOIN LATERAL (
    SELECT * FROM events AS event
    WHERE (event.series, event.xid, event.number) = (page.series, page.xid, page.number) LIMIT 1
) AS event
ORDER BY event.xid {direction}, event.number {direction}
"""
# Where the window begins and ends: a series has rows that lie nearer, and others beyond it.
_WINDOW: LiteralString = """start AS MATERIALIZED (
    SELECT span.* FROM ({near}) AS span
    WHERE span.described OR EXISTS (SELECT FROM ({walk}) AS event WHERE true{window}) LIMIT 1
), stop AS MATERIALIZED (
    SELECT span.* FROM ({far}) AS span
    WHERE span.described OR EXISTS (SELECT FROM ({walk}) AS event WHERE true{window}) LIMIT 1
), """


_HAS_OPEN: LiteralString = f" AND EXISTS (SELECT FROM events AS event WHERE event.series = kept.series AND {UNCLOSED})"


def _series(page: Page) -> Statement:
    wanted = page.wanted
    unclosed, state = wanted.unclosed(), _conditions(wanted.state())
    ends: sql.Composable = sql.SQL("")
    if wanted.window() and not unclosed:
        ends = sql.SQL(_WINDOW).format(
            near=_spans(page, page.newest_first, "near", 1),
            far=_spans(page, not page.newest_first, "far", 1),
            walk=_walk(page),
            window=_conditions(wanted.window()),
        )
    return _statement(
        page,
        False,
        _SERIES_QUERY,
        {"far_xid": "0" if page.newest_first else str(page.horizon), "far_number": 0 if page.newest_first else -1},
        ends=ends,
        open=_conditions([UNCLOSED] * unclosed + wanted.reviewed()),
        # Of open events the series alone says whether they are stale.
        has_open=sql.SQL(_HAS_OPEN if unclosed else ""),
        stale=_conditions(wanted.staleness() if unclosed else []),
        closed=sql.SQL("") if unclosed else state,
        until=sql.SQL(">=" if page.newest_first else "<="),
        last=sql.SQL("'0'" if page.newest_first else f"'{2**64 - 1}'"),
    )


def _conditions(conditions: Sequence[LiteralString]) -> sql.Composed:
    return sql.SQL("").join(sql.SQL(" AND ") + sql.SQL(each) for each in conditions)


def _beyond(page: Page, within: bool) -> LiteralString:
    """Past the place of the page, or within its window. One bound only on the side where a walk begins: of two, the
    server may begin at the farther one.
    """
    if within:
        return (
            "(event.xid, event.number) <= ((SELECT last_xid FROM start), (SELECT last_number FROM start))"
            " AND (event.xid, event.number) >= ((SELECT first_xid FROM stop), (SELECT first_number FROM stop))"
            if page.newest_first
            else "(event.xid, event.number) >= ((SELECT first_xid FROM start), (SELECT first_number FROM start))"
            " AND (event.xid, event.number) <= ((SELECT last_xid FROM stop), (SELECT last_number FROM stop))"
        )
    return (
        "(event.xid, event.number) <= (%(near_xid)s::xid8, %(near_number)s)"
        if page.newest_first
        else "(event.xid, event.number) >= (%(near_xid)s::xid8, %(near_number)s) AND event.xid < %(horizon)s::xid8"
    )


def _statement(
    page: Page, tentative: bool, text: LiteralString, parameters: Parameters, **parts: sql.Composable
) -> Statement:
    within = bool(parts.get("ends", sql.SQL("")).as_string(None))
    xid, number = min(page.place, (page.horizon, 0)) if page.newest_first else page.place
    following = (xid, number + 1) if number < MAX_NUMBER else (xid + 1, 0)
    near = (xid, number - 1) if page.newest_first else following
    common: dict[str, sql.Composable] = {
        "columns": page.columns,
        "direction": _direction(page),
        "beyond": sql.SQL(_beyond(page, within)),
        "open": _conditions([UNCLOSED] if page.wanted.unclosed() else []),
        "about": _conditions(page.wanted.about()),
        "window": _conditions(page.wanted.window()),
        "state": _conditions(page.wanted.state()),
    }
    query = sql.SQL(text).format(**(common | parts))
    named = {"near_xid": str(near[0]), "near_number": near[1], "limit": page.limit, "horizon": str(page.horizon)}
    return Statement(query, page.wanted.parameters() | named | parameters, tentative)
