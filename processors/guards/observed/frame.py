"""One observed frame as all guards of a camera look at it: what they share is computed once, or kept from before."""

from orin.processors.geometry import Point
from orin.processors.guards.observed.tracked_objects import PEOPLE, Over
from orin.processors.guards.observed.trajectory import height_of
from orin.processors.guards.observed.zones import Zone, ZoneMap
from orin.processors.guards.state import CameraState, Thing
from orin.processors.logic import Origin
from orin.schemas.records import Tracks


class Filter:
    """Which things a guard looks at; one object for all guards that look at the same. `bit` is its place in masks."""

    __slots__ = ("bit", "excluded", "labels", "max_size", "min_score", "min_size")

    def __init__(
        self,
        labels: frozenset[str],
        min_score: float,
        sizes: tuple[float, float],
        excluded: tuple[Zone, ...],
        bit: int = 0,
    ) -> None:
        self.labels = labels
        self.min_score = min_score
        self.min_size, self.max_size = sizes
        self.excluded = sum(zone.bit for zone in excluded)
        self.bit = bit

    @property
    def by_size(self) -> bool:
        return self.min_size > 0 or self.max_size < 1

    def passes(self, thing: Thing, mask: int, size: float) -> bool:
        """`mask`: the zones that hold its anchor; `size`: its larger side as a share of the picture's."""
        return (
            (not self.labels or thing.label in self.labels)
            and thing.score >= self.min_score
            and self.min_size <= size <= self.max_size
            and not mask & self.excluded
        )


class Seen:
    """A thing on this frame; where it was last, when the frame does not show it."""

    __slots__ = (
        "_height",
        "_height_at",
        "bits",
        "confirmed",
        "detected",
        "label",
        "mask",
        "rests",
        "score",
        "thing",
        "x",
        "y",
    )

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        self.detected = False
        self.x = self.y = 0.0
        self.mask = -1
        """The zones that hold the anchor, and the filters that let it pass: sums of their bits."""
        self.bits = 0
        self.label = ""
        self.score = -1.0
        self.confirmed = self.rests = False
        self._height = 0.0
        self._height_at = -1

    @property
    def height(self) -> float:
        """A person's (trail.height_of), asked for once a frame."""
        if self._height_at != self.thing.last_at:
            self._height, self._height_at = height_of(self.thing), self.thing.last_at
        return self._height

    def anchor(self, bottom: bool) -> Point:
        return (self.x, self.y) if bottom else (self.x, (self.thing.box[1] + self.y) / 2)


class Shared:
    """The zones and filters of one camera: what `View` looks up."""

    def __init__(self, zones: list[Zone], filters: list[Filter], width: int, height: int) -> None:
        self.bottom = ZoneMap([zone for zone in zones if zone.bottom], width, height)
        centres = [zone for zone in zones if not zone.bottom]
        self.centre = ZoneMap(centres, width, height) if centres else None
        self.filters = filters
        self.by_size = any(each.by_size for each in filters)
        self.width, self.height = width, height

    def mask(self, x: float, box: tuple[float, float, float, float]) -> int:
        found = self.bottom.at(x, box[3])
        return found if self.centre is None else found | self.centre.at(x, (box[1] + box[3]) / 2)

    def bits(self, thing: Thing, mask: int) -> int:
        x1, y1, x2, y2 = thing.box
        size = max((x2 - x1) / self.width, (y2 - y1) / self.height) if self.by_size else 0.5
        return sum(each.bit for each in self.filters if each.passes(thing, mask, size))


class View:
    """The things of one camera as its last frame showed them: a cache beside the state, which decides nothing.

    It tells whether a frame differs from the one before in anything but places: in what there is, what is detected,
    confirmed or at rest, in which zones it is and who looks at it. Where it does not, most guards have nothing to do.
    """

    __slots__ = ("_people", "_selected", "at", "seen", "shared", "state", "wake")

    def __init__(self, state: CameraState, shared: Shared, guards: int) -> None:
        self.state = state
        self.shared = shared
        self.at = -1
        """The frame that it shows."""
        self.seen: list[Seen] = []
        self.wake = [0] * guards
        """By guard, until when it has nothing to do while nothing changes."""
        self._selected: dict[Filter, list[Seen]] = {}
        self._people: list[Seen] | None = None

    def refresh(self, at: int, *, others: bool) -> bool:
        """Shows the frame at `at`; whether it differs. `others`: things have come or gone."""
        changed = others
        if others:
            known = {id(seen.thing): seen for seen in self.seen}
            self.seen = [
                known.get(id(thing)) or Seen(thing) for thing in self.state.things.values() if not thing.lost
            ]  # fmt: skip
        shared = self.shared
        for seen in self.seen:
            thing = seen.thing
            if thing.last_at == at:
                box = thing.box
                seen.x = x = (box[0] + box[2]) / 2
                seen.y = box[3]
                mask = shared.mask(x, box)
                if not seen.detected:
                    seen.detected = changed = True
                stale = mask != seen.mask or thing.score != seen.score or thing.label != seen.label
                if stale or shared.by_size:
                    bits = shared.bits(thing, mask)
                    if bits != seen.bits or mask != seen.mask or thing.label != seen.label:
                        changed = True
                    seen.mask, seen.bits, seen.score, seen.label = mask, bits, thing.score, thing.label
            elif seen.detected or seen.mask < 0:
                changed = True
                self._miss(seen)
            if seen.confirmed != (thing.confirmed_at > 0) or seen.rests != (thing.rest is not None):
                seen.confirmed, seen.rests = thing.confirmed_at > 0, thing.rest is not None
                changed = True
        self.at = at
        if changed:
            self._selected.clear()
            self._people = None
        return changed

    def _miss(self, seen: Seen) -> None:
        thing = seen.thing
        seen.detected = False
        seen.x, seen.y = (thing.box[0] + thing.box[2]) / 2, thing.box[3]
        seen.mask = self.shared.mask(seen.x, thing.box)
        seen.bits = self.shared.bits(thing, seen.mask)
        seen.score, seen.label = thing.score, thing.label

    def select(self, chosen: Filter) -> list[Seen]:
        found = self._selected.get(chosen)
        if found is None:
            bit = chosen.bit
            found = self._selected[chosen] = [seen for seen in self.seen if seen.bits & bit]
        return found

    def people(self) -> list[Seen]:
        """Confirmed people, detected or not."""
        if self._people is None:
            self._people = [s for s in self.seen if s.label in PEOPLE and s.confirmed]
        return self._people


class Frame:
    """`over`: what is over on this frame; `view`: all else that is remembered and not lost."""

    __slots__ = ("at", "before", "fresh", "origin", "over", "people", "record", "select", "state")

    def __init__(self, view: View, record: Tracks, origin: Origin, over: list[Over], before: int) -> None:
        state = view.state
        self.state = state
        self.record = record
        self.origin = origin
        self.at = record.captured_at
        self.over = over
        self.before = before
        """The observed frame before this one; -1: there was none."""
        self.fresh = state.fresh_at == self.at
        """Whether it is the first one, or the first after a gap."""
        self.select = view.select
        self.people = view.people

    def thing(self, track_id: str) -> Thing | None:
        """A thing that is remembered, or was until this frame."""
        found = self.state.things.get(track_id)
        return found or next((over.thing for over in self.over if over.thing.track_id == track_id), None)

    def everybody(self) -> list[Thing]:
        """All confirmed people who are remembered: gone lately, gone on this frame, lost, and here."""
        over = (one.thing for one in self.over if one.reason is not None)
        known = (*self.state.gone, *over, *self.state.things.values())
        return [thing for thing in known if thing.label in PEOPLE and thing.confirmed_at]
