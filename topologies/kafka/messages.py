"""A record of a topic as bytes: as it was read, and as it is to be sent. What the bytes mean is for schemas/wire."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


def with_values(headers: Iterable[tuple[str, bytes | None]]) -> list[tuple[str, bytes]]:
    """Headers as they are read: Kafka allows one without a value, which is empty for everybody here."""
    return [(name, value or b"") for name, value in headers]


def headers_of(message: Any) -> list[tuple[str, bytes]]:
    """Of a record that confluent_kafka's Consumer gave: none where a name is not UTF-8, which it cannot unpack."""
    try:
        return with_values(message.headers() or ())
    except (SystemError, UnicodeDecodeError):
        return []


class LateHeaders:
    """Headers of a record that confluent_kafka's Consumer gave, unpacked when they are looked at."""

    __slots__ = ("_message",)

    def __init__(self, message: Any) -> None:
        self._message = message

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(headers_of(self._message))


Headers = Sequence[tuple[str, bytes]] | LateHeaders

PartitionId = tuple[str, int]
"""Topic and number."""


class Message(NamedTuple):
    """One record as it was read, undecoded."""

    partition: int
    offset: int
    timestamp: int
    """Kafka timestamp, ms."""
    key: bytes | None
    value: bytes | None
    headers: Headers


class Outgoing(NamedTuple):
    """One record to send."""

    topic: str
    partition: int | None
    """None: chosen by the key."""
    key: bytes | None
    value: bytes | None
    """None: a tombstone."""
    headers: Headers
    timestamp: int | None
    """Kafka timestamp, ms; None: now."""


def received(message: Any) -> Message:
    """From a record that confluent_kafka's Consumer gave."""
    return Message(
        message.partition(),
        message.offset(),
        message.timestamp()[1],
        message.key(),
        message.value(),
        headers_of(message),
    )
