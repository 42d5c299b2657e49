"""The application: routers, middleware, errors and the OpenAPI document."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.middleware import Middleware
from fastapi.openapi.utils import get_openapi

from orin.access.database import READER
from orin.access.dependencies import signed_in_but_for
from orin.access.gate import open_gate
from orin.api import problems
from orin.api.live_phases import LivePhases
from orin.api.middleware import KnownHostsOnly, Tagged, Timed, hosts_of
from orin.api.parameters import only_known_parameters
from orin.api.problems import Problem
from orin.api.routers import activity, cameras, event_stream, events, guards, reference, service, thumbnails
from orin.api.sites import KnownSites
from orin.projections.queries import open_reads
from orin.runtime.config.settings import Settings
from orin.runtime.frames.evidence import Evidence

ROUTERS = [
    event_stream.router,  # before events: /stream is not an event's id
    events.router,
    thumbnails.router,
    cameras.router,
    guards.router,
    activity.router,
    service.router,
    reference.router,
]

PUBLIC = frozenset({"/", "/docs", "/openapi.json", "/healthz", "/readyz"})
"""Paths that say nothing about any site: what there is to ask for, and whether the process works."""


def create_app(settings: Settings) -> FastAPI:
    """The application. It starts without a database, and writes nothing."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        url, guarded = settings.database_url.get_secret_value(), settings.access == "on"
        async with AsyncExitStack() as stack:
            if guarded:
                app.state.gate = await stack.enter_async_context(open_gate(settings, READER))
            reads = await stack.enter_async_context(open_reads(url, settings.dark_after, guarded))
            app.state.reads = reads
            app.state.sites = KnownSites(reads)
            app.state.phases = LivePhases(reads)
            watching = asyncio.create_task(app.state.phases.watch())
            yield
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    app = FastAPI(
        title="ORIN",
        summary="Events, cameras, guards and activity, read-only.",
        version=version("orin"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(signed_in_but_for(PUBLIC)), Depends(only_known_parameters)],
        middleware=[Middleware(Timed), Middleware(KnownHostsOnly, hosts_of(settings)), Middleware(Tagged)],
        responses={status: {"model": Problem} for status in (401, 403, 404, 410, 421, 422, 503)},
    )
    app.state.frames = Evidence(settings)
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    """FastAPI's OpenAPI document, with the media type that problems have."""
    if app.openapi_schema is None:
        page = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        for operations in page["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if status >= "400":
                        response["content"] = {problems.MEDIA_TYPE: response["content"]["application/json"]}
        app.openapi_schema = page
    return app.openapi_schema
