"""Server-Sent Events: what is committed from now on, or since where a client had come."""

import time
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
import psycopg
import structlog
from fastapi import Header, HTTPException, Query, Request
from fastapi.responses import StreamingResponse
from psycopg_pool import PoolTimeout

from orin.access.dependencies import still_recognised
from orin.api.live import Asked, Found, Live, Source
from orin.api.parameters import CURSOR_FORM, cursor
from orin.projections.event_order import Cursor, ForeignCursor
from orin.runtime.observability import metrics

log = structlog.get_logger(__name__)

_HEARTBEAT = 10.0
"""Seconds of silence after which a comment keeps proxies from closing the connection."""
_AT_ONCE = 200
"""Rows read by one query."""
_MOST = 600
"""Streams at once."""

LastEventId = Annotated[
    str | None, Header(max_length=60, description="The last `id` received: the stream resumes after it.")
]
After = Annotated[
    str | None,
    Query(
        alias="cursor",
        max_length=60,
        description="The same, for clients that cannot set headers.",
        json_schema_extra=CURSOR_FORM,
    ),
]


async def stream(request: Request, live: Live, source: Source, asked: Asked, start: str | None) -> StreamingResponse:
    """The messages of `live` that pass; those that it has not kept come from `source`. `start`: a cursor's text.

    HTTPException 503 where too many streams are open. Raises ForeignCursor.
    """
    lives: tuple[Live, ...] = request.app.state.lives
    if sum(each.open_streams for each in lives) >= _MOST:
        detail = f"{_MOST} event streams are open: close one, or try again later"
        raise HTTPException(503, detail, {"Retry-After": "10"})
    begin = cursor(start)
    here = await source.now()
    if begin is not None and begin.lineage != here.lineage:
        raise ForeignCursor
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_messages(request, live, source, asked, begin or here), 200, headers, "text/event-stream")


async def _messages(request: Request, live: Live, source: Source, asked: Asked, cursor: Cursor) -> AsyncIterator[bytes]:
    key = msgspec.json.encode([(number, sorted(values)) for number, values in asked])
    with metrics.API_STREAMS.track_inprogress(), live.stream():
        yield f"retry: 2000\nid: {cursor}\n\n".encode()
        sent_at = checked_at = time.monotonic()
        while not live.stopping:
            if time.monotonic() - checked_at >= _HEARTBEAT:
                checked_at = time.monotonic()
                if not await still_recognised(request):
                    return
            version = live.version
            found = live.after(cursor, asked, key)
            if found is None:
                try:
                    found = await _from_database(source, asked, cursor)
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


async def _from_database(source: Source, asked: Asked, cursor: Cursor) -> Found:
    """What is no longer kept, or not yet."""
    batch = await source.after(cursor, _AT_ONCE)
    text = b"".join(message.text for _, message in batch.messages if message.passes(asked))
    return Found(batch.reached, text, more=batch.reached != cursor)
