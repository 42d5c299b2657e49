"""A MOT-format sequence through the track stage's logic, and its tracks compared with the ground truth."""

from collections import defaultdict
from collections.abc import Sequence as Many

import numpy as np
from numpy.typing import NDArray

from orin.processors.assignment import least_cost
from orin.processors.evaluation.mot import PEDESTRIAN, MotBox, Result, Sequence, TrackedBox, TrueBox
from orin.processors.evaluation.scores import SAME, Counts, FrameComparison, Switch, count, overlaps
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import Detections, Track, Tracks

START = 1_790_000_000_000_000
"""captured_at of frame 1, µs: results do not depend on it."""
_CAMERA = "evaluation/sequence"
_DISTRACTORS = frozenset({2, 7, 8, 12})
"""Classes of MOT16 and later whose boxes are taken out of the tracker's before scoring, as TrackEval does: person on
a vehicle, static person, distractor, reflection."""


def frames(sequence: Sequence, step: int = 1) -> range:
    """The numbers of the frames that are used: every one, or every `step`-th."""
    return range(1, sequence.length + 1, step)


def records(sequence: Sequence, step: int = 1) -> list[Detections]:
    """The sequence's detections as the track stage gets them."""
    return [
        Detections(
            camera=_CAMERA,
            session="s1",
            session_started_at=START,
            captured_at=START + round((number - 1) / sequence.rate * 1e6),
            previous_at=None,
            published_at=START,
            uri=None,
            width=sequence.width,
            height=sequence.height,
            status="seen",
            backend="file",
            boxes=tuple(sequence.boxes.get(number, ())),
        )
        for number in frames(sequence, step)
    ]


def tracked(sequence: Sequence, step: int = 1) -> Result:
    """The detected boxes of all tracks that were confirmed, their tentative beginnings included."""
    logic, armed = TrackLogic(), Armed()
    state = logic.new(_CAMERA)
    seen: dict[str, list[tuple[int, Track]]] = defaultdict(list)
    confirmed: dict[str, None] = {}
    for number, record in zip(frames(sequence, step), records(sequence, step), strict=True):
        state, [found] = logic.step(state, record, armed, Origin("orin.detections.v1", 0, number))
        assert isinstance(found, Tracks)
        for track in found.tracks:
            if track.detected:
                seen[track.track_id].append((number, track))
            if track.state != "tentative":
                confirmed[track.track_id] = None
    result: dict[int, list[TrackedBox]] = defaultdict(list)
    for identity, name in enumerate(confirmed, 1):
        for number, t in seen[name]:
            result[number].append(TrackedBox(identity, (t.x1, t.y1, t.x2 - t.x1, t.y2 - t.y1), t.score))
    return result


def compare(sequence: Sequence, result: Result, step: int = 1) -> tuple[Counts, list[Switch]]:
    """The result compared with the ground truth, pedestrians only; `sequence.truth` must not be None.

    A switch is told in the numbers of the files: its frame, and the identities of ground truth and result.
    """
    assert sequence.truth is not None
    truths: dict[int, int] = {}
    givens: dict[int, int] = {}
    compared = []
    for number in frames(sequence, step):
        truth, given = sequence.truth.get(number, []), _scored(sequence.truth.get(number, []), result.get(number, []))
        truth = [t for t in truth if t.active and t.kind == PEDESTRIAN]
        compared.append(
            FrameComparison(
                np.array([truths.setdefault(t.identity, len(truths)) for t in truth], np.int64),
                np.array([givens.setdefault(g.identity, len(givens)) for g in given], np.int64),
                overlaps(_array([t.box for t in truth]), _array([g.box for g in given])),
            )
        )
    counts, switches = count(compared)
    of_truth, of_given, numbers = list(truths), list(givens), frames(sequence, step)
    return counts, [Switch(numbers[s.frame], of_truth[s.truth], of_given[s.before], of_given[s.now]) for s in switches]


def misses(sequence: Sequence, result: Result, step: int = 1) -> dict[int, list[TrueBox]]:
    """By frame, the true boxes that no track's box covers; `sequence.truth` must not be None."""
    assert sequence.truth is not None
    found = {}
    for number in frames(sequence, step):
        wanted = [t for t in sequence.truth.get(number, []) if t.active and t.kind == PEDESTRIAN]
        overlap = overlaps(_array([t.box for t in wanted]), _array([g.box for g in result.get(number, [])]))
        missed = [t for t, best in zip(wanted, overlap.max(axis=1, initial=0), strict=True) if best < SAME]
        if missed:
            found[number] = missed
    return found


def _array(places: Many[MotBox]) -> NDArray[np.float64]:
    return np.array(places, np.float64).reshape(-1, 4)


def _scored(truth: list[TrueBox], given: list[TrackedBox]) -> list[TrackedBox]:
    """Without the boxes on distractors, which are neither right nor wrong."""
    if not any(t.kind in _DISTRACTORS for t in truth):
        return given
    overlap = overlaps(_array([t.box for t in truth]), _array([g.box for g in given]))
    overlap[overlap < SAME - np.finfo(np.float64).eps] = 0
    rows, columns = least_cost(-overlap)
    out = {j for i, j in zip(rows, columns, strict=True) if overlap[i, j] > 0 and truth[i].kind in _DISTRACTORS}
    return [one for j, one in enumerate(given) if j not in out]
