"""`removed`: an object at rest leaves its place."""

from msgspec import Struct

from orin.processors.guards.context import NEVER, NEXT, GuardContext, rest_anchor
from orin.processors.guards.observed.attendance import nearest
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


def watch_removed(context: GuardContext) -> int:
    """Fires on the frame that shows the object away from its place.

    When it is merely no longer detected, it fires with the frame that showed it last, and only where there is evidence:
    its background was seen, or a person was within `radius` in the five seconds before.
    """
    frame, guard, state, _, out = context
    memories = state.memories
    for departure in frame.departures:
        memory = memories.get(departure.tracked.track_id)
        if isinstance(memory, AtRest):
            _not_seen(context, departure, memory)
    for track_id, memory in list(memories.items()):
        tracked = frame.state.objects.get(track_id)
        if tracked is None or tracked.lost or not isinstance(memory, AtRest):
            continue
        if tracked.rest is None or tracked.rest.since != memory.rest_since:
            del memories[track_id]
            if not memory.lost:
                out.moment(guard, state, tracked)
    wake = NEXT if memories else NEVER
    for sighting in frame.select(guard.filter):
        tracked = sighting.tracked
        if tracked.rest is None or not tracked.confirmed_at:
            continue
        wake = NEXT
        if guard.zone is not None and not guard.zone.holds(*rest_anchor(guard, tracked, tracked.rest)):
            memories.pop(tracked.track_id, None)
            continue
        memory = memories.get(tracked.track_id)
        if not isinstance(memory, AtRest):
            memory = memories[tracked.track_id] = AtRest(tracked.rest.since)
        if sighting.detected and nearest(frame, tracked.rest.x, tracked.rest.y, guard.radius) is not None:
            memory.near_at = frame.at
    return wake


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
