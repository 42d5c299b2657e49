"""People come and go through a door."""

import random
from dataclasses import replace

from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import crossed, person


def doorway(seed: int) -> Scene:
    """Two people come in through a door line into the hall, one turns back and leaves it again."""
    rng = random.Random(seed)  # noqa: S311
    y, shift = rng.uniform(270, 290), rng.uniform(0, 2)
    first = person(rng, "first", 100, (11 + shift, 690, y), (23 + shift, -40, y))
    back = person(
        rng, "second", 112, (20 + shift, 700, y + 40), (28 + shift, 200, y + 40), (30 + shift, 200, y + 40),
        (38 + shift, 700, y + 40),
    )  # fmt: skip
    door = 640 * 0.6
    expected = (
        Expected("hall-entered", "enters", *crossed(first, 0, 640 * 0.5)),
        Expected("hall-entered", "enters", *crossed(back, 0, 640 * 0.5)),
        Expected("door-line", "crosses", *crossed(first, 0, door)),
        Expected("door-line", "crosses", *crossed(back, 0, door)),
        Expected("door-line", "crosses", *crossed(back, 2, door)),
        Expected("hall-left", "exits", *crossed(back, 2, 640 * 0.5)),
        Expected("hall-left", "exits", *crossed(first, 0, 17.0)),
    )
    guards = """
camera: demo/doorway
zones:
  hall: [[0, 0.4], [0.5, 0.4], [0.5, 1], [0, 1]]
lines:
  door: [[0.6, 0.3], [0.6, 1]]
---
guard: hall-entered
cameras: ["demo/doorway"]
when:
  enters: {objects: [people], zone: hall}
---
guard: hall-left
cameras: ["demo/doorway"]
when:
  exits: {objects: [people], zone: hall}
---
guard: door-line
cameras: ["demo/doorway"]
when:
  crosses: {objects: [people], line: door, direction: any}
"""
    into, again, over, over_again, out = expected[:5]
    ready_made = (
        replace(into, guard="restricted-area"),
        replace(again, guard="restricted-area"),
        replace(over, guard="line-crossing"),
        replace(over_again, guard="line-crossing"),
        replace(out, guard="line-crossing"),
        Expected("wrong-way", "wrong_way", out.since, out.due),
    )
    return Scene("doorway", seed, 45.0, (first, back), guards.lstrip(), expected, ready_made)
