"""/v1/events/stream: phases of events as they are committed (Server-Sent Events)."""

import time
from collections.abc import AsyncIterator
from typing import Annotated

import psycopg
import structlog
from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import StreamingResponse
from psycopg_pool import PoolTimeout

from orin.access.dependencies import still_recognised
from orin.api.live_phases import Found, LivePhases, filter_key, message
from orin.api.parameters import CURSOR_FORM, FilterDep, ReadsDep, cursor
from orin.projections.event_filter import EventFilter
from orin.projections.event_order import Cursor, ForeignCursor
from orin.projections.queries import Reads
from orin.runtime.observability import metrics

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/events", tags=["events"])

_HEARTBEAT = 10.0
"""Seconds of silence after which a comment keeps proxies from closing the connection."""
_AT_ONCE = 200
"""Phases read by one query."""
_MOST = 600
"""Streams at once."""


@router.get(
    "/stream",
    summary="Phases of events as they are committed (SSE)",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def stream_events(
    request: Request,
    reads: ReadsDep,
    wanted: FilterDep,
    last_event_id: Annotated[
        str | None, Header(max_length=60, description="The last `id` received: the stream resumes after it.")
    ] = None,
    after: Annotated[
        str | None,
        Query(
            alias="cursor",
            max_length=60,
            description="The same, for clients that cannot set headers.",
            json_schema_extra=CURSOR_FORM,
        ),
    ] = None,
) -> StreamingResponse:
    """Each message's `data` is one phase of one event, and its `id` is where to resume: with Last-Event-ID the stream
    brings everything committed since, in order, without gaps or repeats. Without it the stream begins now. An `id`
    without data is sent at the start and after silence; comments keep the connection open. 410 for an `id` of another
    database: start again without one, and read `/v1/events` for what was missed.
    """
    live: LivePhases = request.app.state.phases
    if live.open_streams >= _MOST:
        detail = f"{_MOST} event streams are open: close one, or try again later"
        raise HTTPException(503, detail, {"Retry-After": "10"})
    start = cursor(last_event_id or after)
    here = await reads.now()
    if start is not None and start.lineage != here.lineage:
        raise ForeignCursor
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        _messages(request, reads, live, reads.within(wanted), start or here), 200, headers, "text/event-stream"
    )


async def _messages(
    request: Request, reads: Reads, live: LivePhases, wanted: EventFilter, cursor: Cursor
) -> AsyncIterator[bytes]:
    key = filter_key(wanted)
    with metrics.API_STREAMS.track_inprogress(), live.stream():
        yield f"retry: 2000\nid: {cursor}\n\n".encode()
        sent_at = checked_at = time.monotonic()
        while not live.stopping:
            if time.monotonic() - checked_at >= _HEARTBEAT:
                checked_at = time.monotonic()
                if not await still_recognised(request):
                    return
            version = live.version
            found = live.after(cursor, wanted, key)
            if found is None:
                try:
                    found = await _from_database(reads, wanted, cursor)
                except ForeignCursor:
                    return  # the database was restored: the client is told when it reconnects
                except (psycopg.OperationalError, PoolTimeout) as error:
                    log.warning("stream waits for the database", error=str(error).strip())
                    found = Found(cursor, b"", more=False)
            cursor = found.reached
            if found.text:
                yield found.text
                sent_at = time.monotonic()
            elif time.monotonic() - sent_at >= _HEARTBEAT:
                # The id also passes what the filter left out, so that a later Last-Event-ID does not read it again.
                yield f": still here\nid: {cursor}\n\n".encode()
                sent_at = time.monotonic()
            if not found.more:
                await live.wait(version, _HEARTBEAT - (time.monotonic() - sent_at))


async def _from_database(reads: Reads, wanted: EventFilter, cursor: Cursor) -> Found:
    """What is no longer kept, or not yet."""
    phases = await reads.phases(wanted, cursor, _AT_ONCE)
    text = b"".join(message(reached, phase).text for reached, phase in phases if phase is not None)
    reached = phases[-1][0] if phases else cursor
    return Found(reached, text, more=reached != cursor)
