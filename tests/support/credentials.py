"""What people and machines come with: each way in that is open, and those that must not be."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg.rows import dict_row

from orin.access import accounts, machine_tokens, own_tokens
from orin.access.principal import Principal, Role
from orin.access.sessions import COOKIE, close_session, open_session
from orin.runtime.database import Connection
from tests.support.servers.oidc import FakeProvider

PASSWORD = "correct horse battery"


def at_database(url: str, work: Callable[[Connection], Awaitable[Any]]) -> Any:
    """What `work` gives."""

    async def run() -> Any:
        connection = await psycopg.AsyncConnection.connect(url, autocommit=True, row_factory=dict_row)
        async with connection:
            return await work(connection)

    return asyncio.run(run())


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def machine(connection: Connection, role: Role, sites: tuple[str, ...], seconds: float = 600) -> Any:
    expiry = datetime.now(UTC) + timedelta(seconds=seconds)
    return await machine_tokens.create(connection, "m", role=role, sites=sites, expires_at=expiry, created_by="test")


def credentials(url: str, provider: FakeProvider, role: Role, sites: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Each way in, with that role and those sites."""
    name = f"{role}-{len(sites)}-{'all' if '*' in sites else sites[0]}".replace("*", "x").replace("?", "y").lower()

    async def make(connection: Connection) -> dict[str, dict[str, str]]:
        await connection.execute("DELETE FROM access.accounts WHERE name = %s", [name])
        await accounts.add(connection, name, PASSWORD, role=role, sites=sites)
        token = await own_tokens.issue(connection, name, int(datetime.now(UTC).timestamp()))
        who = Principal(f"account:{name}", name, Role.VIEWER, (), "account")
        session = await open_session(connection, who, name)
        return {
            "token": bearer((await machine(connection, role, sites)).token),
            "account": bearer(token),
            "session": {"Cookie": f"{COOKIE}={session.cookie}"},
        }

    ways: dict[str, dict[str, str]] = at_database(url, make)
    return ways | {"provider": bearer(provider.token(orin_role=str(role), orin_sites=list(sites)))}


def strangers(url: str, provider: FakeProvider) -> dict[str, dict[str, str]]:
    """Whoever must not be let in."""
    admin: dict[str, Any] = {"orin_role": "admin", "orin_sites": "*"}
    another = FakeProvider()
    another.issuer = "http://127.0.0.1:9"

    async def ended(connection: Connection) -> dict[str, dict[str, str]]:
        revoked = await machine(connection, Role.ADMIN, ("*",))
        await machine_tokens.revoke(connection, revoked.id)
        expired = await machine(connection, Role.ADMIN, ("*",), seconds=-1)
        await connection.execute("DELETE FROM access.accounts WHERE name IN ('left', 'stays')")
        for name in ("left", "stays"):
            await accounts.add(connection, name, PASSWORD, role=Role.ADMIN, sites=("*",))
        who = Principal("account:x", "x", Role.ADMIN, ("*",), "account")
        left, closed = await open_session(connection, who, "left"), await open_session(connection, who, "stays")
        lapsed = await open_session(connection, who)
        token = await own_tokens.issue(connection, "left", int(datetime.now(UTC).timestamp()))
        await accounts.disable(connection, "left")
        await close_session(connection, closed.cookie)
        await connection.execute("UPDATE access.sessions SET expires_at = now() WHERE account IS NULL")
        return {
            "revoked token": bearer(revoked.token),
            "expired token": bearer(expired.token),
            "revoked session": {"Cookie": f"{COOKIE}={closed.cookie}"},
            "expired session": {"Cookie": f"{COOKIE}={lapsed.cookie}"},
            "session of a disabled account": {"Cookie": f"{COOKIE}={left.cookie}"},
            "token of a disabled account": bearer(token),
        }

    now = int(datetime.now(UTC).timestamp())
    gone: dict[str, dict[str, str]] = at_database(url, ended)
    return gone | {
        "no token": {},
        "expired": bearer(provider.token(lifetime=-61, **admin)),
        "wrong audience": bearer(provider.token(aud="another", **admin)),
        "wrong issuer": bearer(another.token(**admin)),
        "another's key": bearer(another.token(iss=provider.issuer, **admin)),
        "alg none": bearer(provider.unsigned()),
        "HS256 with the public key": bearer(provider.by_public_key()),
        "clock 5 min ahead": bearer(provider.token(iat=now + 300, nbf=now + 300, exp=now + 600, **admin)),
        "clock 5 min behind": bearer(provider.token(iat=now - 600, nbf=now - 600, exp=now - 300, **admin)),
        "no role": bearer(provider.token(orin_role="janitor", orin_sites="*")),
        "token that was never made": bearer(f"orin_{'a' * 10}_{'b' * 43}"),
        "no token's form": bearer("orin_x' OR true --"),
        "huge token": bearer("a" * 20_000),
        "another scheme": {"Authorization": "Basic b3Jpbjpvcmlu"},
        "session that was never opened": {"Cookie": f"{COOKIE}=' OR true --"},
        "wrong token beside a session": {
            "Authorization": "Bearer x",
            **credentials(url, provider, Role.ADMIN, ("*",))["session"],
        },
    }
