"""Reading a camera in a thread of its own, so that a slow store or broker never delays a frame's time."""

import queue
import random
import threading
import time

import structlog

from orin.schemas.errors import OrinError
from orin.topologies.ingest.capture.clocks import ClockJumped, LiveClock
from orin.topologies.ingest.capture.frames import CapturedFrame
from orin.topologies.ingest.capture.sampling import Sampler
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.sources import SourceAddress
from orin.topologies.ingest.sources.base import Source

QUEUE = 32
"""Encoded frames that may wait for the store; beyond that the newest are refused and counted."""
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
_SAY_EVERY = 60.0

log = structlog.get_logger(__name__)


class LiveReader:
    """Shots of a live source, reconnected whenever the connection breaks, in one session.

    A source that gives no frame within `first_bound` seconds of the start is an error: most likely a wrong address.
    """

    def __init__(
        self, address: SourceAddress, clock: LiveClock, fps: float | None, counters: Counters, *, first_bound: float
    ) -> None:
        self._address, self._clock, self._counters = address, clock, counters
        self._sampler = Sampler(fps)
        self._first_bound = first_bound
        self._frames: queue.Queue[CapturedFrame] = queue.Queue(QUEUE)
        self._stop = threading.Event()
        self._failure: BaseException | None = None
        self._began = time.monotonic()
        self._source: Source | None = None
        self._said_at: float | None = None
        self._thread = threading.Thread(target=self._run, name="live-reader", daemon=True)

    def start(self, source: Source | None = None) -> None:
        """Begin to read; `source`: the first connection, if it is already open."""
        self._source = source
        self._thread.start()

    def get(self, timeout: float) -> CapturedFrame | None:
        """The next frame; None if there is none within `timeout` seconds. Raises OrinError once reading has failed."""
        try:
            return self._frames.get(timeout=timeout)
        except queue.Empty:
            if self._failure is not None:
                raise self._failure from None
            return None

    def stop(self, timeout: float) -> None:
        """Stop reading. A thread that hangs in a camera's timeout is abandoned; it holds nothing that is needed."""
        self._stop.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            self._read_on()
        except BaseException as failure:  # whatever it is, `get` raises it where it is seen
            self._failure = failure
        finally:
            if self._source is not None:  # stopped before it was read
                self._source.close()

    def _read_on(self) -> None:
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            why, delivered = self._read_connection()
            if self._stop.is_set():
                return
            if self._counters.read == 0 and time.monotonic() - self._began > self._first_bound:
                raise OrinError(why)
            if delivered:
                pause = FIRST_PAUSE
            self._counters.state = "connecting"
            self._say(why)
            self._stop.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311 - spreads reconnects, is no secret
            pause = min(pause * 2, LONGEST_PAUSE)
            self._counters.count_reconnect()

    def _read_connection(self) -> tuple[str, bool]:
        """Read until the connection breaks; returns why, and whether a frame came."""
        delivered = False
        try:
            source, self._source = self._source or self._address.open(), None
        except OrinError as error:
            return str(error), False
        try:
            position = source.grab()
            if position is not None:
                delivered = True
                self._said_at = None
                self._counters.state = "running"
                self._counters.problem = None
            while position is not None and not self._stop.is_set():
                self._take(source)
                position = source.grab()
        except ClockJumped:
            raise
        except OrinError as error:
            return str(error), delivered
        finally:
            source.close()
        return f"source {self._address.name}: the stream ended", delivered

    def _take(self, source: Source) -> None:
        at = self._clock.now()
        if not self._sampler.takes(time.monotonic() - self._began):
            return
        self._counters.count_read()
        try:
            self._frames.put_nowait(CapturedFrame(at, None, source.retrieve()))
        except queue.Full:
            self._counters.count_refused("slow")

    def _say(self, why: str) -> None:
        self._counters.problem = why
        now = time.monotonic()
        if self._said_at is None or now - self._said_at > _SAY_EVERY:
            self._said_at = now
            log.warning("source.lost", why=why, reconnects=self._counters.reconnects)
