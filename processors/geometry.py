"""Plane geometry on plain floats, in pixels with y down: the same result on every machine, quick for few objects.

Points are (x, y); boxes are (x1, y1, x2, y2) with x1 <= x2 and y1 <= y2; polygons are vertices without a repeated end.
"""

import math
from collections.abc import Sequence
from typing import Protocol

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
Polygon = Sequence[Point]


class Cornered(Protocol):
    """A record with the corners of a box: Box, Track, Place."""

    @property
    def x1(self) -> float: ...
    @property
    def y1(self) -> float: ...
    @property
    def x2(self) -> float: ...
    @property
    def y2(self) -> float: ...


def corners(box: Cornered) -> Rect:
    return box.x1, box.y1, box.x2, box.y2


def bottom_centre(box: Rect) -> Point:
    """The anchor: where an object stands."""
    return ((box[0] + box[2]) / 2, box[3])


def centre(box: Rect) -> Point:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def size(box: Rect) -> float:
    """One number for how large a box is, in px: the geometric mean of its sides."""
    return math.sqrt(max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0))


def iou(a: Rect, b: Rect) -> float:
    """Intersection over union, 0..1."""
    both = intersection(a, b)
    if both <= 0:
        return 0.0
    return both / (area(a) + area(b) - both)


def area(box: Rect) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def intersection(a: Rect, b: Rect) -> float:
    """Area that both boxes cover, in px²."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0


def covered(box: Rect, by: Rect) -> float:
    """Share of `box` that `by` covers, 0..1; 0 for a box without area."""
    whole = area(box)
    return intersection(box, by) / whole if whole > 0 else 0.0


def stretch(width: int, height: int, to_width: int, to_height: int) -> Point:
    """By how much a picture is stretched from one size to another; 1 where either is not known."""
    if min(width, height, to_width, to_height) <= 0:
        return 1.0, 1.0
    return to_width / width, to_height / height


def stretched(box: Rect, by: Point) -> Rect:
    """The box in a picture that is `by` times as wide, and as high."""
    return box[0] * by[0], box[1] * by[1], box[2] * by[0], box[3] * by[1]


def distance(a: Point, b: Point) -> float:
    return math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]))


def box_distance(a: Rect, b: Rect) -> float:
    """Shortest way between two boxes, in px; 0 where they touch."""
    dx = max(b[0] - a[2], a[0] - b[2], 0.0)
    dy = max(b[1] - a[3], a[1] - b[3], 0.0)
    return math.sqrt(dx * dx + dy * dy)


def side(a: Point, b: Point, p: Point) -> float:
    """> 0: p lies to the right, on screen, of one who walks from a to b; its size is px² (distance x length)."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def crossing(a: Point, b: Point, p: Point, q: Point) -> int:
    """How the step from p to q goes over the segment a-b: 1 from its left to its right, -1 back, 0 not.

    A point on the line counts as right of it, so a path over many points crosses once, not twice. Beyond the
    segment's ends is not over it; through an end is.
    """
    from_side, to_side = side(a, b, p), side(a, b, q)
    if (from_side >= 0) == (to_side >= 0):
        return 0
    share = from_side / (from_side - to_side)
    at = (p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]))
    along = (at[0] - a[0]) * (b[0] - a[0]) + (at[1] - a[1]) * (b[1] - a[1])
    length2 = (b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1])
    if not 0 <= along <= length2:
        return 0
    return 1 if to_side >= 0 else -1


def inside(polygon: Polygon, p: Point) -> bool:
    """Whether p lies in the polygon, its border included.

    Even-odd rule along the ray to the right (W. R. Franklin's pnpoly), after a test for the border itself, so that
    the answer does not depend on the order or direction of the vertices.
    """
    x, y = p
    odd = False
    xa, ya = polygon[-1]
    for xb, yb in polygon:
        if (ya > y) != (yb > y):
            # Right of the edge or left of it, without a division: both answers come from one exact sign.
            cross = (xb - xa) * (y - ya) - (yb - ya) * (x - xa)
            if cross == 0:
                return True
            if (cross > 0) == (yb > ya):
                odd = not odd
        elif ya == y == yb:
            if min(xa, xb) <= x <= max(xa, xb):
                return True
        elif (xa == x and ya == y) or (xb == x and yb == y):
            return True
        xa, ya = xb, yb
    return odd


def canonical(polygon: Polygon) -> tuple[Point, ...]:
    """The same polygon in one way of writing it: no repeated end, smallest vertex first, clockwise on screen."""
    points = list(polygon)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    if doubled < 0:
        points.reverse()
    first = points.index(min(points))
    return tuple(points[first:] + points[:first])
