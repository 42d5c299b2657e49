"""Keys are asked for seldom, whatever tokens name, and an issuer that is away is believed for a while."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from orin.access.errors import ProviderUnavailable, Refused
from orin.access.key_cache import KeyCache
from orin.access.oidc.provider import _claim, _role, _sites, check_address
from orin.access.principal import Role
from orin.schemas.errors import Misuse

FIRST = ECKey.generate_key("P-256", {"kid": "first"}, private=True)
SECOND = ECKey.generate_key("P-256", {"kid": "second"}, private=True)


class Issuer:
    """Its keys, or None while it is away; the time that the cache sees."""

    def __init__(self, *keys: Any) -> None:
        self.keys: Sequence[Mapping[str, Any]] | None = [key.as_dict(private=False) for key in keys]
        self.asked = 0
        self.now = 0.0
        self.cache = KeyCache(self.fetch, lambda: self.now)

    async def fetch(self) -> Sequence[Mapping[str, Any]]:
        self.asked += 1
        if self.keys is None:
            raise ConnectionRefusedError
        return self.keys

    async def has(self, kid: str | None) -> bool:
        await self.cache.ready_for(kid)
        try:
            self.cache.key(kid)
        except Refused:
            return False
        return True


async def test_a_key_that_is_new_is_found_and_made_up_ones_ask_once_in_a_while() -> None:
    issuer = Issuer(FIRST)
    assert await issuer.has("first")
    issuer.keys = [SECOND.as_dict(private=False)]
    for number in range(50):
        assert not await issuer.has(f"made-up-{number}")
    assert issuer.asked == 1
    issuer.now = 31
    assert await issuer.has("second")
    assert not await issuer.has("first")
    assert issuer.asked == 2


async def test_an_issuer_that_is_away_is_believed_for_a_day() -> None:
    issuer = Issuer(FIRST)
    assert await issuer.has("first")
    issuer.keys = None
    issuer.now = 86_400
    assert await issuer.has("first")
    issuer.now = 86_401
    with pytest.raises(ProviderUnavailable):
        await issuer.has("first")
    never = Issuer()
    never.keys = None
    with pytest.raises(ProviderUnavailable):
        await never.has("first")


async def test_only_public_keys_of_some_strength_count() -> None:
    issuer = Issuer()
    issuer.keys = [
        OctKey.generate_key(256, {"kid": "shared"}).as_dict(private=True),
        RSAKey.generate_key(2048, {"kid": "other use", "use": "enc"}, private=False).as_dict(private=False),
        {"kty": "EC", "kid": "torn", "crv": "P-256", "x": "AA"},
        {"kty": "EC", "kid": "curve", "crv": "P-1", "x": "AA", "y": "AA"},
        {},
        FIRST.as_dict(private=True),
    ]
    for kid in ("shared", "other use", "torn", "curve"):
        assert not await issuer.has(kid)
    assert await issuer.has("first")
    assert await issuer.has(None), "there is but one"
    assert not issuer.cache.key("first").is_private


@pytest.mark.parametrize(
    "url",
    [
        "http://id.example",
        "https://kim:secret@id.example",
        "file:///etc/passwd",
        "http://10.0.0.1/",
        "ftp://127.0.0.1",
        "",
    ],
)
def test_addresses_that_are_not_asked(url: str) -> None:
    with pytest.raises(Misuse, match="https://"):
        check_address(url, "ORIN_OIDC_ISSUER")
    for right in ("https://id.example/realms/a", "http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:1"):
        assert check_address(right, "ORIN_OIDC_ISSUER") == right


def test_roles_and_sites_of_claims() -> None:
    claims = {"realm_access": {"roles": ["offline", "orin-operator", "viewer"]}, "https://a.b/sites": "hq, depot-*"}
    assert _role(_claim(claims, "realm_access.roles")) is Role.OPERATOR
    assert _sites(_claim(claims, "https://a.b/sites")) == ("hq", "depot-*")
    assert _sites(["hq", "a/b", 3, "hq", "[x]"]) == ("hq",)
    assert _sites(None) == _sites({"hq": 1}) == ()
    nothing: list[Any] = [None, [], "janitor", {"admin": True}, 4]
    for value in nothing:
        with pytest.raises(Refused):
            _role(value)
