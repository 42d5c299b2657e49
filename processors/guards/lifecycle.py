"""What happens to a guard's state when its revision or its period of duty changes."""

from processors.guards.compiled import Compiled
from processors.guards.emit import Emitter
from processors.guards.frame import Frame
from processors.guards.guard import Guard
from processors.guards.state import CameraState, GuardState


def withdraw_others(frame: Frame, compiled: Compiled, out: Emitter) -> None:
    """Guards that are not in force any more, or not with that meaning: their open events are withdrawn."""
    meanings = {guard.name: guard.meaning for guard in compiled.guards}
    states = frame.state.guards
    for name in sorted(states):
        if meanings.get(name) != states[name].meaning:
            _withdraw(frame.state, None, states.pop(name), out)


def run(frame: Frame, guard: Guard, out: Emitter) -> None:
    """One guard on one observed frame."""
    states = frame.state.guards
    state = states.get(guard.name)
    if state is None:
        state = states[guard.name] = _begin(guard, frame.at)
    elif (state.revision, state.camera_revision) != (guard.revision, guard.camera_revision):
        _carry_on(frame.state, guard, state, out)
    begin: int | None = state.started_at
    if guard.periods is not None:
        span = guard.periods.at(frame.at)
        if state.events and (not span.on or span.begin > state.opening):
            _withdraw(frame.state, guard, state, out)
        if span.on:
            state.opening = span.begin
        begin = max(state.started_at, span.begin) if span.on else None
    guard.watch(frame, guard, state, begin, out)


def _begin(guard: Guard, at: int) -> GuardState:
    return GuardState(
        guard=guard.name,
        meaning=guard.meaning,
        kind=guard.kind,
        zone=guard.zone.name if guard.zone else None,
        revision=guard.revision,
        camera_revision=guard.camera_revision,
        notify_to=guard.notify_to,
        started_at=at,
    )


def _carry_on(camera: CameraState, guard: Guard, state: GuardState, out: Emitter) -> None:
    """Another revision with the same meaning: what is open goes on under it."""
    state.revision, state.camera_revision = guard.revision, guard.camera_revision
    state.notify_to = guard.notify_to
    for subject, event in state.events.items():
        if not event.escalated:
            event.severity = guard.severity
        out.update(guard, state, event, camera.things.get(subject))


def _withdraw(camera: CameraState, guard: Guard | None, state: GuardState, out: Emitter) -> None:
    for subject in list(state.events):
        out.close(guard, state, subject, camera.things.get(subject), "withdrawn")
