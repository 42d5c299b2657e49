"""`appears`, `enters`, `exits`: moments of one track."""

from processors.guards.emit import Emitter, held_now
from processors.guards.frame import Frame, Seen
from processors.guards.guard import Guard
from processors.guards.state import GuardState, Held, Known, Thing, ZoneSide

FRESH = 2_000_000
"""Tracks born this soon after the camera's first frame, a gap or the guard's start were there before."""
LEAST_FRAMES = 2


def watch_appears(frame: Frame, guard: Guard, state: GuardState, begin: int | None, out: Emitter) -> None:  # noqa: ARG001
    """Fires on the frame on which a track is confirmed, where its anchor is in the zone then."""
    memories = state.memories
    for seen in frame.select(guard.filter):
        thing = seen.thing
        if thing.track_id in memories or not thing.confirmed_at:
            continue
        memories[thing.track_id] = Known()
        new = thing.confirmed_at == frame.at
        if new and (guard.zone is None or frame.members(guard.zone)[seen.index]):
            out.moment(guard, state, thing)


def watch_enters(frame: Frame, guard: Guard, state: GuardState, begin: int | None, out: Emitter) -> None:  # noqa: ARG001
    """Fires when the anchor has been inside for `inertia`."""
    _watch_zone(frame, guard, state, out, inside=True)


def watch_exits(frame: Frame, guard: Guard, state: GuardState, begin: int | None, out: Emitter) -> None:  # noqa: ARG001
    """Fires when the anchor has been outside for `inertia`, or when it left the picture from inside."""
    for over in frame.over:
        side = state.memories.get(over.thing.track_id)
        if over.reason == "edge" and isinstance(side, ZoneSide) and side.inside:
            thing = over.thing
            _fire(guard, state, thing, side, Held(thing.last_at, thing.box, thing.uri, thing.position), out)
    _watch_zone(frame, guard, state, out, inside=False)


def _watch_zone(frame: Frame, guard: Guard, state: GuardState, out: Emitter, *, inside: bool) -> None:
    assert guard.zone is not None
    members = frame.members(guard.zone)
    memories = state.memories
    at = frame.at
    for seen in frame.select(guard.filter):
        if not seen.detected:
            continue
        thing = seen.thing
        side = memories.get(thing.track_id)
        now_in = members[seen.index]
        if not isinstance(side, ZoneSide):
            side = memories[thing.track_id] = ZoneSide(now_in and was_there(frame, state, thing))
        if now_in == side.inside:
            side.turn_at = 0
        elif side.turn_at == 0:
            side.turn_at, side.turns = at, 1
        else:
            side.turns += 1
            if side.turns >= LEAST_FRAMES and at - side.turn_at >= guard.inertia:
                side.inside, side.turn_at = now_in, 0
                if now_in == inside:
                    _fire(guard, state, thing, side, held_now(frame, thing), out)
        if side.held and thing.confirmed_at:
            settle(guard, state, seen, side.held, out)


def _fire(guard: Guard, state: GuardState, thing: Thing, side: ZoneSide, held: Held, out: Emitter) -> None:
    if thing.confirmed_at:
        out.moment(guard, state, thing, held)
    else:
        side.held.append(held)


def settle(guard: Guard, state: GuardState, seen: Seen, held: list[Held], out: Emitter) -> None:
    """The moments of a track from before it was confirmed."""
    for moment in held:
        out.moment(guard, state, seen.thing, moment)
    held.clear()


def was_there(frame: Frame, state: GuardState, thing: Thing) -> bool:
    """Whether a thing that is inside when first seen counts as having been inside before."""
    return thing.born_at <= max(frame.state.fresh_at, state.started_at) + FRESH
