"""What weather, lenses, masts and encoders do to the composites: the bags and people stay where they are."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import Mask
from tests.support.accuracy.composites import FPS, noisy, people, poor

SHADOW_LEFT = 0.65
"""Share of the light that is left in the middle of a shadow."""
MIRRORED = 0.22
"""Opacity of what a shiny floor reflects."""
REACH = 0.6
"""Share of a person that it shows."""


def shaken(frames: Sequence[Image], pixels: float) -> list[Image]:
    """A mast in the wind: two swings that never fall together, up to so many px on each axis."""
    moved = []
    for i, frame in enumerate(frames):
        t = i / FPS
        dx = pixels * 0.5 * (np.sin(7.1 * t + 1) + np.sin(4.3 * t + 2))
        dy = pixels * 0.5 * (np.sin(6.2 * t + 3) + np.sin(3.7 * t + 4))
        shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        image = cv2.warpAffine(frame, shift, frame.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
        moved.append(np.asarray(image, np.uint8))
    return moved


def rain(frames: Sequence[Image]) -> list[Image]:
    """Streaks, and haze behind them."""
    return [_weather(frame, i, _streaks) for i, frame in enumerate(frames)]


def snow(frames: Sequence[Image]) -> list[Image]:
    """Flakes, near ones large and blurred."""
    return [_weather(frame, i, _flakes) for i, frame in enumerate(frames)]


def _weather(frame: Image, i: int, fall: Callable[[Image, np.random.Generator], None]) -> Image:
    drops = np.zeros_like(frame)
    fall(drops, np.random.default_rng((17, i)))
    hazy = cv2.addWeighted(frame, 0.9, cv2.GaussianBlur(drops, (3, 3), 0), 1.0, 16.0)
    return np.asarray(hazy, np.uint8)


def _streaks(drops: Image, rng: np.random.Generator) -> None:
    height, width = drops.shape[:2]
    for x, y, length in zip(
        rng.integers(0, width, 160), rng.integers(-12, height, 160), rng.integers(8, 16, 160), strict=True
    ):
        cv2.line(drops, (int(x), int(y)), (int(x) + int(length) // 4, int(y + length)), (70, 66, 64), 1)


def _flakes(drops: Image, rng: np.random.Generator) -> None:
    height, width = drops.shape[:2]
    for x, y, size in zip(
        rng.integers(0, width, 220), rng.integers(0, height, 220), rng.choice((1, 1, 1, 2, 2, 3), 220), strict=True
    ):
        cv2.circle(drops, (int(x), int(y)), int(size), (150, 150, 150), -1)


def interlaced(frames: Sequence[Image]) -> list[Image]:
    """Every second line is that of the frame before."""
    woven = [frames[0]]
    for before, frame in pairwise(frames):
        image = frame.copy()
        image[1::2] = before[1::2]
        woven.append(image)
    return woven


def shaded(frames: Sequence[Image], masks: Sequence[Mask]) -> list[Image]:
    """Everybody's shadow lies on the ground to their right, and a cloud passes over the whole."""
    height, width = frames[0].shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    found = []
    for i, (frame, mask) in enumerate(zip(frames, masks, strict=True)):
        shadow = np.zeros((height, width), np.float32)
        for x1, y1, w, h in _persons(mask):
            own = mask[y1 : y1 + h, x1 : x1 + w].astype(np.float32)
            lying = np.array([[1, -0.8, 0.8 * h], [0, 0.35, 0.65 * h]], np.float32)
            cast = cv2.warpAffine(own, lying, (min(w + h, width - x1), h))
            area = (slice(y1, y1 + h), slice(x1, x1 + cast.shape[1]))
            shadow[area] = np.maximum(shadow[area], cast)
        soft = cv2.GaussianBlur(shadow, (7, 7), 0) * ~mask
        cloud = 1 / (1 + np.exp((np.abs(x + 0.3 * y - 12 * (i / FPS) + 200) - 160) / 25))
        light = (1 - (1 - SHADOW_LEFT) * soft) * (1 - 0.25 * cloud)
        found.append(np.rint(frame * light[..., None]).astype(np.uint8))
    return found


def reflecting(frames: Sequence[Image], masks: Sequence[Mask]) -> list[Image]:
    """A shiny floor: below everybody's feet they are seen again, upside down and faint."""
    found = []
    for frame, mask in zip(frames, masks, strict=True):
        image = frame.astype(np.float32)
        for x, y, w, h in _persons(mask):
            high = min(round(REACH * h), frame.shape[0] - y - h)
            if high <= 0:
                continue
            own = frame[y + h - high : y + h, x : x + w][::-1]
            share = MIRRORED * mask[y + h - high : y + h, x : x + w][::-1] * ~mask[y + h : y + h + high, x : x + w]
            below = image[y + h : y + h + high, x : x + w]
            below += (own - below) * share[..., None]
        found.append(np.rint(image).astype(np.uint8))
    return found


def _persons(mask: Mask) -> list[tuple[int, int, int, int]]:
    """x, y, width and height of each connected part."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _area in stats[1:]]


Spoil = Callable[[Sequence[Image], Path], list[Image]]
SPOILT: dict[str, Spoil] = {
    "80 kbit/s": lambda frames, _: poor(frames, 80_000),
    "150 kbit/s": lambda frames, _: poor(frames, 150_000),
    "300 kbit/s": lambda frames, _: poor(frames, 300_000),
    "shake 1 px": lambda frames, _: shaken(frames, 1.0),
    "shake 3 px": lambda frames, _: shaken(frames, 3.0),
    "rain": lambda frames, _: rain(frames),
    "snow": lambda frames, _: snow(frames),
    "interlacing": lambda frames, _: interlaced(frames),
    "night grain": lambda frames, _: noisy(frames, 10.0),
    "soft shadows": lambda frames, path: shaded(frames, people(path)),
    "reflections": lambda frames, path: reflecting(frames, people(path)),
}
"""By name: the frames of a composite on the footage at a path, spoilt."""
