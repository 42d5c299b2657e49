"""What weather, light, lens, encoder and network do to a scene: filters over its images. Deterministic by seed."""

import random
from dataclasses import dataclass

import cv2
import numpy as np

from orin.processors.detection.backend import Image

LIGHT_SECONDS = 6.0, 12.0
"""Between two steps of the light."""
LIGHT_STEP = 0.2
NIGHT_LEFT = 0.3
"""Share of the light that is left at night."""
RAIN_STREAKS = 250


@dataclass(frozen=True)
class Filters:
    """All off by default. The ground truth stays that of the clear and steady image."""

    night: float = 0.0
    """0..1: darker, greyer, noisier."""
    rain: float = 0.0
    """0..1: streaks and haze."""
    noise: float = 0.0
    """Standard deviation of the sensor's noise, levels of 255, on top of the little that is always there."""
    shake: float = 0.0
    """How far the camera sways, px."""
    light: float = 0.0
    """Every 6 to 12 s the light changes at once by up to this many times 20 %."""
    compress: int | None = None
    """Quality of a JPEG that the images went through, 1..100."""
    drop: float = 0.0
    """Share of the frames that are missing, 0..1."""
    dark: tuple[tuple[float, float], ...] = ()
    """Intervals without any frame, seconds from and to."""

    def times(self, times: list[float], seed: int) -> list[float]:
        """Those of the frames' seconds at which a frame comes."""
        rng = random.Random(f"{seed} drop")  # noqa: S311
        kept = [t for t in times if rng.random() >= self.drop]
        return [t for t in kept if not any(begin <= t < end for begin, end in self.dark)]


class Lens:
    """Applies the filters to the images of one scene."""

    def __init__(self, filters: Filters, seed: int, duration: float) -> None:
        self._filters, self._seed = filters, seed
        rng = random.Random(f"{seed} lens")  # noqa: S311
        self._steps = _light_steps(rng, duration)
        self._phases = [rng.uniform(0, 2 * np.pi) for _ in range(4)]

    def through(self, picture: Image, t: float, number: int) -> Image:
        """The picture of second `t`, the scene's frame `number`, (height, width, 3) uint8 BGR."""
        filters = self._filters
        rng = np.random.default_rng((self._seed, number))
        if filters.light:
            picture = _scaled(picture, 1.0 + filters.light * LIGHT_STEP * self._step(t))
        if filters.night:
            picture = _at_night(picture, filters.night)
        if filters.rain:
            picture = _in_rain(picture, filters.rain, rng)
        if filters.shake:
            picture = self._shaken(picture, t)
        if noise := filters.noise + 5.0 * filters.night:
            grain = rng.standard_normal(picture.shape, np.float32) * noise
            picture = np.clip(picture + grain, 0, 255).astype(np.uint8)
        if filters.compress is not None:
            _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, filters.compress])
            picture = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
        return picture

    def _step(self, t: float) -> float:
        return next((level for begin, level in reversed(self._steps) if begin <= t), 0.0)

    def _shaken(self, picture: Image, t: float) -> Image:
        # Two swings of a mast that never fall together: smooth, and gone back to the middle again and again.
        a, b, c, d = self._phases
        dx = self._filters.shake * 0.5 * (np.sin(7.1 * t + a) + np.sin(4.3 * t + b))
        dy = self._filters.shake * 0.5 * (np.sin(6.2 * t + c) + np.sin(3.7 * t + d))
        shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        moved = cv2.warpAffine(picture, shift, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(moved, np.uint8)


def _light_steps(rng: random.Random, duration: float) -> list[tuple[float, float]]:
    """(second, -1..1) of each change; the first seconds have the scene's own light."""
    steps: list[tuple[float, float]] = []
    t = rng.uniform(*LIGHT_SECONDS)
    while t < duration:
        steps.append((t, rng.uniform(-1.0, 1.0)))
        t += rng.uniform(*LIGHT_SECONDS)
    return steps


def _scaled(picture: Image, factor: float) -> Image:
    return np.asarray(cv2.convertScaleAbs(picture, alpha=factor), np.uint8)


def _at_night(picture: Image, night: float) -> Image:
    grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    faded = cv2.addWeighted(picture, 1.0 - 0.7 * night, grey, 0.7 * night, 0.0)
    return _scaled(np.asarray(faded, np.uint8), 1.0 - (1.0 - NIGHT_LEFT) * night)


def _in_rain(picture: Image, rain: float, rng: np.random.Generator) -> Image:
    height, width = picture.shape[:2]
    streaks = np.zeros_like(picture)
    count = round(RAIN_STREAKS * rain)
    places = zip(
        rng.integers(0, width, count), rng.integers(-12, height, count), rng.integers(6, 14, count), strict=True
    )
    for x, y, length in places:
        cv2.line(streaks, (int(x), int(y)), (int(x) + int(length) // 4, int(y) + int(length)), (55, 52, 50), 1)
    hazy = cv2.addWeighted(picture, 1.0 - 0.15 * rain, picture, 0.0, 25.0 * rain)
    return np.asarray(cv2.add(hazy, streaks), np.uint8)
