"""`removed`: an object at rest leaves its place."""

from orin.processors.guards.context import NEVER, NEXT, Turn, rest_anchor
from orin.processors.guards.observed.attendance import nearest
from orin.processors.guards.observed.tracked_objects import EVIDENCE, Over
from orin.processors.guards.state import Held, Placed


def watch_removed(turn: Turn) -> int:
    """Fires on the frame that shows the object away from its place.

    When it is just not there any more, it fires with the frame that showed it last, and only where there is evidence:
    its background was seen, or a person was within `radius` in the five seconds before.
    """
    frame, guard, state, _, out = turn
    memories = state.memories
    for over in frame.over:
        memory = memories.get(over.thing.track_id)
        if isinstance(memory, Placed):
            _not_seen(turn, over, memory)
    for track_id, memory in list(memories.items()):
        thing = frame.state.things.get(track_id)
        if thing is None or thing.lost or not isinstance(memory, Placed):
            continue
        if thing.rest is None or thing.rest.since != memory.rest_since:
            del memories[track_id]
            if not memory.lost:
                out.moment(guard, state, thing)
    wake = NEXT if memories else NEVER
    for seen in frame.select(guard.filter):
        thing = seen.thing
        if thing.rest is None or not thing.confirmed_at:
            continue
        wake = NEXT
        if guard.zone is not None and not guard.zone.holds(*rest_anchor(guard, thing, thing.rest)):
            memories.pop(thing.track_id, None)
            continue
        memory = memories.get(thing.track_id)
        if not isinstance(memory, Placed):
            memory = memories[thing.track_id] = Placed(thing.rest.since)
        if seen.detected and nearest(frame, thing.rest.x, thing.rest.y, guard.radius) is not None:
            memory.near_at = frame.at
    return wake


def _not_seen(turn: Turn, over: Over, memory: Placed) -> None:
    thing = over.thing
    in_gap = over.reason == "gap" or thing.after_gap
    met = memory.near_at > 0 and thing.last_at - memory.near_at <= EVIDENCE
    if not in_gap and (met or over.reason in ("removed", "edge")):
        held = Held(thing.last_at, thing.box, thing.uri, thing.position)
        turn.out.moment(turn.guard, turn.state, thing, held)
    elif over.reason is None and not in_gap:
        # The tracker has not given it up, and may say that its background was seen.
        memory.lost = True
        return
    del turn.state.memories[thing.track_id]
