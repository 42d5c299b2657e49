"""From a camera's backlog into the frame store and onto the frames topic: in order, none lost, none twice.

One batch at a time: 1. what a failure left in doubt is looked up on the topic; 2. the pictures go into the store;
3. the mark of the camera's last frame is sent, where it is due; 4. the references are sent, and every acknowledgement
is awaited; 5. only then do they leave the backlog. A fresh frame is a batch of its own, so at most one is in flight
when a broker dies. While Kafka or the store cannot be reached, the backlog grows on disk, and the camera is read on.
"""

import random
import threading
import time
from collections.abc import Sequence
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
from orin.topologies.ingest.counters import Counters
from orin.topologies.ingest.publish.backlog import Backlog, BacklogEntry
from orin.topologies.ingest.publish.last_frame import MARK_EVERY, last_frame, mark, newest_since
from orin.topologies.ingest.publish.session import Session, suffix_of
from orin.topologies.ingest.publish.topic import QUIET, KafkaAway, await_frames_topic
from orin.topologies.kafka.topics import FRAMES

BATCH = 100
TIMEOUT = 3.0
"""Seconds that Kafka may take to acknowledge; then the frames are in doubt. Less than what detect sheds after."""
WAITED_US = 2_000_000
"""A frame sent so long after the intent has been waiting, and is lossless: detect must not shed it for that."""
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 3.0
_PATIENCE = 0.2
_REFUSED_FOR_GOOD = (KafkaError.INVALID_TIMESTAMP, KafkaError.INVALID_RECORD, KafkaError.MSG_SIZE_TOO_LARGE)

log = structlog.get_logger(__name__)


class _StoreAway(OrinError):
    """The frame store accepts no frames now; it may later."""


class Relay:
    """A thread that empties the backlog, from `start` to `stop`.

    `attached` is set once Kafka has said where the camera stopped; from then on `last` is the captured_at (µs) of the
    camera's newest frame on the topic. `failure` is the error that ended the thread, None where none did. Where the
    backlog holds no frames of earlier sessions, a Kafka that does not answer within `kafka_bound` seconds of the start
    counts as a wrong address, and is one.
    """

    def __init__(
        self,
        settings: Settings,
        store: FrameStore,
        session: Session,
        counters: Counters,
        *,
        backlog: Backlog,
        adopted: Sequence[str],
        kafka_bound: float,
    ) -> None:
        self._settings, self._store, self._session = settings, store, session
        self._backlog, self._counters = backlog, counters
        self._adopted = set(adopted)
        self._give_up_at = float("inf") if len(backlog) else time.monotonic() + kafka_bound
        self.attached = threading.Event()
        self.failure: OrinError | None = None
        self.last: int | None = None
        self._partitions = 0
        self._reached = 0
        """From this offset on there may be frames whose acknowledgement was missed."""
        self._ends: dict[str, int] = {}
        """captured_at of the last frame of each session whose end is to be written."""
        self._before: str | None = None
        """The session of the last frame on the topic before this one began."""
        self._newest: tuple[FrameRef, int] | None = None
        self._marked_at = float("-inf")
        self._in_doubt = self._retrying = self._one_by_one = False
        self._producer: Producer | None = None
        self._stop = threading.Event()
        self._stop_at = float("inf")
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, drain: float) -> None:
        """Call it when no more frames will be offered. Returns once all of them and the session's end are published, or
        after `drain` seconds and the answer that is then being awaited.
        """
        self._stop_at = time.monotonic() + drain
        self._stop.set()
        self._thread.join(drain + 2 * TIMEOUT)

    # ---- the thread

    def _run(self) -> None:
        pause = _FIRST_PAUSE
        try:
            while not self._is_over():
                try:
                    self._turn()
                    pause = _FIRST_PAUSE
                except (KafkaAway, _StoreAway) as away:
                    self._take_note(away)
                    self._stop.wait(pause * random.uniform(0.8, 1.2))  # noqa: S311
                    if self._stop.is_set():
                        time.sleep(_FIRST_PAUSE)
                    pause = min(2 * pause, _LONGEST_PAUSE)
        except OrinError as failure:
            self.failure = failure

    def _is_over(self) -> bool:
        if not self._stop.is_set():
            return False
        if time.monotonic() > self._stop_at:
            return True
        if len(self._backlog) or not self.attached.is_set():
            return False
        try:
            self._finish()
        except KafkaAway:
            return False
        return True

    def _turn(self) -> None:
        if not self.attached.is_set():
            self._attach()
        if self._in_doubt:
            self._settle()
        batch = self._backlog.head(1 if self._one_by_one else BATCH, _PATIENCE)
        self._end_others(batch[0].session if batch else self._session.name)
        if not batch:
            return
        records = self._prepare(batch)
        if records:
            self._mark(records[0])
            self._publish(batch[: len(records)], records)

    def _take_note(self, away: OrinError) -> None:
        if isinstance(away, KafkaAway) and not self.attached.is_set() and time.monotonic() > self._give_up_at:
            raise OrinError(str(away))
        event = "kafka.waiting" if isinstance(away, KafkaAway) else "store.waiting"
        self._session.say(event, spooled=self._counters.spooled, error=str(away))

    # ---- where the camera stopped

    def _attach(self) -> None:
        self._partitions = await_frames_topic(self._settings, 0.0, self._stop).partitions
        found = last_frame(self._settings, self._session.serde, self._session.camera, self._partitions)
        self.last, self._before, self._reached = found.captured_at, found.session, found.end
        if found.session in self._adopted and found.captured_at is not None:
            self._ends[found.session] = found.captured_at
        self.attached.set()

    def _settle(self) -> None:
        """Finds out what Kafka took of the frames that it did not acknowledge in time."""
        found = newest_since(self._settings, self._session.serde, self._session.camera, self._partitions, self._reached)
        if found is not None:
            while (batch := self._backlog.head(1, 0)) and batch[0].captured_at <= found.captured_at:
                self._published(batch[0])
        self._in_doubt = False

    # ---- a batch

    def _prepare(self, batch: Sequence[BacklogEntry]) -> list[FrameRef]:
        """References to the first frames of the batch, whose pictures it has put into the store.

        A frame that cannot be published is dropped when it is the first; else the batch ends before it.
        """
        records: list[FrameRef] = []
        previous = self.last
        for entry in batch:
            pending = None if self._is_passed(entry) else self._backlog.load(entry)
            if pending is None:
                if not records:
                    self._drop(entry)
                return records
            frame = pending.frame
            now = wall_clock()
            if self._retrying or now - frame.published_at > WAITED_US:
                frame = replace(frame, lossless=True, rejoined_at=now)
            records.append(replace(frame, previous_at=previous, uri=self._put(frame, pending.image)))
            previous = frame.captured_at
        return records

    def _put(self, frame: FrameRef, picture: bytes) -> str:
        try:
            return self._store.put(frame.camera, frame.captured_at, picture, suffix_of(frame.encoding))
        except OrinError as error:
            FRAME_STORE_ERRORS.labels("put").inc()
            self._retrying = True
            raise _StoreAway(str(error)) from error

    def _is_passed(self, entry: BacklogEntry) -> bool:
        return self.last is not None and entry.captured_at <= self.last

    def _drop(self, entry: BacklogEntry) -> None:
        if not self._is_passed(entry):
            self._counters.count_refused("torn")
            self._session.say("spool.torn", captured_at=entry.captured_at)
        elif entry.session != self._before:
            self._counters.count_refused("passed")
            self._session.say("frames.passed", captured_at=entry.captured_at, last=self.last)
        # Else the process before this one was killed between the acknowledgement and the deletion.
        self._backlog.done(entry)

    def _publish(self, batch: Sequence[BacklogEntry], records: Sequence[FrameRef]) -> None:
        outcomes = self._send([{"topic": FRAMES, **self._session.message(record)} for record in records])
        for entry, record, (error, offset) in zip(batch, records, outcomes, strict=True):
            if error is not None:
                self._fail(entry, error, alone=len(batch) == 1)
                return
            self._reached, self._newest = offset + 1, (record, offset)
            self._published(entry)
        self._retrying = self._one_by_one = False

    def _published(self, entry: BacklogEntry) -> None:
        self.last = entry.captured_at
        if entry.session == self._session.name:
            self._counters.count_published()
        else:
            self._counters.count_recovered()
            self._ends[entry.session] = entry.captured_at
        self._backlog.done(entry)

    def _fail(self, entry: BacklogEntry, error: KafkaError, *, alone: bool) -> None:
        self._in_doubt = self._retrying = True
        if error.code() not in _REFUSED_FOR_GOOD:
            raise KafkaAway(f"Kafka at {self._settings.kafka_bootstrap} accepted no frames: {error.str()}")
        self._one_by_one = True
        if alone:
            self._refuse(entry, error)

    def _refuse(self, entry: BacklogEntry, error: KafkaError) -> None:
        self._counters.count_refused("kafka")
        self._backlog.done(entry)
        self._session.say("kafka.refused", captured_at=entry.captured_at, error=error.str())
        if error.code() == KafkaError.INVALID_TIMESTAMP and entry.session == self._session.name:
            self._give_up_clock()

    def _give_up_clock(self) -> None:
        """Drops what is left and raises OrinError: no later frame of this session can have a better time."""
        while batch := self._backlog.head(1, 0):
            self._counters.count_refused("kafka")
            self._backlog.done(batch[0])
        raise OrinError(
            f"Kafka refuses the times of {self._session.camera}: this machine's clock is ahead of the brokers' by "
            "more than a minute; set it, synchronize it with NTP, and start again"
        )

    # ---- marks and ends

    def _mark(self, first: FrameRef) -> None:
        """Marks the camera where that is due, before its next frame (`first`) is sent."""
        if time.monotonic() - self._marked_at >= MARK_EVERY:
            self._send_mark(*(self._newest or (first, self._reached)))

    def _send_mark(self, frame: FrameRef, offset: int) -> None:
        self._must([mark(self._session.serde, frame, offset)])
        self._marked_at = time.monotonic()

    def _end_others(self, session: str) -> None:
        """Writes the ends of earlier sessions before a frame of `session` is sent: the camera would wait for them."""
        over = {name: at for name, at in self._ends.items() if name != session}
        if over:
            self._must([self._end_of(name, at) for name, at in over.items()])
            self._ends = {name: at for name, at in self._ends.items() if name not in over}

    def _finish(self) -> None:
        self._end_others(self._session.name)
        if self._newest is not None and self._newest[0].session == self._session.name:
            self._must([self._end_of(self._session.name, self._newest[0].captured_at)])
        if self._newest is not None:
            self._send_mark(*self._newest)

    def _end_of(self, session: str, at: int) -> dict[str, Any]:
        end = SessionEnd(camera=self._session.camera, session=session, ended_at=at)
        return {"topic": FRAMES, **self._session.message(end)}

    # ---- Kafka

    def _must(self, messages: Sequence[dict[str, Any]]) -> None:
        error = next((error for error, _ in self._send(messages) if error is not None), None)
        if error is None:
            return
        if error.code() == KafkaError.INVALID_TIMESTAMP and not self._ends:
            self._give_up_clock()
        raise KafkaAway(f"Kafka at {self._settings.kafka_bootstrap} does not answer: {error.str()}")

    def _send(self, messages: Sequence[dict[str, Any]]) -> list[tuple[KafkaError | None, int]]:
        """Sends and waits for every answer: (error or None, offset) of each."""
        if self._producer is None:
            self._producer = _producer(self._settings)
        outcomes: dict[int, tuple[KafkaError | None, int]] = {}
        for index, message in enumerate(messages):

            def answered(error: KafkaError | None, sent: Message, index: int = index) -> None:
                outcomes[index] = error, sent.offset() or 0

            try:
                self._producer.produce(**message, on_delivery=answered)
            except KafkaException as error:  # larger than a message may be
                outcomes[index] = error.args[0], 0
        while len(outcomes) < len(messages):
            self._producer.poll(0.1)
        if any(error is not None for error, _ in outcomes.values()):
            self._producer = None  # a fresh one begins without a past
        return [outcomes[index] for index in range(len(messages))]


def _producer(settings: Settings) -> Producer:
    return Producer(
        confluent_producer_config(settings)
        | QUIET
        | {
            "linger.ms": 0,
            "message.timeout.ms": int(TIMEOUT * 1000),
        }
    )
