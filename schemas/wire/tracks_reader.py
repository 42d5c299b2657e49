"""Tracks off the wire at half the price: the layout of this build's own schema, read by hand.

A camera's records repeat most of what they say: who it is, the ids, labels and birth times of its tracks. Their bytes
are looked up instead of being decoded again. Whatever is not as expected goes to the general codec, whose word counts;
a test holds both to the same answer on any record.
"""

import struct

from orin.schemas.records import EndedTrack, Record, Track, Tracks, TrackState
from orin.schemas.wire.avro_bytes import UNEXPECTED, UnexpectedBytes, long, optional_text, skip, skip_optional, text
from orin.schemas.wire.frame_reader import FrameReader, keep, schema_header
from orin.schemas.wire.serde import Serde

_STATE: tuple[TrackState, ...] = ("tentative", "confirmed", "coasting", "resting")
_REASON = ("edge", "lost", "gap", "removed")
TRACK = struct.Struct("<B5dB8sB2d")
"""label_held, score, x1, y1, x2, y2, state, born_at (a varint of 8 bytes), detected, velocity_x, velocity_y."""


class TracksReader(FrameReader):
    """Decodes like `serde`, records of any type, and raises as it does."""

    def __init__(self, serde: Serde) -> None:
        super().__init__()
        self._serde = serde
        self._header = schema_header(serde, Tracks)
        self._views: dict[bytes, tuple[str | None, str]] = {}
        self._names: dict[bytes, tuple[str, str]] = {}

    def decode(self, data: bytes) -> Record:
        if data[:5] == self._header:
            try:
                return self._tracks(data)
            except UNEXPECTED:
                pass
        return self._serde.decode(data)

    def _tracks(self, data: bytes) -> Tracks:
        head, at = self._head(data)
        begun = at
        _, at = skip_optional(data, at)
        at = skip(data, at)
        view = self._views.get(data[begun:at])
        if view is None:
            view = self._learn_view(data, begun, at)
        tracks, at = self._track_list(data, at)
        ended: tuple[EndedTrack, ...] = ()
        if data[at]:
            ended, at = _ended_list(data, at)
        if at + 1 != len(data):
            raise UnexpectedBytes
        return Tracks(
            camera=head.camera,
            session=head.session,
            session_started_at=head.session_started_at,
            captured_at=head.captured_at,
            previous_at=head.previous_at,
            published_at=head.published_at,
            uri=head.uri,
            width=head.width,
            height=head.height,
            source_position=head.source_position,
            status=head.status,
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
            raise UnexpectedBytes
        found: list[Track] = []
        names, times, unpack = self._names, self._times, TRACK.unpack_from
        for _ in range(count >> 1):
            begun = at
            at += 1 + (data[at] >> 1)
            if (data[begun] | data[at]) & 0x81:
                raise UnexpectedBytes
            at += 1 + (data[at] >> 1)
            named = names.get(data[begun:at])
            if named is None:
                named = self._learn_names(data, begun, at)
            held, score, x1, y1, x2, y2, state, raw, detected, vx, vy = unpack(data, at)
            at += TRACK.size
            total = score + x1 + y1 + x2 + y2 + vx + vy
            if total - total != 0.0 or held > 1 or detected > 1 or state & 1:  # not finite, no boolean, no index
                raise UnexpectedBytes
            born_at = times.get(raw)
            if born_at is None:
                born_at = self._learn_time(raw)
            rest_since: int | None = None
            branch, at = data[at], at + 1
            if branch == 2:
                rest_since, at = self._time(data, at)
            elif branch:
                raise UnexpectedBytes
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
            raise UnexpectedBytes
        return tuple(found), at + 1

    # ---- what is seen for the first time

    def _learn_view(self, data: bytes, begun: int, end: int) -> tuple[str | None, str]:
        model, at = optional_text(data, begun)
        backend, _ = text(data, at)
        return keep(self._views, data[begun:end], (model, backend))

    def _learn_names(self, data: bytes, begun: int, end: int) -> tuple[str, str]:
        track_id, at = text(data, begun)
        label, _ = text(data, at)
        return keep(self._names, data[begun:end], (track_id, label))


def _ended_list(data: bytes, at: int) -> tuple[tuple[EndedTrack, ...], int]:
    """The tracks that ended, and the place of the list's closing zero."""
    count, at = long(data, at)
    found: list[EndedTrack] = []
    for _ in range(count):
        track_id, at = text(data, at)
        reason = data[at]
        last_at, at = long(data, at + 1)
        if reason & 1:
            raise UnexpectedBytes
        found.append(EndedTrack(track_id=track_id, reason=_REASON[reason >> 1], last_at=last_at))  # type: ignore[arg-type]
    if count < 0 or data[at]:
        raise UnexpectedBytes
    return tuple(found), at
