"""`orin worker notify` on a real broker, with webhooks that fail in every way; killed, and started again."""

import base64
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from confluent_kafka import Producer
from standardwebhooks.webhooks import Webhook
from typer.testing import CliRunner

from orin.cli.operations.notifications import app
from orin.processors.specs.targets import parse_targets
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import DeadLetter, Delivery, Event, Mute, Record, Review
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import DEAD_LETTERS, DELIVERIES, EVENTS, MUTES, REVIEWS
from orin.topologies.notify.targets import TargetLog
from tests.support.processes.forge import Forged
from tests.support.processes.projection_records import event
from tests.support.processes.stage_processes import Workers
from tests.support.servers.webhooks import Webhooks, webhooks
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

KEY = "whsec_" + base64.b64encode(b"a key of the test's own, 32 long").decode()
FAILING = ("ok/0", "error/2", "limited/1", "redirect/1", "slow/1", "silent/1", "cut/1", "broken/0")


class World(NamedTuple):
    settings: Settings
    hooks: Webhooks
    start: Callable[[], Forged]
    running: list[Forged]

    def say(self, *records: Record) -> None:
        producer = Producer(confluent_producer_config(self.settings))
        for record in records:
            topic = {Event: EVENTS, Review: REVIEWS, Mute: MUTES}[type(record)]
            key = record.scope if isinstance(record, Mute) else record.camera  # type: ignore[union-attr]
            at = event_time(record)
            assert at is not None
            value = file_serde().encode(record)
            producer.produce(topic, value, key.encode(), headers=[*headers(record)], timestamp=at // 1000)
        assert producer.flush(20) == 0

    def deliveries(self) -> dict[str, Delivery]:
        """The newest of each."""
        found = self._read(DELIVERIES)
        return {each.delivery_id: each for each in found if isinstance(each, Delivery)}

    def letters(self) -> list[DeadLetter]:
        return [each for each in self._read(DEAD_LETTERS) if isinstance(each, DeadLetter)]

    def _read(self, topic: str) -> list[Record]:
        with Log(self.settings) as log:
            return [
                file_serde().decode(message.value or b"")
                for partition in range(log.partitions(topic))
                for batch in log.read(topic, partition, 0, log.bounds(topic, partition).end)
                for message in batch
            ]


@pytest.fixture(scope="module")
def world(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("notify")
    settings = Settings(home=folder, kafka_bootstrap=kafka.bootstrap, kafka_session_timeout=6.0)
    secrets = folder / "secrets"
    secrets.mkdir()
    (secrets / "signing").write_text(f"{KEY}\n")
    with webhooks() as hooks, Workers(kafka.bootstrap, folder) as workers:
        (secrets / "desk-url").write_text(f"{hooks.url}/secret/0/hidden-token")

        def start() -> Forged:
            return workers.start(
                "notify",
                secrets=str(secrets),
                notify_allow="127.0.0.1",
                notify_timeout="3",
                kafka_session_timeout="6",
            )

        text = "\n---\n".join(
            f"target: {path.split('/')[0]}\ngroup: 0s\nsend: [{{webhook: {{url: '{hooks.url}/{path}'}}}}]"
            for path in FAILING
        )
        text += "\n---\ntarget: inside\nsend: [{webhook: {url: 'http://10.1.2.3/'}}]"
        text += "\n---\ntarget: desk\ngroup: 0s\nsend: [{webhook: {url: 'secret:desk-url', secret: 'secret:signing'}}]"
        applied = TargetLog(settings).apply(parse_targets(text, "targets.yaml"))
        assert {each.outcome for each in applied} == {"applied"}
        yield World(settings, hooks, start, [start()])


def one(*recipients: str, **fields: Any) -> Event:
    return event(wall_clock(), sequence=1, notify_to=recipients, **fields)


def test_every_failure_is_tried_again_and_a_kill_loses_nothing(world: World) -> None:
    hooks = world.hooks
    first = one("desk", "inside", "nobody", *(path.split("/")[0] for path in FAILING))
    world.say(first)
    for path in FAILING[:-1]:
        until(lambda path=path: hooks.taken(f"/{path}"), what=path)  # type: ignore[misc]
    until(lambda: hooks.at("/broken/0"))
    until(lambda: hooks.taken("/secret/0/hidden-token"))
    assert all(len(hooks.at(f"/{path}")) > int(path[-1]) for path in FAILING[:-1])
    assert not hooks.at("/elsewhere")
    asked, again = (each.at for each in hooks.at("/limited/1")[:2])
    assert again - asked >= 2.0  # as it asked, which is longer than the first pause
    assert {each.key for each in hooks.at("/error/2")} == {f"{first.event_id}:1:error"}

    world.running.pop().kill()
    second = one("desk", "broken")
    world.say(second)  # while nobody is there
    hooks.broken = False
    world.running.append(world.start())
    until(lambda: len(hooks.taken("/secret/0/hidden-token")) >= 2)
    keys = {f"{each.event_id}:1:broken" for each in (first, second)}
    until(lambda: keys <= {each.key for each in hooks.taken("/broken/0")})

    def settled() -> dict[str, Delivery] | None:
        found = world.deliveries()
        return found if not {each.status for each in found.values()} & {"decided", "attempted"} else None

    found = until(settled)
    assert found is not None
    assert {each.target: each.status for each in found.values() if each.event_id == first.event_id} == {
        **{path.split("/")[0]: "delivered" for path in FAILING},
        "desk": "delivered",
        "inside": "failed",
        "nobody": "suppressed",
    }
    assert found[f"{first.event_id}:1:error"].attempts >= 3
    assert found[f"{first.event_id}:1:nobody"].why == "no_target"
    (letter,) = world.letters()
    assert letter.reason == "not_delivered"
    assert "10.1.2.3 is inside a network" in letter.message
    # Since it was killed between sending and noting it, or not: never with another key.
    sent = [each.key for each in hooks.taken("/secret/0/hidden-token")]
    assert set(sent) == {f"{each.event_id}:1:desk" for each in (first, second)}


def test_what_was_given_up_is_listed_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", world.settings.kafka_bootstrap)
    asked = CliRunner()
    listed = asked.invoke(app, ["list", "--status", "failed", "--json"])
    (failed,) = [msgspec.json.decode(line) for line in listed.stdout.splitlines()]
    assert failed["target"] == "inside"
    assert f"{failed['delivery_id']}  10.1.2.3 is inside" in asked.invoke(app, ["list", "--target", "inside"]).stdout
    assert '"kind": "first"' in asked.invoke(app, ["show", failed["delivery_id"]]).stdout
    delivered = next(each for each in world.deliveries().values() if each.status == "delivered")
    assert "only what has failed" in str(asked.invoke(app, ["retry", delivered.delivery_id]).exception)

    text = f"{{target: inside, send: [{{webhook: {{url: '{world.hooks.url}/inside/0'}}}}]}}"
    TargetLog(world.settings).apply(parse_targets(text, "targets.yaml"))

    def taken() -> bool:
        """Tried again until the worker has read the revision."""
        if world.deliveries()[failed["delivery_id"]].status == "failed":
            assert asked.invoke(app, ["retry", failed["delivery_id"]]).exit_code == 0
        return failed["delivery_id"] in {each.key for each in world.hooks.taken("/inside/0")}

    until(taken)
    until(lambda: world.deliveries()[failed["delivery_id"]].status == "delivered")


def test_the_message_is_signed_and_names_the_event_and_no_secret(world: World) -> None:
    happened = one("desk")
    world.say(happened)
    key = f"{happened.event_id}:1:desk"
    got = until(lambda: next((each for each in world.hooks.got if each.key == key), None))
    assert got is not None
    Webhook(KEY).verify(got.body, got.headers)
    assert got.headers["idempotency-key"] == key
    said = msgspec.json.decode(got.body)
    assert said["type"] == "orin.first"
    assert said["data"]["events"][0]["event_id"] == happened.event_id
    assert said["data"]["events"][0]["seen"] == "97% of the time was observed"
    held = b"".join(msgspec.json.encode(each) for each in world.deliveries().values())
    logs = "".join(path.read_text() for path in Path(world.settings.home).glob("*.log"))
    for secret in (KEY, "hidden-token"):
        assert secret not in logs
        assert secret.encode() not in held


def test_a_muted_camera_tells_nobody(world: World) -> None:
    now = wall_clock()
    world.say(
        Mute(
            mute_id=str(uuid.uuid4()),
            scope="camera/hq/muted",
            muted_until=now + 3_600_000_000,
            by="ana",
            reason="",
            at=now,
        )
    )
    unmuted = one("desk", camera="hq/open")
    world.say(unmuted)  # read after the mute by whoever follows both
    until(lambda: f"{unmuted.event_id}:1:desk" in world.deliveries())
    muted = one("desk", camera="hq/muted")
    world.say(muted)
    key = f"{muted.event_id}:1:desk"
    until(lambda: key in world.deliveries())
    assert world.deliveries()[key].why == "muted: camera/hq/muted"
    assert key not in {each.key for each in world.hooks.got}
