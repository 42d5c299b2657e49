"""`removed`: an object at rest leaves its place."""

from msgspec import Struct

from orin.processors.guards.context import GuardContext, rests_in_zone, rests_until
from orin.processors.guards.observed.frame import Post
from orin.processors.guards.observed.tracked_objects import EVIDENCE, Departure
from orin.processors.guards.state import last_moment
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Rule


class Removed(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("object", "packages")
    zone: str | None = None
    radius: float = 1.5


class AtRest(Struct, array_like=True, tag=5):
    """`removed`: at rest since, when somebody was last near, and whether it is no longer detected."""

    rest_since: int
    near_at: int = 0
    lost: bool = False

    def meet(self, at: int, who: str) -> None:  # noqa: ARG002 - whoever it is
        """Somebody was near on a frame that shows the object."""
        self.near_at = at


def watch_removed(context: GuardContext) -> int:
    """Fires on the frame that shows the object away from its place.

    When it is merely no longer detected, it fires with the frame that showed it last, and only where there is evidence:
    its background was seen, or a person was within `radius` in the five seconds before.
    """
    frame, guard, state, _, _ = context
    memories = state.memories
    for departure in frame.departures:
        memory = memories.get(departure.tracked.track_id)
        if isinstance(memory, AtRest):
            _not_seen(context, departure, memory)
    _look_for_moved(context)
    for sighting in frame.select(guard.filter):
        tracked = sighting.tracked
        rest = tracked.rest
        if rest is None or not tracked.confirmed_at:
            continue
        if not rests_in_zone(guard, tracked, rest):
            memories.pop(tracked.track_id, None)
            continue
        memory = memories.get(tracked.track_id)
        if not isinstance(memory, AtRest):
            memory = memories[tracked.track_id] = AtRest(rest.since)
        if sighting.detected:
            place = frame.place(rest.x, rest.y, guard.radius)
            if place.nearest is not None:
                memory.meet(frame.at, place.nearest)
            frame.posts.append(Post(place, memory))
    return rests_until(guard)


def _look_for_moved(context: GuardContext) -> None:
    frame, guard, state, _, out = context
    for track_id, memory in list(state.memories.items()):
        tracked = frame.state.objects.get(track_id)
        if tracked is None or tracked.lost or not isinstance(memory, AtRest):
            continue
        if tracked.rest is None or tracked.rest.since != memory.rest_since:
            del state.memories[track_id]
            if not memory.lost:
                out.moment(guard, state, tracked)


def _not_seen(context: GuardContext, departure: Departure, memory: AtRest) -> None:
    tracked = departure.tracked
    in_gap = departure.reason == "gap" or tracked.after_gap
    met = memory.near_at > 0 and tracked.last_at - memory.near_at <= EVIDENCE
    if not in_gap and (met or departure.reason in ("removed", "edge")):
        context.out.moment(context.guard, context.state, tracked, last_moment(tracked))
    elif departure.reason is None and not in_gap:
        # The tracker has not given it up, and may say that its background was seen.
        memory.lost = True
        return
    del context.state.memories[tracked.track_id]


REMOVED = GuardKind(
    name="removed",
    rule=Removed,
    watch=watch_removed,
    memory=AtRest,
    fires="An object at rest is taken from its place.",
    walks=True,
)
