"""`orin worker detect`: the Faust shell around the pipeline.

Recorded, not transactional: an idempotent producer, every send awaited, then the group's position committed. A repeat
after a crash is harmless, because for one camera and captured_at the record with the lowest offset counts.
"""

import asyncio
import random
import signal
from collections.abc import Sequence

import faust
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from faust.types import TP

from processors.detection.backend import Backend
from processors.detection.factory import default_backend, open_backend
from runtime.frame_store import FrameStore, wall_clock
from runtime.kafka_config import aiokafka_config
from runtime.settings import Settings
from schemas.errors import OrinError
from schemas.serde import open_serde
from topologies.detect.inspect import Inspector
from topologies.detect.intake import Intake
from topologies.detect.jobs import Message, Output
from topologies.detect.pictures import Pictures
from topologies.detect.pipeline import Pipeline
from topologies.topics import FRAMES

log = structlog.get_logger(__name__)

GROUP = "orin.detect"
_MAX_REQUEST = 2 * 2**20
"""What a dead letter with a record of the largest size needs."""


class Sender:
    """An idempotent producer that is made anew, with backoff, until a batch is acknowledged."""

    def __init__(self, settings: Settings) -> None:
        self._config = aiokafka_config(settings) | {
            "client_id": GROUP,
            "enable_idempotence": True,
            "acks": "all",
            "max_request_size": _MAX_REQUEST,
            "linger_ms": 0,
        }
        self._producer: AIOKafkaProducer | None = None

    async def publish(self, outputs: Sequence[Output]) -> None:
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

    async def _send(self, outputs: Sequence[Output]) -> None:
        if self._producer is None:
            producer = AIOKafkaProducer(**self._config)
            await producer.start()
            self._producer = producer
        send = self._producer.send
        acks = [
            await send(o.topic, o.value, o.key, partition=o.partition, timestamp_ms=o.timestamp, headers=o.headers)
            for o in outputs
        ]
        await asyncio.gather(*acks)


class Worker:
    """One detect process: Faust brings messages, the pipeline does the rest."""

    def __init__(self, settings: Settings, backend: Backend) -> None:
        serde = open_serde(settings.schema_registry_url)
        self._drain_timeout = settings.drain_timeout
        self._sender = Sender(settings)
        self._intake = Intake(
            serde,
            max_lag=settings.detect_max_lag,
            takeover_after=settings.takeover_after,
            backend=backend.name,
            clock=wall_clock,
        )
        self._pipeline = Pipeline(
            self._intake,
            Pictures(FrameStore.of(settings)),
            Inspector(backend, serde, wall_clock),
            self._sender.publish,
            self._commit,
            max_batch=settings.detect_batch,
            commit_interval=settings.commit_interval,
        )
        self._assigned: set[int] = set()
        self._stopping = False
        self._app = consumer_app(settings, GROUP)
        self._app.agent(self._app.topic(FRAMES, key_serializer="raw", value_serializer="raw"))(self._read)
        self._app.on_partitions_assigned.connect(self._on_assigned)

    async def run(self, stop: asyncio.Event) -> None:
        """Works until `stop` is set, then drains within `drain_timeout`. Raises what broke a step or the consumer."""
        work = asyncio.create_task(self._pipeline.run())
        waits = {work, asyncio.create_task(stop.wait()), asyncio.create_task(self._crashed())}
        try:
            await self._app.start()
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            self._stopping = True
            await self._drain()
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            for task in waits:
                task.cancel()
            await asyncio.wait(waits)
            await self._app.stop()
            await self._sender.close()

    async def _drain(self) -> None:
        try:
            await asyncio.wait_for(self._pipeline.drain(), self._drain_timeout)
        except TimeoutError:
            log.warning("not all was done before drain_timeout; it will be done again", seconds=self._drain_timeout)

    async def _read(self, stream: faust.StreamT[bytes]) -> None:
        """Faust's agent. It reads the stream's queue itself: such messages are untracked, Faust acks none of them."""
        queue = stream.channel.queue
        while True:
            try:
                event = await queue.get()
            except StopAsyncIteration:
                return
            if self._stopping:
                return
            m = event.message
            await self._pipeline.put(
                Message(m.partition, m.offset, m.key, m.value, list(m.headers or ()), round(m.timestamp * 1000))
            )

    async def _on_assigned(self, _sender: object, assigned: set[TP], **_: object) -> None:
        partitions = {tp.partition for tp in assigned}
        lost, self._assigned = self._assigned - partitions, partitions
        if lost:
            await self._pipeline.lose(lost)
        log.info("partitions assigned", partitions=sorted(partitions))

    async def _commit(self, positions: dict[int, int]) -> None:
        await self._app.consumer._thread.commit({TP(FRAMES, p): offset for p, offset in positions.items()})

    async def _crashed(self) -> None:
        while not self._app.crashed:
            await asyncio.sleep(0.5)
        raise OrinError(f"the Kafka consumer failed: {self._app.crash_reason!r}")


def consumer_app(settings: Settings, group: str) -> faust.App:
    datadir = settings.home / "faust"
    datadir.mkdir(parents=True, exist_ok=True)
    return faust.App(
        group,
        broker=f"kafka://{settings.kafka_bootstrap}",
        store="memory://",
        key_serializer="raw",
        value_serializer="raw",
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        stream_wait_empty=False,
        consumer_auto_offset_reset="earliest",
        broker_session_timeout=6.0,
        broker_heartbeat_interval=2.0,
        autodiscover=False,
        datadir=str(datadir),
    )


async def run(settings: Settings) -> None:
    """Runs a detect worker until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    backend = open_configured(settings)
    try:
        await Worker(settings, backend).run(stop)
    finally:
        backend.close()


def open_configured(settings: Settings) -> Backend:
    """The backend that the settings name, or by default the best that there is for the model they name."""
    name = settings.backend or default_backend(settings.model)
    if settings.model is None and settings.backend is None:
        log.info("no model is given (ORIN_MODEL): detecting with the motion backend")
    backend = open_backend(name, settings.model, settings.device, settings.home / "ultralytics")
    model = backend.model
    log.info("backend ready", backend=backend.name, model=model and model.name, sha256=model and model.sha256)
    return backend
