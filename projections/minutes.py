"""What a camera saw in the running minute; pure. A minute that has ended is added to `activity_minutes` and
`activity_hours` (0008_rollups.views.sql).
"""

from typing import cast

from msgspec import Struct, field

from orin.processors.labels import GROUPS
from orin.projections.rows import TableRow
from orin.schemas.json_forms import format_time

MINUTE = 60_000_000
"""µs"""
COUNTED = (*GROUPS, "objects")
"""Columns of `observations`: one a label group, and things that stand still, whatever they are."""
_STATUSES = ("seen", "still", "shed", "undecodable", "frozen")
ADDED = ("frames", *_STATUSES, "covered", *(f"{name}_sum" for name in COUNTED))
GREATEST = tuple(f"{name}_max" for name in COUNTED)
Counted = dict[str, float | None]


class RunningMinute(Struct):
    """`start` is in µs, None before the first frame."""

    camera: str
    start: int | None = None
    counted: Counted = field(default_factory=dict)
    ended: list[TableRow] = field(default_factory=list)
    """Rows to be added: of minutes that have ended, and empty ones of those that have begun."""

    def add(self, at: int, observation: TableRow) -> None:
        """A frame captured at `at` µs, and its row."""
        start = at - at % MINUTE
        if start != self.start:
            self._begin(start)
        counted = self.counted
        _increase(counted, "frames", 1)
        status = cast("str", observation["status"])
        if status in _STATUSES:
            _increase(counted, status, 1)
        _increase(counted, "covered", cast("float", observation["covered"]))
        for name in COUNTED:
            count = cast("int | None", observation.get(name))
            if count is not None:
                _increase(counted, f"{name}_sum", count)
                greatest = counted[f"{name}_max"]
                if greatest is None or count > greatest:
                    counted[f"{name}_max"] = count

    def _begin(self, start: int) -> None:
        if self.start is not None:
            self.ended.append(self._row())
        self.start = start
        self.counted = {**dict.fromkeys(ADDED, 0), **dict.fromkeys(GREATEST), "covered": 0.0}
        self.ended.append(self._row())

    def _row(self) -> TableRow:
        return {"camera": self.camera, "bucket": format_time(self.start or 0), **self.counted}


def _increase(counted: Counted, name: str, by: float) -> None:
    counted[name] = (counted[name] or 0) + by
