"""SIGTERM to every worker: a bounded drain and exit code 0, with Kafka there and with Kafka gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from tests.support.processes.forge import Forged
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(180)]

AT_WORK = {
    "detect": "partitions assigned",
    "track": "partition taken over",
    "watch": "partition taken over",
    "project": '"projecting"',
    "health": "",
}
"""What each says when it is at work."""
DRAIN = 4.0


@pytest.fixture
def workers(kafka: Kafka, postgres: Postgres, tmp_path: Path) -> Iterator[dict[str, Forged]]:
    url = postgres.create_database(f"sigterm_{tmp_path.name}".replace("-", "_"))
    with Workers(kafka.bootstrap, tmp_path) as forge:
        env = {"drain_timeout": str(DRAIN), "database_url": url, "kafka_session_timeout": "6"}
        found = {stage: forge.start(stage, **env) for stage in AT_WORK}
        for stage, said in AT_WORK.items():
            until(lambda stage=stage, said=said: found[stage].said(said) > 0, 60, f"work in {stage}")  # type: ignore[misc]
        yield found


def test_a_worker_leaves_with_0(workers: dict[str, Forged]) -> None:
    for stage, worker in workers.items():
        assert (stage, worker.terminate()) == (stage, 0)
        assert worker.said("without a farewell") == 0, stage


def test_a_worker_leaves_in_time_when_kafka_is_gone(workers: dict[str, Forged], kafka: Kafka) -> None:
    kafka.kill()
    for stage, worker in workers.items():
        assert (stage, worker.terminate(DRAIN + 4)) == (stage, 0)
