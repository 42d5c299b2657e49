"""Own plane geometry against shapely."""

import math
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, box
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import Polygon as ShapelyPolygon

from orin.processors import geometry as g

grid = st.integers(0, 40).map(lambda n: n / 4)
points = st.tuples(grid, grid)
rects = st.tuples(grid, grid, st.integers(1, 20), st.integers(1, 20)).map(
    lambda r: (r[0], r[1], r[0] + r[2], r[1] + r[3])
)
polygons = st.lists(points, min_size=3, max_size=8, unique=True).filter(
    lambda ps: ShapelyPolygon(ps).is_valid and ShapelyPolygon(ps).area > 0
)


@given(polygons, points)
def test_inside_includes_the_border(polygon: list[g.Point], p: g.Point) -> None:
    assert g.inside(polygon, p) == ShapelyPolygon(polygon).covers(ShapelyPoint(p))


@given(polygons, points, st.integers(0, 7), st.booleans())
def test_inside_does_not_depend_on_the_order_of_vertices(
    polygon: list[g.Point], p: g.Point, k: int, back: bool
) -> None:
    turned = polygon[k % len(polygon) :] + polygon[: k % len(polygon)]
    turned = turned[::-1] if back else turned
    assert g.inside(turned, p) == g.inside(polygon, p)
    assert g.canonical(turned) == g.canonical([*polygon, polygon[0]])


@given(rects, rects)
def test_boxes(a: g.Rect, b: g.Rect) -> None:
    one, two = box(*a), box(*b)
    assert math.isclose(g.iou(a, b), one.intersection(two).area / one.union(two).area, abs_tol=1e-12)
    assert math.isclose(g.box_distance(a, b), one.distance(two), abs_tol=1e-9)
    assert math.isclose(g.covered(a, b), one.intersection(two).area / one.area, abs_tol=1e-12)


@given(points, points, points, points)
def test_crossing_is_a_crossing(a: g.Point, b: g.Point, p: g.Point, q: g.Point) -> None:
    assume(a != b)
    assume(g.side(a, b, p) != 0)
    assume(g.side(a, b, q) != 0)
    crosses = LineString([a, b]).intersects(LineString([p, q])) if p != q else False
    distance = LineString([a, b]).boundary.distance(LineString([p, q])) if p != q else 1.0
    assume(distance > 1e-9)  # through an end: rounding decides
    assert (g.crossing(a, b, p, q) != 0) == crosses
    assert g.crossing(a, b, p, q) == -g.crossing(a, b, q, p) == -g.crossing(b, a, p, q)


@given(points, points, st.lists(points, min_size=2, max_size=8))
def test_a_path_crosses_as_often_as_its_ends_say(a: g.Point, b: g.Point, path: list[g.Point]) -> None:
    """However many of its points lie on the line: on a segment without ends in reach, steps add up."""
    assume(a != b)
    far = 1000.0
    dx, dy = (b[0] - a[0]) * far, (b[1] - a[1]) * far
    low, high = (a[0] - dx, a[1] - dy), (a[0] + dx, a[1] + dy)
    total = sum(g.crossing(low, high, p, q) for p, q in pairwise(path))
    first, last = (g.side(low, high, p) >= 0 for p in (path[0], path[-1]))
    assert total == int(last) - int(first)


def test_right_of_one_who_walks_up_is_the_right_of_the_picture() -> None:
    assert g.side((5, 9), (5, 1), (7, 5)) > 0
    assert g.crossing((5, 9), (5, 1), (4, 5), (6, 5)) == 1
    assert g.crossing((5, 9), (5, 1), (4, 0), (6, 0)) == 0


def test_size_is_the_geometric_mean_of_the_sides() -> None:
    assert g.size((0, 0, 4, 9)) == 6
    assert g.size((3, 3, 3, 3)) == 0
