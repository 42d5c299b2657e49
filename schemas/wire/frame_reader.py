"""What the records of frames, Detections and Tracks, begin with: read by hand, and known again by its bytes."""

import struct
from typing import NamedTuple, TypeVar

from orin.schemas.records import Detections, FrameStatus, Tracks
from orin.schemas.wire.avro_bytes import UnexpectedBytes, long, optional_text, text
from orin.schemas.wire.serde import Serde

K = TypeVar("K")
V = TypeVar("V")

_MOST_KNOWN = 20_000
"""Entries of a cache before it is emptied."""
_STATUS: tuple[FrameStatus, ...] = ("seen", "still", "shed", "undecodable", "frozen", "obscured")
DOUBLE = struct.Struct("<d")


class FrameHead(NamedTuple):
    """The fields of a record up to its status, as the record has them."""

    camera: str
    session: str
    session_started_at: int
    captured_at: int
    previous_at: int | None
    published_at: int
    uri: str | None
    width: int
    height: int
    source_position: float | None
    status: FrameStatus


class FrameReader:
    """What a camera's records repeat is looked up by its bytes instead of being decoded again."""

    def __init__(self) -> None:
        self._origins: dict[bytes, tuple[str, str, int]] = {}
        self._origin = b""
        self._times: dict[bytes, int] = {}

    def _head(self, data: bytes) -> tuple[FrameHead, int]:
        """The fields up to the status, and the place after it; raises `avro_bytes.UNEXPECTED`."""
        known = self._origin and data.startswith(self._origin, 5)
        at = 5 + len(self._origin) if known else self._learn_origin(data)
        camera, session, session_started_at = self._origins[self._origin]
        captured_at, at = self._time(data, at)
        previous_at, at = self._optional_time(data, at)
        published_at, at = self._time(data, at)
        uri, at = optional_text(data, at)
        width, at = long(data, at)
        height, at = long(data, at)
        if not (-(2**31) <= width < 2**31 and -(2**31) <= height < 2**31):
            raise UnexpectedBytes
        position: float | None = None
        branch, at = data[at], at + 1
        if branch == 2:
            (position,) = DOUBLE.unpack_from(data, at)
            at += 8
            if position - position != 0.0:  # not finite
                raise UnexpectedBytes
        elif branch:
            raise UnexpectedBytes
        if data[at] & 1:
            raise UnexpectedBytes
        status = _STATUS[data[at] >> 1]
        found = FrameHead(
            camera,
            session,
            session_started_at,
            captured_at,
            previous_at,
            published_at,
            uri,
            width,
            height,
            position,
            status,
        )
        return found, at + 1

    def _time(self, data: bytes, at: int) -> tuple[int, int]:
        raw = data[at : at + 8]
        known = self._times.get(raw)
        return (self._learn_time(raw) if known is None else known), at + 8

    def _optional_time(self, data: bytes, at: int) -> tuple[int | None, int]:
        branch = data[at]
        if branch == 2:
            return self._time(data, at + 1)
        if branch:
            raise UnexpectedBytes
        return None, at + 1

    def _learn_time(self, raw: bytes) -> int:
        """A varint of exactly 8 bytes: the µs of any time between 1971 and 3111."""
        packed = int.from_bytes(raw, "little")
        if packed & 0x8080808080808080 != 0x0080808080808080 or len(raw) != 8:
            raise UnexpectedBytes
        packed = (packed & 0x007F007F007F007F) | ((packed & 0x7F007F007F007F00) >> 1)
        packed = (packed & 0x00003FFF00003FFF) | ((packed & 0x3FFF00003FFF0000) >> 2)
        packed = (packed & 0x0FFFFFFF) | ((packed & 0x0FFFFFFF00000000) >> 4)
        value = (packed >> 1) ^ -(packed & 1)
        return keep(self._times, raw, value)

    def _learn_origin(self, data: bytes) -> int:
        camera, at = text(data, 5)
        session, at = text(data, at)
        started, at = long(data, at)
        self._origin = data[5:at]
        keep(self._origins, self._origin, (camera, session, started))
        return at


def keep(known: dict[K, V], key: K, value: V) -> V:
    """Has `key` known for `value`, and gives that; a cache that is full begins again."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[key] = value
    return value


def schema_header(serde: Serde, kind: type[Detections | Tracks]) -> bytes:
    """The five bytes before every record of the kind: the wire format's zero and the id of the schema."""
    empty = kind(
        camera="",
        session="",
        session_started_at=0,
        captured_at=0,
        previous_at=None,
        published_at=0,
        uri=None,
        width=0,
        height=0,
        status="seen",
        backend="",
    )
    return serde.encode(empty)[:5]
