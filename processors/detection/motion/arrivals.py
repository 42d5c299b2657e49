"""What came while the scene was learnt: pixels that showed one thing, and from then on another.

A bag that was put down within the first seconds is on most of their frames. Only what came before it is the empty
scene, and only its contour tells a thing that came from one that left.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.background import Background, levels
from orin.processors.detection.motion.candidates import LEAST_PIXELS, Candidate, kind
from orin.processors.detection.motion.light import DIFFERENT, FloatImage, Mask

SAMPLES = 3
"""So many show what was there first, and so many what was there last."""
MOST_SHARE = 0.1
"""Where more of the picture became another, the light did."""


class _Change(NamedTuple):
    """Pixels that changed once."""

    where: Mask
    first: FloatImage
    last: FloatImage
    since: NDArray[np.float64]


def recognise(model: Background, images: Sequence[Image], free: Sequence[Mask], times: Sequence[float]) -> None:
    """Makes candidates of what came, in a background just learnt from the smoothed frames `images` at `times`.

    `free`: by frame, the pixels that no box of a person covers. A candidate has still to stand bare for as long as any.
    """
    if len(images) < 2 * SAMPLES:
        return
    change = _changed_once(images, free, times)
    if not 0 < np.count_nonzero(change.where) <= MOST_SHARE * change.where.size:
        return
    closed = cv2.morphologyEx(change.where.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    for index, (x, y, w, h, _) in enumerate(stats.tolist()):
        if index and min(w, h) >= LEAST_PIXELS:
            part = (slice(y, y + h), slice(x, x + w))
            _recognise_part(model, change, part, labels[part] == index)


def _recognise_part(model: Background, change: _Change, part: tuple[slice, slice], mask: Mask) -> None:
    own = mask & change.where[part]
    since = float(np.median(change.since[part][own]))
    pictures = (model.long, model.former, model.short)
    before = [picture[part].copy() for picture in pictures]
    for picture, shown in zip(pictures, (change.first, change.first, change.last), strict=True):
        picture[part][own] = shown[part][own]
    (top, bottom), (left, right) = ((s.start, s.stop) for s in part)
    if kind(model, Candidate((left, top, right, bottom), mask, own, since)) != "thing":
        for picture, shown in zip(pictures, before, strict=True):
            picture[part] = shown
        return
    model.propose(part, own, change.since[part])


def _changed_once(images: Sequence[Image], free: Sequence[Mask], times: Sequence[float]) -> _Change:
    first, last = _mean(images, free), _mean(images[::-1], free[::-1])
    shape = free[0].shape
    firsts, lasts = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    first_until, since = np.full(shape, -1.0), np.full(shape, np.inf)
    for image, clear, at in zip(images, free, times, strict=True):
        picture = image.astype(np.float32)
        is_first, is_last = (clear & (levels(picture, shown) < DIFFERENT) for shown in (first, last))
        firsts += is_first
        lasts += is_last
        first_until[is_first] = at
        since[is_last] = np.minimum(since[is_last], at)
    where = (levels(first, last) >= DIFFERENT) & (firsts >= SAMPLES) & (lasts >= SAMPLES) & (first_until < since)
    return _Change(where, first, last, np.where(where, since, 0.0))


def _mean(images: Sequence[Image], free: Sequence[Mask]) -> FloatImage:
    """By pixel, of the first SAMPLES frames on which it is free."""
    total = np.zeros(images[0].shape, np.float32)
    taken = np.zeros(free[0].shape, np.float32)
    for image, clear in zip(images, free, strict=True):
        wanted = clear & (taken < SAMPLES)
        if not wanted.any():
            continue
        total[wanted] += image[wanted]
        taken[wanted] += 1
    return np.asarray(total / np.maximum(taken, 1)[..., None], np.float32)
