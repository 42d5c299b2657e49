"""The dead-letter topic as people use it: all dead letters, or one by its key."""

import re

import structlog

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError, WireError
from orin.schemas.records import DeadLetter
from orin.schemas.wire.dead_letters import letter_key
from orin.schemas.wire.serde import Serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import DEAD_LETTERS

log = structlog.get_logger(__name__)

_KEY = re.compile(r"[^/\s]+/[^/\s]+/[0-9]+/[0-9]+")


def dead_letters(settings: Settings, serde: Serde) -> list[DeadLetter]:
    """Those on the topic now, one per key, in the order in which they failed."""
    with Log(settings) as reader:
        found: dict[str, DeadLetter] = {}
        for partition in range(reader.partitions(DEAD_LETTERS)):
            found |= _read(reader, partition, serde)
    return sorted(found.values(), key=lambda letter: letter.failed_at)


def dead_letter(settings: Settings, serde: Serde, key: str) -> DeadLetter:
    """The one under `key`. Raises Misuse for a malformed key, OrinError where there is no letter under it."""
    if not _KEY.fullmatch(key):
        raise Misuse(
            f"{key!r} is not a dead letter's key: that is stage/topic/partition/offset, as in `orin dead-letters list`"
        )
    with Log(settings) as reader:
        partition = partition_of(key, reader.partitions(DEAD_LETTERS))
        letter = _read(reader, partition, serde).get(key)
    if letter is None:
        raise OrinError(f"{DEAD_LETTERS} has no dead letter {key}; `orin dead-letters list` shows those that it has")
    return letter


def _read(reader: Log, partition: int, serde: Serde) -> dict[str, DeadLetter]:
    """The newest letter of each key, without those that were taken back."""
    found: dict[str, DeadLetter] = {}
    for batch in reader.read(DEAD_LETTERS, partition, 0, reader.bounds(DEAD_LETTERS, partition).end):
        for message in batch:
            key = (message.key or b"").decode(errors="replace")
            letter = _decode(message, serde)
            if message.value is None:
                found.pop(key, None)
            elif letter is not None and letter_key(letter) == key:
                found[key] = letter
            else:
                log.warning(
                    "skipped a record that is not a dead letter",
                    topic=DEAD_LETTERS,
                    partition=partition,
                    offset=message.offset,
                )
    return found


def _decode(message: Message, serde: Serde) -> DeadLetter | None:
    try:
        record = serde.decode(message.value)
    except WireError:
        return None
    return record if isinstance(record, DeadLetter) else None
