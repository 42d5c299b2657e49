"""`orin demo` as a stranger runs it: real Kafka, real PostgreSQL, every stage a process.

Ctrl-C is tried in test_readme.py.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.clips import beginning
from tests.support.footage import footage
from tests.support.processes.orin_command import content, environment, events_of, processes_of, run

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(1200)]

FRAMES = 120
"""Of footage at 10 frames a second: long enough for people to walk into the zone and over the line."""
SCENE = ["demo", "--exit-when-done", "--json"]


def start_of_clip() -> str:
    """A start that both ways of running a clip accept: its frames are not in the future."""
    return (datetime.now(UTC) - timedelta(seconds=40)).isoformat()


def test_the_scene_gives_its_event_and_a_second_run_keeps_it(tmp_path: Path, engines: Path) -> None:
    env = environment(tmp_path, engines)
    first = run(SCENE, env)
    events = events_of(first.stdout)
    assert [(e["guard"], e["phase"], e["sequence"]) for e in events] == [("abandoned-bag", "opened", 0)]
    assert "1 of 1 expected events" in first.stderr
    assert "motion alone" in first.stderr
    assert processes_of(tmp_path) == []

    second = run(SCENE, env)
    again = events_of(second.stdout)
    opened = [e for e in again if e["phase"] == "opened"]
    assert [e["event_id"] for e in opened] != [events[0]["event_id"]]
    assert all(e["since"] > events[0]["since"] for e in opened)
    assert "1 of 1 expected events" in second.stderr
    assert processes_of(tmp_path) == []


@pytest.mark.footage
def test_real_footage_gives_the_same_events_with_kafka_and_without(tmp_path: Path, engines: Path) -> None:
    model = footage("models/yolov8n_int8.onnx")
    clip = beginning(footage("data/vtest.avi"), tmp_path / "walk.avi", packets=FRAMES)
    # How long a busy machine takes to start the engines and the model is no matter of the events.
    env = environment(tmp_path, engines) | {"ORIN_LATE_AFTER": "3600"}
    arguments = [str(clip), "--model", str(model), "--fps", "5", "--start", start_of_clip(), "--json"]
    piped = events_of(run(["demo", "--exit-when-done", "--source", *arguments], env).stdout)
    tried = events_of(run(["try", *arguments], env).stdout)
    assert {"enters", "crosses"} <= {e["kind"] for e in piped}
    assert content(piped) == content(tried)


@pytest.mark.parametrize("scene", ["doorway", "loiterer"])
def test_a_scene_tried_gives_its_expected_events(scene: str, tmp_path: Path, engines: Path) -> None:
    done = run(["try", f"scene://{scene}", "--json"], environment(tmp_path, engines))
    expected, found = re.search(r"(\d+) of (\d+) expected", done.stderr).groups()  # type: ignore[union-attr]
    assert expected == found, done.stderr
    assert "not expected" not in done.stderr
