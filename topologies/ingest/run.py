"""The ingest of one camera, from its first frame to the end of its session."""

import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial

import structlog
from msgspec import Struct

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.names import check_camera
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.ingest.capture.clocks import MAX_AHEAD, LiveClock, check_retention, clip_anchor, parse_start
from orin.topologies.ingest.capture.frames import CapturedFrame, clip_frames
from orin.topologies.ingest.capture.live import LiveReader
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.heartbeat import HeartbeatThread
from orin.topologies.ingest.publish.camera import CameraPublisher
from orin.topologies.ingest.publish.clip import ClipPublisher
from orin.topologies.ingest.publish.last_frame import last_frame
from orin.topologies.ingest.publish.session import Session
from orin.topologies.ingest.publish.topic import FramesTopic, await_frames_topic
from orin.topologies.ingest.sources import SourceAddress, parse_source
from orin.topologies.ingest.sources.base import Source, SourceInfo
from orin.topologies.kafka.topics import FRAMES

KAFKA_BOUND = 30.0
"""Seconds that an ingest waits for Kafka to answer when it starts."""
SOURCE_BOUND = 30.0
"""Seconds that a camera may take to deliver its first frame."""
_LONGEST_WAIT = 60_000_000
"""µs that a live session waits until the camera's last frame is in the past."""

_SAY_AFTER = 5.0
"""Seconds between log lines while a clip waits for the clock."""

log = structlog.get_logger(__name__)

Observe = Callable[[SourceInfo | None, Counters], None]
"""Called after every frame with the progress; the source's description is None for a camera."""


class Summary(Struct, frozen=True, kw_only=True):
    """What an ingest did."""

    camera: str
    session: str
    """The last one, where a clip's timestamps jump."""
    source: str
    frames_read: int
    frames_published: int
    frames_refused: int
    frames_recovered: int
    """Frames of earlier sessions, found in the spool and published."""
    frames_spooled: int
    """Frames left in the spool for the camera's next ingest."""
    reconnects: int
    bytes: int
    first_captured_at: int | None
    last_captured_at: int | None
    seconds: float
    remark: str | None


def ingest(
    settings: Settings,
    source: str,
    camera: str,
    *,
    fps: float | None = None,
    start: str = "now",
    stop: threading.Event,
    observe: Observe | None = None,
    kafka_bound: float = KAFKA_BOUND,
    source_bound: float = SOURCE_BOUND,
    sweeps: bool = True,
) -> Summary:
    """Publish `source` as `camera` until it ends or `stop` is set.

    Raises Misuse for invalid arguments and OrinError for failures; frames published until then stay, and the end of the
    session is written after them. `sweeps`: whether it keeps the frame store within its bounds; where
    many cameras share a process, one does it for all.
    """
    check_camera(camera)
    begin = parse_start(start)
    address = parse_source(source, fps)
    if address.live and begin is not None:
        raise Misuse("--start: a camera's frames are captured as they arrive; only clips and scenes take a start")
    opened = None if address.live else address.open()
    one = _Ingest(settings, address, camera, fps, stop=stop, observe=observe or _unobserved)
    try:
        return one.run(opened, begin, kafka_bound, source_bound, sweeps=sweeps)
    finally:
        if opened is not None and not one.reads:
            opened.close()


def _unobserved(_info: SourceInfo | None, _counters: Counters) -> None:
    pass


class _Ingest:
    def __init__(
        self,
        settings: Settings,
        address: SourceAddress,
        camera: str,
        fps: float | None,
        *,
        stop: threading.Event,
        observe: Observe,
    ) -> None:
        self._settings, self._address, self._camera, self._fps = settings, address, camera, fps
        self._stop, self._observe = stop, observe
        self._counters = Counters(camera)
        self._serde: Serde = open_serde(settings.schema_registry_url)
        self._store = FrameStore.of(settings)
        self._first: int | None = None
        self.reads = False
        """Whether the source is being read, and closed by what reads it."""

    def run(
        self, source: Source | None, start: int | None, kafka_bound: float, source_bound: float, *, sweeps: bool
    ) -> Summary:
        began = time.monotonic()
        clip = source if source is not None and source.info.lossless else None
        self._session = session = self._new_session(lossless=clip is not None)
        publisher: ClipPublisher | CameraPublisher
        if clip is not None:
            topic = await_frames_topic(self._settings, kafka_bound, self._stop)
            last = last_frame(self._settings, self._serde, self._camera, topic.partitions)
            anchor = self._anchor(clip.info, start, last.captured_at, topic)
            publisher = ClipPublisher(self._settings, self._store, session, self._counters, last)
            read: Callable[[], None] = partial(self._read_clip, clip, anchor, publisher)
        else:
            publisher = CameraPublisher(self._settings, self._store, session, self._counters, kafka_bound)
            read = partial(self._read_live, source, publisher, source_bound)
        heartbeats = HeartbeatThread(publisher.beat, self._store if sweeps else None)
        heartbeats.start()
        try:
            read()
        except OrinError:
            with suppress(OrinError):  # the first error is the one to report
                self._finish(publisher, heartbeats)
            raise
        self._finish(publisher, heartbeats)
        return self._summary(clip, time.monotonic() - began)

    def _new_session(self, *, lossless: bool) -> Session:
        session = Session(
            self._serde, self._counters, camera=self._camera, source=self._address.name, lossless=lossless
        )
        log.info("session.started", camera=self._camera, session=session.name, source=self._address.name)
        return session

    def _anchor(self, info: SourceInfo, start: int | None, last: int | None, topic: FramesTopic) -> int:
        now = wall_clock()
        anchor = clip_anchor(start, 1 / (self._fps or info.fps or 1.0), now, last)
        check_retention(anchor, now, topic.retention, FRAMES)
        return anchor

    def _read_clip(self, source: Source, anchor: int, publisher: ClipPublisher) -> None:
        self._counters.state = "running"
        self.reads = True
        part = 0
        with closing(source):
            for captured in clip_frames(source, self._fps, anchor):
                self._counters.count_read()
                if captured.part != part and not self._jump(captured, publisher):
                    break
                part = captured.part
                self._pace(captured.captured_at, publisher)
                if self._stop.is_set() or not publisher.publish(captured, self._stop):
                    break
                self._first = self._first or captured.captured_at
                self._counters.position = captured.position
                self._observe(source.info, self._counters)
        if self._counters.read == 0:
            raise OrinError(f"source {self._address.name}: no decodable frame; the file may be truncated")

    def _jump(self, captured: CapturedFrame, publisher: ClipPublisher) -> bool:
        """Begins another session, from `captured` on; False when stopped meanwhile."""
        log.warning("clip.timestamps_jumped", camera=self._camera, position=captured.position)
        self._session = self._new_session(lossless=True)
        return publisher.begin_session(self._session, self._stop)

    def _pace(self, captured_at: int, publisher: ClipPublisher) -> None:
        """Waits until `captured_at` is at most 45 s ahead of the wall clock; says so of a wait that takes a while."""
        say_at = time.monotonic() + _SAY_AFTER
        while (ahead := captured_at - wall_clock() - MAX_AHEAD) > 0 and not self._stop.is_set():
            self._counters.state = "waiting"
            if time.monotonic() >= say_at:
                say_at += _SAY_AFTER
                log.info("clip.waiting", camera=self._camera, seconds_left=round(ahead / 1e6), why="ahead of the clock")
            publisher.poll()
            self._stop.wait(min(ahead / 1_000_000, 0.2))
        self._counters.state = "running"

    def _read_live(self, source: Source | None, publisher: CameraPublisher, source_bound: float) -> None:
        last = publisher.last(self._stop)
        self._await_last(last)
        clock = LiveClock(wall_clock, lambda: time.monotonic_ns() // 1000, last)
        reader = LiveReader(self._address, clock, self._fps, self._counters, first_bound=source_bound)
        self.reads = True
        reader.start(source)
        try:
            while not self._stop.is_set():
                captured = reader.get(0.2)
                publisher.poll()
                self._take(captured, publisher)
        finally:
            reader.stop(1.0)
        while (captured := reader.get(0)) is not None:  # was read before the end
            self._take(captured, publisher)

    def _take(self, captured: CapturedFrame | None, publisher: CameraPublisher) -> None:
        if captured is not None and publisher.publish(captured, self._stop):
            self._first = self._first or captured.captured_at
        self._observe(None, self._counters)

    def _await_last(self, last: int | None) -> None:
        """A clip may have run this camera ahead of the clock: wait until its last frame is in the past."""
        if last is None or last < wall_clock():
            return
        ahead = last - wall_clock()
        if ahead > _LONGEST_WAIT:
            raise OrinError(
                f"{self._camera} already has frames {ahead / 1e6:.0f} s ahead of this machine's clock; set the clock, "
                "or use another camera name"
            )
        self._counters.state = "waiting"
        while last >= wall_clock() and not self._stop.is_set():
            self._stop.wait(0.1)

    def _finish(self, publisher: ClipPublisher | CameraPublisher, heartbeats: HeartbeatThread) -> None:
        heartbeats.stop()
        publisher.end(self._stop, self._settings.drain_timeout)
        log.info("session.ended", camera=self._camera, published=self._counters.published)

    def _summary(self, clip: Source | None, seconds: float) -> Summary:
        counters = self._counters
        ended = clip is not None and not self._stop.is_set()
        return Summary(
            camera=self._camera,
            session=self._session.name,
            source=self._address.name,
            frames_read=counters.read,
            frames_published=counters.published,
            frames_refused=counters.refused,
            frames_recovered=counters.recovered,
            frames_spooled=counters.spooled,
            reconnects=counters.reconnects,
            bytes=counters.bytes,
            first_captured_at=self._first,
            last_captured_at=counters.last_captured_at,
            seconds=round(seconds, 3),
            remark=clip.remark() if clip is not None and ended else None,
        )
