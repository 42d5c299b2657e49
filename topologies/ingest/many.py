"""Many cameras in one process, each in a thread with a session of its own: what one meets touches no other."""

import threading
import time
from collections.abc import Sequence

import structlog
from msgspec import Struct

from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import OrinError
from orin.topologies.ingest.cameras_file import CameraEntry
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.heartbeat import HeartbeatThread
from orin.topologies.ingest.run import Summary, ingest
from orin.topologies.ingest.sources import parse_source
from orin.topologies.ingest.sources.base import SourceInfo

STATUS_EVERY = 30.0
"""Seconds between a camera's status lines while its state stays the same."""
_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 60.0
_BEYOND_DRAIN = 15.0

log = structlog.get_logger(__name__)


class IngestOutcome(Struct, frozen=True, kw_only=True):
    """How one camera's ingest ended. `summary` is of its last session; None where none began."""

    camera: str
    summary: Summary | None
    error: str | None
    problem: str | None
    """Why a camera that runs gave no frame at the end."""


def ingest_many(settings: Settings, entries: Sequence[CameraEntry], stop: threading.Event) -> list[IngestOutcome]:
    """Publishes every camera until its clip ends or `stop` is set; says how each one ended.

    A camera whose ingest fails is started again, with pauses of up to a minute. A clip that fails is not: it would be
    published twice.
    """
    cameras = [_Camera(settings, entry, stop) for entry in entries]

    def report() -> None:
        for camera in cameras:
            camera.report()

    status = HeartbeatThread(report, FrameStore.of(settings))
    for camera in cameras:
        camera.start()
    status.start()
    try:
        while any(camera.is_running() for camera in cameras) and not stop.is_set():
            stop.wait(0.2)
        until = time.monotonic() + settings.drain_timeout + _BEYOND_DRAIN
        for camera in cameras:
            camera.join(max(0.0, until - time.monotonic()))
    finally:
        status.stop()
    return [camera.outcome() for camera in cameras]


class _Camera:
    """One camera's thread."""

    def __init__(self, settings: Settings, entry: CameraEntry, stop: threading.Event) -> None:
        self._settings, self._entry, self._stop = settings, entry, stop
        self._source = str(entry.source)
        self._counters: Counters | None = None
        self._summary: Summary | None = None
        self._error: str | None = None
        self._said: tuple[tuple[str, bool], float] = ("", True), 0.0
        self._thread = threading.Thread(target=self._run, name=f"ingest {entry.camera}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def is_running(self) -> bool:
        return self._thread.is_alive()

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)

    def outcome(self) -> IngestOutcome:
        error = "it did not stop in time" if self._thread.is_alive() else self._error
        problem = self._counters.problem if self._counters is not None else None
        return IngestOutcome(camera=self._entry.camera, summary=self._summary, error=error, problem=problem)

    def report(self) -> None:
        """Logs the camera's status when it has changed, and every 30 s."""
        counters = self._counters
        state: str = counters.state if counters is not None else "connecting"
        if self._error is not None:
            state = "failed"
        problem = self._error or (counters.problem if counters is not None else None)
        before, at = self._said
        if (state, problem is None) == before and time.monotonic() - at < STATUS_EVERY:
            return
        self._said = (state, problem is None), time.monotonic()
        numbers = (
            {}
            if counters is None
            else {"published": counters.published, "refused": counters.refused, "spooled": counters.spooled}
        )
        log.info("camera.status", camera=self._entry.camera, state=state, **numbers, problem=problem)

    def _run(self) -> None:
        pause = _FIRST_PAUSE
        clip = parse_source(self._source, self._entry.fps).live is False
        while True:
            began = time.monotonic()
            try:
                self._summary = ingest(
                    self._settings,
                    self._source,
                    self._entry.camera,
                    fps=self._entry.fps,
                    start=self._entry.start,
                    stop=self._stop,
                    observe=self._observe,
                    source_bound=float("inf"),
                    sweeps=False,
                )
            except OrinError as error:
                self._error = str(error)
                log.warning("camera.failed", camera=self._entry.camera, error=self._error, again=not clip)
            except Exception as error:  # whatever it is, the other cameras go on
                self._error = f"{type(error).__name__}: {error}"
                log.exception("camera.failed", camera=self._entry.camera, again=not clip)
            else:
                self._error = None
                return
            if time.monotonic() - began > _LONGEST_PAUSE:
                pause = _FIRST_PAUSE
            if clip or self._stop.wait(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _observe(self, _info: SourceInfo | None, counters: Counters) -> None:
        self._counters = counters
        self._error = None
