"""How far every stage has come, by positions: the broker's groups for the stages, the database for the projector.

The end of a partition is no measure by itself: transactions leave markers behind their last record, which nobody
reads. So where a position is short of an end, what lies between is looked at, read committed.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

import psycopg
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from runtime.kafka_config import confluent_config
from runtime.settings import Settings
from schemas.errors import OrinError
from topologies.topics import DETECTIONS, EVENTS, FRAMES, TRACKS

_TIMEOUT = 10.0
_T = TypeVar("_T")
_LOOK = 100
"""A gap up to this many offsets is looked into for markers; in a longer one there are records."""
_POLL = 0.2
_SETTLING = frozenset(
    {
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError.NOT_COORDINATOR,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
    }
)
"""What brokers answer while leaders and coordinators move: it passes."""


class Hop(NamedTuple):
    """A stage and what it reads."""

    stage: str
    topics: tuple[str, ...]

    @property
    def group(self) -> str:
        return group_of(self.stage)


HOPS = (
    Hop("detect", (FRAMES,)),
    Hop("track", (DETECTIONS,)),
    Hop("watch", (TRACKS,)),
    Hop("project", (EVENTS, TRACKS)),
)
"""In the order of the data: when one is through, what it wrote is there for the next."""


def group_of(stage: str) -> str:
    """The consumer group of a stage."""
    return f"orin.{stage}"


class Lag(NamedTuple):
    """Records that a stage has still to read from a partition. `records` counts markers where there are many."""

    stage: str
    topic: str
    partition: int
    records: int


class Progress:
    """Asks one cluster and one database. Blocks; of one thread. Raises OrinError where either does not answer."""

    def __init__(self, settings: Settings) -> None:
        self._where = settings.kafka_bootstrap
        self._config = confluent_config(settings) | {
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "log_level": 0,
            "isolation.level": "read_committed",
        }
        self._database = settings.database_url.get_secret_value()
        self._reader = Consumer(self._config | {"group.id": "orin.lag"})

    def close(self) -> None:
        self._reader.close()

    def ends(self, *topics: str) -> dict[tuple[str, int], tuple[int, int]]:
        """First and next offset of every partition of `topics`."""
        found = {}
        try:
            for topic in topics:
                for partition in self._partitions(topic):
                    found[topic, partition] = self._watermarks(TopicPartition(topic, partition))
        except KafkaException as error:
            raise self._unanswered(error) from error
        return found

    def lags(self, hop: Hop, ends: Mapping[tuple[str, int], tuple[int, int]]) -> list[Lag]:
        """What `hop` has still to read of each partition of `ends`, below its end."""
        positions = self._projected() if hop.stage == "project" else self._committed(hop.group, list(ends))
        found = []
        for (topic, partition), (low, high) in ends.items():
            position = max(positions.get((topic, partition), low), low)
            behind = max(high - position, 0)
            if 0 < behind <= _LOOK:
                behind = self._visible(topic, partition, position, high)
            found.append(Lag(hop.stage, topic, partition, behind))
        return found

    def _watermarks(self, partition: TopicPartition) -> tuple[int, int]:
        """First and next offset."""
        found: tuple[int, int] = _settled(
            lambda: self._reader.get_watermark_offsets(partition, timeout=_TIMEOUT, cached=False)
        )
        return found

    def _partitions(self, topic: str) -> list[int]:
        metadata = self._reader.list_topics(topic, _TIMEOUT).topics[topic]
        if metadata.error is not None:
            raise OrinError(f"topic {topic} is not on {self._where}: run `orin topics apply`")
        return list(metadata.partitions)

    def _committed(self, group: str, partitions: list[tuple[str, int]]) -> dict[tuple[str, int], int]:
        consumer = Consumer(self._config | {"group.id": group})
        try:
            asked = [TopicPartition(*p) for p in partitions]
            answer = _settled(lambda: consumer.committed(asked, timeout=_TIMEOUT))
        except KafkaException as error:
            raise self._unanswered(error) from error
        finally:
            consumer.close()
        return {(p.topic, p.partition): p.offset for p in answer if p.offset >= 0}

    def _projected(self) -> dict[tuple[str, int], int]:
        try:
            with psycopg.connect(self._database, connect_timeout=int(_TIMEOUT)) as connection:
                rows = connection.execute("SELECT topic, partition, next_offset FROM positions").fetchall()
        except psycopg.errors.UndefinedTable:
            return {}
        except psycopg.Error as error:
            raise OrinError(f"the database (ORIN_DATABASE_URL) does not answer: {type(error).__name__}") from error
        return {(topic, partition): offset for topic, partition, offset in rows}

    def _visible(self, topic: str, partition: int, first: int, end: int) -> int:
        """How many records there are from `first` to below `end`, markers and aborted ones aside."""
        count = 0
        deadline = time.monotonic() + _TIMEOUT
        self._reader.assign([TopicPartition(topic, partition, first)])
        try:
            while time.monotonic() < deadline:
                message = self._reader.poll(_POLL)
                if message is None:
                    continue
                error = message.error()
                if error is not None and error.code() == KafkaError._PARTITION_EOF:
                    return count
                if error is not None:
                    raise self._unanswered(KafkaException(error))
                if (message.offset() or 0) >= end:
                    return count
                count += 1
        finally:
            self._reader.unassign()
        raise OrinError(f"Kafka at {self._where} (ORIN_KAFKA_BOOTSTRAP) does not deliver {topic}/{partition}")

    def _unanswered(self, error: KafkaException) -> OrinError:
        return OrinError(f"Kafka at {self._where} (ORIN_KAFKA_BOOTSTRAP) does not answer: {error.args[0].str()}")


def _settled(ask: Callable[[], _T]) -> _T:
    """What `ask` gives, once leaders and coordinators have settled; the last error where they do not in time."""
    deadline = time.monotonic() + _TIMEOUT
    while True:
        try:
            return ask()
        except KafkaException as error:
            if error.args[0].code() not in _SETTLING or time.monotonic() > deadline:
                raise
        time.sleep(_POLL)


async def wait_drained(settings: Settings, seconds: float) -> None:
    """Returns when every stage and the projector have processed all that the frames topic holds now.

    Raises OrinError after `seconds`, naming who is behind and by how much. The source must have ended: what is
    published meanwhile may or may not be waited for.
    """
    await asyncio.to_thread(_wait, settings, time.monotonic() + seconds)


def _wait(settings: Settings, deadline: float) -> None:
    progress = Progress(settings)
    try:
        for hop in HOPS:
            ends = progress.ends(*hop.topics)
            while behind := [lag for lag in progress.lags(hop, ends) if lag.records]:
                if time.monotonic() > deadline:
                    what = ", ".join(f"{lag.topic}/{lag.partition} by {lag.records}" for lag in behind)
                    raise OrinError(f"{hop.stage} is behind on {what}: see its log, and whether it runs")
                time.sleep(_POLL)
    finally:
        progress.close()
