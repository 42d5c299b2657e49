"""Both apps in one process: the commands under /control, all else is the api's."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import parse_qs

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from orin.control.factory import PREFIX, create_app
from orin.control.local_link import LocalLink
from orin.runtime.config.settings import Settings
from orin.runtime.http.middleware import is_local
from orin.runtime.http.problems import problem


def join(api: FastAPI, settings: Settings) -> FastAPI:
    """One application of `api` and the commands."""
    control = create_app(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for each in (api, control):
                await stack.enter_async_context(each.router.lifespan_context(each))
            app.state.stop = api.state.stop
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(_Joined, api, control, settings.access == "on")
    return app


class _Joined:
    """Gives each request to its app; without access control what opens the link gets its cookie."""

    def __init__(self, app: ASGIApp, api: FastAPI, control: FastAPI, guarded: bool) -> None:
        self._app = app
        self._api = api
        self._control = control
        self._guarded = guarded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == PREFIX or scope["path"].startswith(f"{PREFIX}/"):
            await self._control(scope, receive, send)
        elif not self._guarded and (token := _token(scope)) is not None and is_local(Headers(scope=scope)):
            link: LocalLink = self._control.state.link
            refusal = problem(403, "the link is that of another run: open the one that `orin up` printed last")
            await (link.opened() if link.holds(token) else refusal)(scope, receive, send)
        else:
            await self._api(scope, receive, send)


def _token(scope: Scope) -> str | None:
    if scope["path"] != "/" or scope["method"] != "GET":
        return None
    given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
    return given[0] if given else None
