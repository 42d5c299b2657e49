"""Sessions of browsers: a random cookie, what it stands for in the database, and the token that its commands need."""

from datetime import datetime
from typing import NamedTuple

from starlette.requests import HTTPConnection

from orin.access import secret
from orin.access.errors import Refused
from orin.access.principal import Principal, Via, role_named
from orin.runtime.database import Connection
from orin.runtime.http.middleware import is_local

SECONDS = 12 * 3600
"""However busy it is: a working day, then one signs in again."""
CSRF_HEADER = "x-csrf-token"
COOKIE = "orin_session"
SECURE_COOKIE = f"__Host-{COOKIE}"
"""Browsers take a cookie of this name over TLS only, for this host and no other."""


class Opened(NamedTuple):
    """`cookie` is the browser's alone; `csrf` is for the page that sends commands."""

    cookie: str
    csrf: str
    expires_at: datetime


class Session(NamedTuple):
    """Whose it is, and what a command by its cookie must carry."""

    principal: Principal
    csrf: str


async def open_session(connection: Connection, principal: Principal, account: str | None = None) -> Opened:
    """A session of `account`, which then decides over role and sites, or of somebody else as they are now."""
    cookie, csrf = secret.fresh(), secret.fresh()
    await connection.execute("DELETE FROM access.sessions WHERE expires_at < now()")
    row = await (
        await connection.execute(
            "INSERT INTO access.sessions (digest, csrf, account, subject, display_name, role, sites, via, expires_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, now() + make_interval(secs => %s)) RETURNING expires_at",
            [
                secret.digest(cookie), csrf, account, principal.subject, principal.display_name, str(principal.role),
                list(principal.sites), principal.via, SECONDS,
            ],
        )
    ).fetchone()  # fmt: skip
    assert row is not None
    return Opened(cookie, csrf, row["expires_at"])


async def session(connection: Connection, cookie: str) -> Session:
    """The session of a cookie, as its account is now. Raises Refused."""
    row = await (await connection.execute(_FIND, [secret.digest(cookie)])).fetchone()
    if row is None:
        raise Refused("there is no such session")
    if row["over"]:
        raise Refused("the session has ended")
    via: Via = row["via"]
    principal = Principal(row["subject"], row["display_name"], role_named(row["role"]), tuple(row["sites"]), via)
    return Session(principal, row["csrf"])


async def close_session(connection: Connection, cookie: str) -> None:
    """From the next request on the cookie opens nothing."""
    await connection.execute("UPDATE access.sessions SET revoked_at = now() WHERE digest = %s", [secret.digest(cookie)])


def cookie_of(request: HTTPConnection) -> str | None:
    """Of a session. Over TLS by its strict name alone: another host of the domain could have set the other one."""
    return request.cookies.get(SECURE_COOKIE if is_secure(request) else COOKIE)


def is_secure(request: HTTPConnection) -> bool:
    """Cookies leave this machine over TLS only, whether it ends here or at a proxy."""
    return request.scope.get("scheme") == "https" or not is_local(request.headers)


_FIND = """
SELECT session.subject, session.via, session.csrf,
       coalesce(account.display_name, session.display_name) AS display_name,
       coalesce(account.role, session.role) AS role, coalesce(account.sites, session.sites) AS sites,
       session.revoked_at IS NOT NULL OR session.expires_at <= now() OR account.disabled_at IS NOT NULL
       OR coalesce(account.valid_from > session.created_at, false) AS over
FROM access.sessions AS session LEFT JOIN access.accounts AS account ON account.name = session.account
WHERE session.digest = %s
"""
