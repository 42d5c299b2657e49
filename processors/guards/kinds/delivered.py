"""`delivered`: a person brings an object, goes, and it stays. Who brought it is decided in attendance.py."""

from orin.processors.guards.context import NEVER, NEXT, Turn, rest_anchor
from orin.processors.guards.observed.attendance import attend, attended, begin_attendance
from orin.processors.guards.state import Attendance


def watch_delivered(turn: Turn) -> int:
    """Fires when the object has rested in the zone for `for` since its owner left its radius, once in a place.

    When he is back in between, it begins anew as he leaves. An object that nobody was seen to bring is no delivery.
    """
    frame, guard, state, begin, out = turn
    assert guard.zone is not None
    memories = state.memories
    for over in frame.over:
        memories.pop(over.thing.track_id, None)
    wake = NEVER
    for seen in frame.select(guard.filter):
        thing = seen.thing
        rest = thing.rest
        memory = memories.get(thing.track_id)
        attendance = memory if isinstance(memory, Attendance) else None
        if attendance is not None and (rest is None or rest.since != attendance.rest_since):
            del memories[thing.track_id]
            attendance = None
        if rest is None or not thing.confirmed_at:
            continue
        wake = NEXT
        if not guard.zone.holds(*rest_anchor(guard, thing, rest)):
            memories.pop(thing.track_id, None)
            continue
        if attendance is None:
            attendance = memories[thing.track_id] = begin_attendance(frame, rest, guard.radius)
        else:
            attend(frame, attendance, rest, guard.radius)
        if attendance.told or begin is None or not seen.detected or not attendance.owner_left:
            continue
        since = max(rest.since, begin, attendance.owner_left)
        if frame.at >= since + guard.lasting and not attended(attendance, by_owner=True):
            attendance.told = True
            out.moment(guard, state, thing, window=since, owner=attendance.owner)
    return wake
