"""Sign-ins that failed are counted by account and by address; beyond a number of them nobody is asked for a while."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from orin.access.errors import Throttled

_BOTH = parse("5/5 minutes")
"""Of one account from one address: what people mistype."""
_ACCOUNT = parse("30/15 minutes")
"""Of one account from anywhere; more would let others lock people out too easily."""
_ADDRESS = parse("30/15 minutes")
"""From one address, of any accounts."""


class Throttle:
    """Of one process. Accounts that do not exist count like those that do."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, account: str, address: str) -> None:
        """Raises Throttled where too many have failed."""
        waits = [
            self._limiter.get_window_stats(limit, *key).reset_time - time.time()
            for limit, key in self._counted(account, address)
            if not self._limiter.test(limit, *key)
        ]
        if waits:
            raise Throttled(max(1, math.ceil(max(waits))))

    def failed(self, account: str, address: str) -> None:
        """Counts one more."""
        for limit, key in self._counted(account, address):
            self._limiter.hit(limit, *key)

    def _counted(self, account: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
        account = account[:100].lower()
        return [
            (_BOTH, ("both", account, address)),
            (_ACCOUNT, ("account", account)),
            (_ADDRESS, ("address", address)),
        ]
