"""What ingest asks of Kafka before its first frame: is it there, how long does it keep frames, where did we stop."""

import threading
import time
import uuid
from typing import NamedTuple

import structlog
from aiokafka.partitioner import murmur2
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import ConfigResource

from runtime.kafka_config import confluent_config
from runtime.settings import Settings
from schemas.errors import OrinError, WireError
from schemas.records import FrameRef
from schemas.serde import Serde
from topologies.topics import FRAMES

_FIRST_WINDOW = 1000
_READ_TIMEOUT = 30.0
_LEADERLESS = (KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE)
_QUIET = {"log_level": 0}
"""librdkafka's own lines on stderr: what matters of them is raised as an OrinError."""

log = structlog.get_logger(__name__)


class FramesTopic(NamedTuple):
    """The frames topic as it is now."""

    partitions: int
    retention: int | None
    """µs; None: kept for ever, or not to be learnt."""


def await_frames_topic(settings: Settings, bound: float, stop: threading.Event) -> FramesTopic:
    """The frames topic, once Kafka answers; asked again with growing pauses for `bound` seconds.

    Raises OrinError naming the address when Kafka does not answer, and when the topic does not exist.
    """
    admin = AdminClient(confluent_config(settings) | _QUIET)
    until = time.monotonic() + bound
    pause, said = 0.2, False
    while True:
        try:
            found = admin.list_topics(FRAMES, timeout=3).topics[FRAMES]
            break
        except KafkaException as error:
            if time.monotonic() >= until or stop.is_set():
                reason = error.args[0].str()
                raise OrinError(
                    f"Kafka at {settings.kafka_bootstrap} does not answer ({reason}); start it, or name another in "
                    "ORIN_KAFKA_BOOTSTRAP"
                ) from None
            if not said:
                log.warning("kafka.waiting", address=settings.kafka_bootstrap, seconds=bound)
                said = True
            stop.wait(pause)
            pause = min(pause * 2, 5.0)
    if found.error is not None or not found.partitions:
        raise OrinError(
            f"topic {FRAMES} does not exist at {settings.kafka_bootstrap}; create it with `orin topics apply`"
        )
    return FramesTopic(len(found.partitions), _retention(admin))


def _retention(admin: AdminClient) -> int | None:
    resource = ConfigResource(ConfigResource.Type.TOPIC, FRAMES)
    try:
        config = admin.describe_configs([resource], request_timeout=10)[resource].result()
    except KafkaException:
        return None  # a user who may write need not be allowed to read configurations
    milliseconds = int(config["retention.ms"].value)
    return milliseconds * 1000 if milliseconds >= 0 else None


def partition_of(key: str, partitions: int) -> int:
    """Where `murmur2_random` puts a key: Java's default, in librdkafka and here."""
    return int(murmur2(key.encode()) & 0x7FFFFFFF) % partitions


def last_frame(settings: Settings, serde: Serde, camera: str, partitions: int) -> int | None:
    """captured_at of the camera's last frame on the topic; None for a camera that has none there.

    Reads its partition backwards in growing windows, so a camera that was seen lately is found at once; one that
    was never seen costs a reading of the whole partition.
    """
    partition = partition_of(camera, partitions)
    consumer = Consumer(
        confluent_config(settings)
        | _QUIET
        | {
            "group.id": f"orin-ingest-{uuid.uuid4()}",
            "enable.auto.commit": False,
            "enable.partition.eof": False,
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    try:
        low, high = _bounds(consumer, TopicPartition(FRAMES, partition))
        end, window = high, _FIRST_WINDOW
        while end > low:
            begin = max(low, end - window)
            found = _last_in(consumer, serde, camera, TopicPartition(FRAMES, partition, begin), end)
            if found is not None:
                return found
            end, window = begin, window * 4
    except KafkaException as error:
        raise OrinError(
            f"the last frame of {camera} cannot be read from {FRAMES} at {settings.kafka_bootstrap}: "
            f"{error.args[0].str()}; start again"
        ) from None
    finally:
        consumer.close()
    return None


def _bounds(consumer: Consumer, partition: TopicPartition) -> tuple[int, int]:
    """First offset and the one after the last; asked again while the partition's leader is being found."""
    until = time.monotonic() + _READ_TIMEOUT
    while True:
        try:
            low, high = consumer.get_watermark_offsets(partition, timeout=_READ_TIMEOUT)
        except KafkaException as error:
            lost = error.args[0].retriable() or error.args[0].code() in _LEADERLESS
            if not lost or time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return low, high


def _last_in(consumer: Consumer, serde: Serde, camera: str, begin: TopicPartition, end: int) -> int | None:
    """The camera's latest captured_at from `begin` to before the offset `end`."""
    key, latest, position = camera.encode(), None, begin.offset
    consumer.assign([begin])
    until = time.monotonic() + _READ_TIMEOUT
    while position < end:
        messages = consumer.consume(min(end - position, 5000), timeout=0.5)
        if messages:
            until = time.monotonic() + _READ_TIMEOUT
        elif time.monotonic() > until:
            raise OrinError(f"{FRAMES}, partition {begin.partition}: nothing came at offset {position}; start again")
        for message in messages:
            if message.error() is not None:
                raise KafkaException(message.error())
            position = (message.offset() or 0) + 1
            if position > end:
                break
            if message.key() == key:
                latest = max(filter(None, (latest, _captured_at(serde, message))), default=None)
    return latest


def _captured_at(serde: Serde, message: Message) -> int | None:
    try:
        record = serde.decode(message.value())
    except WireError:
        return None  # foreign bytes under our key: not a frame
    return record.captured_at if isinstance(record, FrameRef) else None
