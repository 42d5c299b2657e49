"""A record of a topic as bytes: as it was read, and as it is to be sent. What the bytes mean is for schemas/wire."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple


def with_values(headers: Iterable[tuple[str, bytes | None]]) -> list[tuple[str, bytes]]:
    """Headers as they are read: Kafka allows one without a value, which is empty for everybody here."""
    return [(name, value or b"") for name, value in headers]


class LateHeaders:
    """Headers that are unpacked when they are looked at."""

    __slots__ = ("_unpack",)

    def __init__(self, unpack: Callable[[], list[tuple[str, bytes]] | None]) -> None:
        self._unpack = unpack

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(with_values(self._unpack() or ()))


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
        with_values(message.headers() or ()),
    )
