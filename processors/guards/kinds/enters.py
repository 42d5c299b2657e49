"""`enters`, `exits`: a track has been inside, outside, of a zone for a while."""

from orin.processors.guards.context import NEVER, NEXT, Turn, drop_ended, settle
from orin.processors.guards.emit import held_now
from orin.processors.guards.observed.frame import Frame
from orin.processors.guards.state import GuardState, Held, Thing, ZoneSide

FRESH = 2_000_000
"""Tracks born this soon after the camera's first frame, a gap or the guard's start were there before."""


def watch_enters(turn: Turn) -> int:
    """Fires when the anchor has been inside for `inertia`."""
    return _watch_zone(turn, inside=True)


def watch_exits(turn: Turn) -> int:
    """Fires when the anchor has been outside for `inertia`, or when it left the picture from inside."""
    for over in turn.frame.over:
        side = turn.state.memories.get(over.thing.track_id)
        if over.reason == "edge" and isinstance(side, ZoneSide) and side.inside:
            thing = over.thing
            _fire(turn, thing, side, Held(thing.last_at, thing.box, thing.uri, thing.position))
    return _watch_zone(turn, inside=False)


def _watch_zone(turn: Turn, *, inside: bool) -> int:
    frame, guard, state, _, _ = turn
    drop_ended(turn)
    assert guard.zone is not None
    bit = guard.zone.bit
    wake = NEVER
    memories = state.memories
    at = frame.at
    for seen in frame.select(guard.filter):
        if not seen.detected:
            continue
        thing = seen.thing
        side = memories.get(thing.track_id)
        now_in = bool(seen.mask & bit)
        if not isinstance(side, ZoneSide):
            side = memories[thing.track_id] = ZoneSide(now_in and was_there(frame, state, thing))
        if now_in == side.inside:
            side.turn_at = 0
        elif side.turn_at == 0:
            # However short the inertia is, a second frame has to confirm it.
            side.turn_at = at
        elif at - side.turn_at >= guard.inertia:
            side.inside, side.turn_at = now_in, 0
            if now_in == inside:
                _fire(turn, thing, side, held_now(frame, thing))
        if side.turn_at:
            wake = NEXT
        if side.held and thing.confirmed_at:
            settle(turn, thing, side.held)
    return wake


def _fire(turn: Turn, thing: Thing, side: ZoneSide, held: Held) -> None:
    if thing.confirmed_at:
        turn.out.moment(turn.guard, turn.state, thing, held)
    else:
        side.held.append(held)


def was_there(frame: Frame, state: GuardState, thing: Thing) -> bool:
    """Whether a thing that is inside when first seen counts as having been inside before."""
    return thing.born_at <= max(frame.state.fresh_at, state.started_at) + FRESH
