"""Bare consumers beside the stream's own: the state topic on assignment, and the source when delivery is in doubt."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from orin.topologies.kafka.messages import Headers, Message, with_values

StateRecords = Sequence[tuple[bytes, bytes | None, Headers]]

_POLL_MS = 50
_GOODBYE_SECONDS = 2.0
_LOOK_SECONDS = 2.0
"""How long a look waits for the first record of a log that has more records."""


class Look(NamedTuple):
    """See signals.Refetched."""

    log_start: int
    log_end: int
    messages: list[Message]
    position: int


class LogReader:
    """Reads committed, without a group. One look at a time; the consumer is kept between looks."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = dict(config) | {
            "group_id": None,
            "enable_auto_commit": False,
            "auto_offset_reset": "earliest",
            "isolation_level": "read_committed",
            "fetch_max_wait_ms": 100,
            "max_partition_fetch_bytes": 2 * 2**20,
        }
        self._consumer: AIOKafkaConsumer | None = None
        self._lock = asyncio.Lock()

    async def read_all(self, topic: str, partition: int, take: Callable[[StateRecords], None]) -> None:
        """Hands every record of a partition to `take`, up to the last stable offset of the moment of the call."""
        place = TopicPartition(topic, partition)
        consumer = AIOKafkaConsumer(**self._config)
        try:
            await consumer.start()
            consumer.assign([place])
            end = (await consumer.end_offsets([place]))[place]
            await consumer.seek_to_beginning(place)
            while await consumer.position(place) < end:
                found = await consumer.getmany(place, timeout_ms=_POLL_MS)
                take([(r.key or b"", r.value, with_values(r.headers)) for r in found.get(place, ())])
        finally:
            await _stop(consumer)

    async def look(self, topic: str, partition: int, offset: int, most: int) -> Look:
        """Where the log starts and ends, and its first visible records (at most `most`) at or after `offset`."""
        place = TopicPartition(topic, partition)
        async with self._lock:
            try:
                consumer = await self._open()
                start = (await consumer.beginning_offsets([place]))[place]
                end = (await consumer.end_offsets([place]))[place]
                first = max(offset, start)
                if first >= end:
                    return Look(start, end, [], first)
                return Look(start, end, *await self._fetch(consumer, place, first, end, most))
            except BaseException:
                await self._close()
                raise

    async def ends(self, topic: str, partitions: Sequence[int]) -> dict[int, int]:
        """Last stable offset of each partition."""
        async with self._lock:
            try:
                consumer = await self._open()
                found = await consumer.end_offsets([TopicPartition(topic, each) for each in partitions])
            except BaseException:
                await self._close()
                raise
            return {place.partition: end for place, end in found.items()}

    async def close(self) -> None:
        async with self._lock:
            await self._close()

    async def _fetch(
        self, consumer: AIOKafkaConsumer, place: TopicPartition, first: int, end: int, most: int
    ) -> tuple[list[Message], int]:
        # Paused and not unsubscribed afterwards: aiokafka's consumer may never stop right after an unsubscribe.
        if place in consumer.assignment():
            consumer.resume(place)
        else:
            consumer.assign([place])
        try:
            consumer.seek(place, first)
            deadline = asyncio.get_running_loop().time() + _LOOK_SECONDS
            while asyncio.get_running_loop().time() < deadline:
                found = await consumer.getmany(place, timeout_ms=_POLL_MS, max_records=most)
                records = found.get(place)
                if records:
                    messages = [to_message(record) for record in records]
                    return messages, messages[-1].offset + 1
                if await consumer.position(place) >= end:  # markers and aborted records only
                    return [], end
            return [], first
        finally:
            consumer.pause(place)

    async def _open(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(**self._config)
            try:
                await consumer.start()
            except BaseException:
                await _stop(consumer)
                raise
            self._consumer = consumer
        return self._consumer

    async def _close(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await _stop(consumer)


async def _stop(consumer: AIOKafkaConsumer) -> None:
    with contextlib.suppress(KafkaError, TimeoutError):
        await asyncio.wait_for(consumer.stop(), _GOODBYE_SECONDS)


def to_message(record: Any) -> Message:
    """From aiokafka's ConsumerRecord."""
    headers = with_values(record.headers)
    return Message(record.partition, record.offset, record.timestamp, record.key, record.value, headers)
