"""Where a camera stopped is found without reading a partition of other cameras, and never forgotten."""

import threading
import time
from pathlib import Path

import pytest
from confluent_kafka import Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from msgspec.structs import replace

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish import last_frame as module
from orin.topologies.ingest.publish.last_frame import LastFrame, last_frame, mark
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.ingest.run import Summary, ingest
from orin.topologies.kafka.topics import FRAMES
from tests.support.processes.ingest_tools import frames, make_clip, of_camera

pytestmark = pytest.mark.kafka
SERDE = file_serde()


@pytest.fixture
def settings(kafka: Kafka, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", kafka_bootstrap=kafka.bootstrap)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records of the frames topic each reading covered."""
    covered: list[int] = []
    read = module._TopicReader._read

    def counted(look: module._TopicReader, place: TopicPartition, begin: int, end: int) -> object:
        if place.topic == FRAMES:
            covered.append(end - begin)
        return read(look, place, begin, end)

    monkeypatch.setattr(module._TopicReader, "_read", counted)
    return covered


def publish(settings: Settings, tmp_path: Path, camera: str) -> Summary:
    return ingest(settings, str(make_clip(tmp_path / "clip.avi", 20)), camera, stop=threading.Event())


def others(settings: Settings, camera: str, count: int) -> None:
    """Records of another camera, in the same partition."""
    producer = Producer({"bootstrap.servers": settings.kafka_bootstrap})
    partition = partition_of(camera, 4)
    for _ in range(count):
        producer.produce(FRAMES, b"another's", "hq/another", partition, timestamp=int(time.time() * 1000) + 50_000)
    assert producer.flush(30) == 0


def find(settings: Settings, camera: str) -> LastFrame:
    return last_frame(settings, SERDE, camera, 4)


def test_a_camera_never_seen_costs_no_reading(settings: Settings, reads: list[int]) -> None:
    others(settings, "hq/new", 3000)
    found = find(settings, "hq/new")
    assert (found.captured_at, found.session, found.end) == (None, None, 3000)
    assert reads == []


def test_of_a_camera_seen_long_ago_only_its_last_minutes_are_read(
    settings: Settings, tmp_path: Path, reads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BEYOND_MS", 20_000)  # brokers take no stamp that lies further ahead than 60 s
    summary = publish(settings, tmp_path, "hq/old")
    reads.clear()
    others(settings, "hq/old", 5000)
    found = find(settings, "hq/old")
    assert (found.captured_at, found.session) == (summary.last_captured_at, summary.session)
    assert sum(reads) < 100


def test_a_frame_that_was_marked_and_never_published_names_the_one_before_it(
    settings: Settings, tmp_path: Path
) -> None:
    summary = publish(settings, tmp_path, "hq/marked")
    last = frames(of_camera(settings, FRAMES, "hq/marked"))[-1]
    end = find(settings, "hq/marked").end
    unpublished = replace(last, captured_at=last.captured_at + 5, previous_at=last.captured_at, session="killed")
    producer = Producer({"bootstrap.servers": settings.kafka_bootstrap, "partitioner": "murmur2_random"})
    producer.produce(**mark(SERDE, unpublished, end))
    assert producer.flush(10) == 0
    assert find(settings, "hq/marked")[:2] == (summary.last_captured_at, None)


def test_a_camera_whose_frames_were_deleted_was_seen_nevertheless(
    kafka: Kafka, settings: Settings, tmp_path: Path
) -> None:
    summary = publish(settings, tmp_path, "hq/deleted")
    place = TopicPartition(FRAMES, partition_of("hq/deleted", 4), -1)
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap})
    for future in admin.delete_records([place]).values():
        future.result(30)
    assert find(settings, "hq/deleted").captured_at == summary.last_captured_at
