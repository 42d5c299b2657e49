"""One observed frame as all guards of a camera look at it: what they share is computed once."""

from processors.geometry import Point, inside
from processors.guards.state import CameraState, Thing
from processors.guards.things import PEOPLE, Over
from processors.logic import Origin
from schemas.records import Tracks


class Zone:
    """A polygon in px; one object for all guards that use it with the same anchor."""

    __slots__ = ("bottom", "bounds", "name", "points")

    def __init__(self, name: str, points: tuple[Point, ...], *, bottom: bool) -> None:
        self.name = name
        self.points = points
        self.bottom = bottom
        """Whether the anchor is the bottom centre; else the centre."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self.bounds = (min(xs), min(ys), max(xs), max(ys))

    def holds(self, x: float, y: float) -> bool:
        x1, y1, x2, y2 = self.bounds
        return x1 <= x <= x2 and y1 <= y <= y2 and inside(self.points, (x, y))


class Filter:
    """Which things a guard looks at; one object for all guards that look at the same."""

    __slots__ = ("excluded", "labels", "max_size", "min_score", "min_size")

    def __init__(
        self,
        labels: frozenset[str],
        min_score: float,
        sizes: tuple[float, float],
        excluded: tuple[Zone, ...],
    ) -> None:
        self.labels = labels
        self.min_score = min_score
        self.min_size, self.max_size = sizes
        self.excluded = excluded

    def passes(self, seen: "Seen", width: int, height: int) -> bool:
        thing = seen.thing
        if (self.labels and thing.label not in self.labels) or thing.score < self.min_score:
            return False
        if self.min_size > 0 or self.max_size < 1:
            x1, y1, x2, y2 = thing.box
            larger = max((x2 - x1) / width, (y2 - y1) / height)
            if not self.min_size <= larger <= self.max_size:
                return False
        return not any(zone.holds(*seen.anchor(zone.bottom)) for zone in self.excluded)


class Seen:
    """A thing on this frame; where it was last, when the frame does not show it."""

    __slots__ = ("detected", "index", "thing", "x", "y")

    def __init__(self, index: int, thing: Thing, at: int) -> None:
        self.index = index
        self.thing = thing
        self.detected = thing.last_at == at
        box = thing.box
        self.x = (box[0] + box[2]) / 2
        self.y = box[3]

    def anchor(self, bottom: bool) -> Point:
        return (self.x, self.y) if bottom else (self.x, (self.thing.box[1] + self.y) / 2)


class Frame:
    """`over`: what is over on this frame; `seen`: all else that is remembered and not lost."""

    __slots__ = (
        "_members",
        "_people",
        "_selected",
        "at",
        "before",
        "fresh",
        "origin",
        "over",
        "record",
        "seen",
        "state",
    )

    def __init__(self, state: CameraState, record: Tracks, origin: Origin, over: list[Over], before: int) -> None:
        at = record.captured_at
        self.before = before
        """The observed frame before this one; -1: there was none."""
        self.fresh = state.fresh_at == at
        """Whether it is the first one, or the first after a gap."""
        self.state = state
        self.record = record
        self.origin = origin
        self.at = at
        self.over = over
        present = (thing for thing in state.things.values() if not thing.lost)
        self.seen = [Seen(index, thing, at) for index, thing in enumerate(present)]
        self._members: dict[Zone, list[bool]] = {}
        self._selected: dict[Filter, list[Seen]] = {}
        self._people: list[Seen] | None = None

    def members(self, zone: Zone) -> list[bool]:
        """Whether each of `seen`, by index, has its anchor in the zone."""
        found = self._members.get(zone)
        if found is None:
            bottom = zone.bottom
            found = self._members[zone] = [zone.holds(*seen.anchor(bottom)) for seen in self.seen]
        return found

    def select(self, chosen: Filter) -> list[Seen]:
        found = self._selected.get(chosen)
        if found is None:
            width, height = self.record.width, self.record.height
            found = self._selected[chosen] = [s for s in self.seen if chosen.passes(s, width, height)]
        return found

    def people(self) -> list[Seen]:
        """Confirmed people, detected or not."""
        if self._people is None:
            self._people = [s for s in self.seen if s.thing.label in PEOPLE and s.thing.confirmed_at]
        return self._people

    def thing(self, track_id: str) -> Thing | None:
        """A thing that is remembered, or was until this frame."""
        found = self.state.things.get(track_id)
        return found or next((over.thing for over in self.over if over.thing.track_id == track_id), None)

    def everybody(self) -> list[Thing]:
        """All confirmed people who are remembered: gone lately, gone on this frame, lost, and here."""
        over = (one.thing for one in self.over if one.reason is not None)
        known = (*self.state.gone, *over, *self.state.things.values())
        return [thing for thing in known if thing.label in PEOPLE and thing.confirmed_at]
