"""Every step of the projector's transaction on a real broker and database: a kill, a long stop, an error."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pydantic import SecretStr

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.topologies.kafka import topics
from tests.support.processes.forge import Forged
from tests.support.processes.projection_records import (
    SECOND,
    Sent,
    caught_up,
    event,
    now,
    projecting,
    publish,
    rows,
    tracks,
)
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(300)]

STEPS = ("placed", "decoded", "moved", "written", "committed", "stored")
CONTENT = {
    "events": "event_id",
    "event_phases": "event_id, sequence",
    "observations": "camera, captured_at",
    "camera_frames": "camera",
}


class Load:
    """Tracks and events of four cameras, a transaction at a time, until closed."""

    def __init__(self, kafka: Kafka) -> None:
        self._kafka = kafka
        self._base = now() - 600 * SECOND
        self._flows = threading.Event()
        self._rests = threading.Event()
        self._closed = threading.Event()
        self._numbers = itertools.count()
        self._events = {camera: event(self._base, camera=camera) for camera in map("hq/camera-{}".format, range(4))}
        self._thread = threading.Thread(target=self._run)

    def flow(self) -> None:
        self._rests.clear()
        self._flows.set()

    def rest(self) -> None:
        self._flows.clear()
        assert self._rests.wait(30)

    def write(self) -> None:
        number = next(self._numbers)
        at = self._base + number * SECOND
        sent: list[Sent] = []
        for partition, (camera, first) in enumerate(self._events.items()):
            sent += [(topics.TRACKS, partition, tracks(at + i * SECOND // 5, camera)) for i in range(5)]
            sent.append((topics.EVENTS, partition, event(at, number, first.event_id, camera)))
        publish(self._kafka, sent)

    def _run(self) -> None:
        while not self._closed.is_set():
            if self._flows.wait(0.1):
                self.write()
            else:
                self._rests.set()

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()


class Cell:
    """A broker under load, a database with a projector that nothing happens to, and one that is the truth."""

    def __init__(self, kafka: Kafka, workers: Workers, load: Load, tried: Settings, truth: Settings) -> None:
        self.workers = workers
        self.load = load
        self.tried = tried
        self._truth = truth
        self._kafka = kafka

    def start(self, failpoints: str = "", broken: Sequence[str] = ()) -> Forged:
        url = self.tried.database_url.get_secret_value()
        return self.workers.start("project", failpoints, broken=broken, database_url=url)

    def differences(self) -> list[str]:
        """Tables that are not, row for row, what the undisturbed projector made of the topics."""
        self.load.rest()
        for settings in (self.tried, self._truth):
            until(lambda settings=settings: caught_up(settings, self._kafka), 60, "projecting")  # type: ignore[misc]
        return [name for name, key in CONTENT.items() if dump(self.tried, name, key) != dump(self._truth, name, key)]

    def check(self) -> None:
        assert self.differences() == []
        self.load.flow()


def dump(settings: Settings, table: str, key: str) -> list[tuple[Any, ...]]:
    """All rows, less where they came in the order of writing."""
    return rows(settings, f"SELECT (to_jsonb(t) - 'xid' - 'number')::text FROM {table} t ORDER BY {key}")


@pytest.fixture(scope="module")
def cell(kafka: Kafka, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cell]:
    home = tmp_path_factory.mktemp("projectors")
    tried, truth = (
        Settings(kafka_bootstrap=kafka.bootstrap, database_url=SecretStr(postgres.create_database(f"{name}_{now()}")))
        for name in ("tried", "truth")
    )
    with Workers(kafka.bootstrap, home) as workers, Load(kafka) as load, projecting(truth, "orin.truth"):
        load.write()
        yield Cell(kafka, workers, load, tried, truth)


@pytest.fixture(scope="module")
def steady(cell: Cell) -> Forged:
    worker = cell.start()
    until(lambda: worker.said('"projecting"') > 0, 60, "the first assignment")
    cell.load.flow()
    return worker


def test_a_position_outside_its_transaction_is_caught(cell: Cell) -> None:
    worker = cell.start("project.written:kill", broken=["position_outside_transaction"])
    assert worker.exit_code(30) == -9
    successor = cell.start()
    assert cell.differences() != []
    assert successor.terminate() == 0
    for table in (*CONTENT, "positions"):
        rows(cell.tried, f"DELETE FROM {table} RETURNING 1")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(cell: Cell, steady: Forged, step: str) -> None:
    assert cell.start(f"project.{step}:kill").exit_code(30) == -9
    cell.check()
    assert steady.alive()


def test_stopped_at_each_step_until_another_took_over(cell: Cell, steady: Forged) -> None:
    victim = cell.start(",".join(f"project.{step}:stop" for step in STEPS))
    for step in STEPS:
        until(victim.stopped, 60, step)
        cell.check()  # while it is stopped, in mid-transaction or not, the other one projects everything
        victim.wake()
        cell.check()
    assert victim.terminate() == 0
    assert steady.alive()


def test_an_error_at_each_step(cell: Cell, steady: Forged) -> None:
    victim = cell.start(",".join(f"project.{step}:error" for step in STEPS))
    until(lambda: victim.said('"failpoint"') == len(STEPS), 60, "the last error")
    cell.check()
    assert victim.terminate() == 0
    assert steady.terminate() == 0
