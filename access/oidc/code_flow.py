"""Signing in at a provider: OpenID Connect's Authorization Code flow with PKCE (RFC 7636).

What has to be known again when the browser comes back lies in a cookie of that browser, and nowhere else: whoever else
brings the provider's answer cannot use it, and strangers who begin to sign in leave nothing behind.
"""

import hashlib
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import Any, NamedTuple
from urllib.parse import urlencode

from orin.access import secret
from orin.access.errors import Refused
from orin.access.oidc.provider import Provider, provider_of
from orin.access.principal import Principal
from orin.access.same_site import own_path
from orin.access.signed import parts_of
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse

COOKIE = "orin_sign_in"
SECURE_COOKIE = f"__Host-{COOKIE}"
LIFETIME = 600
"""Seconds that somebody may take at the provider."""
_SCOPE = "openid profile email"
_LONGEST = 4096


class Begun(NamedTuple):
    """Where the browser goes, and what it keeps in a cookie until it is back."""

    url: str
    kept: str


class Arrived(NamedTuple):
    """Who came back, and the path that they wanted."""

    principal: Principal
    following: str


class CodeFlow:
    """For one client of a provider. `client_secret` is None for a public one, whose codes PKCE protects alone."""

    def __init__(
        self, provider: Provider, client_id: str, client_secret: str | None, clock: Callable[[], float] = time.time
    ) -> None:
        self._provider = provider
        self._client_id = client_id
        self._client_secret = client_secret
        self._clock = clock

    @property
    def issuer(self) -> str:
        return self._provider.issuer

    async def begin(self, redirect_uri: str, following: str) -> Begun:
        """`following` is the path of this app to go to afterwards. Raises ProviderUnavailable."""
        state, nonce, verifier = secret.fresh(), secret.fresh(), secret.fresh()
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": _SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": _base64(hashlib.sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
        }
        url = await self._provider.address("authorization_endpoint")
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "next": own_path(following)}
        joint = "&" if "?" in url else "?"
        return Begun(f"{url}{joint}{urlencode(asked)}", _base64(json.dumps(kept).encode()))

    async def finish(self, kept: str | None, answer: Mapping[str, str], redirect_uri: str) -> Arrived:
        """`kept` is what the cookie holds, `answer` what the provider sent along. Raises Refused and
        ProviderUnavailable.
        """
        begun = _read(kept)
        if not compare_digest(answer.get("state", "").encode(), begun["state"].encode()):
            raise Refused("the answer is not to what this browser asked")
        if answer.get("iss", self.issuer) != self.issuer:
            raise Refused("the answer is another provider's")
        if "code" not in answer:
            raise Refused(f"the provider says {answer.get('error', 'nothing')[:100]!r}")
        form = {
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": redirect_uri,
            "code_verifier": begun["verifier"],
        }
        by_secret = None if self._client_secret is None else (self._client_id, self._client_secret)
        tokens = await self._provider.exchanged(form if by_secret else form | {"client_id": self._client_id}, by_secret)
        claims = await self._identified(tokens.id_token, begun["nonce"])
        if tokens.access_token is not None and not self._provider.names_a_role(claims):
            claims = await self._with_told(claims, tokens.access_token)
        return Arrived(self._provider.principal_of(claims), own_path(begun["next"]))

    async def _identified(self, id_token: str, nonce: str) -> Mapping[str, Any]:
        header, _ = parts_of(id_token)
        kid = header.get("kid") if isinstance(header.get("kid"), str) else None
        claims = await self._provider.checked(id_token, kid, self._client_id, self._clock())
        if not compare_digest(str(claims.get("nonce")).encode(), nonce.encode()):
            raise Refused("the ID token is not of this sign-in")
        if claims.get("azp", self._client_id) != self._client_id:
            raise Refused("the ID token is for another client")
        return claims

    async def _with_told(self, claims: Mapping[str, Any], access_token: str) -> Mapping[str, Any]:
        """Some providers tell of people at their userinfo endpoint alone."""
        told = await self._provider.told_of(access_token)
        if told.get("sub") != claims["sub"]:
            raise Refused("the provider tells of somebody else")
        return {**told, **{name: value for name, value in claims.items() if value is not None}}


def code_flow_of(settings: Settings) -> CodeFlow | None:
    """The one that the settings name. Misuse where they name half of one."""
    provider, client_id = provider_of(settings), settings.oidc_client_id
    if client_id is None:
        return None
    if provider is None:
        raise Misuse("ORIN_OIDC_CLIENT_ID needs ORIN_OIDC_ISSUER and ORIN_OIDC_AUDIENCE: whose client is it")
    client_secret = settings.oidc_client_secret
    return CodeFlow(provider, client_id, client_secret.get_secret_value() if client_secret else None)


def _read(kept: str | None) -> Mapping[str, str]:
    if kept is None or len(kept) > _LONGEST:
        raise Refused("the browser brought no cookie of a sign-in that it began")
    try:
        found = json.loads(urlsafe_b64decode(kept + "=" * (-len(kept) % 4)))
        return {name: str(found[name]) for name in ("state", "nonce", "verifier", "next")}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("the cookie of the sign-in cannot be read") from None


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
