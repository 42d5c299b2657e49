"""Which pixels show the background, which a static object, and which something else.

Two backgrounds that are learnt at different rates, and a state for each pixel, after R. H. Evangelio and T. Sikora,
"Static object detection based on a dual background model and a finite-state machine" (2011). The long one is what the
scene looks like when it is empty. The short one is a candidate: what a pixel that differs from it shows most of the
time, held by a majority vote (Boyer-Moore) whose weight is time, so that a passer-by does not reset it.
All rates are per second of captured_at. Both are kept in the light of the frames that were learnt from: each frame is
compared in its own light (see light.py).
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import DIFFERENT, FloatImage, Light, LightMeter, Mask
from orin.processors.detection.motion.rects import PixelRect
from orin.processors.detection.motion.steady import Steady

LONG_SECONDS = 20.0
SHORT_SECONDS = 2.0
VOTE_CAP_SECONDS = 6.0
"""A candidate that was hidden for longer than it was seen, or for longer than this, is given up."""
FORGET_RATE = 4.0
"""How much faster than time the vote of a candidate falls where the background shows."""
REVEALED_SECONDS = 1.0
"""Where a pixel was never seen free of people, the first thing that it shows uncovered for so long is background."""


class Segmentation(NamedTuple):
    """What each pixel of one frame shows: every pixel is True in exactly one of the three masks."""

    background: Mask
    static: Mask
    """Shows the candidate."""
    other: Mask
    image: Image
    """The frame in the background's light."""
    frame: Image
    """The frame in its own."""
    light: Light | None
    """None: the background's."""

    def lit(self, picture: FloatImage) -> FloatImage:
        """A picture in the background's light as it looks in the frame's."""
        return picture if self.light is None else self.light.on(picture).astype(np.float32)


class Background:
    """The two backgrounds of one camera at one size. Times are seconds since the camera's first frame.

    `long` is what was learnt, and where it is not `known` (somebody stood there all the time) a guess.
    """

    def __init__(self, long: FloatImage, known: Mask) -> None:
        shape = known.shape
        self.size: tuple[int, int] = (shape[0], shape[1])
        """Height and width."""
        self.long = long
        self.known = known
        self.former = long.copy()
        """What `long` was before something was absorbed: it may come back."""
        self.short = long.copy()
        self.vote = np.zeros(shape, np.float32)
        """Seconds for the candidate: shown minus not shown."""
        self.bare = np.zeros(shape, np.float32)
        """Seconds the candidate was shown and covered by no box of a person."""
        self.since = np.zeros(shape, np.float64)
        """When the candidate was first shown."""
        self.meter = LightMeter()
        self.light: Light | None = None
        """Of the last frame."""
        self.steady = Steady()
        self._all_known = bool(known.all())

    def watch(self, image: Image, now: float, dt: float, covered: Mask | None, kept: Mask | None) -> Segmentation:
        """Learns from one smoothed frame (BGR, 8 bits), `dt` seconds after the one before, and tells its pixels apart.

        `covered`: pixels inside boxes of people, where a candidate's bare time does not grow. `kept`: pixels of static
        objects, whose long background is never changed. All masks have the shape of the frame.
        """
        image = self.steady.hold(image, self.long, self.light, now)
        light = self.light = self.meter.measure(image, self.long, now)
        plain = image if light is None else light.off(image, self.long)
        least = DIFFERENT if light is None else light.different
        background = _distance(image, self.long, light) < least
        if not self._all_known:
            background &= self.known
        static = _distance(image, self.short, light) < least
        static &= ~background
        fresh = background if kept is None else background & ~kept
        if light is not None:
            fresh = fresh & light.tells(image)
        _blend(plain, self.long, dt / LONG_SECONDS, fresh)
        other = ~(static | background)
        self._count(dt, static, background, covered)
        _blend(plain, self.short, dt / SHORT_SECONDS, static)
        given_up = other & (self.vote <= 0)
        _copy(plain.astype(np.float32), self.short, given_up)
        self.since[given_up] = now
        if not self._all_known:
            self._reveal()
        return Segmentation(background, static, other, plain, image, light)

    def absorb(self, where: Mask) -> None:
        """What stands at these pixels is background after all."""
        self.former[where] = self.long[where]
        self.long[where] = self.short[where]
        self.vote[where] = 0
        self.bare[where] = 0

    def propose(self, part: tuple[slice, slice], own: Mask, since: NDArray[np.float64]) -> None:
        """Makes what `short` shows at these pixels of the part a candidate, there since then but not yet seen bare."""
        self.vote[part][own] = VOTE_CAP_SECONDS
        self.since[part][own] = since[own]

    def clear(self, rect: PixelRect, mask: Mask) -> None:
        """There is no candidate any more at these pixels of the rect."""
        x1, y1, x2, y2 = rect
        self.vote[y1:y2, x1:x2][mask] = 0
        self.bare[y1:y2, x1:x2][mask] = 0

    def _count(self, dt: float, static: Mask, background: Mask, covered: Mask | None) -> None:
        step = np.float32(dt)
        held = self.vote > 0
        self.vote += static * (2 * step) - step
        self.vote -= background * ((FORGET_RATE - 1) * step)
        np.clip(self.vote, 0, VOTE_CAP_SECONDS, out=self.vote)
        self.bare += (static if covered is None else static & ~covered) * step
        lost = held & (self.vote <= 0)
        if lost.any():
            self.bare[lost] = 0
            # Where the background has won, there is no candidate: the next difference starts a new one.
            _copy(self.long, self.short, lost & background)

    def _reveal(self) -> None:
        shown = ~self.known & (self.bare >= REVEALED_SECONDS)
        if shown.any():
            self.absorb(shown)
            self.known |= shown
            self._all_known = bool(self.known.all())


def _distance(image: Image, model: FloatImage, light: Light | None) -> NDArray[np.uint8]:
    # Changing the model, not the frame, lets what is overexposed in both be equal.
    expected = cv2.convertScaleAbs(model) if light is None else light.on(model)
    return np.asarray(_most(cv2.split(cv2.absdiff(image, expected))), np.uint8)


def levels(a: FloatImage, b: FloatImage) -> NDArray[np.float32]:
    """By how many levels of 255 the pictures differ at each pixel: the largest difference over the channels."""
    return np.asarray(_most(cv2.split(cv2.absdiff(a, b))), np.float32)


# NumPy's own maximum over a last axis of three is ten times as slow.


def _most(channels: Sequence[cv2.typing.MatLike]) -> cv2.typing.MatLike:
    b, g, r = channels
    return cv2.max(cv2.max(b, g), r)


def _copy(source: FloatImage, target: FloatImage, where: Mask) -> None:
    cv2.copyTo(source, where.view(np.uint8), target)


def _blend(image: Image, model: FloatImage, rate: float, where: Mask) -> None:
    cv2.accumulateWeighted(image, model, min(rate, 1.0), mask=where.view(np.uint8))
