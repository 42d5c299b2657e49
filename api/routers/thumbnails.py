"""/v1/events/ID/thumbnail: the frame of an event."""

from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from orin.api.parameters import ReadsDep
from orin.api.thumbnails import NotAPicture, thumbnail
from orin.projections.queries import Fields
from orin.runtime.frames.evidence import Evidence
from orin.runtime.frames.store import FrameGone
from orin.schemas.errors import OrinError

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/events", tags=["events"])


@router.get(
    "/{event_id}/thumbnail",
    summary="The frame of an event with the subject marked",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_thumbnail(
    request: Request,
    reads: ReadsDep,
    event_id: UUID,
    sequence: Annotated[
        int | None,
        Query(
            ge=0,
            le=2**31 - 1,
            description="Sequence of the phase whose frame is shown; default the first phase that has one.",
        ),
    ] = None,
    width: Annotated[int, Query(ge=16, le=4096, description="Maximum width in pixels.")] = 640,
) -> Response:
    """A 404 says why there is none: there is no such event or phase, or retention has deleted the frame."""
    event = await reads.event(event_id)
    if event is None:
        raise HTTPException(404, f"there is no event {event_id}")
    phase = _phase(event["phases"], sequence)
    store: Evidence = request.app.state.frames
    try:
        picture = await run_in_threadpool(_picture, store, phase, width)
    except (FrameGone, NotAPicture):
        raise HTTPException(404, f"the frame of event {event_id} is no longer in the frame store") from None
    except OrinError as error:
        log.warning("frame store unavailable", error=str(error))
        raise HTTPException(503, "the frame store does not answer: try again later", {"Retry-After": "2"}) from None
    return Response(picture, media_type="image/jpeg")


def _phase(phases: list[Fields], sequence: int | None) -> Fields:
    for phase in phases:
        if phase["provenance"]["uri"] is not None and sequence in (None, phase["sequence"]):
            return phase
    what = f"of phase {sequence}" if sequence is not None else "of any phase"
    raise HTTPException(404, f"there is no frame {what} of the event")


def _picture(store: Evidence, phase: Fields, width: int) -> bytes:
    box = phase["subject"]["box"] if phase["subject"] else None
    return thumbnail(store.get(phase["provenance"]["uri"]), box, phase["severity"], width)
