"""Guards as documents of the language: read by its parser, and written without what is at its default."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import parse_specs


def specs_of(documents: Sequence[Mapping[str, Any]], site: Mapping[str, CameraSpec]) -> list[GuardSpec]:
    """Raises SpecError for what is not of the language, or names what the cameras of `site` lack."""
    text = "\n---\n".join(json.dumps(each) for each in documents)
    return [msgspec.json.decode(spec.body, type=GuardSpec) for spec in parse_specs(text, "<draft>", site)]


def document(guard: GuardSpec) -> dict[str, Any]:
    """`guard` without the fields that are at their defaults."""
    found = _given(guard)
    found["when"] = {guard.kind: _given(guard.rule)}
    if guard.schedule is not None:
        found["schedule"] = _given(guard.schedule)
    return found


def _given(struct: msgspec.Struct) -> dict[str, Any]:
    return {
        field.encode_name: msgspec.to_builtins(getattr(struct, field.name))
        for field in _fields(type(struct))
        if field.required or getattr(struct, field.name) != field.default
    }


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """Msgspec looks through annotations whenever it is asked."""
    return msgspec.structs.fields(kind)
