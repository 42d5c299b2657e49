"""What a frame's record must be besides well-formed: of its message's own time, and of numbers that mean something.

One flipped bit in a message may leave a record of the right form, with a time of year 9000 or a box 1e300 px wide:
taken as it is, it would move the camera's clock for ever, or spoil what is computed from it long after.
"""

from orin.schemas.errors import WireError
from orin.schemas.records import OBSERVED, Box, Detections, Place, Record, Track, Tracks
from orin.schemas.wire.headers import event_time

_FARTHEST = 1e7
"""px; no picture is so large, and no prediction leaves one so far."""
_LARGEST = 1_000_000


def check_plausible(record: Record, timestamp: int) -> None:
    """`timestamp` is that of the record's message, ms. Raises WireError: `wrong_time`, `out_of_range`."""
    at = event_time(record)
    if at is not None and at // 1000 != timestamp:
        raise WireError("wrong_time", f"a time of {at} µs in a message of {timestamp} ms")
    if isinstance(record, Detections | Tracks):
        _check_size(record)
        things = record.boxes if isinstance(record, Detections) else record.tracks
        for thing in things:
            if not _is_thing(thing):
                raise WireError("out_of_range", f"no box in a picture: {thing}"[:300])
    if isinstance(record, Detections):
        for place in record.gone:
            if not _is_place(place):
                raise WireError("out_of_range", f"no place in a picture: {place}"[:300])


def _check_size(record: Detections | Tracks) -> None:
    least = 1 if record.status in OBSERVED else 0
    if not (least <= record.width <= _LARGEST and least <= record.height <= _LARGEST):
        raise WireError("out_of_range", f"no size of a picture: {record.width} x {record.height}")


def _is_thing(thing: Box | Track) -> bool:
    return _is_place(thing) and 0 <= thing.score <= 1


def _is_place(place: Box | Track | Place) -> bool:
    return -_FARTHEST <= place.x1 <= place.x2 <= _FARTHEST and -_FARTHEST <= place.y1 <= place.y2 <= _FARTHEST
