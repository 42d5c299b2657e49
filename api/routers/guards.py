"""/v1/guards: the guards and their revisions."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response

from orin.api.models import GuardDetailOut, GuardPageOut
from orin.api.parameters import Limit, Name, ReadsDep, no_such
from orin.runtime.http.responses import json_response

router = APIRouter(prefix="/v1/guards", tags=["guards"])


@router.get("", response_model=GuardPageOut, summary="Guards by name")
async def list_guards(
    reads: ReadsDep,
    cursor: Annotated[Name | None, Query(description="`next` of the previous page.")] = None,
    limit: Limit = 100,
) -> Response:
    """The newest revision of each guard."""
    found = await reads.guards(cursor or "", limit + 1)
    page = found[:limit]
    return json_response({"guards": page, "next": page[-1]["guard"] if len(found) > limit else None})


@router.get("/{name}", response_model=GuardDetailOut, summary="One guard and its revisions")
async def get_guard(reads: ReadsDep, name: Annotated[Name, Path()]) -> Response:
    guard = await reads.guard(name)
    if guard is None:
        raise HTTPException(404, await no_such(reads, "guard", name))
    return json_response(guard | {"revisions": await reads.revisions("guard", name)})
