"""Publishing a camera. It does not wait: what Kafka or the store cannot take now goes to the spool."""

import threading
import time
from contextlib import suppress

import structlog
from confluent_kafka import KafkaException, Producer

from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import OrinError
from orin.topologies.ingest.capture.frames import CapturedFrame
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.publish.backlog import Backlog
from orin.topologies.ingest.publish.relay import Relay
from orin.topologies.ingest.publish.session import Session
from orin.topologies.ingest.publish.spool import PendingFrame, Spool, SpoolFull
from orin.topologies.ingest.publish.topic import QUIET
from orin.topologies.kafka.topics import HEALTH

_ATTACH_BOUND = 5.0
"""Seconds that the first frame waits to learn from Kafka where the camera stopped."""

log = structlog.get_logger(__name__)


class CameraPublisher:
    """Publishes one session of a camera, after what its earlier sessions have left in the spool."""

    def __init__(
        self, settings: Settings, store: FrameStore, session: Session, counters: Counters, kafka_bound: float
    ) -> None:
        self._session, self._counters = session, counters
        root = settings.spool_folder()
        adopted = Spool.adopt(root, session.camera)
        own = Spool.create(root, session.camera, session.name)
        self._backlog = Backlog(own, adopted, settings.spool_max_bytes, counters)
        self._last = self._backlog.last
        names = [spool.session for spool in adopted]
        self._relay = Relay(
            settings, store, session, counters, backlog=self._backlog, adopted=names, kafka_bound=kafka_bound
        )
        self._health = Producer(confluent_producer_config(settings) | QUIET | {"message.timeout.ms": 3000})
        self._relay.start()

    def last(self, stop: threading.Event) -> int | None:
        """captured_at of the camera's last frame, on the topic or in the spool, as far as is known now."""
        until = time.monotonic() + _ATTACH_BOUND
        while not self._relay.attached.wait(0.05) and time.monotonic() < until and not stop.is_set():
            self.poll()
        self._last = max((at for at in (self._last, self._relay.last) if at is not None), default=None)
        return self._last

    def publish(self, captured: CapturedFrame, stop: threading.Event) -> bool:  # noqa: ARG002 - never waits
        """Take one frame; False if there was no room for it."""
        if self._last is not None and captured.captured_at <= self._last:
            raise OrinError(f"{self._session.camera}: captured_at would go back to {captured.captured_at}")
        try:
            self._backlog.offer(PendingFrame(self._session.frame(captured), captured.image.data))
        except SpoolFull as full:
            self._counters.count_refused("spool")
            self._session.say("spool.refused", refused=self._counters.refused, error=str(full))
            return False
        self._last = captured.captured_at
        self._counters.count_sent(captured.captured_at, len(captured.image.data))
        return True

    def poll(self) -> None:
        """Raise OrinError if nothing can be published any more."""
        if self._relay.failure is not None:
            raise self._relay.failure

    def beat(self) -> None:
        """Send a heartbeat; it is lost while Kafka is unavailable."""
        with suppress(BufferError, KafkaException):
            self._health.produce(HEALTH, **self._session.message(self._session.heartbeat()))
            self._health.poll(0)

    def end(self, stop: threading.Event, drain: float) -> None:  # noqa: ARG002
        """Publish the waiting frames and the end of the session, for `drain` seconds; the rest stays in the spool.

        Raises OrinError if something could not be put there either, or if publishing had failed before.
        """
        self._relay.stop(drain)
        left = self._backlog.close()
        self._counters.state = "ended"
        self.beat()
        self._health.flush(1.0)
        if left:
            log.warning("spool.left", camera=self._session.camera, frames=left, say="the next ingest publishes them")
        self.poll()
