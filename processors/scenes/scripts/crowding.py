"""More people gather in a place than it is meant for."""

import random

from orin.processors.scenes.actors import ScenePerson
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import person, seen_from, shifting


def crowding(seed: int) -> Scene:
    """Two people pass early; then five come one after the other, stand around together and leave."""
    rng = random.Random(seed)  # noqa: S311
    early = person(rng, "passer-1", 92, (3.0, 690, 236), (12.0, -30, 228))
    other = person(rng, "passer-2", 116, (4.0, -40, 330), (13.0, 690, 336))
    meet = 14.0 + rng.uniform(0, 1.5)
    crowd = [_one(rng, number, meet) for number in range(5)]
    since = sorted(seen_from(one) for one in crowd)[3]
    guards = """
camera: demo/crowding
zones:
  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
---
guard: crowding
cameras: ["demo/crowding"]
when:
  occupancy: {objects: [people, moving], zone: floor, over: 3, for: 5s}
severity: medium
"""
    expected = Expected("crowding", "occupancy", since, since + 5.0)
    return Scene("crowding", seed, 46.0, (early, other, *crowd), guards.lstrip(), (expected,))


def _one(rng: random.Random, number: int, meet: float) -> ScenePerson:
    """People: the nearer, the taller; each has a place of their own, comes from the nearer side and leaves by it."""
    x, y = 120 + 100 * number + rng.uniform(-8, 8), (262, 300, 250, 310, 270)[number] + rng.uniform(-4, 4)
    begin, edge = meet + (0.0, 1.2, 2.4, 3.0, 3.6)[number], -30.0 if number < 2 else 670.0
    walk = abs(x - edge) / 60
    stood = begin + walk + 1.5
    goes = stood + 1.5 * 8
    points = [(begin, edge, y), (begin + walk, x, y), *shifting(rng, stood, x, y, 9), (goes + walk, edge, y)]
    return person(rng, f"crowd-{number + 1}", 0.36 * y, *points)
