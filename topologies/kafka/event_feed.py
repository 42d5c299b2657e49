"""Follows the events topic for people: no consumer group, read committed, nothing twice."""

from types import TracebackType
from typing import Self

from confluent_kafka import Consumer, KafkaException, Message, TopicPartition

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Event
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.answers import partitions
from orin.topologies.kafka.topics import EVENTS

_TIMEOUT = 10.0


class EventFeed:
    """Events published from now on. A phase is given once: sequences not above the last seen are left out."""

    def __init__(self, settings: Settings, serde: Serde) -> None:
        self._serde = serde
        self._seen: dict[str, int] = {}
        self._consumer = Consumer(
            confluent_config(settings)
            | {
                "group.id": "orin.feed",
                "enable.auto.commit": False,
                "isolation.level": "read_committed",
                "fetch.wait.max.ms": 50,
            }
        )
        try:
            numbers = partitions(self._consumer, EVENTS, settings.kafka_bootstrap, _TIMEOUT)
            self._consumer.assign([TopicPartition(EVENTS, p, self._end(p)) for p in numbers])
        except KafkaException as error:
            self._consumer.close()
            raise OrinError(f"{EVENTS} on {settings.kafka_bootstrap} cannot be read: {error}") from error

    def poll(self, timeout: float) -> list[Event]:
        """What came within `timeout` seconds; returns early with the first batch."""
        messages = self._consumer.consume(100, timeout)
        return [event for message in messages if (event := self._read(message)) is not None]

    def rest(self) -> list[Event]:
        """Everything up to the topic's ends as they are now."""
        events: list[Event] = []
        ends = {tp.partition: self._end(tp.partition) for tp in self._consumer.assignment()}
        while any(position.offset < ends[position.partition] for position in self._positions()):
            events += self.poll(0.1)
        return events

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._consumer.close()

    def _end(self, partition: int) -> int:
        end: int = self._consumer.get_watermark_offsets(TopicPartition(EVENTS, partition), timeout=_TIMEOUT)[1]
        return end

    def _positions(self) -> list[TopicPartition]:
        """Where reading stands; a partition nothing was read of yet stands where it was assigned."""
        assigned: list[TopicPartition] = self._consumer.assignment()
        positions: list[TopicPartition] = self._consumer.position(assigned)
        return [p if p.offset >= 0 else a for p, a in zip(positions, assigned, strict=True)]

    def _read(self, message: Message) -> Event | None:
        if message.error() is not None or message.value() is None:
            return None
        try:
            event = self._serde.decode(message.value())
        except WireError:
            return None  # a stage downstream makes it a dead letter; a watcher goes on
        if not isinstance(event, Event) or event.sequence <= self._seen.get(event.event_id, -1):
            return None
        self._seen[event.event_id] = event.sequence
        return event
