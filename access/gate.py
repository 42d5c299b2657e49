"""Who is behind a request: the one place where tokens and cookies become a principal."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hmac import compare_digest
from typing import Generic, LiteralString, NamedTuple, TypeVar

from starlette.requests import HTTPConnection

from orin.access import own_tokens, secret
from orin.access.errors import NotSignedIn, Refused
from orin.access.key_cache import KeyCache
from orin.access.machine_tokens import PREFIX, holder
from orin.access.oidc.provider import Provider, provider_of
from orin.access.principal import Principal
from orin.access.same_site import foreign_origin, is_command
from orin.access.sessions import CSRF_HEADER, cookie_of, session
from orin.access.signed import parts_of
from orin.runtime.config.settings import Settings
from orin.runtime.database import READER, Pool, open_pool

T = TypeVar("T")
_MOST_CACHED = 10_000
_MOST_CONNECTIONS = 4
_SESSION: LiteralString = f"SET timezone = 'UTC'; SET statement_timeout = '2s'; SET ROLE {READER}"


class CrossSite(Refused):
    """A command by cookie that another site's page may have caused."""


class _Account(NamedTuple):
    name: str
    issued_at: int


class _Checked(Generic[T]):
    """What tokens whose signature was checked say, by their digests, until they expire; of many the recent ones."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, tuple[T, float]] = OrderedDict()

    def get(self, digest: bytes, now: float) -> T | None:
        found = self._found.get(digest)
        if found is None or now >= found[1]:
            return None
        self._found.move_to_end(digest)
        return found[0]

    def keep(self, digest: bytes, said: T, until: float) -> None:
        self._found[digest] = said, until
        if len(self._found) > _MOST_CACHED:
            self._found.popitem(last=False)


class Gate:
    """Recognises people and machines. The database is asked each time: a token that was revoked or an account that was
    disabled opens nothing from the next request on. A signature is checked once a token.
    """

    def __init__(self, pool: Pool, provider: Provider | None, clock: Callable[[], float] = time.time) -> None:
        self._pool = pool
        self._provider = provider
        self._clock = clock
        self._own_keys = KeyCache(self._fetch_own_keys)
        self._principals: _Checked[Principal] = _Checked()
        self._accounts: _Checked[_Account] = _Checked()

    async def recognise(self, request: HTTPConnection) -> Principal:
        """Who asks. Raises NotSignedIn, Refused, CrossSite, ProviderUnavailable, and psycopg's errors."""
        header = request.headers.get("authorization")
        if header is not None:
            scheme, _, token = header.partition(" ")
            if scheme.lower() != "bearer" or len(request.headers.getlist("authorization")) > 1:
                raise Refused("an Authorization other than one Bearer")
            return await self._bearer(token.strip())
        cookie = cookie_of(request)
        if cookie is None:
            raise NotSignedIn
        async with self._pool.connection() as connection:
            found = await session(connection, cookie)
        if is_command(request):
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
        digest, now = secret.digest(token), self._clock()
        principal = self._principals.get(digest, now)
        if principal is None:
            principal, until = await provider.principal(token, kid, now)
            self._principals.keep(digest, principal, until)
        return principal

    async def _own(self, token: str, kid: str | None) -> Principal:
        digest, now = secret.digest(token), self._clock()
        account = self._accounts.get(digest, now)
        if account is None:
            await self._own_keys.ready_for(kid)
            account = _Account(*own_tokens.bearer(token, self._own_keys, now))
            self._accounts.keep(digest, account, account.issued_at + float(own_tokens.LIFETIME))
        async with self._pool.connection() as connection:
            return await own_tokens.account_principal(connection, account.name, account.issued_at)

    async def _fetch_own_keys(self) -> own_tokens.Keys:
        async with self._pool.connection() as connection:
            return await own_tokens.public_keys(connection)


@asynccontextmanager
async def open_gate(settings: Settings) -> AsyncIterator[Gate]:
    """The gate that the settings describe. Misuse for half a provider."""
    provider, url = provider_of(settings), settings.database_url.get_secret_value()
    async with open_pool(url, _SESSION, name="orin access", most=_MOST_CONNECTIONS) as pool:
        yield Gate(pool, provider)


def _check_same_site(request: HTTPConnection, csrf: str) -> None:
    origin = foreign_origin(request)
    if origin is not None:
        raise CrossSite(f"a command from {origin[:100]!r}")
    if not compare_digest(request.headers.get(CSRF_HEADER, "").encode(), csrf.encode()):
        raise CrossSite(f"without the right {CSRF_HEADER}")
