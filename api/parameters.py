"""Parameters that several resources share, checked so that whatever comes gets an answer or a 4xx."""

import re
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from orin.projections.event_filter import EventFilter
from orin.projections.queries import Cursor, Reads
from orin.schemas.json_forms import format_time, parse_time
from orin.schemas.records import Certainty, Severity

_CURSOR = re.compile(r"([0-9a-f]{8})\.([0-9]{1,18})\.([0-9]{1,19})")
_MICROSECONDS = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
_MOST_VALUES = 50


def canonical_time(text: str) -> str:
    """A time as the database reads it, of ISO 8601 with an offset or of µs since 1970; ValueError for others."""
    at = format_time(parse_time(int(text) if _MICROSECONDS.fullmatch(text) else text))
    if isinstance(at, int):
        raise ValueError(f"{at} µs lies outside the years 1 to 9999")  # noqa: TRY004 - a time, and a wrong one
    return at


def _time(value: object) -> str:
    try:
        return canonical_time(str(value))
    except ValueError as error:
        raise PydanticCustomError("time", "{error}", {"error": str(error)}) from None


Time = Annotated[
    str,
    BeforeValidator(_time),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-21T09:00:00Z"]}),
]
Name = Annotated[str, Field(max_length=200, pattern=_PRINTABLE)]
Names = Annotated[list[Name], Field(max_length=_MOST_VALUES)]
Limit = Annotated[int, Query(ge=1, le=500, description="Most entries of a page.")]


def _reads(request: Request) -> Reads:
    reads: Reads = request.app.state.reads
    return reads


ReadsDep = Annotated[Reads, Depends(_reads)]


def event_filter(
    *,
    site: Annotated[Names, Query(default_factory=list, description="Sites; repeat for several.")],
    camera: Annotated[Names, Query(default_factory=list, description="Cameras, as SITE/NAME.")],
    guard: Annotated[Names, Query(default_factory=list, description="Guards.")],
    kind: Annotated[Names, Query(default_factory=list, description="Kinds of guards: appears, enters, unattended, …")],
    severity: Annotated[list[Severity], Query(default_factory=list, description="Severities.")],
    certainty: Annotated[list[Certainty], Query(default_factory=list, description="observed, or indeterminate.")],
) -> EventFilter:
    """What an event is about."""
    return EventFilter(site=site, camera=camera, guard=guard, kind=kind, severity=severity, certainty=certainty)


FilterDep = Annotated[EventFilter, Depends(event_filter)]


def cursor(text: str | None) -> Cursor | None:
    """The cursor that a page or the stream gave; 422 for anything else."""
    if not text:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None or int(match[3]) >= 2**63:
        raise HTTPException(422, f"{text[:60]!r} is not a cursor: pass on what a page or the stream gave")
    return Cursor(match[1], int(match[2]), int(match[3]))
