"""/v1/events/stream: phases of events as they are committed (Server-Sent Events)."""

import time
from collections.abc import AsyncIterator
from typing import Annotated

import psycopg
import structlog
from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import StreamingResponse
from psycopg_pool import PoolTimeout

from orin.api.commit_watcher import CommitWatcher
from orin.api.parameters import FilterDep, ReadsDep, cursor
from orin.api.responses import encode
from orin.projections.event_filter import EventFilter
from orin.projections.queries import Cursor, ForeignCursor, Reads
from orin.runtime.observability import metrics

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/events", tags=["events"])

_HEARTBEAT = 10.0
"""Seconds of silence after which a comment keeps proxies from closing the connection."""
_AT_ONCE = 200
"""Phases read by one query."""
_MOST = 100
"""Streams at once: each queries the database whenever something is committed."""


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
        str | None, Query(alias="cursor", max_length=60, description="The same, for clients that cannot set headers.")
    ] = None,
) -> StreamingResponse:
    """Each message's `data` is one phase of one event, and its `id` is where to resume: with Last-Event-ID the stream
    brings everything committed since, in order, without gaps or repeats. Without it the stream begins now. An `id`
    without data is sent at the start and after silence; comments keep the connection open. 410 for an `id` of another
    database: start again without one, and read `/v1/events` for what was missed.
    """
    commits: CommitWatcher = request.app.state.commits
    if commits.open_streams >= _MOST:
        detail = f"{_MOST} event streams are open: close one, or try again later"
        raise HTTPException(503, detail, {"Retry-After": "10"})
    start = cursor(last_event_id or after)
    here = await reads.now()
    if start is not None and start.lineage != here.lineage:
        raise ForeignCursor
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_messages(reads, commits, wanted, start or here), 200, headers, "text/event-stream")


async def _messages(reads: Reads, commits: CommitWatcher, wanted: EventFilter, cursor: Cursor) -> AsyncIterator[bytes]:
    with metrics.API_STREAMS.track_inprogress(), commits.stream():
        yield f"retry: 2000\nid: {cursor}\n\n".encode()
        sent_at = time.monotonic()
        while not commits.stopping:
            version = commits.version
            try:
                phases = await reads.phases(wanted, cursor, _AT_ONCE)
            except ForeignCursor:
                return  # the database was restored: the client is told when it reconnects
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("stream waits for the database", error=str(error).strip())
                phases = []
            for reached, phase in phases:
                cursor = reached
                if phase is not None:
                    yield b"id: %s\ndata: %s\n\n" % (str(reached).encode(), encode(phase))
                    sent_at = time.monotonic()
            if time.monotonic() - sent_at >= _HEARTBEAT:
                # The id also passes what the filter left out, so that a later Last-Event-ID does not read it again.
                yield f": still here\nid: {cursor}\n\n".encode()
                sent_at = time.monotonic()
            if len(phases) < _AT_ONCE:
                await commits.wait(version, _HEARTBEAT - (time.monotonic() - sent_at))
