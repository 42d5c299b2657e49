"""The tracker: boxes of one frame in, tracks out.

Two-stage association after Y. Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box"
(2022): strong boxes first, with the tracks that were not detected lately among the candidates, then weak boxes for
what is left. Costs use boxes widened as in F. Yang et al., "Hard to Track Objects with Irregular Motions and Similar
Appearances? Make It Easier by Buffering the Matching Space" (2023), because at low frame rates objects outrun their
boxes. Where nearly all tracks are off by the same way, the camera moved, and the first stage is done again from
there. People who are left are looked for where they were last seen (recovery.py). Nothing here knows the frame rate:
all limits are seconds.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from orin.processors.geometry import Rect
from orin.processors.labels import MOVING, OBJECT, group
from orin.processors.tracking import camera_motion, kalman
from orin.processors.tracking.association import Detection, MatchStage, Sought, assign, pairs
from orin.processors.tracking.endings import COAST_SECONDS, TENTATIVE_SECONDS, begin_frame, end_tracks
from orin.processors.tracking.put_down import put_down
from orin.processors.tracking.recovery import Reach, recover
from orin.processors.tracking.state import CameraTracks, LiveTrack
from orin.processors.tracking.track_updates import begin, resume, take
from orin.schemas.records import Box, EndedTrack

STRONG = 0.3
"""Scores from which a box is matched first and may begin a track."""
WEAK = 0.1
BIRTH = 0.4
STATIC_IOU, STATIC_COST = 0.3, 0.8
"""Overlap, and cost, at which a static box is something that rests: as for one object with two boxes."""
REST_IOU = 0.4
"""Overlap at which something that rests and was not seen for a while is found again."""
GAP_IOU = 0.7
WIDEN_RATE, WIDEN_MOST = 1.5, 0.3
"""Share of its width and height by which a box is widened on each side, a second between frames."""
STRONG_COST = 0.7
WEAK_COST = 0.5
"""The costs from which a strong, a weak box does not belong to a track."""
UNSEEN_COST, UNSEEN_MOST = 0.04, 2.0
"""Added to the cost a second that a track was not detected, for so many: the one seen last is the likelier."""
TURNED = Reach(first=0.1, rate=0.8, seconds=COAST_SECONDS)
"""Where people are who turned or set off, walking, while they were missed."""
RAN = Reach(first=0.1, rate=3.0, seconds=TENTATIVE_SECONDS)
"""Where people are whose speed is not known yet."""
CAMERA_STEPS = 2
"""How often a camera's own motion is looked for on one frame: a large one shows itself in parts."""


def detections(boxes: Iterable[Box]) -> list[Detection]:
    """Boxes as the tracker takes them: not too weak, with an area, and at one exact place only the strongest."""
    found: dict[Rect, Detection] = {}
    for b in boxes:
        corners = (b.x1, b.y1, b.x2, b.y2)
        if b.score < WEAK or b.x2 <= b.x1 or b.y2 <= b.y1:
            continue
        if corners not in found or found[corners].score < b.score:
            found[corners] = Detection(corners, b.score, b.label, kind_of(b.label), b.since)
    return list(found.values())


@lru_cache(maxsize=1000)
def kind_of(label: str) -> str:
    """Objects of one kind may be one track: static objects may be packages, and blobs people."""
    if label == OBJECT:
        return "packages"
    return "people" if label == MOVING else group(label)


def update_tracks(
    state: CameraTracks, at: int, found: Sequence[Detection], gap_tolerance: float, gone: Sequence[Rect] = ()
) -> list[EndedTrack]:
    """Takes in one observed frame at `at` (µs); changes `state` and returns the tracks that ended on it.

    `gone`: places of static objects whose background is seen again.
    """
    dt, counted, ended = begin_frame(state, at, gap_tolerance)
    for track in state.tracks:
        if track.resting:
            track.vx = track.vy = 0.0
        if not track.waits:
            kalman.predict(track, dt)
    free = _resume(state, at, _associate(state, at, found, dt))
    # A static box is certain by its background, however weak the label that it was joined with.
    state.tracks += [begin(state, at, d) for d in free if d.score >= BIRTH or d.since is not None]
    return ended + end_tracks(state, at, found, gone, counted)


def _associate(state: CameraTracks, at: int, found: Sequence[Detection], dt: float) -> list[Detection]:
    """Corrects tracks with their detections; returns the detections that are left."""
    before = at - round(dt * 1e6)
    stage = MatchStage(STRONG_COST, min(WIDEN_RATE * dt, WIDEN_MOST), fused=True)
    strong = {i: d for i, d in enumerate(found) if d.score >= STRONG or d.since is not None}
    weak = {} if len(strong) == len(found) else {i: d for i, d in enumerate(found) if i not in strong}
    standing = _match_standing(state, before, strong, stage.widen)
    stood = {id(track) for track, _ in standing}
    confirmed = [track for track in state.tracks if track.confirmed and not track.waits and id(track) not in stood]
    still = [(track, strong.pop(i)) for track, i in standing]
    chosen = _match(confirmed, before, strong, stage)
    for _ in range(CAMERA_STEPS):
        found_now = [(track, strong[i].corners) for track, i in chosen if track.last_at >= before]
        moved = camera_motion.shift(found_now + [(track, d.corners) for track, d in still])
        if moved is None:
            break
        for track in state.tracks:
            track.cx += moved[0]
            track.cy += moved[1]
        chosen = _match(confirmed, before, strong, stage)
    _take(chosen, at, strong)
    for track, detection in still:
        take(track, at, detection)
    if weak:
        lately = [track for track in confirmed if before <= track.last_at < at]
        _take(_match(lately, before, weak, MatchStage(WEAK_COST, 0.0, fused=False)), at, weak)
    _take(recover(confirmed, state.tracks, at, strong, TURNED), at, strong)
    tentative = [track for track in state.tracks if not track.confirmed and track.last_at < at]
    _take(_match(tentative, before, strong, stage), at, strong)
    lately = [track for track in tentative if track.last_at == before]
    _take(recover(lately, state.tracks, at, strong, RAN), at, strong)
    return list(strong.values())


def _match_standing(
    state: CameraTracks, before: int, strong: dict[int, Detection], widen: float
) -> list[tuple[LiveTrack, int]]:
    """Which of the tracks that stand still is which static box; the background is sure of those, whatever a weak label
    says of one.
    """
    boxes = {i: d for i, d in strong.items() if d.since is not None}
    if not boxes:
        return []
    tracks = [t for t in state.tracks if not t.waits and (t.resting or t.static_since is not None)]
    return _match(tracks, before, boxes, MatchStage(STATIC_COST, widen, fused=False), STATIC_IOU)


def _resume(state: CameraTracks, at: int, found: list[Detection]) -> list[Detection]:
    """Gives static objects that begin now to the tracks that they were before; returns what is left."""
    free: list[Detection] = []
    for detection in found:
        track = None if detection.since is None else put_down(state.tracks, at, detection)
        if track is None:
            free.append(detection)
        else:
            resume(track, at, detection)
    return free


def _take(chosen: Iterable[tuple[LiveTrack, int]], at: int, free: dict[int, Detection]) -> None:
    for track, i in chosen:
        take(track, at, free.pop(i))


def _match(
    tracks: Sequence[LiveTrack],
    before: int,
    free: dict[int, Detection],
    stage: MatchStage,
    rest_iou: float = REST_IOU,
) -> list[tuple[LiveTrack, int]]:
    """Which of the tracks is which of the free detections; `before` is the frame before this one.

    `rest_iou`: as REST_IOU.
    """
    if not tracks or not free:
        return []
    sought: list[Sought] = []
    for row, track in enumerate(tracks):
        unseen = (before - track.last_at) / 1e6
        if unseen <= 0 and not track.after_gap:
            sought.append((row, track.kind, kalman.predicted(track), 0.0, 0.0))
            continue
        least = GAP_IOU if track.after_gap else rest_iou if track.resting and unseen > COAST_SECONDS else 0.0
        extra = UNSEEN_COST * min(max(unseen, 0.0), UNSEEN_MOST)
        sought.append((row, track.kind, kalman.predicted(track), extra, least))
    return [(tracks[row], i) for row, i in assign(pairs(sought, free.items(), stage), stage.limit)]
