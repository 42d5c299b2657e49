"""The transactional producer of one partition, with the few calls the checkpoint makes and nothing of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidProducerEpoch,
    MessageSizeTooLargeError,
    ProducerFenced,
    RecordListTooLargeError,
    RecordTooLargeError,
)

from orin.topologies.kafka.messages import Outgoing
from orin.topologies.stage.checkpoint.signals import FailureKind

log = structlog.get_logger(__name__)

_TRANSACTION_TIMEOUT_MS = 10_000
_BATCH_BYTES = 1_000_000
_REQUEST_BYTES = 8 * 2**20
_GOODBYE_SECONDS = 2.0


class PartitionProducer:
    """`orin.STAGE-PARTITION`."""

    def __init__(self, config: Mapping[str, Any], transactional_id: str) -> None:
        self._config = dict(config) | {
            "client_id": transactional_id,
            "transactional_id": transactional_id,
            "transaction_timeout_ms": _TRANSACTION_TIMEOUT_MS,
            "max_batch_size": _BATCH_BYTES,
            "max_request_size": _REQUEST_BYTES,
            "request_timeout_ms": 15_000,
        }
        self._producer: AIOKafkaProducer | None = None
        self._open = False

    async def start(self) -> None:
        """Returns when every earlier producer of this id is fenced and its transaction ended."""
        self._producer = AIOKafkaProducer(**self._config)
        await self._producer.start()

    async def begin(self) -> None:
        await self._started.begin_transaction()
        self._open = True

    async def send(self, records: Sequence[Outgoing], on_the_way: Callable[[], None]) -> None:
        """Returns when every record is acknowledged; raises the first failure.

        `on_the_way` is called when all are handed over and none is awaited yet.
        """
        producer = self._started
        acks: list[asyncio.Future[Any]] = []
        builders: dict[tuple[str, int], Any] = {}
        for topic, partition, key, value, headers, timestamp in records:
            if partition is None:
                acks.append(await producer.send(topic, value, key, timestamp_ms=timestamp, headers=headers))
                continue
            place = (topic, partition)
            builder = builders.get(place)
            if builder is None:
                builder = builders[place] = producer.create_batch()
            if builder.append(key=key, value=value, timestamp=timestamp, headers=headers) is None:
                acks.append(await producer.send_batch(builder, topic, partition=partition))
                builder = builders[place] = producer.create_batch()
                if builder.append(key=key, value=value, timestamp=timestamp, headers=headers) is None:
                    raise RecordTooLargeError(f"a record of {len(value or b'')} bytes for {topic}")
        for (topic, partition), builder in builders.items():
            acks.append(await producer.send_batch(builder, topic, partition=partition))
        on_the_way()
        await asyncio.gather(*acks)

    async def commit(self) -> None:
        await self._started.commit_transaction()
        self._open = False

    async def stop(self) -> None:
        """Aborts what is open and leaves; never raises, and gives up after some seconds."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        if self._open:
            self._open = False
            await _bounded(producer.abort_transaction())
        if not await _bounded(producer.stop()):
            # It waits for sends that nobody will acknowledge; without this its sender would go on for ever.
            await _bounded(producer._sender.close())
            await _bounded(producer.client.close())

    @property
    def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise RuntimeError("the producer is not started")
        return self._producer


async def _bounded(goodbye: Coroutine[Any, Any, None]) -> bool:
    """Whether it was done in time; its errors do not matter any more."""
    try:
        await asyncio.wait_for(goodbye, _GOODBYE_SECONDS)
    except TimeoutError:
        return False
    except Exception as error:
        log.debug("a producer did not leave cleanly", fault=f"{type(error).__name__}: {error}")
    return True


def failure_kind(error: BaseException) -> FailureKind:
    """How the machine has to take `error`."""
    if isinstance(error, ProducerFenced | InvalidProducerEpoch):
        return "fenced"
    if isinstance(error, MessageSizeTooLargeError | RecordListTooLargeError | RecordTooLargeError):
        return "too_large"
    return "other"
