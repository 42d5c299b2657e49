"""A desk is left unstaffed."""

import random

from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import crossed, person, shifting

LEFT, RIGHT = 640 * 0.3, 640 * 0.7


def unstaffed_desk(seed: int) -> Scene:
    """A clerk works at the desk and leaves; people pass by, one waits beside it; the clerk comes back."""
    rng = random.Random(seed)  # noqa: S311
    x, y, shift = rng.uniform(290, 340), rng.uniform(255, 275), rng.uniform(0, 1.5)
    clerk = person(
        rng, "clerk", 98, (6.0 + shift, 690, y), (12.0 + shift, x, y), *shifting(rng, 13.5 + shift, x, y, 9),
        (33.0 + shift, 690, y),
    )  # fmt: skip
    back = person(rng, "clerk-again", 98, (54.0, 690, y), (59.0, x, y), (60.5, x - 28, y), (62.0, x, y))
    passer = person(rng, "passer", 122, (34.0, 690, 340), (43.0, -40, 344))
    waits = person(rng, "waits", 110, (38.0, -30, 300), (41.0, 100, 300), *shifting(rng, 42.5, 100, 300, 8))
    guards = """
camera: demo/unstaffed-desk
zones:
  desk: [[0.3, 0.5], [0.7, 0.5], [0.7, 0.9], [0.3, 0.9]]
---
guard: unstaffed-desk
cameras: ["demo/unstaffed-desk"]
when:
  absent: {objects: [people, moving], zone: desk, for: 15s}
severity: low
"""
    since = crossed(clerk, 10, RIGHT)[0]
    expected = Expected("unstaffed-desk", "absent", since, since + 15.0)
    return Scene("unstaffed-desk", seed, 62.0, (clerk, back, passer, waits), guards.lstrip(), (expected,))
