"""A camera's frames from capture to Kafka's acknowledgement, in order: in memory while that is short, else on disk."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from orin.schemas.errors import OrinError
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.publish.spool import PendingFrame, Spool, SpoolFull

SPILL_AFTER = 0.5
"""Seconds that the oldest frame may wait in memory; then all waiting frames go to disk, and later ones directly."""
MEMORY = 32
"""Frames that may wait in memory while the disk refuses them."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class BacklogEntry:
    """One frame: `pending` while it is in memory, else `size` bytes in `spool`."""

    captured_at: int
    session: str
    since: float
    """Monotonic seconds."""
    pending: PendingFrame | None
    spool: Spool
    size: int = 0


class Backlog:
    """One thread appends frames, another takes them from the head and reports when they are done.

    The newest frames are refused when the spool would exceed `max_bytes` or the disk is full: the oldest are kept.
    `adopted`: what earlier sessions of the camera have left; it comes before everything that is offered.
    """

    def __init__(self, own: Spool, adopted: Sequence[Spool], max_bytes: int, counters: Counters) -> None:
        self._own, self._adopted = own, list(adopted)
        self._max_bytes = max_bytes
        self._counters = counters
        self._entries: deque[BacklogEntry] = deque()
        self._loose: deque[BacklogEntry] = deque()
        """Those that are in memory."""
        self._bytes = 0
        self._changed = threading.Condition()
        self._load()

    @property
    def last(self) -> int | None:
        """captured_at of the newest frame that waits."""
        with self._changed:
            return self._entries[-1].captured_at if self._entries else None

    def __len__(self) -> int:
        return len(self._entries)

    def offer(self, pending: PendingFrame) -> None:
        """Append a frame. Raises SpoolFull if there is no room for it."""
        frame = pending.frame
        entry = BacklogEntry(frame.captured_at, frame.session, time.monotonic(), pending, self._own)
        with self._changed:
            if self._entries and entry.since - self._entries[0].since > SPILL_AFTER:
                self._spill(entry)
            else:
                self._loose.append(entry)
            self._entries.append(entry)
            self._measure()
            self._changed.notify()

    def head(self, count: int, timeout: float) -> list[BacklogEntry]:
        """The first frames, `count` at most, all of one session; empty if none came within `timeout` seconds."""
        with self._changed:
            if not self._entries:
                self._changed.wait(timeout)
            found: list[BacklogEntry] = []
            for entry in self._entries:
                if len(found) == count or (found and found[0].session != entry.session):
                    break
                found.append(entry)
            return found

    def load(self, entry: BacklogEntry) -> PendingFrame | None:
        """The frame and its image; None if its file is torn. Raises OrinError if the disk cannot be read."""
        with self._changed:  # it may be on its way from memory to disk
            return entry.pending or entry.spool.read(entry.captured_at)

    def done(self, entry: BacklogEntry) -> None:
        """Remove the first frame, which is on the topic or given up."""
        with self._changed:
            assert self._entries.popleft() is entry
            if entry.pending is not None:
                self._loose.remove(entry)
            else:
                entry.spool.delete(entry.captured_at)
                self._bytes -= entry.size
            self._measure()

    def close(self) -> int:
        """Put waiting frames on disk for the camera's next ingest; returns how many. Raises OrinError if that fails."""
        with self._changed:
            self._spill()
            for spool in (self._own, *self._adopted):
                spool.close()
            if self._loose:
                raise OrinError(
                    f"{len(self._loose)} frames could be neither published nor put into the spool, and are lost; "
                    "free space on its disk"
                )
            return len(self._entries)

    def _spill(self, newest: BacklogEntry | None = None) -> None:
        """Move frames from memory to disk, then `newest`; if the disk refuses, a few stay in memory."""
        if newest is not None:
            self._loose.append(newest)
        try:
            while self._loose:
                self._to_disk(self._loose[0])
                self._loose.popleft()
        except SpoolFull:
            if newest is not None and len(self._loose) > MEMORY:
                self._loose.pop()
                raise

    def _to_disk(self, entry: BacklogEntry) -> None:
        assert entry.pending is not None
        entry.size = entry.spool.write(entry.pending, self._max_bytes - self._bytes)
        entry.pending = None
        self._bytes += entry.size

    def _load(self) -> None:
        found: list[BacklogEntry] = []
        for spool in self._adopted:
            for captured_at, size in spool.entries():
                found.append(BacklogEntry(captured_at, spool.session, float("-inf"), None, spool, size))
            for _ in range(spool.torn):
                self._counters.count_refused("torn")
            if spool.torn:
                log.warning("spool.torn", session=spool.session, frames=spool.torn)
        self._entries.extend(sorted(found, key=lambda entry: entry.captured_at))
        self._bytes = sum(entry.size for entry in found)
        if found:
            log.info("spool.adopted", frames=len(found), bytes=self._bytes)
        self._measure()

    def _measure(self) -> None:
        self._counters.note_spool(len(self._entries) - len(self._loose), self._bytes)
