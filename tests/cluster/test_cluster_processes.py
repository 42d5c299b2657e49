"""Every process over TLS, each under a user of its own, on three replicas: from a scene to its events."""

import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from orin.cli.specs.files import scene_of
from orin.processors.scenes.compare import compare
from orin.processors.specs.parse import parse_specs
from orin.projections.positions import projected
from orin.runtime.processes.children import spawn, stop
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.event_feed import EventFeed
from orin.topologies.kafka.lag import wait_drained
from orin.topologies.specs.apply import SpecLog
from tests.cluster.conftest import Secured
from tests.support.processes.orin_command import environment, orin

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow]

SOURCE = "scene://doorway"
STAGES = ("detect", "track", "watch", "health", "project")


class Fleet:
    """The processes of a test, each in a home of its own."""

    def __init__(self, secured: Secured, home: Path, engines: Path, common: Mapping[str, str]) -> None:
        self._secured, self._home, self._engines, self._common = secured, home, engines, common
        self._stack = ExitStack()
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """`orin ARGUMENTS` as the user orin-NAME."""
        own = self._secured.environment(f"orin-{name}")
        env = {**environment(self._home / name, self._engines), **self._common, **own}
        process = spawn(orin(*arguments), log=self.log(name), env=env)
        self._stack.callback(stop, process, 0)
        self.running[name] = process
        return process

    def log(self, name: str) -> Path:
        return self._home / f"{name}.log"

    def close(self) -> None:
        self._stack.close()


@pytest.fixture
def fleet(secured: Secured, tmp_path: Path, engines: Path, database_url: str) -> Iterator[Fleet]:
    common = {"ORIN_DATABASE_URL": database_url, "ORIN_FRAMES_URL": f"file://{tmp_path / 'frames'}"}
    made = Fleet(secured, tmp_path, engines, common)
    try:
        yield made
    finally:
        made.close()


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
