"""Who is behind a request: the one place where tokens and cookies become a principal."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hmac import compare_digest
from typing import LiteralString, NamedTuple
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from orin.access import own_tokens, secret
from orin.access.database import Pool, open_pool
from orin.access.errors import NotSignedIn, Refused
from orin.access.key_cache import KeyCache
from orin.access.machine_tokens import PREFIX, holder
from orin.access.principal import Principal
from orin.access.provider import Provider, provider_of
from orin.access.sessions import CSRF_HEADER, cookie_of, session
from orin.access.signed import parts_of
from orin.runtime.config.settings import Settings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_CACHED = 10_000


class CrossSite(Refused):
    """A command by cookie that another site's page may have caused."""


class _Known(NamedTuple):
    principal: Principal
    until: float


class Gate:
    """Recognises people and machines. The database is asked each time: a token that was revoked or an account that was
    disabled opens nothing from the next request on. A signature is checked once a token.
    """

    def __init__(self, pool: Pool, provider: Provider | None, clock: Callable[[], float] = time.time) -> None:
        self._pool = pool
        self._provider = provider
        self._clock = clock
        self._own_keys = KeyCache(self._fetch_own_keys)
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._ours: OrderedDict[bytes, tuple[str, int, float]] = OrderedDict()

    async def recognise(self, request: HTTPConnection) -> Principal:
        """Who asks. Raises NotSignedIn, Refused, CrossSite, ProviderUnavailable, and psycopg's errors."""
        header = request.headers.get("authorization")
        if header is not None:
            scheme, _, token = header.partition(" ")
            if scheme.lower() != "bearer" or len(request.headers.getlist("authorization")) > 1:
                raise Refused("an Authorization other than one Bearer")
            return await self._bearer(token.strip())
        cookie = cookie_of(request.cookies)
        if cookie is None:
            raise NotSignedIn
        async with self._pool.connection() as connection:
            found = await session(connection, cookie)
        if request.scope.get("method", "GET") not in _SAFE:
            _check_same_site(request, found.csrf)
        return found.principal

    async def _bearer(self, token: str) -> Principal:
        if token.startswith(PREFIX):
            async with self._pool.connection() as connection:
                return await holder(connection, token)
        header, claims = parts_of(token)
        kid = header.get("kid") if isinstance(header.get("kid"), str) else None
        if claims.get("iss") == own_tokens.ISSUER:
            return await self._own(token, kid)
        if self._provider is None or claims.get("iss") != self._provider.issuer:
            raise Refused("of another issuer")
        return await self._providers(self._provider, token, kid)

    async def _providers(self, provider: Provider, token: str, kid: str | None) -> Principal:
        name, now = secret.digest(token), self._clock()
        known = self._known.get(name)
        if known is not None and now < known.until:
            self._known.move_to_end(name)
            return known.principal
        principal, until = await provider.principal(token, kid, now)
        self._known[name] = _Known(principal, until)
        if len(self._known) > _MOST_CACHED:
            self._known.popitem(last=False)
        return principal

    async def _own(self, token: str, kid: str | None) -> Principal:
        name, now = secret.digest(token), self._clock()
        known = self._ours.get(name)
        if known is None or now >= known[2]:
            await self._own_keys.ready_for(kid)
            account, issued_at = own_tokens.bearer(token, self._own_keys, now)
            known = self._ours[name] = (account, issued_at, issued_at + float(own_tokens.LIFETIME))
            if len(self._ours) > _MOST_CACHED:
                self._ours.popitem(last=False)
        async with self._pool.connection() as connection:
            return await own_tokens.account_principal(connection, known[0], known[1])

    async def _fetch_own_keys(self) -> own_tokens.Keys:
        async with self._pool.connection() as connection:
            return await own_tokens.public_keys(connection)


@asynccontextmanager
async def open_gate(settings: Settings, role: LiteralString | None = None) -> AsyncIterator[Gate]:
    """The gate that the settings describe; its connections take on `role`. Misuse for half a provider."""
    provider = provider_of(settings)
    async with open_pool(settings.database_url.get_secret_value(), role) as pool:
        yield Gate(pool, provider)


def _check_same_site(request: HTTPConnection, csrf: str) -> None:
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise CrossSite(f"a command from {origin[:100]!r}")
    if not compare_digest(request.headers.get(CSRF_HEADER, "").encode(), csrf.encode()):
        raise CrossSite(f"without the right {CSRF_HEADER}")
