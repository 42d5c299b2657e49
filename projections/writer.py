"""The projector: every topic that the api shows, from Kafka into the database, each record effectively once.

A batch is what has arrived within FLUSH seconds. For each: 1. decode; 2. one transaction that first advances the
positions from where this projector believes them to be, then writes the rows; 3. commit; 4. store the offsets for
the group, which serve lag tools only. After any failure it drops its state, reads the positions from the database and
continues from there. A projector that has lost a partition without knowing it finds the position moved, writes nothing
and recovers in the same way.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import psycopg
import structlog
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from orin.projections.database import DatabaseUnavailable, connect
from orin.projections.dead_letters import STAGE, DeadLetters
from orin.projections.event_chunks import CHUNK, extend
from orin.projections.migrate import migrate
from orin.projections.positions import place
from orin.projections.retention import delete_old
from orin.projections.rows import fault
from orin.projections.store import DIVERGENCE, UNSTORABLE, Item, Moved, Offsets, Partition, Refused, write
from orin.runtime.config.kafka import confluent_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.failpoints import reach
from orin.runtime.frames.evidence import EvidenceKeeper
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError, WireError
from orin.schemas.plausible import check_plausible
from orin.schemas.records import (
    Delivery,
    Event,
    HealthEvent,
    Heartbeat,
    Job,
    Mute,
    Record,
    Review,
    SessionEnd,
    Spec,
    Target,
    Tracks,
)
from orin.schemas.wire.serde import Serde

log = structlog.get_logger(__name__)

GROUP = consumer_group(STAGE)
FLUSH = 0.05
"""Seconds a batch is gathered; a full one goes at once."""
BATCH = 2000
_TIDY_AFTER = 60.0
_TIDY_EVERY = 3600.0
MISPLACED = "misplaced"
_END_AFTER = 0.5
"""Seconds after the last transaction until positions alone are worth one."""
_BACKOFF = (0.1, 5.0)
_FRAME_DELAY = metrics.CAPTURE_TO_ROW_SECONDS.labels("observations")
_EVENT_DELAY = metrics.CAPTURE_TO_ROW_SECONDS.labels("event_phases")


class Topics(NamedTuple):
    """Names of the topics that are projected, and of the one for what cannot be."""

    events: str
    tracks: str
    health: str
    specs: str
    reviews: str
    mutes: str
    jobs: str
    deliveries: str
    dead_letters: str

    def records(self) -> dict[str, tuple[type[Record], ...]]:
        """What belongs on each topic that is projected."""
        return {
            self.events: (Event,),
            self.tracks: (Tracks, SessionEnd, Spec),
            self.health: (Heartbeat, HealthEvent),
            self.specs: (Spec, Target),
            self.reviews: (Review,),
            self.mutes: (Mute,),
            self.jobs: (Job,),
            self.deliveries: (Delivery,),
        }


class Projector:
    """Runs until told to stop. One thread, one connection; any number of projectors may share the partitions."""

    def __init__(self, settings: Settings, topics: Topics, serde: Serde) -> None:
        self._url = settings.database_url.get_secret_value()
        self._records = topics.records()
        self._history = topics.specs
        self._serde = serde
        self._session_ms = round(settings.kafka_session_timeout * 1000)
        self._config = _consumer_config(settings)
        self._consumer = Consumer(self._config)
        self._dead_letters = DeadLetters(settings, topics.dead_letters, serde)
        self._evidence = EvidenceKeeper(settings)
        self._connection: psycopg.Connection | None = None
        self._assigned: list[Partition] = []
        self._placed = False
        """Whether the consumer reads from the database's positions; if not, nothing is consumed."""
        self._positions: dict[Partition, int] = {}
        self._ends: dict[Partition, int] = {}
        """Ends of logs that the positions are still to be moved to."""
        self._stored_at = 0.0
        self._undescribed = CHUNK
        """Events written since the chunks of their order were described; at first it is not known."""
        self._tidy_at = time.monotonic() + _TIDY_AFTER
        self._wait = 0.0

    def run(self, stop: threading.Event) -> None:
        """Returns when `stop` is set, what has been consumed being in the database.

        Raises OrinError for what needs a human: a topic that was re-created, a database of another build.
        """
        self._migrate(stop)
        self._subscribe()
        try:
            while not stop.is_set():
                self._turn(stop)
        finally:
            self._consumer.close()
            self._evidence.close()
            self._disconnect()

    def _turn(self, stop: threading.Event) -> None:
        try:
            if self._assigned and not self._placed:
                self._place()
            self._project(self._consumer.consume(BATCH, FLUSH))
            self._describe()
            self._tidy()
        except Moved:
            log.warning("positions moved by another projector, reading them again")
            self._unplace()
        except (psycopg.Error, DatabaseUnavailable, KafkaException) as error:
            if isinstance(error, psycopg.Error) and not _is_passing(error):
                raise OrinError(f"the database refuses the projector's work: {error}") from error
            self._unplace()
            self._disconnect()
            if self._wait >= _BACKOFF[1] and isinstance(error, KafkaException):
                self._reopen()
            self._back_off(error, stop)
        else:
            self._wait = 0.0

    def _migrate(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                migrate(self._url)
            except DatabaseUnavailable as error:
                self._back_off(error, stop)
            else:
                return

    def _back_off(self, error: Exception, stop: threading.Event) -> None:
        first, longest = _BACKOFF
        self._wait = min(longest, self._wait * 2 or first)
        log.warning("projector waits", error=str(error).strip(), seconds=self._wait)
        stop.wait(self._wait)

    # ---- partitions

    def _subscribe(self) -> None:
        self._consumer.subscribe(list(self._records), on_assign=self._on_assign, on_revoke=self._on_revoke)

    def _reopen(self) -> None:
        """Another consumer: after a broker's death one was seen to know no partition any more, however often asked."""
        log.warning("the consumer is opened again")
        self._consumer.close()
        self._assigned = []
        self._forget()
        self._consumer = Consumer(self._config)
        self._subscribe()

    def _on_assign(self, _consumer: Consumer, partitions: list[TopicPartition]) -> None:
        # Nothing is read before the database has said from where: `_place` assigns.
        self._assigned = [(p.topic, p.partition) for p in partitions]
        self._unplace()

    def _on_revoke(self, _consumer: Consumer, _partitions: list[TopicPartition]) -> None:
        self._assigned = []
        self._forget()
        # Only this ends a revocation: after an `assign`, be it of nothing, the group would wait for us for ever.
        self._consumer.unassign()

    def _unplace(self) -> None:
        self._forget()
        self._consumer.assign([])

    def _forget(self) -> None:
        self._placed = False
        self._positions = {}
        self._ends = {}

    def _place(self) -> None:
        self._positions = place(self._connected(), self._consumer, self._assigned)
        self._consumer.assign([TopicPartition(t, p, offset) for (t, p), offset in self._positions.items()])
        self._placed = True
        reach(f"{STAGE}.placed", psycopg.OperationalError)
        log.info("projecting", partitions=len(self._positions))

    # ---- batches

    def _project(self, messages: Sequence[Message]) -> None:
        if not self._placed:
            return  # messages of an assignment that ended while they were fetched
        batch = _Batch(self._positions, self._records, self._history)
        with metrics.BATCH_SECONDS.labels(STAGE, "decode").time():
            for message in messages:
                batch.add(message, self._serde)
        if batch.items:
            reach(f"{STAGE}.decoded", psycopg.OperationalError)
        self._ends |= batch.ends
        if batch.following or self._ends_are_due():
            ends, self._ends = self._ends, {}
            following = batch.following | {p: end for p, end in ends.items() if end > batch.reached(p)}
            if following:
                self._store(batch.items, following, batch.refused)

    def _ends_are_due(self) -> bool:
        """Positions alone are moved over transaction markers at a log's end seldom: each costs a transaction."""
        return bool(self._ends) and time.monotonic() - self._stored_at > _END_AFTER

    def _store(self, items: Sequence[Item], following: Offsets, refused: Sequence[Refused] = ()) -> None:
        """Writes a batch; what the server refuses in it is refused alone: told by its look, else found by halving."""
        try:
            self._write(items, following, refused)
        except psycopg.Error as error:
            if not _is_about_data(error):
                raise
            if len(items) == 1:
                message = str(error).strip().splitlines()[0]
                self._write([], following, [*refused, Refused(items[0], UNSTORABLE, message)])
                return
            sound, faulty = _sift(items)
            if faulty:
                self._store(sound, following, [*refused, *faulty])
                return
            half = len(items) // 2
            self._store(items[:half], {(i.topic, i.partition): i.offset + 1 for i in items[:half]})
            self._store(items[half:], following, refused)

    def _write(self, items: Sequence[Item], following: Offsets, refused: Sequence[Refused]) -> None:
        connection = self._connected()
        with metrics.BATCH_SECONDS.labels(STAGE, "commit").time(), connection.transaction():
            written = write(connection, items, self._positions, following)
            refused = [*refused, *written.refused]
            if refused:
                self._dead_letters.write(refused)
            reach(f"{STAGE}.written", psycopg.OperationalError)
        reach(f"{STAGE}.committed", psycopg.OperationalError)
        for item in items:
            if isinstance(item.record, Event):
                self._evidence.keep(item.record)
        self._undescribed += written.rows.get("events", 0)
        self._positions |= following
        self._stored_at = time.monotonic()
        self._consumer.store_offsets(offsets=[TopicPartition(t, p, offset) for (t, p), offset in following.items()])
        reach(f"{STAGE}.stored", psycopg.OperationalError)
        _measure(items, written.rows, refused)
        self._measure_lag(following)

    def _describe(self) -> None:
        if self._undescribed >= CHUNK:
            extend(self._connected())
            self._undescribed = 0

    def _tidy(self) -> None:
        if time.monotonic() >= self._tidy_at:
            deleted = delete_old(self._connected())
            self._tidy_at = time.monotonic() + (0 if deleted else _TIDY_EVERY)

    def _measure_lag(self, following: Offsets) -> None:
        for (topic, number), offset in following.items():
            # As of the newest fetch, which costs no request.
            _, end = self._consumer.get_watermark_offsets(TopicPartition(topic, number), cached=True)
            metrics.LAG.labels(STAGE, topic, str(number)).set(max(0, end - offset))

    # ---- connection

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._url, autocommit=True)
            # A projector that is stopped in mid-transaction holds its positions no longer than its partitions.
            self._connection.execute(f"SET idle_in_transaction_session_timeout = {self._session_ms}")
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Batch:
    """What one call of the consumer brought, decoded."""

    def __init__(self, positions: Offsets, records: Mapping[str, tuple[type[Record], ...]], history: str) -> None:
        self._positions = positions
        self._records = records
        self._history = history
        self.items: list[Item] = []
        self.refused: list[Refused] = []
        self.following: dict[Partition, int] = {}
        """Positions after these messages."""
        self.ends: dict[Partition, int] = {}
        """Where a log ended: past what nobody is shown, such as the markers of transactions."""

    def reached(self, partition: Partition) -> int:
        return self.following.get(partition, self._positions[partition])

    def add(self, message: Message, serde: Serde) -> None:
        """Raises KafkaException for a message that is an error of the consumer."""
        error = message.error()
        partition = (str(message.topic()), int(message.partition() or 0))
        offset = int(message.offset() or 0)
        if error is not None:
            if error.code() != KafkaError._PARTITION_EOF:
                raise KafkaException(error)
            self.ends[partition] = offset
            return
        if partition not in self._positions or offset < self.reached(partition):
            return
        self.following[partition] = offset + 1
        topic, number = partition
        raw = message.value() or b""
        item = Item(topic, number, offset, message.key(), raw, None, topic != self._history)
        try:
            record = serde.decode(raw)
            if isinstance(record, Tracks):
                # The time of a record is that of its message; an event's alone may be dated back.
                check_plausible(record, message.timestamp()[1])
        except WireError as wrong:
            self.refused.append(Refused(item, wrong.reason, str(wrong)))
            return
        if isinstance(record, self._records[topic]):
            self.items.append(item._replace(record=record))
        else:
            self.refused.append(Refused(item, MISPLACED, f"a {type(record).__name__} does not belong on {topic}"))


def _consumer_config(settings: Settings) -> dict[str, object]:
    static = {} if settings.kafka_instance is None else {"group.instance.id": settings.kafka_instance}
    return (
        confluent_config(settings)
        | static
        | {
            "group.id": GROUP,
            "isolation.level": "read_committed",
            "auto.offset.reset": "error",
            "enable.auto.offset.store": False,
            "enable.partition.eof": True,
            "session.timeout.ms": round(settings.kafka_session_timeout * 1000),
            "heartbeat.interval.ms": round(settings.kafka_session_timeout * 1000 / 3),
            "queued.max.messages.kbytes": 16_384,
            "log_level": 3,
        }
    )


def _measure(items: Sequence[Item], rows: Mapping[str, int], refused: Sequence[Refused]) -> None:
    metrics.BATCH_RECORDS.labels(STAGE).observe(len(items))
    for table, count in rows.items():
        metrics.ROWS.labels(table).inc(count)
    now = time.time()
    for item in items:
        if isinstance(item.record, Tracks):
            _FRAME_DELAY.observe(max(0.0, now - item.record.captured_at / 1e6))
        elif isinstance(item.record, Event):
            _EVENT_DELAY.observe(max(0.0, now - item.record.at / 1e6))
    for refusal in refused:
        metrics.DEAD_LETTERS.labels(STAGE, refusal.reason).inc()
        if refusal.reason == DIVERGENCE:
            metrics.DIVERGENCE.labels(STAGE).inc()


def _sift(items: Sequence[Item]) -> tuple[list[Item], list[Refused]]:
    sound, faulty = [], []
    for item in items:
        why = _fault(item)
        if why is None:
            sound.append(item)
        else:
            faulty.append(Refused(item, UNSTORABLE, why))
    return sound, faulty


def _fault(item: Item) -> str | None:
    """Of what becomes a row as it is; of all else a fault may lie in what no row holds."""
    match item.record:
        case Event() | HealthEvent() | Review() | Mute() | Job() | Delivery():
            return fault(item.record)
        case Spec() if not item.marker:
            return fault(item.record)
        case _:
            return None


def _is_about_data(error: psycopg.Error) -> bool:
    """Whether the server refused a record of the batch: bad data, a broken constraint, or a value over its limits."""
    state = error.sqlstate or ""
    return isinstance(error, psycopg.DataError | psycopg.IntegrityError) or state.startswith("54")


def _is_passing(error: psycopg.Error) -> bool:
    """Whether trying again later makes sense: connection, resources, shutdown, deadlock, a standby not yet promoted,
    a transaction that was ended because this process had slept in it.
    """
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) or error.sqlstate in ("25006", "25P03")
