"""Whether the numbers of a well-formed record make sense: its time is that of its message, boxes lie near the picture.

A flipped bit can leave a message well-formed but with a time in the year 9000 or a box 1e300 px wide. Accepted, it
would move the camera's clock for ever, or spoil what is computed from it much later.
"""

from orin.schemas.errors import WireError
from orin.schemas.records import OBSERVED, Box, Detections, Place, Record, Track, Tracks
from orin.schemas.wire.headers import event_time

_FARTHEST = 1e7
"""px; larger than any picture, and farther than any prediction leaves one."""
_LARGEST = 1_000_000
MOST_THINGS = 1000
"""Boxes on one frame: detectors give 300 at most, and what is computed from them grows with their square."""
_TEXTS = ("session", "uri", "source", "encoding", "backend", "view")
_LONGEST_TEXT = 4096
"""Characters. What stages copy, the session into a header as well, must not make their own messages too large."""
_LAST = 253_402_300_800_000_000
"""µs since the epoch: the year 10000, which no calendar knows."""


def check_plausible(record: Record, timestamp: int) -> None:
    """`timestamp` is that of the record's message, ms. Raises WireError: `wrong_time`, `out_of_range`."""
    at = event_time(record)
    if at is not None and at // 1000 != timestamp:
        raise WireError("wrong_time", f"the record's time is {at} µs, its message's {timestamp} ms")
    if at is not None and not 0 <= at < _LAST:
        raise WireError("wrong_time", f"the record's time, {at} µs, is before 1970 or after the year 9999")
    for name in _TEXTS:
        text = getattr(record, name, None)
        if text is not None and len(text) > _LONGEST_TEXT:
            raise WireError("out_of_range", f"{name} has {len(text)} characters; the limit is {_LONGEST_TEXT}")
    if isinstance(record, Detections | Tracks):
        _check_size(record)
        _check_count(record)
        things = record.boxes if isinstance(record, Detections) else record.tracks
        for thing in things:
            if not _is_thing(thing):
                raise WireError("out_of_range", f"bounding box or score out of range: {thing}"[:300])
    if isinstance(record, Detections):
        for place in record.gone:
            if not _is_place(place):
                raise WireError("out_of_range", f"bounding box out of range: {place}"[:300])


def _check_size(record: Detections | Tracks) -> None:
    least = 1 if record.status in OBSERVED else 0
    if not (least <= record.width <= _LARGEST and least <= record.height <= _LARGEST):
        raise WireError("out_of_range", f"picture size out of range: {record.width} x {record.height} px")


def _check_count(record: Detections | Tracks) -> None:
    """Tracks that are not detected come on top of a frame's boxes, for a while."""
    if isinstance(record, Detections):
        many, most = max(len(record.boxes), len(record.gone)), MOST_THINGS
    else:
        many, most = len(record.tracks), 4 * MOST_THINGS
    if many > most:
        raise WireError("out_of_range", f"{many} bounding boxes on one frame; the limit is {most}")


def _is_thing(thing: Box | Track) -> bool:
    return _is_place(thing) and 0 <= thing.score <= 1


def _is_place(place: Box | Track | Place) -> bool:
    return -_FARTHEST <= place.x1 <= place.x2 <= _FARTHEST and -_FARTHEST <= place.y1 <= place.y2 <= _FARTHEST
