"""The targets and mutes that hold, read from their topics to their ends, and followed from there."""

import logging

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from orin.processors.specs.targets import TargetSpec, target_of
from orin.runtime.config.kafka import confluent_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.records import Mute, MuteInForce, Target, TargetInForce, Tick
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.answers import partitions
from orin.topologies.kafka.topics import MUTES, SPECS

_TIMEOUT = 10.0
_LIBRARY = logging.getLogger("kafka")


class Rules:
    """One consumer, of one thread."""

    def __init__(self, settings: Settings, serde: Serde) -> None:
        self._serde = serde
        self._where = settings.kafka_bootstrap
        self._targets: dict[str, Target] = {}
        self._mutes: dict[str, Mute] = {}
        self._seen: set[str] = set()
        self._consumer = Consumer(
            confluent_config(settings)
            | {
                "group.id": consumer_group("notify-feed"),  # the client wants one; nothing is committed
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "auto.offset.reset": "earliest",
                "isolation.level": "read_committed",
                "logger": _LIBRARY,
            }
        )

    def open(self) -> None:
        """Reads both topics to their ends. Raises KafkaException while the brokers do not answer."""
        places = [TopicPartition(topic, number, 0) for topic in (SPECS, MUTES) for number in self._partitions(topic)]
        self._consumer.assign(places)
        left = len(places)
        while left:
            message = self._consumer.poll(_TIMEOUT)
            if message is None:
                raise KafkaException(KafkaError(KafkaError._TIMED_OUT, "targets and mutes cannot be read"))
            left -= self._take(message)

    def follow(self) -> None:
        """Takes what has come since."""
        for message in self._consumer.consume(500, 0.0):
            self._take(message)

    def target(self, name: str) -> TargetSpec | None:
        """As it holds now."""
        held = self._targets.get(name)
        return None if held is None or held.ended else target_of(held.body)

    def tick(self, camera: str, now: int) -> Tick:
        """What holds at `now` (µs)."""
        return Tick(
            camera=camera,
            at=now,
            targets=tuple(
                TargetInForce(revision=each.revision, body=each.body, since=each.since)
                for _, each in sorted(self._targets.items())
                if not each.ended
            ),
            mutes=tuple(
                MuteInForce(scope=scope, muted_until=mute.muted_until)
                for scope, mute in sorted(self._mutes.items())
                if mute.muted_until > now
            ),
        )

    def close(self) -> None:
        self._consumer.close()

    def _partitions(self, topic: str) -> list[int]:
        return partitions(self._consumer, topic, self._where, _TIMEOUT)

    def _take(self, message: Message) -> bool:
        """Whether it was the end of a partition."""
        error = message.error()
        if error is not None:
            if error.code() == KafkaError._PARTITION_EOF:
                return True
            if error.fatal():
                raise KafkaException(error)
            return False
        try:
            record = self._serde.decode(message.value() or b"")
        except WireError:
            return False
        if isinstance(record, Target) and message.topic() == SPECS:
            self._targets[record.name] = record
        elif isinstance(record, Mute) and message.topic() == MUTES and record.mute_id not in self._seen:
            self._seen.add(record.mute_id)
            self._mutes[record.scope] = record
        return False
