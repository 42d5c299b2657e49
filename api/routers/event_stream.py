"""/v1/stream, /v1/events/stream: what is committed, as it is committed (Server-Sent Events)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from orin.api.parameters import FilterDep, Names, ReadsDep, check_names
from orin.api.sources import Everything, Phases, asked_of_everything, asked_of_phases
from orin.api.streaming import After, LastEventId, stream
from orin.projections.event_filter import EventFilter

router = APIRouter(prefix="/v1", tags=["streams"])

_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}


@router.get(
    "/stream",
    summary="Events, reviews, health and jobs as they are committed (SSE)",
    response_class=StreamingResponse,
    responses=_ANSWER,
)
async def stream_everything(
    *,
    request: Request,
    reads: ReadsDep,
    site: Annotated[Names, Query(default_factory=list, description="Sites; repeat for several.")],
    camera: Annotated[Names, Query(default_factory=list, description="Cameras, as SITE/NAME.")],
    show: Annotated[
        list[Literal["event", "review", "health", "job"]],
        Query(default_factory=list, max_length=4, description="Kinds of messages; default all."),
    ],
    last_event_id: LastEventId = None,
    after: After = None,
) -> StreamingResponse:
    """The `event` of each message is its kind, `data` one phase of an event, one review, one health event or
    one job as it stands, and `id`
    where to resume, as in `/v1/events/stream`. It ends when whoever reads it may no longer.
    """
    await check_names(reads, {"site": site, "camera": camera})
    wanted = reads.within(EventFilter(site=site, camera=camera))
    asked = asked_of_everything(wanted, list(show))
    return await stream(request, request.app.state.news, Everything(reads), asked, last_event_id or after)


@router.get(
    "/events/stream",
    summary="Phases of events as they are committed (SSE)",
    response_class=StreamingResponse,
    responses=_ANSWER,
)
async def stream_events(
    request: Request, reads: ReadsDep, wanted: FilterDep, last_event_id: LastEventId = None, after: After = None
) -> StreamingResponse:
    """Each message's `data` is one phase of one event, and its `id` is where to resume: with Last-Event-ID the stream
    brings everything committed since, in order, without gaps or repeats. Without it the stream begins now. An `id`
    without data is sent at the start and after silence; comments keep the connection open. 410 for an `id` of another
    database: start again without one, and read `/v1/events` for what was missed.
    """
    wanted = reads.within(wanted)
    asked, phases = asked_of_phases(wanted), Phases(reads, wanted)
    return await stream(request, request.app.state.phases, phases, asked, last_event_id or after)
