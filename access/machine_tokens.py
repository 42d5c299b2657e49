"""Tokens for machines: opaque, stored hashed, with a role, sites and an end."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from orin.access import secret
from orin.access.errors import Refused
from orin.access.principal import Principal, Role, role_named, site_patterns
from orin.runtime.database import Connection
from orin.schemas.errors import Misuse, OrinError

PREFIX = "orin_"
_FORM = re.compile(rf"{PREFIX}([0-9a-z]{{10}})_([A-Za-z0-9_-]{{43}})", re.ASCII)
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


class Created(NamedTuple):
    """`token` is shown once and kept nowhere."""

    id: str
    token: str


async def create(
    connection: Connection, name: str, *, role: Role, sites: tuple[str, ...], expires_at: datetime, created_by: str
) -> Created:
    """A new token. Misuse for a name that cannot be shown in a list."""
    if _NAME.fullmatch(name) is None:
        raise Misuse("a token's name is one line of at most 100 characters")
    token_id = secret.fresh().lower().replace("-", "0").replace("_", "1")[:10]
    token = f"{PREFIX}{token_id}_{secret.fresh()}"
    await connection.execute(
        "INSERT INTO access.tokens (id, digest, name, role, sites, created_by, expires_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [token_id, secret.digest(token), name, str(role), list(site_patterns(sites)), created_by, expires_at],
    )
    return Created(token_id, token)


async def tokens(connection: Connection) -> list[dict[str, Any]]:
    """All of them, newest first, without anything secret."""
    found = await connection.execute(
        "SELECT id, name, role, sites, created_by, created_at, expires_at, used_at, revoked_at"
        " FROM access.tokens ORDER BY created_at DESC, id"
    )
    return await found.fetchall()


async def revoke(connection: Connection, token_id: str) -> None:
    """From the next request on it opens nothing. Raises OrinError where there is no such token."""
    done = await connection.execute(
        "UPDATE access.tokens SET revoked_at = coalesce(revoked_at, now()) WHERE id = %s", [token_id]
    )
    if not done.rowcount:
        raise OrinError(f"there is no token {token_id!r}: `orin tokens list` shows them")


async def holder(connection: Connection, token: str) -> Principal:
    """Whom the token stands for; notes that it was used. Raises Refused."""
    match = _FORM.fullmatch(token)
    if match is None:
        raise Refused("not a token of ORIN's form")
    found = await connection.execute(
        "SELECT id, name, role, sites, revoked_at IS NOT NULL AS revoked, expires_at <= now() AS expired,"
        " used_at IS NULL OR used_at < now() - interval '1 minute' AS note_use"
        " FROM access.tokens WHERE digest = %s",
        [secret.digest(token)],
    )
    row = await found.fetchone()
    if row is None:
        raise Refused("there is no such token")
    if row["revoked"] or row["expired"]:
        raise Refused(f"token {row['id']} is {'revoked' if row['revoked'] else 'expired'}")
    if row["note_use"]:
        await connection.execute("SELECT access.token_used(%s)", [row["id"]])
    return Principal(f"token:{row['id']}", row["name"], role_named(row["role"]), tuple(row["sites"]), "token")
