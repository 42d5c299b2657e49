"""Who is in a scene and where, at every moment: paths and boxes, no images."""

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Point = tuple[float, float]
Corners = tuple[float, float, float, float]
"""x1 y1 x2 y2 in px."""
LabelledBox = tuple[str, str, Corners]
"""(id, label, box x1 y1 x2 y2 in px) of something visible."""


@dataclass(frozen=True)
class ActorPath:
    """Waypoints (second, x, y) of a foot point in px, joined by straight lines; nowhere before and after."""

    points: tuple[tuple[float, float, float], ...]

    def at(self, t: float) -> Point | None:
        times = [p[0] for p in self.points]
        if not times[0] <= t <= times[-1]:
            return None
        i = min(bisect_right(times, t), len(times) - 1)
        (t0, x0, y0), (t1, x1, y1) = self.points[i - 1], self.points[i]
        part = (t - t0) / (t1 - t0) if t1 > t0 else 0.0
        return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part

    def is_eastward(self, t: float) -> bool:
        """Whether the leg of second `t` leads to the right."""
        i = min(max(bisect_right([p[0] for p in self.points], t), 1), len(self.points) - 1)
        return self.points[i][1] >= self.points[i - 1][1]

    def walked(self, t: float) -> float:
        """Distance in px gone by second `t`: drives the swing of the legs."""
        total = 0.0
        for (t0, x0, y0), (t1, x1, y1) in zip(self.points, self.points[1:], strict=False):
            if t <= t0:
                break
            part = min(1.0, (t - t0) / (t1 - t0)) if t1 > t0 else 1.0
            total += part * ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        return total


@dataclass(frozen=True)
class ScenePerson:
    """Somebody who walks a path. `height` px at the foot point; colours are BGR."""

    name: str
    path: ActorPath
    height: float
    coat: tuple[int, int, int]
    trousers: tuple[int, int, int]
    label: Literal["person"] = "person"

    def box(self, t: float) -> Corners | None:
        foot = self.path.at(t)
        if foot is None:
            return None
        half = self.height * 0.17
        return foot[0] - half, foot[1] - self.height, foot[0] + half, foot[1]


@dataclass(frozen=True)
class _Mover:
    """Moves along its path, nose first; `size` is its length and height in px, the colour is BGR."""

    name: str
    path: ActorPath
    size: Point
    colour: tuple[int, int, int]

    def box(self, t: float) -> Corners | None:
        return _standing(self.path.at(t), self.size)


@dataclass(frozen=True)
class Vehicle(_Mover):
    """Something on wheels."""

    label: Literal["car", "truck"] = "car"


@dataclass(frozen=True)
class Pet(_Mover):
    """An animal."""

    label: Literal["cat", "dog"] = "cat"


@dataclass(frozen=True)
class Bag:
    """A thing that `owner` carries from the start and puts down at `put_down` s; `taker` carries it away at `taken` s.

    Without a taker it stays. Whoever is to take it should then stand where the owner stood when they put it down.
    """

    name: str
    owner: ScenePerson
    put_down: float
    size: Point
    colour: tuple[int, int, int]
    label: Literal["suitcase", "backpack", "box"] = "suitcase"
    offset: Point = field(default=(0.0, 0.0))
    """From its carrier's foot point to the thing's bottom centre, px."""
    taker: ScenePerson | None = None
    taken: float = math.inf

    def box(self, t: float) -> Corners | None:
        carrier = self.owner if t < self.put_down else self.taker if t >= self.taken else None
        foot = carrier.path.at(t) if carrier else self.owner.path.at(self.put_down)
        if foot is None:
            return None
        lifted = carrier.height * 0.12 if carrier else 0.0
        return _standing((foot[0] + self.offset[0], foot[1] + self.offset[1] - lifted), self.size)


def _standing(foot: Point | None, size: Point) -> Corners | None:
    if foot is None:
        return None
    return foot[0] - size[0] / 2, foot[1] - size[1], foot[0] + size[0] / 2, foot[1]


Actor = ScenePerson | Vehicle | Pet | Bag
