"""A camera's zones and lines on a picture of it, in a grid by which points can be read off as shares of the picture."""

import cv2
import numpy as np

from orin.cli.draw.analysed import ColouredGuards
from orin.cli.draw.frame import FramePainter
from orin.cli.draw.paint import DARK, PALE, put, text_size
from orin.processors.detection.backend import Image

_MARGIN = 34
"""px around the picture, for the numbers."""
_TENTHS = 10


def sketch(image: Image, rules: ColouredGuards) -> Image:
    """`image` (height, width, 3) enlarged or reduced as in a video, with the grid's numbers in a margin around it."""
    height, width = image.shape[:2]
    painter = FramePainter(rules, width, height, "")
    picture = painter.resized(image)
    tall, wide = picture.shape[:2]
    _draw_grid(picture)
    painter.paint_places(picture)
    framed = np.full((tall + 2 * _MARGIN, wide + 2 * _MARGIN, 3), DARK, np.uint8)
    framed[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] = picture
    for step in range(_TENTHS + 1):
        number = f"{step / _TENTHS:g}"
        half = text_size(number, 10)[0] // 2
        across = _MARGIN + round(step / _TENTHS * (wide - 1))
        down = _MARGIN + round(step / _TENTHS * (tall - 1))
        for y in (_MARGIN - 12, tall + 2 * _MARGIN - 12):
            put(framed, number, across - half, y, 10, PALE)
        for x in (_MARGIN // 2, wide + _MARGIN + _MARGIN // 2):
            put(framed, number, x - half, down + 4, 10, PALE)
    return framed


def _draw_grid(picture: Image) -> None:
    """Thin lines at each tenth, through which the picture shows."""
    lines = picture.copy()
    tall, wide = picture.shape[:2]
    for step in range(1, _TENTHS):
        across, down = round(step / _TENTHS * (wide - 1)), round(step / _TENTHS * (tall - 1))
        cv2.line(lines, (across, 0), (across, tall - 1), PALE, 1)
        cv2.line(lines, (0, down), (wide - 1, down), PALE, 1)
    picture[:] = cv2.addWeighted(lines, 0.45, picture, 0.55, 0)
