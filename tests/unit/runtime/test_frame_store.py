"""The frame store: what is put comes back, bounds hold, nothing leads out of it, a full disk is one clear line."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.runtime.config.settings import Settings
from orin.runtime.frames.files import LocalFiles
from orin.runtime.frames.store import FrameGone, FrameStore, SweepResult
from orin.schemas.errors import Misuse, OrinError

HOUR = 3_600_000_000
MINUTE = 60_000_000
NOON = 1_763_726_400_000_000  # 2025-11-21T12:00:00Z


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "file":
        yield (tmp_path / "with space").as_uri()
    else:
        yield "memory://frames-test"
        fsspec.filesystem("memory").store.clear()


@pytest.fixture
def store(url: str, clock: Clock) -> FrameStore:
    return FrameStore(url, 3600, 10_000, clock=clock)


def test_what_is_put_comes_back(store: FrameStore) -> None:
    uri = store.put("hq/lobby-1", 123, b"bytes")
    assert uri == "frames:hq/lobby-1/2025112112/00/123.jpg"
    assert store.exists(uri)
    assert store.get(uri) == b"bytes"
    assert store.put("hq/lobby-1", 123, b"other") == uri
    assert store.get(uri) == b"other"


def test_a_frame_never_written_is_gone(store: FrameStore) -> None:
    uri = "frames:hq/lobby-1/2025112112/00/124.jpg"
    assert not store.exists(uri)
    with pytest.raises(FrameGone, match="ORIN_FRAMES_RETENTION"):
        store.get(uri)


def test_sweep_deletes_by_age_in_whole_minutes(store: FrameStore, clock: Clock) -> None:
    old = store.put("hq/lobby-1", 1, b"x" * 10)
    clock.now += MINUTE
    young = store.put("hq/lobby-1", 2, b"x" * 7)
    assert store.sweep(NOON + HOUR) == SweepResult(0, 0, 17)
    assert store.sweep(NOON + HOUR + MINUTE) == SweepResult(1, 10, 7)
    assert not store.exists(old)
    assert store.exists(young)
    assert store.sweep(NOON + HOUR + MINUTE) == SweepResult(0, 0, 7)


def test_age_counts_from_writing_not_from_capture(store: FrameStore, clock: Clock) -> None:
    yesterday = store.put("hq/lobby-1", NOON - 24 * HOUR, b"x")
    store.sweep(clock.now)
    assert store.exists(yesterday)


def test_sweep_keeps_the_byte_bound_oldest_first_over_all_cameras(store: FrameStore, clock: Clock) -> None:
    uris = []
    for index in range(15):
        uris.append(store.put(f"hq/cam-{index % 2}", index, b"x" * 1000))
        clock.now += 20_000_000
    assert store.sweep(clock.now) == SweepResult(5, 5000, 10_000)
    assert [store.exists(uri) for uri in uris] == [False] * 5 + [True] * 10
    assert store.sweep(clock.now + HOUR - 2 * MINUTE) == SweepResult(4, 4000, 6000)


def test_sweep_leaves_what_is_not_a_frame_of_the_store(tmp_path: Path, clock: Clock) -> None:
    store = FrameStore(tmp_path.as_uri(), 1, 1, clock=clock)
    stranger = tmp_path / "notes" / "a" / "b" / "c" / "d.txt"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("mine")
    assert store.sweep(clock.now + HOUR) == SweepResult(0, 0, 0)
    assert stranger.read_text() == "mine"


def test_swept_directories_vanish(tmp_path: Path, clock: Clock) -> None:
    store = FrameStore(tmp_path.as_uri(), 1, 1000, clock=clock)
    store.put("hq/lobby-1", 1, b"x")
    store.sweep(clock.now + HOUR)
    assert list((tmp_path / "hq/lobby-1").iterdir()) == []
    assert store.get(store.put("hq/lobby-1", 2, b"y")) == b"y"


@pytest.mark.parametrize(
    "uri",
    [
        "frames:hq/lobby-1/2025112112/00/../../../../etc/passwd",
        "frames:../lobby-1/2025112112/00/1.jpg",
        "frames:hq/../2025112112/00/1.jpg",
        "frames:/hq/lobby-1/2025112112/00/1.jpg",
        "frames://host/hq/lobby-1/2025112112/00/1.jpg",
        "file:///etc/passwd",
        "s3://bucket/hq/lobby-1/2025112112/00/1.jpg",
        "http://169.254.169.254/latest/meta-data",
        "frames:hq/lobby-1/2025112112/00/1.jpg\n",
        "frames:hq/lobby-1/2025112112/00/1.jpg\x00.jpg",
        "frames:hq/lobby-1/٢٠٢٥١١٢١١٢/00/1.jpg",
        "",
    ],
)
def test_a_uri_never_leads_out_of_the_store(store: FrameStore, uri: str) -> None:
    with pytest.raises(OrinError, match="not the URI of a frame"):
        store.get(uri)
    with pytest.raises(OrinError, match="not the URI of a frame"):
        store.exists(uri)


@given(st.text(max_size=60))
def test_any_text_is_refused_or_names_a_frame_below_the_root(text: str) -> None:
    store = FrameStore("memory://frames-fuzz", 1, 1)
    for uri in (text, f"frames:{text}", f"frames:hq/{text}/2025112112/00/1.jpg"):
        try:
            store.get(uri)
        except FrameGone:
            assert ".." not in uri.removeprefix("frames:").split("/")
        except OrinError:
            continue


@pytest.mark.parametrize(
    "camera", ["../etc", "hq/..", "hq", "hq/a/b", "/hq/a", "hq/.A", "hq/", "h q/a", "hq/a\n", "hq/-"]
)
def test_a_camera_name_never_leads_out_of_the_store(store: FrameStore, camera: str) -> None:
    with pytest.raises(Misuse, match="SITE/NAME"):
        store.put(camera, 1, b"x")


@pytest.mark.parametrize(("captured_at", "suffix"), [(-1, ".jpg"), (1, "/../x"), (1, ""), (1, ".JPG")])
def test_a_name_that_is_none_is_refused(store: FrameStore, captured_at: int, suffix: str) -> None:
    with pytest.raises(Misuse):
        store.put("hq/lobby-1", captured_at, b"x", suffix)


def test_a_store_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    blocker = tmp_path / "frames"
    blocker.write_text("a file where the directory should be")
    with pytest.raises(OrinError, match=r"frame store .*frames cannot be written: .*ORIN_FRAMES_URL"):
        FrameStore(blocker.as_uri(), 1, 1).put("hq/lobby-1", 1, b"x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device that is always full")
def test_a_full_disk_is_one_clear_line_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = LocalFiles(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / f"a/1.jpg.{threading.get_ident()}.{os.getpid()}.tmp").symlink_to("/dev/full")
    with pytest.raises(OrinError, match="No space left on device"):
        files.write("a/1.jpg", b"x" * 100_000)
    assert list((tmp_path / "a").iterdir()) == []


def test_a_file_url_with_a_host_is_refused() -> None:
    with pytest.raises(Misuse, match="has no host"):
        FrameStore("file://server/frames", 1, 1)


def test_an_unknown_scheme_is_refused_without_its_password() -> None:
    with pytest.raises(Misuse, match="ORIN_FRAMES_URL nosuch://bucket") as caught:
        FrameStore("nosuch://key:secret@bucket/x", 1, 1)
    assert "secret" not in str(caught.value)


def test_settings_name_the_store(tmp_path: Path) -> None:
    store = FrameStore.of(Settings(home=tmp_path))
    store.put("hq/lobby-1", 1, b"x")
    assert (tmp_path / "frames/hq/lobby-1").is_dir()
    assert FrameStore.of(Settings(home=tmp_path, frames_url="memory://x")).label == "memory://x"


def test_readers_never_see_half_a_frame(tmp_path: Path) -> None:
    store = FrameStore(tmp_path.as_uri(), 3600, 10**9)
    bodies = {bytes([value]) * 200_000 for value in range(2)}
    uri = store.put("hq/lobby-1", 1, min(bodies))
    done = threading.Event()
    seen: set[bytes] = set()

    def read() -> None:
        while not done.is_set():
            seen.add(store.get(uri))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(100):
        for body in bodies:
            uri = store.put("hq/lobby-1", 1, body)
    done.set()
    reader.join()
    assert seen <= bodies


def test_a_frame_is_written_and_read_well_within_a_millisecond(tmp_path: Path) -> None:
    store = FrameStore(tmp_path.as_uri(), 3600, 10**9)
    data = os.urandom(30_000)
    best_put = best_get = float("inf")
    for index in range(200):
        start = time.perf_counter()
        uri = store.put("hq/lobby-1", index, data)
        middle = time.perf_counter()
        store.get(uri)
        best_put = min(best_put, middle - start)
        best_get = min(best_get, time.perf_counter() - middle)
    assert best_put < 0.001
    assert best_get < 0.001


def test_the_newest_frame_is_of_what_was_written_last(store: FrameStore, clock: Clock) -> None:
    assert store.newest("hq/lobby-1") is None
    store.put("hq/lobby-1", NOON + 5, b"x")
    clock.now += HOUR
    clip = store.put("hq/lobby-1", NOON - HOUR, b"x")
    store.put("hq/lobby-10", NOON + HOUR, b"x")
    store.keep("hq/lobby-1", "view", b"x")
    assert store.newest("hq/lobby-1") == clip
    later = store.put("hq/lobby-1", NOON + HOUR, b"x")
    assert store.newest("hq/lobby-1") == later
    store.sweep(clock.now + 2 * HOUR)
    assert store.newest("hq/lobby-1") is None


def test_the_frame_nearest_to_a_time(store: FrameStore, clock: Clock) -> None:
    uris = {}
    for second in (0, 20, 40, 130):
        clock.now = NOON + second * 1_000_000 + MINUTE
        uris[second] = store.put("hq/lobby-1", NOON + second * 1_000_000, b"x")
    second = 1_000_000
    for at, within, found in [(0, 0, 0), (9, 60, 0), (10, 60, 0), (11, 60, 20), (60, 10, None), (90, 60, 130)]:
        expected = None if found is None else uris[found]
        assert store.nearest("hq/lobby-1", NOON + at * second, within * second) == expected, at
    assert store.nearest("hq/lobby-1", NOON + HOUR, HOUR) is None, "written too long before"
    for beyond in (-(10**17), 2**62, 253_402_300_799_999_999):
        assert store.nearest("hq/lobby-1", beyond, second) is None
