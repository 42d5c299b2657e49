"""Users and what each may do, on a cluster that asks for passwords; and every process under its own."""

import json
import signal
import stat
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
from confluent_kafka import Consumer, KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.cli.specs.files import scene_of
from orin.processors.scenes.compare import compare
from orin.processors.specs.parse import parse_specs
from orin.projections.positions import projected
from orin.runtime.config.kafka import aiokafka_config, confluent_config
from orin.schemas.errors import OrinError
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka import topics
from orin.topologies.kafka.event_feed import EventFeed
from orin.topologies.kafka.lag import wait_drained
from orin.topologies.kafka.messages import Outgoing
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.kafka.user_plan import AccessRule, UserChange, Users, declared
from orin.topologies.redetect.topic import DetectionsTopic
from orin.topologies.specs.apply import SpecLog
from tests.cluster.conftest import Secured, eventually
from tests.cluster.fleet import Fleet

pytestmark = pytest.mark.kafka

Run = Callable[..., Result]
Config = dict[str, str | int | float | bool]

SOURCE = "scene://doorway"
STAGES = ("detect", "track", "watch", "health", "project")


@pytest.fixture
def run_as(secured: Secured, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`orin ARGUMENTS` as a user."""

    def run(user: str, *arguments: str) -> Result:
        for name, value in secured.environment(user).items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(app, list(arguments))

    return run


def test_users_are_as_declared_and_their_passwords_are_nobody_elses(secured: Secured, run_as: Run) -> None:
    checked = run_as("orin-admin", "users", "check")
    assert (checked.exit_code, checked.output) == (0, "the users are as declared\n")
    files = sorted(secured.folder.iterdir())
    assert [file.name for file in files] == sorted(f"{user}.env" for user in declared())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len({secured.environment(user)["ORIN_KAFKA_SASL_PASSWORD"] for user in declared()}) == len(files)


def test_drift_is_found_and_made_good(secured: Secured, run_as: Run) -> None:
    users = Users(secured.settings("orin-admin"))
    extra = AccessRule("topic", topics.EVENTS, "WRITE")
    missing = AccessRule("group", "orin.track", "READ")
    users.apply(
        [
            UserChange(user="orin-track", action="allow", rule=extra),
            UserChange(user="orin-track", action="withdraw", rule=missing),
        ],
        None,
        {},
    )
    differences = ["+ orin-track: READ group orin.track", f"- orin-track: WRITE topic {topics.EVENTS}"]
    deadline = time.monotonic() + 30  # the two are acknowledged before every broker knows them
    while (drifted := run_as("orin-admin", "users", "check")).output.splitlines() != differences:
        assert time.monotonic() < deadline, drifted.output
    assert drifted.exit_code == 1
    planned = run_as("orin-admin", "users", "plan", "--json").output.splitlines()
    assert [json.loads(line)["action"] for line in planned] == ["allow", "withdraw"]
    assert run_as("orin-admin", "users", "apply").exit_code == 0
    eventually(0, lambda: run_as("orin-admin", "users", "check"))


def test_a_new_user_needs_a_place_for_the_password(secured: Secured, tmp_path: Path) -> None:
    users = Users(secured.settings("orin-admin"))
    changes = users.changes({"orin-guest": {AccessRule("topic", topics.EVENTS, "READ")}})
    assert [change.action for change in changes] == ["create", "allow"]
    with pytest.raises(OrinError, match="--secrets"):
        users.apply(changes, None, {})
    (tmp_path / "orin-guest.env").write_text("ORIN_KAFKA_SASL_PASSWORD=kept\n")
    users.apply(changes, tmp_path, secured.cluster.connection())
    guest = secured._replace(folder=tmp_path).settings("orin-guest")
    assert guest.kafka_sasl_password == SecretStr("kept")
    seen = AdminClient(confluent_config(guest)).list_topics(timeout=10).topics
    assert set(seen) == {topics.EVENTS}, "they are shown what they may read"


@pytest.mark.parametrize("user", ["orin-track", "orin-operator"])
def test_only_an_administrator_sees_or_changes_users(secured: Secured, run_as: Run, user: str) -> None:
    for command in ("plan", "apply", "check"):
        refused = run_as(user, "users", command)
        assert isinstance(refused.exception, OrinError)
        assert "only an administrator" in str(refused.exception)


async def _write(secured: Secured, user: str, topic: str, transaction: str | None = None) -> None:
    producer = AIOKafkaProducer(**aiokafka_config(secured.settings(user)), transactional_id=transaction)
    try:
        await producer.start()
        if transaction is None:
            await producer.send_and_wait(topic, b"x", partition=0)
        else:
            async with producer.transaction():
                await producer.send_and_wait(topic, b"x", partition=0)
    finally:
        await producer.stop()


async def test_a_stage_writes_to_its_own_topics_and_no_others(secured: Secured) -> None:
    await _write(secured, "orin-track", topics.TRACKS)
    await _write(secured, "orin-track", topics.TRACKS, "orin.track-0")
    for user, topic in (
        ("orin-track", topics.EVENTS),
        ("orin-track", topics.DETECTIONS),
        ("orin-detect", topics.FRAMES),
        ("orin-project", topics.EVENTS),
        ("orin-health", topics.SPECS),
        ("orin-ingest", topics.SPECS),
        ("orin-operator", topics.EVENTS),
        ("orin-admin", topics.EVENTS),
    ):
        with pytest.raises(TopicAuthorizationFailedError):
            await _write(secured, user, topic)


async def test_a_stage_uses_its_own_transactions_only(secured: Secured) -> None:
    for user, transaction in (("orin-track", "orin.watch-0"), ("orin-detect", "orin.detect-0")):
        with pytest.raises(TransactionalIdAuthorizationFailed):
            await _write(secured, user, topics.DEAD_LETTERS, transaction)


def test_an_operator_makes_topics_of_their_own_and_no_others(secured: Secured) -> None:
    settings = secured.settings("orin-operator")
    admin = AdminClient(confluent_config(secured.settings("orin-admin")))
    made = DetectionsTopic(settings, "orin.redetect.mine", 2)
    with made:
        made.send([Outgoing("", 1, topics.SPEC_KEY, b"x", [], 1_000)])
    assert len(admin.list_topics(timeout=10).topics[made.name].partitions) == 2
    made.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    deadline = time.monotonic() + 30  # brokers learn of its end one after the other
    while made.name in admin.list_topics(timeout=10).topics:
        assert time.monotonic() < deadline
    with pytest.raises(OrinError, match=r"orin\.elsewhere cannot be created"):
        DetectionsTopic(settings, "orin.elsewhere", 2).__enter__()


def _refusal(secured: Secured, user: str, topic: str, group: str) -> int | None:
    """Code of the error that a member of `group` gets who reads `topic`; None for one who is let in."""
    joined: list[object] = []
    consumer = Consumer(confluent_config(secured.settings(user)) | {"group.id": group, "log_level": 0})
    try:
        consumer.subscribe([topic], on_assign=lambda *_: joined.append(topic))
        deadline = time.monotonic() + 20
        while not joined and time.monotonic() < deadline:
            message = consumer.poll(0.2)
            if message is not None and (error := message.error()) is not None:
                return error.code()
        assert joined, "neither let in nor refused"
        return None
    finally:
        consumer.close()


def test_a_stage_reads_its_own_topics_in_its_own_group(secured: Secured) -> None:
    assert _refusal(secured, "orin-track", topics.DETECTIONS, "orin.track") is None
    for user, topic in (
        ("orin-track", topics.FRAMES),
        ("orin-watch", topics.TRACK_STATE),
        ("orin-detect", topics.EVENTS),
    ):
        group = user.replace("-", ".")
        assert _refusal(secured, user, topic, group) == KafkaError.TOPIC_AUTHORIZATION_FAILED
    for user, topic in (("orin-track", topics.DETECTIONS), ("orin-operator", topics.TRACKS)):
        assert _refusal(secured, user, topic, "orin.watch") == KafkaError.GROUP_AUTHORIZATION_FAILED


def test_a_wrong_password_and_no_password_are_refused(secured: Secured) -> None:
    wrong = secured.settings("orin-admin", kafka_sasl_password=SecretStr("wrong-horse"))
    with pytest.raises(OrinError, match=r"refuses the user or the password.*ORIN_KAFKA_SASL_PASSWORD") as refused:
        TopicAdmin(wrong).brokers()
    assert "wrong-horse" not in str(refused.value)
    plain: Config = {"bootstrap.servers": secured.cluster.bootstrap, "log_level": 0}
    with pytest.raises(KafkaException):
        AdminClient(plain).list_topics(timeout=2)


def test_no_message_is_written_without_a_certificate_where_brokers_talk(secured: Secured) -> None:
    settings = secured.settings("orin-admin")
    inside: Config = {
        "bootstrap.servers": secured.cluster.superuser()["kafka_bootstrap"],
        "security.protocol": "SSL",
        "ssl.ca.location": str(settings.kafka_ssl_ca),
        "log_level": 0,
    }
    with pytest.raises(KafkaException):
        AdminClient(inside).list_topics(timeout=2)


# ---- every process over TLS, each under a user of its own, on three replicas


@pytest.fixture
def fleet(secured: Secured, tmp_path: Path, engines: Path, database_url: str) -> Iterator[Fleet]:
    common = {"ORIN_DATABASE_URL": database_url, "ORIN_FRAMES_URL": f"file://{tmp_path / 'frames'}"}
    made = Fleet(secured, tmp_path, engines, common)
    try:
        yield made
    finally:
        made.close()


@pytest.mark.postgres
@pytest.mark.slow
def test_events_come_of_a_scene_with_each_process_under_its_own_user(
    secured: Secured, fleet: Fleet, tmp_path: Path, database_url: str
) -> None:
    scene = scene_of(SOURCE)
    assert scene is not None
    for name in STAGES:
        fleet.start(name, "worker", name)
    operator = secured.settings("orin-operator", database_url=SecretStr(database_url))
    start = datetime.now(UTC) - timedelta(seconds=50)
    SpecLog(operator).apply(parse_specs(scene.guards, SOURCE), int(start.timestamp() * 1e6))
    serde = open_serde(None)
    with EventFeed(operator, serde) as feed:
        arguments = ("ingest", SOURCE, "--camera", scene.camera, "--start", start.isoformat())
        assert fleet.start("ingest", *arguments).wait(120) == 0, fleet.log("ingest").read_text()
        wait_drained(operator, projected, 120)
        events = feed.rest()
    found = compare(scene.expected, events)
    assert (found.missing, found.unexpected, found.misjudged) == ((), (), ()), found.summary()
    assert _stored(database_url) == {event.event_id for event in events}
    for name in STAGES:
        fleet.running[name].send_signal(signal.SIGTERM)
    for name in STAGES:
        assert fleet.running[name].wait(20) == 0, fleet.log(name).read_text()
    _assert_quiet(secured, fleet)


def _stored(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {str(row[0]) for row in connection.execute("SELECT event_id FROM events")}


def _assert_quiet(secured: Secured, fleet: Fleet) -> None:
    """Nobody was refused anything, and no log holds a password."""
    passwords = [secured.environment(f"orin-{name}")["ORIN_KAFKA_SASL_PASSWORD"] for name in fleet.running]
    for name in fleet.running:
        said = fleet.log(name).read_text()
        assert "uthoriz" not in said, said
        assert not [password for password in passwords if password in said]
