"""What makes it hard to tell that something was put down: composites whose objects are born where much else goes on.

As tests/support/accuracy/composites.py has them, with somebody more who stands about, and with what a model says of it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.schemas.records import Box
from tests.support.accuracy.composites import Composite, clip, composite, people

Boxes = Sequence[tuple[Box, ...]]
LEARNING = (15, 30, 60)
"""Frames at which bags are put down while the scene is learnt."""
POSES = ((625, 225, 255, 34, 97), (630, 221, 248, 35, 93))
"""Frame of vtest.avi, left, top, width and height of somebody who is cut out of it."""
TALL_AT, TALL, TALL_RATE = 352, 97.0, 0.23
"""At this line people are so many px tall, and smaller by so many px for each line above."""
WALK = 5.0
"""px a frame"""
MIRRORED = 0.35
CALLED_SHARE, CALLED_SCORES, CALLED_JITTER = 0.7, (0.3, 0.7), 0.06
"""Frames on which a model calls a bag something else, how sure it is, and by how many widths its boxes are off."""


class Birth(NamedTuple):
    """A composite, and what the model sees on it."""

    shown: Composite
    boxes: Boxes


class Figure(NamedTuple):
    """Somebody who is pasted into pictures."""

    picture: Image
    alpha: NDArray[np.float32]


class Stay(NamedTuple):
    """Somebody walks in from the right, stands, and walks off to the right. Bottom centre in px, times in frames."""

    x: float
    y: float
    from_: int
    to: int

    def at(self, i: int) -> tuple[float, float] | None:
        """Where they are on a frame."""
        away = WALK * max(self.from_ - i, i - self.to, 0)
        sway = 1.2 * np.sin(0.7 * i) + 0.8 * np.sin(0.31 * i + 1)
        return None if self.x + away > 520 else (self.x + away + (0 if away else sway), self.y)


def while_learning(path: Path, group: int, boxes: Boxes) -> Birth:
    """Bags come before the scene is learnt."""
    return Birth(composite(path, group, 0, LEARNING), boxes)


def out_of_a_blob(path: Path, group: int, boxes: Boxes) -> Birth:
    """Whoever puts a bag down stands before it, in part, for 15 seconds, and then goes."""
    shown = composite(path, group, 0)
    stays = []
    for bag in shown.bags:
        x1, _, x2, y2 = bag.rect
        stays.append(Stay(x1 + 0.7 * (x2 - x1), y2 + 2, bag.from_, bag.from_ + 150))
    return _with(path, shown, boxes, stays, 0.0)


def on_a_shiny_floor(path: Path, group: int, boxes: Boxes) -> Birth:
    """Some stand about from before the first frame on, others later, and the floor shows them upside down."""
    shown = composite(path, group, 0)
    places: list[tuple[int, int]] = []
    for x, y in product(range(40, 460, 25), range(165, 300, 25)):
        others = all(np.hypot(x - a, y - b) >= 50 for a, b in places)
        if others and all(_is_apart(x, y, bag.rect) for bag in shown.bags):
            places.append((x, y))
    stays = [
        Stay(x, y, -100, 80 + 30 * number) if number % 2 else Stay(x, y, 250 + 20 * number, 420 + 20 * number)
        for number, (x, y) in enumerate(places)
    ]
    return _with(path, shown, boxes, stays, MIRRORED)


def called(label: str) -> Callable[[Path, int, Boxes], Birth]:
    """A model takes bags for something else, on most frames."""

    def change(path: Path, group: int, boxes: Boxes) -> Birth:
        shown = composite(path, group, 0)
        rng = np.random.default_rng(group)
        found = []
        for i, known in enumerate(boxes):
            here = [bag for bag in shown.bags if bag.visible[i] >= 0.7 and rng.random() < CALLED_SHARE]
            found.append((*known, *(_boxed(label, bag.rect, rng) for bag in here)))
        return Birth(shown, found)

    return change


BIRTHS: dict[str, Callable[[Path, int, Boxes], Birth]] = {
    "while learning": while_learning,
    "out of a blob": out_of_a_blob,
    "on a shiny floor": on_a_shiny_floor,
    "called bird": called("bird"),
    "called dog": called("dog"),
}
MODEL_ALONE = frozenset({"called bird", "called dog"})
"""Without a model these are composites as they are."""


def _is_apart(x: float, y: float, rect: tuple[int, int, int, int]) -> bool:
    """Whether somebody at the place is too far from a bag to attend it, and neither hides it nor is seen in it."""
    away = float(np.hypot((rect[0] + rect[2]) / 2 - x, rect[3] - y))
    beside = rect[0] > x + 0.3 * _tall(y) or rect[2] < x - 0.3 * _tall(y)
    return away > 1.95 * _tall(y) and (beside or rect[1] > y + _tall(y) or rect[3] < y - _tall(y))


def _tall(y: float) -> float:
    return max(TALL - TALL_RATE * (TALL_AT - y), 25.0)


def _boxed(label: str, rect: tuple[int, int, int, int], rng: np.random.Generator) -> Box:
    x1, y1, x2, y2 = rect
    off = rng.normal(0, CALLED_JITTER * (x2 - x1), 4)
    score = float(rng.uniform(*CALLED_SCORES))
    return Box(label=label, score=score, x1=x1 + off[0], y1=y1 + off[1], x2=x2 + off[2], y2=y2 + off[3])


def _with(path: Path, shown: Composite, boxes: Boxes, stays: Sequence[Stay], mirrored: float) -> Birth:
    """The composite with people who stand about, behind those of the footage and before the bags."""
    masks = people(path)
    frames, found = [], []
    visible = [bag.visible.copy() for bag in shown.bags]
    for i, frame in enumerate(shown.frames):
        image, known = frame.astype(np.float32), list(boxes[i])
        free = (~masks[i]).astype(np.float32)
        for number, stay in enumerate(stays):
            place = stay.at(i)
            if place is None:
                continue
            figure = _person(path, round(_tall(place[1])), (i // 15 + number) % len(POSES))
            if mirrored:
                below = Figure(figure.picture[::-1], mirrored * figure.alpha[::-1])
                _paste(image, below, free, (place[0], place[1] + len(below.picture)))
            rect, seen = _paste(image, figure, free, place)
            for bag, share in zip(shown.bags, visible, strict=True):
                share[i] *= 1 - _hidden(bag.rect, rect, figure.alpha)
            if seen >= 0.5:
                x1, y1, x2, y2 = rect
                known.append(Box(label="person", score=0.8, x1=x1, y1=y1, x2=x2, y2=y2))
        frames.append(np.rint(image).astype(np.uint8))
        found.append(tuple(known))
    bags = [bag._replace(visible=share) for bag, share in zip(shown.bags, visible, strict=True)]
    return Birth(Composite(frames, bags), found)


def _paste(
    image: NDArray[np.float32], figure: Figure, free: NDArray[np.float32], at: tuple[float, float]
) -> tuple[tuple[int, int, int, int], float]:
    """Pastes a figure with its bottom centre at the place; its rect, and the share of it that nobody hides."""
    picture, alpha = figure
    height, width = alpha.shape
    left, top = round(at[0] - width / 2), round(at[1] - height)
    x1, y1, x2, y2 = max(left, 0), max(top, 0), min(left + width, image.shape[1]), min(top + height, image.shape[0])
    if x1 >= x2 or y1 >= y2:
        return (x1, y1, x1, y1), 0.0
    own = (slice(y1 - top, y2 - top), slice(x1 - left, x2 - left))
    area = (slice(y1, y2), slice(x1, x2))
    share = alpha[own] * free[area]
    image[area] += (picture[own] - image[area]) * share[..., None]
    return (x1, y1, x2, y2), float(share.sum() / alpha.sum())


def _hidden(bag: tuple[int, int, int, int], rect: tuple[int, int, int, int], alpha: NDArray[np.float32]) -> float:
    """The share of a bag behind the figure in the rect."""
    x1, y1, x2, y2 = bag
    left, top, right, bottom = max(x1, rect[0]), max(y1, rect[1]), min(x2, rect[2]), min(y2, rect[3])
    if left >= right or top >= bottom:
        return 0.0
    own = alpha[top - rect[1] : bottom - rect[1], left - rect[0] : right - rect[0]]
    return float((own > 0.5).sum()) / ((x2 - x1) * (y2 - y1))


@lru_cache(maxsize=256)
def _person(path: Path, tall: int, pose: int) -> Figure:
    """Somebody of the footage, cut out and so many px tall; with how opaque they are."""
    number, x, y, w, h = POSES[pose]
    area = (slice(y, y + h), slice(x, x + w))
    mask = cv2.erode(people(path)[number][area].astype(np.uint8), np.ones((2, 2), np.uint8)).astype(np.float32)
    size = (max(round(w * tall / h), 1), tall)
    figure = cv2.resize(clip(path)[number][area], size, interpolation=cv2.INTER_AREA)
    alpha = cv2.resize(cv2.GaussianBlur(mask, (3, 3), 0), size, interpolation=cv2.INTER_AREA)
    return Figure(np.asarray(figure, np.uint8), np.asarray(alpha, np.float32))
