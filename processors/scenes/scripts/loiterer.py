"""Somebody hangs about."""

import random
from dataclasses import replace

from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import crossed, person, shifting


def loiterer(seed: int) -> Scene:
    """Somebody hangs about by the wall, shifting from foot to foot, while another walks past."""
    rng = random.Random(seed)  # noqa: S311
    x, y = rng.uniform(280, 340), rng.uniform(240, 260)
    points = [(11.0, -30.0, y), (17.0, x, y)]
    points += shifting(rng, 18.5, x, y, 20)
    points.append((54.0, 690.0, y))
    lingers = person(rng, "loiterer", 98, *points)
    passer = person(rng, "passer", 120, (24.0, 700, 340), (33.0, -40, 340))
    since = crossed(lingers, 0, 640 * 0.3)[0]
    guards = """
camera: demo/loiterer
zones:
  wall: [[0.3, 0.5], [0.7, 0.5], [0.7, 0.8], [0.3, 0.8]]
---
guard: hangs-about
cameras: ["demo/loiterer"]
when:
  loiters: {objects: [people], zone: wall, for: 20s}
"""
    expected = Expected("hangs-about", "loiters", since, since + 20.0)
    ready_made = replace(expected, guard="loitering")
    return Scene("loiterer", seed, 57.0, (lingers, passer), guards.lstrip(), (expected,), (ready_made,))
