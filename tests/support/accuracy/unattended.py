"""From static boxes to alarms: what the guard `unattended` says of the bags of a composite."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from orin.processors.geometry import corners, iou
from orin.processors.labels import OBJECT
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import Box, Detections, Event, Track, Tracks
from orin.topologies.offline.chain import Chain
from tests.support.accuracy.composites import FPS, Bag
from tests.support.accuracy.static_score import CAMERA, START, number

FOR_SECONDS = 10
SAME_IOU = 0.3
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
    tracks: list[Tracks]


def alarms(bags: Sequence[Bag], records: Sequence[Detections]) -> Alarms:
    """The openings that the whole chain gives."""
    chain = Chain(parse_specs(_GUARDS, "guards.yaml"), late_after=60.0, takeover_after=10.0, build="accuracy")
    looked = [chain.analyse(record) for record in records]
    by_bag: list[list[Event]] = [[] for _ in bags]
    others: list[Event] = []
    for event in (event for found in looked for event in found.events if event.phase == "opened"):
        on = next((i for i, bag in enumerate(bags) if _is_on(event, bag)), None)
        (others if on is None else by_bag[on]).append(event)
    return Alarms(by_bag, others, [frame for found in looked for frame in found.tracks])


def expected(bags: Sequence[Bag], records: Sequence[Detections]) -> Alarms:
    """What it says where the bags' boxes are the truth and the people's those of `records`: whoever stops beside a bag
    attends it, so not every bag is left alone."""
    return alarms(bags, [_with_truth(bags, record) for record in records])


def _with_truth(bags: Sequence[Bag], record: Detections) -> Detections:
    shown = [bag for bag in bags if bag.visible[number(record.captured_at)] >= 0.5]
    true = [
        Box(label=OBJECT, score=0.9, x1=b.rect[0], y1=b.rect[1], x2=b.rect[2], y2=b.rect[3], since=_moment(b.since))
        for b in shown
    ]
    return structs.replace(record, boxes=(*(b for b in record.boxes if b.label != OBJECT), *true), gone=())


def _moment(seconds: float) -> int:
    return START + round(seconds * 1e6)


def bringers(bag: Bag, tracks: Sequence[Tracks]) -> set[str]:
    """The person drawn to have put it down: the track (several only if alike) that hides it on most frames until it
    shows; nobody where it was put down in the open.
    """
    hid: Counter[str] = Counter()
    for frame in tracks:
        if bag.from_ <= number(frame.captured_at) < bag.since * FPS:
            hid.update(t.track_id for t in frame.tracks if t.detected and t.label == "person" and _hides(t, bag))
    return {track for track, frames in hid.items() if frames == max(hid.values())}


def is_one_of(owner: str | None, tracks: Sequence[Tracks], people: set[str], true: Sequence[Tracks]) -> bool:
    """Whether a track of `tracks` is one of the people whose tracks in `true`, which has every frame, are these: on
    half of its frames it is where they are. Tracks break and go on as others, people do not.
    """
    places = {number(f.captured_at): [t for t in f.tracks if t.detected and t.track_id in people] for f in true}
    own = [(number(f.captured_at), t) for f in tracks for t in f.tracks if t.track_id == owner and t.detected]
    same = sum(any(iou(corners(t), corners(p)) >= SAME_IOU for p in places.get(i, ())) for i, t in own)
    return bool(own) and same >= 0.5 * len(own)


def _hides(track: Track, bag: Bag) -> bool:
    x1, y1, x2, y2 = bag.rect
    width, height = min(track.x2, x2) - max(track.x1, x1), min(track.y2, y2) - max(track.y1, y1)
    return max(width, 0) * max(height, 0) >= 0.5 * (x2 - x1) * (y2 - y1)


def _is_on(event: Event, bag: Bag) -> bool:
    x1, y1, x2, y2 = bag.rect
    truth = Box(label="", score=1, x1=x1, y1=y1, x2=x2, y2=y2)
    s = event.subject
    return s is not None and iou(corners(s), corners(truth)) >= 0.3
