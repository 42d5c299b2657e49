"""The times of an event's page: UTC, and beside it the site's own time where its zone is known."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from orin.processors.specs.models import GuardSpec
from orin.schemas.errors import Misuse
from orin.topologies.replay.explain import Explanation

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Times:
    """Times of day for people. `zone`: the site's; None where it is not known."""

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self._zone = zone

    @property
    def zones(self) -> list[str]:
        """Their names, the site's own first."""
        return ["UTC"] if self._zone is None else [self._zone.key, "UTC"]

    def of_day(self, at: int) -> list[str]:
        """Hours, minutes and seconds of `at` (µs), in each of the zones."""
        return [f"{moment:%H:%M:%S}" for moment in self._moments(at)]

    def utc(self, at: int) -> str:
        """The time of day, UTC, to the tenth of a second."""
        return _tenths(self._moments(at)[-1])

    def both(self, at: int) -> str:
        """The time of day in the site's zone and in UTC, each with its zone."""
        return " · ".join(f"{_tenths(m)} {zone}" for m, zone in zip(self._moments(at), self.zones, strict=True))

    def spans(self, begin: int, end: int) -> list[str]:
        """`2026-11-21, 13:52:24.0 – 13:55:11.0 Europe/Berlin`, in each of the zones."""
        return [
            f"{a:%Y-%m-%d}, {_tenths(a)} – {'' if a.date() == b.date() else f'{b:%Y-%m-%d}, '}{_tenths(b)} {zone}"
            for a, b, zone in zip(self._moments(begin), self._moments(end), self.zones, strict=True)
        ]

    def _moments(self, at: int) -> list[datetime]:
        utc = _EPOCH + timedelta(microseconds=at)
        return [utc] if self._zone is None else [utc.astimezone(self._zone), utc]


def zone_named(name: str) -> ZoneInfo:
    """Misuse for a name that is no time zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Misuse(f"--timezone {name!r} is not a time zone; write a name such as Europe/Berlin") from None


def times_of(found: Explanation, zone: ZoneInfo | None) -> Times:
    """In `zone`, or in that of the guard's schedule."""
    if zone is None and found.guard is not None:
        schedule = msgspec.json.decode(found.guard.body, type=GuardSpec).schedule
        zone = None if schedule is None else ZoneInfo(schedule.timezone)
    return Times(zone)


def _tenths(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
