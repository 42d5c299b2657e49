"""One look at the database for all open event streams: has anything new been committed?"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg_pool import PoolTimeout

from orin.projections.queries import Reads

_LOOK_EVERY = 0.1
"""Seconds; half of it is what a stream adds to an event's way on average."""
_LOOK_AGAIN = 1.0
"""Seconds after a look that failed."""


class Tide:
    """Rises when phases of events were committed. Looks only while somebody waits for it."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._waiting = 0
        self._risen = asyncio.Event()
        self._newest: tuple[int, int] | None = None
        self.mark = 0
        """How often it rose."""
        self.ended = False
        """Whether the process stops: streams end, their readers come back elsewhere."""
        self.streams = 0
        """How many are open."""

    @contextmanager
    def stream(self) -> Iterator[None]:
        """One more of them is open."""
        self.streams += 1
        try:
            yield
        finally:
            self.streams -= 1

    async def rise(self, seen: int, patience: float) -> None:
        """Returns when `mark` is not `seen` any more, at the end, and at the latest after `patience` seconds."""
        if self.mark != seen or self.ended:
            return
        self._waiting += 1
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._risen.wait(), patience)
        finally:
            self._waiting -= 1

    async def watch(self) -> None:
        """Runs until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            if not self._waiting:
                continue
            try:
                newest = await self._reads.newest_phase()
            except (psycopg.Error, PoolTimeout):
                await asyncio.sleep(_LOOK_AGAIN)
                continue
            if newest != self._newest:
                self._newest = newest
                self._wake()

    def end(self) -> None:
        self.ended = True
        self._wake()

    def _wake(self) -> None:
        self.mark += 1
        risen, self._risen = self._risen, asyncio.Event()
        risen.set()
