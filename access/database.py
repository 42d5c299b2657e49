"""Connections to the database's schema `access`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import LiteralString

from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

Connection = AsyncConnection[DictRow]
Pool = AsyncConnectionPool[Connection]

READER: LiteralString = "orin_reader"
"""The role of those that only look up who somebody is (projections/grants.py gives it its rights)."""
_WAIT = 2.0
"""Seconds for a connection to become free, or for the server to accept one."""
_MOST = 4


@asynccontextmanager
async def open_pool(url: str, role: LiteralString | None = None) -> AsyncIterator[Pool]:
    """A pool that needs no database to start; its connections take on `role`."""

    async def configure(connection: Connection) -> None:
        await connection.execute("SET timezone = 'UTC'; SET statement_timeout = '2s'")
        if role is not None:
            await connection.execute(b"SET ROLE " + role.encode())

    pool: Pool = AsyncConnectionPool(
        url,
        kwargs={
            "autocommit": True,
            "row_factory": dict_row,
            "connect_timeout": 2,
            "application_name": "orin access",
        },
        min_size=1,
        max_size=_MOST,
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
