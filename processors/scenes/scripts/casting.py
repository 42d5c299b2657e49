"""What scripts share: people in coats of all colours, and the times of what they do."""

import random

from orin.processors.scenes.actors import ActorPath, ScenePerson, Vehicle

_COATS = ((60, 50, 160), (150, 70, 40), (50, 110, 60), (40, 40, 50), (150, 60, 130), (40, 130, 190))
_TROUSERS = ((50, 40, 35), (90, 70, 50), (40, 40, 60), (70, 75, 80))


def person(rng: random.Random, name: str, height: float, *points: tuple[float, float, float]) -> ScenePerson:
    return ScenePerson(name, ActorPath(points), height, rng.choice(_COATS), rng.choice(_TROUSERS))


def shifting(rng: random.Random, begin: float, x: float, y: float, steps: int) -> list[tuple[float, float, float]]:
    """Waypoints of somebody who stays around (x, y) px from second `begin`, with a step to and fro every 1.5 s."""
    return [(begin + 1.5 * i, x + (28 if i % 2 else -28), y + rng.uniform(-3, 3)) for i in range(steps)]


def leaves_after(owner: ScenePerson, rest: tuple[float, float], radius: float, leg: int = -2) -> float:
    """Seconds from the start of a leg of the path (the last one) until the owner is beyond `radius` px of `rest`."""
    t0 = t = owner.path.points[leg][0]
    while (foot := owner.path.at(t)) and ((foot[0] - rest[0]) ** 2 + (foot[1] - rest[1]) ** 2) ** 0.5 <= radius:
        t += 0.01
    return t - t0


def crossed(person: ScenePerson, leg: int, x: float) -> tuple[float, float]:
    """(since, due) of the moment at which that leg of a person's path passes the upright at `x` px."""
    (t0, x0, _), (t1, x1, _) = person.path.points[leg : leg + 2]
    t = t0 + (t1 - t0) * (x - x0) / (x1 - x0)
    return t, t


def seen_from(one: ScenePerson | Vehicle, width: int = 640) -> float:
    """Second at which somebody who comes in over the left or right edge is in the picture, to a hundredth."""
    t = one.path.points[0][0]
    while (box := one.box(t)) is None or box[2] < 2 or box[0] > width - 2:
        t += 0.01
    return t
