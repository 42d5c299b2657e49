"""Where to start reading each partition: the position in the database, checked against the log."""

from collections.abc import Sequence

import psycopg
import structlog
from confluent_kafka import Consumer, TopicPartition

from orin.projections.database import connect
from orin.projections.dead_letters import STAGE
from orin.projections.store import Partition
from orin.runtime.config.settings import Settings
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError

log = structlog.get_logger(__name__)

_TIMEOUT = 10.0


def place(connection: psycopg.Connection, consumer: Consumer, partitions: Sequence[Partition]) -> dict[Partition, int]:
    """The next offset of each partition; new partitions begin where their log does.

    A position that retention has passed moves to the log's start, which is reported. Raises OrinError for one beyond
    the log's end (the topic was re-created), KafkaException where the brokers do not answer.
    """
    stored = _stored(connection)
    placed = {}
    # The client's memory of a topic may be of a time when brokers were away: no such partition, and it does not ask.
    consumer.list_topics(timeout=_TIMEOUT)
    for partition in partitions:
        topic, number = partition
        low, high = consumer.get_watermark_offsets(TopicPartition(topic, number), timeout=_TIMEOUT, cached=False)
        position = stored.get(partition)
        if position is None:
            placed[partition] = _begin(connection, partition, low)
        elif position > high:
            raise OrinError(
                f"the database has projected {topic}/{number} up to offset {position}, but its log ends at {high}: the "
                "topic was re-created; project it into an empty database (ORIN_DATABASE_URL)"
            )
        elif position < low:
            placed[partition] = _jump(connection, partition, position, low)
        else:
            placed[partition] = position
    return placed


def projected(settings: Settings) -> dict[Partition, int]:
    """The next offset of each partition that the database knows; none before the first migration.

    Raises OrinError where the database does not answer.
    """
    try:
        with connect(settings.database_url.get_secret_value()) as connection:
            return _stored(connection)
    except psycopg.errors.UndefinedTable:
        return {}
    except psycopg.Error as error:
        raise OrinError(f"the database (ORIN_DATABASE_URL) does not answer: {type(error).__name__}") from error


def _stored(connection: psycopg.Connection) -> dict[Partition, int]:
    rows = connection.execute("SELECT topic, partition, next_offset FROM positions").fetchall()
    return {(topic, partition): offset for topic, partition, offset in rows}


def _begin(connection: psycopg.Connection, partition: Partition, low: int) -> int:
    connection.execute("INSERT INTO positions VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", [*partition, low])
    row = connection.execute(
        "SELECT next_offset FROM positions WHERE topic = %s AND partition = %s", [*partition]
    ).fetchone()
    return int(row[0]) if row else low


def _jump(connection: psycopg.Connection, partition: Partition, position: int, low: int) -> int:
    """Past what retention deleted. Conditional on the old position, so a lost race is only tried again."""
    topic, number = partition
    metrics.RECORDS_LOST.labels(STAGE).inc(low - position)
    log.error(
        "records were deleted before they were projected", topic=topic, partition=number, first=position, next=low
    )
    connection.execute(
        "UPDATE positions SET next_offset = %s WHERE topic = %s AND partition = %s AND next_offset = %s",
        [low, topic, number, position],
    )
    return low
