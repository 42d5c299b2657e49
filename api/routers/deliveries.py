"""/v1/deliveries: who was told of what, and why not."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from orin.api.models import DeliveriesOut
from orin.api.parameters import Limit, Names, ReadsDep, check_names
from orin.projections.deliveries import DeliveryFilter
from orin.runtime.http.responses import json_response
from orin.schemas.records import DeliveryStatus

router = APIRouter(prefix="/v1/deliveries", tags=["events"])


@router.get("", response_model=DeliveriesOut, summary="Who was told of what, newest decision first")
async def list_deliveries(
    *,
    reads: ReadsDep,
    site: Annotated[Names, Query(default_factory=list, description="Sites; repeat for several.")],
    target: Annotated[Names, Query(default_factory=list, description="Targets.")],
    status: Annotated[list[DeliveryStatus], Query(default_factory=list, description="How far they are.")],
    after: Annotated[str | None, Query(max_length=400, description="`next` of the page before.")] = None,
    limit: Limit = 50,
) -> Response:
    """Each delivery as it stands: decided, delivered, or suppressed and `why`. People see those of their sites."""
    await check_names(reads, {"site": site})
    found = await reads.deliveries(
        DeliveryFilter(site=site, target=target, status=status, after=after, limit=limit + 1)
    )
    following = found[limit - 1]["delivery_id"] if len(found) > limit else None
    return json_response({"deliveries": found[:limit], "next": following})
