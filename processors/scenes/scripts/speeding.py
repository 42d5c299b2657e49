"""Somebody runs where people walk, and a car drives too fast."""

import random

from orin.processors.scenes.actors import ActorPath, ScenePerson, Vehicle
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import person, seen_from


def speeding(seed: int) -> Scene:
    """A walker and a slow car pass; then somebody runs across the yard, and a car follows, much too fast."""
    rng = random.Random(seed)  # noqa: S311
    y, shift, height = rng.uniform(262, 280), rng.uniform(0, 1.5), rng.uniform(98, 110)
    walker = person(rng, "walker", 96, (10.0, -40, 240), (20.0, 690, 236))
    slow = Vehicle("slow-car", ActorPath(((14.0, 720.0, 330.0), (26.0, -90.0, 330.0))), (150.0, 66.0), (140, 60, 50))
    begins = 28.0 + shift
    runner = person(rng, "runner", height, (begins, -40, y), (begins + 740 / (rng.uniform(1.9, 2.3) * height), 700, y))
    start = 38.0 + shift
    fast = Vehicle(
        "fast-car",
        ActorPath(((start, -90.0, 336.0), (start + 810 / (3 * 70), 720.0, 336.0))),
        (160.0, 70.0),
        (60, 60, 150),
    )
    guards = """
camera: demo/speeding
zones:
  yard: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
---
guard: speeding
cameras: ["demo/speeding"]
when:
  speeding: {objects: [people, vehicles, moving], zone: yard, over: 1.5}
severity: medium
cooldown: 1m
"""
    expected = tuple(_too_fast(one) for one in (runner, fast))
    return Scene("speeding", seed, 46.0, (walker, slow, runner, fast), guards.lstrip(), expected)


def _too_fast(one: ScenePerson | Vehicle) -> Expected:
    since = seen_from(one)
    return Expected("speeding", "speeding", since, since + 1.0)
