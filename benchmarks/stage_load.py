"""A backlog of recorded detections: three people who walk back and forth in front of each camera."""

from collections.abc import Iterator

from confluent_kafka import Producer

from orin.processors.identity import revision
from orin.processors.specs.parse import parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.records import Box, Detections, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import DETECTIONS, SPEC_KEY

CAMERAS = 20
FPS = 10
_STEP = 1_000_000 // FPS
_GUARDS = """
camera: bench/cam-0
zones: {floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]}
lines: {door: [[0.5, 0], [0.5, 1]]}
---
guard: door
cameras: ["bench/cam-0"]
when: {crosses: {objects: [people], line: door, direction: any}}
---
guard: floor
cameras: ["bench/cam-0"]
when: {enters: {objects: [people], zone: floor}}
---
guard: loitering
cameras: ["bench/cam-0"]
when: {loiters: {objects: [people], zone: floor, for: 30s}}
"""


def specs() -> list[Spec]:
    """Three guards on every camera."""
    found = []
    for camera in range(CAMERAS):
        text = _GUARDS.replace("cam-0", f"cam-{camera}")
        for name in ("door", "floor", "loitering"):
            text = text.replace(f"guard: {name}", f"guard: {name}-{camera}")
        for spec in parse_specs(text, "benchmark"):
            spec_revision = revision(1, spec.body)
            found += [Spec(kind=spec.kind, name=spec.name, revision=spec_revision, body=spec.body, active_from=0)]
    return found


def detections(count: int, start: int) -> Iterator[Detections]:
    """`count` records, round robin over the cameras, 3 boxes each; `start` µs."""
    for index in range(count):
        frame, camera = divmod(index, CAMERAS)
        at = start + frame * _STEP
        yield Detections(
            camera=f"bench/cam-{camera}",
            session="bench",
            session_started_at=start,
            captured_at=at,
            previous_at=at - _STEP if frame else None,
            published_at=at,
            uri=f"file:///frames/bench/cam-{camera}/{at}.jpg",
            width=1280,
            height=720,
            status="seen",
            inferred_at=at,
            backend="bench",
            boxes=tuple(_person(frame, each) for each in range(3)),
        )


def _person(frame: int, number: int) -> Box:
    """Walks 900 px to the right in 15 s, and back."""
    way = (frame * 6 + number * 300) % 1800
    x = 100.0 + (way if way < 900 else 1800 - way)
    y = 150.0 + 180 * number
    return Box(label="person", score=0.9, x1=x, y1=y, x2=x + 60, y2=y + 160)


def record(settings: Settings, count: int) -> int:
    """Writes spec markers to every partition, then the backlog; returns how many records that are."""
    serde = file_serde()
    producer = Producer(
        confluent_producer_config(settings) | {"linger.ms": 20, "queue.buffering.max.messages": 1_000_000}
    )
    start = wall_clock() - count // CAMERAS * _STEP
    partitions = len(producer.list_topics(DETECTIONS).topics[DETECTIONS].partitions)
    written = 0
    for spec in specs():
        for partition in range(partitions):
            producer.produce(DETECTIONS, serde.encode(spec), SPEC_KEY, partition, headers=[*headers(spec)])
            written += 1
    producer.flush()
    for each in detections(count, start):
        key = each.camera.encode()
        timestamp = each.captured_at // 1000
        producer.produce(DETECTIONS, serde.encode(each), key, timestamp=timestamp, headers=[*headers(each)])
    producer.flush()
    return written + count
