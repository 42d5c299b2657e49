"""Somebody leaves a bag and comes back for it."""

import random

from orin.processors.scenes.actors import Bag
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import leaves_after, person, shifting


def fetched_bag(seed: int) -> Scene:
    """Somebody puts a bag down, waits far away from it for a long time and fetches it; another walks close by it."""
    rng = random.Random(seed)  # noqa: S311
    x, y, height = rng.uniform(120, 170), rng.uniform(262, 278), rng.uniform(96, 106)
    far, shift = rng.uniform(500, 530), rng.uniform(0, 1.5)
    down, goes, back = 18.5 + shift, 21.0 + shift, 46.5 + shift
    away = (goes + 7.0, far, y)
    owner = person(
        rng, "owner", height, (12.0 + shift, -40, y), (17.5 + shift, x, y), (goes, x, y), away,
        *shifting(rng, goes + 8.5, far, y, 9), (back, far, y), (back + 7.0, x, y), (back + 9.0, x, y),
        (back + 14.0, -40, y),
    )  # fmt: skip
    bag = Bag("bag", owner, down, (30.0, 26.0), (30, 40, 110), "suitcase", (24, 2), owner, back + 8.5)
    passer = person(rng, "passer", 122, (28.0, 690, 338), (37.0, -40, 340))
    rest, radius = (x + 24, y + 2), 1.5 * height
    left = goes + leaves_after(owner, rest, radius, leg=2)
    guards = """
camera: demo/fetched-bag
zones:
  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
---
guard: fetched-bag
cameras: ["demo/fetched-bag"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 15s, radius: 1.5, attended_by: owner}
severity: high
"""
    expected = Expected("fetched-bag", "unattended", left, left + 15.0, "claimed")
    return Scene("fetched-bag", seed, 66.0, (owner, bag, passer), guards.lstrip(), (expected,), ())
