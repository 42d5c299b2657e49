"""What signing in needs: the accounts' database, the count of what failed, the provider."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import LiteralString

from fastapi import HTTPException, Request

from orin.access.errors import Refused, Throttled
from orin.access.oidc.code_flow import CodeFlow, code_flow_of
from orin.access.principal import Principal
from orin.access.sessions import Opened, close_session, cookie_of, open_session, session
from orin.access.sign_in import sign_in
from orin.access.throttle import Throttle
from orin.runtime.config.settings import Settings
from orin.runtime.database import CONTROL, Pool, open_pool
from orin.runtime.http.middleware import address_of

_SESSION: LiteralString = f"SET timezone = 'UTC'; SET statement_timeout = '2s'; SET ROLE {CONTROL}"
_MOST_CONNECTIONS = 4


class Entrance:
    """`flow` is None where people cannot sign in at a provider."""

    def __init__(self, pool: Pool, flow: CodeFlow | None) -> None:
        self.pool = pool
        self.flow = flow
        self._throttle = Throttle()

    async def by_password(self, request: Request, account: str, password: str) -> Principal:
        """Whose password it is, from now on who asks. HTTPException 401 and 429; raises psycopg's errors."""
        try:
            principal = await sign_in(self.pool, self._throttle, account, password, address_of(request))
        except Throttled as error:
            request.state.refused = "too many have failed"
            raise HTTPException(
                429,
                f"too many sign-ins have failed: try again in {error.retry_after} s",
                {"Retry-After": str(error.retry_after)},
            ) from None
        except Refused as error:
            request.state.refused = error.reason
            if error.account is not None:
                request.state.audited = f"account:{error.account}"
            raise HTTPException(401, error.reason, {"WWW-Authenticate": 'Bearer realm="orin"'}) from None
        request.state.principal = principal
        return principal

    async def opened(self, request: Request, principal: Principal) -> Opened:
        """A session for a browser; one that it has already ends."""
        _, _, account = principal.subject.partition(":") if principal.via == "account" else ("", "", None)
        before = cookie_of(request)
        async with self.pool.connection() as connection:
            if before is not None:
                await close_session(connection, before)
            return await open_session(connection, principal, account)

    async def csrf_of(self, request: Request) -> str | None:
        """What commands by the session of whoever asks carry; None for those who come by a token."""
        cookie = cookie_of(request)
        if cookie is None or "authorization" in request.headers:
            return None
        async with self.pool.connection() as connection:
            return (await session(connection, cookie)).csrf


def entrance_of(request: Request) -> Entrance:
    """A dependency."""
    entrance: Entrance = request.app.state.entrance
    return entrance


@asynccontextmanager
async def open_entrance(settings: Settings) -> AsyncIterator[Entrance]:
    """The one that the settings describe. Misuse for half a provider."""
    flow, url = code_flow_of(settings), settings.database_url.get_secret_value()
    async with open_pool(url, _SESSION, name="orin control", most=_MOST_CONNECTIONS) as pool:
        yield Entrance(pool, flow)
