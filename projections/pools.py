"""Connections of the api: a pool for each kind of question, so that slow ones leave the others their connections."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import LiteralString, NamedTuple

from orin.runtime.database import READER, Pool, open_pool

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


def _open(
    url: str, statement_timeout: LiteralString, most: int, guarded: bool = False
) -> AbstractAsyncContextManager[Pool]:
    session = _SESSION + f"'{statement_timeout}'" + (_GUARDED if guarded else _UNGUARDED)
    return open_pool(url, session, name="orin api", most=most, prepare_threshold=None)
