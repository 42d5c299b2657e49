"""Records to Kafka from the event loop: sent one by one, each awaited until the brokers have it."""

import asyncio
import threading
from typing import NamedTuple, Self

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.records import Record
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import Serde, open_serde

_TIMEOUT = 5.0
"""Seconds for the brokers to take a record; then it is dropped, and not sent later."""
_POLL = 0.1


class Place(NamedTuple):
    """Where a record lies."""

    topic: str
    partition: int
    offset: int


class NotTaken(OrinError):
    """The brokers did not say in time that they have the record."""


class Outbox:
    """A producer, and the thread that hears the brokers' answers."""

    def __init__(self, settings: Settings) -> None:
        self._where = settings.kafka_bootstrap
        self._registry = settings.schema_registry_url
        self._serde: Serde | None = None
        self._producer = Producer(
            confluent_producer_config(settings)
            | {"message.timeout.ms": int(_TIMEOUT * 1000), "linger.ms": 0, "log_level": 0}
        )
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._hear, name="outbox", daemon=True)

    async def __aenter__(self) -> Self:
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending.set()
        await asyncio.to_thread(self._thread.join)
        await asyncio.to_thread(self._producer.flush, _TIMEOUT)

    async def send(self, topic: str, key: str, record: Record) -> Place:
        """Returns once every replica that must have the record has it.

        Raises NotTaken: the record is not there or, where the connection broke in between, it is not known whether.
        """
        serde = await self.serde()
        loop = asyncio.get_running_loop()
        taken: asyncio.Future[Place] = loop.create_future()

        def answered(error: KafkaError | None, message: Message) -> None:
            place = Place(topic, int(message.partition() or 0), int(message.offset() or 0))
            loop.call_soon_threadsafe(_settle, taken, place if error is None else NotTaken(self._said(topic, error)))

        at = event_time(record)
        assert at is not None
        try:
            self._producer.produce(
                topic,
                key=key.encode(),
                value=serde.encode(record),
                timestamp=at // 1000,
                headers=dict(headers(record)),
                on_delivery=answered,
            )
        except (KafkaException, BufferError) as error:
            raise NotTaken(self._said(topic, error)) from None
        return await taken

    async def serde(self) -> Serde:
        """What records are written and read with. Raises OrinError where a registry is named and does not answer."""
        if self._serde is None:
            self._serde = await asyncio.to_thread(open_serde, self._registry)
        return self._serde

    def _hear(self) -> None:
        while not self._ending.is_set():
            self._producer.poll(_POLL)

    def _said(self, topic: str, error: object) -> str:
        why = error.str() if isinstance(error, KafkaError) else str(error)
        return f"{topic} on {self._where} did not take the record: {why}"


def _settle(taken: "asyncio.Future[Place]", result: Place | NotTaken) -> None:
    if taken.done():  # whoever asked has gone
        return
    if isinstance(result, NotTaken):
        taken.set_exception(result)
    else:
        taken.set_result(result)
