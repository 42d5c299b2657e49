"""Which sites a principal may see, in names: what the queries are asked with."""

import time

from orin.access.principal import Principal, sees, sees_every_site
from orin.projections.queries import Reads
from orin.projections.sites import EVERY_SITE, SeenSites

_KEPT = 2.0
"""Seconds after which it is asked again which sites there are: a new one is seen by its pattern so much later."""
_WILD = frozenset("*?")


class KnownSites:
    """The sites that there are, asked for only where somebody's patterns need them."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._names: list[str] = []
        self._asked_at: float | None = None

    async def seen_by(self, principal: Principal) -> SeenSites:
        """Every site for `*`, else the names of those that the patterns select. Raises psycopg's errors."""
        if sees_every_site(principal):
            return EVERY_SITE
        if not any(_WILD & set(pattern) for pattern in principal.sites):
            return SeenSites(tuple(sorted(principal.sites)))
        return SeenSites(tuple(name for name in await self._all() if sees(principal, name)))

    async def _all(self) -> list[str]:
        now = time.monotonic()
        if self._asked_at is None or now - self._asked_at > _KEPT:
            self._names = await self._reads.sites()
            self._asked_at = now
        return self._names
