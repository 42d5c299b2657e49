"""Detect's four steps, each at work on another batch: take and load, inspect, send, commit.

While one batch is inferred in the inspection thread, the next one's images are fetched and decoded in others, and
the results of the one before are being sent. Steps hand over through queues of one batch, so that at most four batches
of images are in memory and back-pressure reaches Kafka. A batch is what has arrived, up to `max_batch`; while the
model is busy more arrives, so batches grow with the load. A lone camera's frame never waits for others, unless
`max_wait` says that it shall.

Order: 1. results are sent in the order of each partition, and every send is awaited; 2. only then does a partition's
position move; 3. positions are committed every `commit_interval`, and when the pipeline is drained.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from orin.runtime.observability import metrics
from orin.topologies.detect.images import ImageLoader
from orin.topologies.detect.inspect import Inspector
from orin.topologies.detect.triage import Triage
from orin.topologies.detect.work_item import WorkItem
from orin.topologies.kafka.messages import Message, Outgoing

Publish = Callable[[Sequence[Outgoing]], Awaitable[None]]
"""Sends all, in order by partition, and returns when all are acknowledged."""
CommitOffsets = Callable[[dict[int, int]], Awaitable[None]]
"""Commits next offsets by partition."""

LOADERS = 4
"""Threads that fetch and decode: a store over the network answers several at once."""


class _Lost(frozenset[int]):
    """Partitions that went to another worker, in the order of the messages."""


@dataclass(slots=True)
class _Batch:
    lost: _Lost = field(default_factory=_Lost)
    sequences: set[str] = field(default_factory=set)
    """Of the lost partitions, to be forgotten before the batch is inspected."""
    items: list[WorkItem] = field(default_factory=list)
    entries: int = 0
    """How many were put in for it: messages, and losses of partitions."""


class Pipeline:
    """Messages go in by `put`; `run` works until cancelled or a step fails."""

    def __init__(
        self,
        triage: Triage,
        images: ImageLoader,
        inspector: Inspector,
        publish: Publish,
        commit: CommitOffsets,
        *,
        max_batch: int,
        commit_interval: float,
        max_wait: float = 0.0,
    ) -> None:
        self._triage = triage
        self._images = images
        self._inspector = inspector
        self._publish = publish
        self._commit = commit
        self._max_batch = max_batch
        self._max_wait = max_wait
        self._commit_interval = commit_interval
        self._inbox: asyncio.Queue[Message | _Lost] = asyncio.Queue(4 * max_batch)
        self._loaded: asyncio.Queue[_Batch] = asyncio.Queue(1)
        self._inspected: asyncio.Queue[_Batch] = asyncio.Queue(1)
        self._positions: dict[int, int] = {}
        self._committed: dict[int, int] = {}
        self._held: _Lost | None = None
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def positions(self) -> dict[int, int]:
        """Next offset of each partition of which everything before is sent."""
        return dict(self._positions)

    async def put(self, message: Message) -> None:
        """Hands over one message; waits while the pipeline is full."""
        await self._enter(message)

    async def lose(self, partitions: set[int]) -> None:
        """These partitions are another worker's: what is known of their cameras is dropped, after what was put."""
        await self._enter(_Lost(partitions))

    async def run(self) -> None:
        """Works until cancelled; raises what a step raised."""
        loaders = ThreadPoolExecutor(LOADERS, "load")
        inspection = ThreadPoolExecutor(1, "inspect")
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._load_all(loaders))
                group.create_task(self._inspect_all(inspection))
                group.create_task(self._send_all())
                group.create_task(self._commit_all())
        finally:
            loaders.shutdown(wait=False, cancel_futures=True)
            inspection.shutdown(wait=True, cancel_futures=True)

    async def drain(self) -> None:
        """Returns when all that was put is sent and committed; nothing may be put meanwhile."""
        await self._idle.wait()
        await self._commit_now()

    async def _enter(self, entry: Message | _Lost) -> None:
        self._under_way += 1
        self._idle.clear()
        await self._inbox.put(entry)

    async def _load_all(self, loaders: ThreadPoolExecutor) -> None:
        while True:
            batch = await self._gather()
            wanted = [(item, item.frame) for item in batch.items if item.frame is not None and item.status is None]
            loop = asyncio.get_running_loop()
            images = await asyncio.gather(
                *(loop.run_in_executor(loaders, self._images.load, frame) for _, frame in wanted)
            )
            for (item, _), picture in zip(wanted, images, strict=True):
                self._images.settle(item, picture)
            await self._loaded.put(batch)

    async def _gather(self) -> _Batch:
        """What has arrived, up to `max_batch` frames. Lost partitions begin a batch of their own."""
        batch = _Batch()
        entry: Message | _Lost | None = self._held or await self._inbox.get()
        self._held = None
        owing = 0
        until = 0.0
        while entry is not None:
            if isinstance(entry, _Lost):
                if batch.entries:
                    self._held = entry
                    break
                batch.lost = entry
                batch.sequences = self._triage.lose(set(entry))
                self._images.forget(batch.sequences)
            elif (item := self._triage.take(entry)) is not None:
                batch.items.append(item)
                owing += item.frame is not None and item.status is None
            batch.entries += 1
            if owing and not until:
                until = asyncio.get_running_loop().time() + self._max_wait
            entry = None if owing >= self._max_batch else await self._next(until)
        return batch

    async def _next(self, until: float) -> Message | _Lost | None:
        """What is there, or comes by then (0: nothing is waited for); None where nothing does."""
        if not self._inbox.empty():
            return self._inbox.get_nowait()
        if until <= asyncio.get_running_loop().time():
            return None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                return await self._inbox.get()
        return None

    async def _inspect_all(self, inspection: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        while True:
            batch = await self._loaded.get()
            await loop.run_in_executor(inspection, self._look, batch)
            await self._inspected.put(batch)

    def _look(self, batch: _Batch) -> None:
        if batch.sequences:
            self._inspector.forget(batch.sequences)
        self._inspector.look(batch.items)

    async def _send_all(self) -> None:
        while True:
            batch = await self._inspected.get()
            outputs = [output for item in batch.items for output in item.outputs]
            if outputs:
                with metrics.DETECT_SECONDS.labels("send").time():
                    await self._publish(outputs)
            for partition in batch.lost:
                self._positions.pop(partition, None)
                self._committed.pop(partition, None)
            for item in batch.items:
                self._positions[item.message.partition] = item.message.offset + 1
            self._under_way -= batch.entries
            if not self._under_way:
                self._idle.set()

    async def _commit_all(self) -> None:
        while True:
            await asyncio.sleep(self._commit_interval)
            await self._commit_now()

    async def _commit_now(self) -> None:
        moved = {p: offset for p, offset in self._positions.items() if self._committed.get(p) != offset}
        if moved:
            await self._commit(moved)
            self._committed.update(moved)
