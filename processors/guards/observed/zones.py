"""Zones in px, and which of them hold a point."""

from orin.processors.geometry import Point, inside

_CELLS = 32
_MARGIN = 1e-6
"""Of a cell: more than the rounding of a division can move a point."""


class Zone:
    """A polygon in px; one object for all guards that use it with the same anchor. `bit` is its place in masks."""

    __slots__ = ("bit", "bottom", "bounds", "name", "points")

    def __init__(self, name: str, points: tuple[Point, ...], *, bottom: bool, bit: int = 0) -> None:
        self.name = name
        self.points = points
        self.bottom = bottom
        """Whether the anchor is the bottom centre; else the centre."""
        self.bit = bit
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self.bounds = (min(xs), min(ys), max(xs), max(ys))

    def holds(self, x: float, y: float) -> bool:
        x1, y1, x2, y2 = self.bounds
        return x1 <= x <= x2 and y1 <= y <= y2 and inside(self.points, (x, y))


class ZoneMap:
    """Answers for many zones at once: the picture in cells, each learnt when first asked about.

    A cell that no border comes near is inside or outside as a whole; in the others the polygon itself is asked, so
    the answer is always exact.
    """

    __slots__ = ("_cells", "_height", "_per_x", "_per_y", "_width", "_zones")

    def __init__(self, zones: list[Zone], width: int, height: int) -> None:
        self._zones = zones
        self._width, self._height = width, height
        self._per_x, self._per_y = _CELLS / max(width, 1), _CELLS / max(height, 1)
        self._cells: dict[int, tuple[int, tuple[Zone, ...]]] = {}

    def at(self, x: float, y: float) -> int:
        """The bits of the zones that hold the point."""
        if not (0 <= x <= self._width and 0 <= y <= self._height):
            return sum(zone.bit for zone in self._zones if zone.holds(x, y))
        column, row = int(x * self._per_x), int(y * self._per_y)
        cell = self._cells.get(column * 64 + row)
        mask, unsure = self._learn(column, row) if cell is None else cell
        for zone in unsure:
            if zone.holds(x, y):
                mask |= zone.bit
        return mask

    def _learn(self, column: int, row: int) -> tuple[int, tuple[Zone, ...]]:
        x1, x2 = (column - _MARGIN) / self._per_x, (column + 1 + _MARGIN) / self._per_x
        y1, y2 = (row - _MARGIN) / self._per_y, (row + 1 + _MARGIN) / self._per_y
        unsure = tuple(zone for zone in self._zones if _border_is_near(zone, x1, y1, x2, y2))
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        mask = sum(zone.bit for zone in self._zones if zone not in unsure and zone.holds(*middle))
        self._cells[column * 64 + row] = mask, unsure
        return mask, unsure


def _border_is_near(zone: Zone, x1: float, y1: float, x2: float, y2: float) -> bool:
    """Whether an edge may touch the rectangle: both are not apart along x, along y, or across the edge."""
    xa, ya = zone.points[-1]
    for xb, yb in zone.points:
        if max(xa, xb) >= x1 and min(xa, xb) <= x2 and max(ya, yb) >= y1 and min(ya, yb) <= y2:
            sides = [(xb - xa) * (y - ya) - (yb - ya) * (x - xa) for x in (x1, x2) for y in (y1, y2)]
            if min(sides) <= 0 <= max(sides):
                return True
        xa, ya = xb, yb
    return False
