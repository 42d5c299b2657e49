"""The state of one camera that is watched without a model, and what each of its frames shows.

Labels: `person` (a moving blob taller than wide, of a person's size), `moving` (any other), `object` (stands still and
was not there before; its `since` is the first evidence). Time is captured_at alone, so any frame rate will do.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from orin.processors.detection.backend import Image, Visibility, tidy
from orin.processors.detection.motion.background import Background, Segmentation
from orin.processors.detection.motion.candidates import correlation, edges
from orin.processors.detection.motion.learning import Learning
from orin.processors.detection.motion.light import FloatImage, Mask
from orin.processors.detection.motion.lit import lit
from orin.processors.detection.motion.presence import Presence
from orin.processors.detection.motion.rects import PixelRect, grown, overlap
from orin.processors.detection.motion.static_objects import StaticObject, StaticObjects
from orin.schemas.records import Box, Place

LINES = 360
"""Pictures are worked on at this many lines at most."""
LONGEST_STEP_SECONDS = 1.0
"""The longest time that one frame stands for, however long the gap before it."""
HOLD_SHARE = 0.3
"""While more of the picture differs at once, no object is created."""
CHANGED_SHARE, CHANGED_SECONDS = 0.5, 3.0
"""If more than the first differs for as many seconds as the second, the background is learnt again."""
SAME_SCENE = 0.5
"""Correlation of the edges from which another picture shows the same scene in another light."""
MOVED_SECONDS = 6.0
"""For how long another scene is learnt at least. Its frames are not observed: this is a gap by the usual tolerance."""
STRUCTURE_LEFT, STRUCTURE_SECONDS = 0.4, 60.0
"""Share of the usual strength of edges below which the picture shows nothing: the camera is covered. Fog and nightfall
take longer than the second."""
HELD_SECONDS, LONGEST_HELD_SECONDS = 1.0, 3.0
"""After a change of the light nothing new is reported for the first, and for no longer than the second if it goes on
changing."""
SAME = 0.3
"""Share of a blob that one of the frame before covers from which it is no new one."""
LIT_SHARE = 0.5
"""Share of a blob that shows the background in another light from which these pixels are none of it."""
LARGE = 1.5
"""Squared heights of a person from which a blob is looked at on every frame."""
SCORE = 0.5
OBJECT_SCORE = 0.9
MIN_AREA_SHARE = 0.0004
PERSON_ASPECT = 1.2
STILL_SECONDS = 1.0
FIRST_HEIGHT_SHARE = 0.28
"""A person's height as a share of the picture's, until people were seen."""


class Blob(NamedTuple):
    rect: PixelRect
    still: float
    """Share of its pixels whose candidate has been there for a second, 0..1."""


class CameraView:
    """What the backend knows of one camera."""

    def __init__(self, image: Image, captured_at: int) -> None:
        self.first_at = captured_at
        self.last_at = captured_at
        self.shape = image.shape
        height, width = image.shape[:2]
        self.scale = min(1.0, LINES / height)
        self.size = (max(round(width * self.scale), 1), max(round(height * self.scale), 1))
        self.lines = self.size[1]
        self.person_height = FIRST_HEIGHT_SHARE * self.lines
        self.view: Visibility = "learning"
        self.gone: list[Place] = []
        """Where objects ended on the last frame because their background was back; px of the frame."""
        self.learning = Learning(0.0)
        self.model: Background | None = None
        self.former: FloatImage | None = None
        """The background before the light changed so much that it is learnt again."""
        self.objects = StaticObjects()
        self.presence = Presence(*self.size)
        self.people: list[PixelRect] = []
        self.shown: list[PixelRect] = []
        """Of the blobs on the frame before."""
        self.held_from = self.held_until = 0.0
        self.changed_for = 0.0
        self.structure: float | None = None
        self.covered_for = 0.0

    def see(self, image: Image, captured_at: int, covers: Sequence[Box] | None, held: Sequence[Box] = ()) -> list[Box]:
        """Boxes of one frame, in its own pixels; afterwards `view` says how well the picture could be judged.

        `covers`: what a better detector sees of people and vehicles; without it, blobs tell where people are. `held`:
        boxes in which nothing is born meanwhile.
        """
        dt = min((captured_at - self.last_at) / 1e6, LONGEST_STEP_SECONDS)
        self.last_at = captured_at
        now = (captured_at - self.first_at) / 1e6
        self.gone = []
        small = self._prepare(image)
        rects = self.people if covers is None else [self._inward(box) for box in covers]
        barred = [self._inward(box) for box in held]
        if self.model is None:
            self.model = self.learning.take(small, now, self._cover(rects + barred))
            if self.model is not None and self.former is not None:
                self.objects.take_over(self.former, self.model)
            return []
        if self._is_covered(small, dt):
            return []
        seen = self.model.watch(small, now, dt, self._cover(rects), self.objects.keep(small.shape[:2]))
        if self.model.meter.changed:
            self._hold(now)
        changed = 1 - np.count_nonzero(seen.background) / seen.background.size
        if changed > CHANGED_SHARE:
            self.changed_for += dt
            if self.changed_for >= CHANGED_SECONDS:
                self._restart(now, same=_is_same_scene(small, self.model.long))
            return []
        self.changed_for, self.view = 0.0, "clear"
        visible = self.objects.judge(seen, self.model, dt)
        self.gone = [self._place(thing.box) for thing in self.objects.gone]
        blobs = self._blobs_beside(visible, seen)
        blobs = [blob for blob in blobs if self._may_be_new(blob, now) or self._was_shown(blob)]
        if covers is None:
            rects = self.people = [blob.rect for blob in blobs if self._is_person(blob)]
            self._measure(rects)
        else:
            self._measure([self._inward(box) for box in covers if box.label == "person"])
        self.presence.watch(rects, now)
        if changed <= HOLD_SHARE and now >= self.held_until:
            hidden = rects + barred + self.presence.vanished(now)
            self.objects.bear(self.model, hidden, self.person_height, now)
        # A small blob that stands is an object to be: it gets no box before it is born.
        shown = [blob for blob in blobs if self._is_person(blob) or blob.still <= 0.5]
        self.shown = [blob.rect for blob in shown]
        return [self._object_box(thing) for thing in visible] + [self._blob_box(blob) for blob in shown]

    def _restart(self, now: float, *, same: bool) -> None:
        self.view = "learning" if same else "moved"
        self.learning = Learning(now) if same else Learning(now, MOVED_SECONDS)
        self.former = self.model.long if same and self.model is not None else None
        self.model = None
        self.objects = self.objects if same else StaticObjects()
        self.presence = Presence(*self.size)
        self.people = []
        self.shown = []
        self.changed_for = 0.0
        self.structure = None

    def _is_covered(self, small: Image, dt: float) -> bool:
        """Whether almost nothing is visible; what is known of the camera is kept for when it is again."""
        structure = _structure(small)
        self.structure = structure if self.structure is None else self.structure
        if structure >= STRUCTURE_LEFT * self.structure or self._is_dim(small):
            self.structure += (structure - self.structure) * min(dt / STRUCTURE_SECONDS, 1.0)
            self.covered_for = 0.0
            return False
        self.covered_for += dt
        if self.covered_for >= CHANGED_SECONDS:
            self.view = "obscured"
        return True

    def _is_dim(self, small: Image) -> bool:
        """Whether what little is visible is the scene: it is dark, or hazy, but not covered."""
        return self.model is not None and self.model.meter.explains(small, self.model.long)

    def _hold(self, now: float) -> None:
        if now > self.held_until:
            self.held_from = now
        self.held_until = min(now + HELD_SECONDS, self.held_from + LONGEST_HELD_SECONDS)

    def _may_be_new(self, blob: Blob, now: float) -> bool:
        """Whether a blob that was not there before may be something that came."""
        return now >= self.held_until and not (blob.still > 0.5 and self.objects.is_rest(blob.rect))

    def _was_shown(self, blob: Blob) -> bool:
        return any(overlap(blob.rect, rect) >= SAME for rect in self.shown)

    def _blobs_beside(self, visible: list[StaticObject], seen: Segmentation) -> list[Blob]:
        assert self.model is not None
        foreground = ~seen.background & self.model.known
        for thing in visible:
            x1, y1, x2, y2 = thing.rect
            foreground[y1:y2, x1:x2] &= ~thing.mask
        standing = seen.static & (self.model.vote >= STILL_SECONDS)
        blobs = self._blobs(foreground, standing)
        lit_up = [blob for blob in blobs if self._takes_light_out(blob, foreground, seen)]
        return self._blobs(foreground, standing) if lit_up else blobs

    def _takes_light_out(self, blob: Blob, foreground: Mask, seen: Segmentation) -> bool:
        """Takes out of the foreground what only shows the background in another light; whether anything did."""
        assert self.model is not None
        x1, y1, x2, y2 = blob.rect
        if self._was_shown(blob) and (x2 - x1) * (y2 - y1) < LARGE * self.person_height**2:
            return False
        rect = grown(blob.rect, 4, self.size[0], self.lines)
        area = (slice(rect[1], rect[3]), slice(rect[0], rect[2]))
        own = foreground[area]
        scene = np.asarray(cv2.convertScaleAbs(seen.lit(self.objects.scene(self.model, rect))), np.uint8)
        found = lit(seen.frame[area], scene, own)
        if np.count_nonzero(found) < LIT_SHARE * np.count_nonzero(own):
            return False
        foreground[area] &= ~found
        return True

    def _prepare(self, image: Image) -> Image:
        small = cv2.resize(image, self.size, interpolation=cv2.INTER_AREA) if self.scale < 1 else image
        return np.asarray(cv2.GaussianBlur(small, (5, 5), 0), np.uint8)

    def _cover(self, rects: list[PixelRect]) -> Mask | None:
        if not rects:
            return None
        covered = np.zeros((self.lines, self.size[0]), np.bool_)
        for x1, y1, x2, y2 in rects:
            covered[max(y1, 0) : y2, max(x1, 0) : x2] = True
        return covered

    def _blobs(self, foreground: Mask, standing: Mask) -> list[Blob]:
        tall = np.ones((max(self.lines // 33, 3), max(self.lines // 70, 3)), np.uint8)
        mask = cv2.morphologyEx(foreground.view(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, tall)
        left, top, wide, high = cv2.boundingRect(mask)
        mask = mask[top : top + high, left : left + wide]
        standing = standing[top : top + high, left : left + wide]
        blobs: list[Blob] = []
        if not mask.size:
            return blobs
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        for index in range(1, count):
            x, y, w, h, area = (int(v) for v in stats[index])
            if area < MIN_AREA_SHARE * foreground.size:
                continue
            own = labels[y : y + h, x : x + w] == index
            still = own & standing[y : y + h, x : x + w]
            x0, y0 = left + x, top + y
            blob = Blob((x0, y0, x0 + w, y0 + h), np.count_nonzero(still) / area)
            blobs.append(self._walker(blob, own, still) or blob)
        return blobs

    def _walker(self, blob: Blob, own: Mask, still: Mask) -> Blob | None:
        """The person in a blob that includes something static, such as the bag that the person has just put down."""
        height = blob.rect[3] - blob.rect[1]
        if not 0 < cv2.boundingRect(still.view(np.uint8))[3] <= 0.5 * height:
            return None  # nothing is static, or so much of the person that the person is standing
        moving = own & ~still
        opened = cv2.morphologyEx(moving.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
        if len(stats) == 1:
            return None
        x, y, w, h, _ = (int(v) for v in max(stats[1:], key=lambda part: int(part[4])))
        x0, y0 = blob.rect[0] + x, blob.rect[1] + y
        part = Blob((x0, y0, x0 + w, y0 + h), 0.0)
        return part if h >= 0.8 * height and self._is_person(part) else None

    def _is_person(self, blob: Blob) -> bool:
        x1, y1, x2, y2 = blob.rect
        height, width = y2 - y1, x2 - x1
        least = 0.6 if blob.still > 0.5 else 0.4
        return height >= PERSON_ASPECT * width and least * self.person_height <= height <= 2.5 * self.person_height

    def _measure(self, people: list[PixelRect]) -> None:
        # A running median: a small step towards every height seen, so no single blob matters.
        for _, y1, _, y2 in people:
            if y1 > 2 and y2 < self.lines - 2:
                self.person_height *= 1.01 if y2 - y1 > self.person_height else 1 / 1.01

    def _blob_box(self, blob: Blob) -> Box:
        return self._outward("person" if self._is_person(blob) else "moving", SCORE, blob.rect, None)

    def _object_box(self, thing: StaticObject) -> Box:
        return self._outward("object", OBJECT_SCORE, thing.box, self.first_at + round(thing.since * 1e6))

    def _place(self, rect: PixelRect) -> Place:
        x1, y1, x2, y2 = self._scaled(rect)
        return Place(x1=round(x1, 2), y1=round(y1, 2), x2=round(x2, 2), y2=round(y2, 2))

    def _outward(self, label: str, score: float, rect: PixelRect, since: int | None) -> Box:
        return tidy(label, score, self._scaled(rect), since)

    def _scaled(self, rect: PixelRect) -> tuple[float, float, float, float]:
        """The rect in px of the frame, from working px."""
        height, width = self.shape[:2]
        x1, y1, x2, y2 = rect
        fx, fy = width / self.size[0], height / self.lines
        return x1 * fx, y1 * fy, x2 * fx, y2 * fy

    def _inward(self, box: Box) -> PixelRect:
        fx, fy = self.size[0] / self.shape[1], self.lines / self.shape[0]
        return int(box.x1 * fx), int(box.y1 * fy), int(box.x2 * fx) + 1, int(box.y2 * fy) + 1


def _is_same_scene(image: Image, background: FloatImage) -> bool:
    """Whether both pictures have their edges at the same places."""
    alike = correlation(edges(np.asarray(image, np.float32)), edges(background))
    return alike is not None and alike >= SAME_SCENE


def _structure(image: Image) -> float:
    """Mean strength of the edges, in levels of 255: how much there is to see."""
    shades = cv2.cvtColor(image[::2, ::2], cv2.COLOR_BGR2GRAY)
    return float(np.abs(cv2.Laplacian(shades, cv2.CV_16S)).mean())
