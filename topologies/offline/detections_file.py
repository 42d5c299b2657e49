"""A file of detections: one JSON object a line, in the order of time (GUARDS.md, "JSON forms")."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from orin.processors.specs.labels import KNOWN
from orin.schemas.errors import Misuse
from orin.schemas.json_forms import format_time, parse_detections_line
from orin.schemas.nearest import meant
from orin.schemas.records import Box, Detections


def read_detections(path: Path) -> Iterator[Detections]:
    """The records of a detections file, each with the one before it of its camera as `previous_at`.

    Raises Misuse with one line that names file, line and field for the first line that cannot be meant: what is no
    such record, is not later than its camera's line before, or has a box that shows nothing of the picture or a label
    that nobody knows. Lines that name the `model` that looked may have labels of its own.
    """
    previous: dict[str, int] = {}
    first: int | None = None
    for where, line in _lines(path):
        record = parse_detections_line(line, where=where)
        before = previous.get(record.camera)
        _check(record, before, where)
        first = record.captured_at if first is None else first
        if record.previous_at is None:
            record = replace(record, previous_at=before)
        if record.source_position is None:
            record = replace(record, source_position=(record.captured_at - first) / 1e6)
        previous[record.camera] = record.captured_at
        yield record
    if first is None:
        raise Misuse(f"{path}: there is no detection in it; each line is one JSON object, the Detections record")


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Lines with something in them, each with its place."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Misuse(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        for number, line in enumerate(file, start=1):
            where = f"{path}:{number}"
            try:
                text = line.decode()
            except UnicodeDecodeError:
                raise Misuse(f"{where}: this is not a text file; each line is one JSON object") from None
            if text.strip():
                yield where, text


def _check(record: Detections, before: int | None, where: str) -> None:
    at = record.captured_at
    if before is not None and at <= before:
        what = "again" if at == before else f"after {format_time(before)}"
        raise Misuse(f"{where}: captured_at: {format_time(at)} {what}; a camera's lines are in order, each once")
    for number, box in enumerate(record.boxes):
        field = f"{where}: boxes[{number}]"
        if box.x1 == box.x2 or box.y1 == box.y2:
            raise Misuse(f"{field}.box: {_corners(box)} has no area")
        if box.x2 <= 0 or box.y2 <= 0 or box.x1 >= record.width or box.y1 >= record.height:
            size = f"{record.width} x {record.height} px"
            raise Misuse(f"{field}.box: {_corners(box)} lies outside the picture of {size}")
        if record.model is None and box.label not in KNOWN:
            known = meant(box.label, KNOWN)
            raise Misuse(f"{field}.label: unknown label {box.label!r}{known}; labels of your own need the `model`")


def _corners(box: Box) -> str:
    return f"[{box.x1:g}, {box.y1:g}, {box.x2:g}, {box.y2:g}]"
