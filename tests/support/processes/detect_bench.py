"""What the tests of detect stand on: cameras that publish, a worker process, and what it wrote."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from confluent_kafka import Consumer, Message, Producer, TopicPartition

from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.runtime.processes.children import spawn, stop
from orin.schemas.records import FrameRef, Record, SessionEnd, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import FRAMES, SPEC_KEY

SERDE = file_serde()


def jpeg(value: int, width: int = 64, height: int = 48) -> bytes:
    """A picture of one grey value."""
    image = np.full((height, width, 3), value % 256, np.uint8)
    return bytes(cv2.imencode(".jpg", image)[1])


class Camera:
    """Publishes frames 100 ms apart, the last of them not long ago."""

    def __init__(self, settings: Settings, name: str, session: str = "s1", lossless: bool = True) -> None:
        self.store = FrameStore.of(settings)
        self.producer = Producer(confluent_producer_config(settings))
        self.name = name
        self.session = session
        self.lossless = lossless
        self.started_at = self.at = wall_clock() - 45_000_000
        self.previous: int | None = None

    def frame(
        self, data: bytes | None = None, *, uri: str | None = None, published_at: int | None = None, step: int = 100_000
    ) -> FrameRef:
        self.at += step
        ref = FrameRef(
            camera=self.name,
            session=self.session,
            session_started_at=self.started_at,
            captured_at=self.at,
            previous_at=self.previous,
            published_at=published_at or wall_clock(),
            lossless=self.lossless,
            uri=uri or self.store.put(self.name, self.at, jpeg(self.at // 100_000) if data is None else data),
            width=64,
            height=48,
            encoding="jpeg",
            source="test",
            source_position=1.5,
        )
        self.previous = self.at
        self.send(ref, self.at)
        return ref

    def end(self) -> None:
        self.send(SessionEnd(camera=self.name, session=self.session, ended_at=self.at), self.at)

    def send(self, record: Record, at: int, value: bytes | None = None, key: bytes | None = None) -> None:
        self.producer.produce(
            FRAMES,
            SERDE.encode(record) if value is None else value,
            self.name.encode() if key is None else key,
            headers=list(headers(record)),
            timestamp=at // 1000,
        )

    def marker(self, spec: Spec, partitions: int = 4) -> None:
        for partition in range(partitions):
            self.producer.produce(
                FRAMES, SERDE.encode(spec), SPEC_KEY, partition, headers=list(headers(spec)), timestamp=self.at // 1000
            )

    def flush(self) -> None:
        assert self.producer.flush(20) == 0


@contextmanager
def worker(settings: Settings, log: Path, *command: str, **extra: str) -> Iterator[subprocess.Popen[bytes]]:
    """An `orin` process with these settings, stopped at the end; its log is printed."""
    env = os.environ | {
        "ORIN_HOME": str(settings.home),
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_DATABASE_URL": settings.database_url.get_secret_value(),
        **extra,
    }
    process = spawn([str(Path(sys.executable).with_name("orin")), *command], log=log, env=env)
    try:
        yield process
    finally:
        stop(process, 15.0)
        sys.stdout.write(log.read_text()[-6000:])


class Log:
    """Reads a topic from its beginning, read committed, as far as there is something."""

    def __init__(self, settings: Settings, topic: str) -> None:
        self.consumer = Consumer(
            confluent_config(settings)
            | {"group.id": "test", "enable.auto.commit": False, "enable.partition.eof": True, "log_level": 0}
        )
        metadata = self.consumer.list_topics(topic, 10).topics[topic]
        self.consumer.assign([TopicPartition(topic, p, 0) for p in metadata.partitions])
        self.messages: list[Message] = []

    def until(
        self,
        enough: Callable[[list[Message]], bool],
        process: subprocess.Popen[bytes] | None = None,
        seconds: float = 60.0,
    ) -> list[Message]:
        """All messages so far, once `enough` holds of them."""
        deadline = time.monotonic() + seconds
        while not enough(self.messages):
            assert process is None or process.poll() is None, "the worker ended"
            assert time.monotonic() < deadline, f"only {len(self.messages)} messages in {seconds} s"
            message = self.consumer.poll(0.2)
            if message is not None and message.error() is None:
                self.messages.append(message)
        return self.messages

    def close(self) -> None:
        self.consumer.close()


def decoded(messages: list[Message]) -> list[Record]:
    return [SERDE.decode(message.value()) for message in messages]
