"""/v1/response-times: how soon people acknowledge and resolve."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from msgspec.structs import replace

from orin.api.models import ResponseTimesOut
from orin.api.parameters import FilterDep, Limit, Name, ReadsDep, Time, canonical_time, check_order
from orin.runtime.http.responses import json_response

router = APIRouter(prefix="/v1/response-times", tags=["events"])

_SPAN = "-7d"


@router.get("", response_model=ResponseTimesOut, summary="How soon people acknowledge and resolve events, by guard")
async def list_response_times(
    *,
    reads: ReadsDep,
    wanted: FilterDep,
    since: Annotated[
        Time | None, Query(alias="from", description="Events that opened at this time or later; default 7 days ago.")
    ] = None,
    until: Annotated[Time | None, Query(alias="to", description="Events that opened before this time.")] = None,
    cursor: Annotated[Name | None, Query(description="`next` of the previous page.")] = None,
    limit: Limit = 100,
) -> Response:
    """Of events that somebody acknowledged or resolved. An event counts by its first acknowledgement and by the
    resolution that holds.
    """
    check_order(since, until)
    wanted = replace(wanted, opened_from=since or canonical_time(_SPAN), opened_to=until)
    found = await reads.response_times(wanted, cursor or "", limit + 1)
    page = found[:limit]
    return json_response({"response_times": page, "next": page[-1]["guard"] if len(found) > limit else None})
