"""What a stage keeps of one partition, and its form on the compacted state topic.

Keys: a camera's name, `@position`, `@specs`. Each record carries the version of its form in the header
`logic_version`: the logic's own for cameras, the checkpoint's for the other two.
"""

import msgspec
from msgspec import Struct

from orin.processors.specs.armed import Armed
from orin.topologies.kafka.messages import Headers
from orin.topologies.kafka.topics import SPEC_KEY

POSITION_KEY = b"@position"
VERSION_HEADER = "logic_version"
CHECKPOINT_VERSION = 1


class Position(Struct, frozen=True, array_like=True):
    """How far the partition has been processed; written in the transaction of every batch."""

    next_offset: int
    """Of the source."""
    seq_in: int | None
    """The `orin_seq` expected next in the source; None where it has none."""
    seq_out: dict[str, int]
    """Topic -> the `orin_seq` of the next record on it."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Position)


def version_header(version: int) -> Headers:
    return [(VERSION_HEADER, b"%d" % version)]


def read_version(headers: Headers) -> int | None:
    """The version a state record was written with; None where it does not say."""
    for name, value in headers:
        if name == VERSION_HEADER and value.isdigit() and len(value) < 10:
            return int(value)
    return None


def encode_position(position: Position) -> bytes:
    return _encoder.encode(position)


def decode_position(data: bytes) -> Position:
    """Raises msgspec.DecodeError, of which msgspec.ValidationError is one."""
    return _decoder.decode(data)


class StoredState:
    """The newest record of each key, as read from the state topic; raw until somebody asks."""

    def __init__(self) -> None:
        self._latest: dict[bytes, tuple[int | None, bytes]] = {}

    def put(self, key: bytes, value: bytes | None, headers: Headers) -> None:
        if value is None:
            self._latest.pop(key, None)
        else:
            self._latest[key] = (read_version(headers), value)

    def checkpoint(self) -> tuple[Position | None, Armed]:
        """The position, None where nothing was ever committed, and the armed specs.

        Losing either would be silent harm, so neither is guessed: raises msgspec.MsgspecError.
        """
        position, armed = None, Armed()
        if (stored := self._latest.get(POSITION_KEY)) is not None:
            position = decode_position(_of_this_version(*stored))
        if (stored := self._latest.get(SPEC_KEY)) is not None:
            armed = Armed.load(_of_this_version(*stored))
        return position, armed

    def take_camera(self, camera: str) -> tuple[int | None, bytes] | None:
        """Version and dump of a camera's state; the caller owns it from now on."""
        return self._latest.pop(camera.encode(), None)


def _of_this_version(version: int | None, data: bytes) -> bytes:
    if version != CHECKPOINT_VERSION:
        raise msgspec.DecodeError(f"its version is {version}; this build reads version {CHECKPOINT_VERSION}")
    return data
