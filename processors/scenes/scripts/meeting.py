"""People meet, stand together and go on, and somebody walks past in front of them."""

import random

from orin.processors.scenes.actors import ScenePerson
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import crossed, person

WEST, EAST = 640 * 0.25, 640 * 0.75


def meeting(seed: int) -> Scene:
    """Two people meet and stand close; each goes on or turns back, by the seed; a tall person passes and hides both."""
    rng = random.Random(seed)  # noqa: S311
    y, x, shift = rng.uniform(252, 268), rng.uniform(290, 350), rng.uniform(0, 1.5)
    met, part, turn = 19.0 + shift, 25.0 + shift, rng.random() < 0.5
    home, away = (-40.0, 690.0) if turn else (690.0, -40.0)
    one = person(rng, "one", 98, (12.0 + shift, -40, y), (met, x - 22, y), (part, x - 22, y), (part + 7.0, home, y))
    two = person(
        rng,
        "two",
        104,
        (12.0 + shift, 690, y + 6),
        (met, x + 22, y + 6),
        (part, x + 22, y + 6),
        (part + 7.0, away, y + 6),
    )
    tall = person(rng, "tall", 124, (17.0 + shift, 690, 326), (27.0 + shift, -40, 330))
    expected = [_crosses("west", one, 0, WEST), _crosses("east", two, 0, EAST)]
    expected += [_crosses("west" if turn else "east", one, 2, WEST if turn else EAST)]
    expected += [_crosses("east" if turn else "west", two, 2, EAST if turn else WEST)]
    expected += [_crosses("east", tall, 0, EAST), _crosses("west", tall, 0, WEST)]
    guards = """
camera: demo/meeting
lines:
  west: [[0.25, 0.3], [0.25, 1]]
  east: [[0.75, 0.3], [0.75, 1]]
---
guard: west
cameras: ["demo/meeting"]
when:
  crosses: {objects: [people, moving], line: west, direction: any}
---
guard: east
cameras: ["demo/meeting"]
when:
  crosses: {objects: [people, moving], line: east, direction: any}
"""
    return Scene("meeting", seed, 38.0, (one, two, tall), guards.lstrip(), tuple(expected), ())


def _crosses(guard: str, who: ScenePerson, leg: int, x: float) -> Expected:
    return Expected(guard, "crosses", *crossed(who, leg, x))
