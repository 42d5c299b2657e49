"""A stage small enough to run a hundred thousand times: cameras send numbers, the logic sums them."""

import json
from typing import Any

import msgspec
from msgspec import Struct

from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.schemas.errors import WireError
from orin.schemas.records import DeadLetter, Record, SessionEnd, Spec
from orin.topologies.kafka.messages import Headers, Message
from orin.topologies.kafka.topics import CAPTURED_AT_HEADER, SEQUENCE_HEADER, SESSION_HEADER
from orin.topologies.stage.definition import Stage

SOURCE = "toy.in"
OUTPUT = "toy.out"
STATE = "toy.state"
BROKEN = 666
"""A number that the logic cannot bear."""


class Ping(Struct, frozen=True, tag=True):
    camera: str
    captured_at: int
    number: int


class Pong(Struct, frozen=True, tag=True):
    camera: str
    captured_at: int
    count: int
    total: int
    armed: int
    offset: int


class _Mark(Struct, frozen=True, tag="Spec"):
    spec: Spec


class _Letter(Struct, frozen=True, tag="DeadLetter"):
    letter: DeadLetter


class _End(Struct, frozen=True, tag="SessionEnd"):
    end: SessionEnd


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Ping | Pong | _Mark | _Letter | _End)


class ToyCodec:
    """msgpack instead of Avro."""

    def encode(self, record: Record) -> bytes:
        if isinstance(record, Spec):
            return _encoder.encode(_Mark(record))
        if isinstance(record, DeadLetter):
            return _encoder.encode(_Letter(record))
        if isinstance(record, SessionEnd):
            return _encoder.encode(_End(record))
        return _encoder.encode(record)

    def decode(self, data: bytes) -> Record:
        try:
            found: Any = _decoder.decode(data)
        except msgspec.MsgspecError as error:
            raise WireError("undecodable", str(error)) from error
        wrapped: Record = found
        if isinstance(found, _Mark):
            wrapped = found.spec
        elif isinstance(found, _Letter):
            wrapped = found.letter
        elif isinstance(found, _End):
            wrapped = found.end
        return wrapped

    def headers(self, record: Record, sequence: int | None) -> Headers:
        return () if sequence is None else ((SEQUENCE_HEADER, b"%d" % sequence),)


class ToyState(Struct):
    count: int = 0
    total: int = 0


class ToyLogic:
    """The state is changed in place, as the contract allows; a lost, repeated or reordered input shows for ever."""

    logic_version = 1

    def new(self, camera: str) -> ToyState:
        return ToyState()

    def is_late(self, state: ToyState, record: Ping | SessionEnd) -> bool:
        return False

    def step(
        self, state: ToyState, record: Ping | SessionEnd, armed: Armed, origin: Origin
    ) -> tuple[ToyState, list[Record]]:
        if isinstance(record, SessionEnd):
            state.count = 0
            return state, [record]
        state.count += 1
        if record.number == BROKEN:
            raise ArithmeticError("the state is spoilt by now")
        state.total = (state.total * 31 + record.number) % 1_000_003
        pong = Pong(record.camera, record.captured_at, state.count, state.total, armed.version, origin.offset)
        return state, [pong] * (1 + record.number % 2)  # type: ignore[list-item]

    def dump(self, state: ToyState) -> bytes:
        return json.dumps([state.count, state.total]).encode()

    def load(self, data: bytes) -> ToyState:
        count, total = json.loads(data)
        return ToyState(count, total)


def toy_stage(dense: str = "offset") -> Stage[ToyState, Ping | SessionEnd]:
    return Stage(
        name="toy",
        source=SOURCE,
        state=STATE,
        outputs={Pong: OUTPUT, Spec: OUTPUT, SessionEnd: OUTPUT},
        dense=dense,  # type: ignore[arg-type]
        inputs=(Ping, SessionEnd),
        logic=ToyLogic(),
        undecodable=lambda camera, session, captured_at: Ping(camera, captured_at, -1),
    )


def ping(camera: str, at: int, number: int) -> tuple[bytes, bytes, Headers, int]:
    """key, value, headers, Kafka timestamp."""
    record = Ping(camera, at, number)
    headers = ((SESSION_HEADER, b"s"), (CAPTURED_AT_HEADER, b"%d" % at))
    return camera.encode(), _encoder.encode(record), headers, at // 1000


def as_message(offset: int, source: tuple[bytes | None, bytes | None, Headers, int]) -> Message:
    key, value, headers, timestamp = source
    return Message(0, offset, timestamp, key, value, headers)
