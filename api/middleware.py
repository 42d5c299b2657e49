"""What wraps every request: the Host check, the time it takes, ETags."""

import hashlib
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orin.api.problems import problem
from orin.runtime.observability import metrics

_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_HARDENED = ((b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"same-site"))
"""Nothing is taken for another type than it says, and no foreign page shows a thumbnail of ours."""
_TAGGED = ("application/json", "image/jpeg")


class LocalHostsOnly:
    """Answers only what is addressed to this machine by name: a web page elsewhere that makes its own name point
    here (DNS rebinding) would otherwise read everything through its visitor's browser.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_HARDENED]}
            await send(message)

        if _HOST.fullmatch(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, hardened)
        else:
            await problem(421, "the api answers to localhost, 127.0.0.1 and [::1] only")(scope, receive, hardened)


class Timed:
    """orin_api_seconds by route, as declared, and status. A stream counts until its first byte."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                metrics.API_SECONDS.labels(route, str(message["status"])).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, timed)


class Tagged:
    """A strong ETag on each 200 of a GET for JSON and pictures; 304 where the client has that already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                if message["status"] == 200 and kind.startswith(_TAGGED):
                    held.append(message)
                    return
            elif held and message["type"] == "http.response.body":
                held.append(message)
                if not message.get("more_body", False):
                    for answer in _answer(held, Headers(scope=scope).get("if-none-match", "")):
                        await send(answer)
                return
            await send(message)

        await self._app(scope, receive, tagged)


def _answer(held: list[Message], known: str) -> list[Message]:
    start, *parts = held
    body = b"".join(part.get("body", b"") for part in parts)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = MutableHeaders(raw=start["headers"])
    headers["ETag"] = tag
    headers.setdefault("Cache-Control", "no-cache")
    if known.strip() != "*" and tag not in (each.strip().removeprefix("W/") for each in known.split(",")):
        return [start, {"type": "http.response.body", "body": body}]
    del headers["content-length"]
    return [{**start, "status": 304}, {"type": "http.response.body", "body": b""}]
