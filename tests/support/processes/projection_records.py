"""Records, topics and a running projector for the tests of the projections and the api."""

import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

import psycopg
from confluent_kafka import Consumer, Producer, TopicPartition

from orin.processors.identity import seal
from orin.projections import writer
from orin.projections.migrate import migrate
from orin.projections.store import Item, write
from orin.projections.writer import Projector, Topics
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import DeadLetter, Event, Provenance, Record, Spec, Subject, Track, Tracks
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka import topics
from orin.topologies.kafka.answers import ask

TOPICS = Topics(
    topics.EVENTS,
    topics.TRACKS,
    topics.HEALTH,
    topics.SPECS,
    topics.REVIEWS,
    topics.MUTES,
    topics.JOBS,
    topics.DELIVERIES,
    topics.DEAD_LETTERS,
)
CAMERA = "hq/lobby-1"
SECOND = 1_000_000
Sent = tuple[str, int, Record | bytes]
"""Topic, partition and what to write there."""


def now() -> int:
    return wall_clock()


def event(at: int, sequence: int = 0, event_id: str | None = None, camera: str = CAMERA, **fields: Any) -> Event:
    values: dict[str, Any] = {
        "event_id": event_id or str(uuid.uuid4()),
        "sequence": sequence,
        "kind": "unattended",
        "phase": "opened",
        "guard": "bags",
        "guard_revision": "1-abcdef01",
        "camera_revision": None,
        "camera": camera,
        "site": camera.split("/", maxsplit=1)[0],
        "subject": Subject(track_id="a1b2", label="object", x1=10.0, y1=20.0, x2=60.0, y2=90.0),
        "zone": "floor",
        "since": at - 5 * SECOND,
        "due_at": at,
        "opened_at": at,
        "at": at,
        "certainty": "observed",
        "coverage": 0.97,
        "severity": "high",
        "notify": "send",
        "notify_to": ("desk",),
        "late": False,
        "provenance": Provenance(topic=topics.TRACKS, partition=0, offset=7, uri=None, model_sha256=None, build="test"),
        "digest": "",
    } | fields
    return seal(Event(**values))


def track(label: str = "person", state: str = "confirmed") -> Track:
    return Track(
        track_id="t", label=label, label_held=False, score=0.9, x1=0, y1=0, x2=10, y2=20, state=state,  # type: ignore[arg-type]
        born_at=0, detected=True, velocity_x=0, velocity_y=0,
    )  # fmt: skip


def tracks(at: int, camera: str = CAMERA, status: str = "seen", seen: Iterable[Track] = ()) -> Tracks:
    return Tracks(
        camera=camera, session="s", session_started_at=at, captured_at=at, previous_at=None, published_at=at, uri=None,
        width=640, height=480, status=status, backend="motion", tracks=tuple(seen),  # type: ignore[arg-type]
    )  # fmt: skip


def camera_spec(name: str = CAMERA, number: int = 1, gap_tolerance: float = 5.0, active_from: int = 0) -> Spec:
    body = f'{{"camera":"{name}","gap_tolerance":{gap_tolerance},"ignore":{{}},"lines":{{}},"zones":{{}}}}'
    return Spec(kind="camera", name=name, revision=f"{number}-abcdef01", body=body, active_from=active_from)


GUARD = Spec(
    kind="guard", name="bags", revision="1-abcdef01", body='{"cameras":["hq/*"],"guard":"bags"}', active_from=0
)
"""A guard without a rule, which is all that the api needs."""


def project(url: str, *records: Record, history: bool = False) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("INSERT INTO positions VALUES ('t', 0, 0) ON CONFLICT DO NOTHING")
        row = connection.execute("SELECT next_offset FROM positions WHERE topic = 't'").fetchone()
        assert row is not None
        items = [Item("t", 0, row[0] + n, b"k", b"", record, not history) for n, record in enumerate(records)]
        with connection.transaction():
            write(connection, items, {("t", 0): row[0]}, {("t", 0): row[0] + len(items)})


def publish(kafka: Kafka, sent: Iterable[Sent], transactional: bool = True) -> None:
    """In one transaction, as stages write."""
    config = {"bootstrap.servers": kafka.bootstrap}
    if transactional:
        config["transactional.id"] = f"test-{uuid.uuid4().hex[:6]}"
    producer = Producer(config)
    if transactional:
        producer.init_transactions(30)
        producer.begin_transaction()
    for topic, partition, record in sent:
        raw = isinstance(record, bytes)
        key = topics.SPEC_KEY if isinstance(record, Spec) else getattr(record, "camera", CAMERA).encode()
        at = None if isinstance(record, bytes) else event_time(record)
        producer.produce(
            topic, record if isinstance(record, bytes) else file_serde().encode(record), key,
            partition=partition, timestamp=min(at or now(), now()) // 1000,
            headers={} if raw else dict(headers(record)),  # type: ignore[arg-type]
        )  # fmt: skip
    if transactional:
        producer.commit_transaction(30)
    assert producer.flush(30) == 0


@contextmanager
def projecting(settings: Settings, group: str = writer.GROUP) -> Iterator[None]:
    """A projector in a thread of this process, stopped and its failure raised at the end.

    In another group than the usual one it believes that all partitions are its own, whoever else runs.
    """
    migrate(settings.database_url.get_secret_value())
    stop = threading.Event()
    failures: list[BaseException] = []
    with patch.object(writer, "GROUP", group):
        projector = Projector(settings, TOPICS, file_serde())

    def run() -> None:
        try:
            projector.run(stop)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
        if failures:  # it says more than whoever waited for the projector in vain
            raise failures[0]


def run_to_failure(settings: Settings) -> None:
    """A projector until it raises; fails when it goes on for half a minute."""
    stop = threading.Event()
    timer = threading.Timer(30, stop.set)
    timer.start()
    try:
        Projector(settings, TOPICS, file_serde()).run(stop)
    finally:
        timer.cancel()
    raise AssertionError("the projector went on")


def dead_letters(kafka: Kafka) -> list[DeadLetter]:
    """All that are on the topic, the newest of each key."""
    consumer = Consumer({"bootstrap.servers": kafka.bootstrap, "group.id": "letters", "enable.partition.eof": True})
    partitions = list(consumer.list_topics(topics.DEAD_LETTERS).topics[topics.DEAD_LETTERS].partitions)
    consumer.assign([TopicPartition(topics.DEAD_LETTERS, number, 0) for number in partitions])
    found: dict[bytes, DeadLetter] = {}
    ended: set[int] = set()
    try:
        while len(ended) < len(partitions):
            message = consumer.poll(10)
            assert message is not None
            if message.error() is not None:
                ended.add(int(message.partition() or 0))
                continue
            letter = file_serde().decode(message.value())
            assert isinstance(letter, DeadLetter)
            found[bytes(message.key() or b"")] = letter
    finally:
        consumer.close()
    return list(found.values())


def rows(settings: Settings, query: str, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(settings.database_url.get_secret_value(), autocommit=True) as connection:
        return connection.execute(query.encode(), values).fetchall()


def caught_up(settings: Settings, kafka: Kafka) -> bool:
    """Whether every partition that has records is projected to its end, transaction markers included."""
    consumer = Consumer({"bootstrap.servers": kafka.bootstrap, "group.id": "ends"})
    try:
        positions = {
            (t, p): offset for t, p, offset in rows(settings, "SELECT topic, partition, next_offset FROM positions")
        }
        for topic, meta in consumer.list_topics().topics.items():
            if topic not in TOPICS.records():
                continue
            for number in meta.partitions:
                place = TopicPartition(topic, number)
                _, high = ask(partial(consumer.get_watermark_offsets, place, timeout=10), 30)
                if positions.get((topic, number)) != high:
                    return False
        return True
    finally:
        consumer.close()
