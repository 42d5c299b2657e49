"""People found again near to where they were last seen, by a box that the association left over.

A prediction runs on while its track is missed, so whoever turned or set off meanwhile is not where it says. His last
*observed* box is nearer, and a filter begun anew there forgets the speed that was wrong: after J. Cao et al.,
"Observation-Centric SORT: Rethinking SORT for Robust Multi-Object Tracking" (2023). The boxes need not overlap, only be
near and alike; so it counts where nobody else comes into question.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import hypot
from typing import NamedTuple

from orin.processors.geometry import bottom_centre
from orin.processors.tracking import kalman
from orin.processors.tracking.association import Corners, Detection
from orin.processors.tracking.state import TrackedThing


class Reach(NamedTuple):
    """How far from his last box somebody is looked for: in its sizes, the longer side of the box."""

    first: float
    rate: float
    """More a second that he was not seen, ALONE at most."""
    seconds: float
    """After so long he is looked for no more; dark spells do not count."""


ALONE = 0.9
"""In this circle around the box, in sizes, there is neither another track nor another box that is left, so that
no box is two tracks'."""
ALIKE = 0.75
"""Least ratio of the heights."""


def recover(
    things: Sequence[TrackedThing],
    everybody: Sequence[TrackedThing],
    at: int,
    free: Mapping[int, Detection],
    reach: Reach,
) -> list[tuple[TrackedThing, int]]:
    """Which of the things, not detected on the frame `at`, is which of the detections that no track took.

    The filters of those found are set to their last box and moved on from there to `at`.
    """
    if not free:
        return []
    chosen: list[tuple[TrackedThing, int]] = []
    for thing in things:
        if not _is_lost(thing, at, reach):
            continue
        near = [i for i, detection in free.items() if _may_be(thing, at, detection, reach)]
        if len(near) == 1 and _is_alone(thing, near[0], everybody, free):
            chosen.append((thing, near[0]))
    for thing, _ in chosen:
        kalman.begin(thing)
        kalman.predict(thing, (at - thing.last_at) / 1e6)
    return chosen


def _is_lost(thing: TrackedThing, at: int, reach: Reach) -> bool:
    unseen = at - thing.last_at - thing.dark
    return thing.kind == "people" and not thing.after_gap and 0 < unseen <= reach.seconds * 1e6


def _may_be(thing: TrackedThing, at: int, found: Detection, reach: Reach) -> bool:
    own, other = thing.box[3] - thing.box[1], found.corners[3] - found.corners[1]
    far = min(reach.first + reach.rate * (at - thing.last_at) / 1e6, ALONE)
    return (
        found.kind == thing.kind
        and _distance(thing.box, found.corners) <= far * _size(thing)
        and min(own, other) >= ALIKE * max(own, other)
    )


def _is_alone(
    thing: TrackedThing, found: int, everybody: Iterable[TrackedThing], free: Mapping[int, Detection]
) -> bool:
    place, least = free[found].corners, ALONE * _size(thing)
    others = [(other.kind, other.box) for other in everybody if other is not thing]
    others += [(other.kind, other.corners) for i, other in free.items() if i != found]
    return not any(kind == thing.kind and _distance(box, place) <= least for kind, box in others)


def _size(thing: TrackedThing) -> float:
    x1, y1, x2, y2 = thing.box
    return max(x2 - x1, y2 - y1)


def _distance(a: Corners, b: Corners) -> float:
    (x, y), (other_x, other_y) = bottom_centre(a), bottom_centre(b)
    return hypot(x - other_x, y - other_y)
