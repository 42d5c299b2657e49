"""Control and the projector are killed while commands come: a small run of `benchmarks.commands_under_fire`."""

import uuid
from pathlib import Path

import pytest
from pydantic import SecretStr

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from tests.support.processes.command_fire import under_fire

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]
COMMANDS = 30


def test_every_command_that_was_answered_counts_once(
    kafka: Kafka, postgres: Postgres, tmp_path: Path, engines: Path
) -> None:
    url = SecretStr(postgres.create_database(f"fire_{uuid.uuid4().hex[:8]}"))
    settings = Settings(home=tmp_path, engines=engines, kafka_bootstrap=kafka.bootstrap, database_url=url)
    found = under_fire(settings, tmp_path, COMMANDS, kills=1, seed=1)
    assert (found.answered, found.lost, found.twice) == (COMMANDS, [], [])
    assert found.kills == {"control": 1, "project": 1}
    assert found.again > 0
