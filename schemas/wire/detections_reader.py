"""Detections off the wire at a fraction of the price: the layout of this build's own schema, read by hand.

As in tracks_reader.py: what a camera's records repeat is looked up by its bytes, and whatever is not as expected goes
to the general codec, whose word counts; a test holds both to the same answer on any record.
"""

import struct
from collections.abc import Callable

from orin.schemas.records import Box, Detections, Model, Place, Record
from orin.schemas.wire.avro_bytes import UNEXPECTED, UnexpectedBytes, long, skip, text
from orin.schemas.wire.frame_reader import FrameReader, keep, schema_header
from orin.schemas.wire.serde import Serde

_BOX = struct.Struct("<5d")
"""score, x1, y1, x2, y2."""
_PLACE = struct.Struct("<4d")
_NUMBER_BYTES = 8


class DetectionsReader(FrameReader):
    """Decodes records of any type: what is not a usual one of Detections, by `others`, and raises as that does."""

    def __init__(self, serde: Serde, others: Callable[[bytes], Record]) -> None:
        super().__init__()
        self._others = others
        self._header = schema_header(serde, Detections)
        self._backends: dict[bytes, tuple[Model | None, str]] = {}
        self._labels: dict[bytes, str] = {}

    def decode(self, data: bytes) -> Record:
        if data[:5] == self._header:
            try:
                return self._detections(data)
            except UNEXPECTED:
                pass
        return self._others(data)

    def _detections(self, data: bytes) -> Record:
        head, at = self._head(data)
        inferred_at, at = self._optional_time(data, at)
        begun = at
        at = skip(data, _skip_model(data, at))
        known = self._backends.get(data[begun:at])
        if known is None:
            return self._learn(data, begun, at)
        boxes, at = self._box_list(data, at)
        view, at = text(data, at)
        gone: tuple[Place, ...] = ()
        if data[at]:
            gone, at = _place_list(data, at)
        if at + 1 != len(data) or data[at]:
            raise UnexpectedBytes
        return Detections(
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
            inferred_at=inferred_at,
            model=known[0],
            backend=known[1],
            boxes=boxes,
            view=view,
            gone=gone,
        )

    def _box_list(self, data: bytes, at: int) -> tuple[tuple[Box, ...], int]:
        """The boxes, and the place after the list's closing zero."""
        count, at = data[at], at + 1
        if not count:
            return (), at
        if count & 0x81:  # more than 63, or a block that says its size
            raise UnexpectedBytes
        found: list[Box] = []
        for _ in range(count >> 1):
            begun = at
            at += 1 + (data[at] >> 1)
            label = self._labels.get(data[begun:at])
            if label is None:
                label = self._learn_label(data, begun)
            score, x1, y1, x2, y2 = _BOX.unpack_from(data, at)
            at += _BOX.size
            total = score + x1 + y1 + x2 + y2
            if total - total != 0.0:  # not finite
                raise UnexpectedBytes
            since, at = self._optional_time(data, at)
            found.append(Box(label=label, score=score, x1=x1, y1=y1, x2=x2, y2=y2, since=since))
        if data[at]:
            raise UnexpectedBytes
        return tuple(found), at + 1

    # ---- what is seen for the first time

    def _learn(self, data: bytes, begun: int, end: int) -> Record:
        """The record by the general codec, and what it says of the backend."""
        record = self._others(data)
        if isinstance(record, Detections):
            keep(self._backends, data[begun:end], (record.model, record.backend))
        return record

    def _learn_label(self, data: bytes, begun: int) -> str:
        label, end = text(data, begun)
        if data[begun] & 0x81:
            raise UnexpectedBytes
        return keep(self._labels, data[begun:end], label)


def _skip_model(data: bytes, at: int) -> int:
    branch, at = data[at], at + 1
    if not branch:
        return at
    if branch != 2:
        raise UnexpectedBytes
    at = skip(data, skip(data, at))
    branch, at = data[at], at + 1
    if branch == 2:
        at = _skip_texts(data, at)
    elif branch:
        raise UnexpectedBytes
    for _ in range(2):
        branch, at = data[at], at + 1
        if branch == 2:
            at += _NUMBER_BYTES
        elif branch:
            raise UnexpectedBytes
    return at


def _skip_texts(data: bytes, at: int) -> int:
    """Past a list of texts in one block."""
    count, at = long(data, at)
    if count < 0:
        raise UnexpectedBytes
    for _ in range(count):
        at = skip(data, at)
    if count and data[at]:
        raise UnexpectedBytes
    return at + 1 if count else at


def _place_list(data: bytes, at: int) -> tuple[tuple[Place, ...], int]:
    """The places, and where the list's closing zero is."""
    count, at = data[at], at + 1
    if count & 0x81:
        raise UnexpectedBytes
    found: list[Place] = []
    for _ in range(count >> 1):
        x1, y1, x2, y2 = _PLACE.unpack_from(data, at)
        at += _PLACE.size
        total = x1 + y1 + x2 + y2
        if total - total != 0.0:
            raise UnexpectedBytes
        found.append(Place(x1=x1, y1=y1, x2=x2, y2=y2))
    return tuple(found), at
