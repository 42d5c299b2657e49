"""ORIN's own accounts, for sites without an identity provider."""

import re
from typing import Any

import psycopg

from orin.access import passwords
from orin.access.principal import Role, site_patterns
from orin.runtime.database import Connection
from orin.schemas.errors import Misuse, OrinError

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}", re.ASCII)


def is_name(text: str) -> bool:
    """Whether an account can be called so."""
    return _NAME.fullmatch(text) is not None


async def add(
    connection: Connection,
    name: str,
    password: str,
    *,
    role: Role,
    sites: tuple[str, ...],
    display_name: str | None = None,
) -> None:
    """A new account. Misuse for a name or password that cannot be, OrinError where the account exists."""
    if not is_name(name):
        raise Misuse(
            f"account {name[:70]!r}: a name is at most 64 characters of a-z, 0-9, '.', '_', '@' and '-', "
            "beginning with a letter or digit"
        )
    passwords.check_new(password, name)
    shown = display_name or name
    if not shown.isprintable() or len(shown) > 100:
        raise Misuse("a display name is one line of at most 100 characters")
    values = [name, shown, await passwords.hashed(password), str(role), list(site_patterns(sites))]
    try:
        await connection.execute(
            "INSERT INTO access.accounts (name, display_name, password, role, sites) VALUES (%s, %s, %s, %s, %s)",
            values,
        )
    except psycopg.errors.UniqueViolation:
        raise OrinError(f"there is an account {name!r} already: `orin accounts list` shows them") from None


async def accounts(connection: Connection) -> list[dict[str, Any]]:
    """All of them by name, without anything secret."""
    found = await connection.execute(
        "SELECT name, display_name, role, sites, created_at, disabled_at FROM access.accounts ORDER BY name"
    )
    return await found.fetchall()


async def disable(connection: Connection, name: str) -> None:
    """Ends its sessions and tokens, from the next request on. Raises OrinError where there is no such account."""
    await _change(
        connection, "UPDATE access.accounts SET disabled_at = now(), valid_from = now() WHERE name = %s", name
    )


async def set_password(connection: Connection, name: str, password: str) -> None:
    """Sets it and ends the account's sessions and tokens; a disabled account may sign in again. Misuse, OrinError."""
    passwords.check_new(password, name)
    stored = await passwords.hashed(password)
    await _change(
        connection,
        "UPDATE access.accounts SET password = %s, valid_from = now(), disabled_at = NULL WHERE name = %s",
        stored,
        name,
    )


async def _change(connection: Connection, statement: Any, *values: str) -> None:
    done = await connection.execute(statement, values)
    if not done.rowcount:
        raise OrinError(f"there is no account {values[-1]!r}: `orin accounts list` shows them")
