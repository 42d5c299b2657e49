"""A JWT is believed for one reason only: everything about it is right."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from orin.access.errors import Refused
from orin.access.signed import LEEWAY, Key, checked

NOW = 1_800_000_000
EC = ECKey.generate_key("P-256", {"kid": "a"}, private=True)
RSA = RSAKey.generate_key(2048, {"kid": "b"}, private=True)
GOOD = {"iss": "https://id.example", "aud": "orin", "sub": "kim", "iat": NOW, "nbf": NOW, "exp": NOW + 300}


def signed(claims: Mapping[str, Any] = GOOD, key: Any = EC, alg: str = "ES256", **header: Any) -> str:
    return jwt.encode({"alg": alg, "kid": key.kid or "a"} | header, dict(claims), key, algorithms=[alg])


def check(token: str, now: float = NOW, key: Key = EC) -> Mapping[str, Any]:
    return checked(token, lambda _: key, issuer="https://id.example", audience="orin", now=now)


def piece(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_a_good_token_is_believed() -> None:
    assert check(signed())["sub"] == "kim"
    assert check(signed(GOOD | {"aud": ["other", "orin"]}))["sub"] == "kim"
    assert check(signed(key=RSA, alg="PS256"), key=RSA)["sub"] == "kim"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"iss": "https://id.example/"}, "another issuer"),
        ({"aud": "orin2"}, "another audience"),
        ({"aud": ["a", "b"]}, "another audience"),
        ({"aud": None}, "another audience"),
        ({"sub": ""}, "of nobody"),
        ({"sub": "a\nb"}, "of nobody"),
        ({"exp": None}, "expired"),
        ({"exp": NOW - LEEWAY}, "expired"),
        ({"exp": "9999999999"}, "no time"),
        ({"exp": True}, "no time"),
        ({"exp": 1e300}, "no time"),
        ({"nbf": NOW + LEEWAY + 1}, "not valid yet"),
        ({"iat": NOW + 300}, "not valid yet"),
    ],
)
def test_a_claim_that_is_wrong(changed: dict[str, Any], why: str) -> None:
    claims = {name: value for name, value in (GOOD | changed).items() if value is not None}
    with pytest.raises(Refused, match=why):
        check(signed(claims))


@pytest.mark.parametrize(("minutes", "right"), [(-5, False), (0, True), (5, False)])
def test_a_clock_that_is_off_by_minutes(minutes: int, right: bool) -> None:
    """Of whoever issued it, by a token that lives for four minutes."""
    token = signed(GOOD | {"exp": NOW + 240})
    if right:
        check(token, NOW + minutes * 60)
    else:
        with pytest.raises(Refused):
            check(token, NOW + minutes * 60)


def test_signatures_that_prove_nothing() -> None:
    public = EC.as_pem(private=False)
    shared = jwt.encode({"alg": "HS256", "kid": "a"}, dict(GOOD), OctKey.import_key(b"x" * 32))
    other = ECKey.generate_key("P-256", {"kid": "a"}, private=True)
    head, body, mark = signed().split(".")
    hashed = f"{piece({'alg': 'HS256', 'kid': 'a'})}.{body}"
    by_public = f"{hashed}.{urlsafe_b64encode(hmac.digest(public, hashed.encode(), 'sha256')).decode().rstrip('=')}"
    for token in (
        f"{piece({'alg': 'none'})}.{piece(GOOD)}.{mark}",
        f"{piece({'alg': 'NONE', 'kid': 'a'})}.{piece(GOOD)}.{mark}",
        shared,
        by_public,
        by_public,
        signed(key=other),
        f"{head}.{piece(GOOD | {'sub': 'root'})}.{mark}",
        f"{head}.{body}.{mark[:-4]}AAAA",
        signed(key=RSA, alg="RS256"),
        signed(typ="secevent+jwt"),
    ):
        with pytest.raises(Refused):
            check(token)


@given(st.text(max_size=300) | st.lists(st.text(max_size=40), min_size=3, max_size=3).map(".".join))
def test_anything_else_is_refused_and_nothing_breaks(text: str) -> None:
    with pytest.raises(Refused):
        check(text)


@pytest.mark.parametrize(
    "token",
    [
        "a" * 9000,
        "a.b.c.d.e",
        "..",
        f"{piece([1])}.{piece({})}.x",
        f"{piece({'alg': 'ES256', 'pad': 'x' * 1200})}.{piece({})}.x",
        f"{piece({'alg': ['ES256']})}.{piece(GOOD)}.x",
    ],
)
def test_forms_that_are_no_jwt(token: str) -> None:
    with pytest.raises(Refused):
        check(token)
