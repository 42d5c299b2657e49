"""The public keys of an issuer, kept for a while, and fetched again when a token names one that is not among them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from orin.access.errors import ProviderUnavailable, Refused
from orin.access.signed import Key

log = structlog.get_logger(__name__)

Fetch = Callable[[], Awaitable[Sequence[Mapping[str, Any]]]]
_KEPT = 600.0
"""Seconds after which keys are asked for again."""
_AGAIN = 30.0
"""Seconds between two fetches: made-up key ids must not become requests to the issuer."""
_TRUSTED = 86_400.0
"""Seconds that keys are believed while the issuer does not answer."""
_MOST_KEYS = 100
_SMALLEST_RSA = 2048
_KINDS: Mapping[str, type[RSAKey] | type[ECKey] | type[OKPKey]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}


class KeyCache:
    """`fetch` gives JWKs; what it raises is logged."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str | None, Key] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._fetching = asyncio.Lock()

    async def ready_for(self, kid: str | None) -> None:
        """Fetches the keys where that may help. Raises ProviderUnavailable where there are none."""
        async with self._fetching:
            now = self._clock()
            stale = self._fetched_at is None or now - self._fetched_at > _KEPT
            if (stale or self._missing(kid)) and (self._tried_at is None or now - self._tried_at >= _AGAIN):
                self._tried_at = now
                await self._refresh(now)
            if self._fetched_at is None or now - self._fetched_at > _TRUSTED:
                raise ProviderUnavailable

    def key(self, kid: str | None) -> Key:
        """The key of that id; without one, the only key there is. Raises Refused."""
        if kid is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        if kid is None or kid not in self._keys:
            raise Refused("signed by a key that the issuer does not have")
        return self._keys[kid]

    def _missing(self, kid: str | None) -> bool:
        return kid is not None and kid not in self._keys

    async def _refresh(self, now: float) -> None:
        try:
            found = await self._fetch()
        except Exception as error:  # whatever a stranger's server does
            log.warning("the issuer's keys cannot be fetched", error=f"{type(error).__name__}: {error}"[:300])
            return
        self._keys = dict(_usable(found[:_MOST_KEYS]))
        self._fetched_at = now


def _usable(keys: Sequence[Mapping[str, Any]]) -> list[tuple[str | None, Key]]:
    """Public keys for signatures, of kinds and sizes that are believed; others are passed over."""
    found: list[tuple[str | None, Key]] = []
    for entry in keys:
        kind = _KINDS.get(str(entry.get("kty")))
        if kind is None or entry.get("use", "sig") != "sig":
            continue
        try:
            key = kind.import_key({name: value for name, value in entry.items() if name not in _PRIVATE})
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey) and key.raw_value.key_size < _SMALLEST_RSA:
            continue
        found.append((entry.get("kid"), key))
    return found


_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth"})
