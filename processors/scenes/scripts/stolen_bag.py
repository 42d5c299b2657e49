"""Somebody takes another person's bag."""

import random

from orin.processors.scenes.actors import Bag
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import leaves_after, person


def stolen_bag(seed: int) -> Scene:
    """Somebody leaves a bag behind and walks out of the frame; later another person picks it up and carries it off."""
    rng = random.Random(seed)  # noqa: S311
    x, y, height = rng.uniform(250, 350), rng.uniform(258, 278), rng.uniform(96, 106)
    shift = rng.uniform(0, 1.5)
    goes, taken = 22.0 + shift, 50.0 + shift
    owner = person(
        rng, "owner", height, (11.0 + shift, -40, y), (18.0 + shift, x, y), (goes, x, y), (goes + 8.0, 690, y + 10)
    )
    thief = person(
        rng, "thief", 104, (taken - 8.0, -40, y), (taken - 1.0, x, y), (taken, x, y), (taken + 8.0, 690, y + 12)
    )
    bag = Bag("bag", owner, 19.0 + shift, (32.0, 28.0), (110, 50, 30), "suitcase", (24, 2), thief, taken)
    left = goes + leaves_after(owner, (x + 24, y + 2), 1.5 * height)
    guards = """
camera: demo/stolen-bag
zones:
  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
---
guard: stolen-bag
cameras: ["demo/stolen-bag"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 15s, radius: 1.5, attended_by: owner}
severity: high
"""
    expected = Expected("stolen-bag", "unattended", left, left + 15.0, "removed", "other")
    return Scene("stolen-bag", seed, 72.0, (owner, bag, thief), guards.lstrip(), (expected,), ())
