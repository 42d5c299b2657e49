"""Every step of the checkpoint on a real broker, met by a kill, a long stop and an error."""

from collections.abc import Iterator

import pytest

from orin.runtime.embedded.kafka import Kafka
from tests.support.processes.forge import Forged
from tests.support.processes.stage_processes import PARTITIONS, Load, Truth, Workers, truth_of
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(300)]

STEPS = ("fenced", "loaded", "looked", "decoded", "stepped", "begun", "sending", "sent", "committed", "replaced")
"""On assignment 1 to 3; per batch 1, 2, 3 (begun, on the way, acknowledged), 4, 5."""
STAGES = ("track", "watch")
NAMED = {"kafka_instance": "named", "kafka_session_timeout": "20"}
"""Settings of a worker that is back, under its name, long before its session ends."""


class Cell:
    """A broker under load, one worker a stage that nothing happens to, and the truth."""

    def __init__(self, workers: Workers, load: Load, truth: Truth) -> None:
        self.workers = workers
        self.load = load
        self.truth = truth
        self.steady = {stage: workers.start(stage) for stage in STAGES}
        for worker in self.steady.values():
            until(lambda worker=worker: owns_all(worker), 60, "the first assignment")  # type: ignore[misc]
        load.flow()

    def victims(self, *harm: str, **env: str) -> list[Forged]:
        """A worker of each stage with failpoints of its own: `harm` is STEP:DEED."""
        return [self.workers.start(stage, ",".join(f"{stage}.{each}" for each in harm), **env) for stage in STAGES]

    def check(self) -> None:
        self.load.rest()
        self.truth.holds()
        self.load.flow()


def at_work(workers: list[Forged]) -> None:
    for worker in workers:
        until(lambda worker=worker: worker.said("partition taken over") > 0, 60, f"work in {worker.log.name}")  # type: ignore[misc]


def owns_all(worker: Forged) -> bool:
    """Whether the last assignment that it reports is all partitions."""
    assigned = [line for line in worker.log.read_text().splitlines() if "partitions assigned" in line]
    return bool(assigned) and str(list(range(PARTITIONS))) in assigned[-1]


@pytest.fixture(scope="module")
def cell(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cell]:
    home = tmp_path_factory.mktemp("workers")
    with (
        Workers(kafka.bootstrap, home) as workers,
        Load(kafka.bootstrap) as load,
        truth_of(kafka.bootstrap) as truth,
    ):
        yield Cell(workers, load, truth)


def test_workers_join_and_leave(cell: Cell) -> None:
    joined = cell.victims()
    at_work(joined)
    cell.check()
    for worker in joined:
        assert worker.terminate() == 0
    for worker in cell.steady.values():
        until(lambda worker=worker: owns_all(worker), 60, "all partitions again")  # type: ignore[misc]
    cell.check()
    joined = cell.victims()
    at_work(joined)
    for worker in joined:
        worker.kill()
    cell.check()


def test_restarted_under_its_name_a_worker_goes_on_without_a_rebalance(cell: Cell) -> None:
    named = cell.victims(**NAMED)
    at_work(named)
    cell.check()
    rebalances = [worker.said("partitions assigned") for worker in cell.steady.values()]
    for worker in named:
        worker.kill()
    named = cell.victims(**NAMED)
    at_work(named)
    assert [worker.said("partitions assigned") for worker in cell.steady.values()] == rebalances
    cell.check()
    # Another process of that name while this one is still at work: they put each other out, and nothing goes wrong.
    rivals = cell.victims(**NAMED)
    at_work(rivals)
    for worker in named:
        worker.kill()
    cell.check()
    for worker in rivals:
        assert worker.terminate() == 0


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(cell: Cell, step: str) -> None:
    for victim in cell.victims(f"{step}:kill"):
        assert victim.exit_code(30) == -9
    cell.check()


def test_stopped_at_each_step_until_others_took_over(cell: Cell) -> None:
    victims = cell.victims(*(f"{step}:stop" for step in STEPS))
    for step in STEPS:
        for victim in victims:
            until(victim.stopped, 60, f"{step} in {victim.log.name}")
        for stage in STAGES:
            until(lambda stage=stage: owns_all(cell.steady[stage]), 60, f"the take-over in {stage}")  # type: ignore[misc]
        cell.check()
        for victim in victims:
            assert victim.said(f".{step}") == 1
            victim.wake()
        cell.check()
    for victim in victims:
        assert victim.terminate() == 0
    # Woken in a transaction it is fenced, unless the group tells it first.
    assert sum(victim.said('"fenced"') for victim in victims) > 0


def test_an_error_at_each_step(cell: Cell) -> None:
    victims = cell.victims(*(f"{step}:error" for step in STEPS))
    for victim in victims:
        until(lambda victim=victim: victim.said('"failpoint"') == len(STEPS), 60, "the last error")  # type: ignore[misc]
    cell.check()
    for victim in victims:
        assert victim.terminate() == 0
    assert cell.truth.events.records > 0
