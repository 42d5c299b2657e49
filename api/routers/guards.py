"""/v1/guards: the guards and their revisions."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response

from orin.api.models import GuardDetailOut, GuardPageOut
from orin.api.parameters import Limit, Name, ReadsDep, no_such
from orin.projections.queries import Fields, Reads
from orin.runtime.http.responses import json_response

Days = Annotated[int, Query(ge=0, le=31, description="Days to show, UTC, today the last; 0: none.")]

router = APIRouter(prefix="/v1/guards", tags=["guards"])


@router.get("", response_model=GuardPageOut, summary="Guards by name")
async def list_guards(
    reads: ReadsDep,
    cursor: Annotated[Name | None, Query(description="`next` of the previous page.")] = None,
    limit: Limit = 100,
    days: Days = 0,
) -> Response:
    """The newest revision of each guard; with `days=7` also what it raised on each of the last seven days, how much of
    it people marked as false, and how much of the day its cameras saw.
    """
    found = await reads.guards(cursor or "", limit + 1)
    page = await _with_days(reads, found[:limit], days)
    return json_response({"guards": page, "next": page[-1]["guard"] if len(found) > limit else None})


@router.get("/{name}", response_model=GuardDetailOut, summary="One guard and its revisions")
async def get_guard(reads: ReadsDep, name: Annotated[Name, Path()], days: Days = 0) -> Response:
    guard = await reads.guard(name)
    if guard is None:
        raise HTTPException(404, await no_such(reads, "guard", name))
    (guard,) = await _with_days(reads, [guard], days)
    return json_response(guard | {"revisions": await reads.revisions("guard", name)})


async def _with_days(reads: Reads, guards: list[Fields], days: int) -> list[Fields]:
    if not days or not guards:
        return guards
    found = await reads.guard_days(guards, days)
    return [guard | {"days": found[guard["guard"]]} for guard in guards]
