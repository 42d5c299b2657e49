"""Guards in the form in which they are compared: two that mean the same are equal, however they are written."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orin.processors.specs.labels import expand
from orin.processors.specs.models import DAYS, CameraSpec, Schedule
from orin.processors.specs.parse import parse_specs
from orin.processors.specs.references import matches

DAY = 24 * 60
WEEK = 7 * DAY
_SPEED = {"km/h": 1 / 3.6, "m/s": 1.0}


@dataclass(frozen=True)
class Period:
    """Hours on some weekdays, in minutes of the day; past 1440 they are of the next day."""

    days: frozenset[str]
    begin: int
    end: int


@dataclass(frozen=True)
class Hours:
    """The minutes of the week that a guard is on duty, and how they were written."""

    minutes: frozenset[int]
    timezone: str
    dates: frozenset[str]
    periods: tuple[Period, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hours) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> tuple[frozenset[int], str, frozenset[str]]:
        return self.minutes, self.timezone, self.dates


@dataclass(frozen=True)
class Guard:
    """`fields` by path (`kind`, `when.for`, `severity`); cameras and hours apart, as guards are joined by them."""

    fields: Mapping[str, Any]
    cameras: frozenset[str]
    schedule: Hours | None

    def value(self, path: str) -> Any:
        if path == "cameras":
            return self.cameras
        return self.schedule if path == "schedule" else self.fields.get(path)

    @property
    def paths(self) -> set[str]:
        return {"cameras", "schedule", *self.fields}


def normalised(guards: Sequence[Mapping[str, Any]], site: Mapping[str, CameraSpec]) -> list[Guard]:
    """Raises SpecError for what is not of the language, or names what the site lacks."""
    text = "\n---\n".join(json.dumps(dict(each) | {"guard": f"g{n}"}) for n, each in enumerate(guards))
    return joined(_one(json.loads(spec.body), site) for spec in parse_specs(text, "<guards>", site))


def joined(guards: Iterable[Guard]) -> list[Guard]:
    """Guards that differ only in cameras, or only in hours, are one."""
    left = list(guards)
    done: list[Guard] = []
    while left:
        one = left.pop(0)
        for other in left:
            both = _join(one, other)
            if both is not None:
                left.remove(other)
                left.insert(0, both)
                break
        else:
            done.append(one)
    return done


def _join(one: Guard, other: Guard) -> Guard | None:
    if one.fields != other.fields:
        return None
    if one.schedule == other.schedule:
        return replace(one, cameras=one.cameras | other.cameras)
    mine, theirs = one.schedule, other.schedule
    if one.cameras != other.cameras or mine is None or theirs is None or mine.key[1:] != theirs.key[1:]:
        return None
    hours = replace(mine, minutes=mine.minutes | theirs.minutes, periods=mine.periods + theirs.periods)
    return replace(one, schedule=hours)


def _one(guard: Mapping[str, Any], site: Mapping[str, CameraSpec]) -> Guard:
    ((kind, rule),) = guard["when"].items()
    if kind == "absent":
        kind, rule = "occupancy", {**rule, "over": None, "under": 1}
    fields = {"kind": kind} | {f"when.{name}": _value(name, value) for name, value in rule.items()}
    fields |= {name: guard[name] for name in ("severity", "min_coverage", "cooldown")}
    fields["notify"] = frozenset(name.lower().replace("_", "-") for name in guard["notify"])
    return Guard(
        {path: value for path, value in fields.items() if value is not None},
        frozenset(name for name, camera in site.items() if matches(guard["cameras"], name) and _has(camera, rule)),
        _hours(guard["schedule"]),
    )


def _has(camera: CameraSpec, rule: Mapping[str, Any]) -> bool:
    zone, line = rule.get("zone"), rule.get("line")
    return (zone is None or zone in camera.zones) and (line is None or line in camera.lines)


def _value(name: str, value: Any) -> Any:
    if name == "objects":
        return expand(tuple(value))
    if name == "except":
        return frozenset(value)
    if name == "escalate":
        return tuple((step["after"], step["severity"]) for step in value)
    return value


def speed(value: Any) -> tuple[str, float]:
    """`metres` or `heights`, a second."""
    if not isinstance(value, str):
        return "heights", float(value)
    number, unit = value.split()
    return "metres", float(number) * _SPEED[unit]


def minute(clock: str) -> int:
    hour, minutes = clock.split(":")
    return 60 * int(hour) + int(minutes)


def _hours(written: Mapping[str, Any] | None) -> Hours | None:
    if written is None:
        return None
    schedule = Schedule(
        days=tuple(written["days"]), hours=written["hours"], timezone=written["timezone"],
        except_=tuple(written["except"]),
    )  # fmt: skip
    begin, end = (minute(each) for each in schedule.hours.split("-"))
    end += DAY if end <= begin else 0
    covered = frozenset(
        (DAY * DAYS.index(day) + each) % WEEK for day in schedule.days for each in range(begin, end)
    )  # fmt: skip
    dates = frozenset(schedule.except_)
    if len(covered) == WEEK and not dates:
        return None
    return Hours(covered, schedule.timezone, dates, (Period(frozenset(schedule.days), begin, end),))


def runs(minutes: frozenset[int]) -> tuple[Period, ...]:
    """The stretches of the week that the minutes make, each a period on the day on which it begins."""
    found = []
    for begin in sorted(each for each in minutes if (each - 1) % WEEK not in minutes):
        end = begin
        while end % WEEK in minutes and end - begin < WEEK:
            end += 1
        day = begin // DAY
        found.append(Period(frozenset({DAYS[day]}), begin - day * DAY, end - day * DAY))
    return tuple(found)
