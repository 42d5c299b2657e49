"""A topic that was re-created, and one of which retention deleted what was not read yet."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from confluent_kafka import TopicPartition
from confluent_kafka.admin import AdminClient

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import Tracks
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.kafka.topics import DETECTIONS, TRACKS
from tests.support.processes.stage_processes import Load, Tail, Workers
from tests.support.servers.shared_kafka import SharedKafka
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture
def kafka(shared_kafka: SharedKafka) -> Iterator[Kafka]:
    """Empty for each test."""
    yield shared_kafka.empty()
    shared_kafka.clear()


class Tracked:
    """The tracks topic, read on and on."""

    def __init__(self, bootstrap: str) -> None:
        self._tail = Tail(bootstrap, TRACKS)
        self.records: list[Tracks] = []

    def are(self, count: int) -> Callable[[], bool]:
        def met() -> bool:
            found = (file_serde().decode(message.value or b"") for _, message in self._tail.read())
            self.records += [record for record in found if isinstance(record, Tracks)]
            return len(self.records) >= count

        return met

    def close(self) -> None:
        self._tail.close()


def leaders(where: str) -> bool:
    """Whether every partition has one."""
    found = AdminClient({"bootstrap.servers": where}).list_topics(timeout=10).topics.values()
    return all(partition.leader >= 0 for topic in found for partition in topic.partitions.values())


def ends(tail: Tail) -> dict[int, int]:
    return {partition: tail._end(partition) for partition in tail.partitions}


def test_what_retention_deleted_is_a_gap_and_said_loudly(kafka: Kafka, tmp_path: Path) -> None:
    where = kafka.bootstrap
    tracked = Tracked(where)
    until(lambda: leaders(where), 60, "the election of leaders")
    with Workers(where, tmp_path / "workers") as workers, Load(where) as load:
        first = workers.start("track")
        load.write(200)
        until(tracked.are(200), 60, "the first tracks")
        assert first.terminate() == 0
        load.write(400)
        source = Tail(where, DETECTIONS)
        middle = ends(source)
        load.write(200)
        deleted = [TopicPartition(DETECTIONS, partition, offset) for partition, offset in middle.items()]
        admin = AdminClient({"bootstrap.servers": where})
        for future in admin.delete_records(deleted).values():
            future.result(30)
        second = workers.start("track")
        until(tracked.are(400), 60, "the last tracks")
        assert second.terminate() == 0
        source.close()
    assert second.said('"gap"') == len(middle)
    assert len(tracked.records) == 400
    before = {record.camera: record.captured_at for record in tracked.records[:200]}
    after = {record.camera: record for record in reversed(tracked.records[200:])}
    assert before.keys() == after.keys()
    unseen = [camera for camera, record in after.items() if (record.previous_at or 0) > before[camera]]
    assert len(unseen) >= len(before) - 2  # a camera whose first message is garbage says nothing of what was before
    tracked.close()


def test_a_topic_that_was_recreated_is_refused(kafka: Kafka, tmp_path: Path) -> None:
    where = kafka.bootstrap
    tracked = Tracked(where)
    until(lambda: leaders(where), 60, "the election of leaders")
    with Workers(where, tmp_path / "workers") as workers:
        with Load(where) as load:
            first = workers.start("track")
            load.write(200)
            until(tracked.are(200), 60, "tracks")
            assert first.terminate() == 0
        admin = AdminClient({"bootstrap.servers": where})
        admin.delete_topics([DETECTIONS])[DETECTIONS].result(30)
        until(lambda: DETECTIONS not in admin.list_topics(timeout=10).topics, 60, "the end of the topic")
        TopicAdmin(Settings(kafka_bootstrap=where)).ensure(one_machine=True)
        second = workers.start("track")
        assert second.exit_code(60) == 1
    assert second.said("beyond the log's end") > 0
    assert second.said("if the topic was re-created") > 0
    tracked.close()
