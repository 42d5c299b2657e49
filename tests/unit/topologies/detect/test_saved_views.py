"""The background of a camera outlives the worker that learnt it."""

from pathlib import Path

import pytest

from orin.processors.detection.backend import DecodedFrame
from orin.processors.detection.motion.backend import MotionBackend
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import OrinError
from orin.topologies.detect.saved_views import NAME, SavedViews
from tests.unit.processors.detection.test_motion import START, bag, film, labelled

pytestmark = pytest.mark.slow

CAMERA = "hq/lobby"


def store(folder: Path) -> FrameStore:
    return FrameStore(folder.as_uri(), retention_s=60, max_bytes=10**9)


def work(frames: list[DecodedFrame], frame_store: FrameStore) -> list[float]:
    """Seconds at which a worker that sees these frames, and then stops, reports an object."""
    backend = MotionBackend()
    saved_views = SavedViews(backend, frame_store)
    times = []
    for frame in frames:
        saved_views.before(frame.camera, frame.captured_at)
        (result,) = backend.detect([frame])
        saved_views.after(frame.camera, frame.captured_at)
        times += [t for t, _ in labelled([((frame.captured_at - START) / 1e6, result)], "object")]
    saved_views.leave()
    return times


def test_the_next_worker_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    frames = film([bag(6)], 14)
    assert work(frames[:120], store(tmp_path))
    assert work(frames[120:], store(tmp_path))[0] == 12


def test_a_worker_that_is_killed_leaves_the_view_saved_at_most_30_seconds_ago(tmp_path: Path) -> None:
    backend, frame_store = MotionBackend(), store(tmp_path)
    saved_views = SavedViews(backend, frame_store)
    for frame in film([], 32, fps=2):
        saved_views.before(CAMERA, frame.captured_at)
        backend.detect([frame])
        saved_views.after(CAMERA, frame.captured_at)
        assert (frame_store.kept(CAMERA, NAME) is None) == (frame.captured_at < START + 30_000_000)


def test_sweeping_leaves_it_alone(tmp_path: Path) -> None:
    frame_store = store(tmp_path)
    frame_store.keep(CAMERA, NAME, b"x")
    frame_store.put(CAMERA, START, b"frame")
    frame_store.sweep(START * 2)
    assert frame_store.kept(CAMERA, NAME) == b"x"


def test_a_store_that_fails_costs_no_frame() -> None:
    class Broken:
        def keep(self, camera: str, name: str, data: bytes) -> None:
            raise OrinError("full")

        def kept(self, camera: str, name: str) -> bytes | None:
            raise OrinError("away")

    backend = MotionBackend()
    saved_views = SavedViews(backend, Broken())
    for frame in film([], 6, fps=2):
        saved_views.before(CAMERA, frame.captured_at)
        backend.detect([frame])
    saved_views.leave()
    assert backend.view(CAMERA) == "clear"
