"""What the projector cannot store goes to the dead-letter topic, whole, before its position advances."""

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from orin.projections.store import Refused
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.records import DeadLetter
from orin.schemas.wire.dead_letters import letter_key
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde

STAGE = "project"
_TIMEOUT = 30.0
_LARGEST = 2 * 2**20
"""Bytes of a message on the dead-letter topic: the largest record of any topic, and why it is here."""


class DeadLetters:
    """Writes dead letters and waits until the brokers have them. A repeat replaces the first: it has the same key."""

    def __init__(self, settings: Settings, topic: str, serde: Serde) -> None:
        config = {"message.max.bytes": _LARGEST, "log_level": 3}
        self._producer = Producer(confluent_producer_config(settings) | config)
        self._topic = topic
        self._serde = serde
        self._failed: KafkaError | None = None

    def write(self, refused: list[Refused]) -> None:
        """Raises KafkaException where the brokers do not take them all in time."""
        self._failed = None
        for item, reason, message in refused:
            letter = DeadLetter(
                stage=STAGE,
                topic=item.topic,
                partition=item.partition,
                offset=item.offset,
                key=item.key,
                reason=reason,
                message=message,
                raw=item.raw,
                failed_at=wall_clock(),
            )
            self._producer.produce(
                self._topic,
                key=letter_key(letter).encode(),
                value=self._serde.encode(letter),
                headers=dict(headers(letter)),
                on_delivery=self._delivered,
            )
        if self._producer.flush(_TIMEOUT) or self._failed is not None:
            self._producer.purge()
            raise KafkaException(self._failed or KafkaError(KafkaError._TIMED_OUT, f"{self._topic} takes no records"))

    def _delivered(self, error: KafkaError | None, _message: Message) -> None:
        if error is not None:
            self._failed = error
