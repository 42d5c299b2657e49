"""What happens to a guard's state when its revision or its period of duty changes."""

from orin.processors.guards.context import NEVER, GuardContext
from orin.processors.guards.emit import Emitter
from orin.processors.guards.guard import Guard
from orin.processors.guards.guard_set import GuardSet
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.guards.state import GuardState


def withdraw_others(frame: ObservedFrame, guard_set: GuardSet, out: Emitter) -> dict[str, GuardState]:
    """Guards that are not in force any more, or not with that meaning: their open events are withdrawn.

    Returns their last states by name.
    """
    meanings = {guard.name: guard.meaning for guard in guard_set.guards}
    states = frame.state.guards
    former = {name: states[name] for name in sorted(states) if meanings.get(name) != states[name].meaning}
    for name, state in former.items():
        del states[name]
        _withdraw(frame, None, state, out)
    return former


def run(frame: ObservedFrame, guard: Guard, former: GuardState | None, out: Emitter) -> int:
    """One guard on one observed frame; `former` is its state under another meaning that ended on this frame.

    Returns until when it has nothing to do as long as nothing changes (context.Watch).
    """
    states = frame.state.guards
    state = states.get(guard.name)
    if state is None:
        state = states[guard.name] = _begin(guard, frame.at, former)
    elif (state.revision, state.camera_revision) != (guard.revision, guard.camera_revision):
        _carry_on(frame, guard, state, out)
    begin: int | None = state.started_at
    until = NEVER
    if guard.periods is not None:
        span = guard.periods.at(frame.at)
        if state.events and (not span.on or span.begin > state.opening):
            _withdraw(frame, guard, state, out)
        if span.on:
            state.opening = span.begin
        begin = max(state.started_at, span.begin) if span.on else None
        until = span.end
    return min(until, guard.watch(GuardContext(frame, guard, state, begin, out)))


def _begin(guard: Guard, at: int, former: GuardState | None) -> GuardState:
    zone = guard.zone.name if guard.zone else None
    state = GuardState(
        guard=guard.name,
        meaning=guard.meaning,
        kind=guard.kind,
        zone=zone,
        revision=guard.revision,
        camera_revision=guard.camera_revision,
        notify_to=guard.notify_to,
        started_at=at,
    )
    if former is not None and former.zone == zone:
        # Cooldown is of the guard, the camera and the zone, whatever else changed.
        state.notified_at, state.notified_event = former.notified_at, former.notified_event
    return state


def _carry_on(frame: ObservedFrame, guard: Guard, state: GuardState, out: Emitter) -> None:
    """Another revision with the same meaning: what is open goes on under it."""
    state.revision, state.camera_revision = guard.revision, guard.camera_revision
    state.notify_to = guard.notify_to
    for subject, event in state.events.items():
        if not event.escalated:
            event.severity = guard.severity
        out.update(guard, state, event, frame.tracked(subject))


def _withdraw(frame: ObservedFrame, guard: Guard | None, state: GuardState, out: Emitter) -> None:
    for subject in list(state.events):
        out.close(guard, state, subject, frame.tracked(subject), "withdrawn")
