"""Records whose header's name is not UTF-8, which Kafka takes and no Python client writes by itself."""

import asyncio
from collections.abc import Iterable
from unittest.mock import patch

from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy


class BadName(str):
    """A header's name that is no text on the wire."""

    __slots__ = ()

    def encode(self, *_: object) -> bytes:
        return b"\xffname"


def write_badly_named(bootstrap: str, records: Iterable[tuple[str, int, bytes]]) -> None:
    """Topic, partition and value of each; returns when Kafka has them."""

    async def write() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
        await producer.start()
        try:
            for topic, partition, value in records:
                await producer.send_and_wait(topic, value, b"key", partition=partition, headers=[(BadName(), b"1")])
        finally:
            await producer.stop()

    # The builder in C asks for exactly str.
    modules = ("aiokafka.producer.producer", "aiokafka.producer.message_accumulator")
    with (
        patch(f"{modules[0]}.DefaultRecordBatchBuilder", _DefaultRecordBatchBuilderPy),
        patch(f"{modules[1]}.DefaultRecordBatchBuilder", _DefaultRecordBatchBuilderPy),
    ):
        asyncio.run(write())
