"""What every kind of guard is given on a frame, and what kinds have in common."""

from collections.abc import Callable
from typing import NamedTuple

from orin.processors.guards.emit import Emitter
from orin.processors.guards.guard import Guard
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.guards.state import GuardState, PendingEvent, Rest, TrackedObject


class GuardContext(NamedTuple):
    """One guard on one observed frame.

    `begin`: no window begins before it; None: the guard is off duty, and what it remembers is kept up all the same.
    """

    frame: ObservedFrame
    guard: Guard
    state: GuardState
    begin: int | None
    out: Emitter


Watch = Callable[[GuardContext], int]
"""What one kind does on a frame: changes the state's `memories` and `events`, and says so to `out`.

Returns until when (µs) it has nothing to do as long as nothing changes but the places of objects
(frame.FrameSightings.refresh): NEXT when it looks at places, NEVER when it waits for a change, or the time at which
something is due. It is run before that when somebody comes near a place of the frame's `posts`, or goes.
"""
NEXT, NEVER = 0, 1 << 62


def drop_ended(context: GuardContext) -> None:
    """Forgets tracks that ended."""
    for departure in context.frame.departures:
        if departure.reason is not None:
            context.state.memories.pop(departure.tracked.track_id, None)


def close_departed(context: GuardContext) -> None:
    """Closes the events of tracks that are over, and forgets them: at the picture's edge they left.

    What the tracker has not given up (reason None) and has an open event waits for the tracker's word.
    """
    _, guard, state, _, out = context
    for departure in context.frame.departures:
        subject = departure.tracked.track_id
        is_open = subject in state.events
        if departure.reason is None and is_open:
            continue
        state.memories.pop(subject, None)
        if is_open:
            out.close(
                guard, state, subject, departure.tracked, "ended" if departure.reason == "edge" else "indeterminate"
            )


def settle(context: GuardContext, tracked: TrackedObject, pending: list[PendingEvent]) -> None:
    """The moments of a track that is confirmed, those from before included."""
    for moment in pending:
        context.out.moment(context.guard, context.state, tracked, moment)
    pending.clear()


def rests_in_zone(guard: Guard, tracked: TrackedObject, rest: Rest) -> bool:
    """Whether an object's resting place, not its box, which breathes, is in the guard's zone; True without a zone."""
    if guard.zone is None:
        return True
    return guard.zone.holds(rest.x, rest.y if guard.bottom else rest.y - (tracked.box[3] - tracked.box[1]) / 2)


def rests_until(guard: Guard) -> int:
    """Until when `rests_in_zone` says the same of an object that stays (Watch): its centre moves with its height."""
    return NEVER if guard.zone is None or guard.bottom else NEXT
