"""How far the camera itself moved between two frames, estimated from the boxes alone.

Trackers that have pictures register them (N. Aharon et al., "BoT-SORT: Robust Associations Multi-Pedestrian Tracking",
2022). Here it is where the tracks were found beside where they should have been: when nearly all of them are off by
the same vector, it was the camera. One object at rest that is where it was shows that it was not.
"""

from collections.abc import Sequence

from orin.processors.geometry import Rect
from orin.processors.tracking.state import LiveTrack

FEWEST = 3
"""Tracks that must have been found."""
SHARE = 0.7
"""Of the tracks, so many must agree, each to within half of the way."""
LEAST = 0.04
"""Shifts below this, in sizes of the median object, are ignored."""


def shift(found: Sequence[tuple[LiveTrack, Rect]]) -> tuple[float, float] | None:
    """The camera's own motion in px of the picture; None where there is none to speak of.

    `found` are tracks, predicted to this frame, with the boxes that were chosen for them.
    """
    if len(found) < FEWEST:
        return None
    ways = [((c[0] + c[2]) / 2 - track.cx, (c[1] + c[3]) / 2 - track.cy) for track, c in found]
    dx, dy = _median([x for x, _ in ways]), _median([y for _, y in ways])
    way = dx * dx + dy * dy
    least = LEAST * _median([max(track.width, track.height) for track, _ in found])
    if way < least * least:
        return None
    agreeing = 0
    for (track, _), (x, y) in zip(found, ways, strict=True):
        if 4 * ((x - dx) * (x - dx) + (y - dy) * (y - dy)) < way:
            agreeing += 1
        elif track.resting:
            return None
    return (dx, dy) if agreeing >= SHARE * len(found) else None


def _median(values: list[float]) -> float:
    values.sort()
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
