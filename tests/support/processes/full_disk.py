"""Run by test_full_disk.py in a mount namespace of its own: fills a small file system, and makes room again."""

import os
import subprocess
import sys
import time
from pathlib import Path

from confluent_kafka import Consumer, KafkaError, Message, Producer, TopicPartition

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import OrinError
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.kafka.topics import FRAMES
from tests.support.processes.ingest_tools import log_bounds

_SIZE = "size=40m"


def main(home: Path) -> None:
    mount(home, _SIZE)
    settings = Settings()
    kafka = Kafka(home, settings.engines_folder(), repository=settings.maven_repository)
    kafka.start()
    TopicAdmin(Settings(kafka_bootstrap=kafka.bootstrap)).ensure(one_machine=True)
    acked = fill(kafka)
    sys.stdout.write(f"acked {acked}\n")
    try:
        kafka.start()
    except OrinError as error:
        sys.stdout.write(f"stopped: {error}\n")
    mount(home, "remount,size=400m")
    kafka.start()
    sys.stdout.write(f"held {held(kafka)}\n")
    kafka.stop()


def held(kafka: Kafka) -> int:
    """How many records the topic holds."""
    consumer = Consumer({"bootstrap.servers": kafka.bootstrap, "group.id": "full-disk", "log_level": 0})
    try:
        bounds = [log_bounds(consumer, TopicPartition(FRAMES, partition)) for partition in range(4)]
    finally:
        consumer.close()
    return sum(end - begin for begin, end in bounds)


def fill(kafka: Kafka) -> int:
    """Writes until the broker is gone; how many records it acknowledged."""
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "log_level": 0, "message.timeout.ms": 5000})
    acked = 0

    def delivered(error: KafkaError | None, _message: Message) -> None:
        nonlocal acked
        acked += error is None

    until = time.monotonic() + 90
    while kafka.running():
        assert time.monotonic() < until, "the disk does not fill"
        producer.produce(FRAMES, os.urandom(100_000), "hq/a", on_delivery=delivered)
        producer.poll(0.01)
    producer.flush(10)
    return acked


def mount(home: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(home)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
