"""A track's life: birth, confirmation, rest, and its end for a reason."""

from collections.abc import Sequence

from orin.processors.geometry import bottom_centre, covered
from orin.processors.identity import track_id
from orin.processors.labels import MOVING, OBJECT
from orin.processors.tracking import kalman
from orin.processors.tracking.association import Corners, Detection, iou
from orin.processors.tracking.put_down import WAIT_MOST_SECONDS, WAIT_SECONDS, may_be_put_down
from orin.processors.tracking.state import CameraTracks, TrackedThing
from orin.schemas.records import EndedTrack, EndReason

KEEP_SECONDS = 2.0
"""A moving track that is not detected for longer than this, or for COAST_FRAMES, has ended."""
COAST_SECONDS = 1.0
"""For how much of it the track is shown, coasting, at the place where it should be."""
TENTATIVE_SECONDS = 0.3
COAST_FRAMES = 2.5
"""At low frame rates a track may be missed on this many frames at least."""
DARK_SECONDS, DARK_TIMES = 1.0, 2.0
"""Nothing was observed for longer than this, and than so many times the interval before: that was no frame rate."""
CONFIRM_HITS, CONFIRM_SECONDS = 3, 0.3
REST_SECONDS, REST_SIZES = 1.0, 0.25
PATIENCE_SECONDS = 10.0
COVERED_SHARE = 0.3
MET_SECONDS, MET_HEIGHTS = 5.0, 1.5
EDGE_SHARE = 0.01
GONE_IOU = 0.3
"""Overlap from which a place that is empty again is that of a thing at rest: as for a thing with two boxes."""


def label_of(thing: TrackedThing) -> str:
    """The score-weighted vote; `object` and `moving` count only where nothing better was said."""
    if len(thing.votes) == 1:
        return next(iter(thing.votes))
    named = [label for label in thing.votes if label not in (OBJECT, MOVING)] or list(thing.votes)
    return min(named, key=lambda label: (-thing.votes[label], label))


def is_shown(thing: TrackedThing, at: int) -> bool:
    """Whether the track still belongs in the output of the observed frame `at`, rather than just being remembered."""
    return thing.resting or at - thing.last_at <= COAST_SECONDS * 1e6


def take(thing: TrackedThing, at: int, detection: Detection) -> None:
    """The track was found on the frame `at`, to which it was predicted."""
    corners, label = detection.corners, detection.label
    kalman.correct(thing, corners)
    thing.hits += 1
    thing.box, thing.score = corners, detection.score
    thing.last_at = thing.unseen_from = at
    thing.dark = 0
    thing.after_gap = False
    votes = thing.votes
    votes[label] = votes.get(label, 0.0) + detection.score
    thing.has_label = len(votes) == 1 or label == label_of(thing)
    if not thing.confirmed:
        thing.confirmed = thing.hits >= CONFIRM_HITS and at - thing.first_at >= CONFIRM_SECONDS * 1e6
    thing.static_since = detection.since
    _rest(thing, at, corners, at if detection.since is None else min(detection.since, at))


def resume(thing: TrackedThing, at: int, detection: Detection) -> None:
    """The track, which was lost while it moved, stands as a static object now."""
    thing.waits = False
    thing.box = detection.corners
    kalman.begin(thing)
    take(thing, at, detection)


def _rest(thing: TrackedThing, at: int, corners: Corners, since: int) -> None:
    """`since`: from when at the latest the box is at this place."""
    x1, y1, x2, y2 = corners
    x, dx, dy = (x1 + x2) / 2, (x1 + x2) / 2 - thing.rest_x, y2 - thing.rest_y
    if dx * dx + dy * dy > REST_SIZES * REST_SIZES * (x2 - x1) * (y2 - y1):
        thing.rest_x, thing.rest_y, thing.rest_from = x, y2, since
    thing.resting = thing.confirmed and at - thing.rest_from >= REST_SECONDS * 1e6


def begin(state: CameraTracks, at: int, detection: Detection) -> TrackedThing:
    corners, since = detection.corners, detection.since
    born = at if since is None or since > at else since
    x, y = bottom_centre(corners)
    thing = TrackedThing(
        track_id=track_id(state.camera, at, corners), born_at=born, first_at=at, kind=detection.kind,
        votes={detection.label: detection.score}, hits=1, confirmed=False, last_at=at, unseen_from=at,
        score=detection.score, box=corners, has_label=True, cx=0, cy=0, width=0, height=0, vx=0, vy=0, pp=0, pv=0,
        vv=0, ss=0, rest_x=x, rest_y=y, rest_from=born, resting=False,
        static_since=since,
    )  # fmt: skip
    kalman.begin(thing)
    return thing


def look_around(state: CameraTracks, at: int, found: Sequence[Detection]) -> None:
    """What the other boxes say of the tracks: which resting ones are hidden, and whom people are near to."""
    people = [d.corners for d in found if d.kind == "people"]
    for thing in state.tracks:
        if (thing.resting or thing.waits) and thing.last_at < at and _hidden(thing.box, found):
            thing.unseen_from = at
        if thing.kind != "people" and any(_near(thing.box, person) for person in people):
            thing.met_at = at


def _hidden(box: Corners, found: Sequence[Detection]) -> bool:
    x1, y1, x2, y2 = box
    for detection in found:
        left, top, right, bottom = detection.corners
        if left < x2 and right > x1 and top < y2 and bottom > y1 and covered(box, detection.corners) >= COVERED_SHARE:
            return True
    return False


def _near(box: Corners, person: Corners) -> bool:
    (x, y), (px, py) = bottom_centre(box), bottom_centre(person)
    reach = MET_HEIGHTS * (person[3] - person[1])
    return (x - px) ** 2 + (y - py) ** 2 <= reach * reach


def pass_over_dark(state: CameraTracks, dt: float) -> float:
    """How many of the `dt` seconds since the last observed frame count against what is not detected.

    A dark spell, no longer than the camera's gap tolerance, says nothing of where anybody is: it counts as the interval
    before it. A camera that is always so slow is not dark.
    """
    before, state.interval = state.interval, dt
    if not before or dt <= max(DARK_SECONDS, DARK_TIMES * before):
        return dt
    dark = round((dt - before) * 1e6)
    for thing in state.tracks:
        thing.dark += dark
        thing.unseen_from += dark
    return before


def end_lost(state: CameraTracks, at: int, dt: float) -> list[EndedTrack]:
    """`dt`: seconds since the last observed frame, without dark ones."""
    ended = []
    for thing in state.tracks:
        if thing.unseen_from == at and not thing.waits:
            continue
        unseen = (at - thing.unseen_from) / 1e6
        if thing.resting:
            over = unseen > PATIENCE_SECONDS
        elif thing.waits:
            over = unseen > WAIT_SECONDS or at - thing.last_at > WAIT_MOST_SECONDS * 1e6
        else:
            over = unseen > max(KEEP_SECONDS if thing.confirmed else TENTATIVE_SECONDS, COAST_FRAMES * dt)
            if over and may_be_put_down(thing) and not _left(state, thing):
                thing.waits, over = True, False
        if over:
            ended.append(EndedTrack(track_id=thing.track_id, reason=_reason(state, thing), last_at=thing.last_at))
    if ended:
        gone = {e.track_id for e in ended}
        state.tracks = [thing for thing in state.tracks if thing.track_id not in gone]
    return ended


def end_gone(state: CameraTracks, at: int, gone: Sequence[Corners]) -> list[EndedTrack]:
    """Ends what rested where the background is seen again, and was not detected on the frame `at`."""
    ended = []
    for place in gone:
        unseen = [t for t in state.tracks if t.resting and not t.after_gap and t.last_at < at]
        best = max(unseen, key=lambda t: iou(t.box, place), default=None)
        if best is not None and iou(best.box, place) >= GONE_IOU:
            ended.append(EndedTrack(track_id=best.track_id, reason="removed", last_at=best.last_at))
            state.tracks.remove(best)
    return ended


def _reason(state: CameraTracks, thing: TrackedThing) -> EndReason:
    if thing.after_gap:
        return "gap"
    if thing.resting:
        met = thing.met_at and thing.last_at - thing.met_at <= MET_SECONDS * 1e6
        return "removed" if met else "lost"
    return "edge" if _left(state, thing) else "lost"


def _left(state: CameraTracks, thing: TrackedThing) -> bool:
    """Whether its last box was at the picture's edge, or within one of its sizes and it was on its way over it.

    The prediction alone would send anybody fast over an edge that was far away.
    """
    x1, y1, x2, y2 = thing.box
    mx, my = EDGE_SHARE * state.width, EDGE_SHARE * state.height
    at_edge = (
        (x1 <= mx and thing.vx <= 0)
        or (x2 >= state.width - mx and thing.vx >= 0)
        or (y1 <= my and thing.vy <= 0)
        or (y2 >= state.height - my and thing.vy >= 0)
    )
    size = max(x2 - x1, y2 - y1)
    went_over = (
        (thing.cx < 0 and x1 <= size)
        or (thing.cx > state.width and x2 >= state.width - size)
        or (thing.cy < 0 and y1 <= size)
        or (thing.cy > state.height and y2 >= state.height - size)
    )
    return at_edge or went_over


def end_at_gap(state: CameraTracks, at: int) -> list[EndedTrack]:
    """Nobody knows what moved meanwhile; what rested may still be there."""
    ended = [EndedTrack(track_id=t.track_id, reason="gap", last_at=t.last_at) for t in state.tracks if not t.resting]
    state.tracks = [thing for thing in state.tracks if thing.resting]
    for thing in state.tracks:
        thing.after_gap = True
        thing.unseen_from = at
    return ended
