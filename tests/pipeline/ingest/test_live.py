"""Cameras: a real RTSP server, MJPEG and files over HTTP; broken connections, refusing stores, clocks that jump."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.runtime.processes.ports import free_port
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Heartbeat
from orin.topologies.ingest.run import ingest
from orin.topologies.kafka.topics import FRAMES, HEALTH
from tests.support.processes.ingest_cameras import mjpeg_server, running
from tests.support.processes.ingest_tools import ends, frames, make_clip, of_camera

pytestmark = pytest.mark.kafka

_SERVE = """
import asyncio, sys
from aio_rtsp_toolkit import server
asyncio.run(server.serve(sys.argv[1], "127.0.0.1", int(sys.argv[2])))
"""


@pytest.fixture
def settings(kafka: Kafka, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", kafka_bootstrap=kafka.bootstrap)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with clip.mp4: 30 s of H.264 at 10 frames/s, a key frame each second."""
    folder = tmp_path_factory.mktemp("media")
    with av.open(str(folder / "clip.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"g": "10", "preset": "ultrafast", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt, stream.time_base = 160, 120, "yuv420p", Fraction(1, 10)
        for index in range(300):
            image = np.full((120, 160, 3), 40, np.uint8)
            image[40:80, index % 120 : index % 120 + 40] = 220
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode())
    return folder


@contextmanager
def rtsp_server(media: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(media), str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def test_rtsp_is_read_and_read_again_after_the_camera_was_away(
    settings: Settings, media: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    url = f"rtsp://admin:s3cret@127.0.0.1:{port}/clip.mp4?play_count=0"
    began = time.time()
    with running(settings, url, "hq/rtsp", fps=10) as run:
        with rtsp_server(media, port):
            run.until(lambda c: c.published >= 20)
        run.until(lambda c: c.state == "connecting")
        before = run.until(lambda c: c.published == c.read).published
        with rtsp_server(media, port):
            run.until(lambda c: c.published >= before + 20)
            summary = run.finish()
    reads = of_camera(settings, FRAMES, "hq/rtsp")
    found = frames(reads)
    assert len(found) == summary.frames_published >= 40
    assert summary.reconnects >= 1
    assert {f.session for f in found} == {summary.session}
    assert [f.previous_at for f in found] == [None, *(f.captured_at for f in found[:-1])]
    assert all(b.captured_at > a.captured_at for a, b in pairwise(found))
    assert all(began * 1e6 <= f.captured_at <= f.published_at <= time.time() * 1e6 for f in found)
    assert {(f.lossless, f.width, f.height, f.source_position) for f in found} == {(False, 160, 120, None)}
    assert ends(reads)[0].ended_at == found[-1].captured_at
    states = {r.record.state for r in of_camera(settings, HEALTH, "hq/rtsp") if isinstance(r.record, Heartbeat)}
    assert states >= {"connecting", "running", "ended"}
    captured = capfd.readouterr()
    assert "s3cret" not in found[0].source + captured.out + captured.err
    assert captured.err.count("source.lost") + captured.out.count("source.lost") <= 4


def test_a_camera_that_never_answers_is_one_error(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OrinError, match="does not answer") as caught:
        ingest(
            settings,
            f"rtsp://admin:s3cret@127.0.0.1:{free_port()}/x",
            "hq/nobody",
            stop=threading.Event(),
            source_bound=0.5,
        )
    captured = capfd.readouterr()
    assert "s3cret" not in str(caught.value) + captured.out + captured.err
    assert of_camera(settings, FRAMES, "hq/nobody") == []


def test_a_path_that_the_server_does_not_have(settings: Settings, media: Path) -> None:
    port = free_port()
    with rtsp_server(media, port), pytest.raises(OrinError, match=r"sends no video|does not answer"):
        ingest(settings, f"rtsp://127.0.0.1:{port}/none.mp4", "hq/nopath", stop=threading.Event(), source_bound=2)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "web"
    folder.mkdir()
    make_clip(folder / "clip.avi", 40)
    with mjpeg_server(folder) as url:
        yield url


@pytest.mark.parametrize(
    ("path", "last"),
    [
        ("restarts", (320, 240)),
        ("stream", (320, 240)),
    ],
)
def test_mjpeg_over_http_is_a_camera_and_may_change_its_resolution(
    settings: Settings, web: str, path: str, last: tuple[int, int]
) -> None:
    camera = f"hq/{path}"
    with running(settings, f"{web}/{path}.mjpg", camera) as run:
        run.until(lambda c: c.published >= 60)
        run.finish()
    found = frames(of_camera(settings, FRAMES, camera))
    assert len({f.session for f in found}) == 1
    assert {f.lossless for f in found} == {False}
    assert [(f.width, f.height) for f in (found[0], found[-1])] == [(160, 120), last]
    store = FrameStore.of(settings)
    for frame in (found[0], found[-1]):
        image = cv2.imdecode(np.frombuffer(store.get(frame.uri), np.uint8), cv2.IMREAD_COLOR)
        assert image is not None
        assert image.shape == (frame.height, frame.width, 3)


def test_a_file_over_http_is_a_clip(settings: Settings, web: str) -> None:
    summary = ingest(settings, f"{web}/clip.avi", "hq/webclip", stop=threading.Event())
    found = frames(of_camera(settings, FRAMES, "hq/webclip"))
    assert len(found) == summary.frames_published == 40
    assert {f.lossless for f in found} == {True}
    assert found[-1].source_position == pytest.approx(3.9)


def test_a_camera_takes_no_start(settings: Settings) -> None:
    with pytest.raises(Misuse, match="only clips and scenes take a start"):
        ingest(settings, "rtsp://127.0.0.1/x", "hq/a", start="2026-11-21T09:00:00Z", stop=threading.Event())


def test_a_camera_follows_a_clip_that_ran_ahead(settings: Settings, web: str, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "ahead.avi", 2, fps=1)
    at = round((time.time() + 2) * 1_000_000)
    last = ingest(settings, str(clip), "hq/after", start=str(at), stop=threading.Event()).last_captured_at
    assert last == at + 1_000_000
    with running(settings, f"{web}/stream.mjpg", "hq/after") as run:
        run.until(lambda c: c.published >= 5)
        run.finish()
    found = frames(of_camera(settings, FRAMES, "hq/after"))
    assert found[2].previous_at == last
    assert found[2].captured_at > last
