"""What guards raised by day, how much of it people marked as false, and how much of the day their cameras saw."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.processors.specs.references import matches
from orin.projections.sites import SeenSites

_DAY_SECONDS = 86_400
_RAISED: LiteralString = """
SELECT guard, date_bin('1 day', opened_at, TIMESTAMPTZ 'epoch') AS day, count(*) AS events,
       count(*) FILTER (WHERE review = 'false_alarm') AS false_alarms
FROM events WHERE opened_at >= %(since)s AND guard = ANY(%(guards)s){seen}
GROUP BY 1, 2
"""
_CAMERAS: LiteralString = "SELECT camera FROM camera_frames{seen}"
_COVERED: LiteralString = """
SELECT asked.camera, day, covered
FROM unnest(%(cameras)s::text[]) AS asked (camera),
     LATERAL (
         SELECT date_bin('1 day', bucket, TIMESTAMPTZ 'epoch') AS day, sum(covered)::float8 AS covered
         FROM {table} WHERE camera = asked.camera AND bucket >= %(since)s
         GROUP BY 1
     ) AS hours
"""
"""By camera, so that each is looked up in the index."""


async def by_day(
    connection: AsyncConnection[DictRow],
    guards: Mapping[str, Sequence[str]],
    days: int,
    *,
    now: datetime,
    seen: SeenSites,
    activity: str,
) -> dict[str, list[dict[str, Any]]]:
    """By guard its days (UTC), oldest first, the last of which is today. `guards`: their patterns of cameras, by name.
    `activity`: the view of hours.
    """
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begin = today - timedelta(days=days - 1)
    values: dict[str, Any] = {"since": begin, "guards": list(guards), "seen": list(seen.names or ())}
    of_site: LiteralString = "" if seen.names is None else " AND site = ANY(%(seen)s)"
    of_camera: LiteralString = "" if seen.names is None else " WHERE split_part(camera, '/', 1) = ANY(%(seen)s)"
    raised = await (await connection.execute(sql.SQL(_RAISED).format(seen=sql.SQL(of_site)), values)).fetchall()
    known = await connection.execute(sql.SQL(_CAMERAS).format(seen=sql.SQL(of_camera)), values)
    patterns = sorted({pattern for each in guards.values() for pattern in each})
    values["cameras"] = [row["camera"] async for row in known if matches(patterns, row["camera"])]
    covering = sql.SQL(_COVERED).format(table=sql.Identifier(activity))
    covered = await (await connection.execute(covering, values)).fetchall()
    return days_of(guards, raised, covered, [begin + timedelta(days=number) for number in range(days)], now)


def days_of(
    guards: Mapping[str, Sequence[str]],
    raised: Sequence[Mapping[str, Any]],
    covered: Sequence[Mapping[str, Any]],
    days: Sequence[datetime],
    now: datetime,
) -> dict[str, list[dict[str, Any]]]:
    """`raised`: guard, day, events, false_alarms. `covered`: camera, day, covered (s)."""
    counts = {(row["guard"], row["day"]): row for row in raised}
    cameras = {row["camera"] for row in covered}
    seconds = {(row["camera"], row["day"]): row["covered"] for row in covered}
    found = {}
    for guard, patterns in guards.items():
        mine = [camera for camera in cameras if matches(patterns, camera)]
        found[guard] = [_day(day, counts.get((guard, day)), [seconds.get((c, day)) for c in mine], now) for day in days]
    return found


def _day(
    day: datetime, count: Mapping[str, Any] | None, covered: Sequence[float | None], now: datetime
) -> dict[str, Any]:
    known = [each for each in covered if each is not None]
    length = min(max((now - day).total_seconds(), 1.0), _DAY_SECONDS) * len(known)
    return {
        "day": day.date().isoformat(),
        "events": 0 if count is None else count["events"],
        "false_alarms": 0 if count is None else count["false_alarms"],
        "coverage": min(1.0, sum(known) / length) if known else None,
    }
