"""`orin worker health`: reads heartbeats, detections and the specs' history, writes health events.

Without a consumer group and without a state of its own: it begins by reading a day of the health topic, its own
events among them. So one worker is enough for a cluster; a second one repeats an event at worst.
"""

import logging
import threading
import time
from collections.abc import Callable

import structlog
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition
from msgspec.structs import replace

from orin.processors.specs.body import check_readable
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.observability import metrics
from orin.runtime.observability.metrics import serve_metrics
from orin.runtime.processes.stopping import on_stop_signals
from orin.schemas.errors import WireError
from orin.schemas.records import Detections, HealthEvent, Heartbeat, Record, SessionEnd, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.health.logic import HealthLogic
from orin.topologies.kafka.answers import partitions
from orin.topologies.kafka.topics import DETECTIONS, HEALTH, SPECS
from orin.topologies.stage.reading import check_record

log = structlog.get_logger(__name__)
_LIBRARY = logging.getLogger("kafka")

_HISTORY_SECONDS = 86_400
"""How far back the health topic is read at the start: a camera that went dark earlier comes back unannounced."""
_RECENT_SECONDS = 60
_TICK_SECONDS = 1.0
_TIMEOUT = 10.0
_LONGEST_PAUSE = 10.0


class HealthWorker:
    """Runs until told to stop. One thread."""

    def __init__(self, settings: Settings, serde: Serde, clock: Callable[[], int] = wall_clock) -> None:
        self._where = settings.kafka_bootstrap
        self._serde = serde
        self._clock = clock
        self._logic = HealthLogic(settings.dark_after, settings.takeover_after)
        self._consumer = Consumer(
            confluent_config(settings)
            | {
                "group.id": consumer_group("health"),
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "isolation.level": "read_committed",
                "auto.offset.reset": "earliest",
                "logger": _LIBRARY,
            }
        )
        self._producer = Producer(confluent_producer_config(settings) | {"logger": _LIBRARY})
        self._behind: dict[tuple[str, int], int] = {}
        """The ends, at the start, of the partitions not yet read that far; until all have been, nothing is said."""

    def run(self, stop: threading.Event) -> None:
        """Returns when `stop` is set. Raises OrinError when a topic is missing."""
        try:
            self._start(stop)
            tick_at = time.monotonic()
            while not stop.is_set():
                message = self._consumer.poll(0.2)
                if message is not None:
                    self._take(message)
                if not self._behind and time.monotonic() >= tick_at:
                    tick_at = time.monotonic() + _TICK_SECONDS
                    self._say(self._logic.tick(self._clock()))
        finally:
            self._producer.flush(5)
            self._consumer.close()

    def _start(self, stop: threading.Event) -> None:
        pause = 0.5
        while not stop.is_set():
            try:
                places = self._places()
            except KafkaException as error:
                log.warning("Kafka does not answer", address=self._where, fault=str(error), again_in=pause)
                stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self._consumer.assign(places)
                return

    def _places(self) -> list[TopicPartition]:
        """Where to begin in every partition; notes where the histories end."""
        now_ms = self._clock() // 1000
        places = [TopicPartition(SPECS, partition, 0) for partition in self._partitions(SPECS)]
        for topic, seconds in ((HEALTH, _HISTORY_SECONDS), (DETECTIONS, _RECENT_SECONDS)):
            since = now_ms - seconds * 1000
            wanted = [TopicPartition(topic, partition, since) for partition in self._partitions(topic)]
            places += self._consumer.offsets_for_times(wanted, timeout=_TIMEOUT)
        for place in places:
            _, end = self._consumer.get_watermark_offsets(place, timeout=_TIMEOUT, cached=False)
            self._behind[place.topic, place.partition] = end
        return places

    def _partitions(self, topic: str) -> list[int]:
        return partitions(self._consumer, topic, self._where, _TIMEOUT)

    def _take(self, message: Message) -> None:
        place = (message.topic() or "", message.partition() or 0)
        error = message.error()
        if error is None:
            self._hear(message)
            # The end of a busy partition is never reported.
            if (message.offset() or 0) + 1 >= self._behind.get(place, 0):
                self._behind.pop(place, None)
        elif error.code() == KafkaError._PARTITION_EOF:
            self._behind.pop(place, None)
        else:
            log.warning("Kafka reports an error", fault=error.str())

    def _hear(self, message: Message) -> None:
        try:
            record = self._read(message)
        except (WireError, ValueError) as error:
            log.debug("skipped", topic=message.topic(), offset=message.offset(), fault=str(error))
            return
        match record:
            case Heartbeat():
                self._logic.heartbeat(record)
            case HealthEvent():
                self._logic.said(record)
            case Detections():
                metrics.FRAMES_IN.labels("health").inc()
                # A camera that said it published in years would never be dark.
                self._logic.detections(replace(record, published_at=min(record.published_at, self._clock())))
            case SessionEnd():
                self._logic.ended(record)
            case Spec() if message.topic() == SPECS:
                self._logic.spec(record)

    def _read(self, message: Message) -> Record:
        """WireError, ValueError for what does not belong on its topic, or makes no sense there."""
        record = self._serde.decode(message.value() or b"")
        topic = message.topic() or ""
        if topic != SPECS:
            inputs = (HealthEvent, Heartbeat) if topic == HEALTH else (Detections, SessionEnd)
            check_record(record, inputs, topic, message.key(), message.timestamp()[1])
        elif isinstance(record, Spec):
            check_readable(record)
        return record

    def _say(self, events: list[HealthEvent]) -> None:
        for event in events:
            log.info("health", kind=event.kind, camera=event.camera, guard=event.guard, message=event.message)
            metrics.HEALTH_EVENTS.labels(event.kind).inc()
            self._producer.produce(
                HEALTH,
                self._serde.encode(event),
                event.camera.encode(),
                headers=list(headers(event)),
                timestamp=event.at // 1000,
            )
            self._logic.said(event)
        self._producer.poll(0)


def run(settings: Settings) -> None:
    """`orin worker health`, until SIGTERM or SIGINT."""
    stop = threading.Event()
    on_stop_signals(stop.set, settings.drain_timeout)
    server = None if settings.metrics_port is None else serve_metrics(settings.metrics_port, settings.metrics_host)
    try:
        HealthWorker(settings, open_serde(settings.schema_registry_url)).run(stop)
    finally:
        if server is not None:
            server.close()
