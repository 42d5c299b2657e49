"""Delivery is checked, not trusted: which message comes next, and how that is known.

A source with one transactional writer numbers its records densely in a header, because markers and aborted records
leave holes in its offsets. A source with many plain writers has no numbers, and no holes in its offsets either.
Whatever does not fit is settled by reading the log again with an independent consumer (`Refetched`), which is
authoritative: what it shows is taken as it is, unnumbered garbage included.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Literal

from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import SEQUENCE_HEADER

_LONGEST_NUMBER = 19
"""Digits of the largest 64-bit number; more is garbage."""


class Order(Enum):
    NEXT = "next"
    OLD = "old"
    UNSURE = "unsure"
    """Something may be missing before it, or its number is useless."""


class Delivery:
    """The place of the next message in the source."""

    def __init__(self, dense: Literal["offset", "sequence"], next_offset: int, next_sequence: int | None) -> None:
        self._by_offset = dense == "offset"
        self.next_offset = next_offset
        self.next_sequence = next_sequence

    def judge(self, message: Message) -> Order:
        if message.offset < self.next_offset:
            return Order.OLD
        if self._by_offset:
            return Order.NEXT if message.offset == self.next_offset else Order.UNSURE
        known = self.next_sequence is not None and sequence_of(message) == self.next_sequence
        return Order.NEXT if known else Order.UNSURE

    def take(self, message: Message) -> None:
        """`message` is the next one."""
        self.next_offset = message.offset + 1
        if not self._by_offset:
            sequence = sequence_of(message)
            if sequence is not None:
                self.next_sequence = sequence + 1

    def skip_to(self, offset: int) -> None:
        """There is verifiably nothing below `offset`."""
        self.next_offset = max(self.next_offset, offset)

    def move(self, next_offset: int, next_sequence: int | None) -> None:
        """To the place that a stored position names."""
        self.next_offset = next_offset
        self.next_sequence = next_sequence

    def sequence_after(self, messages: Sequence[Message], sequence: int | None) -> int | None:
        """The number expected after `messages`, if it was `sequence` before them; None where there are no numbers."""
        if self._by_offset:
            return None
        for message in messages:
            found = sequence_of(message)
            sequence = sequence if found is None else found + 1
        return sequence

    def begin(self) -> None:
        """The log is empty and always was: its writer starts to count at 0."""
        self.next_sequence = 0

    def lose(self, log_start: int) -> None:
        """Everything below `log_start` is gone; which number comes next is unknown."""
        self.next_offset = log_start
        self.next_sequence = None


def sequence_of(message: Message) -> int | None:
    """The writer's dense number; None where it is missing or is not a number."""
    for name, value in message.headers:
        if name == SEQUENCE_HEADER:
            return int(value) if value.isdigit() and len(value) <= _LONGEST_NUMBER else None
    return None
