"""`orin doctor` on a machine where all is well, and on one where nothing is."""

import json
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from orin.cli.machine.one_machine import environment_of
from orin.cli.main import app
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.topologies.kafka.topic_plan import TopicAdmin

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def _doctor(settings: Settings) -> tuple[Result, dict[str, dict[str, str]]]:
    result = CliRunner().invoke(app, ["doctor", "--json"], env=dict(environment_of(settings)))
    lines = [json.loads(line) for line in result.output.splitlines()]
    return result, {line["check"]: line for line in lines}


def test_a_machine_where_all_is_well(settings: Settings) -> None:
    url = settings.database_url.get_secret_value()
    result, found = _doctor(settings)
    assert result.exit_code == 1
    assert found["tables"]["state"] == "broken"
    assert "orin worker project" in found["tables"]["advice"]

    migrate(url)
    result, found = _doctor(settings)
    assert result.exit_code == 0, result.output
    assert found["kafka"]["found"] == f"1 broker at {settings.kafka_bootstrap}"
    assert found["topics"]["state"] == "ok"
    assert found["tables"]["state"] == "ok"
    assert found["timescaledb"]["state"] == "note"
    assert "plain tables" in found["timescaledb"]["found"]
    assert "GiB free" in found["frames"]["found"]
    assert not list((settings.home / "frames").glob("doctor-*")), "its probe is gone"
    password = url.split(":")[2].split("@")[0]
    assert password not in result.output


def test_a_machine_where_nothing_answers(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (tmp_path / "home").write_text("a file where a folder should be")
    settings = Settings(
        home=tmp_path / "home",
        kafka_bootstrap=f"127.0.0.1:{port}",
        database_url=f"postgresql://orin:hunter2@127.0.0.1:{port}/orin",
        schema_registry_url=f"http://127.0.0.1:{port}",
        model=tmp_path / "absent.pt",
    )
    result, found = _doctor(settings)
    assert result.exit_code == 1
    for check in ("kafka", "database", "schemas", "frames", "model"):
        assert found[check]["state"] == "broken", check
    for check in ("kafka", "database", "schemas"):
        assert f"127.0.0.1:{port}" in found[check]["found"], check
    assert "absent.pt" in found["model"]["found"]
    assert "hunter2" not in result.output


def test_topics_that_are_missing_or_differ_are_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from orin.topologies.kafka import topic_plan

    more = topic_plan.declared(one_machine=True, partitions=8)
    monkeypatch.setattr(topic_plan, "declared", lambda *_: more)
    _, found = _doctor(settings)
    assert found["topics"]["state"] == "note"
    assert "partitions: 4, declared 8" in found["topics"]["found"]
    monkeypatch.setattr(TopicAdmin, "read", lambda *_: {})
    result, found = _doctor(settings)
    assert result.exit_code == 1
    assert found["topics"]["advice"] == "run `orin topics apply`"


def test_the_table_is_for_people(settings: Settings) -> None:
    result = CliRunner().invoke(app, ["doctor"], env=dict(environment_of(settings)) | {"COLUMNS": "250"})
    assert "what to do" in result.output
    assert "PostgreSQL" in result.output
