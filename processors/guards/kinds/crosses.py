"""`crosses`: the path of one track goes over a line."""

from processors.geometry import crossing, distance, side
from processors.guards.emit import held_now
from processors.guards.state import LineSide
from processors.guards.turn import Turn, drop_ended, settle
from processors.specs.models import Crosses

CLEAR_HEIGHTS = 0.1
"""Distance from the line, in heights of the box, from which a side is clear."""


def watch_crosses(turn: Turn) -> None:
    """Fires on the first detected anchor that is clear on the other side, if the way there led over the segment."""
    frame, guard, state, _, _ = turn
    assert guard.line is not None
    assert isinstance(guard.rule, Crosses)
    drop_ended(turn)
    a, b = guard.line
    length = distance(a, b)
    wanted = guard.rule.direction
    memories = state.memories
    for seen in frame.select(guard.filter):
        if not seen.detected:
            continue
        thing = seen.thing
        x, y = seen.anchor(guard.bottom)
        area = side(a, b, (x, y))
        clear = CLEAR_HEIGHTS * (thing.box[3] - thing.box[1]) * length
        now = 1 if area >= clear and area > 0 else -1 if -area >= clear and area < 0 else 0
        line = memories.get(thing.track_id)
        if not isinstance(line, LineSide):
            memories[thing.track_id] = LineSide(now, 0, x, y)
            continue
        if now != line.side:
            line.over += crossing(a, b, (line.x, line.y), (x, y))
        line.x, line.y = x, y
        if now:
            if line.side * now < 0 and line.over * now > 0:
                direction = "in" if now > 0 else "out"
                if wanted in (direction, "any"):
                    line.held.append(held_now(frame, thing, direction))
            line.side, line.over = now, 0
        if line.held and thing.confirmed_at:
            settle(turn, thing, line.held)
