"""What light does to a fixed camera's picture: twelve steps of it, put onto five scenes whose events are known."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.scenes.actors import Actor, ActorPath, Bag, ScenePerson
from orin.processors.scenes.render import Renderer
from tests.support.accuracy.composites import Place, clip, different, drawn, empty, noisy

FPS = 5
SECONDS = 30
STEP_AT = 14.0
"""Second at which the light changes; what is there by then was seen in the light of before."""
GRASS = np.array([(0, 150), (110, 150), (300, 215), (440, 359), (0, 359)], np.int32)
"""Of vtest.avi: the meadow, on which few walk."""
MEADOW_FROM = 495
"""Frame of vtest.avi from which some of them do."""
MEADOW_STEP = 2
BAG = Place(370, 310, 36)
BAG_FROM = 7.0

Step = Callable[[Image, float, np.random.Generator], Image]
"""The picture in another light, so many seconds after the step."""


class LitScene(NamedTuple):
    """A scene in steady light."""

    name: str
    frames: list[Image]
    zone: list[tuple[float, float]]
    """Of the guards: shares of width and height."""


def under(scene: LitScene, step: str) -> list[Image]:
    """The scene's frames with the light changed at STEP_AT."""
    rng = np.random.default_rng(11)
    change = STEPS[step]
    return [
        change(frame, i / FPS - STEP_AT, rng) if i / FPS >= STEP_AT else frame for i, frame in enumerate(scene.frames)
    ]


def _levels(table: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.asarray(np.rint(np.clip(table, 0, 255)), np.uint8)


_ALL = np.arange(256, dtype=np.float64)


def _curve(image: Image, table: NDArray[np.float64]) -> Image:
    return np.asarray(cv2.LUT(image, _levels(table)), np.uint8)


def _grey(image: Image) -> Image:
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


def _balanced(image: Image, share: float) -> Image:
    """Warmer, by `share` of the whole way."""
    gains = 1 + share * np.array([-0.18, 0.02, 0.2, 0.0])
    return np.asarray(cv2.multiply(image, gains, dtype=cv2.CV_8U), np.uint8)


def _lamp(image: Image, _t: float, _rng: np.random.Generator) -> Image:
    """A lamp goes on over a part of the ground."""
    lit = np.clip(image * _cone(image.shape[0], image.shape[1]), 0, 255)
    return np.asarray(np.rint(lit), np.uint8)


@lru_cache
def _cone(height: int, width: int) -> NDArray[np.float32]:
    """What the lamp makes of each pixel: an ellipse with a soft edge."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    distance = np.hypot((x - 0.4 * width) / (0.22 * width), (y - 0.72 * height) / (0.16 * height))
    return np.asarray(1 + 0.7 / (1 + np.exp((distance - 1) / 0.08)), np.float32)[..., None]


def _grainy(image: Image, _t: float, rng: np.random.Generator) -> Image:
    dark = _curve(_grey(image), _ALL * 0.5)
    grainy = np.clip(dark + 9 * rng.standard_normal(dark.shape, np.float32), 0, 255)
    return np.asarray(np.rint(grainy), np.uint8)


STEPS: dict[str, Step] = {
    "brightness +0.2": lambda image, _t, _rng: _curve(image, _ALL + 51),
    "brightness -0.2": lambda image, _t, _rng: _curve(image, _ALL - 51),
    "contrast x1.4": lambda image, _t, _rng: _curve(image, 128 + 1.4 * (_ALL - 128)),
    "contrast x0.6": lambda image, _t, _rng: _curve(image, 128 + 0.6 * (_ALL - 128)),
    "colour to grey": lambda image, _t, _rng: _grey(image),
    "gamma 0.6": lambda image, _t, _rng: _curve(image, 255 * (_ALL / 255) ** 0.6),
    "white balance": lambda image, t, _rng: _balanced(image, min(t, 1.0)),
    "a lamp": _lamp,
    "slow drift": lambda image, t, _rng: _curve(image, _ALL * (1 - 0.4 * min(t / 10, 1)) - 12 * min(t / 10, 1)),
    "flicker": lambda image, t, _rng: _curve(image, _ALL * (1 + 0.15 * np.sin(11.3 * t))),
    "exposure": lambda image, t, _rng: _curve(image, _ALL * (1 + 0.9 * np.exp(-t / 1.5))),
    "night grain": _grainy,
}


# ---- the scenes


FLOOR = [(0.15, 0.45), (0.85, 0.45), (0.85, 1.0), (0.15, 1.0)]
SCENES = ("empty room", "walkers", "bag left", "empty yard", "yard")
"""The yards are footage."""


@lru_cache(maxsize=len(SCENES))
def scene(name: str, path: Path | None = None) -> LitScene:
    """A room of `processors/scenes`, or a yard that is made of vtest.avi at `path`: two are empty."""
    if path is None:
        return LitScene(name, _room(ROOMS[name]), FLOOR)
    frames = _yard(path) if name == "yard" else noisy([empty(path)] * (SECONDS * FPS), 2.0)
    return LitScene(name, frames, FLOOR)


def _room(actors: tuple[Actor, ...]) -> list[Image]:
    renderer = Renderer(640, 360, 3)
    return [renderer.draw(actors, i / FPS, i) for i in range(SECONDS * FPS)]


def _person(name: str, height: float, coat: tuple[int, int, int], *points: tuple[float, float, float]) -> ScenePerson:
    return ScenePerson(name, ActorPath(points), height, coat, (60, 48, 40))


def _walkers() -> tuple[Actor, ...]:
    """One walks before the step, one while it comes, one after it; a fourth stands."""
    return (
        _person("before", 90, (40, 40, 140), (5.0, -30, 230), (12.0, 690, 236)),
        _person("while", 96, (120, 50, 30), (10.5, 690, 240), (18.5, -40, 236)),
        _person("after", 88, (40, 90, 40), (19.0, -30, 228), (26.0, 690, 234)),
        _person("stands", 104, (35, 35, 40), (4.5, 690, 352), (9.0, 470, 352), (22.0, 455, 352), (27.0, 690, 352)),
    )


def _leaver() -> tuple[Actor, ...]:
    owner = _person("owner", 102, (110, 60, 40), (4.5, -30, 270), (8.0, 300, 270), (9.0, 300, 270), (13.0, 690, 280))
    passer = _person("passer", 96, (50, 50, 60), (20.0, 690, 236), (26.0, -30, 228))
    return owner, Bag("bag", owner, 8.6, (30.0, 26.0), (30, 40, 110), offset=(24, 2)), passer


def _yard(path: Path) -> list[Image]:
    """The meadow as it is, on the empty yard; a bag stands on the road."""
    scene, frames = empty(path), clip(path)
    meadow = cv2.fillPoly(np.zeros(scene.shape[:2], np.uint8), [GRASS], 1).view(np.bool_)
    rect, (patch, alpha) = drawn(BAG, 60, scene, seed=4)
    made = []
    for i in range(SECONDS * FPS):
        number = MEADOW_FROM + MEADOW_STEP * i
        image = scene.copy()
        if number < len(frames):
            shown = cv2.GaussianBlur((different(frames[number], scene) & meadow).astype(np.float32), (3, 3), 0)[
                ..., None
            ]
            image = np.rint(frames[number] * shown + image * (1 - shown)).astype(np.uint8)
        if i / FPS >= BAG_FROM:
            y, x = rect[1], rect[0] - (patch.shape[1] - (rect[2] - rect[0])) // 2
            area = (slice(y, y + patch.shape[0]), slice(x, x + patch.shape[1]))
            share = alpha[..., None]
            image[area] = np.rint(patch * share + image[area] * (1 - share)).astype(np.uint8)
        made.append(image)
    return noisy(made, 2.0)


ROOMS: dict[str, tuple[Actor, ...]] = {"empty room": (), "walkers": _walkers(), "bag left": _leaver()}
