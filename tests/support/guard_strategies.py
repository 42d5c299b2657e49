"""Hypothesis strategies for guards: any that the language can express, of ORIN's own kinds."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, get_args

import msgspec
from hypothesis import strategies as st

from orin.processors.guards.kinds import OWN
from orin.processors.specs.labels import KNOWN
from orin.processors.specs.models import DAYS, GuardSpec
from orin.schemas.records import Severity

_NAMES = ("floor", "front-door", "a", "Zone_7.b", "and", "2", "dock.", "in-the-zone", "people")
_CAMERAS = ("hq/lobby-1", "*", "hq/*", "*/dock-?", "a.b/c_d.", "gate?", "and", "plant/on-camera")
_LABELS = (*sorted(KNOWN), "forklift", "hi-vis vest", "a person", "Öl")
_SEVERITIES: tuple[str, ...] = get_args(Severity)
_TIMEZONES = ("UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3")
_TIMES = (0.5, 1.0, 1.5, 2.0, 5.0, 21.0, 30.0, 60.0, 90.0, 300.0, 3600.0, 5400.0, 86400.0, 90061.5, 172800.0)
_LONGEST_MICROS = 366 * 86_400_000_000
_DAY_MINUTES = 24 * 60


def _seconds(random: Random) -> float:
    return random.choice(_TIMES) if random.random() < 0.7 else random.randint(1, _LONGEST_MICROS) / 1e6


def _share(random: Random) -> float:
    return random.choice((0.0, 0.05, 0.2, 0.333, 0.5, 0.95, 1.0, random.random()))


def _amount(random: Random) -> float:
    return random.choice((1.0, 1.5, 2.0, 2.5, 5.0, 21.0, random.uniform(1e-3, 100)))


def _speed(random: Random) -> float | str:
    amount = _amount(random)
    return random.choice((amount, f"{amount:.15g} km/h", f"{amount:.15g} m/s"))


def _objects(random: Random) -> list[str]:
    if random.random() < 0.2:
        return ["object", "packages"]
    return sorted(random.sample(_LABELS, random.randint(0, 4)))


def _names(random: Random) -> list[str]:
    return random.sample(_NAMES, random.randint(1, 3))


_FIELDS: dict[str, Callable[[Random], Any]] = {
    "objects": _objects,
    "min_score": _share,
    "min_size": _share,
    "anchor": lambda random: random.choice(("bottom", "center")),
    "except": lambda random: sorted(_names(random)),
    "zone": lambda random: random.choice(_NAMES),
    "line": lambda random: random.choice(_NAMES),
    "direction": lambda random: random.choice(("in", "out", "any")),
    "inertia": lambda random: random.choice((0.0, _seconds(random))),
    "for": _seconds,
    "within": _seconds,
    "radius": _amount,
    "attended_by": lambda random: random.choice(("owner", "anyone")),
}


def _schedule(random: Random) -> dict[str, Any]:
    schedule: dict[str, Any] = {"timezone": random.choice(_TIMEZONES)}
    if random.random() < 0.7:
        bits = random.randint(0, 127)
        schedule["days"] = [day for i, day in enumerate(DAYS) if bits >> i & 1]
    if random.random() < 0.7:
        begin, length = random.randint(0, _DAY_MINUTES - 1), random.randint(1, _DAY_MINUTES - 1)
        end = (begin + length) % _DAY_MINUTES or _DAY_MINUTES
        schedule["hours"] = f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"
    dates = {dt.date(2020, 1, 1) + dt.timedelta(days=random.randint(0, 30_000)) for _ in range(random.randint(0, 3))}
    schedule["except"] = sorted(date.isoformat() for date in dates)
    return schedule


_REST: dict[str, Callable[[Random], Any]] = {
    "schedule": _schedule,
    "severity": lambda random: random.choice(_SEVERITIES),
    "min_coverage": _share,
    "cooldown": _seconds,
    "notify": _names,
}


def _escalate(random: Random) -> list[dict[str, Any]]:
    times = sorted({_seconds(random) for _ in range(random.randint(1, 3))})
    return [{"after": after, "severity": random.choice(_SEVERITIES)} for after in times]


_fields = cache(msgspec.structs.fields)


def any_guard(random: Random) -> GuardSpec:
    """Of any kind; each field that may be left out is given every other time."""
    kind = random.choice(OWN)
    rule: dict[str, Any] = {}
    for field in _fields(kind.rule):
        name = field.encode_name
        if name in _FIELDS and (field.required or random.random() < 0.5):
            rule[name] = _FIELDS[name](random)
    if kind.name == "wrong_way":
        rule["direction"] = random.choice(("in", "out"))
    elif kind.name == "speeding":
        rule["over"] = _speed(random)
    elif kind.name == "occupancy":
        rule |= random.choice(({"over": random.randint(0, 25)}, {"under": random.randint(1, 25)}))
    elif kind.name == "unattended" and random.random() < 0.5:
        rule["escalate"] = _escalate(random)
    if random.random() < 0.3:
        rule["max_size"] = max(_share(random), rule.get("min_size", 0.0))
    cameras = random.sample(_CAMERAS, random.randint(1, 3))
    given: dict[str, Any] = {"guard": "guard", "when": {kind.name: rule}, "cameras": cameras}
    given |= {name: of(random) for name, of in _REST.items() if random.random() < 0.4}
    return msgspec.convert(given, type=GuardSpec)


def guards() -> st.SearchStrategy[GuardSpec]:
    return st.randoms(use_true_random=False).map(any_guard)
