"""/v1/events: the events of the guards."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from orin.api.models import EventDeliveriesOut, EventDetailOut, EventPageOut, ReviewsOut, ReviewState
from orin.api.parameters import CURSOR_FORM, FilterDep, Limit, Name, ReadsDep, Time, check_order, cursor
from orin.runtime.http.responses import json_response

router = APIRouter(prefix="/v1/events", tags=["events"])


@router.get("", response_model=EventPageOut, summary="Events, each at its newest phase")
async def list_events(
    *,
    reads: ReadsDep,
    wanted: FilterDep,
    opened_from: Annotated[Time | None, Query(alias="from", description="Opened at or after this time.")] = None,
    opened_to: Annotated[Time | None, Query(alias="to", description="Opened before this time.")] = None,
    is_open: Annotated[
        bool | None, Query(alias="open", description="true: conditions that hold now; stale events do not.")
    ] = None,
    stale: Annotated[
        bool | None,
        Query(description="true: never closed, and their guard no longer watches their camera, or that was disabled."),
    ] = None,
    review: Annotated[
        ReviewState | None, Query(description="What people did about it; `unreviewed` includes what was reopened.")
    ] = None,
    assignee: Annotated[Name | None, Query(description="Who is to take care of it.")] = None,
    order: Annotated[
        Literal["newest", "oldest"], Query(description="By the time at which the event was first written.")
    ] = "newest",
    after: Annotated[
        str | None,
        Query(alias="cursor", max_length=60, description="`next` of the previous page.", json_schema_extra=CURSOR_FORM),
    ] = None,
    limit: Limit = 50,
) -> Response:
    """Events in the order in which they were first written; nothing is inserted into that order later.

    Page from the newest to the last, or with `order=oldest` from the first onwards: its `next` is never null, and
    asking for it again returns what has been added since. Nothing is skipped or repeated. Later phases of an event do
    not move it; `/v1/events/stream` brings those.
    """
    check_order(opened_from, opened_to)
    narrowed = msgspec.structs.replace(
        wanted,
        opened_from=opened_from,
        opened_to=opened_to,
        open=is_open,
        stale=stale,
        review=review,
        assignee=assignee,
    )
    page = await reads.events(narrowed, cursor(after), limit, order == "newest")
    return json_response({"events": page.events, "next": None if page.following is None else str(page.following)})


@router.get("/{event_id}", response_model=EventDetailOut, summary="One event and its phases")
async def get_event(reads: ReadsDep, event_id: UUID) -> Response:
    event = await reads.event(event_id)
    if event is None:
        raise HTTPException(404, f"there is no event {event_id}")
    return json_response(event | {"thumbnail": f"/v1/events/{event_id}/thumbnail"})


@router.get("/{event_id}/deliveries", response_model=EventDeliveriesOut, summary="Who was told of an event")
async def get_deliveries(reads: ReadsDep, event_id: UUID) -> Response:
    """In the order of the decisions, those not to tell among them."""
    found = await reads.told_of(event_id)
    if not found and await reads.camera_of(event_id) is None:
        raise HTTPException(404, f"there is no event {event_id}")
    return json_response({"deliveries": found})


@router.get("/{event_id}/reviews", response_model=ReviewsOut, summary="What people said of an event")
async def get_reviews(reads: ReadsDep, event_id: UUID) -> Response:
    """In the order in which it was said. `POST /control/v1/events/{event_id}/reviews` adds to it."""
    found = await reads.reviews(event_id)
    if not found and await reads.camera_of(event_id) is None:
        raise HTTPException(404, f"there is no event {event_id}")
    return json_response({"reviews": found})
