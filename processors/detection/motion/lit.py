"""Which pixels of a region show the background in another light: a lamp's cone, a shadow, the sun on a wall."""

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import BRIGHT, Mask

WINDOW = 9
"""px: the sides of the square whose texture is compared."""
ALIKE = 0.6
"""Correlation from which it is the same texture,"""
TEXTURE = 1.5
"""Levels of standard deviation below which there is nothing to compare. Such pixels are lit where the change has no
edge,"""
SOFT = 5.0
"""which would change by more levels a pixel than this,"""
MOST = 0.5
"""and overexposed ones too, if the region's contour is none either or more than this of the rest is lit."""


def lit(place: Image, empty: Image, own: Mask) -> Mask:
    """Pixels of a region that show what is behind it in another light. Pictures are of the same place, (height, width,
    3), `own` is the region in it.
    """
    now, before = _shades(place), _shades(empty)
    # Less its mean around, no slope of the light is left, and all texture.
    fine_now, fine_before = now - _mean(now), before - _mean(before)
    spread_now, spread_before = _mean(fine_now * fine_now), _mean(fine_before * fine_before)
    textured = spread_before >= TEXTURE**2
    found = textured & (spread_now >= TEXTURE**2)
    found &= _mean(fine_now * fine_before) >= ALIKE * np.sqrt(spread_now * spread_before)
    found &= own
    slope = _slope(now - before)
    unclear = own & ((now >= BRIGHT) | (~textured & (_mean(slope) <= SOFT)))
    contour = cv2.morphologyEx(own.view(np.uint8), cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8), borderValue=0)
    is_soft = cv2.mean(slope, contour)[0] <= SOFT
    if is_soft or np.count_nonzero(found) >= MOST * np.count_nonzero(own & ~unclear):
        found |= unclear
    return np.asarray(found, np.bool_)


def _slope(change: NDArray[np.float32]) -> NDArray[np.float32]:
    """By how many levels a pixel it changes at each."""
    x, y = cv2.Sobel(change, cv2.CV_32F, 1, 0), cv2.Sobel(change, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.magnitude(x, y) / 8, np.float32)


def _shades(image: Image) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.float32)


def _mean(shades: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.boxFilter(shades, -1, (WINDOW, WINDOW)), np.float32)
