"""The JSON Schema of the spec language, for editors: what the models say, in the ways people may write it."""

from typing import Any

import msgspec

from orin.processors.specs.labels import KNOWN
from orin.processors.specs.models import KINDS, CameraSpec, GuardSpec

Schema = dict[str, Any]
_NAME: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", "maxLength": 200}
_CAMERA: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9][A-Za-z0-9_.-]*$"}
_CAMERAS: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9_.*?-]+(/[A-Za-z0-9_.*?-]+)?$"}
_DAY = "(mon|tue|wed|thu|fri|sat|sun)"
_DAYS: Schema = {"type": "string", "pattern": rf"^{_DAY}(-{_DAY})?(, *{_DAY}(-{_DAY})?)*$"}
_DATE: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_HOURS: Schema = {
    "type": "string",
    "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9] *- *(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_LABEL: Schema = {"enum": sorted(KNOWN)}
_SPEED: Schema = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1000},
        {"type": "string", "pattern": r"^([0-9]+(\.[0-9]*)?|\.[0-9]+) *(heights/s|km/h|m/s)$"},
    ]
}
_POINT: Schema = {"type": "array", "prefixItems": [_SHARE, _SHARE], "items": False, "minItems": 2, "maxItems": 2}
_METRES: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_POLYGON: Schema = {"type": "array", "items": _POINT, "minItems": 3, "maxItems": 1000}
_LINE: Schema = {"type": "array", "items": _POINT, "minItems": 2, "maxItems": 2}


def _duration(*, zero: bool = False) -> Schema:
    least = {"minimum": 0} if zero else {"exclusiveMinimum": 0}
    text = {"type": "string", "pattern": r"^([0-9]+(\.[0-9]+)?(ms|s|m|h|d))+$"}
    return {"anyOf": [{"type": "number", "maximum": 366 * 86400} | least, text]}


def _several(item: Schema, *, least: int = 0) -> Schema:
    """A list of items, or one item alone."""
    return {"anyOf": [item, {"type": "array", "items": item} | ({"minItems": least} if least else {})]}


def _named(item: Schema) -> Schema:
    return {"type": "object", "propertyNames": _NAME, "additionalProperties": item}


_WRITTEN: dict[str, Schema] = {
    "camera": _CAMERA | {"description": "site/name"},
    "zones": _named(_POLYGON) | {"description": "Polygons, 0..1 of the picture's width and height, y down."},
    "lines": _named(_LINE) | {"description": "From the first point to the second; `in` is to the walker's right."},
    "ignore": _named(_POLYGON) | {"description": "Parts of the picture that are not used at all."},
    "gap_tolerance": _duration() | {"description": "Frames further apart than this leave a gap."},
    "points": {"type": "array", "items": _POINT, "minItems": 4, "description": "Places in the picture, 0..1."},
    "metres": {"type": "array", "items": _METRES, "minItems": 4, "description": "The same places on the ground."},
    "guard": _NAME | {"description": "The guard's name."},
    "cameras": _several(_CAMERAS, least=1) | {"description": "Names of cameras, or patterns with * and ?."},
    "min_coverage": _SHARE | {"description": "Share of the time that must have been seen for an event to be certain."},
    "cooldown": _duration(zero=True) | {"description": "After a notification, how long no other is sent."},
    "notify": _several(_NAME) | {"description": "Who is told."},
    "objects": _several(_LABEL) | {"description": "Labels and groups that it looks at; none: all."},
    "min_score": _SHARE | {"description": "Best score of the track at least."},
    "min_size": _SHARE | {"description": "Larger side of the box at least, as a share of the picture."},
    "max_size": _SHARE | {"description": "Larger side of the box at most, as a share of the picture."},
    "except": _several(_NAME) | {"description": "Zones in which it looks at nothing."},
    "zone": _NAME | {"description": "A zone of the camera."},
    "line": _NAME | {"description": "A line of the camera."},
    "inertia": _duration(zero=True) | {"description": "Interruptions shorter than this do not count."},
    "for": _duration() | {"description": "How long it must last: 30s, 5m, 1h30m."},
    "within": _duration() | {"description": "How soon after the one before."},
    "after": _duration() | {"description": "How long after the event opened."},
    "radius": {"type": "number", "exclusiveMinimum": 0, "maximum": 100, "description": "In heights of the person."},
    "escalate": {"description": "Steps of severity, each later than the one before."},
    "timezone": {"type": "string", "description": "Such as Europe/Berlin."},
    "hours": _HOURS | {"description": "HH:MM-HH:MM of local time; over midnight when the end is before the begin."},
    "days": _several(_DAYS) | {"description": "mon-fri, or a list of days."},
}
_ELSEWHERE: dict[tuple[str, str], Schema] = {
    ("Schedule", "except"): _several(_DATE) | {"description": "Dates on which no period opens, YYYY-MM-DD."},
    ("Speeding", "over"): _SPEED
    | {"description": "heights/s, or a number and km/h or m/s (with the camera's ground)."},
    ("Occupancy", "over"): {"type": "integer", "minimum": 0, "maximum": 10000, "description": "More than so many."},
    ("Occupancy", "under"): {"type": "integer", "minimum": 1, "maximum": 10000, "description": "Fewer than so many."},
}
"""Where a field means something else in one part of the language, or is only there."""
_FIRES = {
    "appears": "A new track, once.",
    "enters": "Into the zone.",
    "exits": "Out of the zone.",
    "crosses": "Over the line.",
    "removed": "An object at rest leaves its place.",
    "delivered": "A person brings an object, goes, and it stays.",
    "unattended": "An object at rest, and nobody attends to it for so long.",
    "loiters": "One stays inside for so long.",
    "occupancy": "More, or fewer, than so many inside for so long.",
    "absent": "Nobody inside for so long.",
    "speeding": "Faster than so much.",
    "wrong_way": "Over the line the wrong way.",
    "tailgating": "Over the line shortly after another.",
}


def json_schema() -> Schema:
    """The schema of one document of a spec file.

    It knows names, types, ranges and what must be there; whether a zone or a camera exists, whether a zone crosses
    itself and which time zones there are only `check` knows.
    """
    (camera, guard), parts = msgspec.json.schema_components((CameraSpec, GuardSpec))
    for title, part in parts.items():
        part["properties"] = {name: _as_written(title, name, field) for name, field in part["properties"].items()}
    when = parts["When"]
    when |= {"minProperties": 1, "maxProperties": 1, "description": "Exactly one kind."}
    for kind in KINDS:
        when["properties"][kind] |= {"description": _FIRES[kind]}
    parts["Occupancy"]["oneOf"] = [_set("over"), _set("under")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ORIN camera or guard",
        "oneOf": [camera, guard],
        "$defs": parts,
    }


def _set(name: str) -> Schema:
    return {"required": [name], "properties": {name: {"type": "integer"}}}


def _as_written(part: str, name: str, field: Schema) -> Schema:
    """A field as a file may have it: `5m` for seconds, one item for a list of one, nothing for what has a default."""
    written = _ELSEWHERE.get((part, name)) or _WRITTEN.get(name, {})
    shape = field if not written.keys() - {"description"} else {}
    if "default" not in field:
        return shape | written
    default = {"default": field["default"]}
    if shape:
        return shape | written | default
    described = {key: value for key, value in written.items() if key == "description"}
    rest = {key: value for key, value in written.items() if key != "description"}
    return {"anyOf": [rest, {"type": "null"}]} | described | default
