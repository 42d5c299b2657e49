"""Composites spoilt by weather, mast and encoder, or of which births are hard: alarms that are due, and others."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.schemas.records import Box, Detections
from tests.support.accuracy.births import BIRTHS
from tests.support.accuracy.composites import Composite
from tests.support.accuracy.spoilt import SPOILT
from tests.support.accuracy.static_score import backend, look
from tests.support.accuracy.unattended import alarms, expected
from tests.support.footage import SHARED

PATH = SHARED / "data" / "vtest.avi"


class AlarmRow(NamedTuple):
    """One kind of picture, one backend."""

    kind: str
    backend: str
    due: int
    right: int
    """Bags with as many alarms as are due, where any is."""
    wrong: int
    """Alarms on nothing, and those on a bag beyond what is due: one that was attended for a while is due again."""
    remarks: tuple[str, ...]

    def __add__(self, other: object) -> "AlarmRow":
        assert isinstance(other, AlarmRow)
        due, right, wrong = self.due + other.due, self.right + other.right, self.wrong + other.wrong
        return AlarmRow(self.kind, self.backend, due, right, wrong, self.remarks + other.remarks)


def measure(
    shown: Composite, kind: str, backends: Sequence[str], boxes: Sequence[tuple[Box, ...]], step: int
) -> list[AlarmRow]:
    """One row a backend; every `step`-th frame is looked at. `boxes` are the model's on the footage as it is."""
    frames = SPOILT[kind](shown.frames, PATH)
    return [_row(shown, kind, name, look(backend(name, boxes), frames, step)) for name in backends]


def measure_births(
    kind: str, group: int, backends: Sequence[str], boxes: Sequence[tuple[Box, ...]], step: int
) -> list[AlarmRow]:
    """The same for objects that are born where much else goes on (BIRTHS)."""
    shown, seen = BIRTHS[kind](PATH, group, boxes)
    return [_row(shown, kind, name, look(backend(name, seen), shown.frames, step)) for name in backends]


def _row(shown: Composite, kind: str, name: str, records: Sequence[Detections]) -> AlarmRow:
    said, due = alarms(shown.bags, records), expected(shown.bags, records)
    right = wrong = 0
    remarks = []
    for bag, events, wanted in zip(shown.bags, said.by_bag, due.by_bag, strict=True):
        right += bool(wanted) and len(events) == len(wanted)
        wrong += max(len(events) - len(wanted), 0)
        if len(events) != len(wanted):
            remarks.append(f"bag {bag.rect}, contrast {bag.contrast}: {len(events)} alarms, {len(wanted)} due")
    for event in said.others:
        s = event.subject
        where = f"({s.x1:.0f},{s.y1:.0f})-({s.x2:.0f},{s.y2:.0f})" if s else "nowhere"
        remarks.append(f"alarm on nothing at {event.source_position:.1f} s, {where}")
    return AlarmRow(kind, name, sum(map(bool, due.by_bag)), right, wrong + len(said.others), tuple(remarks))
