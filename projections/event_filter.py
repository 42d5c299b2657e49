"""Which events are asked for, as conditions on `events` and `event_phases`."""

from collections.abc import Sequence
from typing import Any, LiteralString

from msgspec import Struct

Parameters = dict[str, Any]

# One value by `=`: an index that begins with the column then gives the rows in order.
_BY_COLUMN: dict[str, tuple[LiteralString, LiteralString]] = {
    "site": ("site = %(site)s", "site = ANY(%(site)s)"),
    "camera": ("camera = %(camera)s", "camera = ANY(%(camera)s)"),
    "guard": ("guard = %(guard)s", "guard = ANY(%(guard)s)"),
    "kind": ("kind = %(kind)s", "kind = ANY(%(kind)s)"),
    "severity": ("severity = %(severity)s", "severity = ANY(%(severity)s)"),
    "certainty": ("certainty = %(certainty)s", "certainty = ANY(%(certainty)s)"),
}

_UNCLOSED: LiteralString = "phase IN ('opened', 'updated')"
_CLOSED: LiteralString = "phase IN ('occurred', 'closed')"
_STALE: LiteralString = "(unwatched_since(guard, camera) IS NOT NULL)"
STALE_SINCE: LiteralString = f"CASE WHEN {_UNCLOSED} THEN unwatched_since(guard, camera) END AS stale_since"
"""A column: since when an open event's guard has not watched its camera; null for others."""


class EventFilter(Struct, frozen=True, kw_only=True):
    """Any of the values named of a field, all of the fields named. Times: ISO 8601, of `opened_at` in [from, to)."""

    site: Sequence[str] = ()
    camera: Sequence[str] = ()
    guard: Sequence[str] = ()
    kind: Sequence[str] = ()
    severity: Sequence[str] = ()
    certainty: Sequence[str] = ()
    opened_from: str | None = None
    opened_to: str | None = None
    open: bool | None = None
    """Holds now, as far as frames tell: stale events do not."""
    stale: bool | None = None
    """Open, but no frame will close it: `unwatched_since`. For `events` alone, as `open` is."""

    def where(self) -> tuple[list[LiteralString], Parameters]:
        """Conditions, and the parameters that they name."""
        conditions: list[LiteralString] = []
        parameters: Parameters = {}
        for column, (one, several) in _BY_COLUMN.items():
            values = getattr(self, column)
            if values:
                conditions.append(one if len(values) == 1 else several)
                parameters[column] = values[0] if len(values) == 1 else list(values)
        if self.opened_from is not None:
            conditions.append("opened_at >= %(opened_from)s::timestamptz")
            parameters["opened_from"] = self.opened_from
        if self.opened_to is not None:
            conditions.append("opened_at < %(opened_to)s::timestamptz")
            parameters["opened_to"] = self.opened_to
        if self.open is not None:
            conditions += [_UNCLOSED, f"NOT {_STALE}"] if self.open else [f"({_CLOSED} OR {_STALE})"]
        if self.stale is not None:
            conditions += [_UNCLOSED, _STALE] if self.stale else [f"({_CLOSED} OR NOT {_STALE})"]
        return conditions, parameters
