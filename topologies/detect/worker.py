"""`orin worker detect`: the Faust worker around the pipeline.

Recorded, not transactional: an idempotent producer, every send awaited, then the group's position committed. A repeat
after a crash is harmless, because for one camera and captured_at the record with the lowest offset counts.
"""

import asyncio
import contextlib
import random
from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from faust.types import TP

from orin.processors.detection.backend import Backend
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import aiokafka_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.runtime.inference.backends import default_backend, open_backend
from orin.runtime.observability import metrics
from orin.runtime.observability.metrics import serve_metrics
from orin.runtime.processes.stopping import on_stop_signals
from orin.schemas.errors import OrinError
from orin.schemas.wire.serde import open_serde
from orin.topologies.detect.images import ImageLoader
from orin.topologies.detect.inspect import Inspector
from orin.topologies.detect.pipeline import Pipeline
from orin.topologies.detect.saved_views import SavedViews
from orin.topologies.detect.triage import STAGE, Triage
from orin.topologies.kafka.messages import Outgoing
from orin.topologies.kafka.ready import kafka_ready
from orin.topologies.kafka.topics import DEAD_LETTERS, DETECTIONS, FRAMES
from orin.topologies.stage.faust_app import faust_app, raw_topic, to_message
from orin.topologies.stage.faust_consumer import note_offsets
from orin.topologies.stage.lag import measure_lag
from orin.topologies.stage.log_reader import LogReader

log = structlog.get_logger(__name__)

_MAX_REQUEST = 2 * 2**20
"""What a dead letter with a record of the largest size needs."""


class Sender:
    """An idempotent producer that is re-created, with backoff, until a batch is acknowledged."""

    def __init__(self, settings: Settings) -> None:
        self._config = aiokafka_config(settings) | {
            "client_id": consumer_group(STAGE),
            "enable_idempotence": True,
            "acks": "all",
            "max_request_size": _MAX_REQUEST,
            "linger_ms": 0,
        }
        self._producer: AIOKafkaProducer | None = None

    async def publish(self, outputs: Sequence[Outgoing]) -> None:
        """Sends in order and awaits every acknowledgement. A batch that failed is sent again, whole."""
        pause = 0.2
        while True:
            try:
                await self._send(outputs)
            except KafkaError as error:
                log.warning("sending failed", fault=str(error), again_in=round(pause, 1))
                await self.close()
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311
                pause = min(2 * pause, 10.0)
            else:
                return

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop()

    async def _send(self, outputs: Sequence[Outgoing]) -> None:
        if self._producer is None:
            producer = AIOKafkaProducer(**self._config)
            await producer.start()
            self._producer = producer
        send = self._producer.send
        acks = [
            await send(
                o.topic, o.value, o.key, partition=o.partition, timestamp_ms=o.timestamp, headers=list(o.headers)
            )
            for o in outputs
        ]
        await asyncio.gather(*acks)


class Worker:
    """One detect process: Faust brings messages, the pipeline does the rest."""

    def __init__(self, settings: Settings, backend: Backend) -> None:
        serde = open_serde(settings.schema_registry_url)
        self._drain_timeout = settings.drain_timeout
        self._sender = Sender(settings)
        self._reader = LogReader(aiokafka_config(settings))
        triage = Triage(
            serde,
            max_lag=settings.detect_max_lag,
            takeover_after=settings.takeover_after,
            backend=backend.name,
            clock=wall_clock,
        )
        store = FrameStore.of(settings)
        self._inspector = Inspector(backend, serde, wall_clock, SavedViews(backend, store))
        self._pipeline = Pipeline(
            triage,
            ImageLoader(store),
            self._inspector,
            self._sender.publish,
            self._commit,
            max_batch=settings.detect_batch,
            max_wait=settings.detect_wait,
            commit_interval=settings.commit_interval,
        )
        self._assigned: set[int] = set()
        self._stopping = False
        self._app = faust_app(consumer_group(STAGE), settings)
        topic = raw_topic(self._app, FRAMES)
        self._app.agent(topic, name=f"{STAGE}-intake")(self._read)
        app: Any = self._app
        app.on_partitions_assigned.connect(self._on_assigned)

    async def run(self, stop: asyncio.Event) -> None:
        """Works until `stop` is set, then drains within `drain_timeout`.

        Raises what broke a step of the pipeline, OrinError when the consumer fails.
        """
        lag = measure_lag(STAGE, FRAMES, self._reader, lambda: self._pipeline.positions)
        tasks = [asyncio.ensure_future(work) for work in (self._pipeline.run(), stop.wait(), lag)]
        try:
            await self._app.start()
            tasks.append(asyncio.ensure_future(self._app.wait_until_stopped()))
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            self._stopping = True
            if self._app.crash_reason is not None:
                raise OrinError(f"detect stopped because its consumer failed: {self._app.crash_reason}")
            await self._drain()
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            await self._leave(tasks)

    # ---- what Faust calls

    async def _read(self, stream: Any) -> None:
        """Faust's agent. It reads the stream's queue itself: such messages are untracked, Faust acks none of them."""
        queue = stream.channel.queue
        while True:
            try:
                event = await queue.get()
            except StopAsyncIteration:
                return
            if self._stopping:
                return
            await self._pipeline.put(to_message(event.message))

    async def _on_assigned(self, app: Any, assigned: Iterable[TP], **_: Any) -> None:  # noqa: ARG002
        partitions = {tp.partition for tp in assigned}
        lost, self._assigned = self._assigned - partitions, partitions
        if lost:
            await self._pipeline.lose(lost)
        log.info("partitions assigned", stage=STAGE, partitions=sorted(partitions))

    async def _commit(self, positions: dict[int, int]) -> None:
        await note_offsets(self._app, {TopicPartition(FRAMES, p): offset for p, offset in positions.items()})

    # ---- after

    async def _drain(self) -> None:
        try:
            await asyncio.wait_for(self._pipeline.drain(), self._drain_timeout / 2)
            await asyncio.to_thread(self._inspector.leave)
        except TimeoutError:
            log.warning("stopped before every frame taken was finished; the next worker takes the rest again")

    async def _leave(self, tasks: Sequence[asyncio.Future[Any]]) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._app.stop(), self._drain_timeout / 2)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await self._sender.close()
        await self._reader.close()


async def run(settings: Settings) -> None:
    """`orin worker detect`, until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    on_stop_signals(lambda: loop.call_soon_threadsafe(stop.set), settings.drain_timeout)
    server = None if settings.metrics_port is None else serve_metrics(settings.metrics_port, settings.metrics_host)
    try:
        backend = await asyncio.to_thread(open_configured, settings)
        try:
            if await kafka_ready(settings, stop, (FRAMES, DETECTIONS), (DEAD_LETTERS,)):
                await Worker(settings, backend).run(stop)
        finally:
            backend.close()
    finally:
        if server is not None:
            server.close()


def open_configured(settings: Settings) -> Backend:
    """The backend that the settings name, or by default the best that there is for the model they name."""
    name = settings.backend or default_backend(settings.model)
    if settings.model is None and settings.backend is None:
        log.info("ORIN_MODEL is not set: detecting with the motion backend")
    metrics.DETECT_BATCH_LIMIT.set(settings.detect_batch)
    backend = open_backend(
        name,
        settings.model,
        settings.device,
        settings.home / "ultralytics",
        batch=settings.detect_batch,
        on_smaller=_note_smaller,
        gate=settings.motion_gate,
    )
    model = backend.model
    log.info("backend ready", backend=backend.name, model=model and model.name, sha256=model and model.sha256)
    return backend


def _note_smaller(batch: int) -> None:
    metrics.DETECT_BATCH_LIMIT.set(batch)
    log.warning("the device ran out of memory; smaller batches are inferred from now on", batch=batch)
