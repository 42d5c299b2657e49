"""When a guard is on duty: hours of local wall time, turned into periods of event time.

An instant is on duty by its own wall time: so an hour that the clocks repeat counts twice, one that they skip not
at all. Periods that touch are one period.
"""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from orin.processors.specs.models import DAYS, Schedule

_DAY = 86_400_000_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_REACH_DAYS = 9
"""How far around an instant changes are looked for; a period that is longer counts as on since ever."""


class DutySpan(NamedTuple):
    """From `begin` to `end` (exclusive, µs) the guard is on duty, or off duty."""

    on: bool
    begin: int
    end: int


class Periods:
    """The periods of one schedule."""

    def __init__(self, schedule: Schedule) -> None:
        begin, end = schedule.hours.split("-")
        self._from, self._to = _minute(begin), _minute(end)
        self._days = frozenset(DAYS.index(day) for day in schedule.days)
        self._except = frozenset(dt.date.fromisoformat(day) for day in schedule.except_)
        self._zone = ZoneInfo(schedule.timezone)
        self._span = DutySpan(on=False, begin=0, end=0)

    def at(self, at: int) -> DutySpan:
        """The span that holds `at`."""
        if not self._span.begin <= at < self._span.end:
            self._span = self._find(at)
        return self._span

    def _find(self, at: int) -> DutySpan:
        on = self._on(at)
        changes = self._changes(at)
        begin = next((t for t in reversed(changes) if t <= at and self._on(t - 1) != on), 0)
        end = next((t for t in changes if t > at and self._on(t) != on), changes[-1])
        return DutySpan(on, begin, end)

    def _on(self, at: int) -> bool:
        local = (_EPOCH + dt.timedelta(microseconds=at)).astimezone(self._zone)
        minute, day = 60 * local.hour + local.minute, local.date()
        if self._from < self._to:
            return self._from <= minute < self._to and self._opens(day)
        return (minute >= self._from and self._opens(day)) or (
            minute < self._to and self._opens(day - dt.timedelta(days=1))
        )

    def _opens(self, day: dt.date) -> bool:
        return day.weekday() in self._days and day not in self._except

    def _changes(self, at: int) -> list[int]:
        """Every instant around `at` at which the answer may change: the hours, and jumps of the clocks."""
        today = (_EPOCH + dt.timedelta(microseconds=at)).astimezone(self._zone).date()
        found = set()
        for days in range(-_REACH_DAYS, _REACH_DAYS + 1):
            day = today + dt.timedelta(days=days)
            for minute in (self._from, self._to):
                wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
                for fold in (0, 1):
                    found.add(_micros(wall.replace(tzinfo=self._zone, fold=fold)))
        first, last = min(found), max(found)
        for begin in range(first, last, _DAY):
            if self._offset(begin) != self._offset(begin + _DAY):
                found.add(self._jump(begin, begin + _DAY))
        return sorted(found)

    def _offset(self, at: int) -> dt.timedelta | None:
        return (_EPOCH + dt.timedelta(microseconds=at)).astimezone(self._zone).utcoffset()

    def _jump(self, low: int, high: int) -> int:
        before = self._offset(low)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._offset(middle) == before else (low, middle)
        return high


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def _micros(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // dt.timedelta(microseconds=1)
