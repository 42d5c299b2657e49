"""A broker that is stopped, not killed, until the others have long taken over, and wakes as a zombie.

FROZEN in the environment says for how many seconds; without it 10. The brokers give one up after 6.
"""

import os
import signal
import time
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient

from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.cluster import Cluster
from orin.topologies.kafka.topics import FRAMES
from tests.support.processes.ingest_cameras import mjpeg_server, running
from tests.support.processes.ingest_tools import assert_whole, frames, of_camera
from tests.support.processes.stage_processes import Load, Workers, truth_of
from tests.support.waiting import until

_PARTITIONS = 12
FROZEN = float(os.environ.get("FROZEN", "10"))
pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(300 + FROZEN)]


def test_ingest_and_stages_lose_and_double_nothing(cluster: Cluster, tmp_path: Path) -> None:
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
        number = leader(settings, of_camera(settings, FRAMES, camera)[0].partition)
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
    found = frames(of_camera(settings, FRAMES, camera))
    assert summary.frames_refused == summary.frames_spooled == 0
    assert len(found) == summary.frames_published == summary.frames_read
    assert_whole(found)


def leader(settings: Settings, partition: int) -> int:
    """The number of the broker that leads this partition of the frames."""
    found = AdminClient(confluent_config(settings)).list_topics(FRAMES, timeout=10)
    return int(found.topics[FRAMES].partitions[partition].leader)
