"""Records as JSON, for people and files: docs/guards.md, "Detections by hand".

Times are ISO 8601 UTC with microseconds, a box is `[x1, y1, x2, y2]` in pixels, bytes are base64, everything else
has the record's own names. Which fields are times the schemas say.
"""

import base64
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct

from orin.schemas import records
from orin.schemas.errors import Misuse
from orin.schemas.names import CAMERA_RULE, is_camera
from orin.schemas.records import Box, Detections, Event, FrameStatus, Int32, Model, Notify, Number, Place, Record
from orin.schemas.registry.file import file_registry

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CORNERS = ("x1", "y1", "x2", "y2")
_EPOCH_UNITS = ((10**14, 1), (10**11, 1_000), (10**8, 1_000_000))
"""From this number on (an absolute value): a number is in the unit of so many µs."""


def _time_fields() -> dict[type[Struct], frozenset[str]]:
    """The fields with a logical type, of every record and of those inside."""
    found: dict[type[Struct], frozenset[str]] = {}

    def walk(schema: Any) -> bool:
        """Whether the schema is that of a time; notes the records inside."""
        if isinstance(schema, list):
            branches = [walk(branch) for branch in schema]
            return any(branches)
        if not isinstance(schema, dict):
            return False
        if schema["type"] == "record":
            times = frozenset([field["name"] for field in schema["fields"] if walk(field["type"])])
            found[getattr(records, schema["name"])] = times
        walk(schema.get("items"))
        return "logicalType" in schema

    registry = file_registry()
    for entry in registry.newest().values():
        walk(registry.schema(entry))
    return found


TIMES = _time_fields()


NotifyForm = Literal[Notify, "none"]


def to_json(record: Record) -> dict[str, Any]:
    """The JSON form of a record, as plain values."""
    form = _struct(record)
    if isinstance(record, Event):
        form["notify"] = notify_form(record.notify, record.notify_to)
    return form


def notify_form(notify: Notify, recipients: Sequence[str]) -> NotifyForm:
    """`none` for an event that would be sent and names no recipient; on the wire it is `send` with no names."""
    return "none" if notify == "send" and not recipients else notify


def event_line(event: Event) -> str:
    """One event as one line of JSON, without the line's end."""
    return msgspec.json.encode(to_json(event)).decode()


def format_time(at: int) -> str | int:
    """µs since the epoch as `2026-11-21T09:00:00.200000Z`; beyond the years 1 to 9999 the number itself."""
    try:
        moment = _EPOCH + timedelta(microseconds=at)
    except OverflowError:
        return at
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_time(value: str | int) -> int:
    """µs since the epoch, of an ISO 8601 time with its offset from UTC or of an epoch number.

    Raises ValueError that says what is wrong with it.
    """
    if isinstance(value, int):
        return _epoch_us(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(
            f"{value!r} is not a time: write 2026-11-21T09:00:00.200000Z, or seconds, ms or µs since 1970"
        ) from None
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no offset from UTC: end it with Z, or with an offset such as +01:00")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _epoch_us(number: int) -> int:
    """Seconds, milliseconds and microseconds since 1970 do not overlap between the years 1973 and 5138."""
    for unit, factor in _EPOCH_UNITS:
        if abs(number) >= unit:
            return number * factor
    raise ValueError(
        f"{number} is too small to be a time: write seconds, ms or µs since 1970 (from 1973 on), or ISO 8601"
    )


class _PlaceForm(Struct, forbid_unknown_fields=True):
    box: tuple[Number, Number, Number, Number]


class _BoxForm(Struct, forbid_unknown_fields=True):
    label: str
    box: tuple[Number, Number, Number, Number]
    score: Number = 1.0
    since: str | int | None = None


class _DetectionsForm(Struct, forbid_unknown_fields=True):
    camera: str
    captured_at: str | int
    width: Int32
    height: Int32
    status: FrameStatus = "seen"
    boxes: list[_BoxForm] = []
    session: str = "file"
    session_started_at: str | int = "1970-01-01T00:00:00Z"
    previous_at: str | int | None = None
    published_at: str | int | None = None
    uri: str | None = None
    source_position: Number | None = None
    inferred_at: str | int | None = None
    model: Model | None = None
    backend: str = "file"
    view: str = ""
    gone: list[_PlaceForm] = []


_decoder = msgspec.json.Decoder(_DetectionsForm)
_VALIDATION = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)


def parse_detections_line(line: str, *, where: str) -> Detections:
    """The record of one line of a detections file; `where` is `file:line`.

    What a line may leave out: status (`seen`), boxes (none), score (1), published_at (captured_at, so never late),
    session and backend (`file`), whatever may be null. Coordinates are quantised to 0.01, scores to
    0.0001. Raises Misuse naming `where` and the field.
    """
    try:
        form = _decoder.decode(line)
    except msgspec.ValidationError as error:
        matched = _VALIDATION.fullmatch(str(error))
        assert matched is not None
        raise _wrong(where, (matched["path"] or "$").removeprefix("$").lstrip("."), matched["what"]) from None
    except msgspec.DecodeError as error:
        raise _wrong(where, "", f"not JSON: {error}") from None
    if not is_camera(form.camera):
        raise _wrong(where, "camera", f"{form.camera!r} is not {CAMERA_RULE}")
    for field in ("width", "height"):
        if getattr(form, field) <= 0:
            raise _wrong(where, field, f"{getattr(form, field)} px is not above 0")
    captured_at = _time(where, "captured_at", form.captured_at)
    return Detections(
        camera=form.camera,
        session=form.session,
        session_started_at=_time(where, "session_started_at", form.session_started_at),
        captured_at=captured_at,
        previous_at=_optional_time(where, "previous_at", form.previous_at),
        published_at=_time(where, "published_at", captured_at if form.published_at is None else form.published_at),
        uri=form.uri,
        width=form.width,
        height=form.height,
        source_position=form.source_position,
        status=form.status,
        inferred_at=_optional_time(where, "inferred_at", form.inferred_at),
        model=form.model,
        backend=form.backend,
        boxes=tuple(_box(where, f"boxes[{number}]", box) for number, box in enumerate(form.boxes)),
        view=form.view,
        gone=tuple(_place(where, f"gone[{number}]", place.box) for number, place in enumerate(form.gone)),
    )


def _struct(record: Struct) -> dict[str, Any]:
    times = TIMES[type(record)]
    form: dict[str, Any] = {}
    for name in record.__struct_fields__:
        if name in times:
            at = getattr(record, name)
            form[name] = None if at is None else format_time(at)
        elif name == "x1":
            form["box"] = [getattr(record, corner) for corner in _CORNERS]
        elif name not in _CORNERS:
            form[name] = _value(getattr(record, name))
    return form


def _value(value: Any) -> Any:
    if isinstance(value, Struct):
        return _struct(value)
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _box(where: str, field: str, form: _BoxForm) -> Box:
    place = _place(where, field, form.box)
    if not 0 <= form.score <= 1:
        raise _wrong(where, f"{field}.score", f"{form.score} is not within 0..1")
    since = _optional_time(where, f"{field}.since", form.since)
    return Box(
        label=form.label,
        score=round(form.score, 4),
        x1=place.x1,
        y1=place.y1,
        x2=place.x2,
        y2=place.y2,
        since=since,
    )


def _place(where: str, field: str, box: tuple[float, float, float, float]) -> Place:
    x1, y1, x2, y2 = (round(value, 2) for value in box)
    if x1 > x2 or y1 > y2:
        raise _wrong(where, f"{field}.box", f"{list(box)} is not [x1, y1, x2, y2] with x1 ≤ x2 and y1 ≤ y2")
    return Place(x1=x1, y1=y1, x2=x2, y2=y2)


def _optional_time(where: str, field: str, value: str | int | None) -> int | None:
    return None if value is None else _time(where, field, value)


def _time(where: str, field: str, value: str | int) -> int:
    try:
        return parse_time(value)
    except ValueError as error:
        raise _wrong(where, field, str(error)) from None


def _wrong(where: str, field: str, what: str) -> Misuse:
    return Misuse(f"{where}: {field}: {what}" if field else f"{where}: {what}")
