"""Colours, text and the few shapes that all drawings are made of. Colours are (blue, green, red)."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from orin.processors.detection.backend import Image

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
INK: Colour = (38, 34, 32)
GREY: Colour = (150, 146, 142)
PALE: Colour = (226, 223, 220)
DARK: Colour = (34, 30, 28)
"""Ground of the strip under a video, and of a picture where there is none."""
_GUARDS: tuple[Colour, ...] = (
    (0, 159, 230),
    (233, 180, 86),
    (115, 158, 0),
    (167, 121, 204),
    (0, 94, 213),
    (178, 114, 0),
    (66, 228, 240),
    (190, 190, 190),
)
"""Okabe and Ito's palette: told apart with every kind of colour vision."""
_FONT = cv2.FONT_HERSHEY_SIMPLEX


class ImageRect(NamedTuple):
    """A rectangle of pixels; `right` and `bottom` lie outside it."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "ImageRect") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Labels:
    """Where an image has text already: a new label lies inside the image and on no other."""

    def __init__(self, width: int, height: int) -> None:
        self._image = ImageRect(0, 0, width, height)
        self._taken: list[ImageRect] = []

    def take(self, rect: ImageRect) -> bool:
        """Whether `rect` is free; from now on it is not."""
        whole = self._image
        inside = rect.left >= 0 and rect.top >= 0 and rect.right <= whole.right and rect.bottom <= whole.bottom
        if not inside or any(rect.meets(other) for other in self._taken):
            return False
        self._taken.append(rect)
        return True


def guard_colours(guards: Sequence[str]) -> dict[str, Colour]:
    """A colour for each guard, in the order of the file; after eight they come again."""
    return {name: _GUARDS[number % len(_GUARDS)] for number, name in enumerate(guards)}


def mixed(colour: Colour, ground: Colour, share: float) -> Colour:
    """`share` of `colour` on `ground`."""
    blue, green, red = (round(c * share + g * (1 - share)) for c, g in zip(colour, ground, strict=True))
    return blue, green, red


def text_size(text: str, size: float) -> tuple[int, int]:
    """Width and height in px of a line; `size` is the height of a capital letter in px."""
    (width, height), below = cv2.getTextSize(text, _FONT, size / 21, _weight(size))
    return width, height + below


def text_rect(text: str, x: int, y: int, size: float, *, right: bool = False) -> ImageRect:
    """What `put` covers with the same arguments."""
    (width, height), below = cv2.getTextSize(plain(text), _FONT, size / 21, _weight(size))
    left = x - width if right else x
    return ImageRect(left, y - height, left + width, y + below)


def put(image: Image, text: str, x: int, y: int, size: float, colour: Colour = WHITE, *, right: bool = False) -> None:
    """A line of text with its base line at `y`; it begins at `x`, or ends there."""
    text = plain(text)
    left = x - text_size(text, size)[0] if right else x
    cv2.putText(image, text, (left, y), _FONT, size / 21, colour, _weight(size), cv2.LINE_AA)


def fitted(text: str, size: float, width: int) -> str:
    """`text`, cut with `...` where it is wider than `width` px; empty where not even that has room."""
    if text_size(plain(text), size)[0] <= width:
        return text
    while text and text_size(plain(text) + "...", size)[0] > width:
        text = text[:-1]
    return text + "..." if text else ""


def plain(text: str) -> str:
    """What the font has letters for."""
    return "".join(c if " " <= c <= "~" else "?" for c in text)


def shade(image: Image, points: "np.typing.NDArray[np.int32]", colour: Colour, share: float) -> None:
    """Fills a polygon so that what is below shows through."""
    x, y, width, height = cv2.boundingRect(points)
    top, left = max(y, 0), max(x, 0)
    part = image[top : y + height, left : x + width]
    if not part.size:
        return
    filled = part.copy()
    cv2.fillPoly(filled, [points - np.array([left, top], np.int32)], colour)
    part[:] = cv2.addWeighted(filled, share, part, 1 - share, 0)


def box(image: Image, rect: ImageRect, colour: Colour, thick: int, *, dashed: bool = False) -> None:
    """A rectangle's border."""
    if not dashed:
        cv2.rectangle(image, rect[:2], rect[2:], colour, thick)
        return
    step = 6 * thick + 4
    for x in range(rect.left, rect.right, 2 * step):
        for y in (rect.top, rect.bottom):
            cv2.line(image, (x, y), (min(x + step, rect.right), y), colour, thick)
    for y in range(rect.top, rect.bottom, 2 * step):
        for x in (rect.left, rect.right):
            cv2.line(image, (x, y), (x, min(y + step, rect.bottom)), colour, thick)


def _weight(size: float) -> int:
    return max(1, round(size / 12))
