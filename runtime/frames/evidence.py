"""Frames of events, copied out of retention's reach: `evidence/` in the frame store, with bounds of its own.

Of each phase the frames around it are copied, from 10 s before the event's `since` to 10 s after its closing. Best
effort: a frame that is gone before it is copied stays gone.
"""

import heapq
import threading
import time
from collections.abc import Iterator

import structlog

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameGone, FrameStore, SweepResult
from orin.schemas.errors import OrinError
from orin.schemas.records import Event

_MARGIN_US = 10_000_000
"""Before `since`, and after the closing."""
_AROUND_US = 60_000_000
"""On either side of a phase, and of `since`."""
_WRITTEN_AFTER = 5.0
"""Seconds after which a frame that was captured is in the store."""
_SWEEP_EVERY = 600.0

log = structlog.get_logger(__name__)


class Evidence:
    """The frame store, and the copies beside it."""

    def __init__(self, settings: Settings) -> None:
        self._frames = FrameStore.of(settings)
        url = settings.frames_url or (settings.home.absolute() / "frames").as_uri()
        self._copies = FrameStore(
            f"{url.rstrip('/')}/evidence", settings.evidence_retention, settings.evidence_max_bytes
        )

    def pin(self, uri: str) -> bool:
        """Copy a frame; False if it is gone. Raises OrinError for an invalid URI, and if the store refuses."""
        if self._copies.exists(uri):
            return True
        try:
            data = self._frames.get(uri)
        except FrameGone:
            return False
        self._copies.put_back(uri, data)
        return True

    def pin_around(self, uri: str, begin: int, end: int) -> int:
        """Copies the frames of the camera of `uri` that were captured in [begin, end] (µs); how many. As `pin`.

        They are looked for among what was written within two minutes of the frame that `uri` names.
        """
        return sum(self.pin(found) for found in self._frames.around(uri, begin, end))

    def get(self, uri: str) -> bytes:
        """A frame's bytes, or its copy's. FrameGone where there is neither; OrinError as `pin`."""
        try:
            return self._frames.get(uri)
        except FrameGone as gone:
            try:
                return self._copies.get(uri)
            except FrameGone:
                raise gone from None

    def newest(self, camera: str) -> str | None:
        """URI of the newest frame of a camera; None where there is none. OrinError when the store does not answer."""
        return self._frames.newest(camera) or self._copies.newest(camera)

    def nearest(self, camera: str, at: int, within: int) -> str | None:
        """URI of the frame of a camera that was captured nearest to `at`, as `FrameStore.nearest`, or of its copy."""
        return self._frames.nearest(camera, at, within) or self._copies.nearest(camera, at, within)

    def sweep(self, now: int) -> SweepResult:
        """Deletes copies beyond their retention and byte bound."""
        return self._copies.sweep(now)


def windows(event: Event) -> Iterator[tuple[int, int]]:
    """The windows to keep for a phase: [begin, end] of captured_at, µs."""
    first = event.since - _MARGIN_US
    over = event.phase in {"occurred", "closed"}
    last = (event.closed_at or event.at) + _MARGIN_US if over else event.at + _AROUND_US
    if event.phase in {"occurred", "opened"}:
        yield first, min(event.since + _AROUND_US, last)
    yield max(first, event.at - _AROUND_US), min(event.at + _AROUND_US, last)


class EvidenceKeeper:
    """A thread that copies the frames of events: what there is at once, and again when what follows is there."""

    def __init__(self, settings: Settings) -> None:
        self._evidence = Evidence(settings)
        self._due: list[tuple[float, int, str, int, int]] = []
        self._number = 0
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        self._thread.start()

    def keep(self, event: Event) -> None:
        """Request the frames of a phase; returns at once."""
        uri = event.provenance.uri
        if uri is None:
            return
        now = time.monotonic()
        with self._changed:
            for begin, end in windows(event):
                for delay in (0.0, max(0, end - event.at) / 1_000_000 + _WRITTEN_AFTER):
                    self._number += 1
                    heapq.heappush(self._due, (now + delay, self._number, uri, begin, end))
            self._changed.notify()

    def close(self) -> None:
        """Copy once more what is there of the requested frames, and end."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(5.0)

    def _run(self) -> None:
        sweep_at = time.monotonic()
        while True:
            with self._changed:
                now = time.monotonic()
                due = self._due and (self._stopping or self._due[0][0] <= now)
                if not due and self._stopping:
                    return
                if not due and now < sweep_at:
                    self._changed.wait(min([sweep_at, *(at for at, *_ in self._due[:1])]) - now)
                    continue
                task = heapq.heappop(self._due) if due else None
            if task is not None:
                self._copy(*task[2:])
            else:
                sweep_at = now + _SWEEP_EVERY
                self._sweep()

    def _copy(self, uri: str, begin: int, end: int) -> None:
        try:
            self._evidence.pin(uri)
            self._evidence.pin_around(uri, begin, end)
        except OrinError as error:
            log.warning("frame not kept as evidence", error=str(error))

    def _sweep(self) -> None:
        try:
            swept = self._evidence.sweep(wall_clock())
        except OrinError as error:
            log.warning("evidence.sweep_failed", error=str(error))
        else:
            if swept.files:
                log.info("evidence.swept", files=swept.files, freed=swept.freed, held=swept.held)
