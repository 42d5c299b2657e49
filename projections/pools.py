"""Connections of the api: a pool for each kind of question, so that slow ones leave the others their connections."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import LiteralString, NamedTuple

from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from orin.projections.grants import READER

Pool = AsyncConnectionPool[AsyncConnection[DictRow]]

_WAIT = 2.0
"""Seconds for a connection of the pool to become free, or for the server to accept one."""
# Plans are chosen for the values that are asked for (nothing is prepared), and give rows in the order in which they
# find them.
_SESSION: LiteralString = (
    "SET default_transaction_read_only = on; SET timezone = 'UTC';"
    " SET max_parallel_workers_per_gather = 0; SET enable_bitmapscan = off; SET jit = off; SET statement_timeout = "
)
_GUARDED: LiteralString = f"; SET ROLE {READER}"
_UNGUARDED: LiteralString = "; SET orin.sites = '*'"


class Pools(NamedTuple):
    """One for each kind of question."""

    lists: Pool
    """Pages, single things and the checks of names: milliseconds."""
    activity: Pool
    """Aggregates of many rows."""
    stream: Pool
    """What has been committed since."""
    guarded: bool = False
    """Whether the connections have taken on the role that sees only the sites it is told, in each transaction."""


@asynccontextmanager
async def open_pools(url: str, guarded: bool = False) -> AsyncIterator[Pools]:
    """Pools that need no database to start, find one when it comes and reconnect when it is back."""
    async with AsyncExitStack() as stack:
        lists = await stack.enter_async_context(_open(url, "2s", 6, guarded))
        activity = await stack.enter_async_context(_open(url, "5s", 2, guarded))
        stream = await stack.enter_async_context(_open(url, "2s", 3, guarded))
        yield Pools(lists, activity, stream, guarded)


@asynccontextmanager
async def _open(url: str, statement_timeout: LiteralString, most: int, guarded: bool = False) -> AsyncIterator[Pool]:
    async def configure(connection: AsyncConnection[DictRow]) -> None:
        await connection.execute(_SESSION + f"'{statement_timeout}'" + (_GUARDED if guarded else _UNGUARDED))

    pool: Pool = AsyncConnectionPool(
        url,
        kwargs={
            "autocommit": True,
            "row_factory": dict_row,
            "connect_timeout": 2,
            "application_name": "orin api",
            "prepare_threshold": None,
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
