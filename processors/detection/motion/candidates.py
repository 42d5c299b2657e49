"""Candidates for objects: static, uncovered regions, and whether each is something that was put there."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.motion.background import Background, levels
from orin.processors.detection.motion.light import DIFFERENT, FloatImage, Mask
from orin.processors.detection.motion.rects import PixelRect, grown

BIRTH_SECONDS = 3.0
WHOLE_SECONDS = 4.5
"""Where not all of a candidate has been uncovered for BIRTH_SECONDS, it is waited for until a part has for so long."""
WHOLE_SHARE = 0.75
YOUNG_SECONDS = 1.0
TOGETHER_SECONDS = 1.5
"""Parts that were first shown further apart are put down apart."""
GHOST_EDGE, OWN_EDGE = 0.83, 1.1
"""Strength of the contour with the thing, divided by that without: below the first something left, above the second
something came; between them it cannot be told."""
GREW = 0.5
"""Of all by which the contour's edge became stronger or weaker along it, the share that is growth, less the rest: a
thing's is stronger nearly all along. Where something left from before an edge of the scene, some of it is."""
BESIDE, BESIDE_PIXELS = 1.0, (3, 8)
"""Strength of the contour divided by that of the scene so many px around: a thing's ends at an edge of its own, a spot
of sharper grass does not."""
ALIKE = 0.75
"""Correlation with the background from which the texture is the same and only the light has changed."""
SHIFT_PIXELS = 8
SHIFTED = 0.75
"""Correlation with the background so many pixels around, from which it is a part of it that moved a little."""
SHIFT_EDGE = 1.5
"""What moved a little keeps its edges: stronger ones (see OWN_EDGE) are a thing's own."""
LEAST_PIXELS = 4
"""The least length of a candidate's smaller side."""
LEAST_INNER = 20
"""The fewest pixels for which a correlation means something."""
LEAST_TEXTURE = 2.0
"""Standard deviation, in levels of 255, below which there is no texture to compare."""
HALF = 0.45
"""A thing's box ends where the difference to the background falls below this share of the larger ones inside."""
EXTENT_SHARE = 0.35
"""A thing's box ends at rows and columns with less than this share of the pixels of the fullest one."""

CandidateKind = Literal["thing", "background", "unknown"]
"""`background`: nothing came; a ghost, a light, a part of the scene that moved a little."""


class Candidate(NamedTuple):
    rect: PixelRect
    mask: Mask
    """Of the rect: its area, without holes."""
    shown: Mask
    """Of the rect: pixels that do show it. Elsewhere the short background is whatever passed by."""
    since: float

    def picture(self, model: Background, margin: int = 0) -> FloatImage:
        """The rect, and so many pixels around it, as it looks with the candidate alone: (height, width, 3)."""
        height, width = model.size
        x1, y1, x2, y2 = grown(self.rect, margin, width, height)
        picture = model.long[y1:y2, x1:x2].copy()
        left, top, right, bottom = self.rect
        inner = picture[top - y1 : bottom - y1, left - x1 : right - x1]
        inner[self.shown] = model.short[top:bottom, left:right][self.shown]
        return picture


def candidates(model: Background, free: Mask) -> Iterator[Candidate]:
    """Whole candidates that have been uncovered for long enough, at pixels where an object may be created."""
    ripe = (model.bare >= BIRTH_SECONDS) & free
    if not ripe.any():
        return
    left, top, wide, high = cv2.boundingRect(ripe.view(np.uint8))
    height, width = model.size
    x1, y1, x2, y2 = grown((left, top, left + wide, top + high), 16, width, height)
    area = (slice(y1, y2), slice(x1, x2))
    standing = (model.bare[area] >= YOUNG_SECONDS) & (model.vote[area] > 0) & free[area]
    closed = cv2.morphologyEx(standing.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    # Most parts that stand for a while are specks or never get ripe: only the others are looked at.
    for index in np.unique(labels[ripe[area] & standing]):
        x, y, w, h, _area = stats[index].tolist()
        if min(w, h) < LEAST_PIXELS:
            continue
        part = (slice(y1 + y, y1 + y + h), slice(x1 + x, x1 + x + w))
        found = _whole(model, part, labels[y : y + h, x : x + w] == index, ripe[part])
        if found is not None:
            yield found


def _whole(model: Background, part: tuple[slice, slice], own: Mask, ripe: Mask) -> Candidate | None:
    """The connected parts that appeared together; None while some of them are not ripe, and where it is too thin."""
    ripe = ripe & own
    if not ripe.any():
        return None
    begun = model.since[part]
    since = float(np.median(begun[ripe]))
    own = own & (ripe | (np.abs(begun - since) <= TOGETHER_SECONDS))
    ripe_share = np.count_nonzero(ripe) / np.count_nonzero(own)
    if ripe_share < WHOLE_SHARE and float(np.max(model.bare[part][ripe])) < WHOLE_SECONDS:
        return None
    shown = own & (model.bare[part] >= YOUNG_SECONDS) & (model.vote[part] > 0)
    closed = cv2.morphologyEx(own.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    x, y, w, h = cv2.boundingRect(closed)
    inner = (slice(y, y + h), slice(x, x + w))
    mask = closed[inner].view(np.bool_)
    if min(w, h) < LEAST_PIXELS or np.count_nonzero(mask) < 0.25 * w * h:
        return None
    top, left = part[0].start + y, part[1].start + x
    return Candidate((left, top, left + w, top + h), mask, shown[inner], since)


def kind(model: Background, candidate: Candidate) -> CandidateKind:
    """Whether something came (`thing`), nothing did (`background`), or it cannot be told (`unknown`)."""
    edge, grew = _edge_gain(model, candidate)
    if edge < GHOST_EDGE or _was_there(model, candidate):
        return "background"
    scenes = (model.long, model.former)
    if any(_is_light(scene, model, candidate) for scene in scenes):
        return "background"
    if edge < SHIFT_EDGE and any(_is_shifted(scene, model, candidate) for scene in scenes):
        return "background"
    own = edge > OWN_EDGE and grew >= GREW and _beside(model, candidate) >= BESIDE
    return "thing" if own else "unknown"


def outline(model: Background, found: Candidate) -> PixelRect:
    """The thing's box: the smoothed difference to the background ends at about half of what it is inside."""
    x1, y1, x2, y2 = found.rect
    difference = levels(found.picture(model), model.long[y1:y2, x1:x2])
    level = max(HALF * float(np.percentile(difference[found.shown], 75)), 0.6 * DIFFERENT)
    strong = (difference >= level) & found.mask
    if strong.sum() < 0.4 * found.shown.sum():
        return found.rect
    left, right = _extent(strong.sum(axis=0))
    top, bottom = _extent(strong.sum(axis=1))
    return x1 + left, y1 + top, x1 + right, y1 + bottom


def _extent(counts: NDArray[np.intp]) -> tuple[int, int]:
    """The range of indices, its end exclusive, from the first to the last count with EXTENT_SHARE of the largest."""
    full = np.flatnonzero(counts >= EXTENT_SHARE * counts.max())
    return int(full[0]), int(full[-1]) + 1


def correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float | None:
    """The correlation (-1..1) of two sets of grey levels; None where there is no texture to compare."""
    a, b = a - a.mean(), b - b.mean()
    spread = float(np.sqrt((a * a).mean() * (b * b).mean()))
    return float((a * b).mean()) / spread if spread > LEAST_TEXTURE else None


def grey(picture: FloatImage) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)


def _edge_gain(model: Background, candidate: Candidate) -> tuple[float, float]:
    """How much stronger an edge the contour is in the frame than in the background: a thing came, or one left. And
    the share that is growth, less the share that is loss (-1..1).
    """
    height, width = model.size
    left, top, right, bottom = grown(candidate.rect, 4, width, height)
    contour = _contour(_placed(candidate, (left, top, right, bottom)))
    before = edges(model.long[top:bottom, left:right])[contour]
    after = edges(candidate.picture(model, 4))[contour]
    change = after - before
    grew = float(change.sum()) / max(float(np.abs(change).sum()), 1.0)
    return float(after.mean()) / max(float(before.mean()), 1.0), grew


def _beside(model: Background, candidate: Candidate) -> float:
    """How much stronger an edge the contour is than the scene around it."""
    near, far = BESIDE_PIXELS
    height, width = model.size
    placed = _placed(candidate, grown(candidate.rect, far + 2, width, height))
    found = edges(candidate.picture(model, far + 2))
    inner, outer = (cv2.dilate(placed, np.ones((2 * n + 1, 2 * n + 1), np.uint8)) for n in (near, far))
    around = (outer > inner).view(np.bool_)
    return float(found[_contour(placed)].mean()) / max(float(found[around].mean()), 1.0) if around.any() else 0.0


def _placed(candidate: Candidate, rect: PixelRect) -> NDArray[np.uint8]:
    """The candidate's mask within a larger rect."""
    left, top, right, bottom = rect
    x1, y1, x2, y2 = candidate.rect
    placed = np.zeros((bottom - top, right - left), np.uint8)
    placed[y1 - top : y2 - top, x1 - left : x2 - left] = candidate.mask
    return placed


def _contour(placed: NDArray[np.uint8]) -> Mask:
    gradient = cv2.morphologyEx(placed, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8))
    return np.asarray(gradient, np.uint8).view(np.bool_)


def _was_there(model: Background, candidate: Candidate) -> bool:
    """Whether it is what the background was before."""
    x1, y1, x2, y2 = candidate.rect
    change = levels(model.short[y1:y2, x1:x2], model.former[y1:y2, x1:x2])[candidate.shown]
    return float(np.median(change)) < DIFFERENT


def _is_light(scene: FloatImage, model: Background, candidate: Candidate) -> bool:
    """Whether the candidate has the background's own texture: a shadow, a lamp.

    Only inside the contour, which is an edge of the candidate's own. Where there is no texture nothing can be said.
    """
    x1, y1, x2, y2 = candidate.rect
    inner = cv2.erode(candidate.mask.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=0).view(np.bool_)
    inner &= candidate.shown
    if inner.sum() < LEAST_INNER:
        inner = candidate.shown
    alike = correlation(grey(scene[y1:y2, x1:x2])[inner], grey(model.short[y1:y2, x1:x2])[inner])
    return alike is not None and alike > ALIKE


def _is_shifted(scene: FloatImage, model: Background, candidate: Candidate) -> bool:
    """Whether the background shows the same a few pixels away: a tape in the wind, a branch, a door."""
    height, width = model.size
    template = grey(candidate.picture(model, 1))
    if float(template.std()) < LEAST_TEXTURE:
        return False
    left, top, right, bottom = grown(candidate.rect, 1 + SHIFT_PIXELS, width, height)
    around = grey(scene[top:bottom, left:right])
    _, best, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(around, template, cv2.TM_CCOEFF_NORMED))
    if best <= SHIFTED:
        return False
    there = around[y : y + template.shape[0], x : x + template.shape[1]]
    return float(np.median(np.abs(there - template))) < DIFFERENT


def edges(patch: FloatImage) -> NDArray[np.float32]:
    """Strength of the edges at each pixel, in levels of 255."""
    shades = grey(patch)
    return np.asarray(
        cv2.magnitude(cv2.Sobel(shades, cv2.CV_32F, 1, 0), cv2.Sobel(shades, cv2.CV_32F, 0, 1)), np.float32
    )
