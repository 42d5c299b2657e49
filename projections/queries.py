"""What the api reads. Rows come as plain values, times as ISO 8601 UTC with microseconds.

Order of events: rows carry the id of the transaction that wrote them, and only rows of transactions older than every
one still running are shown. Below that line nothing can appear any more, so whoever walks along it skips nothing.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Literal, LiteralString, NamedTuple
from uuid import UUID

from msgspec import Struct, to_builtins
from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from orin.processors.camera_state import reported_state
from orin.projections.event_filter import STALE_SINCE, EventFilter, Parameters
from orin.projections.migrate import lacking
from orin.projections.names import NameKind, UnknownName, unknown_names
from orin.projections.statements import EVENT

Fields = dict[str, Any]
SpecKind = Literal["camera", "guard"]

_PHASE_COLUMNS = sql.SQL(", ").join(map(sql.Identifier, EVENT))
_EVENT_COLUMNS = _PHASE_COLUMNS + sql.SQL(", ") + sql.SQL(STALE_SINCE)
_POOL_TIMEOUT = 2.0
_SESSION = "SET default_transaction_read_only = on; SET statement_timeout = '5s'; SET timezone = 'UTC'"
_MAX_NUMBER = 2**63 - 1
_BEFORE: LiteralString = "(xid, number) < (%(xid)s::xid8, %(number)s)"
_AFTER: LiteralString = "(xid, number) > (%(xid)s::xid8, %(number)s)"


class Cursor(NamedTuple):
    """A place in the order of commits; good in one database (`lineage`) until it is restored from a dump."""

    lineage: str
    xid: int
    number: int

    def __str__(self) -> str:
        return f"{self.lineage}.{self.xid}.{self.number}"


class ForeignCursor(Exception):
    """A cursor of another database, or from before a restore: what lies after it cannot be told."""


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

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[DictRow]], dark_after: float) -> None:
        self._pool = pool
        self._dark_after = dark_after

    async def lacking(self) -> list[str]:
        """Migrations of this build that the database lacks."""
        async with self._pool.connection() as connection:
            if await _one(connection, "SELECT 1 WHERE to_regclass('migrations') IS NOT NULL") is None:
                return lacking((), ("views",))
            applied = await _all(connection, "SELECT file FROM migrations")
            features = await _all(connection, "SELECT name FROM database_features")
        return lacking([row["file"] for row in applied], [row["name"] for row in features])

    async def unknown(self, wanted: Mapping[NameKind, Sequence[str]]) -> list[UnknownName]:
        """Those of the names that no camera, guard, site or kind of guard has."""
        async with self._pool.connection() as connection:
            return await unknown_names(connection, wanted)

    # ---- events

    async def events(self, wanted: EventFilter, after: Cursor | None, limit: int, newest_first: bool) -> EventPage:
        """Events in the order in which they were first written.

        Oldest first there is always a next page: it is what comes. Raises ForeignCursor.
        """
        conditions, values = wanted.where()
        conditions.append("xid < %(horizon)s::xid8")
        if after is not None:
            conditions.append(_BEFORE if newest_first else _AFTER)
            values |= {"xid": str(after.xid), "number": after.number}
        query = event_query(_EVENT_COLUMNS, "events", conditions, newest_first)
        async with self._pool.connection() as connection:
            here = await _here(connection, after)
            values |= {"horizon": str(here.xid + 1), "limit": limit + 1}
            rows = await _all(connection, query, values)
        more = len(rows) > limit
        last = after or Cursor(here.lineage, 0, 0)
        events = []
        for row in rows[:limit]:
            last = Cursor(here.lineage, row.pop("xid"), row.pop("number"))
            events.append(_plain(row))
        return EventPage(events, last if more or not newest_first else None)

    async def phases(self, wanted: EventFilter, after: Cursor, limit: int) -> list[tuple[Cursor, Fields | None]]:
        """Phases written after the cursor, in order, each with its own cursor.

        The last entry may be a cursor alone: up to there nothing more was written. Raises ForeignCursor.
        """
        conditions, values = wanted.where()
        conditions += ["xid < %(horizon)s::xid8", _AFTER]
        values |= {"xid": str(after.xid), "number": after.number, "limit": limit}
        async with self._pool.connection() as connection:
            here = await _here(connection, after)
            values["horizon"] = str(here.xid + 1)
            rows = await _all(connection, event_query(_PHASE_COLUMNS, "event_phases", conditions), values)
        found: list[tuple[Cursor, Fields | None]] = []
        for row in rows:
            cursor = Cursor(here.lineage, row.pop("xid"), row.pop("number"))
            found.append((cursor, _plain(row)))
        if len(rows) < limit and here[1:] > after[1:]:
            found.append((here, None))
        return found

    async def newest_phase(self) -> tuple[int, int] | None:
        """Transaction and number of the newest phase that is shown; None where there is none."""
        async with self._pool.connection() as connection:
            row = await _one(connection, NEWEST_PHASE)
        return None if row is None else (row["xid"], row["number"])

    async def now(self) -> Cursor:
        """After everything that is shown now, before everything else."""
        async with self._pool.connection() as connection:
            return await _here(connection, None)

    async def event(self, event_id: UUID) -> Fields | None:
        """The newest phase's fields, with all phases that are kept under `phases`."""
        by_id = {"id": event_id}
        async with self._pool.connection() as connection:
            event = await _one(connection, _EVENT, by_id)
            phases = await _all(connection, _PHASES, by_id)
        return None if event is None else _plain(event) | {"phases": [_plain(row) for row in phases]}

    # ---- specs and cameras

    async def cameras(self, site: str | None, after: str, limit: int) -> list[Fields]:
        """Every camera that has a spec, a frame or a heartbeat, by name, with the newest of each."""
        async with self._pool.connection() as connection:
            rows = await _all(connection, _CAMERAS, {"name": None, "site": site, "after": after, "limit": limit})
        return [self._camera(row) for row in rows]

    async def camera(self, name: str) -> Fields | None:
        async with self._pool.connection() as connection:
            row = await _one(connection, _CAMERAS, {"name": name, "site": None, "after": "", "limit": 1})
        return None if row is None else self._camera(row)

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
        async with self._pool.connection() as connection:
            rows = await _all(connection, _GUARDS, {"name": None, "after": after, "limit": limit})
        return [_plain(row) for row in rows]

    async def guard(self, name: str) -> Fields | None:
        async with self._pool.connection() as connection:
            row = await _one(connection, _GUARDS, {"name": name, "after": "", "limit": 1})
        return None if row is None else _plain(row)

    async def revisions(self, kind: SpecKind, name: str) -> list[Fields]:
        """Every revision of a camera's or guard's spec, newest first."""
        table: LiteralString = "cameras" if kind == "camera" else "guards"
        query = sql.SQL(
            "SELECT revision, body AS spec, active_from, active_until FROM {}"
            " WHERE name = %(name)s ORDER BY number DESC"
        ).format(sql.Identifier(table))
        async with self._pool.connection() as connection:
            rows = await _all(connection, query, {"name": name})
        return [_plain(row) for row in rows]

    # ---- activity

    async def activity(self, wanted: ActivityFilter) -> list[Fields]:
        """What the cameras saw, by bucket and camera."""
        query = sql.SQL(_ACTIVITY).format(sql.Identifier(f"activity_{wanted.bucket}"))
        async with self._pool.connection() as connection:
            rows = await _all(connection, query, to_builtins(wanted))
        return [_plain(row) for row in rows]


@asynccontextmanager
async def open_reads(url: str, dark_after: float) -> AsyncIterator[Reads]:
    """Reads over a pool that needs no database to start, finds one when it comes and reconnects when it is back.

    A camera whose ingest has been silent for `dark_after` seconds is dark.
    """
    pool: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
        url,
        kwargs={"autocommit": True, "row_factory": dict_row, "connect_timeout": 2, "application_name": "orin api"},
        min_size=1,
        max_size=8,
        open=False,
        timeout=_POOL_TIMEOUT,
        reconnect_timeout=_POOL_TIMEOUT,
        configure=_configure,
        check=AsyncConnectionPool.check_connection,
    )
    await pool.open(wait=False)
    try:
        yield Reads(pool, dark_after)
    finally:
        await pool.close()


async def _configure(connection: AsyncConnection[DictRow]) -> None:
    await connection.execute(_SESSION)


NEWEST_PHASE: LiteralString = """
SELECT entry.xid::text::bigint AS xid, entry.number FROM event_phases AS entry
WHERE entry.xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY entry.xid DESC, entry.number DESC LIMIT 1
"""
_EVENT = sql.SQL("SELECT {} FROM events WHERE event_id = %(id)s").format(_EVENT_COLUMNS)
_PHASES = sql.SQL("SELECT {} FROM event_phases WHERE event_id = %(id)s ORDER BY sequence").format(_PHASE_COLUMNS)
_CAMERAS: LiteralString = """
WITH names AS (
    SELECT DISTINCT name FROM cameras
    UNION SELECT camera FROM camera_frames WHERE captured_at IS NOT NULL
    UNION SELECT camera FROM heartbeats
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
WHERE names.name > %(after)s AND (%(name)s::text IS NULL OR names.name = %(name)s)
  AND (%(site)s::text IS NULL OR split_part(names.name, '/', 1) = %(site)s)
ORDER BY names.name LIMIT %(limit)s
"""
_GUARDS: LiteralString = """
SELECT DISTINCT ON (name) name AS guard, revision, body AS spec, active_from, active_until,
       (SELECT count(*) FROM events WHERE events.guard = name AND phase IN ('opened', 'updated')
                                      AND unwatched_since(guard, camera) IS NULL) AS open_events,
       (SELECT count(*) FROM stale_events WHERE stale_events.guard = name) AS stale_events
FROM guards WHERE name > %(after)s AND (%(name)s::text IS NULL OR name = %(name)s)
ORDER BY name, number DESC LIMIT %(limit)s
"""
_ACTIVITY: LiteralString = """
SELECT * FROM {}
WHERE bucket >= %(since)s::timestamptz AND bucket < %(until)s::timestamptz
  AND (bucket, camera) > (%(after_bucket)s::timestamptz, %(after_camera)s)
  AND (%(camera)s::text IS NULL OR camera = %(camera)s)
  AND (%(site)s::text IS NULL OR split_part(camera, '/', 1) = %(site)s)
ORDER BY bucket, camera LIMIT %(limit)s
"""


def event_query(
    columns: sql.Composable, table: LiteralString, conditions: Sequence[LiteralString], newest_first: bool = False
) -> sql.Composed:
    """Rows of `events` or `event_phases` in the order of commits; parameter `limit`, and those of the conditions.

    The order names the table's columns: the `xid` that is selected is another type, which no index is sorted by.
    """
    return sql.SQL(
        "SELECT {}, entry.xid::text::bigint AS xid, entry.number FROM {} AS entry WHERE {} ORDER BY {} LIMIT %(limit)s"
    ).format(
        columns,
        sql.Identifier(table),
        sql.SQL(" AND ").join(map(sql.SQL, conditions)),
        sql.SQL("entry.xid DESC, entry.number DESC" if newest_first else "entry.xid, entry.number"),
    )


async def _here(connection: AsyncConnection[DictRow], cursor: Cursor | None) -> Cursor:
    """After all that is decided now. To be asked before the rows are read: what is written meanwhile lies beyond."""
    row = await _one(
        connection, "SELECT id, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon FROM lineage"
    )
    assert row is not None
    if cursor is not None and cursor.lineage != row["id"]:
        raise ForeignCursor
    return Cursor(row["id"], row["horizon"] - 1, _MAX_NUMBER)


async def _all(
    connection: AsyncConnection[DictRow], query: LiteralString | sql.Composed, values: Parameters | None = None
) -> list[DictRow]:
    return await (await connection.execute(query, values)).fetchall()


async def _one(
    connection: AsyncConnection[DictRow], query: LiteralString | sql.Composed, values: Parameters | None = None
) -> DictRow | None:
    return await (await connection.execute(query, values)).fetchone()


def _plain(row: DictRow) -> Fields:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return str(value) if isinstance(value, UUID) else value
