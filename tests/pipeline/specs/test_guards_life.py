"""A guard's life on real Kafka: the diff, the alarms of the last days, rollback, disable, and what cannot fire."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Producer
from typer.testing import CliRunner

from orin.cli.main import app
from orin.cli.specs.backtest import backtest, try_on_the_past
from orin.processors.specs.parse import parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.errors import OrinError
from orin.schemas.records import Detections, Model, Tracks
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.detect.running import running_detectors
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.topics import DETECTIONS, TRACKS
from orin.topologies.replay.progress import ignore_progress
from tests.support.guards_scene import START as SCENE_START
from tests.support.guards_scene import Scene, moved, person, way

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]
CAMERA = "life/gate"
FILE = f"""
camera: {CAMERA}
zones:
  desk: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]]
---
guard: life-lingers
cameras: ["{CAMERA}"]
when: {{loiters: {{objects: [people], zone: desk, for: 20s}}}}
severity: high
"""
LONGER = FILE.replace("20s", "90s")
NOW = wall_clock()


@pytest.fixture(scope="module")
def settings(kafka: Kafka) -> Settings:
    """Settings of a cluster on which somebody has stood at the gate's desk three times, a minute each."""
    serde = file_serde()
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "enable.idempotence": True})
    partition = partition_of(CAMERA, 4)
    for number, record in enumerate(tracks()):
        extra: list[tuple[str, str | bytes | None]] = [*headers(record, number)]
        at = record.captured_at // 1000
        producer.produce(TRACKS, serde.encode(record), CAMERA.encode(), partition, timestamp=at, headers=extra)
        producer.poll(0)
    producer.flush(10)
    return Settings(kafka_bootstrap=kafka.bootstrap)


def tracks() -> Iterator[Tracks]:
    """One visit two hours ago, one forty minutes ago and one ten minutes ago."""
    for minutes in (120, 40, 10):
        shift = NOW - minutes * 60_000_000 - SCENE_START
        path = way((5, 500, 950), (15, 500, 500), (75, 505, 505), (90, 990, 500))
        for frame in Scene([person(f"p{minutes}", path, born=5, dies=90)], 100, fps=2).records():
            yield moved(frame, CAMERA, shift)


def run(settings: Settings, *arguments: str) -> str:
    """What the command says; raises what it raises."""
    result = CliRunner().invoke(app, [*arguments], env={"ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_past_is_counted_with_the_cameras_of_the_file(settings: Settings) -> None:
    """Nothing of it was ever applied: the zone is the file's."""
    past = backtest(settings, parse_specs(FILE, "g.yaml"), seconds=60, on_progress=ignore_progress, now=NOW)
    (found,) = past.guards
    assert (found.events, found.alarms, found.cameras) == (3, 3, 1)
    assert found.watched == pytest.approx(3 * 99.5e6, rel=0.01)
    assert found.a_day is None
    (none,) = backtest(settings, parse_specs(LONGER, "g.yaml"), seconds=60, on_progress=ignore_progress, now=NOW).guards
    assert (none.events, none.cameras) == (0, 1)


def test_a_past_without_its_cameras_and_one_without_time(settings: Settings) -> None:
    elsewhere = parse_specs(FILE.replace(CAMERA, "life/roof"), "g.yaml")
    said, _ = try_on_the_past(settings, elsewhere, seconds=60, on_progress=ignore_progress)
    assert said == ["guard life-lingers: alarm rate unknown, its cameras have no history in the last 7 days"]
    said, found = try_on_the_past(settings, parse_specs(FILE, "g.yaml"), seconds=0, on_progress=ignore_progress)
    assert (len(said), found) == (1, [])
    assert said[0].startswith("backtest skipped: 0 s were too short")


def test_a_life(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "guards.yaml"
    file.write_text(FILE)
    said = run(settings, "guards", "apply", str(file), "--dry-run")
    assert "guard life-lingers: new" in said
    assert "guard life-lingers: 3 alarms in 5 min of frames from 1 camera\n" in said
    assert "nothing was applied" in said
    assert "life-lingers" not in run(settings, "guards", "list", "--json")
    run(settings, "guards", "apply", str(file), "--no-backtest")
    file.write_text(LONGER)
    said = run(settings, "guards", "apply", str(file))
    assert "guard life-lingers: changed\n  when.loiters.for: 20s -> 90s\n" in said
    assert f"camera {CAMERA}: unchanged" in said
    assert "0 alarms in 5 min of frames from 1 camera" in said
    assert [row["revision"] for row in revisions(settings)][-1].startswith("2-")
    said = run(settings, "guards", "disable", "life-lingers")
    assert ": disabled, from " in said
    assert "unchanged" in run(settings, "guards", "disable", "life-lingers")
    assert revisions(settings)[-1]["disabled"] is True
    said = run(settings, "guards", "rollback", "life-lingers", "--to", "1")
    assert "guard life-lingers: was disabled, is armed again\n  when.loiters.for: 90s -> 20s\n" in said
    found = revisions(settings)
    assert [row["revision"].split("-")[0] for row in found] == ["1", "2", "3", "4"], "every revision is kept"
    assert [row["spec"]["when"]["loiters"]["for"] for row in found] == [20.0, 90.0, 90.0, 20.0]
    assert not found[-1]["disabled"]
    table = run(settings, "guards", "list")
    assert "life-lingers" in table
    file.write_text(FILE)
    (line,) = [
        row
        for row in map(json.loads, run(settings, "guards", "apply", str(file), "--json").splitlines())
        if row["kind"] == "guard"
    ]
    assert (line["outcome"], line["change"], line["fields"], line["cannot_fire"]) == ("unchanged", "unchanged", {}, [])


def revisions(settings: Settings) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in run(settings, "guards", "list", "--all", "--json").splitlines()]
    return [row for row in rows if row["name"] == "life-lingers"]


def test_what_runs_is_read_and_a_guard_without_its_labels_is_named(settings: Settings, tmp_path: Path) -> None:
    camera, at = "life/dock", wall_clock()
    record = Detections(
        camera=camera,
        session="s",
        session_started_at=at,
        captured_at=at,
        previous_at=None,
        published_at=at,
        uri=None,
        width=8,
        height=8,
        status="seen",
        backend="yolo",
        model=Model(name="m", sha256="1", labels=("person", "car")),
    )
    producer = Producer({"bootstrap.servers": settings.kafka_bootstrap})
    extra: list[tuple[str, str | bytes | None]] = [*headers(record, 0)]
    producer.produce(
        DETECTIONS,
        file_serde().encode(record),
        camera.encode(),
        partition_of(camera, 4),
        timestamp=at // 1000,
        headers=extra,
    )
    producer.flush(10)
    assert running_detectors(settings)[camera].emits == frozenset({"person", "car"})
    file = tmp_path / "guards.yaml"
    file.write_text(f"camera: {camera}\n---\nguard: life-left\ncameras: ['{camera}']\nwhen: {{removed: {{}}}}\n")
    said = run(settings, "guards", "apply", str(file), "--no-backtest")
    assert f"note: guard life-left cannot fire on {camera}: the camera's detector gives none of its labels" in said
    said = run_doctor(settings)
    assert f"guard life-left cannot fire on {camera}" in said
    run(settings, "guards", "disable", "life-left")
    assert "life-left" not in run_doctor(settings)


def run_doctor(settings: Settings) -> str:
    from orin.cli.operations.checks import examine

    return "\n".join(f.found for f in examine(settings) if f.check == "guards")


def test_names_that_are_not_there(settings: Settings) -> None:
    for command in ("disable", "rollback"):
        with pytest.raises(OrinError, match="no guard 'nobody' was applied"):
            run(settings, "guards", command, "nobody")
