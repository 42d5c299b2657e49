"""/v1/mutes: what notifies nobody now."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from orin.api.models import MutesOut
from orin.api.parameters import Name, ReadsDep
from orin.runtime.http.responses import json_response

router = APIRouter(prefix="/v1/mutes", tags=["mutes"])


@router.get("", response_model=MutesOut, summary="The mutes that are in force")
async def list_mutes(
    reads: ReadsDep,
    scope: Annotated[
        Name | None, Query(description="One scope: `guard/NAME`, `camera/SITE/NAME`, `site/SITE`, `target/NAME`.")
    ] = None,
) -> Response:
    """By scope. `POST /control/v1/mutes` mutes, `DELETE /control/v1/mutes/{scope}` lifts a mute."""
    return json_response({"mutes": await reads.mutes(scope)})
