"""One guard's turn on one frame: what every kind is given, and what kinds have in common."""

from collections.abc import Callable
from typing import NamedTuple

from orin.processors.geometry import Point
from orin.processors.guards.emit import Emitter
from orin.processors.guards.guard import Guard
from orin.processors.guards.observed.frame import Frame
from orin.processors.guards.state import GuardState, Held, Rest, Thing


class Turn(NamedTuple):
    """One guard's turn on one observed frame.

    `begin`: no window begins before it; None: the guard is off duty, and what it remembers is kept up all the same.
    """

    frame: Frame
    guard: Guard
    state: GuardState
    begin: int | None
    out: Emitter


Watch = Callable[[Turn], int]
"""What one kind does on its turn: changes the state's `memories` and `events`, and says so to `out`.

Returns until when (µs) it has nothing to do as long as nothing changes but the places of things (frame.View.refresh):
NEXT when it looks at places, NEVER when it waits for a change, or the time at which something is due.
"""
NEXT, NEVER = 0, 1 << 62


def drop_ended(turn: Turn) -> None:
    """Forgets tracks that ended."""
    for over in turn.frame.over:
        if over.reason is not None:
            turn.state.memories.pop(over.thing.track_id, None)


def close_over(turn: Turn) -> None:
    """Closes the events of tracks that are over, and forgets them: at the picture's edge they left.

    What the tracker has not given up (reason None) and has an open event waits for the tracker's word.
    """
    _, guard, state, _, out = turn
    for over in turn.frame.over:
        subject = over.thing.track_id
        is_open = subject in state.events
        if over.reason is None and is_open:
            continue
        state.memories.pop(subject, None)
        if is_open:
            out.close(guard, state, subject, over.thing, "ended" if over.reason == "edge" else "indeterminate")


def settle(turn: Turn, thing: Thing, held: list[Held]) -> None:
    """The moments of a track that is confirmed, those from before included."""
    for moment in held:
        turn.out.moment(turn.guard, turn.state, thing, moment)
    held.clear()


def rest_anchor(guard: Guard, thing: Thing, rest: Rest) -> Point:
    """The anchor of the resting place, so that a box that breathes does not cross a zone's border."""
    if guard.bottom:
        return rest.x, rest.y
    return rest.x, rest.y - (thing.box[3] - thing.box[1]) / 2
