"""Draws a scene: a textured room, people with swinging legs, bags, sensor noise. Deterministic by seed."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.scenes.actors import Actor, Bag, Corners, Pet, ScenePerson, Vehicle

_NOISE_FRAMES = 8


class Renderer:
    """Keeps the background and a few frames of noise, which are reused in turn."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._background = self._room(width, height)
        shape = (height, width, 3)
        self._noise = [self._rng.normal(0, 2.0, shape).astype(np.int8) for _ in range(_NOISE_FRAMES)]

    def draw(self, actors: Sequence[Actor], t: float, number: int) -> NDArray[np.uint8]:
        """Frame `number`, of second `t`, (height, width, 3) uint8 BGR; nearer things (lower in it) over others."""
        picture = self._background.copy()
        placed = [(box, actor) for actor in actors if (box := actor.box(t)) is not None]
        for box, actor in sorted(placed, key=lambda item: item[0][3]):
            _draw(picture, actor, box, t)
        noise = self._noise[number % _NOISE_FRAMES]
        noisy: NDArray[np.uint8] = np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)
        return noisy

    def _room(self, width: int, height: int) -> NDArray[np.uint8]:
        horizon = int(height * 0.38)
        room = np.empty((height, width, 3), np.float32)
        room[:horizon] = np.linspace(168, 150, horizon)[:, None, None]
        room[horizon:] = np.linspace(118, 152, height - horizon)[:, None, None]
        room *= np.array([1.0, 0.99, 0.96], np.float32)
        grain = cv2.GaussianBlur(self._rng.normal(0, 14, (height, width)).astype(np.float32), (0, 0), 1.6)
        room += grain[:, :, None] * 1.8
        picture: NDArray[np.uint8] = np.clip(room, 0, 255).astype(np.uint8)
        for x in range(-width, 2 * width, 80):  # floor tiles running to a vanishing point
            cv2.line(
                picture, (x, height), (width // 2 + (x - width // 2) // 4, horizon), (122, 124, 126), 1, cv2.LINE_AA
            )
        for row in (0.0, 0.12, 0.3, 0.58):
            y = int(horizon + (height - horizon) * row)
            cv2.line(picture, (0, y), (width, y), (120, 122, 124), 1, cv2.LINE_AA)
        cv2.rectangle(picture, (width - 150, 40), (width - 70, horizon + 4), (96, 104, 120), -1)
        cv2.rectangle(picture, (60, 50), (190, 110), (186, 176, 160), -1)
        return picture


def _draw(picture: NDArray[np.uint8], actor: Actor, box: Corners, t: float) -> None:
    match actor:
        case ScenePerson():
            _draw_person(picture, actor, box, t)
        case Bag():
            _draw_bag(picture, actor, box)
        case Vehicle():
            _draw_vehicle(picture, actor, box)
        case Pet():
            _draw_pet(picture, actor, box, t)


def _draw_person(picture: NDArray[np.uint8], person: ScenePerson, box: Corners, t: float) -> None:
    x = (box[0] + box[2]) / 2
    foot, h = box[3], person.height
    swing = math.sin(person.path.walked(t) / (h * 0.16)) * h * 0.12
    hip, neck = (int(x), int(foot - h * 0.48)), (int(x), int(foot - h * 0.82))
    limb, leg = max(2, int(h * 0.055)), max(3, int(h * 0.085))
    for side in (swing, -swing):
        cv2.line(picture, hip, (int(x + side), int(foot - h * 0.01)), person.trousers, leg, cv2.LINE_AA)
    centre = (int(x), int(foot - h * 0.64))
    cv2.ellipse(picture, centre, (int(h * 0.12), int(h * 0.2)), 0, 0, 360, person.coat, -1, cv2.LINE_AA)
    for side in (swing * 0.7, -swing * 0.7):
        cv2.line(picture, neck, (int(x + side + h * 0.02), int(foot - h * 0.47)), person.coat, limb, cv2.LINE_AA)
    cv2.circle(picture, (int(x), int(foot - h * 0.91)), max(3, int(h * 0.075)), (122, 150, 190), -1, cv2.LINE_AA)


def _draw_bag(picture: NDArray[np.uint8], bag: Bag, box: Corners) -> None:
    x1, y1, x2, y2 = (round(v) for v in box)
    top = y1 + (y2 - y1) // 4
    cv2.ellipse(picture, ((x1 + x2) // 2, top), ((x2 - x1) // 4, top - y1), 0, 180, 360, bag.colour, 2, cv2.LINE_AA)
    cv2.rectangle(picture, (x1, top), (x2, y2), bag.colour, -1)
    light = tuple(min(255, c + 45) for c in bag.colour)
    cv2.line(picture, (x1 + 2, (top + y2) // 2), (x2 - 2, (top + y2) // 2), light, 2)
    cv2.rectangle(picture, (x1, top), (x2, y2), (20, 20, 24), 1)


def _draw_vehicle(picture: NDArray[np.uint8], vehicle: Vehicle, box: Corners) -> None:
    x1, y1, x2, y2 = (round(v) for v in box)
    length, height = x2 - x1, y2 - y1
    radius = height // 5
    waist = y1 + height * 45 // 100
    cabin = np.array(
        [(x1 + length // 5, waist), (x1 + length // 3, y1), (x2 - length // 3, y1), (x2 - length // 6, waist)]
    )
    cv2.fillPoly(picture, [cabin], tuple(c // 2 for c in vehicle.colour), cv2.LINE_AA)
    cv2.rectangle(picture, (x1, waist), (x2, y2 - radius), vehicle.colour, -1)
    for x in (x1 + length // 5, x2 - length // 5):
        cv2.circle(picture, (x, y2 - radius), radius, (25, 25, 28), -1, cv2.LINE_AA)


def _draw_pet(picture: NDArray[np.uint8], pet: Pet, box: Corners, t: float) -> None:
    x1, y1, x2, y2 = (round(v) for v in box)
    length, height = x2 - x1, y2 - y1
    head = x2 - length // 6 if pet.path.is_eastward(t) else x1 + length // 6
    back = y1 + height // 2
    cv2.ellipse(picture, ((x1 + x2) // 2, back), (length * 2 // 5, height // 4), 0, 0, 360, pet.colour, -1, cv2.LINE_AA)
    cv2.circle(picture, (head, y1 + height // 3), max(2, height // 4), pet.colour, -1, cv2.LINE_AA)
    swing = math.sin(pet.path.walked(t) / (height * 0.3)) * length * 0.08
    for x, side in ((x1 + length // 4, swing), (x2 - length // 4, -swing)):
        cv2.line(picture, (x, back), (round(x + side), y2 - 1), pet.colour, max(2, height // 8), cv2.LINE_AA)
