"""Many cameras in one process: a clip, a folder, a live camera and a dead one; SIGTERM drains all of them."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.processes.ports import free_port
from orin.schemas.records import Heartbeat
from orin.topologies.kafka.topics import FRAMES, HEALTH
from tests.support.processes.ingest_cameras import mjpeg_server
from tests.support.processes.ingest_tools import assert_whole, ends, frames, make_clip, of_camera
from tests.support.waiting import until

pytestmark = pytest.mark.kafka


@pytest.fixture
def settings(kafka: Kafka, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", kafka_bootstrap=kafka.bootstrap)


@contextmanager
def started(settings: Settings, file: Path, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "orin", "ingest", "--cameras", str(file), *arguments],
        env={
            **os.environ,
            "ORIN_HOME": str(settings.home),
            "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
            "ORIN_LOG_FORMAT": "json",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_dead_camera_touches_no_other_and_sigterm_drains_all(settings: Settings, tmp_path: Path) -> None:
    make_clip(tmp_path / "clip.avi", 40)
    folder = tmp_path / "pictures"
    folder.mkdir()
    for index in range(5):
        cv2.imwrite(str(folder / f"{index}.png"), np.full((48, 64, 3), index * 40, np.uint8))
    (tmp_path / "dead").write_text(f"rtsp://admin:s3cret@127.0.0.1:{free_port()}/x")
    with mjpeg_server(folder) as url:
        file = tmp_path / "cameras.yaml"
        file.write_text(
            f"""
cameras:
  - {{camera: many/clip, source: {tmp_path / "clip.avi"}}}
  - {{camera: many/folder, source: {folder}, fps: 5}}
  - {{camera: many/dead, source_file: dead}}
  - {{camera: many/live, source_env: LIVE, fps: 10}}
"""
        )
        with started(settings, file, "--json", LIVE=f"{url}/stream.mjpg") as process:
            until(
                lambda: (
                    len(ends(of_camera(settings, FRAMES, "many/clip"))) == 1
                    and len(ends(of_camera(settings, FRAMES, "many/folder"))) == 1
                    and len(frames(of_camera(settings, FRAMES, "many/live"))) >= 20
                    and len(of_camera(settings, HEALTH, "many/dead")) >= 2
                ),
                seconds=120,
            )
            process.send_signal(signal.SIGTERM)
            output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "s3cret" not in output + errors
    outcomes = {outcome["camera"]: outcome for outcome in json.loads(output)}
    assert [outcomes[name]["error"] for name in outcomes] == [None] * 4
    assert "does not answer" in outcomes["many/dead"]["problem"]
    published = {name: outcome["summary"]["frames_published"] for name, outcome in outcomes.items()}
    for name, count in published.items():
        reads = of_camera(settings, FRAMES, name)
        found = frames(reads)
        if found:
            assert_whole(found)
        assert len(found) == count
        assert [end.ended_at for end in ends(reads)] == [frame.captured_at for frame in found[-1:]]
    assert published["many/clip"] == 40
    assert published["many/folder"] == 5
    assert published["many/dead"] == 0
    assert published["many/live"] >= 20
    states = {name: _states(settings, name) for name in published}
    assert states["many/dead"] == {"connecting", "ended"}
    assert "running" in states["many/live"]
    status = [json.loads(line) for line in errors.splitlines() if "camera.status" in line]
    assert {line["camera"] for line in status} == set(published)
    assert any(line["camera"] == "many/dead" and "does not answer" in (line["problem"] or "") for line in status)


def _states(settings: Settings, camera: str) -> set[str]:
    return {r.record.state for r in of_camera(settings, HEALTH, camera) if isinstance(r.record, Heartbeat)}


def test_clips_that_end_end_the_process_and_a_broken_one_is_said(settings: Settings, tmp_path: Path) -> None:
    make_clip(tmp_path / "clip.avi", 10)
    (tmp_path / "text.avi").write_text("not a video")
    file = tmp_path / "cameras.yaml"
    file.write_text(
        f"cameras: [{{camera: few/good, source: {tmp_path / 'clip.avi'}}}, "
        f"{{camera: few/bad, source: {tmp_path / 'text.avi'}}}]"
    )
    with started(settings, file) as process:
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert re.search(r"^few/good: 10 frames published", output, re.MULTILINE)
    assert re.search(r"^orin: few/bad: source .*text\.avi is not a video that can be read", errors, re.MULTILINE)


def test_one_camera_or_many(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "cameras.yaml"
    file.write_text("cameras: [{camera: hq/a, source: scene://doorway}]")
    with started(settings, file, "--fps", "10") as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "leave out SOURCE, --camera, --fps and --start" in errors
    assert errors.count("\n") == 1
