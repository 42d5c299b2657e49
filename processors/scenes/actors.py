"""Who is in a scene and where, at every moment: paths with ground truth, no pictures."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Point = tuple[float, float]
Truth = tuple[str, str, tuple[float, float, float, float]]
"""(id, label, box x1 y1 x2 y2 in px) of one visible thing."""


@dataclass(frozen=True)
class Path:
    """Way-points (second, x, y) of a foot point in px, straight lines between them; nothing before or after."""

    points: tuple[tuple[float, float, float], ...]

    def at(self, t: float) -> Point | None:
        times = [p[0] for p in self.points]
        if not times[0] <= t <= times[-1]:
            return None
        i = min(bisect_right(times, t), len(times) - 1)
        (t0, x0, y0), (t1, x1, y1) = self.points[i - 1], self.points[i]
        part = (t - t0) / (t1 - t0) if t1 > t0 else 0.0
        return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part

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
class Person:
    """Somebody who walks a path. `height` px at the foot point; colours are BGR."""

    name: str
    path: Path
    height: float
    coat: tuple[int, int, int]
    trousers: tuple[int, int, int]
    label: Literal["person"] = "person"

    def box(self, t: float) -> tuple[float, float, float, float] | None:
        foot = self.path.at(t)
        if foot is None:
            return None
        half = self.height * 0.17
        return foot[0] - half, foot[1] - self.height, foot[0] + half, foot[1]


@dataclass(frozen=True)
class Bag:
    """A bag that `owner` carries from the start, puts down at `put_down` s, and nobody takes again."""

    name: str
    owner: Person
    put_down: float
    size: Point
    colour: tuple[int, int, int]
    label: Literal["suitcase"] = "suitcase"
    offset: Point = field(default=(0.0, 0.0))
    """From the owner's foot point to the bag's bottom centre, px."""

    def box(self, t: float) -> tuple[float, float, float, float] | None:
        carried = t < self.put_down
        foot = self.owner.path.at(t if carried else self.put_down)
        if foot is None:
            return None
        x, y = foot[0] + self.offset[0], foot[1] + self.offset[1] - (self.owner.height * 0.12 if carried else 0.0)
        return x - self.size[0] / 2, y - self.size[1], x + self.size[0] / 2, y


Actor = Person | Bag
