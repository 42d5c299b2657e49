"""Somebody leaves a bag behind."""

import random
from dataclasses import replace

from orin.processors.scenes.actors import Bag
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import leaves_after, person


def abandoned_bag(seed: int) -> Scene:
    """Somebody puts a bag down, stays a moment and walks out of the frame; others pass. Nobody fetches it."""
    rng = random.Random(seed)  # noqa: S311
    x, y = rng.uniform(230, 380), rng.uniform(262, 285)
    height, shift = rng.uniform(96, 108), rng.uniform(0, 1.5)
    down, goes, gone = 19.0 + shift, 22.0 + shift, 30.0 + shift
    owner = person(
        rng, "owner", height, (11.0 + shift, -30, y), (18.0 + shift, x, y), (goes, x, y), (gone, 690, y + 15)
    )
    bag = Bag(
        "bag", owner, down, (30.0, 26.0), rng.choice(((38, 30, 28), (30, 40, 110), (110, 50, 30))), offset=(24, 2)
    )
    early = person(rng, "passer-1", 92, (3.0, 690, 236), (12.0, -30, 228))
    late = person(rng, "passer-2", 122, (33.0, -40, 342), (42.0, 690, 346))
    rest = (x + bag.offset[0], y + bag.offset[1])
    left = goes + leaves_after(owner, rest, 1.5 * height)
    expected = Expected("abandoned-bag", "unattended", since=left, due=left + 15.0)
    guards = """
camera: demo/abandoned-bag
zones:
  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
---
guard: abandoned-bag
cameras: ["demo/abandoned-bag"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 15s, radius: 1.5, attended_by: owner}
severity: high
"""
    ready_made = replace(expected, guard="unattended-bag")
    return Scene("abandoned-bag", seed, 46.0, (owner, bag, early, late), guards.lstrip(), (expected,), (ready_made,))
