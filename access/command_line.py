"""Accounts and tokens from a shell: a connection as the database's user of the settings, and its errors in words."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg
from psycopg.rows import dict_row

from orin.runtime.config.settings import Settings
from orin.runtime.database import Connection, why
from orin.schemas.errors import OrinError

T = TypeVar("T")


def at_database(work: Callable[[Connection], Awaitable[T]]) -> T:
    """What `work` gives. Raises OrinError where the database does not answer, lacks the tables or refuses the user."""
    return asyncio.run(_at_database(Settings().database_url.get_secret_value(), work))


async def _at_database(url: str, work: Callable[[Connection], Awaitable[T]]) -> T:
    try:
        connection: Connection = await psycopg.AsyncConnection.connect(
            url, autocommit=True, row_factory=dict_row, connect_timeout=5, application_name="orin"
        )
        async with connection:
            return await work(connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise OrinError(f"the user of ORIN_DATABASE_URL may not do this: {error.diag.message_primary}") from None
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        raise OrinError("the database has not been migrated: start `orin worker project` once, which does it") from None
    except psycopg.OperationalError as error:
        raise OrinError(f"PostgreSQL (ORIN_DATABASE_URL) does not answer: {why(error)}") from None
