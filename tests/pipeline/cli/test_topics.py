"""`orin topics` against a real broker."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient, NewPartitions
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import OrinError
from orin.topologies.kafka import topics
from orin.topologies.kafka.topic_plan import TopicAdmin, declared

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Iterator[Kafka]:
    """A broker without topics."""
    with Kafka(tmp_path_factory.mktemp("bare"), engines) as kafka:
        yield kafka


@pytest.fixture(autouse=True)
def environment(broker: Kafka, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", broker.bootstrap)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["topics", *arguments])


def _changes(*arguments: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in _run(*arguments, "--json").output.splitlines()]


def test_topics_are_planned_made_changed_back_and_their_partitions_kept(broker: Kafka) -> None:
    """One story, because each step needs the one before."""
    assert {c["topic"] for c in _changes("plan") if c["action"] == "create"} == set(declared())
    assert _run("check").exit_code == 1

    applied = _run("apply")
    assert applied.exit_code == 0, applied.output
    assert f"+ {topics.FRAMES} (4 partitions, replication 1)" in applied.output
    assert _run("check").output == "the topics are as declared\n"
    assert _run("check").exit_code == 0
    assert _changes("plan") == []

    _drift(broker, "retention.ms", "1000")
    _drift(broker, "retention.bytes", "5")
    drifted = _run("check")
    assert drifted.exit_code == 1
    assert f"~ {topics.EVENTS} retention.ms: 1000 -> 31536000000" in drifted.output
    assert f"~ {topics.EVENTS} retention.bytes: 5 -> the default" in drifted.output
    assert _run("apply").exit_code == 0
    assert _run("check").exit_code == 0

    more = _run("plan", "--partitions", "8")
    assert f"! {topics.FRAMES} partitions: 4, declared 8; refused, because keys would move" in more.output
    _drift(broker, "retention.ms", "1000")
    refused = _run("apply", "--partitions", "8")
    assert isinstance(refused.exception, OrinError)
    assert "partitions: 4, declared 8" in str(refused.exception)
    assert any(c["key"] == "retention.ms" for c in _changes("plan")), "a refused apply changes nothing"
    assert not [c for c in _changes("plan", "--one-machine") if c["action"] == "refused"]

    admin = AdminClient({"bootstrap.servers": broker.bootstrap})
    admin.create_partitions([NewPartitions(topics.HEALTH, 6)])[topics.HEALTH].result()
    assert [c for c in _changes("check") if c["topic"] == topics.HEALTH] == [
        {"topic": topics.HEALTH, "action": "refused", "key": "partitions", "found": "6", "wanted": "4"}
    ]


def _drift(broker: Kafka, key: str, value: str) -> None:
    """Sets a topic's configuration past ORIN, as an operator's script might."""
    from confluent_kafka.admin import AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType

    entry = ConfigEntry(key, value, incremental_operation=AlterConfigOpType.SET)
    resource = ConfigResource(ResourceType.TOPIC, topics.EVENTS, incremental_configs=[entry])
    admin = AdminClient({"bootstrap.servers": broker.bootstrap})
    for future in admin.incremental_alter_configs([resource]).values():
        future.result()
    deadline = time.monotonic() + 20  # acknowledged before it can be seen
    while (
        TopicAdmin(Settings(kafka_bootstrap=broker.bootstrap)).read([topics.EVENTS])[topics.EVENTS].config.get(key)
        != value
    ):
        assert time.monotonic() < deadline


def test_a_broker_that_does_not_answer_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(OrinError, match=f"Kafka at 127.0.0.1:{port} does not answer"):
        TopicAdmin(Settings(kafka_bootstrap=f"127.0.0.1:{port}")).brokers()
