"""The way of a track over a line: what `crosses`, `wrong_way` and `tailgating` have in common."""

from collections.abc import Iterator

from msgspec import Struct

from orin.processors.geometry import crossing
from orin.processors.guards.context import NEVER, NEXT, GuardContext, drop_ended
from orin.processors.guards.emit import pending_now
from orin.processors.guards.state import PendingEvent, TrackedObject

CLEAR_HEIGHTS = 0.1
"""Distance from the line, in heights of the box, from which a side is clear."""


class LineSide(Struct, array_like=True, tag=2):
    """`crosses`: the last clear side (-1, 1; 0 none yet), the steps over the segment since, the last anchor."""

    side: int
    over: int
    x: float
    y: float
    pending: list[PendingEvent] = []


def crossings(context: GuardContext, wanted: str) -> Iterator[tuple[TrackedObject, PendingEvent]]:
    """The crossings of confirmed tracks that are known since this frame: `in`, `out` or `any`.

    A crossing is the first detected anchor that is clear on the other side, if the way there led over the segment.
    Those of a tentative track come, with their own times, once it is confirmed.
    """
    frame, guard, state, _, _ = context
    assert guard.line is not None
    drop_ended(context)
    a, b = guard.line
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    reach = CLEAR_HEIGHTS * guard.length
    memories = state.memories
    for sighting in frame.select(guard.filter):
        if not sighting.detected:
            continue
        tracked = sighting.tracked
        top, bottom = tracked.box[1], tracked.box[3]
        x, y = sighting.x, bottom if guard.bottom else (top + bottom) / 2
        area = dx * (y - ay) - dy * (x - ax)  # geometry.side
        clear = reach * (bottom - top)
        now = 1 if area >= clear and area > 0 else -1 if -area >= clear and area < 0 else 0
        line = memories.get(tracked.track_id)
        if not isinstance(line, LineSide):
            memories[tracked.track_id] = LineSide(now, 0, x, y)
            continue
        if now != line.side:
            line.over += crossing(a, b, (line.x, line.y), (x, y))
        line.x, line.y = x, y
        if now:
            if line.side * now < 0 and line.over * now > 0:
                direction = "in" if now > 0 else "out"
                if wanted in (direction, "any"):
                    line.pending.append(pending_now(frame, tracked, direction))
            line.side, line.over = now, 0
        if line.pending and tracked.confirmed_at:
            pending, line.pending = line.pending, []
            for moment in pending:
                yield tracked, moment


def fire_crossings(context: GuardContext, wanted: str) -> int:
    """A moment for each of the `crossings`. Returns when the guard is to look next."""
    for tracked, pending in crossings(context, wanted):
        context.out.moment(context.guard, context.state, tracked, pending)
    return NEXT if context.frame.select(context.guard.filter) else NEVER
