"""Takes the sway of a mast out of a picture: a shift of a few pixels, told beside the background.

By least squares on the background's slopes (B. D. Lucas and T. Kanade, "An iterative image registration technique",
1981), at every STRIDE-th pixel of every STRIDE-th line. People and whatever else differs much have no say.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import STRIDE, FloatImage, Light, sampled

LEAST, MOST = 0.3, 6.0
"""Shifts in px: shorter ones are left, longer ones are none of a mast."""
ROUNDS, ENOUGH = 6, 0.1
"""How often the shift is refined, and below how many px it is no more."""
OUTLIER, LEAST_OUTLIER = 10.0, 20.0
"""Medians of the difference, and levels of 255, from which a pixel shows something else."""
BETTER = 0.85
"""The shift is taken if no more than this share of the difference is left."""
REFRESH_SECONDS = 5.0
"""How old the background's slopes may be: it changes slowly."""


class Steady:
    """Holds the pictures of one camera where its background is."""

    def __init__(self) -> None:
        self._slopes: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None
        self._at = 0.0

    def hold(self, image: Image, long: FloatImage, light: Light | None, now: float) -> Image:
        """The smoothed frame of second `now`, shifted to where the background has it; `light` is the light of late."""
        height, width = image.shape[:2]
        if self._slopes is None or now - self._at >= REFRESH_SECONDS:
            self._slopes, self._at = _slopes(long), now
        expected = sampled(long)
        dx, dy = self._shift(image, _shades(expected if light is None else light.on(expected).astype(np.float32)))
        if max(abs(dx), abs(dy)) < LEAST:
            return image
        back = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        moved = cv2.warpAffine(image, back, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(moved, np.uint8)

    def _shift(self, image: Image, expected: NDArray[np.float32]) -> tuple[float, float]:
        """By how many px the frame is right of and below the background; 0, 0 where it is not, or cannot be told."""
        assert self._slopes is not None
        across, down = self._slopes
        dx = dy = 0.0
        first = left = 0.0
        for number in range(ROUNDS):
            off = _at(image, dx, dy) - expected
            off -= np.median(off)
            size = np.abs(off)
            inner = (size < max(OUTLIER * float(np.median(size)), LEAST_OUTLIER)).astype(np.float32)
            left = float((size * inner).sum()) / max(float(inner.sum()), 1.0)
            first = left if number == 0 else first
            x, y, off = across * inner, down * inner, off * inner
            xx, yy, xy = float((x * x).sum()), float((y * y).sum()), float((x * y).sum())
            spread = xx * yy - xy * xy
            if spread <= 1e-3 * xx * yy:
                return 0.0, 0.0
            ox, oy = float((x * off).sum()), float((y * off).sum())
            step_x, step_y = (xy * oy - yy * ox) / spread, (xy * ox - xx * oy) / spread
            if number == 0 and max(abs(step_x), abs(step_y)) < LEAST:
                return 0.0, 0.0
            dx, dy = dx + step_x, dy + step_y
            if max(abs(dx), abs(dy)) > MOST:
                return 0.0, 0.0
            if max(abs(step_x), abs(step_y)) < ENOUGH:
                break
        return (dx, dy) if left <= BETTER * first else (0.0, 0.0)


def _slopes(long: FloatImage) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    shades = _shades(long)
    across, down = (cv2.Sobel(shades, cv2.CV_32F, x, 1 - x, scale=1 / 8)[::STRIDE, ::STRIDE] for x in (1, 0))
    return np.ascontiguousarray(across, np.float32), np.ascontiguousarray(down, np.float32)


def _at(image: Image, dx: float, dy: float) -> NDArray[np.float32]:
    """The frame's shades at the sampled places, moved by so many px."""
    height, width = image.shape[:2]
    if not dx and not dy:
        return _shades(sampled(image))
    x, y = np.meshgrid(
        np.arange(0, width, STRIDE, dtype=np.float32) + np.float32(dx),
        np.arange(0, height, STRIDE, dtype=np.float32) + np.float32(dy),
    )
    return _shades(cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32))


def _shades(image: FloatImage) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.float32)
