"""The scenes themselves: who walks where and when, and what the guards must say of it."""

import random
from collections.abc import Callable

from processors.scenes.actors import Bag, Path, Person
from processors.scenes.scene import Expected, Scene

_COATS = ((60, 50, 160), (150, 70, 40), (50, 110, 60), (40, 40, 50), (150, 60, 130), (40, 130, 190))
_TROUSERS = ((50, 40, 35), (90, 70, 50), (40, 40, 60), (70, 75, 80))


def _person(rng: random.Random, name: str, height: float, *points: tuple[float, float, float]) -> Person:
    return Person(name, Path(points), height, rng.choice(_COATS), rng.choice(_TROUSERS))


def abandoned_bag(seed: int) -> Scene:
    """Somebody puts a bag down, stays a moment, walks out of the picture; others pass. It is never fetched."""
    rng = random.Random(seed)  # noqa: S311
    x, y = rng.uniform(230, 380), rng.uniform(262, 285)
    height, shift = rng.uniform(96, 108), rng.uniform(0, 1.5)
    down, goes, gone = 19.0 + shift, 22.0 + shift, 30.0 + shift
    owner = _person(
        rng, "owner", height, (11.0 + shift, -30, y), (18.0 + shift, x, y), (goes, x, y), (gone, 690, y + 15)
    )
    bag = Bag(
        "bag", owner, down, (30.0, 26.0), rng.choice(((38, 30, 28), (30, 40, 110), (110, 50, 30))), offset=(24, 2)
    )
    early = _person(rng, "passer-1", 92, (3.0, 690, 236), (12.0, -30, 228))
    late = _person(rng, "passer-2", 122, (33.0, -40, 342), (42.0, 690, 346))
    rest = (x + bag.offset[0], y + bag.offset[1])
    left = goes + _leaves_after(owner, rest, 1.5 * height)
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
    return Scene("abandoned-bag", seed, 46.0, (owner, bag, early, late), guards.lstrip(), (expected,))


def _leaves_after(owner: Person, rest: tuple[float, float], radius: float) -> float:
    """Seconds from the owner's departure (the last leg of his path) until he is beyond `radius` px of `rest`."""
    (t0, _, _), (t1, _, _) = owner.path.points[-2:]
    t = t0
    while t < t1:
        foot = owner.path.at(t)
        if foot is not None and ((foot[0] - rest[0]) ** 2 + (foot[1] - rest[1]) ** 2) ** 0.5 > radius:
            return t - t0
        t += 0.01
    return t1 - t0


def doorway(seed: int) -> Scene:
    """Two people come in through a door line into the hall, one turns back and leaves it again."""
    rng = random.Random(seed)  # noqa: S311
    y, shift = rng.uniform(270, 290), rng.uniform(0, 2)
    first = _person(rng, "first", 100, (11 + shift, 690, y), (23 + shift, -40, y))
    back = _person(
        rng, "second", 112, (20 + shift, 700, y + 40), (28 + shift, 200, y + 40), (30 + shift, 200, y + 40),
        (38 + shift, 700, y + 40),
    )  # fmt: skip
    door = 640 * 0.6
    expected = (
        Expected("hall-entered", "enters", *_crossed(first, 0, 640 * 0.5)),
        Expected("hall-entered", "enters", *_crossed(back, 0, 640 * 0.5)),
        Expected("door-line", "crosses", *_crossed(first, 0, door)),
        Expected("door-line", "crosses", *_crossed(back, 0, door)),
        Expected("door-line", "crosses", *_crossed(back, 2, door)),
        Expected("hall-left", "exits", *_crossed(back, 2, 640 * 0.5)),
        Expected("hall-left", "exits", *_crossed(first, 0, 17.0)),
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
    return Scene("doorway", seed, 45.0, (first, back), guards.lstrip(), expected)


def _crossed(person: Person, leg: int, x: float) -> tuple[float, float]:
    """(since, due) of the moment at which that leg of a person's path passes the upright at `x` px."""
    (t0, x0, _), (t1, x1, _) = person.path.points[leg : leg + 2]
    t = t0 + (t1 - t0) * (x - x0) / (x1 - x0)
    return t, t


def loiterer(seed: int) -> Scene:
    """Somebody hangs about by the wall, shifting from foot to foot, while another walks past."""
    rng = random.Random(seed)  # noqa: S311
    x, y = rng.uniform(280, 340), rng.uniform(240, 260)
    points = [(11.0, -30.0, y), (17.0, x, y)]
    points += [(18.5 + 1.5 * i, x + (28 if i % 2 else -28), y + rng.uniform(-3, 3)) for i in range(20)]
    points.append((54.0, 690.0, y))
    person = _person(rng, "loiterer", 98, *points)
    passer = _person(rng, "passer", 120, (24.0, 700, 340), (33.0, -40, 340))
    since = _crossed(person, 0, 640 * 0.3)[0]
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
    return Scene("loiterer", seed, 57.0, (person, passer), guards.lstrip(), (expected,))


SCENES: dict[str, Callable[[int], Scene]] = {
    "abandoned-bag": abandoned_bag,
    "doorway": doorway,
    "loiterer": loiterer,
}
