"""What a stage writes of a message that it cannot process: one form for detect, track and watch."""

from orin.schemas.records import DeadLetter
from orin.schemas.wire.dead_letters import cut, letter_key
from orin.topologies.kafka.messages import Message, Outgoing
from orin.topologies.kafka.topics import DEAD_LETTERS
from orin.topologies.stage.definition import Codec


def letter_of(
    stage: str, topic: str, message: Message, reason: str, text: str, *, failed_at: int, most: int
) -> DeadLetter:
    """The message of `topic`, at most `most` bytes of it, and why it could not be processed; `failed_at` in µs."""
    letter = DeadLetter(
        stage=stage,
        topic=topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        reason=reason,
        message=text,
        raw=message.value or b"",
        failed_at=failed_at,
    )
    return cut(letter, most)


def letter_output(codec: Codec, letter: DeadLetter) -> Outgoing:
    """The letter under its own key, so that a repeat after a crash replaces it."""
    return Outgoing(
        DEAD_LETTERS,
        None,
        letter_key(letter).encode(),
        codec.encode(letter),
        codec.headers(letter, None),
        letter.failed_at // 1000,
    )
