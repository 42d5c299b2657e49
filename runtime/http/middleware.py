"""What every request passes through: the check of its Host and size, the measurement of its duration, ETags."""

import hashlib
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orin.runtime.config.settings import Settings
from orin.runtime.http.pages import STYLE_HASH
from orin.runtime.http.problems import problem
from orin.runtime.observability import metrics
from orin.schemas.errors import Misuse

_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", re.ASCII)
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' "
    f"{STYLE_HASH}; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HARDENED = (
    (b"content-security-policy", _POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-site"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""Browsers run no script that stands in a page, load nothing from elsewhere, show no page inside another site's and
guess no content types; pages of other sites cannot show thumbnails.
"""
_OVER_TLS = (b"strict-transport-security", b"max-age=31536000")
"""Names of this machine are left out: other programs serve on its ports without TLS."""
_TAGGED = ("application/json", "image/jpeg")


def is_local(headers: Headers) -> bool:
    """Whether the request is addressed to this machine."""
    return _HOST.fullmatch(headers.get("host", "")) is not None


def address_of(request: HTTPConnection) -> str:
    """Of who asks; empty where the server does not know it."""
    return request.client.host if request.client else ""


def hosts_of(settings: Settings) -> frozenset[str]:
    """What the app may be called beside this machine's own names. Misuse where that is no host's name, or there is no
    access control.
    """
    names = [name.strip().lower() for name in (settings.hosts or "").split(",") if name.strip()]
    for name in names:
        if _NAME.fullmatch(name) is None:
            raise Misuse(f"ORIN_HOSTS holds {name[:100]!r}: names are given without scheme and path, and without `*`")
    if names and settings.access == "off":
        raise Misuse("ORIN_HOSTS is set, and ORIN_ACCESS is off: without access control this machine alone is answered")
    return frozenset(names)


class KnownHostsOnly:
    """Answers only requests addressed to this machine or to the names it was given: a web page whose own name resolves
    to this address (DNS rebinding) could otherwise read everything through its visitor's browser.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = _HARDENED if local else (*_HARDENED, _OVER_TLS)
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        headers = Headers(scope=scope)
        local = is_local(headers)
        if local or headers.get("host", "").lower().partition(":")[0] in self._names:
            await self._app(scope, receive, hardened)
        else:
            more = "those of ORIN_HOSTS, " if self._names else ""
            await problem(
                421,
                f"this address answers only to the host names {more}localhost, 127.0.0.1 and [::1]: use one of them",
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


class BodyBound:
    """413 for a request whose body is larger than `most` bytes, as soon as that is known.

    What comes to the paths of `streamed` is bounded by whoever reads it.
    """

    def __init__(self, app: ASGIApp, most: int, streamed: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._most = most
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._streamed:
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdecimal() or int(stated) > self._most:
            await self._refuse(scope, receive, send)
            return
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return  # the client has gone
            parts.append(message)
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if size > self._most:
                await self._refuse(scope, receive, send)
                return
        held = iter(parts)

        async def again() -> Message:
            return next(held, None) or await receive()

        await self._app(scope, again, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = f"{self._most >> 20} MiB" if self._most >= 2**20 else f"{self._most >> 10} KiB"
        await problem(413, f"the body is larger than {most}")(scope, receive, send)


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
