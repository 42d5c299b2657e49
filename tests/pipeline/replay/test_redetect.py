"""`orin redetect` and the replay of what it saw, against what the real workers made of a scene."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from confluent_kafka import Message
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.processors.specs.parse import parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Detections, Event, FrameRef, SessionEnd, Spec
from orin.topologies.ingest.capture.frames import clip_frames
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.ingest.sources.scene import SceneSource
from orin.topologies.kafka.log import Log as History
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.kafka.topics import DETECTIONS, EVENTS
from orin.topologies.specs.apply import SpecLog
from tests.support.processes.detect_bench import Camera, Log, decoded, worker

pytestmark = pytest.mark.kafka

CAMERA = "demo/abandoned-bag"
GUARDS = """
camera: demo/abandoned-bag
zones:
  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
---
guard: bags
cameras: ["demo/*"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 15s, attended_by: owner}
"""


class Past(NamedTuple):
    """A scene that the real workers have been through."""

    settings: Settings
    frames: list[FrameRef]
    detections: list[Detections]
    events: list[Event]

    def orin(self, *arguments: str) -> Result:
        env = {
            "ORIN_HOME": str(self.settings.home),
            "ORIN_KAFKA_BOOTSTRAP": self.settings.kafka_bootstrap,
            "ORIN_LOG_LEVEL": "error",
        }
        return CliRunner().invoke(app, arguments, env=env)

    def window(self, first: int = 0) -> list[str]:
        return ["--from", str(self.frames[first].captured_at), "--to", str(self.frames[-1].captured_at + 1)]

    def summary(self, *arguments: str) -> tuple[int, dict[str, int], list[str]]:
        """Exit code, what the verdicts count for the guard, and what is missing, of a replay against production."""
        done = self.orin("replay", *arguments, "--camera", CAMERA, "--against", "production", "--json")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        summary = json.loads(done.stdout.splitlines()[-1])["summary"]
        return done.exit_code, summary["guards"][0]["verdicts"], [each["what"] for each in summary["missing"]]

    def records(self, topic: str) -> list[Message]:
        with History(self.settings) as log:
            ends = sum(log.bounds(topic, p).end for p in range(log.partitions(topic)))
        read = Log(self.settings, topic)
        try:
            return sorted(read.until(lambda found: len(found) == ends), key=lambda m: (m.partition(), m.offset()))
        finally:
            read.close()


@pytest.fixture(scope="module")
def past(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory, engines: Path) -> Past:
    home = tmp_path_factory.mktemp("redetect")
    settings = Settings(home=home, engines=engines, kafka_bootstrap=kafka.bootstrap)
    camera = Camera(settings, CAMERA)
    # A little ahead of the clock, so that the markers lie before every window, as a week-old one would.
    camera.at = camera.started_at = wall_clock() + 5_000_000
    SpecLog(settings).apply(parse_specs(GUARDS, "guards.yaml"), active_from=camera.at - 1)
    shots = clip_frames(SceneSource("scene://abandoned-bag?seed=1"), 3.0, camera.at)
    frames = [camera.frame(shot.image.data, step=shot.captured_at - camera.at) for shot in shots]
    camera.end()
    camera.flush()
    with ExitStack() as running:
        for stage in ("detect", "track", "watch"):
            running.enter_context(worker(settings, home / f"{stage}.log", "worker", stage))
        seen, said = Log(settings, DETECTIONS), Log(settings, EVENTS)
        seen.until(lambda found: any(isinstance(r, SessionEnd) for r in decoded(found)))
        said.until(lambda found: any(isinstance(r, Event) and r.phase == "opened" for r in decoded(found)))
        detections = [r for r in decoded(seen.messages) if isinstance(r, Detections)]
        events = [r for r in decoded(said.messages) if isinstance(r, Event)]
        seen.close()
        said.close()
    return Past(settings, frames, detections, events)


def test_the_same_eyes_see_the_same_and_nothing_would_have_changed(past: Past) -> None:
    done = past.orin("redetect", "--backend", "motion", *past.window(), "--topic", "orin.redetect.same", "--json")
    assert done.exit_code == 0, done.exception
    told = json.loads(done.stdout)
    assert told["topic"] == "orin.redetect.same"
    assert told["cameras"][CAMERA]["gone"] == 0
    assert sum(told["cameras"][CAMERA]["statuses"].values()) == len(past.frames) > 100
    records = decoded(past.records("orin.redetect.same"))
    assert [r for r in records if isinstance(r, Detections)] == past.detections
    assert [r.ended_at for r in records if isinstance(r, SessionEnd)] == [past.frames[-1].captured_at]
    code, verdicts, missing = past.summary("--detections", "orin.redetect.same", *past.window())
    assert (code, verdicts["same"], sum(verdicts.values()), missing) == (0, 1, 1, [])


def test_a_topic_that_begins_later_has_the_specs_that_were_armed_and_leaves_out_what_began_before(past: Past) -> None:
    first = next(n for n, frame in enumerate(past.frames) if frame.captured_at > past.events[0].since)
    window = past.window(first)
    done = past.orin("redetect", "--backend", "motion", *window, "--camera", "demo/*", "--topic", "orin.redetect.late")
    assert done.exit_code == 0, done.exception
    assert f"{len(past.frames) - first} frames in" in done.output
    partitions: dict[int, list[Message]] = {}
    for message in past.records("orin.redetect.late"):
        partitions.setdefault(message.partition() or 0, []).append(message)
    home = partition_of(CAMERA, 4)
    assert set(partitions) == {0, 1, 2, 3}
    for number, found in partitions.items():
        specs = [r.name for r in decoded(found[: 2 if number == home else 1]) if isinstance(r, Spec)]
        assert specs == ([CAMERA, "bags"] if number == home else ["bags"])
    _, verdicts, missing = past.summary("--detections", "orin.redetect.late", *window)
    assert verdicts["only_production"] == 0
    assert any("1 events of production began before orin.redetect.late does" in what for what in missing)


def test_a_name_that_is_taken_and_a_window_without_frames_are_refused(past: Past) -> None:
    for topic, text in (("orin.detections.v1", "the pipeline itself uses this topic"), ("no topic", "letters, digits")):
        done = past.orin("redetect", "--backend", "motion", *past.window(), "--topic", topic)
        assert isinstance(done.exception, Misuse)
        assert text in str(done.exception)
    empty = ["--from", "2020-01-01T00:00:00Z", "--to", "2020-01-02T00:00:00Z", "--topic", "orin.redetect.empty"]
    done = past.orin("redetect", "--backend", "motion", *empty)
    assert isinstance(done.exception, OrinError)
    assert "has no frame of *" in str(done.exception)
    assert "orin.redetect.empty" not in TopicAdmin(past.settings).read(["orin.redetect.empty"])
    done = past.orin("redetect", *past.window())
    assert isinstance(done.exception, Misuse)
    assert "--model" in str(done.exception)
    done = past.orin("replay", "--detections", "orin.redetect.nowhere", *past.window())
    assert isinstance(done.exception, OrinError)
    assert "there is no topic orin.redetect.nowhere on" in str(done.exception)


def test_pictures_that_are_gone_are_said_and_are_time_unseen(past: Past) -> None:
    (event,) = [e for e in past.events if e.phase == "opened"]
    near = [f for f in past.frames if abs(f.captured_at - event.opened_at) < 4_000_000]
    root = FrameStore.of(past.settings).label
    for frame in near:
        (path,) = Path(root.removeprefix("file://")).rglob(f"{frame.captured_at}.jpg")
        path.unlink()
    done = past.orin("redetect", "--backend", "motion", *past.window(), "--topic", "orin.redetect.gone")
    assert done.exit_code == 0, done.exception
    assert f"{len(near)} undecodable" in done.output
    assert f"the images of {len(near)} frames are gone" in done.output
    code, verdicts, _ = past.summary("--detections", "orin.redetect.gone", *past.window())
    assert code == 1
    assert verdicts["same"] == 0
    again = past.orin("redetect", "--backend", "motion", *past.window(), "--topic", "orin.redetect.gone")
    assert isinstance(again.exception, Misuse)
    assert "already exists" in str(again.exception)
    only = ["--from", str(near[0].captured_at), "--to", str(near[-1].captured_at), "--topic", "orin.redetect.none"]
    done = past.orin("redetect", "--backend", "motion", *only)
    assert isinstance(done.exception, OrinError)
    assert f"none of the {len(near) - 1} frames" in str(done.exception)
