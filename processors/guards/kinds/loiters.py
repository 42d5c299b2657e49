"""`loiters`: one track stays inside a zone."""

from orin.processors.guards.conditions import is_settled, keep_up
from orin.processors.guards.context import NEVER, NEXT, Turn, close_over
from orin.processors.guards.observed.frame import Seen
from orin.processors.guards.state import Dwell, Thing


def watch_loiters(turn: Turn) -> int:
    """Opens when a track has been inside for `for`, closes when it has left.

    To be outside for less than `inertia`, or on a single frame, is no leaving. A track that ends at the picture's
    edge has left; one that is lost, in mid-picture or in a gap, leaves it open how it went on: indeterminate. An open
    event waits for the tracker's word on which of these it was.
    """
    frame, guard, state, _, _ = turn
    assert guard.zone is not None
    close_over(turn)
    memories = state.memories
    bit = guard.zone.bit
    wake = NEVER
    followed = 0
    for seen in frame.select(guard.filter):
        thing = seen.thing
        inside = bool(seen.mask & bit)
        dwell = memories.get(thing.track_id)
        if not isinstance(dwell, Dwell):
            if not (seen.detected and inside):
                continue
            dwell = memories[thing.track_id] = Dwell(frame.at)
        if seen.detected and not _is_inside(dwell, frame.at, guard.inertia, inside=inside):
            _leave(turn, thing)
            continue
        followed += 1
        wake = min(wake, _decide(turn, seen, dwell))
    return wake if followed == len(memories) else min(wake, _look_for(turn))


def _look_for(turn: Turn) -> int:
    """Those whom the guard looks at no more, in a part that is excluded or for their label: they are outside."""
    frame, guard, state, _, _ = turn
    selected = {seen.thing.track_id for seen in frame.select(guard.filter)}
    for subject, dwell in list(state.memories.items()):
        thing = frame.state.things.get(subject)
        if subject in selected or thing is None or thing.last_at != frame.at or not isinstance(dwell, Dwell):
            continue
        if not _is_inside(dwell, frame.at, guard.inertia, inside=False):
            _leave(turn, thing)
    return NEXT


def _leave(turn: Turn, thing: Thing) -> None:
    del turn.state.memories[thing.track_id]
    if thing.track_id in turn.state.events:
        turn.out.close(turn.guard, turn.state, thing.track_id, thing, "ended")


def _is_inside(dwell: Dwell, at: int, inertia: int, *, inside: bool) -> bool:
    if inside:
        dwell.out_at = 0
        return True
    if dwell.out_at == 0:
        dwell.out_at = at
        return True
    return at - dwell.out_at < inertia


def _decide(turn: Turn, seen: Seen, dwell: Dwell) -> int:
    frame, guard, state, begin, out = turn
    thing = seen.thing
    event = state.events.get(thing.track_id)
    if event is not None:
        keep_up(turn, event, thing)
        return NEVER if is_settled(guard, event) and not dwell.out_at else NEXT
    if dwell.out_at:
        return NEXT
    if begin is None or not seen.detected or not thing.confirmed_at:
        return NEVER
    since = max(dwell.since, begin)
    if frame.at < since + guard.lasting:
        return since + guard.lasting
    out.open(guard, state, thing, since=since, due_at=since + guard.lasting)
    return NEXT
