"""Recognising an account of ORIN's own by its password."""

import time

from orin.access import accounts, own_tokens, passwords
from orin.access.errors import Refused
from orin.access.principal import Principal
from orin.access.throttle import Throttle
from orin.runtime.database import Pool


async def sign_in(pool: Pool, throttle: Throttle, account: str, password: str, address: str) -> Principal:
    """Whose password it is. Raises Throttled; and Refused, in the same words and after the same time, whatever was
    wrong.
    """
    throttle.check(account, address)
    row = None
    if accounts.is_name(account):
        async with pool.connection() as connection:
            found = await connection.execute(
                "SELECT password, disabled_at IS NOT NULL AS disabled FROM access.accounts WHERE name = %s", [account]
            )
            row = await found.fetchone()
    right = await passwords.matches(row["password"] if row else None, password)
    if row is None or not right or row["disabled"]:
        throttle.failed(account, address)
        raise Refused("account or password is wrong, or the account is disabled", account if row else None)
    async with pool.connection() as connection:
        return await own_tokens.account_principal(connection, account, int(time.time()))
