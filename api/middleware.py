"""What every request passes through: the check of its Host, the measurement of its duration, ETags."""

import hashlib
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orin.api.problems import problem
from orin.runtime.observability import metrics

_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_HARDENED = ((b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"same-site"))
"""Browsers do not guess content types, and pages of other sites cannot show thumbnails."""
_TAGGED = ("application/json", "image/jpeg")


class LocalHostsOnly:
    """Answers only requests addressed to this machine: a web page whose own name resolves to this address (DNS
    rebinding) could otherwise read everything through its visitor's browser.
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
            await problem(
                421, "the api answers only to the host names localhost, 127.0.0.1 and [::1]: use one of them"
            )(scope, receive, hardened)


class Timed:
    """orin_api_seconds by route template and status. A stream is measured until its first byte."""

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
    """A strong ETag on each 200 of a GET with JSON or a JPEG; 304 where the client already has it."""

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
