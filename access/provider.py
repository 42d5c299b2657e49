"""An OpenID Connect provider: its keys, and whom its tokens stand for."""

import asyncio
import ipaddress
import json
import ssl
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx2
import truststore

from orin.access.errors import Refused
from orin.access.key_cache import KeyCache
from orin.access.principal import Principal, Role, site_patterns
from orin.access.signed import checked
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse

_LARGEST = 512 * 1024
"""Bytes of a provider's answer."""
_PATIENCE = 5.0
"""Seconds for a provider's answer."""
_MOST_SITES = 200
_NAME_CLAIMS = ("name", "preferred_username", "email")


class Provider:
    """Checks the tokens of one issuer."""

    def __init__(self, issuer: str, audience: str, role_claim: str, sites_claim: str) -> None:
        self.issuer = issuer
        self._audience = audience
        self._role_claim = role_claim
        self._sites_claim = sites_claim
        self._keys = KeyCache(self._fetch)

    async def principal(self, token: str, kid: str | None, now: float) -> tuple[Principal, float]:
        """Whom the token stands for, and until when. Raises Refused, ProviderUnavailable."""
        await self._keys.ready_for(kid)
        claims = checked(token, self._keys.key, issuer=self.issuer, audience=self._audience, now=now)
        name = next((claims[claim] for claim in _NAME_CLAIMS if isinstance(claims.get(claim), str)), claims["sub"])
        principal = Principal(
            f"{self.issuer}#{claims['sub']}",
            "".join(filter(str.isprintable, name))[:100],
            _role(_claim(claims, self._role_claim)),
            _sites(_claim(claims, self._sites_claim)),
            "oidc",
        )
        return principal, float(claims["exp"])

    async def _fetch(self) -> Sequence[Mapping[str, Any]]:
        """The issuer's keys, where its own description says they are, and nowhere that a token says."""
        async with asyncio.timeout(_PATIENCE):
            about = await _json(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if about.get("issuer") != self.issuer:
                raise Misuse(f"ORIN_OIDC_ISSUER is {self.issuer}, and the provider calls itself {about.get('issuer')}")
            keys = (await _json(check_address(str(about.get("jwks_uri")), "the provider's jwks_uri"))).get("keys")
        return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


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


async def _json(url: str) -> Mapping[str, Any]:
    """A JSON object. Follows no redirection, and reads no more than a set of keys can be."""
    verify = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if url.startswith("https:") else False
    async with (
        httpx2.AsyncClient(verify=verify, trust_env=False, follow_redirects=False, timeout=_PATIENCE) as client,
        client.stream("GET", url, headers={"Accept": "application/json"}) as answer,
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
