"""Short-lived JWTs that ORIN issues for its own accounts, signed by an ES256 key that is made at the first one."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from orin.access.errors import Refused
from orin.access.key_cache import KeyCache
from orin.access.principal import Principal, role_named
from orin.access.signed import checked
from orin.runtime.database import Connection

ISSUER = "urn:orin"
AUDIENCE = "urn:orin"
LIFETIME = 900
"""Seconds."""
_OVERLAP = "20 minutes"
"""For which the key before is still believed: longer than what it signed lives."""
_LOCK = 0x6F726B79  # "orky"
_CURVE = "P-256"
Keys = Sequence[Mapping[str, Any]]


class Issued(str):
    """A token, which is a secret: not to be logged."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Issued(…)"


async def issue(connection: Connection, account: str, now: int) -> Issued:
    """A token for the account, which is known to be who asks. `now` in seconds since 1970."""
    key = await _signing_key(connection)
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": account, "iat": now, "nbf": now, "exp": now + LIFETIME}
    return Issued(jwt.encode({"alg": "ES256", "kid": key.kid, "typ": "at+jwt"}, claims, key))


async def rotate(connection: Connection) -> str:
    """Makes a key that signs from now on; returns its id."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        await connection.execute(
            "UPDATE access.keys SET retired_at = now() + %s::interval WHERE retired_at IS NULL", [_OVERLAP]
        )
        return str((await _make(connection)).kid)


async def public_keys(connection: Connection) -> Keys:
    """JWKs that are believed now."""
    found = await connection.execute("SELECT public FROM access.keys WHERE retired_at IS NULL OR retired_at > now()")
    return [row["public"] for row in await found.fetchall()]


def bearer(token: str, keys: KeyCache, now: float) -> tuple[str, int]:
    """The account that a token of ours is for, and when it was issued, in seconds since 1970. Raises Refused."""
    claims = checked(token, keys.key, issuer=ISSUER, audience=AUDIENCE, now=now)
    if not isinstance(claims.get("iat"), int):
        raise Refused("without the time of issue")
    return claims["sub"], claims["iat"]


async def account_principal(connection: Connection, account: str, issued_at: int) -> Principal:
    """What the account may do now. Raises Refused where it is disabled, or was given a new password since."""
    found = await connection.execute(
        "SELECT display_name, role, sites, disabled_at IS NOT NULL"
        " OR date_trunc('second', valid_from) > to_timestamp(%s) AS over FROM access.accounts WHERE name = %s",
        [issued_at, account],
    )
    row = await found.fetchone()
    if row is None or row["over"]:
        raise Refused(f"account {account} is {'not there' if row is None else 'disabled, or has another password'}")
    role = role_named(row["role"])
    return Principal(f"account:{account}", row["display_name"], role, tuple(row["sites"]), "account")


async def _signing_key(connection: Connection) -> ECKey:
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        found = await connection.execute(
            "SELECT kid, private FROM access.keys WHERE retired_at IS NULL ORDER BY created_at DESC LIMIT 1"
        )
        row = await found.fetchone()
        if row is None:
            return await _make(connection)
        return ECKey.import_key(row["private"], {"kid": row["kid"]})


async def _make(connection: Connection) -> ECKey:
    key = ECKey.generate_key(_CURVE, {"use": "sig", "alg": "ES256"}, private=True, auto_kid=True)
    await connection.execute(
        "INSERT INTO access.keys (kid, public, private) VALUES (%s, %s, %s)",
        [key.kid, json.dumps(key.as_dict(private=False)), key.as_pem(private=True).decode()],
    )
    return key
