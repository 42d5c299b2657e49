"""Which pixels show the background, which something that stands still, which something else.

Two backgrounds with different rates, and a state a pixel, after R. H. Evangelio and T. Sikora, "Static object
detection based on a dual background model and a finite-state machine" (2011). The long one is what the scene looks
like when it is empty. The short one is a candidate: what a pixel that differs from it shows most of the time, held by
a majority vote (Boyer-Moore) whose weight is time, so that somebody who walks by does not reset it.
All rates are per second of captured_at.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from processors.detection.backend import Image

Mask = NDArray[np.bool_]

DIFFERENT = 20
"""Levels of 255 (largest over the channels, after smoothing) from which a pixel is another thing."""
LONG_SECONDS = 20.0
SHORT_SECONDS = 2.0
VOTE_CAP_SECONDS = 6.0
"""A candidate hidden for longer than it was seen, or than this, is given up."""
FORGET_RATE = 4.0
"""How much faster than time the vote of a candidate falls where the background shows."""


class Seen(NamedTuple):
    """One frame by pixel; disjoint, and together all of it."""

    background: Mask
    static: Mask
    """Shows the candidate."""
    other: Mask


class Background:
    """The two backgrounds of one camera at one size. Times are seconds since the camera's first frame."""

    def __init__(self, height: int, width: int) -> None:
        shape = (height, width)
        self.long = np.zeros((*shape, 3), np.float32)
        self.short = np.zeros((*shape, 3), np.float32)
        self.vote = np.zeros(shape, np.float32)
        """Seconds for the candidate: shown minus not shown."""
        self.bare = np.zeros(shape, np.float32)
        """Seconds the candidate was shown and covered by no box of a person."""
        self.since = np.zeros(shape, np.float64)
        """When the candidate was first shown."""
        self.learnt = False

    def watch(self, image: Image, now: float, dt: float, covered: Mask | None, kept: Mask | None) -> Seen:
        """Takes one smoothed frame in.

        `covered`: pixels inside boxes of people, where a candidate's bare time does not grow.
        `kept`: pixels of born objects, whose long background is never changed.
        """
        static = self._distance(image, self.short) < DIFFERENT
        if self.learnt:
            background = self._distance(image, self.long) < DIFFERENT
            static &= ~background
            fresh = background if kept is None else background & ~kept
            _blend(image, self.long, dt / LONG_SECONDS, fresh)
        else:
            background = np.zeros_like(static)
        other = ~(static | background)
        self._count(dt, static, background, covered)
        _blend(image, self.short, dt / SHORT_SECONDS, static)
        given_up = other & (self.vote <= 0)
        _copy(image.astype(np.float32), self.short, given_up)
        self.since[given_up] = now
        return Seen(background, static, other)

    def learn(self) -> None:
        """The candidates are the background from now on."""
        self.long = self.short.copy()
        self.vote[:] = 0
        self.bare[:] = 0
        self.learnt = True

    def absorb(self, where: Mask) -> None:
        """What stands at these pixels is background after all."""
        self.long[where] = self.short[where]
        self.vote[where] = 0
        self.bare[where] = 0

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
            # Where the background has won, nothing is a candidate: the next different thing starts anew.
            _copy(self.long, self.short, lost & background)

    @staticmethod
    def _distance(image: Image, model: NDArray[np.float32]) -> NDArray[np.uint8]:
        b, g, r = cv2.split(cv2.absdiff(image, cv2.convertScaleAbs(model)))
        return np.asarray(cv2.max(cv2.max(b, g), r), np.uint8)


def _copy(source: NDArray[np.float32], target: NDArray[np.float32], where: Mask) -> None:
    cv2.copyTo(source, where.view(np.uint8), target)


def _blend(image: Image, model: NDArray[np.float32], rate: float, where: Mask) -> None:
    cv2.accumulateWeighted(image, model, min(rate, 1.0), mask=where.view(np.uint8))
