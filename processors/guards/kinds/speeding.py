"""`speeding`: one track is fast, in its own heights or in metres on the ground."""

import re
from functools import cache
from typing import ClassVar

import yaml
from msgspec import Struct, field

from orin.processors.geometry import distance
from orin.processors.guards.conditions import keep_up
from orin.processors.guards.context import NEVER, NEXT, GuardContext, close_departed
from orin.processors.guards.guard import Guard
from orin.processors.guards.observed.sighting import Sighting
from orin.processors.guards.observed.tracked_objects import is_cut
from orin.processors.guards.observed.trajectory import median_height
from orin.processors.guards.state import TrajectoryPoint
from orin.processors.specs.kinds import Field, GuardKind
from orin.processors.specs.problems import Problems
from orin.processors.specs.rule import Rule

_SPEED = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(heights/s|km/h|m/s)?")
FASTEST = 1000.0


class Speeding(Rule, frozen=True, kw_only=True):
    over: float | str
    """A number is heights/s; text is a number and `km/h` or `m/s`."""
    zone: str | None = None
    for_: float = field(name="for", default=1.0)
    inertia: float = 0.5

    ground_fields: ClassVar[tuple[str, ...]] = ("over",)


class SpeedWindow(Struct, array_like=True, tag=7):
    """`speeding`: the last steps, in px or metres, and since when an open event's subject is slow."""

    steps: list[TrajectoryPoint] = []
    slow_at: int = 0


def watch_speeding(context: GuardContext) -> int:
    """Opens when a track has been faster than `over` on average over the last `for`, in a straight line.

    Closes when it has not been for `inertia`; when it leaves the picture, or is lost, as `loiters` does.
    """
    frame, guard, state, _, out = context
    close_departed(context)
    memories = state.memories
    zone = guard.zone
    selected = frame.select(guard.filter)
    for sighting in selected:
        subject = sighting.tracked.track_id
        memory = memories.get(subject)
        window = memory if isinstance(memory, SpeedWindow) else None
        if not sighting.detected:
            event = state.events.get(subject)
            if event is not None:
                keep_up(context, event, sighting.tracked)
            continue
        step = _step(context, sighting) if zone is None or sighting.mask & zone.bit else None
        if step is None:
            if window is not None:
                del memories[subject]
            if subject in state.events:
                out.close(guard, state, subject, sighting.tracked, "ended")
            continue
        if window is None:
            window = memories[subject] = SpeedWindow()
        _decide(context, sighting, window, step)
    return NEXT if selected else NEVER


def _step(context: GuardContext, sighting: Sighting) -> TrajectoryPoint | None:
    """Where the anchor is, in px or metres, and the height in px, negative when cut; None where no ground is."""
    frame, guard, box = context.frame, context.guard, sighting.tracked.box
    x, y = sighting.anchor(guard.bottom)
    if guard.ground is not None:
        place = guard.ground.at(x / frame.record.width, y / frame.record.height)
        return None if place is None else TrajectoryPoint(frame.at, *place, 1.0)
    height = box[3] - box[1]
    return TrajectoryPoint(frame.at, x, y, -height if is_cut(box, frame.record) else height)


def _decide(context: GuardContext, sighting: Sighting, window: SpeedWindow, step: TrajectoryPoint) -> None:
    frame, guard, state, begin, out = context
    tracked = sighting.tracked
    steps = window.steps
    steps.append(step)
    while len(steps) > 1 and steps[1].at <= frame.at - guard.lasting:
        del steps[0]
    assert isinstance(guard.rule, Speeding)
    fast = _speed(steps, guard) > speed_limit(guard.rule.over)
    event = state.events.get(tracked.track_id)
    if event is None:
        if fast and begin is not None and tracked.confirmed_at and steps[0].at >= begin:
            window.slow_at = 0
            out.open(guard, state, tracked, since=steps[0].at, due_at=steps[0].at + guard.lasting)
        return
    if fast:
        window.slow_at = 0
    elif window.slow_at == 0:
        window.slow_at = frame.at
    elif frame.at - window.slow_at >= guard.inertia:
        out.close(guard, state, tracked.track_id, tracked, "ended")
        return
    keep_up(context, event, tracked)


def _speed(steps: list[TrajectoryPoint], guard: Guard) -> float:
    """Over the whole of `for`; 0.0 while less is known."""
    first, last = steps[0], steps[-1]
    taken = last.at - first.at
    if taken < guard.lasting:
        return 0.0
    scale = 1.0 if guard.ground is not None else median_height(steps, first.at - 1)
    # Rounded, so that the limit itself is not over it however the sums came about.
    return round(distance((first.x, first.y), (last.x, last.y)) / scale / (taken / 1e6), 6) if scale else 0.0


@cache
def speed_limit(over: float | str) -> float:
    """Heights/s, or m/s where the limit names `km/h` or `m/s`."""
    if isinstance(over, float):
        return over
    amount, unit = over.split()
    return round(float(amount) / 3.6, 6) if unit == "km/h" else float(amount)


def read_speed(node: yaml.Node, problems: Problems) -> float | str | None:
    """Heights a second as a number; `10 km/h` or `1.5 m/s` as text with one blank."""
    match = _SPEED.fullmatch(node.value) if isinstance(node, yaml.ScalarNode) else None
    amount = float(match[1]) if match else 0.0
    if match is None or not 0 < amount <= FASTEST:
        problems.add(node, "a speed is a number of heights/s above 0, or a number and 'km/h' or 'm/s', up to 1000")
        return None
    unit = match[2] or "heights/s"
    return amount if unit == "heights/s" else f"{amount:.15g} {unit}"


_OVER = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": FASTEST},
        {"type": "string", "pattern": r"^([0-9]+(\.[0-9]*)?|\.[0-9]+) *(heights/s|km/h|m/s)$"},
    ],
    "description": "heights/s, or a number and km/h or m/s (with the camera's ground).",
}
SPEEDING = GuardKind(
    name="speeding",
    rule=Speeding,
    watch=watch_speeding,
    memory=SpeedWindow,
    fires="A track is faster than so much for so long.",
    fields={"over": Field(read_speed, _OVER)},
)
