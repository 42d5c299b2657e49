"""One batch of one partition: bytes in, bytes and new states out. No Kafka, no waiting."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Generic

import msgspec
from msgspec import Struct

from orin.processors.logic import Origin, StateT
from orin.processors.specs.armed import Armed
from orin.processors.specs.body import check_marker
from orin.runtime.failpoints import reach
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Delivery, Record, Spec
from orin.topologies.kafka.messages import Headers, Message, Outgoing
from orin.topologies.kafka.topics import SPEC_KEY
from orin.topologies.stage.checkpoint.state import (
    CHECKPOINT_VERSION,
    POSITION_KEY,
    Position,
    StoredState,
    encode_position,
    version_header,
)
from orin.topologies.stage.dead_letters import letter_of, letter_output
from orin.topologies.stage.definition import Codec, InputT, Stage
from orin.topologies.stage.reading import check, substitute

ReportTo = Callable[[str, dict[str, object]], None]

_CHECKPOINT_HEADERS = version_header(CHECKPOINT_VERSION)


class StepFailed(Exception):
    """`step` raised on the message at `offset`: the states in memory are spoilt."""

    def __init__(self, offset: int, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.offset = offset


class Prepared(Struct, frozen=True):
    """What the transaction of a batch has to contain, and how long making it took."""

    outgoing: list[Outgoing]
    position: Position
    records: int
    late: int
    outputs: list[Record]
    decode_seconds: float
    step_seconds: float
    encode_seconds: float
    state_bytes: int


class Batch(Generic[StateT, InputT]):
    """The in-memory state of one partition and the steps over it.

    `run` changes the states in place (so may `step`). The caller commits what it returns, or throws this object away
    and builds another from the state topic; there is nothing in between.
    """

    def __init__(
        self,
        stage: Stage[StateT, InputT],
        partition: int,
        codec: Codec,
        *,
        stored_state: StoredState,
        armed: Armed,
        position: Position,
        value_bytes: int,
        poison: frozenset[int],
        report: ReportTo,
        wall_clock: Callable[[], int],
    ) -> None:
        self._stage = stage
        self._partition = partition
        self._codec = codec
        self._stored_state = stored_state
        self._armed = armed
        self._position = position
        self._value_bytes = value_bytes
        self._poison = poison
        self._report = report
        self._wall_clock = wall_clock
        self._states: dict[str, StateT] = {}
        self._state_headers = version_header(stage.logic.logic_version)
        self._outgoing: list[Outgoing] = []
        self._changed: dict[str, Message] = {}
        self._late = 0
        self._seq_out = dict(position.seq_out)

    @property
    def position(self) -> Position:
        """After the last `run`."""
        return self._position

    def run(self, messages: Sequence[Message], seq_in: int | None) -> Prepared:
        """Steps over `messages`, in offset order; `seq_in` is the source's number expected after them.

        Raises StepFailed; the object is then of no more use.
        """
        self._outgoing = []
        self._changed = {}
        self._late = 0
        version = self._armed.version
        produced: list[tuple[Message, Record]] = []
        started = time.perf_counter()
        decoded = [(message, self._decode(message)) for message in messages]  # step 1
        reach(f"{self._stage.name}.decoded", OrinError)
        after_decode = time.perf_counter()
        for message, record in decoded:  # step 2
            if record is not None:
                self._step(message, record, produced)
        reach(f"{self._stage.name}.stepped", OrinError)
        after_step = time.perf_counter()
        outputs = self._encode_outputs(produced)
        if self._armed.version != version:
            self._put_state(SPEC_KEY, self._armed.dump(), _CHECKPOINT_HEADERS)
        state_bytes = sum(self._put_camera(camera, last) for camera, last in self._changed.items())
        self._position = Position(messages[-1].offset + 1, seq_in, dict(self._seq_out))
        self._put_state(POSITION_KEY, encode_position(self._position), _CHECKPOINT_HEADERS)
        return Prepared(
            outgoing=self._outgoing,
            position=self._position,
            records=len(messages),
            late=self._late,
            outputs=outputs,
            decode_seconds=after_decode - started,
            step_seconds=after_step - after_decode,
            encode_seconds=time.perf_counter() - after_step,
            state_bytes=state_bytes,
        )

    # ---- step 1: decode

    def _decode(self, message: Message) -> Record | None:
        """The record, or what stands in its place, or None; a DeadLetter is due in both latter cases."""
        if message.offset in self._poison:
            self._dead_letter(message, "failed", "the stage failed on this record twice; see its log")
            return None
        try:
            # A tombstone has no business on a data topic; empty bytes are refused like any other garbage.
            record = self._codec.decode(message.value or b"")
            check(self._stage, message, record)
        except WireError as error:
            self._dead_letter(message, error.reason, str(error))
            return substitute(self._stage, message)
        return record

    # ---- step 2: step

    def _step(self, message: Message, record: Any, produced: list[tuple[Message, Record]]) -> None:
        if isinstance(record, Spec):
            self._arm(message, record, produced)
            return
        camera: str = record.camera
        origin = Origin(self._stage.source, self._partition, message.offset)
        logic, state = self._stage.logic, self._state_of(camera)
        if logic.is_late(state, record):
            self._late += 1
        try:
            state, outputs = logic.step(state, record, self._armed, origin)
        except Exception as error:
            raise StepFailed(message.offset, error) from error
        self._states[camera] = state
        self._changed[camera] = message
        produced.extend((message, output) for output in outputs)

    def _arm(self, message: Message, spec: Spec, produced: list[tuple[Message, Record]]) -> None:
        try:
            check_marker(spec)
        except ValueError as error:
            self._dead_letter(message, "invalid_spec", f"{spec.kind} {spec.name!r} {spec.revision!r}: {error}"[:1000])
            return
        if self._armed.add(spec):
            produced.append((message, spec))

    def _state_of(self, camera: str) -> StateT:
        held = self._states.get(camera)
        if held is not None:
            return held
        stored = self._stored_state.take_camera(camera)
        if stored is None:
            return self._stage.logic.new(camera)
        version, data = stored
        if version == self._stage.logic.logic_version:
            try:
                return self._stage.logic.load(data)
            except (OrinError, msgspec.MsgspecError, ValueError, TypeError, KeyError, IndexError) as error:
                self._report("state_rebuilt", {"camera": camera, "reason": "unreadable", "error": str(error)})
        else:
            self._report("state_rebuilt", {"camera": camera, "reason": "logic_version", "found": version})
        return self._stage.logic.new(camera)

    # ---- what the transaction contains

    def _encode_outputs(self, produced: list[tuple[Message, Record]]) -> list[Record]:
        outputs = []
        for message, record in produced:
            topic = self._stage.outputs.get(type(record))
            if topic is None:
                continue
            try:
                data = self._codec.encode(record)
            except Exception as error:
                raise StepFailed(message.offset, error) from error
            if len(data) > self._value_bytes:
                what = f"a {type(record).__name__} of {len(data)} bytes; the limit is {self._value_bytes}"
                self._dead_letter(message, "too_large", what)
                continue
            sequence = self._seq_out.get(topic, 0)
            self._seq_out[topic] = sequence + 1
            # The input's own Kafka timestamp: the same captured_at, and one the broker has accepted before.
            self._outgoing.append(
                Outgoing(
                    topic,
                    self._partition,
                    SPEC_KEY if isinstance(record, Spec) else _key_of(record).encode(),
                    data,
                    self._codec.headers(record, sequence),
                    message.timestamp,
                )
            )
            outputs.append(record)
        return outputs

    def _put_camera(self, camera: str, last: Message) -> int:
        data = self._stage.logic.dump(self._states[camera])
        if len(data) > self._value_bytes:
            what = (
                f"the state of {camera} grew to {len(data)} bytes, over the limit of {self._value_bytes}; it was reset"
            )
            self._dead_letter(last, "too_large", what)
            self._states[camera] = self._stage.logic.new(camera)
            data = self._stage.logic.dump(self._states[camera])
        self._put_state(camera.encode(), data, self._state_headers)
        return len(data)

    def _put_state(self, key: bytes, value: bytes, headers: Headers) -> None:
        self._outgoing.append(Outgoing(self._stage.state, self._partition, key, value, headers, None))

    def _dead_letter(self, message: Message, reason: str, what: str) -> None:
        letter = letter_of(
            self._stage.name,
            self._stage.source,
            message,
            reason,
            what,
            failed_at=self._wall_clock(),
            most=self._value_bytes // 2,  # leaves room for the rest of the letter
        )
        self._outgoing.append(letter_output(self._codec, letter))
        self._report("dead_letter", {"reason": reason, "offset": message.offset, "message": letter.message})


def _key_of(record: Record) -> str:
    if isinstance(record, Delivery):
        return record.delivery_id
    camera: str = record.camera  # type: ignore[union-attr]
    return camera
