"""HOTA, CLEAR MOT and identity scores, as TrackEval defines them.

J. Luiten et al., "HOTA: A Higher Order Metric for Evaluating Multi-Object Tracking" (2020); K. Bernardin and
R. Stiefelhagen, "Evaluating Multiple Object Tracking Performance: The CLEAR MOT Metrics" (2008); E. Ristani et al.,
"Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking" (2016). Every count is a sum over
sequences, so what several sequences score together is what their added counts score.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from orin.processors.assignment import least_cost

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALPHAS: Floats = np.arange(0.05, 0.99, 0.05)
"""Overlaps at which HOTA is taken, and averaged over."""
SAME = 0.5
"""Overlap from which CLEAR and identity scores take two boxes for the same object."""
_EPS = float(np.finfo(np.float64).eps)


class FrameComparison(NamedTuple):
    """One frame: indices of truth's and tracker's identities (from 0, dense), and the IoU of every two boxes."""

    truth: Ints
    given: Ints
    overlap: Floats
    """[truth, given]"""


class Switch(NamedTuple):
    """An object of the ground truth that goes on under another identity."""

    frame: int
    """Index of the FrameComparison."""
    truth: int
    before: int
    now: int


class Counts(NamedTuple):
    """What the scores are made of; arrays have one number for each of ALPHAS."""

    hota_tp: Floats
    hota_fn: Floats
    hota_fp: Floats
    association: Floats
    """Sum over matches of their association accuracy."""
    tp: int
    fn: int
    fp: int
    switches: int
    id_tp: int
    id_fn: int
    id_fp: int


class Scores(NamedTuple):
    """Percent; `switches` is a number of times."""

    hota: float
    det_a: float
    ass_a: float
    mota: float
    idf1: float
    switches: int


def scores(counts: Counts) -> Scores:
    det_a = counts.hota_tp / np.maximum(1, counts.hota_tp + counts.hota_fn + counts.hota_fp)
    ass_a = counts.association / np.maximum(1, counts.hota_tp)
    return Scores(
        hota=100 * float(np.mean(np.sqrt(det_a * ass_a))),
        det_a=100 * float(np.mean(det_a)),
        ass_a=100 * float(np.mean(ass_a)),
        mota=100 * (counts.tp - counts.fp - counts.switches) / max(1, counts.tp + counts.fn),
        idf1=100 * counts.id_tp / max(1.0, counts.id_tp + 0.5 * counts.id_fp + 0.5 * counts.id_fn),
        switches=counts.switches,
    )


def together(parts: Iterable[Counts]) -> Counts:
    """The counts of several sequences as one."""
    return Counts(*(sum(column[1:], start=column[0]) for column in zip(*parts, strict=True)))


def count(frames: Sequence[FrameComparison]) -> tuple[Counts, list[Switch]]:
    """Counts of one sequence, and where identities switched."""
    sizes = (
        1 + max((int(f.truth.max()) for f in frames if len(f.truth)), default=-1),
        1 + max((int(f.given.max()) for f in frames if len(f.given)), default=-1),
    )
    tp, fn, fp, association = _hota(frames, sizes)
    hits, misses, extras, switches = _clear(frames, sizes[0])
    id_tp, id_fn, id_fp = _identity(frames, sizes)
    return Counts(tp, fn, fp, association, hits, misses, extras, len(switches), id_tp, id_fn, id_fp), switches


def _hota(frames: Sequence[FrameComparison], sizes: tuple[int, int]) -> tuple[Floats, Floats, Floats, Floats]:
    of_truth, of_given, alike = _presence(frames, sizes)
    with np.errstate(invalid="ignore"):
        alignment = np.nan_to_num(alike / (of_truth[:, None] + of_given[None] - alike))
    tp, total_truth, total_given = np.zeros(len(ALPHAS)), of_truth.sum(), of_given.sum()
    matches = np.zeros((len(ALPHAS), *sizes))
    for frame in frames:
        rows, columns = least_cost(-alignment[np.ix_(frame.truth, frame.given)] * frame.overlap)
        overlaps = frame.overlap[rows, columns]
        for a, alpha in enumerate(ALPHAS):
            same = overlaps >= alpha - _EPS
            tp[a] += same.sum()
            matches[a, frame.truth[rows[same]], frame.given[columns[same]]] += 1
    share = matches / np.maximum(1, of_truth[None, :, None] + of_given[None, None, :] - matches)
    return tp, total_truth - tp, total_given - tp, (matches * share).sum(axis=(1, 2))


def _presence(frames: Sequence[FrameComparison], sizes: tuple[int, int]) -> tuple[Floats, Floats, Floats]:
    """On how many frames each identity is, and how much every two of them were alike over all frames."""
    of_truth, of_given, alike = np.zeros(sizes[0]), np.zeros(sizes[1]), np.zeros(sizes)
    for frame in frames:
        of_truth[frame.truth] += 1
        of_given[frame.given] += 1
        both = frame.overlap.sum(axis=0)[None] + frame.overlap.sum(axis=1)[:, None] - frame.overlap
        some = both > _EPS
        alike[np.ix_(frame.truth, frame.given)] += np.divide(frame.overlap, both, out=np.zeros_like(both), where=some)
    return of_truth, of_given, alike


def _clear(frames: Sequence[FrameComparison], truths: int) -> tuple[int, int, int, list[Switch]]:
    hits = misses = extras = 0
    switches: list[Switch] = []
    last: Ints = np.full(truths, -1)
    at_once: Ints = np.full(truths, -1)
    """The identity on the frame before this one, if it was matched there: it is preferred."""
    for number, frame in enumerate(frames):
        if not len(frame.truth) or not len(frame.given):
            misses += len(frame.truth)
            extras += len(frame.given)
            continue
        worth = 1000.0 * (frame.given[None] == at_once[frame.truth][:, None]) + frame.overlap
        worth[frame.overlap < SAME - _EPS] = 0
        rows, columns = least_cost(-worth)
        real = worth[rows, columns] > _EPS
        truth, given = frame.truth[rows[real]], frame.given[columns[real]]
        switches += [
            Switch(number, int(one), int(last[one]), int(now))
            for one, now in zip(truth, given, strict=True)
            if last[one] not in {-1, now}
        ]
        last[truth] = given
        at_once[:] = -1
        at_once[truth] = given
        hits += len(truth)
        misses += len(frame.truth) - len(truth)
        extras += len(frame.given) - len(truth)
    return hits, misses, extras, switches


def _identity(frames: Sequence[FrameComparison], sizes: tuple[int, int]) -> tuple[int, int, int]:
    of_truth, of_given, shared = np.zeros(sizes[0]), np.zeros(sizes[1]), np.zeros(sizes)
    for frame in frames:
        of_truth[frame.truth] += 1
        of_given[frame.given] += 1
        rows, columns = np.nonzero(frame.overlap >= SAME)
        shared[frame.truth[rows], frame.given[columns]] += 1
    # To leave two identities unpaired costs what their boxes cost alone, so the best pairing has most shared boxes.
    rows, columns = least_cost(-shared)
    both = int(shared[rows, columns].sum())
    return both, int(of_truth.sum()) - both, int(of_given.sum()) - both


def overlaps(truth: Floats, given: Floats) -> Floats:
    """IoU of every two boxes; both [n, 4]: left, top, width, height."""
    low = np.maximum(truth[:, None, :2], given[None, :, :2])
    high = np.minimum((truth[:, :2] + truth[:, 2:])[:, None], (given[:, :2] + given[:, 2:])[None])
    side = np.clip(high - low, 0, None)
    common = side[..., 0] * side[..., 1]
    whole = (truth[:, 2] * truth[:, 3])[:, None] + (given[:, 2] * given[:, 3])[None] - common
    return np.asarray(np.divide(common, whole, out=np.zeros_like(common), where=whole > _EPS), np.float64)
