"""`loiters`: one track stays inside a zone."""

from processors.guards.conditions import keep_up
from processors.guards.frame import Seen
from processors.guards.state import Dwell
from processors.guards.turn import Turn


def watch_loiters(turn: Turn) -> None:
    """Opens when a track has been inside for `for`, closes when it has left.

    To be outside for less than `inertia`, or on a single frame, is no leaving. A track that ends at the picture's
    edge has left; one that is lost, in mid-picture or in a gap, leaves it open how it went on: indeterminate. An open
    event waits for the tracker's word on which of these it was.
    """
    frame, guard, state, _, out = turn
    assert guard.zone is not None
    memories = state.memories
    for over in frame.over:
        subject = over.thing.track_id
        is_open = subject in state.events
        if over.reason is None and is_open:
            continue
        memories.pop(subject, None)
        if is_open:
            out.close(guard, state, subject, over.thing, "ended" if over.reason == "edge" else "indeterminate")
    members = frame.members(guard.zone)
    for seen in frame.select(guard.filter):
        thing = seen.thing
        dwell = memories.get(thing.track_id)
        if not isinstance(dwell, Dwell):
            if seen.detected and members[seen.index]:
                dwell = memories[thing.track_id] = Dwell(frame.at)
            else:
                continue
        if seen.detected and not _is_inside(dwell, frame.at, guard.inertia, inside=members[seen.index]):
            del memories[thing.track_id]
            if thing.track_id in state.events:
                out.close(guard, state, thing.track_id, thing, "ended")
            continue
        _decide(turn, seen, dwell)


def _is_inside(dwell: Dwell, at: int, inertia: int, *, inside: bool) -> bool:
    if inside:
        dwell.out_at = 0
        return True
    if dwell.out_at == 0:
        dwell.out_at = at
        return True
    return at - dwell.out_at < inertia


def _decide(turn: Turn, seen: Seen, dwell: Dwell) -> None:
    frame, guard, state, begin, out = turn
    thing = seen.thing
    event = state.events.get(thing.track_id)
    if event is not None:
        keep_up(turn, event, thing)
        return
    if begin is None or not seen.detected or not thing.confirmed_at or dwell.out_at:
        return
    since = max(dwell.since, begin)
    if frame.at >= since + guard.lasting:
        out.open(guard, state, thing, since=since, due_at=since + guard.lasting)
