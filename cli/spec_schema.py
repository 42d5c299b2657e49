"""The JSON Schema of the spec language, for editors: what the models say, in the ways people may write it."""

from typing import Any

import msgspec

from processors.specs.models import CameraSpec, GuardSpec

_DURATIONS = ("gap_tolerance", "for", "inertia", "cooldown", "after", "within")
_LISTS = ("cameras", "objects", "notify", "except", "days")
_DURATION = {"type": "string", "pattern": r"^([0-9]+(\.[0-9]+)?(ms|s|m|h|d))+$"}


def json_schema() -> dict[str, Any]:
    """The schema of one document of a spec file.

    It knows names, types and what must be there; the names of zones, labels and time zones only `check` knows.
    """
    (camera, guard), parts = msgspec.json.schema_components((CameraSpec, GuardSpec))
    for part in parts.values():
        part["properties"] = {name: _as_written(name, field) for name, field in part["properties"].items()}
    parts["When"] |= {"minProperties": 1, "maxProperties": 1, "description": "Exactly one kind."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ORIN camera or guard",
        "anyOf": [camera, guard],
        "$defs": parts,
    }


def _as_written(name: str, field: dict[str, Any]) -> dict[str, Any]:
    """A field as a file may have it: `5m` for seconds, one item for a list of one."""
    if name in _DURATIONS:
        return {"anyOf": [{"type": "number"}, _DURATION]} | _default(field)
    if name in _LISTS and field.get("type") == "array":
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]} | _default(field)
    return field


def _default(field: dict[str, Any]) -> dict[str, Any]:
    return {"default": field["default"]} if "default" in field else {}
