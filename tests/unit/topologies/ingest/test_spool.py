"""The spool and the backlog over it: order, bounds, what is torn, a disk that is full."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from orin.schemas.errors import OrinError
from orin.schemas.records import FrameRef
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.publish import backlog as backlog_module
from orin.topologies.ingest.publish.backlog import Backlog
from orin.topologies.ingest.publish.spool import PendingFrame, Spool, SpoolFull

CAMERA = "hq/lobby"


def pending(at: int, session: str = "now", size: int = 10) -> PendingFrame:
    frame = FrameRef(
        camera=CAMERA, session=session, session_started_at=1, captured_at=at, previous_at=None, published_at=at + 5,
        lossless=False, uri="", width=4, height=3, encoding="jpeg", source="rtsp://cam",
    )  # fmt: skip
    return PendingFrame(frame, bytes([at % 256]) * size)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever waits at all goes to disk."""
    monkeypatch.setattr(backlog_module, "SPILL_AFTER", -1.0)
    monkeypatch.setattr(backlog_module, "MEMORY", 0)


def backlog(root: Path, session: str, max_bytes: int = 10**6) -> tuple[Backlog, Counters]:
    counters = Counters(CAMERA)
    adopted = Spool.adopt(root, CAMERA)
    return Backlog(Spool.create(root, CAMERA, session), adopted, max_bytes, counters), counters


def drain(waiting: Backlog) -> Iterator[int]:
    while batch := waiting.head(3, 0):
        for one in batch:
            found = waiting.load(one)
            if found is not None:
                assert found == pending(one.captured_at, one.session, len(found.image))
                yield one.captured_at
            waiting.done(one)


def test_what_is_written_is_read_and_deleted(tmp_path: Path) -> None:
    spool = Spool.create(tmp_path, CAMERA, "s")
    size = spool.write(pending(7))
    assert spool.entries() == [(7, size)]
    assert spool.read(7) == pending(7)
    spool.delete(7)
    assert spool.entries() == []
    spool.close()
    assert not (tmp_path / CAMERA / "s").exists()


@given(st.data())
@settings(max_examples=50)
def test_a_torn_frame_is_told_from_a_whole_one(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    root = tmp_path_factory.mktemp("spool")
    spool = Spool.create(root, CAMERA, "s")
    spool.write(pending(7))
    (path,) = root.glob("*/*/*/*.frame")
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:place] + data.draw(st.binary(max_size=20)))
    assert spool.read(7) == (pending(7) if path.read_bytes() == whole else None)


def test_a_spool_belongs_to_one_process_until_that_dies(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from orin.topologies.ingest.publish.spool import Spool\n"
        f"spool = Spool.create(Path({str(tmp_path)!r}), {CAMERA!r}, 'other'); print(flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert Spool.adopt(tmp_path, CAMERA) == []
        other.kill()
    assert [spool.session for spool in Spool.adopt(tmp_path, CAMERA)] == ["other"]


@pytest.mark.usefixtures("at_once")
def test_the_next_session_begins_with_what_the_last_has_left(tmp_path: Path) -> None:
    first, _ = backlog(tmp_path, "a")
    for at in (1, 2, 3):
        first.offer(pending(at, "a"))
    assert first.close() == 3
    (torn,) = tmp_path.glob("*/*/a/*2.frame")
    torn.write_bytes(b"")
    (torn.parent / "x.tmp").write_bytes(b"half")
    second, counters = backlog(tmp_path, "b")
    assert second.last == 3
    assert (counters.spooled, counters.refused) == (3, 1)
    for at in (4, 5):
        second.offer(pending(at, "b"))
    assert [one.session for one in second.head(10, 0)] == ["a"] * 3
    assert list(drain(second)) == [1, 3, 4, 5]
    assert second.close() == 0
    assert not list(tmp_path.glob("*/*/*"))


def test_what_goes_on_at_once_never_touches_the_disk(tmp_path: Path) -> None:
    waiting, counters = backlog(tmp_path, "a")
    for at in range(10):
        waiting.offer(pending(at, "a"))
    assert (counters.spooled, list(tmp_path.glob("*/*/*/*.frame"))) == (0, [])
    assert list(drain(waiting)) == list(range(10))


@pytest.mark.usefixtures("at_once")
def test_a_full_spool_keeps_the_oldest_and_takes_again_when_there_is_room(tmp_path: Path) -> None:
    waiting, counters = backlog(tmp_path, "a", max_bytes=5000)
    taken = [0, 1, 2, 3]
    for at in taken:
        waiting.offer(pending(at, "a", size=1000))
    for at in range(4, 10):
        with pytest.raises(SpoolFull, match="ORIN_SPOOL_MAX_BYTES"):
            waiting.offer(pending(at, "a", size=1000))
    assert REGISTRY.get_sample_value("orin_spool_frames", {"camera": CAMERA}) == counters.spooled == len(taken)
    assert 4000 < (REGISTRY.get_sample_value("orin_spool_bytes", {"camera": CAMERA}) or 0) <= 5000
    waiting.done(waiting.head(1, 0)[0])
    waiting.offer(pending(11, "a", size=1000))
    assert list(drain(waiting)) == [1, 2, 3, 11]
    assert REGISTRY.get_sample_value("orin_spool_bytes", {"camera": CAMERA}) == 0


def test_a_disk_that_is_full_is_one_line_and_costs_nothing_that_was_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog_module, "SPILL_AFTER", -1.0)
    monkeypatch.setattr(backlog_module, "MEMORY", 3)
    waiting, _ = backlog(tmp_path, "a")
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        write(path, data[:5])
        raise OSError(errno.ENOSPC, "No space left on device")

    waiting.offer(pending(0, "a"))
    waiting.offer(pending(1, "a"))
    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        accepted = [0, 1, 2, 3, 4]
        for at in accepted[2:]:
            waiting.offer(pending(at, "a"))
        for at in range(5, 8):
            with pytest.raises(SpoolFull, match="No space left on device; free space"):
                waiting.offer(pending(at, "a"))
        assert not list(tmp_path.glob("*/*/*/*.tmp"))
    waiting.offer(pending(9, "a"))
    assert list(drain(waiting)) == [*accepted, 9]


@pytest.mark.usefixtures("at_once")
def test_frames_that_can_go_nowhere_when_an_ingest_ends_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog_module, "SPILL_AFTER", 100.0)
    waiting, _ = backlog(tmp_path, "a", max_bytes=1)
    waiting.offer(pending(1, "a"))
    with pytest.raises(OrinError, match="1 frames could be neither published nor put into the spool"):
        waiting.close()


@given(st.lists(st.sampled_from(["offer", "take", "restart"]), max_size=30))
@settings(max_examples=40, deadline=None)
def test_whatever_happens_frames_come_out_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backlog_module, "SPILL_AFTER", -1.0)
        root = tmp_path_factory.mktemp("spool")
        waiting, _ = backlog(root, "0")
        offered, taken, session = 0, [], 0
        for step in steps:
            if step == "offer":
                waiting.offer(pending(offered, str(session)))
                offered += 1
            elif step == "take" and (batch := waiting.head(1, 0)):
                assert waiting.load(batch[0]) == pending(batch[0].captured_at, batch[0].session)
                waiting.done(batch[0])
                taken.append(batch[0].captured_at)
            elif step == "restart":
                waiting.close()
                session += 1
                waiting, _ = backlog(root, str(session))
        assert taken + list(drain(waiting)) == list(range(offered))
        waiting.close()
