"""Objects that were put down: born, judged at their place on every frame, and ended by the background's return."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from processors.detection.backend import Image
from processors.detection.background import DIFFERENT, Background, Mask

BIRTH_SECONDS = 3.0
END_SECONDS = 1.0
GIVE_UP_SECONDS = 60.0
"""What stands still and is no object (too large, or a ghost's remains) becomes background after this."""
MIN_HEIGHTS, MAX_HEIGHTS = 0.1, 1.0
"""Size limits (larger side) in heights of a person."""
PATCH_SECONDS = 20.0
LEAST_AREA, LONGEST_ASPECT = 0.02, 4.0
"""Own pixels in squared heights of a person, and larger over smaller side: what is less is an edge that shifted."""
GHOST_EDGE, OWN_EDGE = 0.83, 1.1
"""Strength of the contour with the thing over that without: below the first something left, above the second
something came; between, nobody knows."""
ALIKE = 0.75
"""Correlation with the background from which the texture is the same and only the light has changed."""
LEAST_TEXTURE = 2.0
"""Levels of 255, standard deviation: below it there is no texture to compare."""
JOIN_PIXELS = 6
JOIN_SECONDS = 3.0
JOIN_SHARE = 0.3
"""Parts of one object that were born apart (some of it was covered) lie near each other, and were put down together
or one is a mere rest of the other."""

Rect = tuple[int, int, int, int]
"""x1, y1, x2, y2 in pixels of the working size; the upper ends are exclusive."""


@dataclass(slots=True)
class StaticObject:
    rect: Rect
    mask: Mask
    """Of the rect."""
    patch: NDArray[np.float32]
    """The rect as it looks with the object in it; the long background keeps it as it looks without."""
    since: float
    background_for: float = 0.0

    def judge(self, image: Image, background: Mask, dt: float) -> Literal["object", "background", "neither"]:
        """What its place shows on this frame; a share of its own pixels decides."""
        x1, y1, x2, y2 = self.rect
        pixels = int(self.mask.sum())
        place = image[y1:y2, x1:x2]
        alike = (np.abs(place - self.patch).max(axis=2) < DIFFERENT) & self.mask
        share = alike.sum() / pixels
        if share >= 0.5:
            self.background_for = 0.0
            rate = min(dt / PATCH_SECONDS, 1.0)
            self.patch[alike] += (place[alike] - self.patch[alike]) * rate
            return "object"
        if (background[y1:y2, x1:x2] & self.mask).sum() / pixels >= 0.6:
            self.background_for += dt
            return "background"
        self.background_for = 0.0
        return "neither"


class StaticObjects:
    """The born objects of one camera."""

    def __init__(self) -> None:
        self.held: list[StaticObject] = []

    def keep(self, shape: tuple[int, int]) -> Mask | None:
        """Pixels of all objects; None when there are none."""
        if not self.held:
            return None
        kept = np.zeros(shape, np.bool_)
        for thing in self.held:
            x1, y1, x2, y2 = thing.rect
            kept[y1:y2, x1:x2] |= thing.mask
        return kept

    def judge(self, image: Image, background: Mask, dt: float) -> list[StaticObject]:
        """Those seen on this frame; those whose background has been back for a second are dropped."""
        seen = [thing for thing in self.held if thing.judge(image, background, dt) == "object"]
        self.held = [thing for thing in self.held if thing.background_for < END_SECONDS]
        return seen

    def bear(self, model: Background, people: list[Rect], height: float, now: float, kept: Mask | None) -> None:
        """New objects from candidates that have stood bare for long enough; `height` is a person's, in pixels."""
        ripe = model.bare >= BIRTH_SECONDS
        if kept is not None:
            ripe &= ~kept
        for rect, mask in _components(ripe):
            x1, y1, x2, y2 = rect
            since = float(np.median(model.since[y1:y2, x1:x2][mask]))
            whole = _placed(mask, rect, ripe.shape)
            if any(_overlap(rect, person) > 0 for person in people):
                continue
            edge = _edge_gain(model, rect, mask)
            if edge < GHOST_EDGE or _is_light(model, rect, mask):
                model.absorb(whole)
            elif self._join(model, rect, mask, since, height):
                continue
            elif edge > OWN_EDGE and _is_plausible(rect, mask, height):
                self.held.append(StaticObject(rect, mask, model.short[y1:y2, x1:x2].copy(), since))
            elif now - since >= GIVE_UP_SECONDS:
                model.absorb(whole)

    def _join(self, model: Background, rect: Rect, mask: Mask, since: float, height: float) -> bool:
        """Makes a part of an object that is already there one with it, unless that would be no object."""
        for thing in self.held:
            rest = mask.sum() <= JOIN_SHARE * thing.mask.sum()
            same = rest or abs(thing.since - since) <= JOIN_SECONDS or _overlap(rect, thing.rect) >= JOIN_SHARE
            if not (same and _near(thing.rect, rect)):
                continue
            whole, joined = _union(thing, rect, mask)
            if _is_plausible(whole, joined, height):
                thing.rect, thing.mask = whole, joined
                x1, y1, x2, y2 = whole
                thing.patch = model.short[y1:y2, x1:x2].copy()
                thing.since = min(since, thing.since)
                return True
        return False


def _components(ripe: Mask) -> Iterator[tuple[Rect, Mask]]:
    left, top, wide, high = cv2.boundingRect(ripe.view(np.uint8))
    if not wide:
        return
    part = np.ascontiguousarray(ripe[top : top + high, left : left + wide]).view(np.uint8)
    closed = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    for index in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[index])
        if area >= 0.25 * w * h and min(w, h) >= 4:
            own = labels[y : y + h, x : x + w] == index
            yield (left + x, top + y, left + x + w, top + y + h), own


def _edge_gain(model: Background, rect: Rect, mask: Mask) -> float:
    """How much stronger an edge the contour is in the frame than in the background: a thing came, or one left."""
    x1, y1, x2, y2 = rect
    height, width = model.vote.shape
    top, left = max(y1 - 4, 0), max(x1 - 4, 0)
    area = (slice(top, min(y2 + 4, height)), slice(left, min(x2 + 4, width)))
    placed = np.zeros(model.vote[area].shape, np.uint8)
    placed[y1 - top : y2 - top, x1 - left : x2 - left] = mask
    contour = cv2.morphologyEx(placed, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8)).view(np.bool_)
    before = _gradient(model.long[area])[contour]
    # Around the candidate the frame shows the background, so the picture is put together from both.
    after = _gradient(np.where(placed[..., None] > 0, model.short[area], model.long[area]))[contour]
    return float(after.mean()) / max(float(before.mean()), 1.0)


def _is_light(model: Background, rect: Rect, mask: Mask) -> bool:
    """Whether the candidate has the background's own texture: a shadow, a lamp, a picture that shifted a little.

    Only inside the contour, which is an edge of the candidate's own. Where there is no texture nothing can be said.
    """
    x1, y1, x2, y2 = rect
    inner = cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=0).view(np.bool_)
    if not inner.any():
        inner = mask
    grey = [cv2.cvtColor(picture[y1:y2, x1:x2], cv2.COLOR_BGR2GRAY)[inner] for picture in (model.long, model.short)]
    before, after = (picture - picture.mean() for picture in grey)
    spread = float(np.sqrt((before * before).mean() * (after * after).mean()))
    return spread > LEAST_TEXTURE and float((before * after).mean()) / spread > ALIKE


def _is_plausible(rect: Rect, mask: Mask, height: float) -> bool:
    small, large = sorted((rect[2] - rect[0], rect[3] - rect[1]))
    return (
        MIN_HEIGHTS * height <= large <= MAX_HEIGHTS * height
        and mask.sum() >= LEAST_AREA * height * height
        and large <= LONGEST_ASPECT * small
    )


def _gradient(patch: NDArray[np.float32]) -> NDArray[np.float32]:
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)), np.float32)


def _placed(mask: Mask, rect: Rect, shape: tuple[int, ...]) -> Mask:
    whole = np.zeros(shape, np.bool_)
    x1, y1, x2, y2 = rect
    whole[y1:y2, x1:x2] = mask
    return whole


def _overlap(rect: Rect, other: Rect) -> float:
    """Share of `rect` that `other` covers."""
    w = min(rect[2], other[2]) - max(rect[0], other[0])
    h = min(rect[3], other[3]) - max(rect[1], other[1])
    return max(w, 0) * max(h, 0) / ((rect[2] - rect[0]) * (rect[3] - rect[1]))


def _near(a: Rect, b: Rect) -> bool:
    return all(max(a[i], b[i]) - min(a[i + 2], b[i + 2]) <= JOIN_PIXELS for i in (0, 1))


def _union(thing: StaticObject, rect: Rect, mask: Mask) -> tuple[Rect, Mask]:
    a, b = thing.rect, rect
    whole = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    joined = np.zeros((whole[3] - whole[1], whole[2] - whole[0]), np.bool_)
    for part, part_mask in ((a, thing.mask), (b, mask)):
        y, x = part[1] - whole[1], part[0] - whole[0]
        joined[y : y + part_mask.shape[0], x : x + part_mask.shape[1]] |= part_mask
    return whole, joined
