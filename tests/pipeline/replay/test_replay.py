"""Replay of what the real watch worker did: the armed guards tell the same, a draft tells something else."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from confluent_kafka import Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from pydantic import SecretStr
from typer.testing import CliRunner

from orin.cli.history.explain_locate import locate
from orin.cli.main import app
from orin.processors.guards.logic import WatchLogic
from orin.processors.specs.parse import parse_specs
from orin.runtime.config.kafka import consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import CameraSnapshot, Event
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import EVENTS, SNAPSHOTS, SPEC_KEY, TRACKS
from orin.topologies.replay.compare import Pair, compare
from orin.topologies.replay.explain import Hint, explain, find
from orin.topologies.replay.in_step import FirstDay
from orin.topologies.replay.parallel import dealt, partitions_of, replay
from orin.topologies.replay.partition import PartitionResult, ReplayJob
from orin.topologies.replay.progress import ignore_progress
from orin.topologies.replay.rules import draft
from orin.topologies.replay.run import Window
from tests.support.processes.replay_history import CAMERAS, END, FPS, GUARDS, MIDDLE, SECONDS, START, write

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(240)]


@contextmanager
def watch_worker(kafka: Kafka, home: Path) -> Iterator[None]:
    environment = os.environ | {"ORIN_KAFKA_BOOTSTRAP": kafka.bootstrap, "ORIN_HOME": str(home)}
    process = subprocess.Popen([sys.executable, "-P", "-m", "orin", "worker", "watch"], env=environment)
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
        ends = {(TRACKS, p): log.bounds(TRACKS, p).end for p in range(4)}
        deadline = time.monotonic() + 90
        while any(log.committed(consumer_group("watch"), ends).get(place, 0) < end for place, end in ends.items()):
            assert time.monotonic() < deadline, "watch does not come to the end"
            time.sleep(0.3)
    return settings


def run(
    settings: Settings, start: int, end: int, cameras: str = "*", processes: int = 1, **more: object
) -> list[PartitionResult]:
    jobs = [
        ReplayJob(partition=p, window=Window(start, end), cameras=cameras, against=True, **more)  # type: ignore[arg-type]
        for p in partitions_of(settings, cameras)
    ]
    return replay(settings, jobs, ignore_progress, processes=processes)


def pairs(results: list[PartitionResult], *, other_rules: bool = False) -> list[Pair]:
    return compare(
        [event for result in results for event in result.output.events],
        [event for result in results for event in result.production],
        other_rules=other_rules,
    )


def produced(settings: Settings) -> list[Event]:
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
    frames = sum(span.frames for result in results for span in result.output.spans.values())
    assert frames > 0.95 * len(CAMERAS) * SECONDS * FPS


def test_shares_of_partitions_on_more_processes_tell_the_same_and_the_first_part_early(history: Settings) -> None:
    window = Window(START, END + 1_000_000)
    whole = [ReplayJob(partition=p, window=window, cameras="*", against=True) for p in partitions_of(history, "*")]
    shares = dealt(whole, CAMERAS, 8)
    assert len(shares) == 2 * len(whole)
    told: list[FirstDay] = []
    results = replay(history, shares, ignore_progress, processes=2, on_first=told.append, first=600_000_000)
    found = pairs(results)
    assert {pair.verdict for pair in found} == {"same"}
    assert sum(len(result.production) for result in results) == len(produced(history))
    (day,) = told
    early = [e for r in results for e in r.output.events if e.at < day.until and e.phase in ("opened", "occurred")]
    assert day == FirstDay(
        until=START + 600_000_000, cameras=len(CAMERAS), events=dict(Counter(e.guard for e in early))
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [(MIDDLE - 200_000_000, MIDDLE + 400_000_000), (MIDDLE + 65_000_000, END), (START + 700_000_000, MIDDLE + 1)],
)
def test_a_start_in_the_middle_tells_the_same(history: Settings, start: int, end: int) -> None:
    results = run(history, start, end)
    found = pairs(results)
    assert {pair.verdict for pair in found} == {"same"}
    read = sum(result.output.records for result in results)
    everything = len(CAMERAS) * SECONDS * FPS
    assert read < everything * ((end - start) / (END - START) + 0.35), "it began at the log's start"


def test_one_camera_reads_one_partition(history: Settings) -> None:
    (result,) = run(history, MIDDLE, END, "hq/hall")
    assert set(result.output.spans) == {"hq/hall"}
    assert {event.camera for event in result.production} == {"hq/hall"}
    assert {pair.verdict for pair in pairs([result])} == {"same"}


def test_a_draft_moves_its_guards_and_leaves_out_the_others(history: Settings) -> None:
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


@pytest.fixture
def command(history: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", history.kafka_bootstrap)
    return CliRunner()


def test_the_command_says_the_same_with_0_and_a_difference_with_1(command: CliRunner, tmp_path: Path) -> None:
    window = ["--from", str(MIDDLE), "--to", str(END), "--camera", "hq/hall", "--against", "production"]
    table = tmp_path / "events.parquet"
    same = command.invoke(app, ["replay", *window, "--parquet", str(table)])
    assert same.exit_code == 0, same.output
    assert "the same" in same.output
    assert table.read_bytes()[:4] == b"PAR1"
    draft_file = tmp_path / "draft.yaml"
    draft_file.write_text(GUARDS.replace("CAMERA", "hq/hall").replace("for: 40s", "for: 70s"))
    other = command.invoke(app, ["replay", *window, "--guards", str(draft_file), "--json"])
    assert other.exit_code == 1, other.output
    lines = [json.loads(line) for line in other.stdout.splitlines()]
    assert {line["verdict"] for line in lines[:-1]} >= {"moved"}
    assert lines[-1]["summary"]["differs"] is True
    assert {guard["guard"] for guard in lines[-1]["summary"]["guards"]} == {"bags", "loiterers", "door", "arrivals"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "yesterday"], "--from: 'yesterday'"),
        (["--from", "-1h", "--to", "-2h"], "is not before"),
        (["--from", "-1h", "--guards", "nowhere.yaml"], "nowhere.yaml"),
        (["--from", "-1h", "--parquet", "no/such/folder/x.parquet"], "no folder"),
        (["--from", "-1h", "--camera", "hq/hal"], "no camera matches 'hq/hal' (did you mean 'hq/hall'?)"),
        (["--from", "-1h", "--camera", "nowhere/*"], "no camera matches 'nowhere/*'"),
    ],
)
def test_misuse_is_one_line(command: CliRunner, arguments: list[str], said: str) -> None:
    found = command.invoke(app, ["replay", *arguments])
    assert isinstance(found.exception, Misuse)
    assert said in str(found.exception)


def test_a_window_without_frames_is_said_instead_of_a_table_of_zeros(command: CliRunner) -> None:
    found = command.invoke(app, ["replay", "--from", str(START - 7_200_000_000), "--to", str(START - 3_600_000_000)])
    assert isinstance(found.exception, OrinError)
    assert "no camera has a frame between" in str(found.exception)


def test_a_draft_that_names_no_zone_of_the_cameras_is_misuse(command: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text("guard: g\ncameras: hq/hall\nwhen: {loiters: {objects: people, zone: flour, for: 1m}}\n")
    found = command.invoke(app, ["replay", "--from", "-1h", "--guards", str(file)])
    assert isinstance(found.exception, Misuse)
    assert "floor" in str(found.exception)


def one(history: Settings, guard: str, outcome: str) -> Event:
    return next(event for event in produced(history) if (event.guard, event.outcome) == (guard, outcome))


def test_an_event_is_explained_and_equal(history: Settings, command: CliRunner, tmp_path: Path) -> None:
    event = one(history, "bags", "ended")
    page = tmp_path / "why.html"
    told = command.invoke(app, ["explain", event.event_id, "--html", str(page)])
    assert told.exit_code == 0, told.output
    for word in ("equal: every phase", "owner", "due after 1 min", "ended", event.guard_revision):
        assert word in told.output
    html = page.read_text()
    assert html.count("<figure>") >= 4
    assert "http" not in html.replace("http-equiv", "")
    facts = json.loads(command.invoke(app, ["explain", event.event_id, "--json"]).stdout)
    assert facts["equal"] is True
    assert facts["recorded"][-1]["digest"] == facts["recomputed"][-1]["digest"] == event.digest


def test_an_event_withdrawn_by_a_revision_is_explained_under_its_own(history: Settings) -> None:
    event = one(history, "bags", "withdrawn")
    found = explain(history, event.event_id, ignore_progress)
    assert found.equal
    assert found.guard is not None
    assert found.guard.revision == event.guard_revision
    assert '"for":60.0' in found.guard.body


def test_an_event_that_never_was_is_misuse(history: Settings) -> None:
    with pytest.raises(Misuse, match="is not on"):
        explain(history, "00000000-0000-5000-8000-000000000000", ignore_progress)


def test_the_database_says_where_an_event_is(history: Settings, database_url: str) -> None:
    event = one(history, "bags", "ended")
    settings = history.model_copy(update={"database_url": SecretStr(database_url)})
    assert locate(settings, event.event_id) is None
    with psycopg.connect(database_url) as database:
        database.execute("CREATE TABLE events (event_id uuid, camera text, since timestamptz)")
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=event.since)
        gone = "00000000-0000-5000-8000-000000000000"
        for ident in (event.event_id, gone):
            database.execute("INSERT INTO events VALUES (%s, %s, %s)", (ident, event.camera, moment))
    hint = locate(settings, event.event_id)
    assert hint == Hint(event.camera, event.since)
    assert find(settings, event.event_id, hint) == find(settings, event.event_id)
    with pytest.raises(OrinError, match="in the database but not on"):
        find(settings, gone, locate(settings, gone))


# ---- from here on the history is damaged, test by test


def test_what_retention_took_is_said(history: Settings) -> None:
    event = next(e for e in produced(history) if (e.guard, e.outcome, e.camera) == ("bags", "ended", "hq/hall"))
    partition = partition_of("hq/hall", 4)
    with Log(history) as log:
        batches = log.read(TRACKS, partition, 0, log.bounds(TRACKS, partition).end)
        frames = [message for batch in batches for message in batch if message.key != SPEC_KEY]
        upto = min(frame.offset for frame in frames if frame.timestamp * 1000 >= START + 900_000_000)
    admin = AdminClient({"bootstrap.servers": history.kafka_bootstrap})
    for future in admin.delete_records([TopicPartition(TRACKS, partition, upto)]).values():
        future.result()
    (result,) = run(history, START + 60_000_000, END, "hq/hall")
    assert [(each.partition, each.camera) for each in result.missing] == [(partition, None)]
    assert "holds nothing from before" in result.missing[0].what
    found = explain(history, event.event_id, ignore_progress)
    assert not found.equal
    assert not found.recomputed
    assert any("hq/hall" in each.what for each in found.missing)


def test_a_snapshot_beyond_the_logs_end_is_refused(history: Settings) -> None:
    camera, at = "zz/recreated", MIDDLE
    version = WatchLogic.logic_version
    snapshot = CameraSnapshot(
        camera=camera, captured_at=at, offset=10_000_000, logic_version=version, state=b"", armed=b"\x90"
    )
    producer = Producer({"bootstrap.servers": history.kafka_bootstrap})
    partition = partition_of(camera, 4)
    value = file_serde().encode(snapshot)
    producer.produce(SNAPSHOTS, value, camera.encode(), partition, timestamp=at // 1000)
    producer.flush()
    with pytest.raises(OrinError, match="beyond the end"):
        run(history, at - 60_000_000, at + 60_000_000, camera)
