"""Runs one partition: passes events to its machine, does what the machine asks for, and reports the outcome."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Protocol

import structlog
from aiokafka.errors import KafkaError

from orin.runtime.failpoints import reach
from orin.topologies.kafka.messages import Message, Outgoing
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.checkpoint.machine import Checkpoint, MachinePhase
from orin.topologies.stage.log_reader import LogReader
from orin.topologies.stage.metrics import StageMetrics
from orin.topologies.stage.producer import PartitionProducer, failure_kind

log = structlog.get_logger(__name__)

_ANSWER_SECONDS = 30.0
"""How long a call to Kafka may take before it counts as failed."""
_REFETCH_RECORDS = 1000


class Host(Protocol):
    """What an actor asks of the process it lives in."""

    async def seek(self, partition: int, offset: int) -> None: ...

    def pause(self, partition: int) -> None: ...

    def resume(self, partition: int) -> None: ...

    def refuse(self, message: str) -> None: ...


class PartitionActor:
    """Does what one machine asks for. All of it runs on one event loop."""

    def __init__(
        self,
        machine: Checkpoint[Any, Any],
        producer: PartitionProducer,
        reader: LogReader,
        host: Host,
        metrics: StageMetrics,
    ) -> None:
        self.machine = machine
        self.partition = machine.partition
        self.next_offset: int | None = None
        """After the last committed batch, whoever committed it; None while another worker may own the partition."""
        self.idle = asyncio.Event()
        self.idle.set()
        self.room = asyncio.Event()
        self.room.set()
        self._producer = producer
        self._reader = reader
        self._host = host
        self._metrics = metrics
        self._calls: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()
        self._seeks: set[asyncio.Task[None]] = set()
        self._started_at = 0.0
        self._log = log.bind(stage=machine.stage.name, partition=machine.partition)

    def assign(self) -> None:
        self.idle.clear()
        self._feed(s.Assigned())

    def revoke(self) -> None:
        self.next_offset = None
        self._feed(s.Revoked())

    def offer(self, messages: Sequence[Message]) -> None:
        self._feed(s.Arrived(messages))

    async def close(self) -> None:
        """Lets go of everything, finished or not."""
        for timer in self._timers:
            timer.cancel()
        await self._cancel_calls(set(self._calls))
        await self._producer.stop()

    def _feed(self, event: s.MachineEvent) -> None:
        for action in self.machine.handle(event, time.monotonic()):
            self._do(action)
        if self.machine.room > 0 or self.machine.phase is MachinePhase.IDLE:
            self.room.set()
        else:
            self.room.clear()

    def _do(self, action: s.Action) -> None:
        match action:
            case s.StartProducer():
                self._started_at = time.monotonic()
                self._call("fenced", self._producer.start, s.ProducerStarted(action.attempt))
            case s.ReadState():
                self._call("loaded", self._read_state(action.attempt), s.StateEnd(action.attempt))
            case s.Refetch():
                self._spawn(self._refetch(action), action.attempt)
            case s.Begin():
                self._call("begun", self._producer.begin, s.Begun(action.attempt))
            case s.Send():
                self._call("sent", self._send(action.records), s.Sent(action.attempt))
            case s.Commit():
                self._call("committed", self._producer.commit, s.Committed(action.attempt))
            case s.StopProducer():
                self._stop_producer(action.attempt)
            case s.SetTimer():
                self._set_timer(action)
            case _:
                self._tell(action)

    def _tell(self, action: s.Action) -> None:
        """The actions that nothing answers."""
        match action:
            case s.Seek():
                task = asyncio.ensure_future(self._host.seek(self.partition, action.offset))
                self._seeks.add(task)
                task.add_done_callback(self._seeks.discard)
            case s.Pause():
                self._host.pause(self.partition)
            case s.Resume():
                self._host.resume(self.partition)
            case s.Idle():
                self.next_offset = None
                self.idle.set()
            case s.Refuse():
                self._host.refuse(action.message)
            case s.StageReport():
                self._report(action)
            case s.BatchDone():
                self._reach("replaced")
                self.next_offset = action.next_offset
                self._metrics.batch(self.partition, action)

    # ---- calls that are answered

    def _call(self, step: str, call: Callable[[], Awaitable[None]], answer: s.Answer) -> None:
        async def run() -> None:
            await asyncio.wait_for(call(), _ANSWER_SECONDS)
            self._reach(step)
            self._feed(answer)

        self._spawn(run(), answer.attempt)

    def _reach(self, step: str) -> None:
        reach(f"{self.machine.stage.name}.{step}", KafkaError)

    def _spawn(self, work: Coroutine[Any, Any, None], attempt: int) -> None:
        async def guarded() -> None:
            try:
                await work
            except asyncio.CancelledError:
                raise
            except Exception as error:  # whatever it is, the machine starts again from the state topic
                self._feed(s.Failed(attempt, failure_kind(error), f"{type(error).__name__}: {error}"))

        task = asyncio.ensure_future(guarded())
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    def _send(self, records: Sequence[Outgoing]) -> Callable[[], Awaitable[None]]:
        return lambda: self._producer.send(records, lambda: self._reach("sending"))

    def _read_state(self, attempt: int) -> Callable[[], Awaitable[None]]:
        stage = self.machine.stage
        return lambda: self._reader.read_all(
            stage.state, self.partition, lambda records: self._feed(s.StateRead(attempt, records))
        )

    async def _refetch(self, action: s.Refetch) -> None:
        look = await asyncio.wait_for(
            self._reader.look(self.machine.stage.source, self.partition, action.offset, _REFETCH_RECORDS),
            _ANSWER_SECONDS,
        )
        self._reach("looked")
        self._feed(s.Refetched(action.attempt, look.log_start, look.log_end, look.messages, look.position))

    def _stop_producer(self, attempt: int) -> None:
        under_way = set(self._calls)

        async def stop() -> None:
            await self._cancel_calls(under_way)
            await self._producer.stop()
            self._feed(s.ProducerStopped(attempt))

        self._spawn(stop(), attempt)

    async def _cancel_calls(self, calls: set[asyncio.Task[None]]) -> None:
        for task in calls:
            task.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    def _set_timer(self, action: s.SetTimer) -> None:
        def fire() -> None:
            self._timers.discard(handle)
            self._feed(s.TimerFired(action.attempt, action.name))

        handle = asyncio.get_running_loop().call_later(action.seconds, fire)
        self._timers.add(handle)

    def _report(self, report: s.StageReport) -> None:
        self._metrics.report(report)
        details = dict(report.details)
        if report.what == "ready":
            # A dead owner may not have noted how far it came, and on a quiet partition nothing follows.
            self.next_offset = int(str(details["offset"]))
            seconds = time.monotonic() - self._started_at
            self._metrics.ready(seconds)
            self._log.info("partition taken over", seconds=round(seconds, 2), **details)
        elif report.what == "hole":
            self._log.info("delivery gap filled", **details)
        else:
            self._log.warning(report.what.replace("_", " "), **details)
