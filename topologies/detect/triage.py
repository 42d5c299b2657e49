"""The first step of detect: read each message, decide whether its frame is inferred. Pure; the clock is passed in."""

from collections.abc import Callable

import structlog

from orin.runtime.observability import metrics
from orin.schemas.errors import WireError
from orin.schemas.records import Detections, FrameRef, SessionEnd, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde
from orin.topologies.detect.sequences import FrameSequences
from orin.topologies.detect.work_item import WorkItem
from orin.topologies.kafka.messages import Message, Outgoing
from orin.topologies.kafka.topics import DETECTIONS, FRAMES
from orin.topologies.stage.dead_letters import letter_of, letter_output
from orin.topologies.stage.reading import check_record, named, undecodable_frame
from orin.topologies.stage.wire import Wire

log = structlog.get_logger(__name__)

STAGE = "detect"
MOST_BYTES = 900_000
"""Of a value that is sent: Kafka's default limit of 1 MiB less room for key, headers and the rest of a dead letter."""
_LONGEST_WHY = 1000
"""Characters of a reason: an exception of a backend may hold a whole picture."""


class Triage:
    """Turns messages into items, in the order of each partition.

    Markers and session ends are forwarded as they are; what cannot be read becomes a DeadLetter and, where key and
    headers tell the camera and the time, an `undecodable` record in its place; a frame that is not lossless and was
    published more than `max_lag` seconds ago is `shed`; a frame that was taken before is passed over.
    """

    def __init__(
        self, serde: Serde, *, max_lag: float, takeover_after: float, backend: str, clock: Callable[[], int]
    ) -> None:
        self._serde = serde
        self._max_lag_us = round(max_lag * 1_000_000)
        self._sequences = FrameSequences(takeover_after)
        self._backend = backend
        self._clock = clock
        self._next: dict[int, int] = {}

    def take(self, message: Message) -> WorkItem | None:
        """The item for a message; None for one that was taken before (Kafka delivers again after a rebalance)."""
        if message.offset < self._next.get(message.partition, 0):
            return None
        self._next[message.partition] = message.offset + 1
        item = WorkItem(message)
        try:
            record = self._read(message)
        except WireError as error:
            self._refuse(item, error.reason, str(error))
            return item
        if isinstance(record, FrameRef):
            self._take_frame(item, record)
        else:
            self._forward(item, record)
        return item

    def lose(self, partitions: set[int]) -> set[str]:
        """Forgets all of these partitions; returns the sequences whose background is to be forgotten with them."""
        for partition in partitions:
            self._next.pop(partition, None)
        return self._sequences.lose(partitions)

    def _read(self, message: Message) -> FrameRef | SessionEnd | Spec:
        record = self._serde.decode(message.value or b"")
        check_record(record, (FrameRef, SessionEnd), FRAMES, message.key, message.timestamp)
        assert isinstance(record, FrameRef | SessionEnd | Spec)
        return record

    def _take_frame(self, item: WorkItem, frame: FrameRef) -> None:
        metrics.FRAMES_IN.labels("detect").inc()
        sequence = self._sequences.enter(frame, item.message.partition)
        if sequence is None:
            metrics.FRAMES_REPEATED.inc()
            return
        item.frame, item.sequence = frame, sequence
        if not frame.lossless and self._clock() - frame.published_at > self._max_lag_us:
            item.status = "shed"
            metrics.FRAMES_SHED.labels(frame.camera).inc()

    def _forward(self, item: WorkItem, record: SessionEnd | Spec) -> None:
        if isinstance(record, SessionEnd):
            self._sequences.end(record)
        message = item.message
        item.outputs.append(
            Outgoing(
                DETECTIONS,
                message.partition,
                message.key or b"",
                message.value or b"",
                message.headers,
                message.timestamp,
            )
        )

    def _refuse(self, item: WorkItem, reason: str, text: str) -> None:
        message = item.message
        metrics.DEAD_LETTERS.labels(STAGE, reason).inc()
        log.warning("dead letter", reason=reason, partition=message.partition, offset=message.offset, fault=text)
        item.outputs.append(dead_letter(self._serde, message, reason, text, self._clock()))
        stand_in = in_its_place(message, self._backend)
        if stand_in is not None:
            item.outputs.append(detections_output(self._serde, message, stand_in))


def dead_letter(serde: Serde, message: Message, reason: str, text: str, now: int) -> Outgoing:
    """The message, with why it could not be processed; `now` in µs."""
    letter = letter_of(STAGE, FRAMES, message, reason, text[:_LONGEST_WHY], failed_at=now, most=MOST_BYTES)
    return letter_output(Wire(serde), letter)


def in_its_place(message: Message, backend: str) -> Detections | None:
    """An `undecodable` record for a frame whose value cannot be read; None where nobody knows whose it is."""
    found = named(message.key, message.headers, message.timestamp)
    return None if found is None else undecodable_frame(Detections, *found, backend)


def detections_output(serde: Serde, message: Message, record: Detections) -> Outgoing:
    """WireError for a record that no message can hold, or that its schema does not allow."""
    value = serde.encode(record)
    if len(value) > MOST_BYTES:
        raise WireError("too_large", f"a Detections of {len(value)} bytes; the limit is {MOST_BYTES}")
    return Outgoing(
        DETECTIONS,
        message.partition,
        record.camera.encode(),
        value,
        headers(record),
        record.captured_at // 1000,
    )
