"""Brings to alerting what it decides on, and carries out what it decided. One thread, and a few that send.

Events and reviews are copied to orin.alerting.v1, each behind a Tick that says what time it is and what holds. What the
stage decided is read from orin.deliveries.v1, a partition from its start whenever it is assigned: the newest record of
each delivery says whether it is still to be sent. Offsets are committed once the copies are acknowledged; what is then
copied twice, alerting takes once.
"""

import heapq
import logging
import queue
import threading
from typing import NamedTuple

import structlog
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

from orin.processors.specs.targets import TargetSpec
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.failpoints import reach
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import DeadLetter, Delivery, Event, Record, Review
from orin.schemas.wire.dead_letters import letter_key
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.topics import ALERTING, DEAD_LETTERS, DELIVERIES, EVENTS, REVIEWS
from orin.topologies.notify.addresses import allowed
from orin.topologies.notify.channels import Ways, send
from orin.topologies.notify.outbox import Outbox, Outcome, Parcel, Pauses, Place
from orin.topologies.notify.rules import Rules
from orin.topologies.notify.webhook import Answer, Sending

log = structlog.get_logger(__name__)

GROUP = consumer_group("notify-feed")
_LIBRARY = logging.getLogger("kafka")
_AT_ONCE = 500
_WAIT = 0.1
_ACKNOWLEDGED = 15.0
_SENDERS = 8
_BACKOFF = (0.5, 10.0)


class _Wake(NamedTuple):
    at: int
    camera: str


class Courier:
    """`run` returns when `stop` is set; raises OrinError for what needs a human."""

    def __init__(self, settings: Settings, serde: Serde, pauses: Pauses | None = None) -> None:
        self._settings = settings
        self._serde = serde
        self._pauses = pauses or Pauses(settings.late_after, settings.notify_give_up_after)
        self._ways = Ways(Sending(allowed(settings.notify_allow), settings.notify_timeout), settings.secrets)
        self._rules = Rules(settings, serde)
        self._parcels: queue.SimpleQueue[tuple[Parcel, TargetSpec | None]] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._producer = Producer(
            confluent_producer_config(settings)
            | {"message.timeout.ms": int(_ACKNOWLEDGED * 1000), "linger.ms": 0, "logger": _LIBRARY}
        )
        self._failed: list[str] = []
        self._start_over()

    def run(self, stop: threading.Event) -> None:
        pause = _BACKOFF[0]
        for number in range(_SENDERS):
            # Daemons: an attempt under way does not hold up the end, and is repeated by the next worker.
            threading.Thread(target=self._carry, name=f"send-{number}", daemon=True).start()
        try:
            while not stop.is_set():
                try:
                    self._rules.open()
                    self._work(stop)
                except KafkaException as error:
                    log.warning("notify waits for Kafka", fault=str(error.args[0]), again_in=pause)
                    stop.wait(pause)
                    pause = min(2 * pause, _BACKOFF[1])
        finally:
            self._rules.close()

    # ---- the loop

    def _work(self, stop: threading.Event) -> None:
        self._start_over()
        consumer = Consumer(
            confluent_config(self._settings)
            | {
                "group.id": GROUP,
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "isolation.level": "read_committed",
                "auto.offset.reset": "earliest",
                "session.timeout.ms": round(self._settings.kafka_session_timeout * 1000),
                "heartbeat.interval.ms": round(self._settings.kafka_session_timeout * 1000 / 3),
                "logger": _LIBRARY,
            }
        )
        try:
            consumer.subscribe([EVENTS, REVIEWS, DELIVERIES], on_assign=self._on_assign)
            while not stop.is_set():
                messages = consumer.consume(_AT_ONCE, _WAIT)
                self._rules.follow()
                self._hear(messages, consumer)
                self._wake()
                self._send()
        finally:
            consumer.close()

    def _start_over(self) -> None:
        self._outbox = Outbox(self._pauses, self._settings.public_url or "")
        self._wakes: list[_Wake] = []
        self._read: set[int] = set()
        """Partitions of the deliveries that were read to their end."""

    def _on_assign(self, consumer: Consumer, places: list[TopicPartition]) -> None:
        for place in places:
            if place.topic == DELIVERIES:
                place.offset = 0
        consumer.assign(places)
        self._read = set()
        self._outbox.keep(place.partition for place in places if place.topic == DELIVERIES)

    def _hear(self, messages: list[Message], consumer: Consumer) -> None:
        """Copies events and reviews, and commits how far; takes deliveries."""
        copied: dict[tuple[str, int], int] = {}
        for message in messages:
            topic, partition = message.topic() or "", message.partition() or 0
            error = message.error()
            if error is not None:
                if error.code() != KafkaError._PARTITION_EOF:
                    raise KafkaException(error)
                if topic == DELIVERIES:
                    self._read.add(partition)
                continue
            record = self._decode(message)
            if topic != DELIVERIES:
                copied[topic, partition] = (message.offset() or 0) + 1
                if isinstance(record, Event | Review):
                    self._copy(record)
            elif isinstance(record, Delivery):
                self._take(record, Place(partition, message.offset() or 0))
        if copied:
            self._acknowledged()
            reach("notify.copied", OrinError)
            places = [TopicPartition(topic, partition, offset) for (topic, partition), offset in copied.items()]
            try:
                consumer.commit(offsets=places, asynchronous=False)
            except KafkaException as error:  # another owner has them: what was copied twice counts once
                log.debug("not committed", fault=str(error.args[0]))

    def _decode(self, message: Message) -> Record | None:
        try:
            return self._serde.decode(message.value() or b"")
        except WireError as error:
            log.debug("skipped", topic=message.topic(), offset=message.offset(), fault=str(error))
            return None

    def _copy(self, record: Event | Review) -> None:
        now = wall_clock()
        if isinstance(record, Event) and not record.notify_to:
            return
        if now - record.at > self._pauses.give_up_after * 1_000_000:
            return
        self._produce(ALERTING, record.camera, self._rules.tick(record.camera, now), now)
        self._produce(ALERTING, record.camera, record, record.at)

    def _take(self, delivery: Delivery, place: Place) -> None:
        # Once all was read, what became of a delivery is ours to say, and what comes is what we have said before.
        if place.partition not in self._read or delivery.status == "decided":
            self._outbox.take(delivery, place)
        if delivery.look_at is not None and delivery.look_at > wall_clock() - self._pauses.give_up_after * 1_000_000:
            heapq.heappush(self._wakes, _Wake(delivery.look_at, delivery.camera))

    def _wake(self) -> None:
        now = wall_clock()
        cameras: set[str] = set()
        while self._wakes and self._wakes[0].at <= now:
            cameras.add(heapq.heappop(self._wakes).camera)
        for camera in sorted(cameras):
            self._produce(ALERTING, camera, self._rules.tick(camera, now), now)
        if cameras:
            self._acknowledged()

    # ---- sending

    def _carry(self) -> None:
        """A thread that sends."""
        while True:
            parcel, spec = self._parcels.get()
            try:
                outcome = send(parcel, spec, self._ways)
            except Exception:  # whatever it is, the message is tried again
                log.exception("a message could not be sent", target=parcel.target)
                outcome = Outcome(parcel, {"none": Answer(ok=False, code=None, why="a fault of ORIN's: see its log")})
            self._answers.put(outcome)

    def _send(self) -> None:
        now = wall_clock()
        said = self._outbox.too_old(now)
        while not self._answers.empty():
            said += self._outbox.answered(self._answers.get(), now)
        for each in said:
            self._say(each)
        for parcel in self._outbox.due(now, self._read.__contains__):
            self._parcels.put((parcel, self._rules.target(parcel.target)))
        metrics.DELIVERIES_PENDING.set(len(self._outbox))

    def _say(self, delivery: Delivery) -> None:
        place = self._outbox.place_of(delivery)
        if place is None:
            return
        metrics.DELIVERIES.labels(delivery.status).inc()
        said = {"status": delivery.status, "why": delivery.why, "attempts": delivery.attempts}
        log.info("delivery", delivery=delivery.delivery_id, **said)
        if delivery.status == "failed":
            letter = self._letter(delivery, place)
            self._produce(DEAD_LETTERS, letter_key(letter), letter, letter.failed_at)
        self._produce(DELIVERIES, delivery.delivery_id, delivery, delivery.at, place.partition)
        self._outbox.take(delivery, place)

    def _letter(self, delivery: Delivery, place: Place) -> DeadLetter:
        return DeadLetter(
            stage="notify",
            topic=DELIVERIES,
            partition=place.partition,
            offset=place.offset,
            key=delivery.delivery_id.encode(),
            reason="not_delivered",
            message=f"{delivery.target}: {delivery.why}",
            raw=self._serde.encode(delivery),
            failed_at=delivery.at,
        )

    def _produce(self, topic: str, key: str, record: Record, at: int, partition: int = -1) -> None:
        def answered(error: KafkaError | None, _message: Message) -> None:
            if error is not None:
                self._failed.append(error.str())

        self._producer.produce(
            topic,
            self._serde.encode(record),
            key.encode(),
            partition,
            headers=[*headers(record)],
            timestamp=at // 1000,
            on_delivery=answered,
        )
        self._producer.poll(0)

    def _acknowledged(self) -> None:
        """Returns once everything produced is acknowledged. Raises KafkaException where it is not in time."""
        left = self._producer.flush(_ACKNOWLEDGED)
        failed, self._failed = self._failed, []
        if failed or left:
            raise KafkaException(KafkaError(KafkaError._MSG_TIMED_OUT, failed[0] if failed else "no acknowledgement"))
