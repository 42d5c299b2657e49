"""What the tests of ingest share: short clips, and everything that a topic holds."""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from confluent_kafka import Consumer, TopicPartition

from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.records import FrameRef, Record, SessionEnd
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.answers import ask


class Read(NamedTuple):
    key: str
    partition: int
    timestamp: int
    headers: dict[str, bytes]
    record: Record


def make_clip(path: Path, frames: int, fps: float = 10.0, size: tuple[int, int] = (64, 48)) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    for index in range(frames):
        writer.write(np.full((size[1], size[0], 3), index % 256, np.uint8))
    writer.release()
    return path


def read_topic(settings: Settings, topic: str) -> list[Read]:
    """Every record on the topic now, by partition and offset; garbage left out."""
    consumer = Consumer({"bootstrap.servers": settings.kafka_bootstrap, "group.id": "reads", "log_level": 0})
    found: list[Read] = []
    try:
        for partition in consumer.list_topics(topic, timeout=10).topics[topic].partitions:
            low, high = log_bounds(consumer, TopicPartition(topic, partition))
            consumer.assign([TopicPartition(topic, partition, low)])
            position = low
            while position < high:
                for message in consumer.consume(min(high - position, 1000), timeout=1):
                    value, key, offset = message.value(), message.key(), message.offset()
                    assert message.error() is None
                    assert isinstance(value, bytes)
                    assert isinstance(key, bytes)
                    assert offset is not None
                    position = offset + 1
                    headers = {str(header[0]): bytes(header[1]) for header in message.headers() or []}  # type: ignore[arg-type]
                    try:
                        record = file_serde().decode(value)
                    except WireError:
                        continue
                    found.append(Read(key.decode(), partition, message.timestamp()[1], headers, record))
    finally:
        consumer.close()
    return found


def log_bounds(consumer: Consumer, place: TopicPartition) -> tuple[int, int]:
    """Asked again while a broker that has just been started is finding out what it leads."""
    return ask(lambda: consumer.get_watermark_offsets(place, timeout=10), 30)


def of_camera(settings: Settings, topic: str, camera: str) -> list[Read]:
    return [read for read in read_topic(settings, topic) if read.key == camera]


def frames(reads: list[Read]) -> list[FrameRef]:
    return [read.record for read in reads if isinstance(read.record, FrameRef)]


def ends(reads: list[Read]) -> list[SessionEnd]:
    return [read.record for read in reads if isinstance(read.record, SessionEnd)]


def assert_whole(found: list[FrameRef]) -> None:
    """In order, once each, each naming the one before it."""
    assert all(b.captured_at > a.captured_at for a, b in pairwise(found))
    assert [f.previous_at for f in found] == [None, *(f.captured_at for f in found[:-1])]
