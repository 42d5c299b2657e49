"""/control/v1/events/{event_id}/reviews: what people say of events."""

from uuid import UUID

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from orin.access.principal import sees, site_of
from orin.control.commands import Command, carry_out, command_id
from orin.control.models import DoneOut, ReviewIn
from orin.control.parameters import Key, OperatorDep, OutboxDep, ReadsDep, Wait
from orin.runtime.clock import wall_clock
from orin.schemas.records import Review
from orin.topologies.kafka.topics import REVIEWS

router = APIRouter(prefix="/control/v1/events", tags=["reviews"])


@router.post(
    "/{event_id}/reviews",
    status_code=202,
    response_model=DoneOut,
    responses={200: {"model": DoneOut}, 201: {"model": DoneOut}},
    summary="Acknowledge, assign, comment, resolve or reopen an event, or mark it as a false alarm",
)
async def review(
    *,
    principal: OperatorDep,
    reads: ReadsDep,
    outbox: OutboxDep,
    event_id: UUID,
    said: ReviewIn,
    wait: Wait = None,
    key: Key = None,
) -> Response:
    """A record on `orin.reviews.v1`. `Location` names the reviews of the event; the event shows what they come to."""
    camera = await reads.camera_of(event_id)
    if camera is None or not sees(principal, site_of(camera)):
        raise HTTPException(404, f"there is no event {event_id}")
    review_id = command_id(principal, f"reviews/{event_id}", key)
    record = Review(
        review_id=str(review_id),
        event_id=str(event_id),
        camera=camera,
        action=said.action,
        assignee=said.assignee,
        by=principal.display_name,
        note=said.note,
        at=wall_clock(),
    )
    command = Command(
        topic=REVIEWS,
        key=camera,
        record=record,
        id=review_id,
        said={"action": said.action, "assignee": said.assignee, "note": said.note},
        projected=lambda: reads.review(review_id),
        location=f"/v1/events/{event_id}/reviews",
    )
    return await carry_out(outbox, command, key, wait)
