"""What an ingest does besides reading: heartbeats, and the frame store's retention."""

import threading
import time
from collections.abc import Callable

import structlog

from orin.runtime.clock import wall_clock
from orin.runtime.frames.store import FrameStore
from orin.runtime.observability.metrics import FRAME_STORE_BYTES, FRAME_STORE_ERRORS
from orin.schemas.errors import OrinError

HEARTBEAT_EVERY = 2.0
SWEEP_EVERY = 60.0

log = structlog.get_logger(__name__)


class HeartbeatThread:
    """A thread that calls `beat` every 2 s and sweeps the store, if given, every minute, from `start` to `stop`."""

    def __init__(self, beat: Callable[[], object], store: FrameStore | None) -> None:
        self._beat = beat
        self._store = store
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeats", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        sweep_at = time.monotonic()
        while not self._stop.is_set():
            self._beat()
            if self._store is not None and time.monotonic() >= sweep_at:
                sweep_at += SWEEP_EVERY
                sweep(self._store)
            self._stop.wait(HEARTBEAT_EVERY)


def sweep(store: FrameStore) -> None:
    """Sweep once, by the wall clock. An error is logged; the next sweep tries again."""
    try:
        swept = store.sweep(wall_clock())
    except OrinError as error:
        FRAME_STORE_ERRORS.labels("sweep").inc()
        log.warning("frames.sweep_failed", error=str(error))
        return
    FRAME_STORE_BYTES.set(swept.held)
    if swept.files:
        log.info("frames.swept", files=swept.files, freed=swept.freed, held=swept.held)
