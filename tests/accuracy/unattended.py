"""From static boxes to alarms: what the guard `unattended` says of the bags of a composite."""

from collections.abc import Sequence
from typing import NamedTuple

from processors.detection.combined import iou
from processors.specs.parse import parse_specs
from schemas.records import Box, Detections, Event
from tests.accuracy.composites import Bag
from tests.accuracy.static_score import CAMERA
from topologies.offline import Chain

FOR_SECONDS = 10
_GUARDS = f"""
camera: {CAMERA}
---
guard: left-alone
cameras: ["{CAMERA}"]
when:
  unattended: {{objects: [packages, object], for: {FOR_SECONDS}s}}
"""


class Alarms(NamedTuple):
    """`by_bag`: the openings on each bag, in the order of the bags; `others`: those on anything else."""

    by_bag: list[list[Event]]
    others: list[Event]


def alarms(bags: Sequence[Bag], records: Sequence[Detections]) -> Alarms:
    """The openings that the whole chain gives."""
    chain = Chain(parse_specs(_GUARDS, "guards.yaml"), late_after=60.0, takeover_after=10.0, build="accuracy")
    opened = [event for record in records for event in chain.feed(record) if event.phase == "opened"]
    by_bag: list[list[Event]] = [[] for _ in bags]
    others: list[Event] = []
    for event in opened:
        on = next((i for i, bag in enumerate(bags) if _is_on(event, bag)), None)
        (others if on is None else by_bag[on]).append(event)
    return Alarms(by_bag, others)


def _is_on(event: Event, bag: Bag) -> bool:
    x1, y1, x2, y2 = bag.rect
    truth = Box(label="", score=1, x1=x1, y1=y1, x2=x2, y2=y2)
    s = event.subject
    return s is not None and iou(Box(label="", score=1, x1=s.x1, y1=s.y1, x2=s.x2, y2=s.y2), truth) >= 0.3
