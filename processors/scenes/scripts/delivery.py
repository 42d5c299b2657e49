"""Somebody brings a parcel and goes."""

import random

from orin.processors.scenes.actors import ActorPath, Bag, Pet
from orin.processors.scenes.scene import Expected, Scene
from orin.processors.scenes.scripts.casting import leaves_after, person


def delivery(seed: int) -> Scene:
    """A cat strolls by, somebody carries a suitcase past; then a courier puts a parcel down on the porch and leaves."""
    rng = random.Random(seed)  # noqa: S311
    x, y, height = rng.uniform(260, 360), rng.uniform(262, 285), rng.uniform(96, 108)
    shift = rng.uniform(0, 1.5)
    cat = Pet("cat", ActorPath(((11.0, -40.0, 250.0), (24.0, 680.0, 240.0))), (36.0, 24.0), (50, 60, 70))
    passer = person(rng, "passer", 120, (13.0, 690, 338), (22.0, -40, 342))
    luggage = Bag("luggage", passer, 22.0, (30.0, 26.0), (110, 50, 30), offset=(24, 2))
    courier = person(
        rng, "courier", height, (22.0 + shift, -30, y), (29.0 + shift, x, y), (31.5 + shift, x, y),
        (39.5 + shift, -40, y + 10),
    )  # fmt: skip
    parcel = Bag("parcel", courier, 29.5 + shift, (34.0, 26.0), (40, 80, 120), "box", (26, 2))
    left = 31.5 + shift + leaves_after(courier, (x + 26, y + 2), 1.5 * height)
    guards = """
camera: demo/delivery
zones:
  porch: [[0.2, 0.5], [0.8, 0.5], [0.8, 1], [0.2, 1]]
---
guard: delivery
cameras: ["demo/delivery"]
when:
  delivered: {objects: [packages, object], zone: porch, for: 10s}
severity: low
"""
    expected = Expected("delivery", "delivered", left, left + 10.0)
    return Scene("delivery", seed, 54.0, (cat, passer, luggage, courier, parcel), guards.lstrip(), (expected,))
