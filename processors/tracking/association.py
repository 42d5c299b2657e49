"""Which detection is which track: overlap, and the assignment of least total cost."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Corners = tuple[float, float, float, float]
Pair = tuple[float, int, int]
"""Cost, row (track), column (detection)."""


def iou(a: Corners, b: Corners) -> float:
    """Intersection over union, 0..1: that of processors.geometry, written out for the innermost loop."""
    ax1, ay1, ax2, ay2 = a
    bx1, by1, bx2, by2 = b
    if ax1 >= bx2 or bx1 >= ax2 or ay1 >= by2 or by1 >= ay2:
        return 0.0
    common = (min(ax2, bx2) - max(ax1, bx1)) * (min(ay2, by2) - max(ay1, by1))
    return common / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - common)


def widened(box: Corners, by: float) -> Corners:
    """The box with `by` of its width and height added on each side."""
    dx, dy = by * (box[2] - box[0]), by * (box[3] - box[1])
    return box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy


def assign(pairs: Sequence[Pair], limit: float) -> list[tuple[int, int]]:
    """(row, column) pairs so that the sum of costs is least, where leaving a row alone costs `limit`.

    `pairs` are the possible ones. They mostly fall apart into small groups that share no row or column, and each is
    solved alone. Equal costs are decided by the order of rows and columns.
    """
    by_row: dict[int, list[Pair]] = {}
    by_column: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_row.setdefault(pair[1], []).append(pair)
        by_column.setdefault(pair[2], []).append(pair)
    chosen: list[tuple[int, int]] = []
    done: set[int] = set()
    for row, own in by_row.items():
        if row in done:
            continue
        if len(own) == 1 and len(by_column[own[0][2]]) == 1:
            chosen.append((row, own[0][2]))
            continue
        rows, columns = _connected(row, by_row, by_column)
        done.update(rows)
        chosen += _solve(sorted(rows), sorted(columns), by_row, limit)
    return chosen


def _connected(row: int, by_row: dict[int, list[Pair]], by_column: dict[int, list[Pair]]) -> tuple[set[int], set[int]]:
    rows, columns, todo = {row}, set[int](), [row]
    while todo:
        for _, _, column in by_row[todo.pop()]:
            if column in columns:
                continue
            columns.add(column)
            fresh = [other for _, other, _ in by_column[column] if other not in rows]
            rows.update(fresh)
            todo += fresh
    return rows, columns


def _solve(rows: list[int], columns: list[int], by_row: dict[int, list[Pair]], limit: float) -> list[tuple[int, int]]:
    place = {column: i for i, column in enumerate(columns)}
    cost = np.full((len(rows), len(columns)), limit)
    for i, row in enumerate(rows):
        for value, _, column in by_row[row]:
            cost[i, place[column]] = value
    found = zip(*(part.tolist() for part in linear_sum_assignment(cost)), strict=True)
    return [(rows[i], columns[j]) for i, j in found if cost[i, j] < limit]
