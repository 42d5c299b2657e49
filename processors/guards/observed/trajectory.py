"""Where people walked recently: exact for 2 s, ten places a second for 8 s more, two a second for 30 s more.

An object may turn out to stand somewhere long after it was put down, and then its owner has to be found in the past.
"""

import struct
from collections.abc import Iterator

from orin.processors.guards.state import TrackedObject, TrajectoryPoint

RECENT = 2_000_000
"""The window for a person's height, and for whether they moved."""
_STEP = struct.Struct("<qfff")
_TIME = struct.Struct("<q")
_PAST_EVERY, _PAST = 100_000, 80
_OLD_EVERY, _OLD = 500_000, 60
STILL_HEIGHTS = 0.5
REMEMBERED = 30_000_000


def walk(tracked: TrackedObject, step: TrajectoryPoint) -> None:
    """Notes where a person is on this frame, and their height."""
    recent = tracked.recent
    cut = step.height < 0
    if cut and recent and recent[-1].height > 0:
        tracked.height = height_of(tracked)
    recent.append(step)
    begin = step.at - RECENT
    # One place from before the window stays: it says that the window is full.
    while len(recent) > 1 and recent[1].at <= begin:
        _keep(tracked, recent.pop(0))
    if cut:
        tracked.height = median_height(recent, begin) or tracked.height or -step.height


def height_of(tracked: TrackedObject) -> float:
    """A person's, as of their last detection: the median of 2 s, else the last one known; 0.0 for other objects."""
    recent = tracked.recent
    return (recent and median_height(recent, recent[-1].at - RECENT)) or tracked.height


def _keep(tracked: TrackedObject, step: TrajectoryPoint) -> None:
    past = tracked.past
    if past and step.at - _TIME.unpack_from(past, len(past) - _STEP.size)[0] < _PAST_EVERY:
        return
    tracked.past = past = past + _STEP.pack(*step)
    if len(past) <= _PAST * _STEP.size:
        return
    first, tracked.past = past[: _STEP.size], past[_STEP.size :]
    old = tracked.old
    if old and _TIME.unpack_from(first)[0] - _TIME.unpack_from(old, len(old) - _STEP.size)[0] < _OLD_EVERY:
        return
    tracked.old = (old + first)[-_OLD * _STEP.size :]


def steps(tracked: TrackedObject, since: int) -> list[TrajectoryPoint]:
    """What is remembered from `since` on, oldest first."""
    packed: Iterator[tuple[int, float, float, float]] = _STEP.iter_unpack(tracked.old + tracked.past)
    return [TrajectoryPoint(*one) for one in packed if one[0] >= since] + [
        one for one in tracked.recent if one.at >= since
    ]


def median_height(recent: list[TrajectoryPoint], after: int) -> float:
    """Of the boxes later than `after` that the picture's edge does not cut; 0.0 without any."""
    heights = sorted(step.height for step in recent if step.at > after and step.height > 0)
    if not heights:
        return 0.0
    middle = len(heights) // 2
    return heights[middle] if len(heights) % 2 else (heights[middle - 1] + heights[middle]) / 2


def is_still(recent: list[TrajectoryPoint], height: float) -> bool:
    """Whether a person's places of the last 2 s, all of them observed, lie within half their height of each other.

    Measured by the diagonal of the rectangle around them.
    """
    begin = recent[-1].at - RECENT
    if recent[0].at > begin:
        return False
    xs = [step.x for step in recent if step.at >= begin]
    ys = [step.y for step in recent if step.at >= begin]
    dx, dy = max(xs) - min(xs), max(ys) - min(ys)
    reach = STILL_HEIGHTS * height
    return dx * dx + dy * dy < reach * reach
