"""What the scene looks like when it is empty: a median over the first seconds, with boxes of people left out."""

import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.arrivals import recognise
from orin.processors.detection.motion.background import Background
from orin.processors.detection.motion.light import FloatImage, Mask

LEARN_SECONDS, LONGEST_SECONDS = 4.0, 10.0
"""It takes the second only where somebody stands in the way."""
EVERY_SECONDS = 0.25
LEAST_SAMPLES = 4
"""For so long a pixel must be free of people for its background to be known."""
ENOUGH = 0.99
"""Learning ends once so large a share of the pixels is known."""


class Learning:
    """Gathers frames of one camera until the background can be told."""

    def __init__(self, begun: float, least: float = LEARN_SECONDS) -> None:
        """Gathers from `begun` (seconds since the camera's first frame) on, for `least` seconds or more."""
        self._begun = begun
        self._least = least
        self._next = begun
        self._times: list[float] = []
        self._images: list[Image] = []
        self._free: list[Mask] = []

    def take(self, image: Image, now: float, covered: Mask | None) -> Background | None:
        """One smoothed frame at `now` (seconds); the background as soon as it is learnt."""
        if now >= self._next:
            self._next = now + EVERY_SECONDS
            self._times.append(now)
            self._images.append(image)
            self._free.append(np.ones(image.shape[:2], np.bool_) if covered is None else ~covered)
        if now - self._begun < self._least:
            return None
        times = np.asarray(np.sum(self._free, axis=0), np.intp)
        known = np.asarray(times >= min(LEAST_SAMPLES, len(self._images)), np.bool_)
        if known.mean() < ENOUGH and now - self._begun < LONGEST_SECONDS:
            return None
        model = Background(_median(self._images, self._free, times), known)
        recognise(model, self._images, self._free, self._times)
        return model


def _median(images: list[Image], free: list[Mask], times: NDArray[np.intp]) -> FloatImage:
    """The median at each pixel over the frames on which it is free; over all of them where it never is."""
    never = times == 0
    stack = np.stack(images)
    for i, mask in enumerate(free):
        stack[i][~(mask | never)] = 255  # sorted to the end, past the middle of the others
    stack.sort(axis=0)
    middle = (np.where(never, len(images), times) - 1) // 2
    found = np.take_along_axis(stack, middle[None, ..., None], axis=0)[0]
    return np.asarray(found, np.float32)
