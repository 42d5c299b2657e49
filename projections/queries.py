"""What the api reads. Rows come as plain values, times as ISO 8601 UTC with microseconds."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Literal, LiteralString, NamedTuple
from uuid import UUID

from msgspec import Struct, to_builtins
from msgspec.structs import replace
from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.processors.camera_state import reported_state
from orin.projections import deliveries, guard_days, jobs, news, response_times
from orin.projections.deliveries import DeliveryFilter
from orin.projections.event_filter import MUTED, STALE_SINCE, EventFilter, Parameters
from orin.projections.event_order import Cursor, here
from orin.projections.event_pages import Page, read
from orin.projections.jobs import JobFilter
from orin.projections.migrate import lacking
from orin.projections.names import NameKind, UnknownName, known_sites, unknown_names
from orin.projections.news import News
from orin.projections.pools import Pools, open_pools
from orin.projections.sites import EVERY_SITE, SeenSites, asking
from orin.projections.statements import EVENT
from orin.runtime.database import Pool

Fields = dict[str, Any]
SpecKind = Literal["camera", "guard"]

_PHASE_COLUMNS = sql.SQL(", ").join(map(sql.Identifier, EVENT))
_REVIEW: LiteralString = "review, assignee, acknowledged_at, resolved_at"
_EVENT_COLUMNS = sql.SQL(", ").join([_PHASE_COLUMNS, sql.SQL(STALE_SINCE), sql.SQL(_REVIEW), sql.SQL(MUTED)])
_AFTER: LiteralString = "(entry.xid, entry.number) > (%(xid)s::xid8, %(number)s)"


class EventPage(NamedTuple):
    """Rows in order, and where the next page begins; None where there is none."""

    events: list[Fields]
    following: Cursor | None


class ActivityFilter(Struct, frozen=True, kw_only=True):
    """Buckets that begin in [since, until), those after the bucket and camera named last; times ISO 8601."""

    bucket: Literal["minute", "hour"]
    since: str
    until: str
    camera: str | None
    site: str | None
    after_bucket: str
    after_camera: str
    limit: int


class Reads:
    """Queries over a pool of read-only connections.

    Each raises psycopg's errors, PoolTimeout among them, within 8 s.
    """

    def __init__(self, pools: Pools, dark_after: float, seen: SeenSites = EVERY_SITE) -> None:
        self._pools = pools
        self._dark_after = dark_after
        self._seen = seen

    def seeing(self, seen: SeenSites) -> "Reads":
        """The same queries, answered for someone who may see these sites only."""
        return Reads(self._pools, self._dark_after, seen)

    def _asking(self, pool: Pool) -> AbstractAsyncContextManager[AsyncConnection[DictRow]]:
        return asking(pool, self._seen) if self._pools.guarded else pool.connection()

    async def sites(self) -> list[str]:
        """Every site that a camera or an event is of, by name."""
        async with self._asking(self._pools.lists) as connection:
            return await known_sites(connection)

    async def lacking(self) -> list[str]:
        """Migrations of this build that the database lacks."""
        async with self._pools.lists.connection() as connection:
            if await _one(connection, "SELECT 1 WHERE to_regclass('migrations') IS NOT NULL") is None:
                return lacking((), ("views",))
            applied = await _all(connection, "SELECT file FROM migrations")
            features = await _all(connection, "SELECT name FROM database_features")
        return lacking([row["file"] for row in applied], [row["name"] for row in features])

    async def unknown(self, wanted: Mapping[NameKind, Sequence[str]]) -> list[UnknownName]:
        """Those of the names that no camera, guard, site or kind of guard has."""
        async with self._asking(self._pools.lists) as connection:
            return await unknown_names(connection, wanted)

    # ---- events

    async def events(self, wanted: EventFilter, after: Cursor | None, limit: int, newest_first: bool) -> EventPage:
        """Events in the order in which they were first written.

        Oldest first there is always a next page: it is what comes. Raises ForeignCursor.
        """
        async with self._asking(self._pools.lists) as connection:
            now = await here(connection, after)
            start = after or (Cursor("", now.xid + 1, 0) if newest_first else Cursor("", 0, 0))
            page = Page(self.within(wanted), _EVENT_COLUMNS, newest_first, start[1:], now.xid + 1, limit + 1)
            rows = await read(connection, page)
        more = len(rows) > limit
        last = after or Cursor(now.lineage, 0, 0)
        events = []
        for row in rows[:limit]:
            last = Cursor(now.lineage, row.pop("xid"), row.pop("number"))
            events.append(_plain(row))
        return EventPage(events, last if more or not newest_first else None)

    async def phases(self, wanted: EventFilter, after: Cursor, limit: int) -> list[tuple[Cursor, Fields | None]]:
        """Phases written after the cursor, in order, each with its own cursor.

        The last entry may be a cursor alone: up to there nothing more that passes the filter was written. Raises
        ForeignCursor.
        """
        wanted = self.within(wanted)
        values = wanted.parameters() | {"xid": str(after.xid), "number": after.number, "limit": limit}
        async with self._asking(self._pools.stream) as connection:
            now = await here(connection, after)
            if now[1:] <= after[1:]:
                return []
            values["horizon"] = str(now.xid + 1)
            # What is below the horizon never changes: the second statement sees what the first saw.
            end = await _one(connection, _STRETCH_END, values | {"stretch": max(_STRETCH, limit) - 1})
            reached = now if end is None else Cursor(now.lineage, end["xid"], end["number"])
            values |= {"end_xid": str(reached.xid), "end_number": reached.number}
            rows = await _all(connection, phases_query(wanted), values)
        found: list[tuple[Cursor, Fields | None]] = [
            (Cursor(now.lineage, row.pop("xid"), row.pop("number")), _plain(row)) for row in rows
        ]
        if len(rows) < limit:
            found.append((reached, None))
        return found

    async def news(self, after: Cursor, limit: int) -> News:
        """Phases, reviews, health events and jobs written after the cursor. Raises ForeignCursor."""
        async with self._asking(self._pools.stream) as connection:
            found = await news.read(connection, after, limit)
        seen = [piece for piece in found.pieces if self._seen.holds(piece.row["site"])]
        return found._replace(pieces=[piece._replace(row=_plain(piece.row)) for piece in seen])

    async def now(self) -> Cursor:
        """After everything that is shown now, before everything else."""
        async with self._asking(self._pools.lists) as connection:
            return await here(connection, None)

    async def event(self, event_id: UUID) -> Fields | None:
        """The newest phase's fields, with all phases that are kept under `phases`."""
        by_id = {"id": event_id}
        async with self._asking(self._pools.lists) as connection:
            event = await _one(connection, _EVENT, by_id)
            phases = await _all(connection, _PHASES, by_id)
        if event is None or not self._seen.holds(event["site"]):
            return None
        return _plain(event) | {"phases": [_plain(row) for row in phases]}

    def within(self, wanted: EventFilter) -> EventFilter:
        """The filter, and that of the sites that may be seen."""
        return replace(wanted, seen=self._seen.names)

    async def camera_of(self, event_id: UUID) -> str | None:
        """The camera of an event; None where there is no such event."""
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, "SELECT camera, site FROM events WHERE event_id = %(id)s", {"id": event_id})
        return str(row["camera"]) if row is not None and self._seen.holds(row["site"]) else None

    async def reviews(self, event_id: UUID) -> list[Fields]:
        """What people said of an event, in order."""
        async with self._asking(self._pools.lists) as connection:
            rows = await _all(connection, _SAID + "WHERE event_id = %(id)s ORDER BY number", {"id": event_id})
        return [_plain(row) for row in rows if self._seen.holds(row["camera"].partition("/")[0])]

    async def review(self, review_id: UUID) -> Fields | None:
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, _SAID + "WHERE review_id = %(id)s", {"id": review_id})
        return None if row is None else _plain(row)

    async def mutes(self, scope: str | None = None) -> list[Fields]:
        """The mutes that are in force, by scope; that of one scope, where one is given."""
        query: LiteralString = "SELECT * FROM mutes_in_force WHERE true"
        if scope is not None:
            query += " AND scope = %(scope)s"
        if self._seen.names is not None:  # a guard is of no site: the database shows those that one may see
            query += " AND (scope LIKE 'guard/%%' OR split_part(scope, '/', 2) = ANY(%(seen)s))"
        values = {"scope": scope, "seen": _list(self._seen.names)}
        async with self._asking(self._pools.lists) as connection:
            rows = await _all(connection, query + " ORDER BY scope", values)
        return [_plain(row) for row in rows]

    async def mute(self, mute_id: UUID) -> Fields | None:
        """A mute, whether it is in force or not."""
        query: LiteralString = "SELECT mute_id, scope, muted_until, by, reason, at FROM mutes WHERE mute_id = %(id)s"
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, query, {"id": mute_id})
        return None if row is None else _plain(row)

    async def jobs(self, wanted: JobFilter) -> list[Fields]:
        """Jobs, those submitted last first."""
        async with self._asking(self._pools.lists) as connection:
            return [_plain(row) for row in await jobs.jobs(connection, wanted, self._seen)]

    async def job(self, job_id: UUID) -> Fields | None:
        async with self._asking(self._pools.lists) as connection:
            row = await jobs.job(connection, job_id)
        return None if row is None or not self._seen.holds(row["site"]) else _plain(row)

    async def deliveries(self, wanted: DeliveryFilter) -> list[Fields]:
        """Who was told of what, those decided last first."""
        async with self._asking(self._pools.lists) as connection:
            return [_plain(row) for row in await deliveries.deliveries(connection, wanted, self._seen)]

    async def told_of(self, event_id: UUID) -> list[Fields]:
        """Who was told of an event, in the order of the decisions."""
        async with self._asking(self._pools.lists) as connection:
            rows = await deliveries.of_event(connection, event_id)
        return [_plain(row) for row in rows if self._seen.holds(row["site"])]

    async def waiting_jobs(self, owner: str) -> int:
        """How many jobs of somebody wait or run."""
        query: LiteralString = "SELECT count(*) FROM jobs WHERE owner = %(owner)s AND state IN ('queued', 'running')"
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, query, {"owner": owner})
        return 0 if row is None else int(row["count"])

    # ---- specs and cameras

    async def cameras(self, site: str | None, after: str, limit: int) -> list[Fields]:
        """Every camera that has a spec, a frame or a heartbeat, by name, with the newest of each."""
        condition: LiteralString = "{column} > %(after)s"
        if site is not None:
            condition += " AND split_part({column}, '/', 1) = %(site)s"
        if self._seen.names is not None:
            condition += " AND split_part({column}, '/', 1) = ANY(%(seen)s)"
        values = {"site": site, "after": after, "limit": limit, "seen": _list(self._seen.names)}
        async with self._asking(self._pools.lists) as connection:
            rows = await _all(connection, _named(_CAMERAS, condition), values)
        return [self._camera(row) for row in rows]

    async def camera(self, name: str) -> Fields | None:
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, _named(_CAMERAS, "{column} = %(name)s"), {"name": name, "limit": 1})
        return None if row is None or not self._seen.holds(row["site"]) else self._camera(row)

    def _camera(self, row: DictRow) -> Fields:
        state = reported_state(
            ingest=row["ingest"],
            silent=row.pop("silent"),
            seen=row["captured_at"] is not None,
            health=row["health"],
            dark_after=self._dark_after,
        )
        names = ("camera", "site")
        return {name: row.pop(name) for name in names} | {"state": state} | _plain(row)

    async def guards(self, after: str, limit: int) -> list[Fields]:
        """The newest revision of every guard, by name, and how many of its events are open."""
        async with self._asking(self._pools.lists) as connection:
            rows = await _all(connection, _named(_GUARDS, "{column} > %(after)s"), {"after": after, "limit": limit})
        return [self._spec(row) for row in rows]

    async def guard(self, name: str) -> Fields | None:
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, _named(_GUARDS, "{column} = %(name)s"), {"name": name, "limit": 1})
        return None if row is None else self._spec(row)

    async def guard_days(self, guards: Sequence[Fields], days: int) -> dict[str, list[Fields]]:
        """By guard, of rows as `guards` gives them, what it did on each of the last days, UTC."""
        patterns = {row["guard"]: list(map(str, row["spec"].get("cameras") or ())) for row in guards}
        activity = "site_activity_hour" if self._pools.guarded else "activity_hour"
        async with self._asking(self._pools.activity) as connection:
            return await guard_days.by_day(
                connection, patterns, days, now=datetime.now(UTC), seen=self._seen, activity=activity
            )

    async def response_times(self, wanted: EventFilter, after: str, limit: int) -> list[Fields]:
        """How soon people acknowledge and resolve, by guard."""
        async with self._asking(self._pools.activity) as connection:
            return await response_times.by_guard(connection, self.within(wanted), after, limit)

    async def revisions(self, kind: SpecKind, name: str) -> list[Fields]:
        """Every revision of a camera's or guard's spec, newest first."""
        table: LiteralString = "cameras" if kind == "camera" else "guards"
        query = sql.SQL(
            "SELECT revision, body AS spec, active_from, active_until FROM {}"
            " WHERE name = %(name)s ORDER BY number DESC"
        ).format(sql.Identifier(table))
        async with self._asking(self._pools.lists) as connection:
            rows = await _all(connection, query, {"name": name})
        return [self._spec(row) for row in rows]

    async def have_revisions(self, asked: Sequence[tuple[str, str, str]]) -> bool:
        """Whether all of these (kind, name, revision) have been written."""
        values = dict(zip(("kinds", "names", "revisions"), map(list, zip(*asked, strict=True)), strict=True))
        async with self._asking(self._pools.lists) as connection:
            row = await _one(connection, _WRITTEN, values)
        return row is not None and row["written"] == len(asked)

    def _spec(self, row: DictRow) -> Fields:
        return _plain(row) | {"spec": self._seen.of_guard(row["spec"])}

    # ---- activity

    async def activity(self, wanted: ActivityFilter) -> list[Fields]:
        """What the cameras saw, by bucket and camera."""
        conditions: LiteralString = ""
        if wanted.camera is not None:
            conditions += " AND camera = %(camera)s"
        if wanted.site is not None:
            conditions += " AND split_part(camera, '/', 1) = %(site)s"
        if wanted.after_camera:
            conditions += " AND (bucket, camera) > (%(after_bucket)s::timestamptz, %(after_camera)s)"
        if self._seen.names is not None:
            conditions += " AND split_part(camera, '/', 1) = ANY(%(seen)s)"
        values = to_builtins(wanted) | {"seen": _list(self._seen.names)}
        values["since"] = max(wanted.since, wanted.after_bucket)
        table = f"site_activity_{wanted.bucket}" if self._pools.guarded else f"activity_{wanted.bucket}"
        query = sql.SQL(_ACTIVITY).format(table=sql.Identifier(table), conditions=sql.SQL(conditions))
        async with self._asking(self._pools.activity) as connection:
            rows = await _all(connection, query, values)
        return [_plain(row) for row in rows]


@asynccontextmanager
async def open_reads(url: str, dark_after: float, guarded: bool = False) -> AsyncIterator[Reads]:
    """Reads over a pool that needs no database to start, finds one when it comes and reconnects when it is back.

    A camera whose ingest has been silent for `dark_after` seconds is dark. `guarded` connections see of the database no
    more than `seeing` says.
    """
    async with open_pools(url, guarded) as pools:
        yield Reads(pools, dark_after)


_SAID: LiteralString = "SELECT review_id, event_id, camera, action, assignee, by, note, at FROM reviews "
_STRETCH = 2000
"""Phases that one query of a stream passes at most, whatever its filter leaves of them."""
_STRETCH_END: LiteralString = f"""
SELECT entry.xid::text::bigint AS xid, entry.number FROM event_phases AS entry
WHERE {_AFTER} AND entry.xid < %(horizon)s::xid8
ORDER BY entry.xid, entry.number OFFSET %(stretch)s LIMIT 1
"""  # noqa: S608 - constants
_EVENT = sql.SQL("SELECT {} FROM events WHERE event_id = %(id)s").format(_EVENT_COLUMNS)
_PHASES = sql.SQL("SELECT {} FROM event_phases WHERE event_id = %(id)s ORDER BY sequence").format(_PHASE_COLUMNS)
# Names first, of each table no more than a page: what is joined to them is looked up.
_CAMERAS: LiteralString = """
WITH names AS (
    (SELECT DISTINCT name FROM cameras WHERE {name} ORDER BY name LIMIT %(limit)s)
    UNION (
        SELECT camera FROM camera_frames WHERE {camera} AND captured_at IS NOT NULL ORDER BY camera LIMIT %(limit)s
    )
    UNION (SELECT camera FROM heartbeats WHERE {camera} ORDER BY camera LIMIT %(limit)s)
    ORDER BY name LIMIT %(limit)s
)
SELECT names.name AS camera, split_part(names.name, '/', 1) AS site, spec.revision, spec.body AS spec,
       spec.active_from, spec.active_until, frame.captured_at, frame.status, frame.observed_at,
       beat.state AS ingest, beat.at AS heartbeat_at, extract(epoch FROM now() - beat.at)::float8 AS silent,
       health.kind AS health, health.at AS health_at, health.message
FROM names
LEFT JOIN LATERAL (
    SELECT * FROM cameras WHERE cameras.name = names.name ORDER BY number DESC LIMIT 1
) AS spec ON true
LEFT JOIN camera_frames AS frame ON frame.camera = names.name
LEFT JOIN heartbeats AS beat ON beat.camera = names.name
LEFT JOIN LATERAL (
    SELECT * FROM health_events
    WHERE health_events.camera = names.name AND guard = '' ORDER BY at DESC LIMIT 1
) AS health ON true
ORDER BY names.name
"""
_GUARDS: LiteralString = """
WITH names AS (SELECT DISTINCT name FROM guards WHERE {name} ORDER BY name LIMIT %(limit)s)
SELECT names.name AS guard, spec.revision, spec.body AS spec, spec.active_from, spec.active_until,
       unclosed.open_events, unclosed.stale_events
FROM names
CROSS JOIN LATERAL (SELECT * FROM guards WHERE guards.name = names.name ORDER BY number DESC LIMIT 1) AS spec
CROSS JOIN LATERAL (
    SELECT coalesce(sum(events) FILTER (WHERE NOT stale), 0)::bigint AS open_events,
           coalesce(sum(events) FILTER (WHERE stale), 0)::bigint AS stale_events
    FROM (
        SELECT camera, sum(events) AS events, unwatched_since(names.name, camera) IS NOT NULL AS stale
        FROM event_series CROSS JOIN LATERAL (
            SELECT count(*) AS events FROM events
            WHERE events.series = event_series.series AND phase IN ('opened', 'updated')
        ) AS counted
        WHERE event_series.guard = names.name AND events > 0 GROUP BY camera
    ) AS by_camera
) AS unclosed
ORDER BY names.name
"""
_ACTIVITY: LiteralString = """
SELECT * FROM {table} WHERE bucket >= %(since)s::timestamptz AND bucket < %(until)s::timestamptz{conditions}
ORDER BY bucket, camera LIMIT %(limit)s
"""


_WRITTEN: LiteralString = """
SELECT count(*) AS written
FROM unnest(%(kinds)s::text[], %(names)s::text[], %(revisions)s::text[]) AS asked (kind, name, revision)
WHERE CASE kind
    WHEN 'camera' THEN EXISTS (
        SELECT FROM cameras WHERE cameras.name = asked.name AND cameras.revision = asked.revision
    )
    ELSE EXISTS (SELECT FROM guards WHERE guards.name = asked.name AND guards.revision = asked.revision)
END
"""


def _named(query: LiteralString, condition: LiteralString) -> sql.Composed:
    """The query over what the condition selects, of the columns `name` and `camera`."""
    chosen = {column: sql.SQL(condition).format(column=sql.Identifier(column)) for column in ("name", "camera")}
    return sql.SQL(query).format(**chosen)


def phases_query(wanted: EventFilter) -> sql.Composed:
    """The phases of a stretch that pass the filter.

    The order names the table's columns: the `xid` that is selected is another type, which no index is sorted by.
    """
    conditions = [_AFTER, "(entry.xid, entry.number) <= (%(end_xid)s::xid8, %(end_number)s)", *wanted.about()]
    return sql.SQL(
        "SELECT {}, entry.xid::text::bigint AS xid, entry.number FROM event_phases AS entry WHERE {}"
        " ORDER BY entry.xid, entry.number LIMIT %(limit)s"
    ).format(_PHASE_COLUMNS, sql.SQL(" AND ").join(map(sql.SQL, conditions)))


async def _all(
    connection: AsyncConnection[DictRow], query: LiteralString | sql.Composed, values: Parameters | None = None
) -> list[DictRow]:
    return await (await connection.execute(query, values)).fetchall()


async def _one(
    connection: AsyncConnection[DictRow], query: LiteralString | sql.Composed, values: Parameters | None = None
) -> DictRow | None:
    return await (await connection.execute(query, values)).fetchone()


def _list(names: Sequence[str] | None) -> list[str]:
    return list(names or ())


def _plain(row: DictRow) -> Fields:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return str(value) if isinstance(value, UUID) else value
