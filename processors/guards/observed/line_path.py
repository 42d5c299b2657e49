"""The way of a track over a line: what `crosses`, `wrong_way` and `tailgating` have in common."""

from collections.abc import Iterator

from orin.processors.geometry import crossing
from orin.processors.guards.context import Turn, drop_ended
from orin.processors.guards.emit import held_now
from orin.processors.guards.state import Held, LineSide, Thing

CLEAR_HEIGHTS = 0.1
"""Distance from the line, in heights of the box, from which a side is clear."""


def crossings(turn: Turn, wanted: str) -> Iterator[tuple[Thing, Held]]:
    """The crossings of confirmed tracks that are known since this frame: `in`, `out` or `any`.

    A crossing is the first detected anchor that is clear on the other side, if the way there led over the segment.
    Those of a tentative track come, with their own times, once it is confirmed.
    """
    frame, guard, state, _, _ = turn
    assert guard.line is not None
    drop_ended(turn)
    a, b = guard.line
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    reach = CLEAR_HEIGHTS * guard.length
    memories = state.memories
    for seen in frame.select(guard.filter):
        if not seen.detected:
            continue
        thing = seen.thing
        top, bottom = thing.box[1], thing.box[3]
        x, y = seen.x, bottom if guard.bottom else (top + bottom) / 2
        area = dx * (y - ay) - dy * (x - ax)  # geometry.side
        clear = reach * (bottom - top)
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
            held, line.held = line.held, []
            for moment in held:
                yield thing, moment
