"""What a detector would say of a scene, without pictures: true boxes with its usual mistakes. Deterministic by seed.

It misses 4 % of the things in full view, more of what is covered or cut, and misses come in runs; edges tremble by 2 %
of the box and wander by 4 %; every twentieth frame has a weak box where nothing is. That is mild: the public detections
of MOT17 and PETS miss 0 to 9 % in full view and more than half of those again 0.1 s later, with edges off by 7 to 12 %
and 0.05 to 1.2 false boxes a frame. Some bags have no class that it knows: these show as `object`, once they stand bare
for 3 s, as the background finds them.
"""

import math
import random
from collections.abc import Iterator, Sequence

from orin.processors.geometry import covered
from orin.processors.labels import GROUPS, OBJECT, group
from orin.processors.scenes.actors import Actor, Bag, Corners
from orin.processors.scenes.scene import Scene
from orin.schemas.records import Box, Detections

MISSED, MISSED_AGAIN = 0.04, 0.4
"""Chance of a miss in full view, and of another right after one."""
CARRIED_MISSED = 0.5
HIDDEN, CLEAR = 0.3, 0.7
"""Visible share below which nothing is detected, and from which there is no difference."""
EDGE_NOISE = 0.02
EDGE_WANDER, WANDER_SECONDS = 0.04, 1.0
"""Standard deviation of an edge's slow error, and how long it takes to become another."""
FALSE_BOXES, DOUBLES = 0.05, 0.01
"""False boxes a frame, and second boxes of half a person a person and frame."""
OTHER_LABEL = 0.2
RECOGNISED = 0.7
BORN_SECONDS = 3.0
_SIZES = {"person": (34.0, 100.0), "suitcase": (32.0, 28.0), "car": (140.0, 62.0)}


def noisy_detections(scene: Scene, start: int) -> Iterator[Detections]:
    """The records of all frames; the scene's second 0 is at `start` µs."""
    eye = _Eye(scene, start)
    previous: int | None = None
    for t in scene.times():
        at = start + round(t * 1e6)
        yield Detections(
            camera=scene.camera, session="scene", session_started_at=start, captured_at=at, previous_at=previous,
            published_at=at, uri=None, width=scene.width, height=scene.height, source_position=t, status="seen",
            backend="noisy", boxes=tuple(eye.look(t)),
        )  # fmt: skip
        previous = at


def _visible(scene: Scene, t: float) -> list[tuple[Actor, Corners]]:
    """What is in the frame at second `t`, the nearest last: what is lower in the frame hides what is higher."""
    actors = {actor.name: actor for actor in scene.actors}
    return sorted(((actors[name], box) for name, _, box in scene.truth(t)), key=lambda item: item[1][3])


def _is_carried(bag: Bag, t: float) -> bool:
    return not bag.put_down <= t < bag.taken


class _Eye:
    def __init__(self, scene: Scene, start: int) -> None:
        self._rng = random.Random(f"{scene.name} {scene.seed}")
        self._scene, self._start = scene, start
        self._missed: set[str] = set()
        self._recognised = {actor.name: self._rng.random() < RECOGNISED for actor in scene.actors}
        self._bare: dict[str, float] = {}
        self._wander: dict[str, list[float]] = {}

    def look(self, t: float) -> list[Box]:
        seen = _visible(self._scene, t)
        boxes: list[Box] = []
        for number, (actor, corners) in enumerate(seen):
            before = [box for _, box in seen[number + 1 :]]
            box = self._box(actor, corners, before, t)
            if box is not None:
                boxes.append(box)
            if actor.label == "person" and self._rng.random() < DOUBLES:
                x1, y1, x2, y2 = corners
                boxes.append(self._drawn("person", self._rng.uniform(0.2, 0.45), (x1, y1, x2, (y1 + y2) / 2)))
        if self._rng.random() < FALSE_BOXES:
            boxes.append(self._false_box())
        return boxes

    def _box(self, actor: Actor, corners: Corners, before: Sequence[Corners], t: float) -> Box | None:
        """`before`: the boxes of what is nearer."""
        whole = actor.box(t)
        assert whole is not None
        inside = _area(corners) / _area(whole)
        visible = inside * (1.0 - max((covered(corners, other) for other in before), default=0.0))
        self._drift(actor.name)
        if isinstance(actor, Bag) and not self._recognised[actor.name]:
            return self._unnamed(actor, corners, visible, t)
        carried = isinstance(actor, Bag) and _is_carried(actor, t)
        if not self._is_found(actor.name, visible, CARRIED_MISSED if carried else MISSED):
            return None
        label: str = actor.label
        if self._rng.random() < OTHER_LABEL and actor.label != "person":
            label = self._rng.choice(sorted(GROUPS[group(actor.label)]))
        score = min(0.99, max(0.05, self._rng.gauss(0.75, 0.1) * visible**0.5))
        return self._drawn(label, score, self._wandered(actor.name, corners))

    def _is_found(self, name: str, visible: float, missed: float) -> bool:
        share = min(max((visible - HIDDEN) / (CLEAR - HIDDEN), 0.0), 1.0)
        again = MISSED_AGAIN if name in self._missed else 0.0
        found = self._rng.random() < share * (1.0 - max(missed, again))
        (self._missed.discard if found else self._missed.add)(name)
        return found

    def _drift(self, name: str) -> None:
        """Each edge's error, in shares of the box, forgets itself in WANDER_SECONDS."""
        kept = math.exp(-1.0 / (self._scene.fps * WANDER_SECONDS))
        fresh = EDGE_WANDER * math.sqrt(1.0 - kept * kept)
        errors = self._wander.get(name) or [self._rng.gauss(0, EDGE_WANDER) for _ in range(4)]
        self._wander[name] = [error * kept + self._rng.gauss(0, fresh) for error in errors]

    def _wandered(self, name: str, corners: Corners) -> Corners:
        x1, y1, x2, y2 = corners
        left, top, right, bottom = self._wander[name]
        w, h = x2 - x1, y2 - y1
        return x1 + left * w, y1 + top * h, x2 + right * w, y2 + bottom * h

    def _unnamed(self, bag: Bag, corners: Corners, visible: float, t: float) -> Box | None:
        if _is_carried(bag, t):
            self._bare.pop(bag.name, None)
            return None
        bare = self._bare.get(bag.name, 0.0)
        if bare < BORN_SECONDS:
            self._bare[bag.name] = bare + 1.0 / self._scene.fps if visible >= CLEAR else 0.0
            return None
        since = self._start + round((bag.put_down + 0.3) * 1e6)
        return self._drawn(OBJECT, 0.9, corners, since) if visible >= CLEAR else None

    def _false_box(self) -> Box:
        label = self._rng.choices(list(_SIZES), (6, 3, 1))[0]
        scale = self._rng.uniform(0.7, 1.3)
        w, h = (side * scale for side in _SIZES[label])
        x, y = self._rng.uniform(0, self._scene.width - w), self._rng.uniform(0, self._scene.height - h)
        return self._drawn(label, self._rng.uniform(0.05, 0.45), (x, y, x + w, y + h))

    def _drawn(self, label: str, score: float, corners: Corners, since: int | None = None) -> Box:
        x1, y1, x2, y2 = corners
        dx, dy = EDGE_NOISE * (x2 - x1), EDGE_NOISE * (y2 - y1)
        x1, x2 = (min(max(x + self._rng.gauss(0, dx), 0.0), float(self._scene.width)) for x in (x1, x2))
        y1, y2 = (min(max(y + self._rng.gauss(0, dy), 0.0), float(self._scene.height)) for y in (y1, y2))
        x1, y1, x2, y2 = (round(v, 2) for v in (x1, y1, x2, y2))
        return Box(label=label, score=round(score, 4), x1=x1, y1=y1, x2=x2, y2=y2, since=since)


def _area(box: Corners) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
