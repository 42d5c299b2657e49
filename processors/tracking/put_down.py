"""A package that was lost while it was carried, and stands somewhere as a static object a few seconds later.

A model often loses a bag that is put down, and the background takes seconds to be sure of what stands there. The bag
is one object: its track waits, neither detected nor shown, and goes on with the static object that began to stand when
and where it was lost. Label, and with it the track's owner and timers, are kept.
"""

from collections.abc import Iterable

from orin.processors.geometry import bottom_centre, size
from orin.processors.labels import OBJECT
from orin.processors.tracking.association import Detection
from orin.processors.tracking.state import LiveTrack

WAIT_SECONDS = 8.0
"""A static object is born 3 to 5 s after it was uncovered."""
WAIT_MOST_SECONDS = 30.0
"""Where somebody still stands in front of it."""
BETWEEN_SECONDS = 3.0
"""From the last detection of the carried object to the first of the standing one, either way."""
REACH, REACH_RATE = 1.0, 1.5
"""Sizes between both places, and a second between both times: it was carried on for as long as it was not seen."""
LARGER = 4.0
"""Times the area of the other."""


def may_be_put_down(track: LiveTrack) -> bool:
    """Whether a track that is lost may go on as a static object."""
    return track.kind == "packages" and track.confirmed and not track.resting and any(v != OBJECT for v in track.votes)


def put_down(tracks: Iterable[LiveTrack], at: int, found: Detection) -> LiveTrack | None:
    """The track, not detected on the frame `at`, that now stands as `found`; the nearest, if there are several."""
    since = found.since
    if since is None:
        return None
    best: LiveTrack | None = None
    nearest = 1.0
    x, y = bottom_centre(found.corners)
    for track in tracks:
        between = (since - track.last_at) / 1e6
        if track.last_at == at or abs(between) > BETWEEN_SECONDS or not may_be_put_down(track):
            continue
        own, other = size(track.box), size(found.corners)
        if max(own, other) ** 2 > LARGER * min(own, other) ** 2:
            continue
        reach = (REACH + REACH_RATE * max(between, 0.0)) * max(own, other)
        left, bottom = bottom_centre(track.box)
        far = ((x - left) ** 2 + (y - bottom) ** 2) / (reach * reach)
        if far < nearest:
            best, nearest = track, far
    return best
