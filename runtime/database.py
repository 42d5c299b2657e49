"""Connections to the database: pools, the role of those that only look up, and why there is none to be had."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, LiteralString

from psycopg import AsyncConnection, OperationalError
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

Connection = AsyncConnection[DictRow]
Pool = AsyncConnectionPool[Connection]

READER: LiteralString = "orin_reader"
"""Reads what `orin.sites` lets it see, and writes nothing: projections/grants.py gives it its rights."""
CONTROL: LiteralString = "orin_control"
"""Also keeps accounts, tokens and sessions."""
_WAIT = 2.0
"""Seconds for a connection of a pool to become free, or for the server to accept one."""


def why(error: OperationalError) -> str:
    """The last line of what libpq says, which has the reason."""
    return str(error).strip().splitlines()[-1].strip()


@asynccontextmanager
async def open_pool(url: str, session: LiteralString, *, name: str, most: int, **options: Any) -> AsyncIterator[Pool]:
    """A pool that needs no database to start, finds one when it comes and reconnects when it is back.

    `session` is executed on each new connection, `name` is what the server calls them, `options` are psycopg's.
    """

    async def configure(connection: Connection) -> None:
        await connection.execute(session)

    pool: Pool = AsyncConnectionPool(
        url,
        kwargs={
            "autocommit": True,
            "row_factory": dict_row,
            "connect_timeout": 2,
            "application_name": name,
            **options,
        },
        min_size=1,
        max_size=most,
        open=False,
        timeout=_WAIT,
        reconnect_timeout=_WAIT,
        configure=configure,
        check=AsyncConnectionPool.check_connection,
    )
    await pool.open(wait=False)
    try:
        yield pool
    finally:
        await pool.close()
