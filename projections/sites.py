"""For whom a question is asked: the sites that its answer may be about."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct
from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow

from orin.runtime.database import Pool


class SeenSites(Struct, frozen=True):
    """`names` of sites, or None for all that there are and will be."""

    names: Sequence[str] | None = None

    def holds(self, site: str) -> bool:
        return self.names is None or site in self.names

    @property
    def setting(self) -> str:
        """Of `orin.sites`, by which the database's policies go."""
        return "*" if self.names is None else ",".join(self.names)

    def of_guard(self, spec: Any) -> Any:
        """A guard's spec without the patterns of cameras that lie in other sites."""
        if self.names is None or not isinstance(spec, dict) or not isinstance(spec.get("cameras"), list):
            return spec
        return spec | {"cameras": [pattern for pattern in spec["cameras"] if self._may_match(str(pattern))]}

    def _may_match(self, pattern: str) -> bool:
        site, slash, _ = pattern.partition("/")
        return not slash or any(fnmatchcase(name, site) for name in self.names or ())


EVERY_SITE = SeenSites()


@asynccontextmanager
async def asking(pool: Pool, seen: SeenSites) -> AsyncIterator[AsyncConnection[DictRow]]:
    """A connection in a transaction that sees these sites and no others, whatever is asked in it."""
    async with pool.connection() as connection:
        await connection.execute(
            sql.SQL("BEGIN; SELECT set_config('orin.sites', {}, true)").format(sql.Literal(seen.setting))
        )
        yield connection
