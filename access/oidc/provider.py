"""An OpenID Connect provider: its keys, whom its tokens stand for, and what it tells of people who sign in at it."""

import asyncio
import ipaddress
import json
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx2
import structlog
import truststore

from orin.access.errors import ProviderUnavailable, Refused
from orin.access.key_cache import KeyCache
from orin.access.principal import Principal, Role, site_patterns
from orin.access.signed import checked
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse

log = structlog.get_logger(__name__)

_LARGEST = 512 * 1024
"""Bytes of a provider's answer."""
_PATIENCE = 5.0
"""Seconds for a provider's answer."""
_MOST_SITES = 200
_NAME_CLAIMS = ("name", "preferred_username", "email")


class Tokens(NamedTuple):
    """What a provider gives for a code."""

    id_token: str
    access_token: str | None


class Provider:
    """Checks the tokens of one issuer, and is asked about people who sign in there."""

    def __init__(self, issuer: str, audience: str, role_claim: str, sites_claim: str) -> None:
        self.issuer = issuer
        self._audience = audience
        self._role_claim = role_claim
        self._sites_claim = sites_claim
        self._keys = KeyCache(self._fetch)

    async def principal(self, token: str, kid: str | None, now: float) -> tuple[Principal, float]:
        """Whom the token stands for, and until when. Raises Refused, ProviderUnavailable."""
        claims = await self.checked(token, kid, self._audience, now)
        return self.principal_of(claims), float(claims["exp"])

    async def checked(self, token: str, kid: str | None, audience: str, now: float) -> Mapping[str, Any]:
        """The claims of a token that this issuer signed for `audience`. Raises Refused, ProviderUnavailable."""
        await self._keys.ready_for(kid)
        return checked(token, self._keys.key, issuer=self.issuer, audience=audience, now=now)

    def principal_of(self, claims: Mapping[str, Any]) -> Principal:
        """Whom claims stand for that were checked. Raises Refused where they name no role of ORIN."""
        name = next((claims[claim] for claim in _NAME_CLAIMS if isinstance(claims.get(claim), str)), claims["sub"])
        return Principal(
            f"{self.issuer}#{claims['sub']}",
            "".join(filter(str.isprintable, name))[:100],
            _role(_claim(claims, self._role_claim)),
            _sites(_claim(claims, self._sites_claim)),
            "oidc",
        )

    def names_a_role(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claim of the role is among them."""
        return _claim(claims, self._role_claim) is not None

    async def address(self, name: str) -> str:
        """An address from the provider's own description, such as its `token_endpoint`. Raises ProviderUnavailable."""
        async with _answering():
            return check_address(str((await self._about()).get(name)), f"the provider's {name}")

    async def exchanged(self, form: Mapping[str, str], secret: tuple[str, str] | None) -> Tokens:
        """What its token endpoint gives for a code. Raises Refused, ProviderUnavailable."""
        url = await self.address("token_endpoint")
        async with _answering():
            given = await _json(url, form=form, auth=secret)
        if not isinstance(given.get("id_token"), str):
            raise Refused("the provider gave no ID token for the code")
        access_token = given.get("access_token")
        return Tokens(given["id_token"], access_token if isinstance(access_token, str) else None)

    async def told_of(self, access_token: str) -> Mapping[str, Any]:
        """What its userinfo endpoint says of whom the token is. Raises Refused, ProviderUnavailable."""
        url = await self.address("userinfo_endpoint")
        async with _answering():
            return await _json(url, bearer=access_token)

    async def _about(self) -> Mapping[str, Any]:
        about = await _json(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != self.issuer:
            raise Misuse(f"ORIN_OIDC_ISSUER is {self.issuer}, and the provider calls itself {about.get('issuer')}")
        return about

    async def _fetch(self) -> Sequence[Mapping[str, Any]]:
        """The issuer's keys, where its own description says they are, and nowhere that a token says."""
        async with asyncio.timeout(_PATIENCE):
            about = await self._about()
            keys = (await _json(check_address(str(about.get("jwks_uri")), "the provider's jwks_uri"))).get("keys")
        return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    """ProviderUnavailable where the provider does not answer in time, or in a way that cannot be read."""
    try:
        async with asyncio.timeout(_PATIENCE):
            yield
    except (TimeoutError, httpx2.HTTPError, ValueError, Misuse) as error:
        log.warning("the provider does not answer", error=f"{type(error).__name__}: {error}"[:300])
        raise ProviderUnavailable from None


def provider_of(settings: Settings) -> Provider | None:
    """The one that the settings name. Misuse where they name half of one."""
    issuer, audience = settings.oidc_issuer, settings.oidc_audience
    if issuer is None and audience is None:
        return None
    if issuer is None or audience is None:
        raise Misuse("ORIN_OIDC_ISSUER and ORIN_OIDC_AUDIENCE go together: set both or none")
    check_address(issuer, "ORIN_OIDC_ISSUER")
    return Provider(issuer, audience, settings.oidc_role_claim, settings.oidc_sites_claim)


def check_address(url: str, what: str) -> str:
    """The URL itself; Misuse unless it is https://, or http:// on this machine."""
    parts = urlsplit(url)
    if parts.username is None and parts.hostname and (parts.scheme == "https" or _local(parts.hostname, parts.scheme)):
        return url
    raise Misuse(f"{what} is {url[:200]!r}: it must begin with https://, or be an http:// address of this machine")


def _local(host: str, scheme: str) -> bool:
    try:
        return scheme == "http" and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False


async def _json(
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    bearer: str | None = None,
    auth: tuple[str, str] | None = None,
) -> Mapping[str, Any]:
    """A JSON object. Follows no redirection, and reads no more than a set of keys can be."""
    verify = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if url.startswith("https:") else False
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    async with (
        httpx2.AsyncClient(
            verify=verify, trust_env=False, follow_redirects=False, timeout=_PATIENCE, auth=auth
        ) as client,
        client.stream("GET" if form is None else "POST", url, headers=headers, data=form) as answer,
    ):
        if answer.status_code != 200:
            raise Refused(f"{url} answers {answer.status_code}")
        body = b""
        async for part in answer.aiter_bytes():
            body += part
            if len(body) > _LARGEST:
                raise Refused(f"{url} answers more than {_LARGEST} bytes")
    found = json.loads(body)
    if not isinstance(found, dict):
        raise Refused(f"{url} does not answer a JSON object")
    return found


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """A claim, or one inside others: `realm_access.roles`. A claim whose own name has dots is found as well."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _role(value: Any) -> Role:
    """The highest of the roles that are named, `operator` or `orin-operator`; others are the provider's own affair."""
    known = {role.name.lower(): role for role in Role}
    found = [known[name] for word in _words(value) if (name := word.lower().removeprefix("orin-")) in known]
    if not found:
        raise Refused("the provider gives no role of ORIN")
    return max(found)


def _sites(value: Any) -> tuple[str, ...]:
    """Patterns; what can match no site is passed over."""
    found: list[str] = []
    for word in _words(value)[:_MOST_SITES]:
        try:
            found += site_patterns([word])
        except Misuse:
            continue
    return tuple(dict.fromkeys(found))
