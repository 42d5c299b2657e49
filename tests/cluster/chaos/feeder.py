"""Puts the workload on the detections topic as the cameras would, in real time, and poison on every topic."""

import random
import threading
import time
from collections import Counter
from typing import Any

from confluent_kafka import KafkaError, Message, Producer

from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.wire.serde import Serde
from tests.cluster.chaos.poison import POISON_HEADER, spoil
from tests.cluster.chaos.workload import Sent, Workload

_DELIVERY_SECONDS = 300


class Feeder:
    """One idempotent producer: what it writes is on the log once and in order, whichever broker dies."""

    def __init__(self, settings: Settings, serde: Serde) -> None:
        self.sent: Counter[str] = Counter()
        """Messages by topic, poison included."""
        self.refused: list[str] = []
        self._producer = Producer(
            confluent_producer_config(settings)
            | {
                "linger.ms": 20,
                "message.timeout.ms": _DELIVERY_SECONDS * 1000,
                "queue.buffering.max.messages": 1_000_000,
                "log_level": 0,
            }
        )
        self._serde = serde
        self._base = serde.encode(Workload(0, serde, cameras=1, fps=1, start=0, partitions=1).armed()[0])
        self._stop = threading.Event()
        self._broken: Exception | None = None
        self._thread: threading.Thread | None = None

    def start(self, work: Workload, seconds: float) -> None:
        """Begins, in a thread, to produce what is due within `seconds`."""
        self._thread = threading.Thread(target=self._run, args=(work, seconds), name="feeder", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """AssertionError where the thread broke off."""
        if self._broken is not None:
            raise AssertionError("the workload broke off") from self._broken

    def finish(self) -> None:
        """Returns when everything is on the log; AssertionError if that does not come about."""
        if self._thread is not None:
            self._thread.join(_DELIVERY_SECONDS)
        self.check()
        left = self._producer.flush(_DELIVERY_SECONDS)
        if left:
            raise AssertionError(f"{left} messages of the workload could not be delivered")

    def stop(self) -> None:
        self._stop.set()

    def poison(self, topic: str, rng: random.Random, at: int) -> None:
        """One message of event time `at` (ms) that no reader of `topic` can use."""
        sort, value = spoil(rng, self._base, topic, self._serde)
        key = b"poison/%d" % rng.getrandbits(40)
        self._produce(Sent(topic, None, key, value, [(POISON_HEADER, sort.encode())], at))

    def _run(self, work: Workload, seconds: float) -> None:
        try:
            self._feed(work, seconds)
        except Exception as error:  # raised by the main thread, which looks here
            self._broken = error

    def _feed(self, work: Workload, seconds: float) -> None:
        began = time.monotonic()
        for message in work.history():
            self._produce(message)
        for due, messages in work.messages():
            if due >= seconds or self._stop.is_set():
                return
            self._producer.poll(0)
            time.sleep(max(0.0, began + due - time.monotonic()))
            for message in messages:
                self._produce(message)

    def _produce(self, message: Sent) -> None:
        more: dict[str, Any] = {} if message.partition is None else {"partition": message.partition}
        self.sent[message.topic] += 1
        self._producer.produce(
            message.topic,
            message.value,
            message.key,
            headers=list[tuple[str, str | bytes | None]](message.headers),
            timestamp=message.timestamp,
            on_delivery=self._delivered,
            **more,
        )

    def _delivered(self, error: KafkaError | None, message: Message) -> None:
        if error is not None:
            self.refused.append(f"the workload's message for {message.topic()} was refused: {error.str()}")
