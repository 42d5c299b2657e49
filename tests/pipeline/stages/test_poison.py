"""What nobody can use, on every topic among what everybody needs: a letter each, no stall, all the rest comes through.

POISON in the environment says how many messages of it are written; without it 1,000.
"""

import os
import random
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from confluent_kafka import Producer
from msgspec.structs import replace

from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.schemas.records import Box, Detections, FrameRef, HealthEvent, Record, Spec, Tracks
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka import topics
from orin.topologies.kafka.messages import Headers
from tests.cluster.chaos.poison import spoil
from tests.support.processes.detect_bench import jpeg, worker
from tests.support.processes.header_names import write_badly_named
from tests.support.processes.projection_records import caught_up, dead_letters, event, now, rows, tracks
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

MANY = int(os.environ.get("POISON", "1000"))
SERDE = file_serde()
SECOND = 1_000_000
STEP = 20_000
"""µs between a good message of a camera and the poison after it."""
MARK = 0.1234375
"""A number that is found again in the bytes of a message."""
STAGES = {
    topics.FRAMES: ("detect",),
    topics.DETECTIONS: ("track",),
    topics.TRACKS: ("watch", "project"),
    topics.EVENTS: ("project",),
    topics.HEALTH: ("project",),
    topics.SPECS: ("project",),
}
PATIENCE = 90 + MANY / 20
"""Seconds for each topic's end."""
pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(3 * PATIENCE)]


class Poisoner:
    """Writes good messages, poison after each, and knows what is due for it."""

    def __init__(self, settings: Settings) -> None:
        self._producer = Producer(confluent_producer_config(settings) | {"linger.ms": 20})
        self._store = FrameStore.of(settings)
        self._rng = random.Random(7)
        self._at = now() - 600 * SECOND - MANY * 4 * STEP
        self._picture, self._gone = jpeg(90), "frames:hq/gone/2020010100/00/1.jpg"
        self.letters: Counter[tuple[str, str, bytes]] = Counter()
        """Stage, topic and raw bytes of each letter due."""
        self.statuses: dict[str, Counter[str]] = {}
        """By camera the statuses that are to be observed."""
        self.events: set[str] = set()
        self.written = 0
        self._sorts: tuple[Callable[[], None], ...] = (
            self._frame, self._detections, self._detections, self._tracks, self._event, self._health, self._spec,
        )  # fmt: skip

    def write(self, count: int) -> None:
        """Poison so often, each after something good."""
        for _ in range(count):
            self._at += 4 * STEP
            self._rng.choice(self._sorts)()
            self.written += 1
            if self.written % 1000 == 0:
                self._flush()
        self._flush()

    def _flush(self) -> None:
        assert self._producer.flush(60) == 0

    # ---- topics of frames

    def _frame(self) -> None:
        camera = f"hq/frames-{self._rng.randrange(4)}"
        uri = self._store.put(camera, self._at, self._picture)
        good = FrameRef(
            camera=camera, session="s", session_started_at=self._at, captured_at=self._at, previous_at=None,
            published_at=self._at, lossless=True, uri=uri, width=64, height=48, encoding="jpeg", source="test",
            source_position=MARK,
        )  # fmt: skip
        self._send(topics.FRAMES, good)
        self._expect(camera, "seen")
        at = self._at + STEP
        like = replace(good, captured_at=at)
        match self._rng.randrange(6):
            case 0:
                self._send(topics.FRAMES, replace(like, uri=self._gone))
            case 1:
                torn = self._store.put(camera, at, self._picture[:-20])
                self._send(topics.FRAMES, replace(like, uri=torn))
            case 2:
                self._poison(topics.FRAMES, like, nan(SERDE.encode(like)))
            case 3:
                self._poison(topics.FRAMES, like, SERDE.encode(replace(like, captured_at=2**61)))
            case 4:
                self._marker()
                return
            case _:
                self._spoil(topics.FRAMES, like)
        self._expect(camera, "undecodable")

    def _marker(self) -> None:
        """A spec that nobody could carry out; detect does not look into it, track does."""
        body = self._rng.choice(('{"guard":"g"', "{}", "\x00", '{"camera":"hq/x"}', '{"cameras":["*"],"guard":"b"}'))
        raw = SERDE.encode(Spec(kind="guard", name="b", revision=f"{self._at}-x", body=body, active_from=0))
        self._produce(topics.FRAMES, raw, topics.SPEC_KEY, self._at, partition=self._rng.randrange(4))
        self.letters["track", topics.DETECTIONS, raw] += 1

    def _detections(self) -> None:
        camera = f"hq/detections-{self._rng.randrange(8)}"
        box = Box(label="person", score=0.9, x1=10, y1=10, x2=30, y2=60)
        good = Detections(
            camera=camera, session="s", session_started_at=self._at, captured_at=self._at, previous_at=None,
            published_at=self._at, uri=None, width=64, height=48, status="seen", inferred_at=self._at, backend="test",
            boxes=(box,),
        )  # fmt: skip
        self._send(topics.DETECTIONS, good)
        self._expect(camera, "seen")
        like = replace(good, captured_at=self._at + STEP)
        spoilt: Record
        match self._rng.randrange(6):
            case 0:
                spoilt = replace(like, boxes=(replace(box, score=MARK),))
                self._poison(topics.DETECTIONS, like, nan(SERDE.encode(spoilt)))
            case 1:
                self._poison(topics.DETECTIONS, like, SERDE.encode(replace(like, boxes=(replace(box, x2=1e300),))))
            case 2:
                self._poison(topics.DETECTIONS, like, SERDE.encode(replace(like, width=0)))
            case 3:
                self._poison(topics.DETECTIONS, like, SERDE.encode(replace(like, captured_at=2**61)))
            case 4:
                self._poison(topics.DETECTIONS, like, SERDE.encode(replace(like, camera="hq/\x00")))
            case _:
                self._spoil(topics.DETECTIONS, like)
        self._expect(camera, "undecodable")

    def _tracks(self) -> None:
        """Of a camera of its own: but for poison only track writes there."""
        good = tracks(self._at, "poison/tracks")
        if self._rng.randrange(3):
            self._spoil(topics.TRACKS, good)
        else:
            self._poison(topics.TRACKS, good, SERDE.encode(replace(good, captured_at=2**61)))

    def badly_named(self, bootstrap: str) -> None:
        """On each partition a record whose header's name is no text."""
        places = [(topic, number) for topic in STAGES for number in range(1 if topic == topics.SPECS else 4)]
        records = [(topic, number, f"{topic} {number}".encode()) for topic, number in places]
        write_badly_named(bootstrap, records)
        for topic, _, raw in records:
            for stage in STAGES[topic]:
                self.letters[stage, topic, raw] += 1

    # ---- topics of the database

    def _event(self) -> None:
        good = event(self._at)
        self._send(topics.EVENTS, good)
        self.events.add(good.event_id)
        match self._rng.randrange(4):
            case 0:
                self._refused(topics.EVENTS, event(self._at, zone="nul\x00"))
            case 1:
                self._refused(topics.EVENTS, replace(event(self._at), at=2**62))
            case 2:
                self._refused(topics.EVENTS, event(self._at, event_id=f"no uuid {self._at}"))
            case _:
                self._spoil(topics.EVENTS, event(self._at))

    def _health(self) -> None:
        dark = HealthEvent(kind="camera.dark", camera="hq/health", at=self._at, since=None, message="good")
        self._send(topics.HEALTH, dark)
        if self._rng.randrange(3):
            self._spoil(topics.HEALTH, dark)
        else:
            self._refused(topics.HEALTH, replace(dark, at=self._at + 1, message="nul\x00"))

    def _spec(self) -> None:
        good = Spec(kind="guard", name=f"g{self._at}", revision="1-x", body='{"guard":"g"}', active_from=0)
        self._produce(topics.SPECS, SERDE.encode(good), good.name.encode(), self._at)
        match self._rng.randrange(3):
            case 0:
                self._refused(topics.SPECS, replace(good, name=f"nul\x00{self._at}"))
            case 1:
                self._refused(topics.SPECS, replace(good, name=f"b{self._at}", body="{"))
            case _:
                self._spoil(topics.SPECS, good)

    # ---- writing

    def _expect(self, camera: str, status: str) -> None:
        self.statuses.setdefault(camera, Counter())[status] += 1

    def _send(self, topic: str, record: FrameRef | Detections | Tracks | Record) -> None:
        """As its writer would."""
        self._like(topic, record, SERDE.encode(record))

    def _refused(self, topic: str, record: Record) -> None:
        self._poison(topic, record, SERDE.encode(record))

    def _spoil(self, topic: str, record: Record) -> None:
        self._poison(topic, record, spoil(self._rng, SERDE.encode(record), topic, SERDE)[1])

    def _poison(self, topic: str, record: Record, raw: bytes) -> None:
        """`raw` where `record` was to be."""
        self._like(topic, record, raw)
        for stage in STAGES[topic]:
            self.letters[stage, topic, raw] += 1

    def _like(self, topic: str, record: Record, raw: bytes) -> None:
        key = getattr(record, "camera", "key").encode()
        at = getattr(record, "captured_at", self._at)
        self._produce(topic, raw, key, at, extra=headers(record))

    def _produce(
        self, topic: str, raw: bytes, key: bytes, at: int, *, extra: Headers = (), partition: int = -1
    ) -> None:
        self._producer.produce(topic, raw, key, partition, timestamp=at // 1000, headers=dict(extra))


def nan(raw: bytes) -> bytes:
    """With NaN in the place of MARK; the serde would refuse to write it."""
    spoilt = raw.replace(struct.pack("<d", MARK), struct.pack("<d", float("nan")))
    assert spoilt != raw
    return spoilt


def observed(settings: Settings) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for camera, status, count in rows(settings, "SELECT camera, status, count(*) FROM observations GROUP BY 1, 2"):
        # A frame like the one before is `still`; that is for detect to say.
        found.setdefault(camera, Counter())["seen" if status == "still" else status] += count
    return found


def test_poison_on_every_topic(kafka: Kafka, settings: Settings, tmp_path: Path) -> None:
    poisoner = Poisoner(settings)
    poisoner.write(MANY // 2)
    poisoner.badly_named(kafka.bootstrap)
    url = settings.database_url.get_secret_value()
    with (
        worker(settings, tmp_path / "detect.log", "worker", "detect") as detect,
        Workers(kafka.bootstrap, tmp_path) as workers,
    ):
        stages = [workers.start(name, kafka_session_timeout="6", database_url=url) for name in ("track", "watch")]
        stages.append(workers.start("project", kafka_session_timeout="6", database_url=url))
        poisoner.write(MANY - MANY // 2)
        until(lambda: observed(settings) == poisoner.statuses if is_migrated(settings) else False, PATIENCE, "all rows")
        until(lambda: caught_up(settings, kafka), PATIENCE, "projecting")
        until(lambda: len(dead_letters(kafka)) >= poisoner.letters.total(), PATIENCE, "all letters")
        assert detect.poll() is None
        assert all(stage.alive() for stage in stages)
        assert not any(stage.said("starting again") for stage in stages)
    letters = dead_letters(kafka)
    assert Counter((letter.stage, letter.topic, letter.raw) for letter in letters) == poisoner.letters
    assert all(letter.reason and letter.message for letter in letters)
    assert not any(letter.reason == "failed" for letter in letters)
    assert {row[0] for row in rows(settings, "SELECT event_id::text FROM events")} >= poisoner.events


def is_migrated(settings: Settings) -> bool:
    return bool(rows(settings, "SELECT 1 FROM pg_tables WHERE tablename = 'observations'"))
