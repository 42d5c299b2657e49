"""Objects that were put down: created, checked at their place on every frame, and ended when the background returns."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from orin.processors.detection.motion.background import Background, Segmentation, levels
from orin.processors.detection.motion.candidates import Candidate, candidates, correlation, grey, kind, outline
from orin.processors.detection.motion.light import FloatImage, Mask
from orin.processors.detection.motion.rects import PixelRect, around, grown, near, overlap

END_SECONDS = 1.0
REPLACED_SECONDS = 3.0
"""An object is over once something else, some of which may be background, was seen in its place for so long."""
REPLACED_SHARE = 0.7
"""The share of its pixels on which that is needed."""
REST_SECONDS = 4.0
"""What is left where something was found to be background needs so long to be found the same."""
REST_SHARE = 0.7
"""Share of it that lies there."""
GIVE_UP_SECONDS = 60.0
"""Static pixels that are not an object (too large, or left over from one) become background after this."""
MIN_HEIGHTS, MAX_HEIGHTS = 0.1, 1.0
"""Size limits (larger side) in heights of a person."""
PATCH_SECONDS = 20.0
LEAST_AREA, LEAST_SIDE, LONGEST_ASPECT = 0.02, 0.08, 4.0
"""Own pixels in squared heights of a person, smaller side in heights, and larger over smaller side: what is less is
an edge that shifted."""
JOIN_PIXELS = 6
JOIN_SECONDS = 3.0
JOIN_SHARE = 0.3
"""Parts of one object that were born apart (some of it was covered) lie near each other, and were put down together
or one is a mere rest of the other, or somebody stood before it when the other was born."""
HIDDEN_PART = 0.5
"""Share of a part that they hid."""
NEAR_LEVELS, FAR_LEVELS = 10.0, 30.0
"""A pixel shows what it differs from by less than half the contrast, within these bounds (levels of 255)."""
OBJECT_SHARE, BACKGROUND_SHARE = 0.5, 0.6
ALIKE = 0.7
"""Correlation from which a place shows the same as before in another light."""
RING_PIXELS = 8
"""How far around an object the light on it is told from."""
HIDDEN_SHARE = 0.2
"""Share of a candidate inside a person's box from which it may be part of the person."""
MIRRORED_GAP, MIRRORED_LENGTH, MIRRORED_WIDTH = 0.12, 0.35, 1.3
"""In a person's heights, how far from the feet a reflection begins and how long it is at least; its width in theirs."""

Judgement = Literal["object", "background", "neither"]


@dataclass(slots=True)
class StaticObject:
    rect: PixelRect
    mask: Mask
    """Of the rect."""
    box: PixelRect
    """The thing's own, without its shadow: what is reported."""
    patch: FloatImage
    """How the rect looks with the object in it; the long background keeps how it looks without."""
    since: float
    background_for: float = 0.0
    other_for: float = 0.0
    beside: tuple[PixelRect, ...] = ()
    """People who stood next to it when it was born: what they hid may be more of it."""

    def judge(self, seen: Segmentation, model: Background, dt: float) -> Judgement:
        """What its place shows on this frame; a share of its own pixels decides."""
        x1, y1, x2, y2 = self.rect
        area = (slice(y1, y2), slice(x1, x2))
        place = seen.frame[area].astype(np.float32)
        patch, empty = seen.lit(self.patch), seen.lit(model.long[area])
        limit = np.clip(0.5 * levels(patch, empty), NEAR_LEVELS, FAR_LEVELS)
        alike = (levels(place, patch) < limit) & self.mask
        pixels = np.count_nonzero(self.mask)
        shows: Judgement = "neither"
        if np.count_nonzero(alike) >= OBJECT_SHARE * pixels:
            shows = "object"
        elif np.count_nonzero((levels(place, empty) < limit) & self.mask) >= BACKGROUND_SHARE * pixels:
            shows = "background"
        elif _is_lit(place, patch, empty, self.mask):
            shows, alike = "object", self.mask
        if shows == "object":
            self._learn(seen, area, alike, min(dt / PATCH_SECONDS, 1.0))
        self.background_for = self.background_for + dt if shows == "background" else 0.0
        # What was learnt as background here may be wrong in part: somebody stood there.
        steady = seen.background[area] | (seen.static[area] & (model.bare[area] >= REPLACED_SECONDS))
        other = shows == "neither" and np.count_nonzero(steady & self.mask) >= REPLACED_SHARE * pixels
        self.other_for = self.other_for + dt if other else 0.0
        return shows

    def outlasts(self, before: FloatImage, model: Background) -> bool:
        """Whether a background that was learnt in another light, with the object in it, shows it; if so that one learns
        what is behind it. `before` is the former background, without the object.
        """
        x1, y1, x2, y2 = self.rect
        area = (slice(y1, y2), slice(x1, x2))
        now, empty = model.long[area].copy(), before[area]
        everywhere = np.ones_like(self.mask)
        if not _is_lit(now, self.patch, empty, everywhere):
            return False
        left, top, right, bottom = grown(self.rect, RING_PIXELS, model.size[1], model.size[0])
        ring = np.ones((bottom - top, right - left), np.bool_)
        ring[y1 - top : y2 - top, x1 - left : x2 - left] = ~self.mask
        beside = (slice(top, bottom), slice(left, right))
        change = np.median(model.long[beside][ring] / np.maximum(before[beside][ring], 1.0), axis=0)
        model.long[area][self.mask] = np.clip(empty * change, 0, 255)[self.mask]
        self.patch = now
        return True

    @property
    def is_over(self) -> bool:
        return self.background_for >= END_SECONDS or self.other_for >= REPLACED_SECONDS

    def _learn(self, seen: Segmentation, area: tuple[slice, slice], alike: Mask, rate: float) -> None:
        if seen.light is not None:
            if seen.light.grey:
                return  # what colours it has is not seen
            alike = alike & seen.light.tells(seen.frame[area])
        self.patch[alike] += (seen.image[area][alike] - self.patch[alike]) * rate


def _is_lit(place: FloatImage, patch: FloatImage, empty: FloatImage, mask: Mask) -> bool:
    """Whether the place shows the object's texture, and not the background's, in another light."""
    own = grey(place)[mask]
    alike = correlation(own, grey(patch)[mask])
    if alike is None or alike < ALIKE:
        return False
    before = correlation(own, grey(empty)[mask])
    return before is None or before < alike - 0.2


class StaticObjects:
    """The static objects of one camera."""

    def __init__(self) -> None:
        self.held: list[StaticObject] = []
        self.gone: list[StaticObject] = []
        """Those that ended on the last frame judged, because their background was back."""
        self._absorbed: list[tuple[PixelRect, float]] = []
        """Where candidates were background after all, and when, for REST_SECONDS."""

    def is_rest(self, rect: PixelRect) -> bool:
        """Whether what stands in the rect may be the rest of what has just been found to be background."""
        return any(overlap(rect, place) >= REST_SHARE for place, _ in self._absorbed)

    def keep(self, shape: tuple[int, ...]) -> Mask | None:
        """Pixels of all objects; None when there are none."""
        if not self.held:
            return None
        kept = np.zeros(shape, np.bool_)
        for thing in self.held:
            x1, y1, x2, y2 = thing.rect
            kept[y1:y2, x1:x2] |= thing.mask
        return kept

    def scene(self, model: Background, rect: PixelRect) -> FloatImage:
        """The rect as it looks with the objects that stand in it."""
        x1, y1, x2, y2 = rect
        whole = model.long[y1:y2, x1:x2].copy()
        for thing in self.held:
            left, top, right, bottom = thing.rect
            a, b, c, d = max(left, x1), max(top, y1), min(right, x2), min(bottom, y2)
            if a < c and b < d:
                own = thing.mask[b - top : d - top, a - left : c - left]
                shown = thing.patch[b - top : d - top, a - left : c - left]
                whole[b - y1 : d - y1, a - x1 : c - x1][own] = shown[own]
        return whole

    def judge(self, seen: Segmentation, model: Background, dt: float) -> list[StaticObject]:
        """The objects that this frame shows. Those that are over are dropped; `gone` names those whose background is
        back.
        """
        shown = [thing for thing in self.held if thing.judge(seen, model, dt) == "object"]
        self.gone = [thing for thing in self.held if thing.background_for >= END_SECONDS]
        for thing in self.gone:
            model.clear(thing.rect, thing.mask)
        self.held = [thing for thing in self.held if not thing.is_over]
        return shown

    def take_over(self, before: FloatImage, model: Background) -> None:
        """Keeps what still stands in a background that was learnt again in another light."""
        self.held = [thing for thing in self.held if thing.outlasts(before, model)]

    def bear(self, model: Background, hidden: list[PixelRect], height: float, now: float) -> None:
        """New objects from candidates that have stood bare for long enough.

        `hidden`: where people are, or may still be; `height` is a person's, in pixels.
        """
        self._absorbed = [(rect, at) for rect, at in self._absorbed if now - at <= REST_SECONDS]
        kept = self.keep(model.known.shape)
        free = np.ones(model.known.shape, np.bool_) if kept is None else ~kept
        for found in candidates(model, free):
            if any(overlap(found.rect, who) > HIDDEN_SHARE or _is_mirrored(found.rect, who) for who in hidden):
                continue
            what = kind(model, found)
            if what == "background":
                model.absorb(_placed(found, model.vote.shape))
                self._absorbed.append((found.rect, now))
            elif self._join(model, found, height):
                continue
            elif what == "thing" and _is_plausible(model, found, height):
                beside = tuple(who for who in hidden if near(found.rect, who, JOIN_PIXELS))
                self.held.append(_born(model, found, beside))
            elif now - found.since >= GIVE_UP_SECONDS:
                model.absorb(_placed(found, model.vote.shape))

    def _join(self, model: Background, found: Candidate, height: float) -> bool:
        """Joins a part to the object that it belongs to, unless the whole would not be plausible; whether it did."""
        for i, thing in enumerate(self.held):
            rest = found.mask.sum() <= JOIN_SHARE * thing.mask.sum()
            together = abs(thing.since - found.since) <= JOIN_SECONDS
            was_hidden = any(overlap(found.rect, who) >= HIDDEN_PART for who in thing.beside)
            if not (rest or together or was_hidden or overlap(found.rect, thing.rect) >= JOIN_SHARE):
                continue
            if not near(thing.rect, found.rect, JOIN_PIXELS):
                continue
            whole = _union(thing, found)
            if _is_plausible(model, whole, height):
                self.held[i] = _born(model, whole, thing.beside)
                return True
        return False


def _is_mirrored(rect: PixelRect, person: PixelRect) -> bool:
    """Whether what stands in the rect hangs from somebody's feet as their reflection would: it goes when they do."""
    x1, y1, x2, y2 = person
    height, width = y2 - y1, x2 - x1
    return (
        abs(rect[1] - y2) <= MIRRORED_GAP * height
        and rect[3] - rect[1] >= MIRRORED_LENGTH * height
        and rect[2] - rect[0] <= MIRRORED_WIDTH * width
        and 2 * x1 <= rect[0] + rect[2] <= 2 * x2
    )


def _born(model: Background, found: Candidate, beside: tuple[PixelRect, ...]) -> StaticObject:
    box, picture = outline(model, found), found.picture(model)
    return StaticObject(found.rect, found.shown, box, picture, found.since, beside=beside)


def _is_plausible(model: Background, found: Candidate, height: float) -> bool:
    x1, y1, x2, y2 = outline(model, found)
    small, large = sorted((x2 - x1, y2 - y1))
    return (
        MIN_HEIGHTS * height <= large <= MAX_HEIGHTS * height
        and found.mask.sum() >= LEAST_AREA * height * height
        and large <= LONGEST_ASPECT * small
        and small >= LEAST_SIDE * height
    )


def _placed(found: Candidate, shape: tuple[int, ...]) -> Mask:
    whole = np.zeros(shape, np.bool_)
    x1, y1, x2, y2 = found.rect
    whole[y1:y2, x1:x2] = found.shown
    return whole


def _union(thing: StaticObject, found: Candidate) -> Candidate:
    whole = around(thing.rect, found.rect)
    shown = np.zeros((whole[3] - whole[1], whole[2] - whole[0]), np.bool_)
    for part, mask in ((thing.rect, thing.mask), (found.rect, found.shown)):
        y, x = part[1] - whole[1], part[0] - whole[0]
        shown[y : y + mask.shape[0], x : x + mask.shape[1]] |= mask
    closed = cv2.morphologyEx(shown.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return Candidate(whole, closed.view(np.bool_), shown, min(found.since, thing.since))
