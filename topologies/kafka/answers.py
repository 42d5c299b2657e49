"""Kafka's answers to the requests of a process that is about to read: awaited with retries, and put into words."""

import time
from collections.abc import Callable
from typing import TypeVar

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient

from orin.schemas.errors import OrinError
from orin.schemas.nearest import meant
from orin.topologies.kafka.topics import TOPICS

_T = TypeVar("_T")

_PAUSE = 0.2
MOVING = frozenset(
    {
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError.NOT_COORDINATOR,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
    }
)
"""What brokers answer while leaders and coordinators move."""
PASSING = MOVING | {
    KafkaError._TRANSPORT,
    KafkaError._ALL_BROKERS_DOWN,
    KafkaError._RESOLVE,
    KafkaError._TIMED_OUT,
}
"""Those, and what the client reports while brokers start or restart."""


def ask(call: Callable[[], _T], seconds: float, passing: frozenset[int] = PASSING) -> _T:
    """The result of `call`, which is repeated for `seconds` as long as it raises an error that is `passing`.

    Raises the last KafkaException.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return call()
        except KafkaException as error:
            if error.args[0].code() not in passing or time.monotonic() > deadline:
                raise
        time.sleep(_PAUSE)


def partitions(client: Consumer | Producer | AdminClient, topic: str, where: str, timeout: float) -> list[int]:
    """The numbers of the topic's partitions. OrinError where it does not exist, KafkaException without an answer."""
    found = client.list_topics(topic, timeout=timeout).topics[topic]
    if found.error is not None or not found.partitions:
        raise no_topic(topic, where)
    return list(found.partitions)


def no_topic(topic: str, where: str) -> OrinError:
    """What to do about it: only the declared topics are created by `orin topics apply`."""
    if topic in TOPICS:
        return OrinError(f"{topic} does not exist on {where}; create it with `orin topics apply`")
    return OrinError(f"there is no topic {topic} on {where}{meant(topic, TOPICS)}")


def no_answer(where: str, error: KafkaException) -> OrinError:
    return OrinError(
        f"Kafka at {where} does not answer: {error.args[0].str()}; start it (`orin up`) or set"
        " ORIN_KAFKA_BOOTSTRAP to another address"
    )
