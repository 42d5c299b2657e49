"""One poll of the database on behalf of all open event streams: has anything new been committed?"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg_pool import PoolTimeout

from orin.projections.queries import Reads

_POLL_INTERVAL = 0.1
"""Seconds; a stream delays an event by half of it on average."""
_RETRY_INTERVAL = 1.0
"""Seconds after a poll that failed."""


class CommitWatcher:
    """Counts up whenever phases of events have been committed. Polls only while a stream waits."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._waiting = 0
        self._changed = asyncio.Event()
        self._newest: tuple[int, int] | None = None
        self.version = 0
        """Changes with every commit that was noticed."""
        self.stopping = False
        """Whether the process is stopping: streams end, and their readers reconnect elsewhere."""
        self.open_streams = 0

    @contextmanager
    def stream(self) -> Iterator[None]:
        """Counts one more open stream."""
        self.open_streams += 1
        try:
            yield
        finally:
            self.open_streams -= 1

    async def wait(self, version: int, timeout: float) -> None:  # noqa: ASYNC109 - an end of the wait is no error
        """Returns once `version` is out of date, when the process stops, or after `timeout` seconds."""
        if self.version != version or self.stopping:
            return
        self._waiting += 1
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), timeout)
        finally:
            self._waiting -= 1

    async def watch(self) -> None:
        """Runs until cancelled."""
        while True:
            await asyncio.sleep(_POLL_INTERVAL)
            if not self._waiting:
                continue
            try:
                newest = await self._reads.newest_phase()
            except (psycopg.Error, PoolTimeout):
                await asyncio.sleep(_RETRY_INTERVAL)
                continue
            if newest != self._newest:
                self._newest = newest
                self._wake()

    def stop(self) -> None:
        self.stopping = True
        self._wake()

    def _wake(self) -> None:
        self.version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
