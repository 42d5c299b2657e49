"""Which detection is which track: overlap, and the assignment of least total cost."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from orin.processors.assignment import least_cost
from orin.processors.geometry import Rect, iou

Match = tuple[float, int, int]
"""Cost, row (track), column (detection)."""

_BY_HAND = 4
"""Up to so many rows and columns every assignment is tried, which is quicker than to begin the library's."""
_UP_TO = [[used for used in range(1 << _BY_HAND) if used.bit_count() <= n] for n in range(_BY_HAND)]
"""The sets of columns, as bits, that so many rows can have taken."""
_CLEARLY = 1e-9
"""Costs that differ by this much differ in any sum of a frame's costs, however it is rounded."""


class Detection(NamedTuple):
    corners: Rect
    score: float
    label: str
    kind: str
    since: int | None


Sought = tuple[int, str, Rect, float, float]
"""A track as the association sees it: its row, its kind, where it should be, what is added to its costs, and the
overlap of the boxes as they are below which it is another object."""


class MatchStage(NamedTuple):
    """How one stage of the association compares."""

    limit: float
    """The cost, 1 - likeness, from which two do not belong together."""
    widen: float
    """Share of its width and height by which a box is widened on each side."""
    fused: bool
    """The likeness counts times the detection's score over the best one of the frame: scores of different detectors
    have different scales, and a backend without scores gives all the same."""


def pairs(sought: Iterable[Sought], found: Iterable[tuple[int, Detection]], stage: MatchStage) -> list[Match]:
    """The pairs that may be one object, with their costs; columns are the numbers that `found` gives.

    Likeness is the IoU of the widened boxes times the ratio of their heights, which tells a person in front from the
    one behind. Detections lie sorted by their left side, so that each track meets only those beside it: nearly all
    of the time of a tracker goes here.
    """
    limit, widen, fused = stage
    grown = 1.0 + 2.0 * widen
    boxes = []
    best = widest = 0.0
    for column, detection in found:
        x1, y1, x2, y2 = detection.corners
        width, height = x2 - x1, y2 - y1
        dx, dy = widen * width, widen * height
        width *= grown
        boxes.append((x1 - dx, y1 - dy, x2 + dx, y2 + dy, column, height * grown, width, detection))
        widest = max(widest, width)
        best = max(best, detection.score)
    boxes.sort(key=_left)
    lefts = [box[0] for box in boxes]
    possible: list[Match] = []
    for row, kind, place, extra, least in sought:
        left, top, right, bottom = place
        dx, dy = widen * (right - left), widen * (bottom - top)
        left, top, right, bottom = left - dx, top - dy, right + dx, bottom + dy
        height = bottom - top
        area = (right - left) * height
        first = bisect_left(lefts, left - widest)
        for x1, y1, x2, y2, column, high, wide, detection in boxes[first : bisect_left(lefts, right)]:
            if x2 <= left or y1 >= bottom or y2 <= top or detection.kind != kind:
                continue
            # Conditions instead of min() and max(): calls would double the time.
            common = ((x2 if x2 < right else right) - (x1 if x1 > left else left)) * (  # noqa: FURB136
                (y2 if y2 < bottom else bottom) - (y1 if y1 > top else top)  # noqa: FURB136
            )
            likeness = common / (area + wide * high - common) * (high / height if high < height else height / high)
            if fused:
                likeness *= detection.score / best
            cost = 1.0 - likeness + extra
            if cost < limit and (not least or iou(place, detection.corners) >= least):
                possible.append((cost, row, column))
    return possible


def _left(box: tuple[float, float, float, float, int, float, float, Detection]) -> float:
    return box[0]


def assign(possible: Sequence[Match], limit: float) -> list[tuple[int, int]]:
    """(row, column) pairs so that the sum of costs is least, where leaving a row alone costs `limit`.

    `possible` mostly falls apart into small groups that share no row or column, and each is solved alone. Equal costs
    are decided by the order of rows and columns.
    """
    by_row: dict[int, list[Match]] = {}
    by_column: dict[int, list[int]] = {}
    for pair in possible:
        row, column = pair[1], pair[2]
        if row in by_row:
            by_row[row].append(pair)
        else:
            by_row[row] = [pair]
        if column in by_column:
            by_column[column].append(row)
        else:
            by_column[column] = [row]
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


def _connected(row: int, by_row: dict[int, list[Match]], by_column: dict[int, list[int]]) -> tuple[set[int], set[int]]:
    rows, columns, todo = {row}, set[int](), [row]
    while todo:
        for _, _, column in by_row[todo.pop()]:
            if column in columns:
                continue
            columns.add(column)
            fresh = [other for other in by_column[column] if other not in rows]
            rows.update(fresh)
            todo += fresh
    return rows, columns


def _solve(rows: list[int], columns: list[int], by_row: dict[int, list[Match]], limit: float) -> list[tuple[int, int]]:
    evident = _evident([by_row[row] for row in rows], limit)
    if evident is not None:
        return evident
    if len(rows) <= _BY_HAND and len(columns) <= _BY_HAND:
        return _cheapest([sorted(by_row[row], key=_column) for row in rows], columns, limit)
    place = {column: i for i, column in enumerate(columns)}
    cost = np.full((len(rows), len(columns)), limit)
    for i, row in enumerate(rows):
        for value, _, column in by_row[row]:
            cost[i, place[column]] = value
    found = zip(*(part.tolist() for part in least_cost(cost)), strict=True)
    return [(rows[i], columns[j]) for i, j in found if cost[i, j] < limit]


def _column(pair: Match) -> int:
    return pair[2]


def _evident(rows: list[list[Match]], limit: float) -> list[tuple[int, int]] | None:
    """The choice where every row has a best column of its own, by more than sums can be rounded: nothing else costs
    as little. None where rows want the same column, or are in two minds.
    """
    taken: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for own in rows:
        best, second, column = limit, limit, -1
        for value, _, at in own:
            if value < best:
                best, second, column = value, best, at
            elif value < second:
                second = value
        if second - best < _CLEARLY or column in taken:
            return None
        taken.add(column)
        chosen.append((own[0][1], column))
    return chosen


def _cheapest(rows: list[list[Match]], columns: list[int], limit: float) -> list[tuple[int, int]]:
    """Every assignment, each remainder solved once: from the last row to the first, for all columns that may be used.

    `used` are bits, one a column. Where two cost the same, the row alone comes first, then the lower column.
    """
    bits = {column: 1 << i for i, column in enumerate(columns)}
    last: dict[int, float] = dict.fromkeys(range(1 << len(columns)), 0.0)
    choices: list[dict[int, Match | None]] = []
    for number in range(len(rows) - 1, -1, -1):
        costs: dict[int, float] = {}
        choice: dict[int, Match | None] = {}
        # Of the rows before this one, each has taken a column at most.
        for used in _UP_TO[number]:
            if used >> len(columns):
                continue
            cost, best = last[used] + limit, None
            for pair in rows[number]:
                bit = bits[pair[2]]
                if not used & bit and (whole := last[used | bit] + pair[0]) < cost:
                    cost, best = whole, pair
            costs[used], choice[used] = cost, best
        last = costs
        choices.append(choice)
    chosen: list[tuple[int, int]] = []
    used = 0
    for choice in reversed(choices):
        best = choice[used]
        if best is not None:
            used |= bits[best[2]]
            chosen.append((best[1], best[2]))
    return chosen
