"""Whether a JWT is what it says: signature, issuer, audience and times, checked in one way for every issuer."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from orin.access.errors import Refused

ALGORITHMS = ("ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA")
"""With a public key, all of them: a token signed by a shared secret, or by nothing, is not believed."""
LONGEST = 8192
"""Characters of a token."""
LEEWAY = 60
"""Seconds by which the issuer's clock may be off."""
MOST_HEADER = 1024
Key = RSAKey | ECKey | OKPKey
_TYPES = {"", "jwt", "at+jwt", "application/at+jwt"}


def parts_of(token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Header and claims, of which nothing is checked yet. Raises Refused for what is no JWT."""
    if len(token) > LONGEST:
        raise Refused("the token is too long")
    pieces = token.split(".")
    if len(pieces) != 3 or not all(pieces) or len(pieces[0]) > MOST_HEADER:
        raise Refused("not a signed JWT")
    header, claims = (_object(piece) for piece in pieces[:2])
    return header, claims


def checked(
    token: str, key_of: Callable[[str | None], Key], *, issuer: str, audience: str, now: float
) -> Mapping[str, Any]:
    """The claims. Raises Refused, as `key_of` does, which gives the key of an id. `now`: seconds since 1970."""
    header, _ = parts_of(token)
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise Refused("signed by an algorithm that is not allowed")
    if str(header.get("typ", "")).lower() not in _TYPES:
        raise Refused("not a token of access")
    if not (kid is None or isinstance(kid, str)):
        raise Refused("the key's id is no text")
    key = key_of(kid)
    if key.get("alg") not in {None, algorithm} or key.get("use") not in {None, "sig"}:
        raise Refused("the key is for something else")
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError) as error:
        raise Refused(f"the signature does not hold ({type(error).__name__})") from None
    _check(claims, issuer, audience, now)
    return claims


def _check(claims: Mapping[str, Any], issuer: str, audience: str, now: float) -> None:
    if claims.get("iss") != issuer:
        raise Refused("of another issuer")
    heard = claims.get("aud")
    if audience not in (heard if isinstance(heard, list) else [heard]):
        raise Refused("for another audience")
    if not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255 or not claims["sub"].isprintable():
        raise Refused("of nobody")
    expiry = _time(claims, "exp")
    if expiry is None or expiry <= now - LEEWAY:
        raise Refused("expired")
    for name in ("nbf", "iat"):
        begin = _time(claims, name)
        if begin is not None and begin > now + LEEWAY:
            raise Refused("not valid yet")


def _time(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**53:
        raise Refused(f"{name} is no time")
    return value


def _object(piece: str) -> Mapping[str, Any]:
    try:
        value = json.loads(urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    except (ValueError, RecursionError):
        raise Refused("not a signed JWT") from None
    if not isinstance(value, dict):
        raise Refused("not a signed JWT")
    return value
