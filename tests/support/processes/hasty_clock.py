"""A machine's clock that lies back and hurries after the real one: an hour of event time in three minutes.

    python -m tests.support.processes.hasty_clock SINCE BEHIND TIMES ARGUMENT…     (`orin ARGUMENT…`)

Only what becomes event time hurries (time_ns, monotonic_ns); how long something waits (time.monotonic) stays real.
"""

import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

_REAL, _REAL_MONOTONIC = time.time_ns, time.monotonic_ns


class HastyClock(NamedTuple):
    """At `since` (ns since the epoch) it is `behind` ns back; from then on it runs `times` as fast until it is even."""

    since: int
    behind: int
    times: int

    @classmethod
    def beginning_now(cls, behind: float, times: int) -> "HastyClock":
        """`behind` in seconds."""
        return cls(_REAL(), round(behind * 1e9), times)

    def install(self, put: Callable[[ModuleType, str, Callable[[], int]], None] = setattr) -> None:
        """Makes it this process's clock; `put` sets an attribute of a module."""
        put(time, "time_ns", lambda: _REAL() - self._back())
        put(time, "monotonic_ns", lambda: _REAL_MONOTONIC() - self._back())

    def _back(self) -> int:
        return max(0, self.behind - (_REAL() - self.since) * (self.times - 1))


def main() -> None:
    HastyClock(*map(int, sys.argv[1:4])).install()
    sys.argv[1:] = sys.argv[4:]
    from orin.cli.main import main as orin

    orin()


if __name__ == "__main__":
    main()
