"""The worker process: a Faust app whose agent hands what arrives to one actor per partition.

Faust provides the consumer, the group and its rebalances. Of Faust's stream only the queue is used: messages taken from
it directly are not tracked, so nothing is acknowledged and nothing waits for acknowledgements on a rebalance.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from faust.types import TP

from orin.runtime.config.kafka import aiokafka_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.observability.metrics import serve_metrics
from orin.runtime.processes.stopping import on_stop_signals
from orin.schemas.errors import OrinError
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.ready import kafka_ready
from orin.topologies.kafka.topics import DEAD_LETTERS
from orin.topologies.stage.actor import PartitionActor
from orin.topologies.stage.checkpoint.machine import Checkpoint
from orin.topologies.stage.definition import Codec, Limits, Stage
from orin.topologies.stage.faust_app import faust_app, raw_topic, to_message
from orin.topologies.stage.faust_consumer import note_offsets
from orin.topologies.stage.lag import measure_lag
from orin.topologies.stage.log_reader import LogReader
from orin.topologies.stage.metrics import StageMetrics
from orin.topologies.stage.producer import PartitionProducer

log = structlog.get_logger(__name__)

_TAKEN_AT_ONCE = 500
_REVOKE_SECONDS = 2.5
"""How long a rebalance waits for running transactions; a little more than Limits.drain."""
_NOTE_SECONDS = 1.0


class StageWorker:
    """One process of one stage: `await run()` until SIGTERM or SIGINT."""

    def __init__(self, stage: Stage[Any, Any], codec: Codec, settings: Settings) -> None:
        self._stage = stage
        self._codec = codec
        self._settings = settings
        self._kafka = aiokafka_config(settings)
        self._limits = Limits.of(settings)
        self._metrics = StageMetrics(stage.name)
        self._actors: dict[int, PartitionActor] = {}
        self._stop = asyncio.Event()
        self._refusal: str | None = None
        self._rebalancing_since: float | None = None

    async def run(self) -> None:
        """Raises OrinError when the stage cannot go on and a human must decide."""
        loop = asyncio.get_running_loop()
        on_stop_signals(lambda: loop.call_soon_threadsafe(self._stop.set), self._settings.drain_timeout)
        port = self._settings.metrics_port
        server = None if port is None else serve_metrics(port, self._settings.metrics_host)
        try:
            stage = self._stage
            equal = (stage.source, stage.state, *dict.fromkeys(stage.outputs.values()))
            if await kafka_ready(self._settings, self._stop, equal, (DEAD_LETTERS,)):
                await self._work()
        finally:
            if server is not None:
                server.close()
        if self._refusal is not None:
            raise OrinError(self._refusal)

    # ---- while it runs

    async def _work(self) -> None:
        self._reader = LogReader(self._kafka)
        self._app = faust_app(consumer_group(self._stage.name), self._settings)
        topic = raw_topic(self._app, self._stage.source)
        self._app.agent(topic, name=f"{self._stage.name}-intake")(self._intake)
        app: Any = self._app
        app.on_partitions_revoked.connect(self._on_revoked)
        app.on_partitions_assigned.connect(self._on_assigned)
        await self._app.start()
        lag = measure_lag(self._stage.name, self._stage.source, self._reader, self._positions)
        chores = [asyncio.ensure_future(self._note_positions()), asyncio.ensure_future(lag)]
        ended = asyncio.ensure_future(self._app.wait_until_stopped())
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
            crash = self._app.crash_reason
            await self._drain()
        finally:
            for task in (*chores, ended, stopped):
                task.cancel()
            await self._leave()
        if crash is not None:
            raise OrinError(f"{self._stage.name} stopped because its consumer failed: {crash}")

    async def _intake(self, stream: Any) -> None:
        queue = stream.channel.queue
        while True:
            try:
                events = [await queue.get()]
            except StopAsyncIteration:  # Faust's way to say that it stops
                return
            while len(events) < _TAKEN_AT_ONCE and not queue.empty():
                events.append(queue.get_nowait())
            by_partition: dict[int, list[Message]] = {}
            for event in events:
                message = event.message
                by_partition.setdefault(message.partition, []).append(to_message(message))
            for partition, messages in by_partition.items():
                await self._hand_over(partition, messages)

    async def _hand_over(self, partition: int, messages: Sequence[Message]) -> None:
        actor = self._actors.get(partition)
        if actor is not None:
            # Waiting here fills Faust's queue, which makes it stop fetching: back-pressure.
            await actor.room.wait()
            actor.offer(messages)
            await asyncio.sleep(0)

    async def _on_revoked(self, app: Any, revoked: Iterable[TP], **_: Any) -> None:  # noqa: ARG002
        self._rebalancing_since = self._rebalancing_since or time.monotonic()
        mine = [self._actors[tp.partition] for tp in revoked if tp.partition in self._actors]
        await self._give_up(mine, _REVOKE_SECONDS)

    async def _on_assigned(self, app: Any, assigned: Iterable[TP], **_: Any) -> None:  # noqa: ARG002
        partitions = {tp.partition for tp in assigned if tp.topic == self._stage.source}
        for partition, actor in self._actors.items():
            if partition not in partitions:
                actor.revoke()
        for partition in sorted(partitions):
            self._actor(partition).assign()
        if self._rebalancing_since is not None:
            self._metrics.rebalanced(time.monotonic() - self._rebalancing_since)
            self._rebalancing_since = None
        log.info("partitions assigned", stage=self._stage.name, partitions=sorted(partitions))

    def _actor(self, partition: int) -> PartitionActor:
        actor = self._actors.get(partition)
        if actor is None:
            machine = Checkpoint(self._stage, partition, self._codec, limits=self._limits)
            producer = PartitionProducer(self._kafka, f"{consumer_group(self._stage.name)}-{partition}")
            actor = PartitionActor(machine, producer, self._reader, self, self._metrics)
            self._actors[partition] = actor
        return actor

    async def _give_up(self, actors: Sequence[PartitionActor], seconds: float) -> None:
        for actor in actors:
            actor.revoke()
        if actors:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*(actor.idle.wait() for actor in actors)), seconds)

    # ---- what actors ask for

    async def seek(self, partition: int, offset: int) -> None:
        try:
            await self._app.consumer.seek(TP(self._stage.source, partition), offset)
        except KafkaError as error:
            log.debug("a seek failed", partition=partition, offset=offset, fault=str(error))

    def pause(self, partition: int) -> None:
        self._app.consumer.pause_partitions({TP(self._stage.source, partition)})

    def resume(self, partition: int) -> None:
        self._app.consumer.resume_partitions({TP(self._stage.source, partition)})

    def refuse(self, message: str) -> None:
        self._refusal = message
        self._stop.set()

    # ---- chores

    async def _note_positions(self) -> None:
        noted: dict[int, int] = {}
        while True:
            await asyncio.sleep(_NOTE_SECONDS)
            noted = await self._note(noted)

    def _positions(self) -> dict[int, int]:
        """Next offset of each partition whose owner we are, after its last committed batch."""
        return {p: actor.next_offset for p, actor in self._actors.items() if actor.next_offset is not None}

    async def _note(self, noted: dict[int, int]) -> dict[int, int]:
        reached = self._positions()
        changed = {p: offset for p, offset in reached.items() if noted.get(p) != offset}
        offsets = {TopicPartition(self._stage.source, p): o for p, o in changed.items()}
        if not changed or await note_offsets(self._app, offsets):
            return reached
        return noted  # on a quiet partition nobody would ask again

    # ---- after

    async def _drain(self) -> None:
        """Lets running transactions finish, notes how far they came, and leaves the group."""
        if self._app.crash_reason is None:  # a consumer that crashed would cancel who asks it
            with contextlib.suppress(TimeoutError, KafkaError):
                await asyncio.wait_for(self._note({}), 1.0)
        await self._give_up(
            list(self._actors.values()), min(self._limits.drain + 0.5, self._settings.drain_timeout / 2)
        )

    async def _leave(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._app.stop(), self._settings.drain_timeout / 2)
        await asyncio.gather(*(actor.close() for actor in self._actors.values()))
        await self._reader.close()
