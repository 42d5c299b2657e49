"""Tracks onto the wire at a fraction of the price: the layout of this build's own schema, written by hand.

What a camera's records repeat is looked up instead of being encoded again, as in tracks_reader.py. Whatever is not as
expected goes to the general codec, which refuses it or writes it; a test holds both to the same bytes.
"""

import struct

from orin.schemas.records import EndedTrack, Record, Track, Tracks
from orin.schemas.wire.frame_reader import DOUBLE, keep, schema_header
from orin.schemas.wire.serde import Serde
from orin.schemas.wire.tracks_reader import TRACK

_STATUS = {
    "seen": b"\x00", "still": b"\x02", "shed": b"\x04", "undecodable": b"\x06", "frozen": b"\x08", "obscured": b"\x0a"
}  # fmt: skip
_STATE = {"tentative": 0, "confirmed": 2, "coasting": 4, "resting": 6}
_REASON = {"edge": b"\x00", "lost": b"\x02", "gap": b"\x04", "removed": b"\x06"}
_NULL, _VALUE = b"\x00", b"\x02"
"""The branches of a union with null."""
_LEAST_TIME, _MOST_TIME = 1 << 48, 1 << 55
"""Between these a long takes 8 bytes: µs of the years 1979 to 3111."""


class _Unexpected(Exception):
    """Not the usual record."""


class TracksWriter:
    """Encodes like `serde`, records of any type, and raises as it does."""

    def __init__(self, serde: Serde) -> None:
        self._serde = serde
        self._header = schema_header(serde, Tracks)
        self._texts: dict[str, bytes] = {}
        self._names: dict[tuple[str, str], bytes] = {}
        self._times: dict[int, bytes] = {}

    def encode(self, record: Record) -> bytes:
        if type(record) is Tracks:
            try:
                return self._tracks(record)
            except (_Unexpected, KeyError, TypeError, AttributeError, struct.error, UnicodeEncodeError):
                pass
        return self._serde.encode(record)

    def _tracks(self, record: Tracks) -> bytes:
        width, height, position = record.width, record.height, record.source_position
        if not (-(2**31) <= width < 2**31 and -(2**31) <= height < 2**31):
            raise _Unexpected
        parts = [
            self._header,
            self._text(record.camera),
            self._text(record.session),
            self._time(record.session_started_at),
            self._time(record.captured_at),
            self._optional_time(record.previous_at),
            self._time(record.published_at),
            _NULL if record.uri is None else _VALUE + _text(record.uri),
            _long(width),
            _long(height),
            _NULL if position is None else _VALUE + _double(position),
            _STATUS[record.status],
            _NULL if record.model_sha256 is None else _VALUE + self._text(record.model_sha256),
            self._text(record.backend),
        ]
        if record.tracks:
            parts.append(_long(len(record.tracks)))
            for track in record.tracks:
                parts += self._track(track)
        parts.append(_NULL)
        if record.ended:
            parts.append(_long(len(record.ended)))
            parts += [self._ended(each) for each in record.ended]
        parts.append(_NULL)
        return b"".join(parts)

    def _track(self, track: Track) -> tuple[bytes, bytes, bytes]:
        x1, y1, x2, y2 = track.x1, track.y1, track.x2, track.y2
        score, vx, vy = track.score, track.velocity_x, track.velocity_y
        held, detected = track.label_held, track.detected
        total = score + x1 + y1 + x2 + y2 + vx + vy
        if total - total != 0.0 or type(held) is not bool or type(detected) is not bool:  # not finite, no boolean
            raise _Unexpected
        named = self._names.get((track.track_id, track.label))
        if named is None:
            named = self._learn_names(track.track_id, track.label)
        packed = TRACK.pack(
            held, score, x1, y1, x2, y2, _STATE[track.state], self._time(track.born_at),
            detected, vx, vy,
        )  # fmt: skip
        return named, packed, self._optional_time(track.rest_since)

    def _ended(self, ended: EndedTrack) -> bytes:
        return _text(ended.track_id) + _REASON[ended.reason] + self._time(ended.last_at)

    def _optional_time(self, value: int | None) -> bytes:
        return _NULL if value is None else _VALUE + self._time(value)

    def _time(self, value: int) -> bytes:
        """A long of exactly 8 bytes."""
        known = self._times.get(value)
        return self._learn_time(value) if known is None else known

    def _text(self, value: str) -> bytes:
        known = self._texts.get(value)
        if known is None:
            known = keep(self._texts, value, _text(value))
        return known

    # ---- what is written for the first time

    def _learn_time(self, value: int) -> bytes:
        if not _LEAST_TIME <= value < _MOST_TIME or type(value) is not int:
            raise _Unexpected
        packed = value << 1
        packed = (packed & 0x0FFFFFFF) | ((packed & 0x00FFFFFFF0000000) << 4)
        packed = (packed & 0x00003FFF00003FFF) | ((packed & 0x0FFFC0000FFFC000) << 2)
        packed = (packed & 0x007F007F007F007F) | ((packed & 0x3F803F803F803F80) << 1)
        raw = (packed | 0x0080808080808080).to_bytes(8, "little")
        return keep(self._times, value, raw)

    def _learn_names(self, track_id: str, label: str) -> bytes:
        return keep(self._names, (track_id, label), _text(track_id) + _text(label))


def _text(value: str) -> bytes:
    data = value.encode()
    return _long(len(data)) + data


def _double(value: float) -> bytes:
    if value - value != 0.0:
        raise _Unexpected  # not finite
    return DOUBLE.pack(value)


def _long(value: int) -> bytes:
    value = (value << 1) ^ (value >> 63)
    if value < 0x80:
        return bytes((value,))
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
