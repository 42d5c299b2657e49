"""Clips and folders through real Kafka and a real store: every frame, in order, once, or an error that says so."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from confluent_kafka import Producer

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Heartbeat
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.capture.clocks import MAX_AHEAD
from orin.topologies.ingest.publish import last_frame as last_frame_module
from orin.topologies.ingest.publish.last_frame import last_frame
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.ingest.run import Summary, ingest
from orin.topologies.kafka.topics import FRAMES, HEALTH
from tests.support.clips import AnyPacket, beginning, encode_clip, remux
from tests.support.footage import footage
from tests.support.processes.ingest_tools import assert_whole, ends, frames, make_clip, of_camera
from tests.support.waiting import until

pytestmark = pytest.mark.kafka


@pytest.fixture
def settings(kafka: Kafka, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", kafka_bootstrap=kafka.bootstrap)


def run(settings: Settings, source: Path | str, camera: str, **options: object) -> Summary:
    options.setdefault("stop", threading.Event())
    return ingest(settings, str(source), camera, **options)  # type: ignore[arg-type]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.avi", 30)


@pytest.mark.footage
def test_real_footage_arrives_whole_in_order_and_readable(settings: Settings, tmp_path: Path) -> None:
    summary = run(settings, beginning(footage("data/vtest.avi"), tmp_path / "walk.avi", packets=200), "hq/walk")
    reads = of_camera(settings, FRAMES, "hq/walk")
    found = frames(reads)
    assert len(found) == summary.frames_published == summary.frames_read == 200
    assert summary.frames_refused == 0
    assert {read.partition for read in reads} == {partition_of("hq/walk", 4)}
    assert [read.timestamp for read in reads[:-1]] == [frame.captured_at // 1000 for frame in found]
    assert [frame.previous_at for frame in found] == [None, *(frame.captured_at for frame in found[:-1])]
    assert {b.captured_at - a.captured_at for a, b in pairwise(found)} == {100_000}
    assert [frame.source_position for frame in found] == pytest.approx([i / 10 for i in range(200)])
    assert {(f.session, f.session_started_at, f.lossless, f.width, f.height, f.encoding) for f in found} == {
        (summary.session, found[0].session_started_at, True, 480, 360, "jpeg")
    }
    assert all(frame.published_at >= frame.session_started_at for frame in found)
    assert reads[0].headers["ce_type"] == b"orin.FrameRef"
    assert reads[0].headers["orin_captured_at"] == str(found[0].captured_at).encode()
    (end,) = ends(reads[-1:])
    assert (end.session, end.ended_at, reads[-1].timestamp) == (
        summary.session,
        found[-1].captured_at,
        end.ended_at // 1000,
    )
    image = cv2.imdecode(np.frombuffer(FrameStore.of(settings).get(found[100].uri), np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    assert image.shape == (360, 480, 3)


def test_the_next_session_continues_after_the_last_frame(settings: Settings, clip: Path) -> None:
    first = run(settings, clip, "hq/again")
    second = run(settings, clip, "hq/again", fps=5)
    found = frames(of_camera(settings, FRAMES, "hq/again"))
    assert (first.frames_published, second.frames_published) == (30, 15)
    assert first.session != second.session
    assert found[30].previous_at == found[29].captured_at == first.last_captured_at
    assert found[30].captured_at > found[29].captured_at
    assert len(ends(of_camera(settings, FRAMES, "hq/again"))) == 2


def test_a_start_is_kept_or_refused(settings: Settings, clip: Path) -> None:
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    summary = run(settings, clip, "hq/dated", start=at.isoformat())
    assert summary.first_captured_at == round(at.timestamp()) * 1_000_000
    with pytest.raises(Misuse, match="the camera already has frames up to"):
        run(settings, clip, "hq/dated", start=at.isoformat())
    with pytest.raises(Misuse, match=r"keeps 7 days.*--start now.*orin try"):
        run(settings, clip, "hq/dated-2009", start="2009-06-01T12:00:00Z")
    assert of_camera(settings, FRAMES, "hq/dated-2009") == []


def test_a_clip_never_runs_more_than_45_seconds_ahead(settings: Settings, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "slow.avi", 5, fps=1)
    start = datetime.now(UTC) + timedelta(seconds=42.5)
    run(settings, clip, "hq/ahead", start=start.isoformat())
    found = frames(of_camera(settings, FRAMES, "hq/ahead"))
    assert len(found) == 5
    assert all(frame.captured_at - frame.published_at <= MAX_AHEAD for frame in found)


def test_heartbeats_tell_of_the_session(settings: Settings, clip: Path) -> None:
    summary = run(settings, clip, "hq/beats")
    beats = [r.record for r in of_camera(settings, HEALTH, "hq/beats") if isinstance(r.record, Heartbeat)]
    assert len(beats) >= 2
    last = beats[-1]
    assert (last.state, last.session, last.frames_read) == ("ended", summary.session, 30)
    assert (last.last_captured_at, last.frames_refused, last.spooled) == (summary.last_captured_at, 0, 0)


def test_a_stop_ends_the_session_where_it_is(settings: Settings, tmp_path: Path) -> None:
    clip, stop = make_clip(tmp_path / "long.avi", 100), threading.Event()

    def after_ten(_info: object, counters: object) -> None:
        if getattr(counters, "read", 0) >= 10:
            stop.set()

    summary = run(settings, clip, "hq/stopped", stop=stop, observe=after_ten)
    reads = of_camera(settings, FRAMES, "hq/stopped")
    assert len(frames(reads)) == summary.frames_published == 10
    assert ends(reads)[0].ended_at == frames(reads)[-1].captured_at
    assert summary.remark is None


@pytest.mark.footage
def test_a_cut_clip_is_used_up_to_the_cut(settings: Settings, tmp_path: Path) -> None:
    whole = footage("data/vtest.avi").read_bytes()
    (tmp_path / "cut.avi").write_bytes(whole[: len(whole) // 2])
    summary = run(settings, tmp_path / "cut.avi", "hq/cut")
    assert summary.remark is not None
    assert f"{summary.frames_published} of 795 frames" in summary.remark
    assert len(frames(of_camera(settings, FRAMES, "hq/cut"))) == summary.frames_published


def test_a_folder_with_a_broken_image_loses_none(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for index in range(5):
        cv2.imwrite(str(folder / f"{index}.jpg"), np.full((48, 64 + 64 * (index // 4), 3), 90, np.uint8))
    (folder / "2.jpg").write_bytes(b"torn")
    summary = run(settings, folder, "hq/folder", fps=5)
    found = frames(of_camera(settings, FRAMES, "hq/folder"))
    store = FrameStore.of(settings)
    assert [store.get(f.uri) for f in found] == [(folder / f"{i}.jpg").read_bytes() for i in range(5)]
    assert [f.width for f in found] == [64, 64, 64, 64, 128]
    assert summary.remark is not None
    assert "2.jpg first" in summary.remark


def test_timestamps_that_jump_for_good_begin_a_session_and_nothing_waits(settings: Settings, tmp_path: Path) -> None:
    def far(index: int, packet: AnyPacket) -> None:
        late = 37_600_000 if index >= 20 else 0
        packet.pts, packet.dts = (packet.pts or 0) + late, (packet.dts or 0) + late

    clip = remux(encode_clip(tmp_path / "a.mkv", range(0, 2400, 40)), tmp_path / "b.mkv", far)
    summary = run(settings, clip, "hq/jump")
    reads = of_camera(settings, FRAMES, "hq/jump")
    found = frames(reads)
    assert_whole(found)
    assert [b.captured_at - a.captured_at for a, b in pairwise(found)] == pytest.approx([40_000] * 59, abs=1000)
    first, second = found[0].session, found[-1].session
    assert [f.session for f in found] == [first] * 20 + [second] * 40
    assert [(end.session, end.ended_at) for end in ends(reads)] == [
        (first, found[19].captured_at),
        (second, found[59].captured_at),
    ]
    kinds = [type(read.record).__name__ for read in reads]
    assert kinds == ["FrameRef"] * 20 + ["SessionEnd"] + ["FrameRef"] * 40 + ["SessionEnd"]
    assert summary.session == second
    assert summary.seconds < 30


def test_one_wrong_timestamp_makes_nothing_wait(settings: Settings, tmp_path: Path) -> None:
    def far(index: int, packet: AnyPacket) -> None:
        packet.pts = (packet.pts or 0) + (37_600_000 if index == 20 else 0)

    clip = remux(encode_clip(tmp_path / "a.mkv", range(0, 2400, 40)), tmp_path / "b.mkv", far)
    summary = run(settings, clip, "hq/outlier")
    found = frames(of_camera(settings, FRAMES, "hq/outlier"))
    assert [b.captured_at - a.captured_at for a, b in pairwise(found)] == pytest.approx([40_000] * 59, abs=1000)
    assert len({f.session for f in found}) == 1
    assert summary.seconds < 30
    assert summary.remark is not None
    assert "1 of 60 frames with a timestamp far from their neighbours'" in summary.remark


def test_a_scene_arrives(settings: Settings) -> None:
    summary = run(settings, "scene://abandoned-bag?seed=2", "demo/abandoned-bag", fps=2)
    assert summary.frames_published == len(frames(of_camera(settings, FRAMES, "demo/abandoned-bag"))) > 20


def test_a_store_that_refuses_writes_is_one_error_and_the_session_ends(settings: Settings, clip: Path) -> None:
    blocker = settings.home / "frames"
    settings.home.mkdir()
    blocker.write_text("no directory")
    with pytest.raises(OrinError, match=r"frame store .*frames cannot be written") as caught:
        run(settings, clip, "hq/nostore")
    assert "\n" not in str(caught.value)
    assert of_camera(settings, FRAMES, "hq/nostore") == []


def test_a_store_that_recovers_loses_nothing(settings: Settings, clip: Path) -> None:
    blocker = settings.home / "frames"
    settings.home.mkdir()
    blocker.write_text("no directory")
    timer = threading.Timer(0.6, blocker.unlink)
    timer.start()
    assert run(settings, clip, "hq/recovers").frames_published == 30
    timer.join()


def test_kafka_that_does_not_answer_is_named(settings: Settings, clip: Path) -> None:
    away = settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    with pytest.raises(OrinError, match=r"Kafka at 127\.0\.0\.1:1 does not answer .*ORIN_KAFKA_BOOTSTRAP"):
        run(away, clip, "hq/away", kafka_bound=0.5)


def test_kafka_gone_for_a_while_costs_a_clip_nothing(kafka: Kafka, settings: Settings, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "long.avi", 1000)
    pid, done = kafka.pid, threading.Event()
    assert pid is not None

    def pause(_info: object, counters: object) -> None:
        if getattr(counters, "read", 0) == 100:
            os.kill(pid, signal.SIGSTOP)
            threading.Timer(3.0, resume).start()

    def resume() -> None:
        os.kill(pid, signal.SIGCONT)
        done.set()

    try:
        summary = run(settings, clip, "hq/outage", observe=pause, start=_ago(hours=1))
    finally:
        os.kill(pid, signal.SIGCONT)
    assert done.is_set()
    assert summary.frames_published == 1000
    found = frames(of_camera(settings, FRAMES, "hq/outage"))
    assert [f.previous_at for f in found] == [None, *(f.captured_at for f in found[:-1])]


def test_the_last_frame_is_found_behind_other_cameras_and_garbage(
    settings: Settings, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_frame_module, "_FIRST_WINDOW", 10)
    summary = run(settings, clip, "hq/searched")
    partition = partition_of("hq/searched", 4)
    producer = Producer({"bootstrap.servers": settings.kafka_bootstrap})
    for index in range(500):
        key = "hq/searched" if index % 100 == 99 else f"hq/other-{index}"
        producer.produce(FRAMES, b"garbage", key, partition, timestamp=int(time.time() * 1000))
    assert producer.flush(10) == 0
    found = last_frame(settings, file_serde(), "hq/searched", 4)
    assert (found.captured_at, found.session) == (summary.last_captured_at, summary.session)
    assert last_frame(settings, file_serde(), "hq/never-seen", 4).captured_at is None


@pytest.mark.parametrize("camera", ["lobby", "hq/_lobby", "hq/../x", "hq/a b"])
def test_a_camera_name_that_is_none_is_misuse(settings: Settings, clip: Path, camera: str) -> None:
    with pytest.raises(Misuse, match="SITE/NAME"):
        run(settings, clip, camera)


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return {**os.environ, "ORIN_HOME": str(settings.home), "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap}


def execute(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, timeout=60, check=False)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", "orin", "ingest", *arguments]


def test_the_command_prints_what_it_did(environment: dict[str, str], clip: Path) -> None:
    done = execute(environment, str(clip), "--camera", "hq/told", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["frames_published"] == 30


def test_misuse_and_failure_have_their_exit_codes(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "text.avi").write_text("not a video")
    cases = [
        ([str(tmp_path / "none.avi"), "--camera", "hq/a"], 2, "no such file"),
        ([str(tmp_path / "text.avi"), "--camera", "hq/a"], 1, "not a video"),
        ([str(tmp_path / "text.avi"), "--camera", "hq"], 2, "SITE/NAME"),
    ]
    for arguments, code, words in cases:
        done = execute(environment, *arguments)
        assert done.returncode == code
        assert words in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_session_cleanly(
    settings: Settings, environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    camera = f"hq/{number.name.lower()}"
    clip = make_clip(tmp_path / "long.avi", 600, fps=1)
    process = subprocess.Popen(
        command(str(clip), "--camera", camera, "--json"),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: len(frames(of_camera(settings, FRAMES, camera))) >= 5)
        process.send_signal(number)
        output, _ = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0
    reads = of_camera(settings, FRAMES, camera)
    assert json.loads(output)["frames_published"] == len(frames(reads)) < 600
    assert ends(reads)[0].ended_at == frames(reads)[-1].captured_at


def _ago(**ago: float) -> str:
    return (datetime.now(UTC) - timedelta(**ago)).isoformat()
