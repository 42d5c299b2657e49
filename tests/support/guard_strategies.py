"""Hypothesis strategies for guards: any that the language can express, of ORIN's own kinds.

Most parts come of one drawn number each, so that thousands of guards take seconds.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, get_args

import msgspec
from hypothesis import strategies as st

from orin.processors.guards.kinds import OWN
from orin.processors.specs.labels import KNOWN
from orin.processors.specs.models import DAYS, GuardSpec
from orin.schemas.records import Severity

_ZONES = ("floor", "front-door", "a", "Zone_7.b", "and", "2", "dock.", "in-the-zone", "people")
_CAMERAS = ("hq/lobby-1", "*", "hq/*", "*/dock-?", "a.b/c_d.", "gate?", "and", "plant/on-camera")
_LABELS = (*sorted(KNOWN), "forklift", "hi-vis vest", "a person", "Öl")
_SEVERITIES: tuple[str, ...] = get_args(Severity)
_TIMEZONES = ("UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3")
_TIMES = (0.5, 1.0, 1.5, 2.0, 5.0, 21.0, 30.0, 60.0, 90.0, 300.0, 3600.0, 5400.0, 86400.0, 90061.5, 172800.0)
_LONGEST_MICROS = 366 * 86_400_000_000
_DAY_MINUTES = 24 * 60
_MANY = 10**12


def _some(items: Sequence[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    """From `least` to `most` different ones, in any order."""

    def pick(number: int) -> list[str]:
        number, more = divmod(number, most - least + 1)
        left, found = list(items), []
        for _ in range(least + more):
            number, at = divmod(number, len(left))
            found.append(left.pop(at))
        return found

    return st.integers(0, _MANY).map(pick)


def _seconds(number: int) -> float:
    return number / 1e6 if number % 3 == 0 else _TIMES[number % len(_TIMES)]


def _one_of(numbers: Sequence[Any], least: float, most: float) -> st.SearchStrategy[Any]:
    return st.sampled_from(numbers) | st.floats(least, most)


_NAME = st.sampled_from(_ZONES)
_SECONDS = st.integers(1, _LONGEST_MICROS).map(_seconds)
_SHARES = _one_of((0.0, 0.05, 0.2, 0.333, 0.5, 0.95, 1.0), 0, 1)
_IN_METRES = st.builds("{:.15g} {}".format, st.floats(1e-3, 1000), st.sampled_from(("km/h", "m/s")))
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "objects": st.just(["object", "packages"]) | _some(_LABELS, 0, 4).map(sorted),
    "min_score": _SHARES,
    "min_size": _SHARES,
    "anchor": st.sampled_from(("bottom", "center")),
    "except": _some(_ZONES, 1, 3).map(sorted),
    "zone": _NAME,
    "line": _NAME,
    "inertia": st.just(0.0) | _SECONDS,
    "for": _SECONDS,
    "within": _SECONDS,
    "radius": _one_of((1.0, 2.0, 2.5, 5.0, 21.0), 1e-3, 100),
    "attended_by": st.sampled_from(("owner", "anyone")),
}
_SPEED = _one_of((1.0, 1.5, 2.0, 5.0, 21.0, "30 km/h"), 1e-3, 1000) | _IN_METRES
_EITHER = st.sampled_from(("in", "out"))
_ANY = st.sampled_from(("in", "out", "any"))


def _schedule(number: int) -> dict[str, Any]:
    number, zone = divmod(number, len(_TIMEZONES))
    number, bits = divmod(number, 2 * 127)
    number, begin = divmod(number, _DAY_MINUTES)
    number, length = divmod(number, 2 * _DAY_MINUTES)
    schedule: dict[str, Any] = {"timezone": _TIMEZONES[zone]}
    if bits <= 127:
        schedule["days"] = [day for i, day in enumerate(DAYS) if bits >> i & 1]
    if length % _DAY_MINUTES and length < _DAY_MINUTES:
        end = (begin + length) % _DAY_MINUTES or _DAY_MINUTES
        schedule["hours"] = f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"
    dates = [dt.date(2020, 1, 1) + dt.timedelta(days=number * k % 30000) for k in range(1, 1 + number % 4)]
    schedule["except"] = sorted({date.isoformat() for date in dates})
    return schedule


_REST: dict[str, st.SearchStrategy[Any]] = {
    "schedule": st.integers(0, _MANY).map(_schedule),
    "severity": st.sampled_from(_SEVERITIES),
    "min_coverage": _SHARES,
    "cooldown": _SECONDS,
    "notify": _some(_ZONES, 1, 3),
}
_ESCALATE = st.lists(_SECONDS, min_size=1, max_size=3, unique=True).map(sorted)


@st.composite
def guards(draw: st.DrawFn) -> GuardSpec:
    """Of every kind; each field that may be left out is given about every third time."""
    kind, bits, told = draw(st.sampled_from(OWN)), draw(st.integers(0, _MANY)), draw(st.integers(0, 3**5))
    rule: dict[str, Any] = {}
    fields = _FIELDS | {"direction": _EITHER if kind.name == "wrong_way" else _ANY}
    fields |= {"over": _SPEED} if kind.name == "speeding" else {}
    for field in msgspec.structs.fields(kind.rule):
        name = field.encode_name
        bits, left_out = divmod(bits, 3)
        if name in fields and (field.required or not left_out):
            rule[name] = draw(fields[name])
    if kind.name == "occupancy":
        rule |= draw(
            st.sampled_from(({"over": 0}, {"over": 1}, {"over": 21}, {"under": 1}, {"under": 2}, {"under": 5}))
        )
    if kind.name == "unattended" and not bits % 3:
        steps = draw(_ESCALATE)
        rule["escalate"] = [
            {"after": after, "severity": _SEVERITIES[(bits + n) % len(_SEVERITIES)]} for n, after in enumerate(steps)
        ]
    if not bits % 4:
        rule["max_size"] = draw(st.floats(rule.get("min_size", 0.0), 1))
    given: dict[str, Any] = {"guard": "guard", "when": {kind.name: rule}, "cameras": draw(_some(_CAMERAS, 1, 3))}
    for name, strategy in _REST.items():
        told, left_out = divmod(told, 3)
        if not left_out:
            given[name] = draw(strategy)
    return msgspec.convert(given, type=GuardSpec)
