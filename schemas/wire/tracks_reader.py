"""Tracks off the wire at half the price: the layout of this build's own schema, read by hand.

A camera's records repeat most of what they say: who it is, the ids, labels and birth times of its tracks. Their bytes
are looked up instead of being decoded again. Whatever is not as expected goes to the general codec, whose word counts;
a test holds both to the same answer on any record.
"""

import struct

from orin.schemas.records import EndedTrack, FrameStatus, Record, Track, Tracks, TrackState
from orin.schemas.wire.serde import Serde

_STATUS: tuple[FrameStatus, ...] = ("seen", "still", "shed", "undecodable", "frozen", "obscured")
_STATE: tuple[TrackState, ...] = ("tentative", "confirmed", "coasting", "resting")
_REASON = ("edge", "lost", "gap", "removed")
_TRACK = struct.Struct("<B5dB8sB2d")
"""label_held, score, x1, y1, x2, y2, state, born_at (a varint of 8 bytes), detected, velocity_x, velocity_y."""
_DOUBLE = struct.Struct("<d")
_MOST = 20_000
"""Entries of a cache before it is emptied."""


class _Unexpected(Exception):
    """Not the usual layout."""


class TracksReader:
    """Decodes like `serde`, records of any type, and raises as it does."""

    def __init__(self, serde: Serde) -> None:
        self._serde = serde
        self._header = tracks_header(serde)
        self._origins: dict[bytes, tuple[str, str, int]] = {}
        self._origin = b""
        self._views: dict[bytes, tuple[str | None, str]] = {}
        self._names: dict[bytes, tuple[str, str]] = {}
        self._times: dict[bytes, int] = {}

    def decode(self, data: bytes) -> Record:
        if data[:5] == self._header:
            try:
                return self._tracks(data)
            except (_Unexpected, IndexError, struct.error, UnicodeDecodeError):
                pass
        return self._serde.decode(data)

    def _tracks(self, data: bytes) -> Tracks:
        known = self._origin and data.startswith(self._origin, 5)
        at = 5 + len(self._origin) if known else self._learn_origin(data)
        camera, session, session_started_at = self._origins[self._origin]
        captured_at, at = self._time(data, at)
        previous_at: int | None = None
        branch, at = data[at], at + 1
        if branch == 2:
            previous_at, at = self._time(data, at)
        elif branch:
            raise _Unexpected
        published_at, at = self._time(data, at)
        uri, at = _optional_text(data, at)
        width, at = _long(data, at)
        height, at = _long(data, at)
        if not (-(2**31) <= width < 2**31 and -(2**31) <= height < 2**31):
            raise _Unexpected
        position: float | None = None
        branch, at = data[at], at + 1
        if branch == 2:
            (position,) = _DOUBLE.unpack_from(data, at)
            at += 8
            if position - position != 0.0:  # not finite
                raise _Unexpected
        elif branch:
            raise _Unexpected
        if data[at] & 1:
            raise _Unexpected
        status = _STATUS[data[at] >> 1]
        begun = at = at + 1
        _, at = _skip_optional(data, at)
        at = _skip(data, at)
        view = self._views.get(data[begun:at])
        if view is None:
            view = self._learn_view(data, begun, at)
        tracks, at = self._track_list(data, at)
        ended: tuple[EndedTrack, ...] = ()
        if data[at]:
            ended, at = _ended_list(data, at)
        if at + 1 != len(data):
            raise _Unexpected
        return Tracks(
            camera=camera,
            session=session,
            session_started_at=session_started_at,
            captured_at=captured_at,
            previous_at=previous_at,
            published_at=published_at,
            uri=uri,
            width=width,
            height=height,
            source_position=position,
            status=status,
            model_sha256=view[0],
            backend=view[1],
            tracks=tracks,
            ended=ended,
        )

    def _track_list(self, data: bytes, at: int) -> tuple[tuple[Track, ...], int]:
        """The tracks, and where the list's closing zero was passed."""
        count, at = data[at], at + 1
        if not count:
            return (), at
        if count & 0x81:  # more than 63, or a block that says its size
            raise _Unexpected
        found: list[Track] = []
        names, times, unpack = self._names, self._times, _TRACK.unpack_from
        for _ in range(count >> 1):
            begun = at
            at += 1 + (data[at] >> 1)
            if (data[begun] | data[at]) & 0x81:
                raise _Unexpected
            at += 1 + (data[at] >> 1)
            named = names.get(data[begun:at])
            if named is None:
                named = self._learn_names(data, begun, at)
            held, score, x1, y1, x2, y2, state, raw, detected, vx, vy = unpack(data, at)
            at += _TRACK.size
            total = score + x1 + y1 + x2 + y2 + vx + vy
            if total - total != 0.0 or held > 1 or detected > 1 or state & 1:  # not finite, no boolean, no index
                raise _Unexpected
            born_at = times.get(raw)
            if born_at is None:
                born_at = self._learn_time(raw)
            rest_since: int | None = None
            branch, at = data[at], at + 1
            if branch == 2:
                rest_since, at = self._time(data, at)
            elif branch:
                raise _Unexpected
            found.append(
                Track(
                    track_id=named[0],
                    label=named[1],
                    label_held=held == 1,
                    score=score,
                    x1=x1,
                    y1=y1,
                    x2=x2,
                    y2=y2,
                    state=_STATE[state >> 1],
                    born_at=born_at,
                    detected=detected == 1,
                    velocity_x=vx,
                    velocity_y=vy,
                    rest_since=rest_since,
                )
            )
        if data[at]:
            raise _Unexpected
        return tuple(found), at + 1

    def _time(self, data: bytes, at: int) -> tuple[int, int]:
        raw = data[at : at + 8]
        known = self._times.get(raw)
        return (self._learn_time(raw) if known is None else known), at + 8

    # ---- what is seen for the first time

    def _learn_time(self, raw: bytes) -> int:
        """A varint of exactly 8 bytes: the µs of any time between 1971 and 3111."""
        packed = int.from_bytes(raw, "little")
        if packed & 0x8080808080808080 != 0x0080808080808080 or len(raw) != 8:
            raise _Unexpected
        packed = (packed & 0x007F007F007F007F) | ((packed & 0x7F007F007F007F00) >> 1)
        packed = (packed & 0x00003FFF00003FFF) | ((packed & 0x3FFF00003FFF0000) >> 2)
        packed = (packed & 0x0FFFFFFF) | ((packed & 0x0FFFFFFF00000000) >> 4)
        value = (packed >> 1) ^ -(packed & 1)
        if len(self._times) >= _MOST:
            self._times.clear()
        self._times[raw] = value
        return value

    def _learn_origin(self, data: bytes) -> int:
        camera, at = _text(data, 5)
        session, at = _text(data, at)
        started, at = _long(data, at)
        self._origin = data[5:at]
        if len(self._origins) >= _MOST:
            self._origins.clear()
        self._origins[self._origin] = camera, session, started
        return at

    def _learn_view(self, data: bytes, begun: int, end: int) -> tuple[str | None, str]:
        model, at = _optional_text(data, begun)
        backend, _ = _text(data, at)
        if len(self._views) >= _MOST:
            self._views.clear()
        view = self._views[data[begun:end]] = model, backend
        return view

    def _learn_names(self, data: bytes, begun: int, end: int) -> tuple[str, str]:
        track_id, at = _text(data, begun)
        label, _ = _text(data, at)
        if len(self._names) >= _MOST:
            self._names.clear()
        named = self._names[data[begun:end]] = track_id, label
        return named


def _long(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
    if shift > 56:
        raise _Unexpected
    return (value >> 1) ^ -(value & 1), at


def _skip(data: bytes, at: int) -> int:
    """Past a text."""
    length, at = _long(data, at)
    if length < 0 or at + length > len(data):
        raise _Unexpected
    return at + length


def _skip_optional(data: bytes, at: int) -> tuple[int, int]:
    branch = data[at]
    if branch == 2:
        return branch, _skip(data, at + 1)
    if branch:
        raise _Unexpected
    return branch, at + 1


def _text(data: bytes, at: int) -> tuple[str, int]:
    end = _skip(data, at)
    _, at = _long(data, at)
    return data[at:end].decode(), end


def _optional_text(data: bytes, at: int) -> tuple[str | None, int]:
    branch, end = _skip_optional(data, at)
    return (_text(data, at + 1)[0] if branch else None), end


def _ended_list(data: bytes, at: int) -> tuple[tuple[EndedTrack, ...], int]:
    """The tracks that ended, and the place of the list's closing zero."""
    count, at = _long(data, at)
    found: list[EndedTrack] = []
    for _ in range(count):
        track_id, at = _text(data, at)
        reason = data[at]
        last_at, at = _long(data, at + 1)
        if reason & 1:
            raise _Unexpected
        found.append(EndedTrack(track_id=track_id, reason=_REASON[reason >> 1], last_at=last_at))  # type: ignore[arg-type]
    if count < 0 or data[at]:
        raise _Unexpected
    return tuple(found), at


def tracks_header(serde: Serde) -> bytes:
    """The five bytes before every Tracks record: the wire format's zero and the id of the schema."""
    return serde.encode(_EMPTY)[:5]


_EMPTY = Tracks(
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
