"""Reads partitions of a topic by event time, read committed, without a consumer group."""

import time
from collections.abc import Callable, Collection, Iterator
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.kafka.answers import PASSING, ask, no_answer, partitions
from orin.topologies.kafka.messages import LateHeaders, Message, PartitionId

_T = TypeVar("_T")

_TIMEOUT = 30.0
_AT_ONCE = 5000
_GATHER = 0.05
"""Seconds: the client waits them out even at a partition's end."""


class Bounds(NamedTuple):
    """Offsets of a partition's first record and of its end (last stable offset)."""

    start: int
    end: int


class Log:
    """One consumer, of one thread. Every method raises OrinError, naming the cluster, when it does not answer."""

    def __init__(self, settings: Settings, timeout: float = _TIMEOUT) -> None:
        """`timeout`: seconds for Kafka to answer; the client retries within them."""
        self._settings = settings
        self._timeout = timeout
        self._where = settings.kafka_bootstrap
        self._consumer = Consumer(
            confluent_config(settings)
            | {
                "group.id": "orin.replay",  # the client wants one; nothing is ever committed
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "isolation.level": "read_committed",
                "auto.offset.reset": "error",
                "fetch.wait.max.ms": 20,
                "fetch.message.max.bytes": 8 * 2**20,
                "queued.max.messages.kbytes": 64 * 2**10,
                "log_level": 0,
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._consumer.close()

    def partitions(self, topic: str) -> int:
        """How many the topic has."""
        try:
            return len(partitions(self._consumer, topic, self._where, self._timeout / 3))
        except KafkaException as error:
            raise no_answer(self._where, error) from None

    def bounds(self, topic: str, partition: int) -> Bounds:
        place = TopicPartition(topic, partition)
        return Bounds(*self._ask(lambda: self._consumer.get_watermark_offsets(place, timeout=self._timeout / 3)))

    def committed(self, group: str, places: Collection[PartitionId]) -> dict[PartitionId, int]:
        """The committed offsets of a consumer group; partitions without one are left out."""
        consumer = Consumer(confluent_config(self._settings) | {"group.id": group, "log_level": 0})
        asked = [TopicPartition(*place) for place in places]
        try:
            found = self._ask(lambda: consumer.committed(asked, timeout=self._timeout / 3))
        finally:
            consumer.close()
        return {(each.topic, each.partition): each.offset for each in found if each.offset >= 0}

    def offset_at(self, topic: str, partition: int, at: int) -> int:
        """The first offset whose record is of event time `at` (µs) or later; the end where there is none."""
        asked = TopicPartition(topic, partition, max(0, at // 1000))
        (found,) = self._ask(lambda: self._consumer.offsets_for_times([asked], timeout=self._timeout / 3))
        return found.offset if found.offset >= 0 else self.bounds(topic, partition).end

    def read(self, topic: str, partition: int, begin: int, end: int) -> Iterator[list[Message]]:
        """The records with offsets in [begin, end), in order and in batches; what was deleted is passed over.

        Their headers are unpacked only when somebody asks for them: that costs as much as all the rest.
        """
        begin = max(begin, self.bounds(topic, partition).start)
        if begin >= end:
            return
        self._consumer.assign([TopicPartition(topic, partition, begin)])
        try:
            quiet_since = time.monotonic()
            while True:
                found = self._consumer.consume(_AT_ONCE, _GATHER)
                batch, over = self._take(found, partition, end)
                if batch:
                    quiet_since = time.monotonic()
                    yield batch
                if over:
                    return
                if time.monotonic() - quiet_since > self._timeout:
                    raise OrinError(f"Kafka at {self._where} stopped answering: {topic} partition {partition}")
        finally:
            self._consumer.unassign()

    def _take(self, found: list[Any], partition: int, end: int) -> tuple[list[Message], bool]:
        batch: list[Message] = []
        for message in found:
            error = message.error()
            if error is None:
                offset = message.offset()
                if offset >= end:
                    return batch, True
                key, value, headers = message.key(), message.value(), LateHeaders(message)
                batch.append(Message(partition, offset, message.timestamp()[1], key, value, headers))
            elif error.code() == KafkaError._PARTITION_EOF:
                return batch, True
            elif error.code() not in PASSING:
                raise OrinError(f"{message.topic()} on {self._where} cannot be read: {error.str()}")
        return batch, bool(batch) and batch[-1].offset + 1 >= end

    def _ask(self, call: Callable[[], _T]) -> _T:
        try:
            return ask(call, self._timeout)
        except KafkaException as error:
            raise no_answer(self._where, error) from None
