"""From the picture to the ground: the plane homography through four or more pairs of points.

Direct linear transform with the last element 1, by least squares where there are more than four pairs (R. Hartley and
A. Zisserman, "Multiple View Geometry in Computer Vision", 2nd ed., 4.1). Both sides are shifted and scaled to unit
size first, as they advise, and the normal equations are solved by Gaussian elimination on plain floats: the same
result on every machine.
"""

from typing import NamedTuple

from orin.processors.geometry import Point
from orin.processors.specs.models import Ground

_SINGULAR = 1e-9
"""Pivots below this, with everything scaled to 1: the points do not determine a plane."""
_HORIZON = 1e-6


class DegenerateError(ValueError):
    """The points do not determine a plane: three of four are collinear, or some are the same."""


class Homography(NamedTuple):
    """Maps places of the picture, 0..1 of width and height, to metres."""

    rows: tuple[float, ...]
    """Nine numbers, row by row, between the scaled coordinates."""
    picture: tuple[float, float, float]
    metres: tuple[float, float, float]
    """Shift x, shift y and scale of either side."""

    def at(self, x: float, y: float) -> Point | None:
        """Metres; None at the horizon and above, where the picture shows no ground."""
        a, b, c, d, e, f, g, h, i = self.rows
        u, v = (x - self.picture[0]) / self.picture[2], (y - self.picture[1]) / self.picture[2]
        depth = g * u + h * v + i
        if depth < _HORIZON:
            return None
        mx, my, scale = self.metres
        return ((a * u + b * v + c) / depth * scale + mx, (d * u + e * v + f) / depth * scale + my)


def homography(ground: Ground) -> Homography:
    """Raises DegenerateError for points that do not determine it."""
    picture, metres = _scale(ground.points), _scale(ground.metres)
    normal = [[0.0] * 9 for _ in range(8)]
    for (px, py), (mx, my) in zip(ground.points, ground.metres, strict=True):
        u, v = (px - picture[0]) / picture[2], (py - picture[1]) / picture[2]
        x, y = (mx - metres[0]) / metres[2], (my - metres[1]) / metres[2]
        for row in ([u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y]):
            for i in range(8):
                for j in range(9):
                    normal[i][j] += row[i] * row[j]
    rows = (*_solve(normal), 1.0)
    found = Homography(rows, picture, metres)
    if any(found.at(*point) is None for point in ground.points):
        raise DegenerateError
    return found


def _scale(points: tuple[Point, ...]) -> tuple[float, float, float]:
    """Shift to the mean, and the mean distance from it."""
    n = len(points)
    x, y = sum(p[0] for p in points) / n, sum(p[1] for p in points) / n
    size = sum(((p[0] - x) * (p[0] - x) + (p[1] - y) * (p[1] - y)) ** 0.5 for p in points) / n
    if size == 0:
        raise DegenerateError
    return x, y, size


def _solve(rows: list[list[float]]) -> list[float]:
    """Gaussian elimination with partial pivoting on n rows of n + 1 numbers."""
    n = len(rows)
    for i in range(n):
        best = max(range(i, n), key=lambda j: abs(rows[j][i]))
        rows[i], rows[best] = rows[best], rows[i]
        pivot = rows[i][i]
        if abs(pivot) < _SINGULAR:
            raise DegenerateError
        for j in range(n):
            if j != i:
                share = rows[j][i] / pivot
                rows[j] = [a - share * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]
