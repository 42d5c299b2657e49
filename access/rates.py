"""How often somebody may ask: by token or session, by address where there is none, and how often an address may be
refused.
"""

import math
import time
from collections import OrderedDict

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orin.access import secret
from orin.access.sessions import cookie_of
from orin.runtime.config.settings import Settings
from orin.runtime.http.middleware import address_of
from orin.runtime.http.problems import problem

_REFUSALS = RateLimitItemPerMinute(300)
"""Of one address: whoever tries tokens is not asked the database each time."""
_MOST_KNOWN = 10_000


class Rated:
    """429 beyond `a_minute` requests in a minute of one token, session or, without these, address; every answer says in
    `RateLimit-*` how many are left. Of one process.
    """

    def __init__(self, app: ASGIApp, a_minute: int) -> None:
        self._app = app
        self._all = RateLimitItemPerMinute(a_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._known: OrderedDict[str, None] = OrderedDict()
        """Who was let in of late: others of the same address, behind a proxy perhaps, do not shut them out."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        address = address_of(request)
        credential = _credential(request)
        who = credential or address
        shut_out = credential not in self._known and not self._limiter.test(_REFUSALS, address)
        over = not self._limiter.hit(self._all, who)
        reset, left = self._limiter.get_window_stats(self._all, who)
        if shut_out:
            reset = self._limiter.get_window_stats(_REFUSALS, address).reset_time
        seconds = str(max(1, math.ceil(reset - time.time())))

        async def rated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["RateLimit-Limit"] = str(self._all.amount)
                headers["RateLimit-Remaining"] = str(left)
                headers["RateLimit-Reset"] = seconds
                message = {**message, "headers": headers.raw}
                self._remember(scope, message["status"], credential, address)
            await send(message)

        if shut_out or over:
            detail = f"too many requests: try again in {seconds} s"
            await problem(429, detail, headers={"Retry-After": seconds})(scope, receive, rated)
        else:
            await self._app(scope, receive, rated)

    def _remember(self, scope: Scope, status: int, credential: str | None, address: str) -> None:
        if status == 401:
            self._limiter.hit(_REFUSALS, address)
            self._known.pop(credential or "", None)
        elif credential is not None and "principal" in scope.get("state", {}):
            self._known[credential] = None
            self._known.move_to_end(credential)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)


def rated(settings: Settings) -> list[Middleware]:
    """What an app adds: nothing without access control, or where any number is allowed."""
    if settings.access == "off" or settings.requests_per_minute == 0:
        return []
    return [Middleware(Rated, settings.requests_per_minute)]


def _credential(request: HTTPConnection) -> str | None:
    """What somebody is to be recognised by, as a digest."""
    given = request.headers.get("authorization") or cookie_of(request)
    return None if given is None else secret.digest(given).hex()
