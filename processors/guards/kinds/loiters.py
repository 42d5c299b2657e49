"""`loiters`: one track stays inside a zone."""

from msgspec import Struct, field

from orin.processors.guards.conditions import keep_up, kept_up_until
from orin.processors.guards.context import NEVER, NEXT, GuardContext, close_departed
from orin.processors.guards.observed.sighting import Sighting
from orin.processors.guards.state import TrackedObject
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Rule


class Loiters(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    zone: str
    for_: float = field(name="for")
    inertia: float = 0.5


class Dwell(Struct, array_like=True, tag=3):
    """`loiters`: inside since, and first frame of an interruption."""

    since: int
    out_at: int = 0


def watch_loiters(context: GuardContext) -> int:
    """Opens when a track has been inside for `for`, closes when it has left.

    Being outside for less than `inertia`, or on a single frame, does not count as leaving. A track that ends at the
    picture's edge has left; for one that is lost, in mid-picture or in a gap, it is not known how it went
    on: indeterminate. An open event waits for the tracker to say which of these it was.
    """
    frame, guard, state, _, _ = context
    assert guard.zone is not None
    close_departed(context)
    memories = state.memories
    bit = guard.zone.bit
    wake = NEVER
    followed = 0
    for sighting in frame.select(guard.filter):
        tracked = sighting.tracked
        inside = bool(sighting.mask & bit)
        dwell = memories.get(tracked.track_id)
        if not isinstance(dwell, Dwell):
            if not (sighting.detected and inside):
                continue
            dwell = memories[tracked.track_id] = Dwell(frame.at)
        if sighting.detected and not _is_inside(dwell, frame.at, guard.inertia, inside=inside):
            _leave(context, tracked)
            continue
        followed += 1
        wake = min(wake, _decide(context, sighting, dwell))
    return wake if followed == len(memories) else min(wake, _look_for(context))


def _look_for(context: GuardContext) -> int:
    """Tracks that the guard no longer watches, because of their place or label: they are outside."""
    frame, guard, state, _, _ = context
    selected = {sighting.tracked.track_id for sighting in frame.select(guard.filter)}
    for subject, dwell in list(state.memories.items()):
        tracked = frame.state.objects.get(subject)
        if subject in selected or tracked is None or tracked.last_at != frame.at or not isinstance(dwell, Dwell):
            continue
        if not _is_inside(dwell, frame.at, guard.inertia, inside=False):
            _leave(context, tracked)
    return NEXT


def _leave(context: GuardContext, tracked: TrackedObject) -> None:
    del context.state.memories[tracked.track_id]
    if tracked.track_id in context.state.events:
        context.out.close(context.guard, context.state, tracked.track_id, tracked, "ended")


def _is_inside(dwell: Dwell, at: int, inertia: int, *, inside: bool) -> bool:
    if inside:
        dwell.out_at = 0
        return True
    if dwell.out_at == 0:
        dwell.out_at = at
        return True
    return at - dwell.out_at < inertia


def _decide(context: GuardContext, sighting: Sighting, dwell: Dwell) -> int:
    frame, guard, state, begin, out = context
    tracked = sighting.tracked
    event = state.events.get(tracked.track_id)
    if event is not None:
        keep_up(context, event, tracked)
        return NEXT if dwell.out_at else kept_up_until(guard, event)
    if dwell.out_at:
        return NEXT
    if begin is None or not sighting.detected or not tracked.confirmed_at:
        return NEVER
    since = max(dwell.since, begin)
    if frame.at < since + guard.lasting:
        return since + guard.lasting
    out.open(guard, state, tracked, since=since, due_at=since + guard.lasting)
    return NEXT


LOITERS = GuardKind(
    name="loiters",
    rule=Loiters,
    watch=watch_loiters,
    memory=Dwell,
    fires="A track stays inside for so long.",
    window_since=lambda _, dwell: dwell.since,
)
