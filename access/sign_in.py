"""Signing in with an account of ORIN's own."""

import time
from typing import NamedTuple

from orin.access import own_tokens, passwords
from orin.access.errors import Refused
from orin.access.own_tokens import Issued
from orin.access.principal import Principal
from orin.access.sessions import Opened, open_session
from orin.access.throttle import Throttle
from orin.runtime.database import Pool


class SignedIn(NamedTuple):
    """Who signed in, a session for their browser, and a token for what is none."""

    principal: Principal
    session: Opened
    token: Issued


async def sign_in(pool: Pool, throttle: Throttle, account: str, password: str, address: str) -> SignedIn:
    """Raises Throttled; and Refused, in the same words and after the same time, whatever was wrong."""
    throttle.check(account, address)
    async with pool.connection() as connection:
        found = await connection.execute(
            "SELECT password, disabled_at IS NOT NULL AS disabled FROM access.accounts WHERE name = %s", [account]
        )
        row = await found.fetchone()
    right = await passwords.matches(row["password"] if row else None, password)
    if row is None or not right or row["disabled"]:
        throttle.failed(account, address)
        raise Refused("account or password is wrong, or the account is disabled")
    async with pool.connection() as connection:
        now = int(time.time())
        principal = await own_tokens.account_principal(connection, account, now)
        return SignedIn(
            principal,
            await open_session(connection, principal, account),
            await own_tokens.issue(connection, account, now),
        )
