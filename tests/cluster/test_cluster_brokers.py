"""The cluster itself: three processes, of which any one may die or stand still."""

import os
import signal
import time
from pathlib import Path

import msgspec
import psutil
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.cluster import Cluster
from orin.schemas.errors import OrinError
from orin.topologies.kafka import topic_plan, topics
from tests.cluster.conftest import eventually
from tests.support.processes.ingest_cameras import mjpeg_server, running
from tests.support.processes.ingest_tools import assert_whole, frames, of_camera
from tests.support.processes.stage_processes import Load, Workers, truth_of
from tests.support.waiting import until

pytestmark = pytest.mark.kafka

_PARTITIONS = 12
FROZEN = float(os.environ.get("FROZEN", "10"))
"""Seconds that a broker stands still; the others give it up after 6."""


def test_topics_have_three_replicas(cluster: Cluster) -> None:
    plan = topic_plan.TopicAdmin(Settings(**cluster.superuser()))
    wanted = topic_plan.declared()
    assert plan.brokers() == 3
    assert {topic.replication for topic in wanted.values()} == {3}
    assert topic_plan.compare(wanted, plan.read(wanted)) == []


def test_drift_of_the_replicas_fails_the_check(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", cluster.bootstrap)
    assert _orin("check").output == "the topics are as declared\n"

    declared = topic_plan.declared()
    plan = topic_plan.TopicAdmin(Settings(**cluster.superuser()))
    loose = msgspec.structs.replace(
        declared[topics.EVENTS], config=declared[topics.EVENTS].config | {"min.insync.replicas": "1"}
    )
    plan.apply({topics.EVENTS: loose}, topic_plan.compare({topics.EVENTS: loose}, plan.read([topics.EVENTS])))
    drifted = eventually(1, lambda: _orin("check"))
    assert drifted.output == f"~ {topics.EVENTS} min.insync.replicas: 1 -> 2\n"

    def mended() -> Result:
        assert _orin("apply").exit_code == 0
        return _orin("check")

    eventually(0, mended)  # again and again: a broker that has not heard of the drift lets `apply` do nothing

    fewer = _orin("check", "--replication", "2")
    assert fewer.exit_code == 1
    assert (
        f"! {topics.TRACKS} replication: 3, declared 2; not changed here: use kafka-reassign-partitions" in fewer.output
    )
    assert isinstance(_orin("apply", "--replication", "2").exception, OrinError)


def _orin(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["topics", *arguments])


@pytest.mark.slow
@pytest.mark.timeout(300 + FROZEN)
def test_a_broker_frozen_until_the_others_took_over_costs_ingest_and_stages_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    """It is stopped, not killed, and wakes as a zombie."""
    camera = "hq/frozen"
    where = cluster.bootstrap
    settings = Settings(home=tmp_path / "home", kafka_bootstrap=where)
    with (
        mjpeg_server(tmp_path) as web,
        Workers(where, tmp_path / "workers") as workers,
        Load(where) as load,
        truth_of(where) as truth,
        running(settings, f"{web}/stream.mjpg", camera, fps=20) as run,
    ):
        stages = [workers.start(stage, kafka_session_timeout="6") for stage in ("track", "watch")]
        load.flow()
        run.until(lambda c: c.published >= 20)
        until(lambda: stages[1].said("partition taken over") == _PARTITIONS, 60, "the stages' start")
        number = leader(settings, of_camera(settings, topics.FRAMES, camera)[0].partition)
        cluster.kill(number, signal.SIGSTOP)
        woken_at = time.monotonic() + FROZEN
        try:
            run.until(lambda c: c.spooled > 0)
            run.until(lambda c: c.spooled == 0)  # the frames have another leader now
            time.sleep(max(woken_at - time.monotonic(), 0))
        finally:
            cluster.kill(number, signal.SIGCONT)
        read = run.until(lambda c: c.read > 0).read
        run.until(lambda c: c.published >= read)
        cluster.wait_in_sync()
        load.rest()
        truth.holds(90)
        assert all(stage.alive() for stage in stages)
        summary = run.finish()
    found = frames(of_camera(settings, topics.FRAMES, camera))
    assert summary.frames_refused == summary.frames_spooled == 0
    assert len(found) == summary.frames_published == summary.frames_read
    assert_whole(found)


def leader(settings: Settings, partition: int) -> int:
    """The number of the broker that leads this partition of the frames."""
    found = AdminClient(confluent_config(settings)).list_topics(topics.FRAMES, timeout=10)
    return int(found.topics[topics.FRAMES].partitions[partition].leader)


def test_a_broker_dies_and_comes_back_with_its_data_and_nothing_acknowledged_is_lost(cluster: Cluster) -> None:
    cluster.wait_in_sync()
    assert sorted(cluster.pids) == [1, 2, 3]
    settings = Settings(kafka_bootstrap=cluster.bootstrap)
    pid = cluster.pids[2]
    assert _write(settings, 50) == 50
    cluster.kill(2)
    assert not psutil.pid_exists(pid)
    assert sorted(cluster.pids) == [1, 3]
    assert _write(settings, 50) == 50, "two of three brokers are enough"
    cluster.restart(2)
    assert cluster.in_sync()
    assert cluster.pids[2] != pid
    cluster.kill(1, signal.SIGKILL)  # no test after this one needs it
    assert _read(settings) == 100


def _write(settings: Settings, count: int) -> int:
    """Messages that every replica in sync has acknowledged."""
    acknowledged = []
    producer = Producer(confluent_producer_config(settings) | {"log_level": 0})
    for number in range(count):
        producer.produce(
            topics.REVIEWS, str(number), partition=number % 12, on_delivery=lambda error, _: acknowledged.append(error)
        )
    assert producer.flush(30) == 0
    return acknowledged.count(None)


def _read(settings: Settings) -> int:
    reader = Consumer(confluent_config(settings) | {"group.id": "probe", "log_level": 0, "enable.partition.eof": True})
    reader.assign([TopicPartition(topics.REVIEWS, partition, 0) for partition in range(12)])
    found = ended = 0
    try:
        while ended < 12:
            message = reader.poll(30)
            assert message is not None, "the log is not delivered"
            ended += message.error() is not None
            found += message.error() is None
    finally:
        reader.close()
    return found
