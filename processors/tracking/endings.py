"""How tracks end, or wait: gaps, dark spells, patience with what is not detected, and the reason given for an end."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.geometry import Rect, bottom_centre, covered, iou
from orin.processors.labels import MOVING
from orin.processors.tracking.association import Detection
from orin.processors.tracking.put_down import WAIT_MOST_SECONDS, WAIT_SECONDS, may_be_put_down
from orin.processors.tracking.state import CameraTracks, LiveTrack
from orin.processors.tracking.track_updates import label_of
from orin.schemas.records import EndedTrack, EndReason

KEEP_SECONDS = 2.0
"""A moving track that is not detected for longer than this, or for COAST_FRAMES, has ended."""
COAST_SECONDS = 1.0
"""For how much of it the track is shown, coasting, at its predicted place."""
TENTATIVE_SECONDS = 0.3
COAST_FRAMES = 2.5
"""At low frame rates a track may be missed on this many frames at least."""
DARK_SECONDS, DARK_TIMES = 1.0, 2.0
"""Nothing was observed for longer than this, and than so many times the interval before: that was no frame rate."""
PATIENCE_SECONDS = 10.0
COVERED_SHARE = 0.3
MET_SECONDS, MET_HEIGHTS = 5.0, 1.5
EDGE_SHARE, EDGE_SECONDS = 0.01, 0.5
GONE_IOU = 0.3
"""Overlap from which a place seen empty again is that of an object at rest: as for one object with two boxes."""


class FrameTime(NamedTuple):
    """How long after the last observed frame this one is, in seconds."""

    dt: float
    """0 for the first frame, and for the first after a gap."""
    counted: float
    """Of `dt`, what counts against tracks that are not detected: a dark spell does not."""
    ended: list[EndedTrack]
    """The tracks that a gap ended."""


def begin_frame(state: CameraTracks, at: int, gap_tolerance: float) -> FrameTime:
    """Moves the camera's time on to the observed frame `at` (µs), and ends what a gap ends."""
    dt = 0.0 if state.observed_at < 0 else (at - state.observed_at) / 1e6
    ended: list[EndedTrack] = []
    if dt > gap_tolerance:
        ended, dt = _end_at_gap(state, at), 0.0
    counted = _pass_over_dark(state, dt)
    state.observed_at = at
    return FrameTime(dt, counted, ended)


def end_tracks(
    state: CameraTracks, at: int, found: Sequence[Detection], gone: Sequence[Rect], counted: float
) -> list[EndedTrack]:
    """Ends what the frame `at` says is gone and what has not been detected for too long; `found` are all its boxes.

    `gone`: places of static objects whose background is seen again. `counted`: as `begin_frame` has it.
    """
    _look_around(state, at, found)
    return _end_gone(state, at, gone) + _end_lost(state, at, counted)


def is_shown(track: LiveTrack, at: int) -> bool:
    """Whether the track still belongs in the output of the observed frame `at`, rather than just being remembered."""
    return track.resting or at - track.last_at <= COAST_SECONDS * 1e6


def _end_at_gap(state: CameraTracks, at: int) -> list[EndedTrack]:
    """Nobody knows what moved meanwhile; what rested may still be there."""
    ended = [EndedTrack(track_id=t.track_id, reason="gap", last_at=t.last_at) for t in state.tracks if not t.resting]
    state.tracks = [track for track in state.tracks if track.resting]
    for track in state.tracks:
        track.after_gap = True
        track.unseen_from = at
    return ended


def _pass_over_dark(state: CameraTracks, dt: float) -> float:
    """How many of the `dt` seconds since the last observed frame count against what is not detected.

    A dark spell, no longer than the camera's gap tolerance, says nothing of where anybody is: it counts as the interval
    before it. A camera that is always so slow is not dark.
    """
    before, state.interval = state.interval, dt
    if not before or dt <= max(DARK_SECONDS, DARK_TIMES * before):
        return dt
    dark = round((dt - before) * 1e6)
    for track in state.tracks:
        track.dark += dark
        track.unseen_from += dark
    return before


def _look_around(state: CameraTracks, at: int, found: Sequence[Detection]) -> None:
    """What the other boxes say of the tracks: which things at rest are hidden, and whom people are near to.

    People, and what only moved, are never hidden: nobody is remembered beyond the patience.
    """
    people = [d.corners for d in found if d.kind == "people"]
    missed = [t for t in state.tracks if t.last_at < at and t.kind != "people" and (t.resting or t.waits)]
    if missed:
        hiding = [t.box for t in state.tracks if t.last_at == at and (not t.resting or _is_person(t))]
        for track in missed:
            if _hidden(track.box, hiding):
                track.unseen_from = at
    for track in state.tracks:
        if track.kind != "people" and any(_near(track.box, person) for person in people):
            track.met_at = at


def _hidden(box: Rect, hiding: Sequence[Rect]) -> bool:
    return any(covered(box, other) >= COVERED_SHARE for other in hiding)


def _is_person(track: LiveTrack) -> bool:
    return track.kind == "people" and label_of(track) != MOVING


def _near(box: Rect, person: Rect) -> bool:
    (x, y), (px, py) = bottom_centre(box), bottom_centre(person)
    reach = MET_HEIGHTS * (person[3] - person[1])
    return (x - px) ** 2 + (y - py) ** 2 <= reach * reach


def _end_gone(state: CameraTracks, at: int, gone: Sequence[Rect]) -> list[EndedTrack]:
    """Ends what rested where the background is seen again, and was not detected on the frame `at`."""
    ended = []
    for place in gone:
        unseen = [t for t in state.tracks if t.resting and not t.after_gap and t.last_at < at]
        best = max(unseen, key=lambda t: iou(t.box, place), default=None)
        if best is not None and iou(best.box, place) >= GONE_IOU:
            ended.append(EndedTrack(track_id=best.track_id, reason="removed", last_at=best.last_at))
            state.tracks.remove(best)
    return ended


def _end_lost(state: CameraTracks, at: int, dt: float) -> list[EndedTrack]:
    """`dt`: seconds since the last observed frame, without dark ones."""
    ended = []
    for track in state.tracks:
        if track.unseen_from == at and not track.waits:
            continue
        unseen = (at - track.unseen_from) / 1e6
        if track.resting:
            over = unseen > PATIENCE_SECONDS
        elif track.waits:
            over = unseen > WAIT_SECONDS or at - track.last_at > WAIT_MOST_SECONDS * 1e6
        else:
            over = unseen > max(KEEP_SECONDS if track.confirmed else TENTATIVE_SECONDS, COAST_FRAMES * dt)
            if over and may_be_put_down(track) and not _left(state, track):
                track.waits, over = True, False
        if over:
            ended.append(EndedTrack(track_id=track.track_id, reason=_reason(state, track), last_at=track.last_at))
    if ended:
        gone = {e.track_id for e in ended}
        state.tracks = [track for track in state.tracks if track.track_id not in gone]
    return ended


def _reason(state: CameraTracks, track: LiveTrack) -> EndReason:
    if track.after_gap:
        return "gap"
    if track.resting:
        met = track.met_at and track.last_at - track.met_at <= MET_SECONDS * 1e6
        return "removed" if met else "lost"
    return "edge" if _left(state, track) else "lost"


def _left(state: CameraTracks, track: LiveTrack) -> bool:
    """Whether its last box was cut by the picture's edge, or at its speed would have been one frame later.

    A prediction over a longer time would send anybody over an edge that they stopped short of.
    """
    x1, y1, x2, y2 = track.box
    soon = min(state.interval, EDGE_SECONDS)
    dx, dy = track.vx * soon, track.vy * soon
    mx, my = EDGE_SHARE * state.width, EDGE_SHARE * state.height
    return (
        x1 + min(dx, 0.0) <= mx
        or y1 + min(dy, 0.0) <= my
        or x2 + max(dx, 0.0) >= state.width - mx
        or y2 + max(dy, 0.0) >= state.height - my
    )
