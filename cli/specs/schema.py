"""The JSON Schema of the spec language, for editors: what the models say, in the ways people may write it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from orin.processors.specs.kinds import KINDS
from orin.processors.specs.labels import KNOWN
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.schemas.names import CAMERA_PATTERN

Schema = dict[str, Any]
_NAME: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", "maxLength": 200}
_CAMERA: Schema = {"type": "string", "pattern": f"^{CAMERA_PATTERN}$"}
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
    "ignore": _named(_POLYGON) | {"description": "Parts of the picture that are ignored altogether."},
    "gap_tolerance": _duration() | {"description": "Frames further apart than this leave a gap."},
    "points": {"type": "array", "items": _POINT, "minItems": 4, "description": "Places in the picture, 0..1."},
    "metres": {"type": "array", "items": _METRES, "minItems": 4, "description": "The same places on the ground."},
    "guard": _NAME | {"description": "The guard's name."},
    "cameras": _several(_CAMERAS, least=1) | {"description": "Names of cameras, or patterns with * and ?."},
    "min_coverage": _SHARE | {"description": "Share of the time that must have been seen for an event to be certain."},
    "cooldown": _duration(zero=True) | {"description": "After a notification, how long no other is sent."},
    "notify": _several(_NAME) | {"description": "Names of recipients."},
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
_ELSEWHERE: dict[tuple[str, str], Mapping[str, Any]] = {
    ("Schedule", "except"): _several(_DATE) | {"description": "Dates on which no period opens, YYYY-MM-DD."},
}
"""Where a field means something else in one part of the language."""


def json_schema() -> Schema:
    """The schema of one document of a spec file.

    It knows names, types, ranges and what must be there; whether a zone or a camera exists, whether a zone crosses
    itself and which time zones there are only `check` knows.
    """
    kinds = list(KINDS.values())
    (camera, guard, *rules), parts = msgspec.json.schema_components(
        (CameraSpec, GuardSpec, *(kind.rule for kind in kinds))
    )
    titles = [rule["$ref"].rsplit("/", 1)[-1] for rule in rules]
    own = dict(_ELSEWHERE)
    for title, kind in zip(titles, kinds, strict=True):
        own |= {(title, name): each.schema for name, each in kind.fields.items()}
        parts[title] |= kind.schema
    for title, part in parts.items():
        fields = part["properties"]
        part["properties"] = {name: _as_written(own.get((title, name)), name, field) for name, field in fields.items()}
    parts["GuardSpec"]["properties"]["when"] = {"$ref": "#/$defs/When"}
    parts["When"] = {
        "title": "When",
        "type": "object",
        "properties": {
            kind.name: {"anyOf": [{"type": "null"}, rule], "default": None, "description": kind.fires}
            for kind, rule in zip(kinds, rules, strict=True)
        },
        "required": [],
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
        "description": "Exactly one kind.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ORIN camera or guard",
        "oneOf": [camera, guard],
        "$defs": parts,
    }


def _as_written(own: Mapping[str, Any] | None, name: str, field: Schema) -> Schema:
    """A field as a file may have it: `5m` for seconds, one item for a list of one, nothing for what has a default."""
    written = dict(own or _WRITTEN.get(name, {}))
    shape = field if not written.keys() - {"description"} else {}
    if "default" not in field:
        return shape | written
    default = {"default": field["default"]}
    if shape:
        return shape | written | default
    described = {key: value for key, value in written.items() if key == "description"}
    rest = {key: value for key, value in written.items() if key != "description"}
    return {"anyOf": [rest, {"type": "null"}]} | described | default
