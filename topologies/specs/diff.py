"""How a file differs from what is armed: for each document the fields that change, with old and new value."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from orin.processors.specs.parse import ParsedSpec
from orin.topologies.specs.history import History, Revision
from orin.topologies.specs.plan import ordered

_SECONDS = frozenset({"for", "inertia", "cooldown", "after", "within", "gap_tolerance"})
_SHAPES = frozenset({"zones", "lines", "ignore", "ground"})
_UNITS = ((86400.0, "d"), (3600.0, "h"), (60.0, "m"))


class SpecChange(Struct, frozen=True, kw_only=True):
    """One document compared with the newest revision of its name."""

    kind: str
    name: str
    change: Literal["new", "unchanged", "changed", "again"]
    """`again`: it was withdrawn."""
    revision: str | None = None
    """The newest; None: there is none."""
    fields: dict[str, tuple[str | None, str | None]] = {}
    """By path, the old and the new value as people write them; None: absent."""

    def lines(self) -> Iterator[str]:
        """For people."""
        said = "was disabled, is armed again" if self.change == "again" else self.change
        yield f"{self.kind} {self.name}: {said}"
        for path, (old, new) in self.fields.items():
            yield f"  {path}: {'(none)' if old is None else old} -> {'(none)' if new is None else new}"


def changes(specs: Sequence[ParsedSpec], history: History) -> list[SpecChange]:
    """Cameras before guards, as `apply` takes them."""
    newest = history.newest_revisions()
    return [_change(spec, newest.get((spec.kind, spec.name))) for spec in ordered(specs)]


def _change(spec: ParsedSpec, newest: Revision | None) -> SpecChange:
    if newest is None:
        return SpecChange(kind=spec.kind, name=spec.name, change="new")
    old, new = (dict(_flat(json.loads(body))) for body in (newest.spec.body, spec.body))
    paths = [path for path in {**old, **new} if old.get(path) != new.get(path)]
    fields = {path: _told(path, old.get(path), new.get(path)) for path in sorted(paths)}
    change: Literal["unchanged", "changed", "again"] = "changed" if fields else "unchanged"
    if newest.spec.active_until is not None:
        change = "again"
    return SpecChange(kind=spec.kind, name=spec.name, change=change, fields=fields, revision=newest.spec.revision)


def _flat(value: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Fields by their path, `when.loiters.for`; what is not set (null, empty) is not there."""
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _flat(each, f"{path}{name}.")
        elif each is not None and each != []:
            yield path + name, each


def _told(path: str, old: Any, new: Any) -> tuple[str | None, str | None]:
    first, last = path.split(".", maxsplit=1)[0], path.rsplit(".", maxsplit=1)[-1]
    if first in _SHAPES and old is not None and new is not None and len(old) == len(new):
        # Which corner moved says more than forty numbers.
        moved = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        if len(moved) < len(old):
            return _points(old, moved), _points(new, moved)
    return _value(last, old), _value(last, new)


def _points(shape: list[Any], which: list[int]) -> str:
    return ", ".join(f"point {i + 1} {_value('', shape[i])}" for i in which)


def _value(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if name in _SECONDS and isinstance(value, int | float):
        return duration(value)
    if isinstance(value, list):
        return "[" + ", ".join(str(_value(name, each)) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(key, each)}" for key, each in value.items()) + "}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def duration(seconds: float) -> str:
    """As people write it in a spec file: `90s`, `5m`."""
    for size, unit in _UNITS:
        if seconds and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}s"
