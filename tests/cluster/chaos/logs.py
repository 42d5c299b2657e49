"""Topics as a reader of committed records sees them."""

from collections.abc import Iterator
from typing import Any

from confluent_kafka import Consumer, KafkaError, TopicPartition

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.topologies.kafka.messages import Message, received

_PATIENCE = 60.0
"""Seconds without a message, and without the end, after which a partition counts as blocked."""


def read(settings: Settings, topic: str, partition: int) -> Iterator[Message]:
    """Every committed record of a partition, from its start to its end as it is when that is reached."""
    consumer = Consumer(
        confluent_config(settings)
        | {
            "group.id": "chaos-judge",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "isolation.level": "read_committed",
        }
    )
    try:
        consumer.assign([TopicPartition(topic, partition, 0)])
        while True:
            message: Any = consumer.poll(_PATIENCE)
            if message is None:
                raise AssertionError(f"{topic}/{partition} is blocked: nothing for {_PATIENCE:g} s, not even its end")
            error = message.error()
            if error is None:
                yield received(message)
            elif error.code() == KafkaError._PARTITION_EOF:
                return
            elif error.fatal():
                raise AssertionError(f"{topic}/{partition}: {error.str()}")
    finally:
        consumer.close()


def partitions_of(settings: Settings, topic: str) -> list[int]:
    """The partitions of a topic."""
    consumer = Consumer(confluent_config(settings) | {"group.id": "chaos-judge"})
    try:
        return sorted(consumer.list_topics(topic, 30).topics[topic].partitions)
    finally:
        consumer.close()
