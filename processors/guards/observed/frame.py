"""One observed frame as all guards of a camera look at it: what they share is computed once, or kept from before."""

from typing import NamedTuple

from orin.processors.geometry import Point
from orin.processors.guards.observed.places import Met, Place
from orin.processors.guards.observed.sighting import Sighting
from orin.processors.guards.observed.tracked_objects import PEOPLE, Departure
from orin.processors.guards.observed.zones import Zone, ZoneMap
from orin.processors.guards.state import TrackedObject, WatchState
from orin.processors.logic import Origin
from orin.schemas.records import Tracks


class Filter:
    """Which tracks a guard watches; one instance for all guards that watch the same. `bit` is its place in masks."""

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

    def passes(self, tracked: TrackedObject, mask: int, size: float) -> bool:
        """`mask`: the zones that hold its anchor; `size`: its larger side as a share of the picture's."""
        return (
            (not self.labels or tracked.label in self.labels)
            and tracked.score >= self.min_score
            and self.min_size <= size <= self.max_size
            and not mask & self.excluded
        )


class ShapeIndex:
    """The zones and filters of one camera: what `FrameSightings` looks up."""

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

    def bits(self, tracked: TrackedObject, mask: int) -> int:
        x1, y1, x2, y2 = tracked.box
        size = max((x2 - x1) / self.width, (y2 - y1) / self.height) if self.by_size else 0.5
        return sum(each.bit for each in self.filters if each.passes(tracked, mask, size))


class Post(NamedTuple):
    """A place that a guard waits at, and who is to be told who is nearest there; None: nobody."""

    place: Place
    met: Met | None


class FrameSightings:
    """The objects of one camera as its last frame showed them: a cache beside the state, which decides nothing.

    It tells whether a frame differs from the one before in anything but places: in what there is, what is detected,
    confirmed or at rest and where it rests, in which zones it is and who looks at it. Where it does not, most guards
    have nothing to do, unless somebody comes near what they wait at (`posts`).
    """

    __slots__ = ("_people", "_places", "_selected", "all", "at", "index", "posts", "state", "wake")

    def __init__(self, state: WatchState, index: ShapeIndex, guards: int) -> None:
        self.state = state
        self.index = index
        self.at = -1
        """The frame that it shows."""
        self.all: list[Sighting] = []
        self.wake = [0] * guards
        """By guard, until when it has nothing to do while nothing changes."""
        self.posts: list[list[Post]] = [[] for _ in range(guards)]
        """By guard, where it is to be told of who comes near or goes, until it is run again."""
        self._places: dict[tuple[float, float, float], Place] = {}
        self._selected: dict[Filter, list[Sighting]] = {}
        self._people: list[Sighting] | None = None

    def refresh(self, at: int, *, others: bool) -> bool:
        """Shows the frame at `at`; whether it differs. `others`: objects have come or gone."""
        changed = others
        if others:
            known = {id(sighting.tracked): sighting for sighting in self.all}
            self.all = [
                known.get(id(tracked)) or Sighting(tracked)
                for tracked in self.state.objects.values()
                if not tracked.lost
            ]
        index = self.index
        for sighting in self.all:
            tracked = sighting.tracked
            if tracked.last_at == at:
                box = tracked.box
                sighting.x = x = (box[0] + box[2]) / 2
                sighting.y = box[3]
                mask = index.mask(x, box)
                if not sighting.detected:
                    sighting.detected = changed = True
                stale = mask != sighting.mask or tracked.score != sighting.score or tracked.label != sighting.label
                if stale or index.by_size:
                    bits = index.bits(tracked, mask)
                    if bits != sighting.bits or mask != sighting.mask or tracked.label != sighting.label:
                        changed = True
                    sighting.mask, sighting.bits, sighting.score, sighting.label = (
                        mask,
                        bits,
                        tracked.score,
                        tracked.label,
                    )
            elif sighting.detected or sighting.mask < 0:
                changed = True
                self._miss(sighting)
            if sighting.confirmed != (tracked.confirmed_at > 0) or sighting.rest is not tracked.rest:
                sighting.confirmed, sighting.rest = tracked.confirmed_at > 0, tracked.rest
                changed = True
        self.at = at
        if changed:
            self._selected.clear()
            self._places.clear()
            self._people = None
        return changed

    def is_disturbed(self, guard: int) -> bool:
        """On a frame that does not differ: whether somebody has come near a place that the guard, by its number, waits
        at, or has gone. Notes who is nearest there all the same.
        """
        disturbed = False
        for post in self.posts[guard]:
            place = post.place
            if place.look(self.at, self.people()):
                disturbed = True
            if post.met is not None and place.nearest is not None:
                post.met.meet(self.at, place.nearest)
        return disturbed

    def place(self, x: float, y: float, radius: float) -> Place:
        """Who is near (x, y) on this frame; `radius` in heights of theirs."""
        key = (x, y, radius)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = Place(x, y, radius)
        place.look(self.at, self.people())
        return place

    def _miss(self, sighting: Sighting) -> None:
        tracked = sighting.tracked
        sighting.detected = False
        sighting.x, sighting.y = (tracked.box[0] + tracked.box[2]) / 2, tracked.box[3]
        sighting.mask = self.index.mask(sighting.x, tracked.box)
        sighting.bits = self.index.bits(tracked, sighting.mask)
        sighting.score, sighting.label = tracked.score, tracked.label

    def select(self, chosen: Filter) -> list[Sighting]:
        found = self._selected.get(chosen)
        if found is None:
            bit = chosen.bit
            found = self._selected[chosen] = [sighting for sighting in self.all if sighting.bits & bit]
        return found

    def people(self) -> list[Sighting]:
        """Confirmed people, detected or not."""
        if self._people is None:
            self._people = [s for s in self.all if s.label in PEOPLE and s.confirmed]
        return self._people


class ObservedFrame:
    """`departures`: what is gone on this frame; `sightings`: everything else that is remembered and not lost."""

    __slots__ = (
        "at",
        "before",
        "departures",
        "fresh",
        "origin",
        "people",
        "picture",
        "place",
        "posts",
        "record",
        "select",
        "state",
    )

    def __init__(
        self,
        sightings: FrameSightings,
        record: Tracks,
        origin: Origin,
        departures: list[Departure],
        before: int,
        *,
        picture: Point,
    ) -> None:
        state = sightings.state
        self.state = state
        self.record = record
        self.origin = origin
        self.at = record.captured_at
        self.departures = departures
        self.before = before
        """The observed frame before this one; -1: there was none."""
        self.picture = picture
        """From the places here to those in the frame's own picture, along x and y."""
        self.fresh = state.fresh_at == self.at
        """Whether it is the first one, or the first after a gap."""
        self.select = sightings.select
        self.people = sightings.people
        self.place = sightings.place
        self.posts: list[Post] = []
        """Of the guard that is looking: where it waits if it returns anything but NEXT (context.Watch)."""

    def tracked(self, track_id: str) -> TrackedObject | None:
        """An object that is remembered, or was until this frame."""
        found = self.state.objects.get(track_id)
        return found or next((one.tracked for one in self.departures if one.tracked.track_id == track_id), None)

    def everybody(self) -> list[TrackedObject]:
        """All confirmed people who are remembered: gone lately, gone on this frame, lost, and here."""
        departures = (one.tracked for one in self.departures if one.reason is not None)
        known = (*self.state.gone, *departures, *self.state.objects.values())
        return [tracked for tracked in known if tracked.label in PEOPLE and tracked.confirmed_at]
