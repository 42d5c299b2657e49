"""What a plain loop over the detections log makes of it: the run that nobody disturbed.

The processors are driven directly. What is poison is known from the header that its maker gave it, so nothing here
relies on the stages' own judgement of what can be read.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from orin.processors.guards.logic import WatchLogic
from orin.processors.logic import CameraLogic, Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import Detections, Event, Record, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import CAPTURED_AT_HEADER, DETECTIONS, SESSION_HEADER, SPEC_KEY, TRACKS
from orin.topologies.stage.reading import undecodable_frame
from tests.cluster.chaos.poison import POISON_HEADER, SUBSTITUTED


class Due(NamedTuple):
    """What one message of the detections log leads to."""

    letter: str | None
    """Key of the DeadLetter that is due."""
    tracks: list[tuple[bytes, Record]]
    """(key, record) on the tracks topic."""
    events: list[Event]


class Undisturbed:
    """track and watch over one partition."""

    def __init__(self, serde: Serde, partition: int, *, late_after: float, takeover_after: float, build: str) -> None:
        self._serde = serde
        self._partition = partition
        self._track = _Loop(TrackLogic(takeover_after), DETECTIONS, partition)
        self._watch = _Loop(WatchLogic(late_after, build), TRACKS, partition)

    def run(self, messages: Iterable[Message]) -> Iterator[Due]:
        for message in messages:
            poison = poison_of(message)
            letter = None if poison is None else f"track/{DETECTIONS}/{self._partition}/{message.offset}"
            record = self._record(message, poison)
            tracks = [] if record is None else self._track.feed(record, message.offset)
            events = [event for output in tracks for event in self._watch.feed(output, 0) if isinstance(event, Event)]
            yield Due(letter, [(_key(output), output) for output in tracks], events)

    def _record(self, message: Message, poison: str | None) -> Record | None:
        if poison is None:
            return self._serde.decode(message.value)
        if not poison.startswith(SUBSTITUTED) or message.key is None:
            return None
        found = dict(message.headers)
        session, at = found[SESSION_HEADER].decode(), int(found[CAPTURED_AT_HEADER])
        return undecodable_frame(Detections, message.key.decode(), session, at)


class _Loop:
    """One logic over all cameras of a partition. Its outputs are those that a topic takes, in order."""

    def __init__(self, logic: CameraLogic[Any, Any], topic: str, partition: int) -> None:
        self._logic = logic
        self._topic = topic
        self._partition = partition
        self._states: dict[str, Any] = {}
        self._armed = Armed()

    def feed(self, record: Any, offset: int) -> list[Record]:
        if isinstance(record, Spec):
            return [record] if self._armed.add(record) else []
        camera = record.camera
        state = self._states.get(camera)
        origin = Origin(self._topic, self._partition, offset)
        state = self._logic.new(camera) if state is None else state
        self._states[camera], outputs = self._logic.step(state, record, self._armed, origin)
        return [output for output in outputs if isinstance(output, Tracks | SessionEnd | Event)]


def poison_of(message: Message) -> str | None:
    """The sort of poison that a message is; None for a good one."""
    value = dict(message.headers).get(POISON_HEADER)
    return None if value is None else value.decode()


def _key(record: Any) -> bytes:
    return SPEC_KEY if isinstance(record, Spec) else record.camera.encode()
