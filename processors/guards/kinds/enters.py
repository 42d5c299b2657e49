"""`enters`, `exits`: a track has been inside, outside, of a zone for a while."""

from msgspec import Struct

from orin.processors.guards.context import NEVER, NEXT, GuardContext, drop_ended, settle
from orin.processors.guards.emit import pending_now
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.guards.state import GuardState, PendingEvent, TrackedObject, last_moment
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Rule

FRESH = 2_000_000
"""Tracks born this soon after the camera's first frame, a gap or the guard's start were there before."""


class Enters(Rule, frozen=True, kw_only=True):
    zone: str
    inertia: float = 0.5


class Exits(Rule, frozen=True, kw_only=True):
    zone: str
    inertia: float = 0.5


class ZoneSide(Struct, array_like=True, tag=1):
    """`enters`, `exits`: which side counts, and since when the other was seen."""

    inside: bool
    turn_at: int = 0
    pending: list[PendingEvent] = []


def watch_enters(context: GuardContext) -> int:
    """Fires when the anchor has been inside for `inertia`."""
    return _watch_zone(context, inside=True)


def watch_exits(context: GuardContext) -> int:
    """Fires when the anchor has been outside for `inertia`, or when it left the picture from inside."""
    for departure in context.frame.departures:
        side = context.state.memories.get(departure.tracked.track_id)
        if departure.reason == "edge" and isinstance(side, ZoneSide) and side.inside:
            tracked = departure.tracked
            _fire(context, tracked, side, last_moment(tracked))
    return _watch_zone(context, inside=False)


def _watch_zone(context: GuardContext, *, inside: bool) -> int:
    frame, guard, state, _, _ = context
    drop_ended(context)
    assert guard.zone is not None
    bit = guard.zone.bit
    wake = NEVER
    memories = state.memories
    at = frame.at
    for sighting in frame.select(guard.filter):
        if not sighting.detected:
            continue
        tracked = sighting.tracked
        side = memories.get(tracked.track_id)
        now_in = bool(sighting.mask & bit)
        if not isinstance(side, ZoneSide):
            side = memories[tracked.track_id] = ZoneSide(now_in and was_there(frame, state, tracked))
        if now_in == side.inside:
            side.turn_at = 0
        elif side.turn_at == 0:
            # However short the inertia is, a second frame has to confirm it.
            side.turn_at = at
        elif at - side.turn_at >= guard.inertia:
            side.inside, side.turn_at = now_in, 0
            if now_in == inside:
                _fire(context, tracked, side, pending_now(frame, tracked))
        if side.turn_at:
            wake = NEXT
        if side.pending and tracked.confirmed_at:
            settle(context, tracked, side.pending)
    return wake


def _fire(context: GuardContext, tracked: TrackedObject, side: ZoneSide, pending: PendingEvent) -> None:
    if tracked.confirmed_at:
        context.out.moment(context.guard, context.state, tracked, pending)
    else:
        side.pending.append(pending)


def was_there(frame: ObservedFrame, state: GuardState, tracked: TrackedObject) -> bool:
    """Whether an object that is inside when first detected counts as having been inside before."""
    return tracked.born_at <= max(frame.state.fresh_at, state.started_at) + FRESH


ENTERS = GuardKind(
    name="enters",
    rule=Enters,
    watch=watch_enters,
    memory=ZoneSide,
    fires="A track enters the zone.",
)
EXITS = GuardKind(
    name="exits",
    rule=Exits,
    watch=watch_exits,
    memory=ZoneSide,
    fires="A track leaves the zone.",
)
