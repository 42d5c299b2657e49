"""track and watch as processes on a real broker, a camera load without end, and what an undisturbed run would write."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from confluent_kafka import Consumer, Producer, TopicPartition

from benchmarks.stage_load import detections, specs
from orin.runtime.build import build_id
from orin.runtime.clock import wall_clock
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.answers import ask
from orin.topologies.kafka.messages import Message, received
from orin.topologies.kafka.topics import DEAD_LETTERS, DETECTIONS, EVENTS, SEQUENCE_HEADER, SPEC_KEY, TRACKS
from orin.topologies.stage.definition import Stage
from orin.topologies.stage.wire import Wire
from orin.topologies.track import track_stage
from orin.topologies.watch import watch_stage
from tests.support.checkpoint.world import Undisturbed
from tests.support.processes.forge import Forged
from tests.support.waiting import until

PARTITIONS = 4
SESSION = 2.0
"""Seconds; the broker must allow it (shared_kafka.SHORT_SESSIONS)."""


class Workers:
    """Starts worker processes, and kills at the end those that are left."""

    def __init__(self, bootstrap: str, home: Path) -> None:
        self._bootstrap = bootstrap
        self._home = home
        self._all: list[Forged] = []

    def start(self, stage: str, failpoints: str = "", *, broken: Sequence[str] = (), **env: str) -> Forged:
        """`failpoints` is for harm.arm; a name of `env` is that of a setting, in lower case."""
        name = f"{stage}-{len(self._all)}"
        variables = {
            "ORIN_KAFKA_BOOTSTRAP": self._bootstrap,
            "ORIN_HOME": str(self._home / name),
            "ORIN_KAFKA_SESSION_TIMEOUT": str(SESSION),
            "ORIN_LOG_FORMAT": "json",
        }
        variables |= {f"ORIN_{name.upper()}": value for name, value in env.items()}
        worker = Forged(stage, variables, self._home / f"{name}.log", broken, failpoints)
        self._all.append(worker)
        return worker

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        for worker in self._all:
            worker.kill()


class Load:
    """Detections of 20 cameras, some records a second, until closed; a message in 100 cannot be read."""

    def __init__(self, bootstrap: str, rate: float = 80.0) -> None:
        self._serde = file_serde()
        config = {"bootstrap.servers": bootstrap, "partitioner": "murmur2_random", "enable.idempotence": True}
        self._producer = Producer(config | {"linger.ms": 1})
        self._records = enumerate(detections(1_000_000, wall_clock() - 60_000_000))
        self._pause = 1 / rate
        self._flows = threading.Event()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run)
        for spec, partition in itertools.product(specs(), range(PARTITIONS)):
            self._producer.produce(DETECTIONS, self._serde.encode(spec), SPEC_KEY, partition, headers=[*headers(spec)])
        self._producer.flush()

    def write(self, records: int) -> None:
        """So many at once."""
        for _ in range(records):
            self._write()
        self._producer.flush()

    def flow(self) -> None:
        self._flows.set()

    def rest(self) -> None:
        """Nothing more is written until `flow`."""
        self._flows.clear()
        self._producer.flush()

    def _run(self) -> None:
        while not self._closed.is_set():
            if self._flows.wait(0.1):
                self._write()
                self._producer.poll(0)
                self._closed.wait(self._pause)

    def _write(self) -> None:
        index, each = next(self._records)
        value = b"garbage" if index % 100 == 50 else self._serde.encode(each)
        key, timestamp = each.camera.encode(), each.captured_at // 1000
        self._producer.produce(DETECTIONS, value, key, timestamp=timestamp, headers=[*headers(each)])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        self._producer.flush()


class Tail:
    """A topic's committed records, read on and on."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        config = {
            "bootstrap.servers": bootstrap,
            "group.id": "test",
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            "enable.partition.eof": True,
            "isolation.level": "read_committed",
            "fetch.wait.max.ms": 50,
        }
        self._consumer = Consumer(config)
        partitions = self._consumer.list_topics(topic, 10).topics[topic].partitions
        self._consumer.assign([TopicPartition(topic, partition, 0) for partition in partitions])
        self._topic = topic
        self.partitions = sorted(partitions)

    def read(self) -> Iterator[tuple[int, Message]]:
        """What is new, up to the end of every partition."""
        ends = {p: self._end(p) for p in self.partitions}
        while any(offset < ends[p] for p, offset in self._positions().items()):
            message: Any = self._consumer.poll(10)
            assert message is not None, f"{self._topic} is blocked"
            if message.error() is None:
                yield message.partition(), received(message)

    def _end(self, partition: int) -> int:
        """The last stable offset."""
        place = TopicPartition(self._topic, partition)
        return int(ask(lambda: self._consumer.get_watermark_offsets(place, 10), 30)[1])

    def _positions(self) -> dict[int, int]:
        found = self._consumer.position([TopicPartition(self._topic, p) for p in self.partitions])
        return {p.partition: max(0, p.offset) for p in found}

    def close(self) -> None:
        self._consumer.close()


class _Followed:
    """One stage: what it reads, what that should have become, and what it did."""

    def __init__(self, bootstrap: str, stage: Stage[Any, Any], output: str) -> None:
        wire = Wire(file_serde())
        self.output = output
        self._source = Tail(bootstrap, stage.source)
        self._found = Tail(bootstrap, output)
        self._wanted = {p: Undisturbed(stage, wire, stage.source, p) for p in self._source.partitions}
        self._seen = dict.fromkeys(self._source.partitions, 0)

    def is_even(self) -> bool:
        """Whether the output is all that it should be. Raises AssertionError where it can never be again."""
        found = list(self._found.read())
        for partition, message in self._source.read():
            self._wanted[partition].take(message)
        for partition, message in found:
            self._compare(partition, message)
        return all(len(run.outputs[self.output]) == self._seen[p] for p, run in self._wanted.items())

    def _compare(self, partition: int, message: Message) -> None:
        number = self._seen[partition]
        where = f"{self.output}/{partition} record {number} at offset {message.offset}"
        wanted = self._wanted[partition].outputs[self.output]
        assert number < len(wanted), f"{where} is one too many: {message}"
        assert (message.key, message.value) == wanted[number], f"{where} is {message}, undisturbed it is other"
        assert int(dict(message.headers)[SEQUENCE_HEADER]) == number, f"{where} is misnumbered"
        self._seen[partition] += 1

    @property
    def records(self) -> int:
        return sum(self._seen.values())

    @property
    def letters(self) -> list[bytes]:
        return [key for run in self._wanted.values() for key in run.letters]

    def close(self) -> None:
        self._source.close()
        self._found.close()


class Truth:
    """Compares tracks, events and dead letters, record for record, with those of an undisturbed run."""

    def __init__(self, bootstrap: str) -> None:
        self._letters = Tail(bootstrap, DEAD_LETTERS)
        self._seen_letters: list[bytes] = []
        self.tracks = _Followed(bootstrap, track_stage(), TRACKS)
        self.events = _Followed(bootstrap, watch_stage(60.0, build_id()), EVENTS)

    def holds(self, seconds: float = 30.0) -> None:
        """Waits until everything that was written has become what it should; fails at the first difference."""
        until(lambda: self.tracks.is_even() and self.events.is_even(), seconds, "all outputs")
        self._seen_letters += [message.key or b"" for _, message in self._letters.read()]
        assert sorted(self._seen_letters) == sorted(self.tracks.letters + self.events.letters)

    def close(self) -> None:
        for each in (self._letters, self.tracks, self.events):
            each.close()


@contextmanager
def truth_of(bootstrap: str) -> Iterator[Truth]:
    truth = Truth(bootstrap)
    try:
        yield truth
    finally:
        truth.close()
