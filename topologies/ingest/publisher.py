"""A session's frames: bytes into the store, references onto the frames topic, in order, none lost unsaid."""

import secrets
import threading
import time
from typing import Any

import structlog
from confluent_kafka import KafkaError, KafkaException, Message, Producer

from runtime.frame_store import FrameStore, wall_clock
from runtime.kafka_config import confluent_producer_config
from runtime.metrics import FRAME_STORE_ERRORS
from runtime.settings import Settings
from schemas.errors import OrinError
from schemas.headers import event_time, headers
from schemas.records import FrameRef, Heartbeat, Record, SessionEnd
from schemas.serde import Serde
from topologies.ingest.capture import Shot
from topologies.ingest.counters import Counters, Reason
from topologies.topics import FRAMES, HEALTH

IN_FLIGHT = 1000
"""Frames of a lossless source sent and not acknowledged: beyond this its reading waits."""
LIVE_BUFFER = 10_000
LIVE_PATIENCE = 120.0
"""Seconds that a live frame's reference waits in memory for Kafka to come back."""
_STORE_TRIES = 4
_SAY_EVERY = 30.0

log = structlog.get_logger(__name__)


class Publisher:
    """Publishes one session of one camera. `last`: captured_at of the camera's last published frame, if any.

    A lossless source waits while Kafka is away and ends with an OrinError when a frame cannot be published. Of a
    live source such frames are counted as refused, and the next frame's `previous_at` says that they are missing.
    """

    def __init__(
        self,
        settings: Settings,
        serde: Serde,
        store: FrameStore,
        counters: Counters,
        *,
        camera: str,
        source: str,
        lossless: bool,
        last: int | None,
    ) -> None:
        self.session = secrets.token_hex(8)
        self.started_at = wall_clock()
        self._serde, self._store, self._counters = serde, store, counters
        self._camera, self._key = camera, camera.encode()
        self._source, self._lossless, self._last = source, lossless, last
        self._published_any = False
        self._failure: str | None = None
        self._size: tuple[int, int] | None = None
        self._said_at = 0.0
        self._producer = _producer(settings, lossless=lossless)
        self._address = settings.kafka_bootstrap

    def publish(self, shot: Shot, stop: threading.Event) -> bool:
        """Stores and sends one frame; False when it was not taken: refused, or `stop` was set while waiting."""
        intent = wall_clock()
        if self._last is not None and shot.captured_at <= self._last:
            raise OrinError(f"{self._camera}: captured_at would go back from {self._last} to {shot.captured_at}")
        self._note_size(shot)
        uri = self._put(shot, stop)
        if uri is None:
            return False
        picture = shot.picture
        record = FrameRef(
            camera=self._camera,
            session=self.session,
            session_started_at=self.started_at,
            captured_at=shot.captured_at,
            previous_at=self._last,
            published_at=intent,
            lossless=self._lossless,
            uri=uri,
            width=picture.width,
            height=picture.height,
            encoding=picture.encoding,
            source=self._source,
            source_position=shot.position,
        )
        if not self._send(record, stop):
            return False
        self._last = shot.captured_at
        self._published_any = True
        self._counters.count_sent(shot.captured_at, len(picture.data))
        return True

    def poll(self) -> None:
        """Takes acknowledgements; OrinError when a frame of a lossless source was refused for good."""
        self._producer.poll(0)
        self._raise_failure()

    def beat(self) -> None:
        """Sends a heartbeat; dropped while the producer is full. Any thread may call it."""
        counters = self._counters
        heartbeat = Heartbeat(
            camera=self._camera,
            session=self.session,
            at=wall_clock(),
            state=counters.state,
            last_captured_at=counters.last_captured_at,
            frames_read=counters.read,
            frames_published=counters.published,
            frames_refused=counters.refused,
            spooled=0,
            source=self._source,
        )
        try:
            self._producer.produce(HEALTH, **self._message(heartbeat))
        except (BufferError, KafkaException) as error:
            log.debug("heartbeat.dropped", camera=self._camera, error=str(error))

    def end(self, stop: threading.Event, drain: float) -> None:
        """Writes the session's end and waits for Kafka to have everything.

        A lossless source waits until then; once `stop` is set, and for live sources, `drain` seconds. OrinError
        when something remains.
        """
        if self._published_any and self._last is not None and self._failure is None:
            self._enqueue(SessionEnd(camera=self._camera, session=self.session, ended_at=self._last), stop)
        self._counters.state = "ended"
        self.beat()
        until = time.monotonic() + drain
        while (left := self._producer.flush(0.2)) > 0:
            self._raise_failure()
            if self._lossless and not stop.is_set():
                until = time.monotonic() + drain
                self._say("kafka.waiting", address=self._address, unacknowledged=left)
            elif time.monotonic() > until:
                self._producer.purge(blocking=False)
                raise OrinError(
                    f"{left} messages of {self._camera} were not taken by Kafka at {self._address} in {drain:.0f} s; "
                    "their frames are not on the topic, and the next session's previous_at will not name them"
                )
        self._raise_failure()

    def _put(self, shot: Shot, stop: threading.Event) -> str | None:
        picture = shot.picture
        suffix = ".jpg" if picture.encoding == "jpeg" else f".{picture.encoding}"
        for attempt in range(1, _STORE_TRIES + 1):
            try:
                return self._store.put(self._camera, shot.captured_at, picture.data, suffix)
            except OrinError as error:
                FRAME_STORE_ERRORS.labels("put").inc()
                if not self._lossless:
                    self._refuse("store", error=str(error))
                    return None
                if attempt == _STORE_TRIES or stop.is_set():
                    raise
                self._say("store.waiting", error=str(error))
                self._store.sweep(wall_clock())
                stop.wait(0.2 * 2**attempt)
        return None

    def _send(self, record: FrameRef, stop: threading.Event) -> bool:
        if self._lossless:
            return self._enqueue(record, stop)
        try:
            self._producer.produce(FRAMES, on_delivery=self._delivered, **self._message(record))
        except BufferError:
            self._producer.poll(0)
            self._refuse("kafka", address=self._address)
            return False
        self._producer.poll(0)
        return True

    def _enqueue(self, record: FrameRef | SessionEnd, stop: threading.Event) -> bool:
        """Hands a record to the producer, waiting while it is full: this is the back-pressure of a clip."""
        message = self._message(record)
        deliver = self._delivered if isinstance(record, FrameRef) else None
        while True:
            try:
                self._producer.produce(FRAMES, on_delivery=deliver, **message)
            except BufferError:
                self._producer.poll(0.1)
                self._raise_failure()
                if stop.is_set():
                    return False
                self._say("kafka.waiting", address=self._address, unacknowledged=len(self._producer))
            except KafkaException as error:
                raise OrinError(
                    f"Kafka at {self._address} takes no more of {self._camera}: {error.args[0].str()}"
                ) from None
            else:
                self._producer.poll(0)
                self._raise_failure()
                return True

    def _message(self, record: Record) -> dict[str, Any]:
        at = event_time(record)
        return {
            "value": self._serde.encode(record),
            "key": self._key,
            "timestamp": (at or 0) // 1000,
            "headers": headers(record),
        }

    def _delivered(self, error: KafkaError | None, _message: Message) -> None:
        if error is None:
            self._counters.count_published()
        elif self._lossless:
            self._failure = self._failure or error.str()
        else:
            self._refuse("kafka", address=self._address, error=error.str())

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise OrinError(f"Kafka at {self._address} refused a frame of {self._camera}: {self._failure}")

    def _refuse(self, reason: Reason, **why: str) -> None:
        self._counters.count_refused(reason)
        self._say(f"{reason}.refused", refused=self._counters.refused, **why)

    def _say(self, event: str, **fields: object) -> None:
        """One log line at most every 30 s: an outage is one story, not one a frame."""
        now = time.monotonic()
        if self._said_at == 0.0 or now - self._said_at >= _SAY_EVERY:
            self._said_at = now
            log.warning(event, camera=self._camera, **fields)

    def _note_size(self, shot: Shot) -> None:
        size = (shot.picture.width, shot.picture.height)
        if self._size is not None and size != self._size:
            log.warning("resolution.changed", camera=self._camera, before=self._size, after=size, at=shot.captured_at)
        self._size = size


def _producer(settings: Settings, *, lossless: bool) -> Producer:
    return Producer(
        confluent_producer_config(settings)
        | {
            "enable.idempotence": True,
            "acks": "all",
            "linger.ms": 5,
            "log_level": 0,
            "queue.buffering.max.messages": IN_FLIGHT if lossless else LIVE_BUFFER,
            "message.timeout.ms": 0 if lossless else int(LIVE_PATIENCE * 1000),
        }
    )
