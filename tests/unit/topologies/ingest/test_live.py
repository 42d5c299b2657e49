"""The reading of a camera: reconnects, what comes too fast is counted, a clock that jumps ends it."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from orin.runtime.clock import wall_clock
from orin.schemas.errors import OrinError
from orin.topologies.ingest.capture import live
from orin.topologies.ingest.capture.clocks import ClockJumped, LiveClock
from orin.topologies.ingest.capture.frames import CapturedFrame
from orin.topologies.ingest.capture.live import QUEUE, LiveReader
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.sources import SourceAddress
from orin.topologies.ingest.sources.base import EncodedImage, Source, SourceInfo
from tests.support.waiting import until


class Camera:
    """A source whose connections give the numbers of pictures that the test says; 0 refuses to open."""

    def __init__(self, connections: list[int]) -> None:
        self.connections = connections
        self.opened = 0

    def open(self) -> Source:
        self.opened += 1
        pictures = self.connections.pop(0) if self.connections else 0
        if pictures == 0:
            raise OrinError("source rtsp://cam: no answer")
        return Connection(pictures)


class Connection:
    info = SourceInfo(name="rtsp://cam", lossless=False)
    part = 0

    def __init__(self, pictures: int) -> None:
        self._left = pictures

    def grab(self) -> float | None:
        self._left -= 1
        return 0.0 if self._left >= 0 else None

    def retrieve(self) -> EncodedImage:
        return EncodedImage(b"x", "jpeg", 1, 1)

    def remark(self) -> str | None:
        return None

    def close(self) -> None:
        pass


def wall() -> int:
    return wall_clock()


def monotonic() -> int:
    return time.monotonic_ns() // 1000


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(live, "LONGEST_PAUSE", 0.01)


@pytest.fixture
def read() -> Iterator[Callable[..., LiveReader]]:
    readers: list[LiveReader] = []

    def start(camera: Camera, counters: Counters, *, clock: LiveClock | None = None, bound: float = 60) -> LiveReader:
        address = SourceAddress("rtsp://cam", camera.open, live=True)
        readers.append(LiveReader(address, clock or LiveClock(wall, monotonic), None, counters, first_bound=bound))
        readers[-1].start()
        return readers[-1]

    yield start
    for reader in readers:
        reader.stop(5)


def take(reader: LiveReader, count: int) -> list[CapturedFrame]:
    found: list[CapturedFrame] = []
    deadline = time.monotonic() + 10
    while len(found) < count:
        assert time.monotonic() < deadline
        frame = reader.get(0.05)
        if frame is not None:
            found.append(frame)
    return found


def test_a_broken_connection_is_made_again_and_time_goes_on(read: Callable[..., LiveReader]) -> None:
    counters = Counters("hq/a")
    found = take(read(Camera([5, 0, 0, 7, 3]), counters), 15)
    times = [frame.captured_at for frame in found]
    assert times == sorted(set(times))
    assert counters.read == 15
    assert counters.reconnects >= 4
    assert counters.refused == 0


class Pauses(threading.Event):
    """Never set, never waits; remembers for how long it was to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout or 0.0)
        return super().wait(0.001)


def test_pauses_grow_while_nothing_comes_and_start_small_after_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FIRST_PAUSE", 0.5)
    monkeypatch.setattr(live, "LONGEST_PAUSE", 30.0)
    camera = Camera([1] * 10 + [0] * 10 + [1] * 10)
    counters = Counters("hq/a")
    reader = LiveReader(
        SourceAddress("rtsp://cam", camera.open, live=True), LiveClock(wall, monotonic), None, counters, first_bound=60
    )
    reader._stop = pauses = Pauses()
    reader.start()
    until(lambda: camera.opened > 31)
    reader.stop(5)
    assert max(pauses.asked[:10]) <= 0.5
    assert max(pauses.asked[10:20]) >= 15.0
    assert max(pauses.asked[20:30]) <= 0.5


def test_what_comes_faster_than_it_is_taken_is_refused_and_counted(read: Callable[..., LiveReader]) -> None:
    counters = Counters("hq/a")
    reader = read(Camera([QUEUE + 20]), counters)
    deadline = time.monotonic() + 10
    while counters.read < QUEUE + 20:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    assert len(take(reader, QUEUE)) == QUEUE
    assert reader.get(0.05) is None
    assert counters.refused == 20


def test_a_camera_that_never_gave_a_picture_is_an_error(read: Callable[..., LiveReader]) -> None:
    reader = read(Camera([]), Counters("hq/a"), bound=0.05)
    with pytest.raises(OrinError, match="no answer"):
        take(reader, 1)


def test_a_clock_that_jumps_back_ends_the_reading(read: Callable[..., LiveReader]) -> None:
    jump = threading.Event()
    clock = LiveClock(lambda: wall() - (3_600_000_000 if jump.is_set() else 0), monotonic)
    reader = read(Camera([3] + [1] * 1000), Counters("hq/a"), clock=clock)
    take(reader, 3)
    jump.set()
    with pytest.raises(ClockJumped, match="jumped back by 3600"):
        take(reader, 1100)


def test_a_connection_that_was_open_already_is_closed_when_nothing_is_read() -> None:
    closed = threading.Event()

    class Open(Connection):
        def close(self) -> None:
            closed.set()

    address = SourceAddress("rtsp://cam", Camera([]).open, live=True)
    reader = LiveReader(address, LiveClock(wall, monotonic), None, Counters("hq/a"), first_bound=60)
    reader._stop.set()
    reader.start(Open(3))
    reader.stop(5)
    assert closed.is_set()
