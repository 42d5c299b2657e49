"""The application: routers, middleware, errors and the OpenAPI document."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.metadata import version

from fastapi import Depends, FastAPI, Request, Response
from fastapi.middleware import Middleware

from orin.access.dependencies import signed_in_but_for
from orin.access.gate import open_gate
from orin.access.rates import rated
from orin.api.live import Live
from orin.api.routers import (
    activity,
    cameras,
    deliveries,
    event_stream,
    events,
    frames,
    guards,
    jobs,
    mutes,
    response_times,
    service,
    thumbnails,
)
from orin.api.sites import KnownSites
from orin.api.sources import Everything, Phases
from orin.projections.event_order import ForeignCursor
from orin.projections.queries import open_reads
from orin.runtime.config.settings import Settings
from orin.runtime.frames.evidence import Evidence
from orin.runtime.http import problems, reference
from orin.runtime.http.middleware import BodyBound, KnownHostsOnly, Tagged, Timed, hosts_of
from orin.runtime.http.openapi import document
from orin.runtime.http.parameters import only_known_parameters
from orin.runtime.uploads.store import JobFiles

ROUTERS = [
    event_stream.router,  # before events: /stream is not an event's id
    events.router,
    thumbnails.router,
    cameras.router,
    frames.router,
    guards.router,
    mutes.router,
    jobs.router,
    deliveries.router,
    activity.router,
    response_times.router,
    service.router,
    reference.router(),
]
_SAID = {
    404: "there is nothing at this path: `GET /` lists the paths there are",
    405: "the api only reads: use GET",
}

PUBLIC = frozenset({"/", "/docs", "/openapi.json", "/healthz", "/readyz"})
"""Paths that say nothing about any site: what there is to ask for, and whether the process works."""
_LARGEST_BODY = 16 * 2**10
"""Bytes: no request needs one."""


def create_app(settings: Settings) -> FastAPI:
    """The application. It starts without a database, and writes nothing."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        url, guarded = settings.database_url.get_secret_value(), settings.access == "on"
        async with AsyncExitStack() as stack:
            if guarded:
                app.state.gate = await stack.enter_async_context(open_gate(settings))
            reads = await stack.enter_async_context(open_reads(url, settings.dark_after, guarded))
            app.state.reads = reads
            app.state.sites = KnownSites(reads)
            app.state.phases, app.state.news = Live(Phases(reads)), Live(Everything(reads))
            app.state.lives = (app.state.phases, app.state.news)
            app.state.stop = lambda: [live.stop() for live in app.state.lives]
            watching = [asyncio.create_task(live.watch()) for live in app.state.lives]
            yield
            for task in watching:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    app = FastAPI(
        title="ORIN",
        summary="Events, cameras, guards, activity and jobs, read-only.",
        version=version("orin"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(signed_in_but_for(PUBLIC)), Depends(only_known_parameters)],
        middleware=[
            Middleware(Timed),
            Middleware(KnownHostsOnly, hosts_of(settings)),
            *rated(settings),
            Middleware(BodyBound, _LARGEST_BODY),
            Middleware(Tagged),
        ],
        responses={status: {"model": problems.Problem} for status in (401, 403, 404, 410, 413, 421, 422, 429, 503)},
    )
    app.state.frames = Evidence(settings)
    app.state.job_files = JobFiles.of(settings)
    problems.install(app, "orin api", _SAID)
    app.add_exception_handler(ForeignCursor, _foreign_cursor)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app


def _foreign_cursor(_request: Request, _error: Exception) -> Response:
    return problems.problem(
        410, "the cursor belongs to another database, or predates a restore: start again without one"
    )
