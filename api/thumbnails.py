"""Frames as JPEG: that of an event with the subject's box, or one of a camera."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_COLOURS = {"low": (200, 200, 200), "medium": (0, 200, 255), "high": (0, 80, 255), "critical": (0, 0, 255)}
"""BGR, by severity."""
_QUALITY = 85


class NotAPicture(ValueError):
    """The stored bytes cannot be decoded."""


def thumbnail(data: bytes, box: Sequence[float] | None, severity: str, width: int) -> bytes:
    """A JPEG at most `width` px wide. `box` is [x1, y1, x2, y2] in pixels of the frame. Raises NotAPicture."""
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    except cv2.error:  # more pixels than OpenCV may decode
        image = None
    if image is None:
        raise NotAPicture
    scale = min(1.0, width / image.shape[1])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    if box is not None:
        _draw(small, [value * scale for value in box], _COLOURS.get(severity, _COLOURS["low"]))
    done, encoded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise NotAPicture
    return encoded.tobytes()


def _draw(image: NDArray[Any], box: Sequence[float], colour: tuple[int, int, int]) -> None:
    height, width = image.shape[:2]
    x1, y1, x2, y2 = (round(min(max(value, 0), end)) for value, end in zip(box, (width, height) * 2, strict=True))
    thickness = max(1, round(width / 320))
    cv2.rectangle(image, (x1, y1), (x2, y2), (0, 0, 0), thickness + 2)
    cv2.rectangle(image, (x1, y1), (x2, y2), colour, thickness)
