"""A file of detections: one JSON object a line, in the order of time (docs/guards.md)."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from orin.processors.specs.labels import KNOWN
from orin.schemas.errors import Misuse, WireError
from orin.schemas.json_forms import format_time, parse_detections_line
from orin.schemas.nearest import meant
from orin.schemas.plausible import check_plausible
from orin.schemas.records import Box, Detections

_YEAR_10000 = 253_402_300_800_000_000
"""µs since the epoch."""
_LONGEST = 16 * 2**20
"""Bytes of a line, many times what a message holds: without a bound a device would fill the memory."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_detections(path: Path, on_repeat: Callable[[str], None] = lambda _: None) -> Iterator[Detections]:
    """The records of a detections file, each with the one before it of its camera as `previous_at`.

    Of lines with the same camera and captured_at the first counts, as on the topic; `on_repeat` is given the place
    (`file:line`) of every other. Raises Misuse with one line that names file, line and field for the first line that
    is not such a record, is earlier than its camera's line before, or has a box without area, a box outside the
    frame, or a label that is not known. Lines that name their `model` may have labels of their own.
    """
    times: dict[str, array[int]] = {}
    first: int | None = None
    for where, line in _lines(path):
        record = parse_detections_line(line, where=where)
        earlier = times.setdefault(record.camera, array("q"))
        if _is_among(record.captured_at, earlier):
            on_repeat(where)
            continue
        before = earlier[-1] if earlier else None
        _check(record, before, where)
        first = record.captured_at if first is None else first
        if record.previous_at is None:
            record = replace(record, previous_at=before)
        if record.source_position is None:
            record = replace(record, source_position=(record.captured_at - first) / 1e6)
        earlier.append(record.captured_at)
        yield record
    if first is None:
        raise Misuse(f"{path}: there is no detection in it; each line is one JSON object, the Detections record")


def _is_among(at: int, rising: "array[int]") -> bool:
    place = bisect_left(rising, at)
    return place < len(rising) and rising[place] == at


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Lines with something in them, each with its place."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Misuse(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        for number, line in enumerate(iter(lambda: file.readline(_LONGEST + 1), b""), start=1):
            where = f"{path}:{number}"
            if len(line) > _LONGEST:
                raise Misuse(f"{where}: a line of more than {_LONGEST >> 20} MiB; each line is one JSON object")
            try:
                text = (line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line).decode()
            except UnicodeDecodeError:
                raise Misuse(f"{where}: this is not a text file; each line is one JSON object") from None
            if text.strip():
                yield where, text


def _check(record: Detections, before: int | None, where: str) -> None:
    at = record.captured_at
    if at >= _YEAR_10000:
        raise Misuse(f"{where}: captured_at: {at} is too large to be a time: write seconds, ms or µs since 1970")
    if before is not None and at < before:
        raise Misuse(
            f"{where}: captured_at: {format_time(at)} after {format_time(before)}; sort the lines of a camera by time"
        )
    try:
        check_plausible(record, at // 1000)
    except WireError as error:
        raise Misuse(f"{where}: {error}") from None
    for number, box in enumerate(record.boxes):
        field = f"{where}: boxes[{number}]"
        if box.x1 == box.x2 or box.y1 == box.y2:
            raise Misuse(f"{field}.box: {_corners(box)} has no area")
        if box.x2 <= 0 or box.y2 <= 0 or box.x1 >= record.width or box.y1 >= record.height:
            size = f"{record.width} x {record.height} px"
            raise Misuse(f"{field}.box: {_corners(box)} lies outside the frame of {size}")
        if record.model is None and box.label not in KNOWN:
            known = meant(box.label, KNOWN)
            raise Misuse(f"{field}.label: unknown label {box.label!r}{known}; a line with `model` may use any label")


def _corners(box: Box) -> str:
    return f"[{box.x1:g}, {box.y1:g}, {box.x2:g}, {box.y2:g}]"
