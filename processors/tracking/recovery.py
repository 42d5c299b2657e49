"""People found again near to where they were last seen, by a box that the association left over.

A prediction runs on while its track is missed, so people who turned or set off meanwhile are not where it says. Their
last *observed* box is nearer, and a filter restarted there forgets the speed that was wrong: after J. Cao et al.,
"Observation-Centric SORT: Rethinking SORT for Robust Multi-Object Tracking" (2023). The boxes need not overlap, only be
near and alike; so it counts only where no other track or box is in question.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import hypot
from typing import NamedTuple

from orin.processors.geometry import Rect, bottom_centre
from orin.processors.tracking import kalman
from orin.processors.tracking.association import Detection
from orin.processors.tracking.state import LiveTrack


class Reach(NamedTuple):
    """How far from their last box a person is looked for: in its sizes, the longer side of the box."""

    first: float
    rate: float
    """More per second without a detection, ALONE at most."""
    seconds: float
    """After so long they are no longer looked for; dark spells do not count."""


ALONE = 0.9
"""In this circle around the box, in sizes, there is neither another track nor another box that is left, so that
no box is two tracks'."""
ALIKE = 0.75
"""Least ratio of the heights."""


def recover(
    tracks: Sequence[LiveTrack],
    everybody: Sequence[LiveTrack],
    at: int,
    free: Mapping[int, Detection],
    reach: Reach,
) -> list[tuple[LiveTrack, int]]:
    """Which of the tracks, not detected on the frame `at`, is which of the detections that no track took.

    The filters of those found are set to their last box and moved on from there to `at`.
    """
    if not free:
        return []
    chosen: list[tuple[LiveTrack, int]] = []
    for track in tracks:
        if not _is_lost(track, at, reach):
            continue
        near = [i for i, detection in free.items() if _may_be(track, at, detection, reach)]
        if len(near) == 1 and _is_alone(track, near[0], everybody, free):
            chosen.append((track, near[0]))
    for track, _ in chosen:
        kalman.begin(track)
        kalman.predict(track, (at - track.last_at) / 1e6)
    return chosen


def _is_lost(track: LiveTrack, at: int, reach: Reach) -> bool:
    unseen = at - track.last_at - track.dark
    return track.kind == "people" and not track.after_gap and 0 < unseen <= reach.seconds * 1e6


def _may_be(track: LiveTrack, at: int, found: Detection, reach: Reach) -> bool:
    own, other = track.box[3] - track.box[1], found.corners[3] - found.corners[1]
    far = min(reach.first + reach.rate * (at - track.last_at) / 1e6, ALONE)
    return (
        found.kind == track.kind
        and _distance(track.box, found.corners) <= far * _size(track)
        and min(own, other) >= ALIKE * max(own, other)
    )


def _is_alone(track: LiveTrack, found: int, everybody: Iterable[LiveTrack], free: Mapping[int, Detection]) -> bool:
    place, least = free[found].corners, ALONE * _size(track)
    others = [(other.kind, other.box) for other in everybody if other is not track]
    others += [(other.kind, other.corners) for i, other in free.items() if i != found]
    return not any(kind == track.kind and _distance(box, place) <= least for kind, box in others)


def _size(track: LiveTrack) -> float:
    x1, y1, x2, y2 = track.box
    return max(x2 - x1, y2 - y1)


def _distance(a: Rect, b: Rect) -> float:
    (x, y), (other_x, other_y) = bottom_centre(a), bottom_centre(b)
    return hypot(x - other_x, y - other_y)
