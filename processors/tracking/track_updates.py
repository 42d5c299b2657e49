"""What a detection does to a track: birth, confirmation, label, rest."""

from orin.processors.geometry import Rect, bottom_centre
from orin.processors.identity import track_id
from orin.processors.labels import MOVING, OBJECT
from orin.processors.tracking import kalman
from orin.processors.tracking.association import Detection
from orin.processors.tracking.state import CameraTracks, LiveTrack

CONFIRM_HITS, CONFIRM_SECONDS = 3, 0.3
REST_SECONDS, REST_SIZES = 1.0, 0.25


def begin(state: CameraTracks, at: int, detection: Detection) -> LiveTrack:
    corners, since = detection.corners, detection.since
    born = at if since is None or since > at else since
    x, y = bottom_centre(corners)
    track = LiveTrack(
        track_id=track_id(state.camera, at, corners), born_at=born, first_at=at, kind=detection.kind,
        votes={detection.label: detection.score}, hits=1, confirmed=False, last_at=at, unseen_from=at,
        score=detection.score, box=corners, has_label=True, cx=0, cy=0, width=0, height=0, vx=0, vy=0, pp=0, pv=0,
        vv=0, ss=0, rest_x=x, rest_y=y, rest_from=born, resting=False,
        static_since=since,
    )  # fmt: skip
    kalman.begin(track)
    return track


def take(track: LiveTrack, at: int, detection: Detection) -> None:
    """The track was found on the frame `at`, to which it was predicted."""
    corners, label = detection.corners, detection.label
    kalman.correct(track, corners)
    track.hits += 1
    track.box, track.score = corners, detection.score
    track.last_at = track.unseen_from = at
    track.dark = 0
    track.after_gap = False
    votes = track.votes
    votes[label] = votes.get(label, 0.0) + detection.score
    track.has_label = len(votes) == 1 or label == label_of(track)
    if not track.confirmed:
        track.confirmed = track.hits >= CONFIRM_HITS and at - track.first_at >= CONFIRM_SECONDS * 1e6
    track.static_since = detection.since
    _rest(track, at, corners, at if detection.since is None else min(detection.since, at))


def resume(track: LiveTrack, at: int, detection: Detection) -> None:
    """The track, which was lost while it moved, stands as a static object now."""
    track.waits = False
    track.box = detection.corners
    kalman.begin(track)
    take(track, at, detection)


def _rest(track: LiveTrack, at: int, corners: Rect, since: int) -> None:
    """`since`: from when at the latest the box is at this place."""
    x1, y1, x2, y2 = corners
    x, dx, dy = (x1 + x2) / 2, (x1 + x2) / 2 - track.rest_x, y2 - track.rest_y
    if dx * dx + dy * dy > REST_SIZES * REST_SIZES * (x2 - x1) * (y2 - y1):
        track.rest_x, track.rest_y, track.rest_from = x, y2, since
    track.resting = track.confirmed and at - track.rest_from >= REST_SECONDS * 1e6


def label_of(track: LiveTrack) -> str:
    """The score-weighted vote; `object` and `moving` count only where nothing better was said."""
    if len(track.votes) == 1:
        return next(iter(track.votes))
    named = [label for label in track.votes if label not in (OBJECT, MOVING)] or list(track.votes)
    return min(named, key=lambda label: (-track.votes[label], label))
