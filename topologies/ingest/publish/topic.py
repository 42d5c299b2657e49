"""What ingest asks Kafka before its first frame: whether it is there, and how long it keeps frames."""

import threading
import time
from typing import NamedTuple

import structlog
from aiokafka.partitioner import murmur2
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient, ConfigResource

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.kafka.answers import partitions
from orin.topologies.kafka.topics import FRAMES

QUIET = {"log_level": 0}
"""Silences librdkafka on stderr: what matters is raised as an OrinError."""

log = structlog.get_logger(__name__)


class KafkaAway(OrinError):
    """Kafka does not answer now; it may later."""


class FramesTopic(NamedTuple):
    """The frames topic as it is now."""

    partitions: int
    retention: int | None
    """µs; None: kept for ever, or not readable by this user."""


def await_frames_topic(settings: Settings, bound: float, stop: threading.Event) -> FramesTopic:
    """The frames topic, once Kafka answers; asked again with growing pauses for `bound` seconds.

    Raises KafkaAway naming the address when Kafka does not answer, OrinError when the topic does not exist.
    """
    admin = AdminClient(confluent_config(settings) | QUIET)
    until = time.monotonic() + bound
    pause, said = 0.2, False
    while True:
        try:
            found = partitions(admin, FRAMES, settings.kafka_bootstrap, timeout=3)
            break
        except KafkaException as error:
            if time.monotonic() >= until or stop.is_set():
                reason = error.args[0].str()
                raise KafkaAway(
                    f"Kafka at {settings.kafka_bootstrap} does not answer ({reason}); start it, or set another "
                    "address in ORIN_KAFKA_BOOTSTRAP"
                ) from None
            if not said:
                log.warning("kafka.waiting", address=settings.kafka_bootstrap, seconds=bound)
                said = True
            stop.wait(pause)
            pause = min(pause * 2, 5.0)
    return FramesTopic(len(found), _retention(admin))


def _retention(admin: AdminClient) -> int | None:
    resource = ConfigResource(ConfigResource.Type.TOPIC, FRAMES)
    try:
        config = admin.describe_configs([resource], request_timeout=10)[resource].result()
    except KafkaException:
        return None  # a user who may write is not necessarily allowed to read configurations
    milliseconds = int(config["retention.ms"].value)
    return milliseconds * 1000 if milliseconds >= 0 else None


def partition_of(key: str, partitions: int) -> int:
    """Where `murmur2_random` puts a key: Java's default, in librdkafka and here."""
    return int(murmur2(key.encode()) & 0x7FFFFFFF) % partitions
