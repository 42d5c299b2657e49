"""Replay of what the real watch worker did: the armed guards tell the same, a draft tells something else."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runtime.embedded.kafka import Kafka
from runtime.settings import Settings
from schemas.records import Event
from tests.pipeline.replay_history import CAMERAS, END, FPS, GUARDS, MIDDLE, SECONDS, START, write
from topologies.lag import group_of
from topologies.replay.compare import Pair, compare
from topologies.replay.log import Log
from topologies.replay.parallel import partitions_of, replay
from topologies.replay.partition import Job, PartitionResult
from topologies.replay.rules import draft
from topologies.replay.run import Window
from topologies.topics import EVENTS, TRACKS

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(240)]


@contextmanager
def watch_worker(kafka: Kafka, home: Path) -> Iterator[None]:
    environment = os.environ | {"ORIN_KAFKA_BOOTSTRAP": kafka.bootstrap, "ORIN_HOME": str(home)}
    process = subprocess.Popen([sys.executable, "-m", "cli.main", "worker", "watch"], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def history(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a cluster on which watch has judged all of it."""
    settings = Settings(kafka_bootstrap=kafka.bootstrap)
    write(kafka)
    with watch_worker(kafka, tmp_path_factory.mktemp("watch")), Log(settings) as log:
        ends = {p: log.bounds(TRACKS, p).end for p in range(4)}
        deadline = time.monotonic() + 90
        while any((log.committed(group_of("watch"), TRACKS, p, settings) or 0) < end for p, end in ends.items()):
            assert time.monotonic() < deadline, "watch does not come to the end"
            time.sleep(0.3)
    return settings


def run(
    settings: Settings, start: int, end: int, cameras: str = "*", processes: int = 1, **more: object
) -> list[PartitionResult]:
    jobs = [
        Job(partition=p, window=Window(start, end), cameras=cameras, against=True, **more)  # type: ignore[arg-type]
        for p in partitions_of(settings, cameras)
    ]
    return replay(settings, jobs, lambda share: None, processes=processes)


def pairs(results: list[PartitionResult], *, other_rules: bool = False) -> list[Pair]:
    return compare(
        [event for result in results for event in result.run.events],
        [event for result in results for event in result.production],
        other_rules=other_rules,
    )


def produced(settings: Settings) -> list[Event]:
    from schemas.serde import file_serde

    with Log(settings) as log:
        events = [
            file_serde().decode(message.value)
            for partition in range(4)
            for batch in log.read(EVENTS, partition, 0, log.bounds(EVENTS, partition).end)
            for message in batch
        ]
    return [event for event in events if isinstance(event, Event)]


def test_the_whole_window_tells_the_same(history: Settings) -> None:
    results = run(history, START, END + 1_000_000, processes=2)
    found = pairs(results)
    assert {pair.verdict for pair in found} == {"same"}
    assert sum(len(result.production) for result in results) == len(produced(history)) > 100
    kinds = {(event.guard, event.phase) for result in results for event in result.production}
    assert kinds >= {("bags", "opened"), ("bags", "closed"), ("loiterers", "opened"), ("door", "occurred")}
    assert not [missing for result in results for missing in result.missing]
    frames = sum(span.frames for result in results for span in result.run.spans.values())
    assert frames > 0.95 * len(CAMERAS) * SECONDS * FPS


@pytest.mark.parametrize(
    ("start", "end"),
    [(MIDDLE - 200_000_000, MIDDLE + 400_000_000), (MIDDLE + 65_000_000, END), (START + 700_000_000, MIDDLE + 1)],
)
def test_a_start_in_the_middle_tells_the_same(history: Settings, start: int, end: int) -> None:
    results = run(history, start, end)
    found = pairs(results)
    assert {pair.verdict for pair in found} == {"same"}
    read = sum(result.run.records for result in results)
    everything = len(CAMERAS) * SECONDS * FPS
    assert read < everything * ((end - start) / (END - START) + 0.35), "it began at the log's start"


def test_one_camera_reads_one_partition(history: Settings) -> None:
    (result,) = run(history, MIDDLE, END, "hq/hall")
    assert set(result.run.spans) == {"hq/hall"}
    assert {event.camera for event in result.production} == {"hq/hall"}
    assert {pair.verdict for pair in pairs([result])} == {"same"}


def test_a_draft_moves_its_guards_and_leaves_out_the_others(history: Settings) -> None:
    from processors.specs.parse import parse_specs

    text = GUARDS.split("---")[1].replace("for: 60s", "for: 30s")
    guards = tuple(draft(parse_specs(text, "draft.yaml")))
    results = run(history, START + 700_000_000, MIDDLE, guards=guards)
    found = pairs(results, other_rules=True)
    assert {pair.event.guard for pair in found} == {"bags"}
    moved = [pair for pair in found if pair.verdict == "moved"]
    assert len(moved) >= 3
    for pair in moved:
        assert pair.replay is not None
        assert pair.production is not None
        assert pair.replay.last.since == pair.production.last.since
        assert pair.production.last.due_at - pair.replay.last.due_at == 30_000_000
