"""`speeding`: one track is fast, in its own heights or in metres on the ground."""

from orin.processors.geometry import distance
from orin.processors.guards.conditions import keep_up
from orin.processors.guards.context import NEVER, NEXT, Turn, close_over
from orin.processors.guards.guard import Guard
from orin.processors.guards.observed.frame import Seen
from orin.processors.guards.observed.tracked_objects import is_cut
from orin.processors.guards.observed.trajectory import median_height
from orin.processors.guards.state import Run, Step


def watch_speeding(turn: Turn) -> int:
    """Opens when a track has been faster than `over` on average over the last `for`, as the crow flies.

    Closes when it has not been for `inertia`; when it leaves the picture, or is lost, as `loiters` does.
    """
    frame, guard, state, _, out = turn
    close_over(turn)
    memories = state.memories
    zone = guard.zone
    selected = frame.select(guard.filter)
    for seen in selected:
        subject = seen.thing.track_id
        memory = memories.get(subject)
        run = memory if isinstance(memory, Run) else None
        if not seen.detected:
            event = state.events.get(subject)
            if event is not None:
                keep_up(turn, event, seen.thing)
            continue
        step = _step(turn, seen) if zone is None or seen.mask & zone.bit else None
        if step is None:
            if run is not None:
                del memories[subject]
            if subject in state.events:
                out.close(guard, state, subject, seen.thing, "ended")
            continue
        if run is None:
            run = memories[subject] = Run()
        _decide(turn, seen, run, step)
    return NEXT if selected else NEVER


def _step(turn: Turn, seen: Seen) -> Step | None:
    """Where the anchor is, in px or metres, and the height in px, negative when cut; None where no ground is."""
    frame, guard, box = turn.frame, turn.guard, seen.thing.box
    x, y = seen.anchor(guard.bottom)
    if guard.ground is not None:
        place = guard.ground.at(x / frame.record.width, y / frame.record.height)
        return None if place is None else Step(frame.at, *place, 1.0)
    height = box[3] - box[1]
    return Step(frame.at, x, y, -height if is_cut(box, frame.record) else height)


def _decide(turn: Turn, seen: Seen, run: Run, step: Step) -> None:
    frame, guard, state, begin, out = turn
    thing = seen.thing
    steps = run.steps
    steps.append(step)
    while len(steps) > 1 and steps[1].at <= frame.at - guard.lasting:
        del steps[0]
    fast = _speed(steps, guard) > guard.limit
    event = state.events.get(thing.track_id)
    if event is None:
        if fast and begin is not None and thing.confirmed_at and steps[0].at >= begin:
            run.slow_at = 0
            out.open(guard, state, thing, since=steps[0].at, due_at=steps[0].at + guard.lasting)
        return
    if fast:
        run.slow_at = 0
    elif run.slow_at == 0:
        run.slow_at = frame.at
    elif frame.at - run.slow_at >= guard.inertia:
        out.close(guard, state, thing.track_id, thing, "ended")
        return
    keep_up(turn, event, thing)


def _speed(steps: list[Step], guard: Guard) -> float:
    """Over the whole of `for`; 0.0 while less is known."""
    first, last = steps[0], steps[-1]
    taken = last.at - first.at
    if taken < guard.lasting:
        return 0.0
    scale = 1.0 if guard.ground is not None else median_height(steps, first.at - 1)
    # Rounded, so that the limit itself is not over it however the sums came about.
    return round(distance((first.x, first.y), (last.x, last.y)) / scale / (taken / 1e6), 6) if scale else 0.0
