"""Where a camera stopped: its last frame on the frames topic, whoever published it.

Partitions hold many cameras, and may be long. So every ingest keeps a mark of its camera on the compacted topic
INGEST_STATE: one of its frames, and an offset at or before which that frame lies. A mark is acknowledged before the
session's first frame is sent, and again before any frame that is sent MARK_EVERY seconds after the mark before. So a
camera without a mark was never seen, and the last frame of one that has a mark was sent within MARK_EVERY seconds of
it: only that stretch of the partition is read.
"""

import time
import uuid
from typing import Any, NamedTuple

from confluent_kafka import Consumer, KafkaException, Message, TopicPartition

from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.records import FrameRef
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde
from orin.topologies.ingest.publish.topic import QUIET, KafkaAway, partition_of
from orin.topologies.kafka.answers import MOVING, ask, partitions
from orin.topologies.kafka.messages import headers_of
from orin.topologies.kafka.topics import FRAMES, INGEST_STATE

MARK_EVERY = 60.0
_BEYOND_MS = 180_000
"""After a mark's time: a record stamped so late was appended after the camera's last frame, since brokers refuse what
lies more than 60 s ahead (MARK_EVERY + 60 s, and 60 s between the clocks of brokers and ingests)."""
_OFFSET_HEADER = "orin_offset"
_FIRST_WINDOW = 1000
_READ_TIMEOUT = 30.0


class LastFrame(NamedTuple):
    """captured_at and session of a camera's last frame, None for a camera never seen; `end`: the log's end."""

    captured_at: int | None
    session: str | None
    end: int


def mark(serde: Serde, frame: FrameRef, offset: int) -> dict[str, Any]:
    """What `Producer.produce` takes to mark that `frame` lies, or will lie, at `offset` or later."""
    return {
        "topic": INGEST_STATE,
        "value": serde.encode(frame),
        "key": frame.camera.encode(),
        "timestamp": wall_clock() // 1000,
        "headers": [*headers(frame), (_OFFSET_HEADER, b"%d" % offset)],
    }


def last_frame(settings: Settings, serde: Serde, camera: str, partitions: int) -> LastFrame:
    """The camera's last frame. KafkaAway when Kafka does not answer, OrinError when it cannot be read."""
    with _TopicReader(settings, serde, camera) as reader:
        place = TopicPartition(FRAMES, partition_of(camera, partitions))
        low, high = reader.bounds(place)
        marked = reader.mark()
        if marked is None:
            return LastFrame(None, None, high)
        frame, offset, written_at = marked
        found = reader.newest(place, max(low, offset), reader.first_after(place, written_at + _BEYOND_MS, high))
        if found is not None:
            return LastFrame(found.captured_at, found.session, high)
        # Marked and never published, or deleted since by retention.
        return LastFrame(frame.previous_at if offset >= low else frame.captured_at, None, high)


def newest_since(settings: Settings, serde: Serde, camera: str, partitions: int, offset: int) -> FrameRef | None:
    """The camera's newest frame from `offset` on."""
    with _TopicReader(settings, serde, camera) as reader:
        place = TopicPartition(FRAMES, partition_of(camera, partitions))
        low, high = reader.bounds(place)
        return reader.newest(place, max(low, offset), high)


class _TopicReader:
    """A consumer that lives for one search."""

    def __init__(self, settings: Settings, serde: Serde, camera: str) -> None:
        self._serde, self._camera, self._where = serde, camera, settings.kafka_bootstrap
        self._consumer = Consumer(
            confluent_config(settings)
            | QUIET
            | {
                "group.id": f"orin-ingest-{uuid.uuid4()}",
                "enable.auto.commit": False,
                "enable.partition.eof": False,
                "auto.offset.reset": "earliest",
                "isolation.level": "read_committed",
            }
        )

    def __enter__(self) -> "_TopicReader":
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._consumer.close()
        if isinstance(error, KafkaException):
            raise KafkaAway(
                f"the last frame of {self._camera} cannot be read at {self._where}: {error.args[0].str()}; "
                "check Kafka and start again"
            ) from None

    def bounds(self, place: TopicPartition) -> tuple[int, int]:
        """First offset and the one after the last; asked again while the partition's leader is being found."""
        return ask(
            lambda: self._consumer.get_watermark_offsets(place, timeout=5.0, cached=False), _READ_TIMEOUT, MOVING
        )

    def mark(self) -> tuple[FrameRef, int, int] | None:
        """The camera's marked frame, the offset from which on it lies, and when it was marked (ms)."""
        count = len(partitions(self._consumer, INGEST_STATE, self._where, timeout=5.0))
        place = TopicPartition(INGEST_STATE, partition_of(self._camera, count))
        found = None
        for message in self._read(place, *self.bounds(place)):
            offset = dict(headers_of(message)).get(_OFFSET_HEADER, b"")
            frame = self._frame(message)
            if frame is not None and offset.isdigit():
                found = frame, int(offset), message.timestamp()[1]
        return found

    def first_after(self, place: TopicPartition, timestamp: int, high: int) -> int:
        """Offset of the first record stamped `timestamp` (ms) or later; `high` where there is none."""
        wanted = TopicPartition(place.topic, place.partition, timestamp)
        (found,) = self._consumer.offsets_for_times([wanted], timeout=5.0)
        return found.offset if 0 <= found.offset < high else high

    def newest(self, place: TopicPartition, begin: int, end: int) -> FrameRef | None:
        """The camera's frame with the latest captured_at in [begin, end), searched backwards in growing windows."""
        window = _FIRST_WINDOW
        while end > begin:
            start = max(begin, end - window)
            found = [f for message in self._read(place, start, end) if (f := self._frame(message)) is not None]
            if found:
                return max(found, key=lambda frame: frame.captured_at)
            end, window = start, window * 4
        return None

    def _read(self, place: TopicPartition, begin: int, end: int) -> list[Message]:
        """The camera's messages in [begin, end)."""
        key, position, found = self._camera.encode(), begin, []
        self._consumer.assign([TopicPartition(place.topic, place.partition, begin)])
        until = time.monotonic() + _READ_TIMEOUT
        while position < end:
            messages = self._consumer.consume(min(end - position, 5000), timeout=0.2)
            if messages:
                until = time.monotonic() + _READ_TIMEOUT
            else:
                # A compacted log's last offsets may hold nothing.
                (reached,) = self._consumer.position([TopicPartition(place.topic, place.partition)])
                position = max(position, reached.offset)
                if time.monotonic() > until:
                    raise KafkaAway(
                        f"{place.topic}, partition {place.partition}: no answer at offset {position}; "
                        "check Kafka and start again"
                    )
            for message in messages:
                if message.error() is not None:
                    raise KafkaException(message.error())
                position = (message.offset() or 0) + 1
                if position <= end and message.key() == key:
                    found.append(message)
        return found

    def _frame(self, message: Message) -> FrameRef | None:
        try:
            record = self._serde.decode(message.value() or b"")
        except WireError:
            return None  # foreign bytes under our key: not a frame
        return record if isinstance(record, FrameRef) else None
