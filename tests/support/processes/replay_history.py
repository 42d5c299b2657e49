"""Three quarters of an hour of tracks of some cameras, with all that happens to guards: on a topic, as track writes it.

Every five minutes people walk through, somebody leaves a bag that another takes, and somebody stays too long. There
are gaps, frames that were not looked at, ends of sessions, messages that cannot be read; a guard is revised, one is
withdrawn and a camera's zones change, all in the middle.
"""

from collections.abc import Iterator
from itertools import count

from confluent_kafka import Producer
from msgspec.structs import replace

from orin.processors.identity import revision
from orin.processors.specs.parse import parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import SessionEnd, Spec, Tracks
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.kafka.topics import SPEC_KEY, SPECS, TRACKS
from tests.support.guards_scene import START as SCENE_START
from tests.support.guards_scene import Scene, Thing, bag, person, still, way

CAMERAS = ("hq/lobby", "hq/hall", "yard/gate")
SECONDS = 2700
FPS = 2.0
START = (wall_clock() - 2 * 3_600_000_000) // PERIOD * PERIOD + 90_000_000
"""A minute and a half into a period."""
MIDDLE = START + 1_300_000_000
END = START + SECONDS * 1_000_000

GUARDS = """
camera: CAMERA
zones:
  floor: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]]
  desk: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]]
lines:
  door: [[0.5, 0.8], [0.5, 0.2]]
---
guard: bags
cameras: ["hq/*", "yard/*"]
when:
  unattended: {objects: suitcase, zone: floor, for: 60s}
---
guard: loiterers
cameras: ["*"]
when:
  loiters: {objects: people, zone: desk, for: 40s}
cooldown: 10m
---
guard: door
cameras: ["hq/*"]
when:
  crosses: {objects: people, line: door, direction: any}
---
guard: arrivals
cameras: ["hq/*"]
when:
  enters: {objects: people, zone: desk}
"""
REVISED = GUARDS.replace("for: 60s", "for: 45s").replace("cooldown: 10m", "cooldown: 1s")


def specs(text: str, number: int, active_from: int, *, until: int | None = None) -> list[Spec]:
    """The documents as revision `number`."""
    return [
        Spec(
            kind=parsed.kind,
            name=parsed.name,
            revision=revision(number, parsed.body),
            body=parsed.body,
            active_from=active_from,
            active_until=until,
        )
        for parsed in parse_specs(text, "guards.yaml")
    ]


def things(cycle: int) -> list[Thing]:
    """What happens in one cycle of five minutes."""
    t, n = cycle * 300.0, f"{cycle}"
    walker = way((t + 5, 50, 500), (t + 25, 950, 510))
    owner = way((t + 30, 100, 600), (t + 40, 300, 600), (t + 50, 300, 600), (t + 65, 980, 620))
    taker = way((t + 200, 950, 600), (t + 220, 330, 600), (t + 240, 20, 600))
    carried = way((t + 42, 310, 600), (t + 222, 310, 600), (t + 240, 10, 600))
    idler = way((t + 80, 500, 950), (t + 90, 500, 500), (t + 170, 505, 505), (t + 185, 990, 500))
    hidden = ((t + 120, t + 124),)
    return [
        person(f"walker-{n}", walker, born=t + 5, dies=t + 25),
        person(f"owner-{n}", owner, born=t + 30, dies=t + 65),
        bag(f"bag-{n}", carried, born=t + 42, dies=t + 240, hidden=hidden),
        person(f"taker-{n}", taker, born=t + 200, dies=t + 240),
        person(f"idler-{n}", idler, born=t + 80, dies=t + 185),
    ]


def tracks(camera: str) -> list[Tracks]:
    """All frames of one camera; each has its own gaps."""
    shift = START - SCENE_START
    own = CAMERAS.index(camera)
    found: list[Tracks] = []
    for cycle in range(SECONDS // 300):
        dark = ((cycle * 300.0 + 95 + 20 * own, cycle * 300.0 + 103 + 20 * own),) if cycle % 3 == own else ()
        shed = ((cycle * 300.0 + 130, cycle * 300.0 + 133),)
        scene = Scene([*things(cycle), bag("plant", still(800, 900))], SECONDS, fps=FPS, missing=dark, unobserved=shed)
        frames = scene.records()
        found += [frame for frame in frames if cycle * 300 <= (frame.source_position or 0) < (cycle + 1) * 300]
    return [_moved(frame, camera, shift) for frame in found]


def _moved(frame: Tracks, camera: str, by: int) -> Tracks:
    return replace(
        frame,
        camera=camera,
        session_started_at=START,
        captured_at=frame.captured_at + by,
        published_at=frame.published_at + by,
        tracks=tuple(replace(each, born_at=each.born_at + by) for each in frame.tracks),
        ended=tuple(replace(each, last_at=each.last_at + by) for each in frame.ended),
    )


def log() -> Iterator[tuple[str, Spec | Tracks | SessionEnd | None, int]]:
    """(camera or '', record, event time) in the order of writing; None for a record and a message without sense."""
    for camera in CAMERAS:
        for spec in specs(GUARDS.replace("CAMERA", camera), 1, 0):
            yield "", spec, START
    streams = [tracks(camera) for camera in CAMERAS]
    changed = False
    for number in range(max(map(len, streams))):
        for frames in streams:
            if number >= len(frames):
                continue
            frame = frames[number]
            if not changed and frame.captured_at >= MIDDLE:
                changed = True
                yield from (("", spec, MIDDLE) for spec in changes())
            yield frame.camera, frame, frame.captured_at
            if number % 1000 == 700:
                end = SessionEnd(camera=frame.camera, session="s", ended_at=frame.captured_at)
                yield frame.camera, end, frame.captured_at
            if number % 900 == 450:
                yield frame.camera, None, frame.captured_at + 1000


def changes() -> list[Spec]:
    """In the middle: `bags` and `loiterers` are revised, `arrivals` is withdrawn, the hall's zones a little later."""
    hall = GUARDS.replace("CAMERA", "hq/hall").replace("[1, 0.2]", "[1, 0.25]")
    revised = [s for s in specs(REVISED.replace("CAMERA", "x/y"), 2, MIDDLE) if s.name in ("bags", "loiterers")]
    gone = [s for s in specs(GUARDS.replace("CAMERA", "x/y"), 2, MIDDLE, until=MIDDLE) if s.name == "arrivals"]
    return [*revised, *gone, *(s for s in specs(hall, 2, MIDDLE + 30_000_000) if s.kind == "camera")]


def write(kafka: Kafka, partitions: int = 4) -> int:
    """Writes the whole of it; returns how many messages carry a camera's key."""
    from orin.topologies.ingest.publish.topic import partition_of

    serde = file_serde()
    producer = Producer(
        {"bootstrap.servers": kafka.bootstrap, "enable.idempotence": True, "queue.buffering.max.messages": 1_000_000}
    )
    sequences = [count() for _ in range(partitions)]
    written = 0
    for camera, record, at in log():
        if isinstance(record, Spec):
            producer.produce(SPECS, serde.encode(record), f"{record.kind}/{record.name}@{record.revision}".encode(), 0)
            for partition in range(partitions):
                extra = _headers(headers(record, next(sequences[partition])))
                # As `apply` writes them: at the time of the wall clock, whatever the frames' own is.
                producer.produce(TRACKS, serde.encode(record), SPEC_KEY, partition, headers=extra)
            continue
        partition = partition_of(camera, partitions)
        number = next(sequences[partition])
        if record is None:
            found = [("orin_seq", b"%d" % number), ("orin_captured_at", b"%d" % at), ("orin_session", b"s")]
            extra, value = _headers(found), b"garbage"
        else:
            extra, value = _headers(headers(record, number)), serde.encode(record)
        producer.produce(TRACKS, value, camera.encode(), partition, timestamp=at // 1000, headers=extra)
        written += 1
        producer.poll(0)
    producer.flush()
    return written


def _headers(found: list[tuple[str, bytes]]) -> list[tuple[str, str | bytes | None]]:
    return [*found]
