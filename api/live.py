"""What is committed, read and encoded once for all open streams that follow it, and kept for a while."""

import asyncio
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol

import psycopg
from psycopg_pool import PoolTimeout

from orin.projections.event_order import Cursor, ForeignCursor

_POLL_INTERVAL = 0.1
"""Seconds; a stream delays an event by half of it on average."""
_RETRY_INTERVAL = 1.0
"""Seconds after a poll that failed."""
_AT_ONCE = 500
"""Phases of one poll, or of one piece of a stream."""
_MOST_BYTES = 16 * 2**20
"""Kept; a stream that is further behind reads from the database."""
Asked = Sequence[tuple[int, Collection[str]]]
"""Which values a stream wants, by their numbers in `Message.named`; all of them must be among those asked for."""


class Message(NamedTuple):
    """One row: `text` is the message of an event stream, `named` the values that filters ask for."""

    text: bytes
    named: tuple[str, ...]

    def passes(self, asked: Asked) -> bool:
        return all(self.named[number] in values for number, values in asked)


class Batch(NamedTuple):
    """What lies after a cursor, up to another one, and whether there may be more."""

    messages: list[tuple[Cursor, Message]]
    reached: Cursor
    more: bool


class Found(NamedTuple):
    """Messages up to a cursor, and whether there are more."""

    reached: Cursor
    text: bytes
    more: bool


class Source(Protocol):
    """Where the messages of a kind of stream come from. Raises psycopg's errors and ForeignCursor."""

    async def now(self) -> Cursor: ...

    async def after(self, cursor: Cursor, limit: int) -> Batch: ...


class Live:
    """What has been committed since `begin`, up to `end`. Reads only while a stream is open."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._changed = asyncio.Event()
        self._places: list[tuple[int, int]] = []
        self._messages: list[Message] = []
        self._bytes = 0
        self._joined: dict[tuple[bytes, int], bytes] = {}
        self.begin: Cursor | None = None
        """None while nothing is read."""
        self.end: Cursor | None = None
        self.version = 0
        """Changes whenever there is something new."""
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

    def after(self, cursor: Cursor, asked: Asked, key: bytes) -> Found | None:
        """The messages after the cursor that pass; None where they are not all kept.

        `key` stands for `asked`: streams with equal ones share the answer.
        """
        if self.begin is None or self.end is None or cursor[1:] < self.begin[1:]:
            return None
        if cursor[1:] >= self.end[1:]:
            return Found(cursor, b"", more=False)
        first = bisect_right(self._places, cursor[1:])
        text = self._joined.get((key, first))
        if text is None:
            text = b"".join(each.text for each in self._messages[first : first + _AT_ONCE] if each.passes(asked))
            self._joined[key, first] = text
        if len(self._places) > first + _AT_ONCE:
            return Found(Cursor(self.end.lineage, *self._places[first + _AT_ONCE - 1]), text, more=True)
        return Found(self.end, text, more=False)

    async def wait(self, version: int, timeout: float) -> None:  # noqa: ASYNC109 - an end of the wait is no error
        """Returns once `version` is out of date, when the process stops, or after `timeout` seconds."""
        if self.version != version or self.stopping:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), timeout)

    async def watch(self) -> None:
        """Runs until cancelled."""
        while True:
            await asyncio.sleep(_POLL_INTERVAL)
            try:
                while await self._poll():
                    pass
            except (psycopg.Error, PoolTimeout):
                await asyncio.sleep(_RETRY_INTERVAL)
            except ForeignCursor:  # the database was restored: each stream finds out by itself
                self._forget()
                self._wake()

    def stop(self) -> None:
        self.stopping = True
        self._wake()

    async def _poll(self) -> bool:
        """Takes in what is new; returns whether there may be more."""
        if not self.open_streams:
            self._forget()
            return False
        if self.end is None:
            self.begin = self.end = await self._source.now()
            self._wake()
            return False
        found = await self._source.after(self.end, _AT_ONCE)
        for cursor, message in found.messages:
            self._places.append(cursor[1:])
            self._messages.append(message)
            self._bytes += len(message.text)
        self.end = found.reached
        self._joined.clear()
        self._drop()
        if found.messages:
            self._wake()
        return found.more

    def _drop(self) -> None:
        """The oldest, until the rest is small enough; a quarter more, so that it is seldom."""
        if self._bytes <= _MOST_BYTES:
            return
        count = 0
        while self._bytes > _MOST_BYTES * 3 // 4:
            self._bytes -= len(self._messages[count].text)
            count += 1
        assert self.end is not None
        self.begin = Cursor(self.end.lineage, *self._places[count - 1])
        del self._messages[:count], self._places[:count]

    def _forget(self) -> None:
        self.begin = self.end = None
        self._places, self._messages, self._bytes = [], [], 0
        self._joined.clear()

    def _wake(self) -> None:
        self.version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
