"""Writes a few records by hand, as commands do: each is acknowledged, or the command fails."""

from collections.abc import Sequence
from typing import NamedTuple

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.kafka.messages import Outgoing

_TIMEOUT = 30.0


class Published(NamedTuple):
    """Where a record lies."""

    topic: str
    partition: int
    offset: int


def append(settings: Settings, records: Sequence[Outgoing], timeout: float = _TIMEOUT) -> list[Published]:
    """Sends in order, and returns where the records lie. OrinError where one is not acknowledged in `timeout` s."""
    written: list[Published] = []
    failed: list[str] = []

    def acknowledged(error: KafkaError | None, message: Message) -> None:
        if error is None:
            written.append(Published(message.topic() or "", message.partition() or 0, message.offset() or 0))
        else:
            failed.append(error.str())

    try:
        producer = Producer(
            confluent_producer_config(settings) | {"log_level": 0, "message.timeout.ms": round(timeout * 1000)}
        )
        for record in records:
            producer.produce(
                record.topic,
                record.value,
                record.key,
                -1 if record.partition is None else record.partition,
                acknowledged,
                timestamp=record.timestamp or 0,
                headers=[*record.headers],
            )
        producer.flush(timeout)
    except KafkaException as error:
        failed.append(error.args[0].str())
    if failed or len(written) < len(records):
        what = failed[0] if failed else f"no acknowledgement within {timeout:.0f} s"
        topic = records[0].topic
        raise OrinError(f"{topic} on {settings.kafka_bootstrap} cannot be written: {what}; run the command again")
    return written
