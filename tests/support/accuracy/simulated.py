"""Detections of true tracks as real detectors make them: spells of misses, edges that tremble together from frame to
frame, one box for two who overlap. Deterministic by seed.

Two detectors, fitted on `../shared/data/tracking`, detections against truth: how often somebody is found by how much of
them is hidden, how far the edges are off, and how alike the errors are 0.15 s later. MOT17's boxes are of the first
kind, the Faster R-CNN of 2015 on TUD and PETS is of the second.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterator
from statistics import NormalDist
from typing import NamedTuple

from orin.processors.evaluation.mot import PEDESTRIAN, Sequence, TrueBox
from orin.processors.geometry import Rect, covered
from orin.schemas.records import Box

SPELL_SECONDS = 0.4
"""How long a detector stays in one mood: misses and merged boxes come in spells."""
LEAST_PIXELS = 4.0


class Detector(NamedTuple):
    """Shares of a box's width and height where nothing else is said."""

    found: tuple[float, ...]
    """How often somebody is found, by fifths of them that are hidden."""
    across: float
    """Standard deviation of the left and the right edge,"""
    down: float
    """and of the upper and the lower."""
    wider: float
    """By how much the edges lie outside on average, left and right."""
    same_seconds: float
    """After which an edge's error is another one."""
    merged: float
    """How often who hides somebody who is not found gets a box that reaches over both."""
    false: float
    """False boxes a frame."""


DETECTORS = {
    "2017": Detector((0.93, 0.9, 0.85, 0.7, 0.4), 0.085, 0.03, 0.02, 0.3, 0.2, 0.4),
    "2015": Detector((0.94, 0.65, 0.4, 0.1, 0.03), 0.15, 0.055, 0.12, 0.16, 0.6, 0.4),
}


def simulated(sequence: Sequence, name: str, seed: int = 1) -> Sequence:
    """The sequence with the boxes of the detector `name` in the place of its own; it must have its truth."""
    assert sequence.truth is not None
    rng = random.Random(f"{sequence.name} {name} {seed}")
    eye = _Eye(DETECTORS[name], rng, 1 / sequence.rate)
    boxes = {}
    for number in range(1, sequence.length + 1):
        people = [t for t in sequence.truth.get(number, []) if t.active and t.kind == PEDESTRIAN]
        seen = list(eye.look(people))
        while rng.random() < DETECTORS[name].false / (1 + DETECTORS[name].false) and people:
            seen.append(_false(rng, rng.choice(people), sequence))
        boxes[number] = [box for box in seen if box.x2 > 0 and box.x1 < sequence.width]
    return sequence._replace(name=f"{sequence.name} {name}", boxes=boxes)


class _Wander:
    """A normal deviate that changes with time: what it is now says what it will be soon."""

    def __init__(self, rng: random.Random, keep: float) -> None:
        self._rng, self._keep = rng, keep
        self.value = rng.gauss(0, 1)

    def step(self) -> float:
        self.value = self._keep * self.value + math.sqrt(1 - self._keep**2) * self._rng.gauss(0, 1)
        return self.value


class _Mood:
    """What a detector makes of one person."""

    def __init__(self, detector: Detector, rng: random.Random, dt: float) -> None:
        spell, same = math.exp(-dt / SPELL_SECONDS), math.exp(-dt / detector.same_seconds)
        self.found, self.merged, self.reach = (_Wander(rng, spell) for _ in range(3))
        self.edges = [_Wander(rng, same) for _ in range(4)]

    def step(self) -> None:
        for wander in (self.found, self.merged, self.reach, *self.edges):
            wander.step()


class _Eye:
    def __init__(self, detector: Detector, rng: random.Random, dt: float) -> None:
        self._detector = detector
        self._moods: dict[int, _Mood] = defaultdict(lambda: _Mood(detector, rng, dt))

    def look(self, people: list[TrueBox]) -> Iterator[Box]:
        """The boxes of one frame; who is lower in the picture hides who is higher."""
        places = sorted(((_corners(t), t.identity) for t in people), key=lambda item: (item[0][3], item[1]))
        merged: dict[int, tuple[Rect, float]] = {}
        missed, scores = set(), {}
        for number, (place, identity) in enumerate(places):
            mood = self._moods[identity]
            mood.step()
            hiding = [(covered(place, other), one) for other, one in places[number + 1 :]]
            hidden, before = max(hiding, default=(0.0, 0))
            chance = self._detector.found[min(int(hidden * len(self._detector.found)), len(self._detector.found) - 1)]
            luck = _CHANCE(mood.found.value)
            scores[identity] = min(0.35 + 1.3 * (chance - luck), 0.99)
            if luck > chance:
                missed.add(identity)
                if hidden >= 0.1 and _CHANCE(mood.merged.value) < self._detector.merged:
                    merged[before] = (place, _CHANCE(mood.reach.value))
        for place, identity in places:
            if identity not in missed:
                yield self._box(place, identity, scores[identity], merged.get(identity))

    def _box(self, place: Rect, identity: int, score: float, merged: tuple[Rect, float] | None) -> Box:
        detector = self._detector
        errors = [wander.value for wander in self._moods[identity].edges]
        width, height = place[2] - place[0], place[3] - place[1]
        if merged is not None:
            other, share = merged
            around = (*map(min, place[:2], other[:2]), *map(max, place[2:], other[2:]))
            place = tuple(a + share * (b - a) for a, b in zip(place, around, strict=True))  # type: ignore[assignment]
        x1 = place[0] + width * (detector.across * errors[0] - detector.wider)
        x2 = place[2] + width * (detector.across * errors[1] + detector.wider)
        y1, y2 = place[1] + height * detector.down * errors[2], place[3] + height * detector.down * errors[3]
        x2, y2 = max(x2, x1 + LEAST_PIXELS), max(y2, y1 + LEAST_PIXELS)
        return Box(label="person", score=round(score, 2), x1=x1, y1=y1, x2=x2, y2=y2)


_CHANCE = NormalDist().cdf


def _corners(true: TrueBox) -> Rect:
    x, y, width, height = true.box
    return x, y, x + width, y + height


def _false(rng: random.Random, like: TrueBox, sequence: Sequence) -> Box:
    x, y = rng.uniform(0, sequence.width - like.box[2]), rng.uniform(0, max(sequence.height - like.box[3], 1))
    score = round(rng.uniform(0.2, 0.7), 2)
    return Box(label="person", score=score, x1=x, y1=y, x2=x + like.box[2], y2=y + like.box[3])
