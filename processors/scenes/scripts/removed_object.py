"""An object that stood in its place is taken away."""

import random

from orin.processors.scenes.actors import Bag
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import person


def removed_object(seed: int) -> Scene:
    """Somebody sets an object down and leaves; one person walks in front of it, the next takes it away."""
    rng = random.Random(seed)  # noqa: S311
    x, y, shift = rng.uniform(260, 360), rng.uniform(255, 275), rng.uniform(0, 1.5)
    sets = person(
        rng, "sets", 100, (11.0 + shift, -30, y), (17.0 + shift, x, y), (19.0 + shift, x, y), (26.0 + shift, -40, y)
    )
    passer = person(rng, "passer", 124, (27.0, 690, 322), (35.0, -40, 326))
    taken = 44.0 + shift
    thief = person(
        rng, "thief", 106, (37.0 + shift, 690, y), (43.0 + shift, x, y), (taken, x, y), (taken + 8.0, 690, y + 12)
    )
    thing = Bag("thing", sets, 17.5 + shift, (32.0, 30.0), (30, 40, 110), "backpack", (26, 2), thief, taken)
    guards = """
camera: demo/removed-object
zones:
  shelf: [[0.2, 0.4], [0.8, 0.4], [0.8, 1], [0.2, 1]]
---
guard: removed-object
cameras: ["demo/removed-object"]
when:
  removed: {objects: [packages, object], zone: shelf}
severity: high
"""
    expected = Expected("removed-object", "removed", taken, taken)
    return Scene("removed-object", seed, 64.0, (sets, passer, thief, thing), guards.lstrip(), (expected,))
