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

UNCLOSED: LiteralString = "phase IN ('opened', 'updated')"
"""What the indexes of open events say, to the letter."""
_CLOSED: LiteralString = "phase IN ('occurred', 'closed')"
_STALE: LiteralString = "(unwatched_since(guard, camera) IS NOT NULL)"
STALE_SINCE: LiteralString = f"CASE WHEN {UNCLOSED} THEN unwatched_since(guard, camera) END AS stale_since"
"""A column: since when an open event's guard has not watched its camera; null for others."""
_REVIEWED: dict[str, LiteralString] = {
    "unreviewed": "review = 'unreviewed'",
    "acknowledged": "review = 'acknowledged'",
    "resolved": "review = 'resolved'",
    "false_alarm": "review = 'false_alarm'",
}
MUTED: LiteralString = "is_muted(guard, camera, site) AS muted"
"""A column: whether a mute that is in force covers the event."""


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
    seen: Sequence[str] | None = None
    """Sites that whoever asks may see; None: all of them."""
    stale: bool | None = None
    """Open, but no frame will close it: `unwatched_since`. For `events` alone, as `open` is."""

    review: str | None = None
    """`unreviewed`, `acknowledged`, `resolved` or `false_alarm`. For `events` alone, as `open` is."""
    assignee: str | None = None
    """The same."""

    def where(self) -> tuple[list[LiteralString], Parameters]:
        """Conditions, and the parameters that they name."""
        parts = (self.about(), self.window(), self.state())
        return [condition for part in parts for condition in part], self.parameters()

    def parameters(self) -> Parameters:
        """Of all conditions."""
        found: Parameters = {
            "opened_from": self.opened_from,
            "opened_to": self.opened_to,
            "assignee": self.assignee,
        }
        for column in _BY_COLUMN:
            values = getattr(self, column)
            found[column] = values[0] if len(values) == 1 else list(values)
        found = {name: value for name, value in found.items() if value}
        return found if self.seen is None else found | {"seen": list(self.seen)}

    def about(self) -> list[LiteralString]:
        """Conditions on what `events`, `event_phases` and `event_series` have in common."""
        asked = [
            one if len(getattr(self, column)) == 1 else several
            for column, (one, several) in _BY_COLUMN.items()
            if getattr(self, column)
        ]
        return asked if self.seen is None else [*asked, "site = ANY(%(seen)s)"]

    def window(self) -> list[LiteralString]:
        """Conditions on `opened_at`."""
        found: list[LiteralString] = []
        if self.opened_from is not None:
            found.append("opened_at >= %(opened_from)s::timestamptz")
        if self.opened_to is not None:
            found.append("opened_at < %(opened_to)s::timestamptz")
        return found

    def state(self) -> list[LiteralString]:
        """Conditions on `phase`, on the guard and camera, and on what people said."""
        found = self.reviewed() + self.assigned()
        if self.open is not None:
            found += [UNCLOSED, f"NOT {_STALE}"] if self.open else [f"({_CLOSED} OR {_STALE})"]
        if self.stale is not None:
            found += [UNCLOSED, _STALE] if self.stale else [f"({_CLOSED} OR NOT {_STALE})"]
        return found

    def reviewed(self) -> list[LiteralString]:
        """Conditions on what people did: a series has its events by that."""
        return [] if self.review is None else [_REVIEWED[self.review]]

    def assigned(self) -> list[LiteralString]:
        """Conditions on who is to take care: of one person there are few."""
        return [] if self.assignee is None else ["assignee = %(assignee)s"]

    def unclosed(self) -> bool:
        """Whether only events that are open, stale or not, can pass: there are indexes of those."""
        return self.open is True or self.stale is True

    def staleness(self) -> list[LiteralString]:
        """What `state` leaves to ask of the guard and camera of an event that is not closed."""
        asked = (None if self.open is None else not self.open, self.stale)
        return [_STALE if stale else f"NOT {_STALE}" for stale in asked if stale is not None]
