"""The mixed run, 84 seconds of it; and what it stands on: a workload that is known, harm that replays, a judge.

`make mixed` runs it for longer.
"""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.schemas.records import SessionEnd
from orin.schemas.wire.serde import file_serde
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.offline.chain import Chain
from tests.cluster.chaos.judge import Verdict, merge
from tests.cluster.chaos.replayed import begin, windows
from tests.cluster.chaos.report import table
from tests.cluster.chaos.run import Options, Run
from tests.cluster.chaos.schedule import POISONED, STAGES, Harm, schedule
from tests.cluster.chaos.workload import CYCLE, KNOWN, Sent, Workload

SEED = 20269901
SECONDS = 84
"""Long enough for the harm of SEED to have every kind, on every target: the test says so before it begins."""
FPS = 2
SLOTS = {f"{stage}-{number}" for stage, workers in STAGES.items() for number in range(workers)}


@pytest.mark.kafka
@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_is_lost_and_nothing_wrong_under_fire(tmp_path: Path, engines: Path) -> None:
    options = Options(seed=SEED, seconds=SECONDS)
    assert_of_every_kind(schedule(SEED, SECONDS, brokers=options.brokers, every=options.every), options.brokers)
    result = Run(options, tmp_path, engines).run()
    assert result.passed, table(result)
    phases = {tuple(phase.split()) for phase in result.verdict.phases}
    assert phases >= KNOWN.keys()
    assert {"kill", "zombie", "terminate", "join", "broker", "poison"} <= (+result.harms).keys()
    assert result.verdict.letters > 0.85 * SECONDS
    assert result.verdict.records["orin.tracks.v1"] > 0.9 * SECONDS * 60 * FPS
    whole, middle, end = result.replays
    assert whole.phases == result.verdict.records["orin.events.v1"]
    assert middle.phases > 0
    assert end.phases > 0
    assert end.records < 0.7 * whole.records, "it was not read from the snapshots on"


def assert_of_every_kind(plan: list[Harm], brokers: int) -> None:
    """Every worker, broker and topic is harmed, and workers that joined leave in both ways."""
    targets = {kind: {harm.target for harm in plan if harm.kind == kind} for kind in ("broker", "poison", "zombie")}
    assert targets["broker"] == {str(number) for number in range(brokers)}
    assert targets["poison"] == set(POISONED)
    assert len(targets["zombie"]) > 1
    assert {harm.target for harm in plan if harm.kind in ("kill", "zombie", "terminate")} == SLOTS
    assert {harm.how for harm in plan if harm.kind == "join"} == {"SIGTERM", "SIGKILL"}


# ---- the workload


def workload(seed: int, *, noise: bool = True, start: int = 1_700_000_000_000_000) -> Workload:
    return Workload(seed, file_serde(), cameras=4, fps=FPS, start=start, partitions=3, noise=noise)


@pytest.mark.parametrize("seed", range(5))
def test_a_cycle_gives_the_events_that_are_known(seed: int) -> None:
    work = workload(seed, noise=False)
    chain = Chain(work.specs, late_after=60, takeover_after=10, build="")
    cycles = 4
    records = work.records(number=1, frames=cycles * CYCLE * FPS)
    found = Counter((event.kind, event.phase) for record in records for event in chain.analyse(record).events)
    assert found == {phase: times * cycles for phase, times in KNOWN.items()}


def sent(seed: int, seconds: float) -> list[Sent]:
    found: list[Sent] = []
    for due, messages in workload(seed).messages():
        if due > seconds:
            return found
        found += messages
    raise AssertionError


def test_the_workload_follows_from_its_seed() -> None:
    assert sent(7, 100) == sent(7, 100)
    assert sent(7, 100) != sent(8, 100)


def test_the_workload_has_what_a_log_has_to_bear() -> None:
    marked = {dict(each.headers).get("chaos_poison", b"").decode() for each in sent(3, 900)}
    assert {"", "garbage", "wrong id", "foreign", "another record", "truncated", "empty", "wrong key"} <= marked
    assert any(mark.startswith("in place") for mark in marked)
    records = workload(3).records(1, 2000)
    assert {record.status for record in records if not isinstance(record, SessionEnd)} == {"seen", "shed"}
    assert any(isinstance(record, SessionEnd) for record in records)
    assert any(record.session == "intruder" for record in records)


# ---- what is judged again


@given(now=st.integers(10**15, 2 * 10**15), seconds=st.floats(30, 7200))
def test_every_part_that_is_judged_again_has_its_snapshots(now: int, seconds: float) -> None:
    start = begin(now, seconds)
    assert now - PERIOD < start <= now
    (_, whole), (_, middle), (_, end) = windows(start, seconds)
    snapshot = (whole.start + whole.end) // 2
    assert abs(snapshot - round(snapshot / PERIOD) * PERIOD) <= 2
    assert whole.start < middle.start < snapshot < end.start < middle.end < end.end == whole.end


# ---- the harm


@pytest.mark.parametrize("seed", range(20))
def test_harm_follows_from_its_seed_and_spares_what_must_live(seed: int) -> None:
    plan = schedule(seed, 600, brokers=3)
    assert plan == schedule(seed, 600, brokers=3)
    assert plan != schedule(seed + 1, 600, brokers=3)
    brokers = [harm for harm in plan if harm.kind == "broker"]
    assert [int(harm.target) for harm in brokers] == [n % 3 for n in range(len(brokers))]
    assert all(b.at - a.at - a.seconds > 15 for a, b in pairwise(brokers))
    assert all(harm.at + harm.seconds <= 600 for harm in plan)
    assert {harm.target for harm in plan if harm.kind in ("kill", "zombie", "terminate")} == SLOTS
    assert {harm.target for harm in plan if harm.kind == "poison"} == set(POISONED)
    for slot in SLOTS:
        mine = [harm for harm in plan if harm.target == slot]
        assert all(a.at + a.seconds < b.at for a, b in pairwise(mine))


# ---- the judge

ROWS = ["a\t1\tx", "a\t2\tx", "b\t1\tx", "b\t2\tx"]


@pytest.mark.parametrize(
    ("found", "differences"),
    [
        (ROWS, 0),
        (ROWS[1:], 1),
        (ROWS[:-1], 1),
        ([*ROWS, "c\t1\tx"], 1),
        (["a\t1\ty", *ROWS[1:]], 1),
        ([ROWS[0], ROWS[0], *ROWS[1:]], 1),
        ([], 4),
    ],
)
def test_every_row_that_differs_is_one_difference(found: list[str], differences: int) -> None:
    pairs = list(merge(iter(found), iter(ROWS), width=2))
    assert sum(have != want for have, want in pairs) == differences
    assert [want for _, want in pairs if want is not None] == ROWS
    assert [have for have, _ in pairs if have is not None] == found


def test_a_verdict_passes_only_if_everything_is_right() -> None:
    assert Verdict().passed
    wrong = (
        Verdict(differences=1),
        Verdict(duplicates=1),
        Verdict(letters_missing=1),
        Verdict(letters_surplus=1),
        Verdict(complaints=["x"]),
    )
    assert not any(verdict.passed for verdict in wrong)
