"""The application of the commands: routers, middleware, errors and the OpenAPI document."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.middleware import Middleware

from orin.access.dependencies import signed_in_but_for
from orin.access.gate import open_gate
from orin.access.rates import rated
from orin.control import spec_answers
from orin.control.audit import Audited
from orin.control.local_link import LocalLink, recognise
from orin.control.outbox import Outbox
from orin.control.routers import audit, jobs, mutes, reviews, service, specs
from orin.control.signing_in import pages, session
from orin.control.signing_in.entrance import open_entrance
from orin.control.spec_desk import SpecDesk
from orin.projections.queries import open_reads
from orin.runtime.config.home import link_token
from orin.runtime.config.settings import Settings
from orin.runtime.http import problems, reference
from orin.runtime.http.middleware import BodyBound, KnownHostsOnly, Timed, hosts_of
from orin.runtime.http.openapi import document
from orin.runtime.http.parameters import only_known_parameters
from orin.runtime.uploads.store import JobFiles

ROUTERS = [
    reviews.router, mutes.router, jobs.router, specs.cameras, specs.guards, session.who, audit.router, service.router,
    reference.router("/control"),
]  # fmt: skip
SIGN_IN = [session.router, pages.router]
"""With access control alone: without it there is nobody to sign in."""
PREFIX = "/control"
PUBLIC = frozenset(
    {
        "/control/", "/control/docs", "/control/openapi.json", "/control/healthz", "/control/readyz",
        "/control/jwks.json", "/control/sign-in", "/control/sign-in/provider", "/control/sign-in/callback",
        "/control/sign-out", "POST /control/v1/session", "POST /control/v1/access-token",
    }
)  # fmt: skip
"""Paths that say nothing about any site, and those where people sign in."""
_SAID = {
    404: "there is nothing at this path: `GET /control/` lists the paths there are",
    405: "this path takes another method: `GET /control/` lists what there is",
}
_MOST_READERS = 2
"""Of the audit at once: each reads a topic."""
_LARGEST_BODY = 4 * 2**20
"""Bytes: a file of thousands of cameras."""


def create_app(settings: Settings) -> FastAPI:
    """The application. It starts without a database and without Kafka, and answers 503 while it needs them."""
    guarded = settings.access == "on"

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        url = settings.database_url.get_secret_value()
        async with AsyncExitStack() as stack:
            if guarded:
                app.state.gate = await stack.enter_async_context(open_gate(settings))
                app.state.entrance = await stack.enter_async_context(open_entrance(settings))
            # Of all sites: each command asks whether its sender may see what it is about.
            app.state.reads = await stack.enter_async_context(open_reads(url, settings.dark_after, guarded))
            app.state.auditing = asyncio.Semaphore(_MOST_READERS)
            app.state.outbox = await stack.enter_async_context(Outbox(settings))
            yield

    app = FastAPI(
        title="ORIN control",
        summary="Commands: reviews, mutes, jobs, cameras and guards.",
        version=version("orin"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(signed_in_but_for(PUBLIC) if guarded else recognise), Depends(only_known_parameters)],
        middleware=[
            Middleware(Timed),
            Middleware(KnownHostsOnly, hosts_of(settings)),
            *rated(settings),
            Middleware(Audited),
            Middleware(BodyBound, _LARGEST_BODY, jobs.STREAMED),
        ],
        responses={status: {"model": problems.Problem} for status in (401, 403, 404, 413, 421, 422, 429, 503)},
    )
    app.state.settings = settings
    app.state.specs = SpecDesk(settings)
    app.state.job_files = JobFiles.of(settings)
    app.state.link = LocalLink(link_token(settings.home))
    problems.install(app, "orin control", _SAID)
    spec_answers.install(app)
    for router in [*ROUTERS, *SIGN_IN] if guarded else ROUTERS:
        app.include_router(router)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app
