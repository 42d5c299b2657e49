"""Publishing a clip: bytes into the store, references onto the frames topic; it waits for what is unavailable."""

import threading
import time
from typing import Any

import structlog
from confluent_kafka import KafkaError, KafkaException, Message, Producer
from msgspec.structs import replace

from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.runtime.observability.metrics import FRAME_STORE_ERRORS
from orin.schemas.errors import OrinError
from orin.schemas.records import FrameRef, SessionEnd
from orin.topologies.ingest.capture.frames import CapturedFrame
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.publish.last_frame import MARK_EVERY, LastFrame, mark
from orin.topologies.ingest.publish.session import Session, suffix_of
from orin.topologies.ingest.publish.topic import QUIET
from orin.topologies.kafka.topics import FRAMES, HEALTH

IN_FLIGHT = 1000
"""Frames sent but not acknowledged; beyond this, reading waits."""
_STORE_TRIES = 4
"""For the first frame: a store that never accepted one is probably a wrong address."""
_LONGEST_PAUSE = 3.0

log = structlog.get_logger(__name__)


class ClipPublisher:
    """Publishes a clip, which waits while Kafka or the store is unavailable."""

    def __init__(
        self, settings: Settings, store: FrameStore, session: Session, counters: Counters, last: LastFrame
    ) -> None:
        self._store, self._session, self._counters = store, session, counters
        self._last, self._reached = last.captured_at, last.end
        self._newest: FrameRef | None = None
        self._marked_at = float("-inf")
        self._failure: str | None = None
        self._address = settings.kafka_bootstrap
        self._producer = Producer(
            confluent_producer_config(settings)
            | QUIET
            | {
                "linger.ms": 5,
                "queue.buffering.max.messages": IN_FLIGHT,
                "message.timeout.ms": 0,
            }
        )

    def publish(self, captured: CapturedFrame, stop: threading.Event) -> bool:
        """Stores and sends one frame; False when `stop` was set while waiting. OrinError when it is refused."""
        if self._last is not None and captured.captured_at <= self._last:
            raise OrinError(
                f"{self._session.camera}: captured_at would go back from {self._last} to {captured.captured_at}"
            )
        record = self._session.frame(captured, self._last)
        uri = self._put(captured, stop)
        if uri is None:
            return False
        record = replace(record, uri=uri)
        if time.monotonic() - self._marked_at >= MARK_EVERY and not self._mark(self._newest or record, stop):
            return False
        if not self._enqueue({"topic": FRAMES, **self._session.message(record)}, stop, self._delivered):
            return False
        self._last, self._newest = captured.captured_at, record
        self._counters.count_sent(captured.captured_at, len(captured.image.data))
        return True

    def begin_session(self, session: Session, stop: threading.Event) -> bool:
        """Writes the end of the session before, and goes on as `session`; False when `stop` was set while waiting."""
        if self._newest is not None and not self._enqueue(self._end_of(self._newest), stop):
            return False
        self._session = session
        return True

    def poll(self) -> None:
        """Process acknowledgements; raises OrinError if a frame was refused permanently."""
        self._producer.poll(0)
        self._raise_failure()

    def beat(self) -> None:
        """Sends a heartbeat; dropped while the producer is full. Any thread may call it."""
        try:
            self._producer.produce(HEALTH, **self._session.message(self._session.heartbeat()))
        except (BufferError, KafkaException) as error:
            log.debug("heartbeat.dropped", camera=self._session.camera, error=str(error))

    def end(self, stop: threading.Event, drain: float) -> None:
        """Writes the session's end and waits for Kafka to have everything; once `stop` is set, `drain` seconds.

        OrinError when something remains.
        """
        camera = self._session.camera
        if self._newest is not None and self._failure is None:
            self._enqueue(self._end_of(self._newest), stop)
            self._enqueue(mark(self._session.serde, self._newest, self._reached), stop)
        self._counters.state = "ended"
        self.beat()
        until = time.monotonic() + drain
        while (left := self._producer.flush(0.2)) > 0:
            self._raise_failure()
            if not stop.is_set():
                until = time.monotonic() + drain
                self._session.say("kafka.waiting", address=self._address, unacknowledged=left)
            elif time.monotonic() > until:
                self._producer.purge(blocking=False)
                raise OrinError(
                    f"{left} messages of {camera} were not accepted by Kafka at {self._address} within {drain:.0f} s; "
                    "their frames are not on the topic, and the next session's previous_at will not name them"
                )
        self._raise_failure()

    def _end_of(self, newest: FrameRef) -> dict[str, Any]:
        end = SessionEnd(camera=newest.camera, session=newest.session, ended_at=newest.captured_at)
        return {"topic": FRAMES, **self._session.message(end)}

    def _put(self, captured: CapturedFrame, stop: threading.Event) -> str | None:
        """The frame's URI, once the store takes it; None when `stop` was set before."""
        picture, attempt = captured.image, 0
        while True:
            try:
                return self._store.put(
                    self._session.camera, captured.captured_at, picture.data, suffix_of(picture.encoding)
                )
            except OrinError as error:
                FRAME_STORE_ERRORS.labels("put").inc()
                attempt += 1
                if self._newest is None and attempt == _STORE_TRIES:
                    raise
                self._session.say("store.waiting", error=str(error))
                self._make_room()
                if stop.wait(min(0.2 * 2**attempt, _LONGEST_PAUSE)):
                    return None
                self.poll()

    def _make_room(self) -> None:
        try:
            self._store.sweep(wall_clock())
        except OrinError as error:
            log.debug("frames.sweep_failed", error=str(error))

    def _mark(self, frame: FrameRef, stop: threading.Event) -> bool:
        """Marks the camera, acknowledged before its next frame is sent; False when `stop` was set meanwhile."""
        done = threading.Event()

        def marked(error: KafkaError | None, _message: Message) -> None:
            self._failure = self._failure or (error.str() if error is not None else None)
            done.set()

        if not self._enqueue(mark(self._session.serde, frame, self._reached), stop, marked):
            return False
        while not done.is_set():
            self._producer.poll(0.1)
            if stop.is_set():
                return False
        self._raise_failure()
        self._marked_at = time.monotonic()
        return True

    def _enqueue(self, message: dict[str, Any], stop: threading.Event, deliver: Any = None) -> bool:
        """Hands a message to the producer, waiting while it is full: this is the back-pressure of a clip."""
        while True:
            try:
                self._producer.produce(on_delivery=deliver, **message)
            except BufferError:
                self._producer.poll(0.1)
                self._raise_failure()
                if stop.is_set():
                    return False
                self._session.say("kafka.waiting", address=self._address, unacknowledged=len(self._producer))
            except KafkaException as error:
                raise OrinError(
                    f"Kafka at {self._address} accepts no more messages of {self._session.camera}: "
                    f"{error.args[0].str()}"
                ) from None
            else:
                self._producer.poll(0)
                self._raise_failure()
                return True

    def _delivered(self, error: KafkaError | None, message: Message) -> None:
        if error is None:
            self._counters.count_published()
            self._reached = message.offset() or 0
        else:
            self._failure = self._failure or error.str()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise OrinError(f"Kafka at {self._address} refused a frame of {self._session.camera}: {self._failure}")
