"""The tracker: boxes of one frame in, tracks out.

Two-stage association after Y. Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box"
(2022): strong boxes first, with the tracks that were not detected lately among the candidates, then weak boxes for
what is left. Costs use boxes widened as in F. Yang et al., "Hard to Track Objects with Irregular Motions and Similar
Appearances? Make It Easier by Buffering the Matching Space" (2023), because at low frame rates things outrun their
boxes. Nothing here knows the frame rate: all limits are seconds.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from processors.geometry import bottom_centre, covered, size
from processors.identity import track_id
from processors.labels import MOVING, OBJECT, group
from processors.tracking import kalman
from processors.tracking.association import Corners, Pair, assign, iou, widened
from processors.tracking.state import CameraTracks, TrackedThing
from schemas.records import Box, EndedTrack, EndReason

STRONG = 0.3
"""Scores from which a box is matched first and may begin a track."""
WEAK = 0.1
BIRTH = 0.4
KEEP_SECONDS = 2.0
"""A moving track that is not detected for longer than this, or for COAST_FRAMES, has ended."""
COAST_SECONDS = 1.0
"""For how much of it the track is shown, coasting, at the place where it should be."""
TENTATIVE_SECONDS = 0.3
COAST_FRAMES = 2.5
"""At low frame rates a track may be missed on this many frames at least."""
CONFIRM_HITS, CONFIRM_SECONDS = 3, 0.3
REST_SECONDS, REST_SIZES = 1.0, 0.25
PATIENCE_SECONDS = 10.0
COVERED_SHARE = 0.3
REST_IOU = 0.4
"""Overlap at which something that rests and was not seen for a while is found again."""
GAP_IOU = 0.7
MET_SECONDS, MET_HEIGHTS = 5.0, 1.5
EDGE_SHARE = 0.01


class Stage(NamedTuple):
    """How one stage of the association compares."""

    limit: float
    """The cost, 1 - overlap, from which two do not belong together."""
    widens: bool
    """Boxes are widened by the time between frames."""
    fused: bool
    """The overlap counts times the detection's score over the best one of the frame: scores of different detectors
    have different scales, and a backend without scores gives all the same."""


FIRST = Stage(0.65, widens=True, fused=True)
SECOND = Stage(0.5, widens=False, fused=False)
THIRD = Stage(0.65, widens=True, fused=True)
WIDEN_RATE, WIDEN_MOST = 1.5, 0.3
"""Share of its width and height by which a box is widened on each side, a second between frames."""
UNSEEN_COST, UNSEEN_MOST = 0.08, 2.0
"""Added to the cost a second that a track was not detected, for so many: the one seen last is the likelier."""


class Moment(NamedTuple):
    """The frame that is taken in: its time, that of the observed one before, how far boxes are widened."""

    at: int
    before: int
    widen: float


class Detection(NamedTuple):
    corners: Corners
    score: float
    label: str
    kind: str
    since: int | None


def detections(boxes: Iterable[Box]) -> list[Detection]:
    """Boxes as the tracker takes them: not too weak, with an area, and at one exact place only the strongest."""
    found: dict[Corners, Detection] = {}
    for b in boxes:
        corners = (b.x1, b.y1, b.x2, b.y2)
        if b.score < WEAK or b.x2 <= b.x1 or b.y2 <= b.y1:
            continue
        if corners not in found or found[corners].score < b.score:
            found[corners] = Detection(corners, b.score, b.label, kind_of(b.label), b.since)
    return list(found.values())


def kind_of(label: str) -> str:
    """Things of one kind may be one track: static objects may be packages, and blobs people."""
    if label == OBJECT:
        return "packages"
    return "people" if label == MOVING else group(label)


def label_of(thing: TrackedThing) -> str:
    """The score-weighted vote; `object` and `moving` count only where nothing better was said."""
    if len(thing.votes) == 1:
        return next(iter(thing.votes))
    named = [label for label in thing.votes if label not in (OBJECT, MOVING)] or list(thing.votes)
    return min(named, key=lambda label: (-thing.votes[label], label))


def is_shown(thing: TrackedThing, at: int) -> bool:
    """Whether the track still belongs in the output of the observed frame `at`, rather than just being remembered."""
    return thing.resting or at - thing.last_at <= COAST_SECONDS * 1e6


def track(state: CameraTracks, at: int, found: Sequence[Detection], gap_tolerance: float) -> list[EndedTrack]:
    """Takes in one observed frame at `at` (µs); changes `state` and returns the tracks that ended on it."""
    dt = 0.0 if state.observed_at < 0 else (at - state.observed_at) / 1e6
    ended = _end_at_gap(state, at) if dt > gap_tolerance else []
    if dt > gap_tolerance:
        dt = 0.0
    state.observed_at = at
    for thing in state.tracks:
        if thing.resting:
            thing.vx = thing.vy = 0.0
        kalman.predict(thing, dt)
    taken = _associate(state, at, found, dt)
    _look_around(state, at, found)
    ended += _end_lost(state, at, dt)
    state.tracks += [_begin(state, at, d) for i, d in enumerate(found) if i not in taken and d.score >= BIRTH]
    return ended


def _associate(state: CameraTracks, at: int, found: Sequence[Detection], dt: float) -> set[int]:
    """Corrects tracks with their detections; returns the indices of the detections used."""
    strong = {i: d for i, d in enumerate(found) if d.score >= STRONG}
    weak = {i: d for i, d in enumerate(found) if d.score < STRONG}
    moment = Moment(at, at - round(dt * 1e6), min(WIDEN_RATE * dt, WIDEN_MOST))
    left = _match([t for t in state.tracks if t.confirmed], strong, moment, FIRST)
    _match([t for t in left if t.last_at >= moment.before], weak, moment, SECOND)
    _match([t for t in state.tracks if not t.confirmed], strong, moment, THIRD)
    return set(range(len(found))) - strong.keys() - weak.keys()


def _match(things: list[TrackedThing], free: dict[int, Detection], moment: Moment, stage: Stage) -> list[TrackedThing]:
    """Pairs them up, takes used detections out of `free` and returns the things that are left."""
    widen = moment.widen if stage.widens else 0.0
    wide = [(i, d, *widened(d.corners, widen)) for i, d in free.items()]
    pairs: list[Pair] = []
    best = max((d.score for d in free.values()), default=1.0)
    for row, thing in enumerate(things):
        place = kalman.predicted(thing)
        left, top, right, bottom = around = widened(place, widen)
        unseen = max(moment.before - thing.last_at, 0) / 1e6
        least = _least_overlap(thing, unseen)
        lateness = UNSEEN_COST * min(unseen, UNSEEN_MOST)
        for column, detection, x1, y1, x2, y2 in wide:
            # Nearly all pairs end here: at 50 boxes a frame this line is half of the tracker's time.
            if x1 >= right or left >= x2 or y1 >= bottom or top >= y2 or detection.kind != thing.kind:
                continue
            if least and iou(place, detection.corners) < least:
                continue
            overlap = iou(around, (x1, y1, x2, y2))
            cost = 1.0 - (overlap * detection.score / best if stage.fused else overlap) + lateness
            if cost < stage.limit:
                pairs.append((cost, row, column))
    matched = dict(assign(pairs, stage.limit))
    for row, column in matched.items():
        _take(things[row], moment.at, free.pop(column))
    return [thing for row, thing in enumerate(things) if row not in matched]


def _least_overlap(thing: TrackedThing, unseen: float) -> float:
    if thing.after_gap:
        return GAP_IOU
    return REST_IOU if thing.resting and unseen > COAST_SECONDS else 0.0


def _take(thing: TrackedThing, at: int, detection: Detection) -> None:
    kalman.correct(thing, detection.corners)
    thing.hits += 1
    thing.box, thing.score = detection.corners, detection.score
    thing.last_at = thing.unseen_from = at
    thing.after_gap = False
    thing.votes[detection.label] = thing.votes.get(detection.label, 0.0) + detection.score
    thing.has_label = detection.label == label_of(thing)
    thing.confirmed = thing.confirmed or (
        thing.hits >= CONFIRM_HITS and at - thing.first_at >= round(CONFIRM_SECONDS * 1e6)
    )
    _rest(thing, at)


def _rest(thing: TrackedThing, at: int) -> None:
    x, y = bottom_centre(thing.box)
    away = REST_SIZES * size(thing.box)
    if (x - thing.rest_x) ** 2 + (y - thing.rest_y) ** 2 > away * away:
        thing.rest_x, thing.rest_y, thing.rest_from = x, y, at
    thing.resting = thing.confirmed and at - thing.rest_from >= REST_SECONDS * 1e6


def _begin(state: CameraTracks, at: int, detection: Detection) -> TrackedThing:
    corners, since = detection.corners, detection.since
    born = at if since is None or since > at else since
    x, y = bottom_centre(corners)
    thing = TrackedThing(
        track_id=track_id(state.camera, at, corners), born_at=born, first_at=at, kind=detection.kind,
        votes={detection.label: detection.score}, hits=1, confirmed=False, last_at=at, unseen_from=at,
        score=detection.score, box=corners, has_label=True, cx=0, cy=0, width=0, height=0, vx=0, vy=0, pp=0, pv=0,
        vv=0, ss=0, rest_x=x, rest_y=y, rest_from=born, resting=False,
    )  # fmt: skip
    kalman.begin(thing)
    return thing


def _look_around(state: CameraTracks, at: int, found: Sequence[Detection]) -> None:
    """What the other boxes say of the tracks: which resting ones are hidden, and whom people are near to."""
    people = [d.corners for d in found if d.kind == "people"]
    for thing in state.tracks:
        if thing.resting and thing.last_at < at and any(covered(thing.box, d.corners) >= COVERED_SHARE for d in found):
            thing.unseen_from = at
        if thing.kind != "people" and any(_near(thing.box, person) for person in people):
            thing.met_at = at


def _near(box: Corners, person: Corners) -> bool:
    (x, y), (px, py) = bottom_centre(box), bottom_centre(person)
    reach = MET_HEIGHTS * (person[3] - person[1])
    return (x - px) ** 2 + (y - py) ** 2 <= reach * reach


def _end_lost(state: CameraTracks, at: int, dt: float) -> list[EndedTrack]:
    ended = []
    for thing in state.tracks:
        unseen = (at - thing.unseen_from) / 1e6
        if thing.resting:
            over = unseen > PATIENCE_SECONDS
        else:
            over = unseen > max(KEEP_SECONDS if thing.confirmed else TENTATIVE_SECONDS, COAST_FRAMES * dt)
        if over:
            ended.append(EndedTrack(track_id=thing.track_id, reason=_reason(state, thing), last_at=thing.last_at))
    if ended:
        gone = {e.track_id for e in ended}
        state.tracks = [thing for thing in state.tracks if thing.track_id not in gone]
    return ended


def _reason(state: CameraTracks, thing: TrackedThing) -> EndReason:
    if thing.after_gap:
        return "gap"
    if thing.resting:
        met = thing.met_at and thing.last_at - thing.met_at <= MET_SECONDS * 1e6
        return "removed" if met else "lost"
    return "edge" if _left(state, thing) else "lost"


def _left(state: CameraTracks, thing: TrackedThing) -> bool:
    """Whether its last box was at the picture's edge, or it was on its way over it."""
    x1, y1, x2, y2 = thing.box
    mx, my = EDGE_SHARE * state.width, EDGE_SHARE * state.height
    at_edge = (
        (x1 <= mx and thing.vx <= 0)
        or (x2 >= state.width - mx and thing.vx >= 0)
        or (y1 <= my and thing.vy <= 0)
        or (y2 >= state.height - my and thing.vy >= 0)
    )
    return at_edge or not (0 <= thing.cx <= state.width and 0 <= thing.cy <= state.height)


def _end_at_gap(state: CameraTracks, at: int) -> list[EndedTrack]:
    """Nobody knows what moved meanwhile; what rested may still be there."""
    ended = [EndedTrack(track_id=t.track_id, reason="gap", last_at=t.last_at) for t in state.tracks if not t.resting]
    state.tracks = [thing for thing in state.tracks if thing.resting]
    for thing in state.tracks:
        thing.after_gap = True
        thing.unseen_from = at
    return ended
