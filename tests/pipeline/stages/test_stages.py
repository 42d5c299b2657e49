"""track and watch as processes on real Kafka: killed in mid-run, stopped, and given garbage."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

from benchmarks.stage_load import detections, specs
from orin.projections.positions import projected
from orin.runtime.build import build_id
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.lag import HOPS, Progress
from orin.topologies.kafka.messages import Message, received
from orin.topologies.kafka.topics import DEAD_LETTERS, DETECTIONS, EVENTS, SEQUENCE_HEADER, SPEC_KEY, TRACKS
from orin.topologies.stage.wire import Wire
from orin.topologies.track import track_stage
from orin.topologies.watch import watch_stage
from tests.support.checkpoint.world import undisturbed
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(300)]

RECORDS = 2400
SLICES = 12
START = wall_clock() - 60_000_000
HEARD = {"kafka_session_timeout": "6"}
"""Seconds until the death of a worker is known: as many as by default."""


@contextmanager
def worker(stage: str, kafka: Kafka, home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {"ORIN_KAFKA_BOOTSTRAP": kafka.bootstrap, "ORIN_HOME": str(home)}
    with (home / f"{stage}.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-P", "-m", "orin", "worker", stage], env=environment, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def read(kafka: Kafka, topic: str) -> dict[int, list[Message]]:
    """Every committed record, by partition."""
    consumer = Consumer(
        {
            "bootstrap.servers": kafka.bootstrap,
            "group.id": "test",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "isolation.level": "read_committed",
        }
    )
    try:
        partitions = list(consumer.list_topics(topic, 10).topics[topic].partitions)
        found: dict[int, list[Message]] = {partition: [] for partition in partitions}
        consumer.assign([TopicPartition(topic, partition, 0) for partition in partitions])
        ended = 0
        while ended < len(partitions):
            message = consumer.poll(10)
            assert message is not None, f"{topic} is blocked"
            if message.error() is not None:
                ended += 1
                continue
            one = received(message)
            found[one.partition].append(one)
        return found
    finally:
        consumer.close()


def count(kafka: Kafka, topic: str) -> int:
    return sum(map(len, read(kafka, topic).values()))


def more_than(kafka: Kafka, records: int) -> int:
    """How many tracks there are once there are more than `records`."""
    until(lambda: count(kafka, TRACKS) > records)
    return count(kafka, TRACKS)


def produce(kafka: Kafka, part: int) -> None:
    """One slice of the recording; the first begins with the specs, each has a message that cannot be read."""
    serde = file_serde()
    config = {"bootstrap.servers": kafka.bootstrap, "partitioner": "murmur2_random", "enable.idempotence": True}
    producer = Producer(config)
    if part == 0:
        for spec in specs():
            for partition in range(4):
                producer.produce(DETECTIONS, serde.encode(spec), SPEC_KEY, partition, headers=[*headers(spec)])
        producer.flush()
    size = RECORDS // SLICES
    for index, each in enumerate(detections(RECORDS, START)):
        if part * size <= index < (part + 1) * size:
            value = b"garbage" if index % size == size // 2 else serde.encode(each)
            key, timestamp = each.camera.encode(), each.captured_at // 1000
            producer.produce(DETECTIONS, value, key, timestamp=timestamp, headers=[*headers(each)])
    producer.flush()


def test_killed_twice_in_mid_run_the_outputs_are_those_of_the_undisturbed_run(kafka: Kafka, tmp_path: Path) -> None:
    written = 0
    for life in range(3):
        with Workers(kafka.bootstrap, tmp_path / str(life)) as workers:
            for stage in ("track", "watch"):
                workers.start(stage, **HEARD)
            for part in range(life * SLICES // 3, (life + 1) * SLICES // 3):
                produce(kafka, part)
            if life < 2:
                # In mid-run: something of this life is there, and the rest is on its way.
                written = more_than(kafka, written)
            else:
                more_than(kafka, len(specs()) * 4 + RECORDS - 1)
                settled(kafka)
    check(kafka)


def settled(kafka: Kafka) -> None:
    """Until watch has read everything that track wrote, by its state topic."""
    wire = Wire(file_serde())
    expected = 0
    for partition, messages in read(kafka, TRACKS).items():
        outputs, _ = undisturbed(watch_stage(60.0, build_id()), wire, messages, TRACKS, partition)
        expected += len(outputs[EVENTS])
    assert expected > 0
    until(lambda: count(kafka, EVENTS) >= expected)


def check(kafka: Kafka) -> None:
    wire = Wire(file_serde())
    letters: set[bytes] = set()
    for stage, output in ((track_stage(), TRACKS), (watch_stage(60.0, build_id()), EVENTS)):
        found = read(kafka, output)
        for partition, messages in read(kafka, stage.source).items():
            outputs, due = undisturbed(stage, wire, messages, stage.source, partition)
            letters.update(due)
            assert [(m.key, m.value) for m in found[partition]] == outputs[output]
            numbers = [int(dict(m.headers)[SEQUENCE_HEADER]) for m in found[partition]]
            assert numbers == list(range(len(numbers)))
    assert len(letters) == SLICES
    written = [message.key for messages in read(kafka, DEAD_LETTERS).values() for message in messages]
    assert sorted(key for key in written if key) == sorted(letters)


def test_whoever_takes_over_a_quiet_partition_notes_how_far_it_is(kafka: Kafka, tmp_path: Path) -> None:
    produce(kafka, 0)
    progress = Progress(Settings(kafka_bootstrap=kafka.bootstrap), projected)
    (track,) = [hop for hop in HOPS if hop.stage == "track"]
    ends = progress.ends(DETECTIONS)

    def through() -> bool:
        return not any(lag.records for lag in progress.lags(track, ends))

    try:
        with Workers(kafka.bootstrap, tmp_path / "first") as workers:
            workers.start("track", **HEARD)
            until(through)
        until(lambda: noted_nothing(kafka))
        assert not through()
        with Workers(kafka.bootstrap, tmp_path / "second") as workers:
            workers.start("track", **HEARD)
            until(through)
    finally:
        progress.close()


def noted_nothing(kafka: Kafka) -> bool:
    """Sets the group's offsets back, as if its members had died before they noted any; False while it has members."""
    consumer = Consumer({"bootstrap.servers": kafka.bootstrap, "group.id": "orin.track"})
    try:
        consumer.commit(offsets=[TopicPartition(DETECTIONS, p, 0) for p in range(4)], asynchronous=False)
    except KafkaException:
        return False
    finally:
        consumer.close()
    return True


def test_sigterm_drains_and_exits_with_0(kafka: Kafka, tmp_path: Path) -> None:
    with worker("track", kafka, tmp_path) as process:
        until(lambda: b"partition taken over" in (tmp_path / "track.log").read_bytes())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
