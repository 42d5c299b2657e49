"""Parameters that several resources share, checked so that a request gets what it asked for or a 4xx."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from orin.access.dependencies import PrincipalDep
from orin.projections.event_filter import EventFilter
from orin.projections.event_order import Cursor
from orin.projections.names import NameKind
from orin.projections.queries import Reads
from orin.runtime.http.parameters import refusal, refuse
from orin.runtime.moments import parse_moment
from orin.schemas.json_forms import format_time
from orin.schemas.records import Certainty, Severity

_CURSOR = re.compile(r"([0-9a-f]{8})\.([0-9]{1,18})\.([0-9]{1,19})")
CURSOR_FORM: dict[str, Any] = {"pattern": f"^({_CURSOR.pattern})?$", "examples": ["3f9a1c20.10482.77"]}
"""Of the cursors of events, in the OpenAPI page."""
_PLUS_AS_SPACE = re.compile(r"(T[0-9:.]+) ([0-9]{2}:?[0-9]{2})", re.ASCII)
"""`+01:00` in a URL that was not percent-encoded."""
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
_MOST_VALUES = 50


def canonical_time(text: str) -> str:
    """A time as the database reads it, of any form that the command line takes; ValueError for others."""
    at = format_time(parse_moment(_PLUS_AS_SPACE.sub(r"\1+\2", text)))
    if isinstance(at, int):
        raise ValueError(f"{text!r} lies outside the years 1 to 9999")  # noqa: TRY004 - a time, and a wrong one
    return at


def _time(value: object) -> str:
    try:
        return canonical_time(str(value))
    except ValueError as error:
        raise PydanticCustomError("time", "{error}", {"error": str(error)}) from None


Time = Annotated[
    str,
    BeforeValidator(_time),
    WithJsonSchema({"type": "string", "examples": ["2026-11-21T09:00:00Z", "2026-11-21", "-1h", "now", "1795251600"]}),
]
Name = Annotated[str, Field(max_length=200, pattern=_PRINTABLE)]
Names = Annotated[list[Name], Field(max_length=_MOST_VALUES)]
Limit = Annotated[int, Query(ge=1, le=500, description="Maximum number of entries on a page.")]


def _all_reads(request: Request) -> Reads:
    reads: Reads = request.app.state.reads
    return reads


async def _reads(request: Request, principal: PrincipalDep) -> Reads:
    """The one way to the database for all that belongs to a site: it answers about those that the principal sees."""
    return _all_reads(request).seeing(await request.app.state.sites.seen_by(principal))


ReadsDep = Annotated[Reads, Depends(_reads)]
ServiceReadsDep = Annotated[Reads, Depends(_all_reads)]
"""For what the service says of itself."""


def check_order(since: str | None, until: str | None) -> None:
    """422 for a stretch of time that ends before it begins."""
    if since is not None and until is not None and since >= until:
        raise refuse("from", f"{since} is not before `to`, {until}")


async def check_names(reads: Reads, wanted: Mapping[NameKind, Sequence[str]]) -> None:
    """422 for names that the database does not have, with the nearest that it has."""
    unknown = await reads.unknown(wanted)
    if unknown:
        raise RequestValidationError(
            [refusal(each.kind, _not_known(each.kind, each.name, each.hint)) for each in unknown]
        )


async def no_such(reads: Reads, kind: NameKind, name: str) -> str:
    """The sentence of a 404."""
    hints = [each.hint for each in await reads.unknown({kind: [name]})]
    return _not_known(kind, name, "".join(hints))


_CALLED: dict[NameKind, str] = {"camera": "camera", "guard": "guard", "site": "site", "kind": "kind of guard"}


def _not_known(kind: NameKind, name: str, hint: str) -> str:
    """Not that there is none: what was just applied is known only once the projector has read it."""
    return f"no {_CALLED[kind]} {name!r} is known yet{hint}"


async def event_filter(
    *,
    reads: ReadsDep,
    site: Annotated[Names, Query(default_factory=list, description="Sites; repeat for several.")],
    camera: Annotated[Names, Query(default_factory=list, description="Cameras, as SITE/NAME.")],
    guard: Annotated[Names, Query(default_factory=list, description="Guards.")],
    kind: Annotated[Names, Query(default_factory=list, description="Kinds of guards: appears, enters, unattended, …")],
    severity: Annotated[list[Severity], Query(default_factory=list, description="Severities.")],
    certainty: Annotated[list[Certainty], Query(default_factory=list, description="observed, or indeterminate.")],
) -> EventFilter:
    """What an event is about."""
    await check_names(reads, {"site": site, "camera": camera, "guard": guard, "kind": kind})
    return EventFilter(site=site, camera=camera, guard=guard, kind=kind, severity=severity, certainty=certainty)


FilterDep = Annotated[EventFilter, Depends(event_filter)]


def cursor(text: str | None) -> Cursor | None:
    """The cursor that a page or the stream gave; 422 for anything else."""
    if not text:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None or int(match[3]) >= 2**63:
        raise HTTPException(422, f"{text[:60]!r} is not a cursor: pass the one that a page or the stream returned")
    return Cursor(match[1], int(match[2]), int(match[3]))
