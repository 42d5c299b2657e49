"""Somebody slips through a gate behind another."""

import random

from orin.processors.scenes.actors import ActorPath, Pet
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import crossed, person

GATE = 640 * 0.6


def tailgating(seed: int) -> Scene:
    """Two people go through a gate a second apart; later two keep a distance, one goes the other way, a dog runs."""
    rng = random.Random(seed)  # noqa: S311
    y, shift, gap = rng.uniform(258, 272), rng.uniform(0, 1.5), rng.uniform(1.1, 1.6)

    holder = person(rng, "holder", 100, *_comes(11.0 + shift, y))
    slips = person(rng, "slips", 104, *_comes(11.0 + shift + gap, y + 8))
    first = person(rng, "first", 98, *_comes(24.0 + shift, y))
    second = person(rng, "second", 106, *_comes(27.5 + shift, y + 6))
    leaves = person(rng, "leaves", 122, (24.5 + shift, -40, 340), (35.5 + shift, 690, 340))
    dog = Pet("dog", ActorPath(((41.0, 690.0, 300.0), (46.0, -50.0, 312.0))), (54.0, 36.0), (40, 60, 90), "dog")
    guards = """
camera: demo/tailgating
lines:
  gate: [[0.6, 0.3], [0.6, 1]]
---
guard: tailgating
cameras: ["demo/tailgating"]
when:
  tailgating: {objects: [people, moving], line: gate, within: 2s}
severity: high
"""
    expected = Expected("tailgating", "tailgating", *crossed(slips, 0, GATE))
    actors = (holder, slips, first, second, leaves, dog)
    return Scene("tailgating", seed, 48.0, actors, guards.lstrip(), (expected,))


def _comes(begin: float, y: float) -> tuple[tuple[float, float, float], ...]:
    return (begin, 690.0, y), (begin + 11.0, -40.0, y)
