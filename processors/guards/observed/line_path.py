"""The way of a track over a line: what `crosses`, `wrong_way` and `tailgating` have in common."""

from collections.abc import Iterator

from msgspec import Struct

from orin.processors.geometry import crossing, side
from orin.processors.guards.context import NEVER, NEXT, GuardContext, drop_ended
from orin.processors.guards.emit import pending_now
from orin.processors.guards.guard import Guard
from orin.processors.guards.state import PendingEvent, TrackedObject

CLEAR_HEIGHTS = 0.1
"""Distance from the line, in heights of the box, from which a side is clear."""


CHECKED_WITHIN = 1_000_000
"""A later anchor says nothing of whether a crossing was one."""


class LineSide(Struct, array_like=True, tag=2):
    """`crosses`: the last clear side (-1, 1; 0 none yet), the steps over the segment since, the last anchor."""

    side: int
    over: int
    x: float
    y: float
    pending: list[PendingEvent] = []
    """Crossings that a track made before it is confirmed."""
    tried: PendingEvent | None = None
    """A crossing that the next anchor has to confirm; `side` and `over` are still those from before it."""


def crossings(context: GuardContext, wanted: str) -> Iterator[tuple[TrackedObject, PendingEvent]]:
    """The crossings of confirmed tracks that are known since this frame: `in`, `out` or `any`.

    A crossing is the first detected anchor that is clear on the other side, if the way there led over the segment and
    the next anchor is not back: one frame's merged or flickering box is none. Those of a tentative track come, with
    their own times, once it is confirmed.
    """
    frame, guard, state, _, _ = context
    yield from _unanswered(context, wanted)
    drop_ended(context)
    memories = state.memories
    for sighting in frame.select(guard.filter):
        if not sighting.detected:
            continue
        tracked = sighting.tracked
        line = memories.get(tracked.track_id)
        x, y = sighting.anchor(guard.bottom)
        place, clear = _side(guard, tracked, x, y)
        if not isinstance(line, LineSide):
            memories[tracked.track_id] = LineSide(clear, 0, x, y)
            continue
        if line.tried is not None:
            if place * line.side > 0:
                line.tried = None
            else:
                yield from _settled(line, tracked, wanted)
        if _step(guard, line, x, y, clear):
            line.tried = pending_now(frame, tracked, "in" if clear > 0 else "out")
        if line.pending and tracked.confirmed_at:
            pending, line.pending = line.pending, []
            for moment in pending:
                yield tracked, moment


def _unanswered(context: GuardContext, wanted: str) -> Iterator[tuple[TrackedObject, PendingEvent]]:
    """Crossings after which no anchor came in time, or none will: they count."""
    frame, memories = context.frame, context.state.memories
    gone = {departure.tracked.track_id for departure in frame.departures}
    for track_id, line in list(memories.items()):
        if isinstance(line, LineSide) and line.tried is not None:
            tracked = frame.tracked(track_id)
            if tracked is not None and (track_id in gone or frame.at - line.tried.at > CHECKED_WITHIN):
                yield from _settled(line, tracked, wanted)


def _side(guard: Guard, tracked: TrackedObject, x: float, y: float) -> tuple[float, int]:
    """On which side of the line an anchor is: by the sign, and -1 or 1 where that is clear."""
    assert guard.line is not None
    place = side(*guard.line, (x, y))
    clear = CLEAR_HEIGHTS * guard.length * (tracked.box[3] - tracked.box[1])
    return place, 1 if place >= clear and place > 0 else -1 if -place >= clear and place < 0 else 0


def _step(guard: Guard, line: LineSide, x: float, y: float, clear: int) -> bool:
    """The next anchor, and the side that it is clear on; True for the first one after a way over the segment."""
    assert guard.line is not None
    if clear != line.side:
        line.over += crossing(*guard.line, (line.x, line.y), (x, y))
    line.x, line.y = x, y
    if line.side * clear < 0 and line.over * clear > 0:
        return True
    if clear:
        line.side, line.over = clear, 0
    return False


def _settled(line: LineSide, tracked: TrackedObject, wanted: str) -> Iterator[tuple[TrackedObject, PendingEvent]]:
    """The crossing that was tried is one; it comes now, or once the track is confirmed."""
    moment, line.tried = line.tried, None
    assert moment is not None
    line.side, line.over = -line.side, 0
    if wanted not in (moment.direction, "any"):
        return
    if tracked.confirmed_at:
        yield tracked, moment
    else:
        line.pending.append(moment)


def fire_crossings(context: GuardContext, wanted: str) -> int:
    """A moment for each of the `crossings`. Returns when the guard is to look next."""
    for tracked, pending in crossings(context, wanted):
        context.out.moment(context.guard, context.state, tracked, pending)
    return NEXT if context.frame.select(context.guard.filter) or context.state.memories else NEVER
