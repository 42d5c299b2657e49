"""Waiting for processes that may be slow: as long as they advance, never for a fixed time."""

import contextlib
import subprocess
import time
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

import psutil

from orin.schemas.errors import OrinError

STALLED_AFTER = 60.0
"""Seconds without any progress after which nothing more is expected."""
_LOOKS = 60
"""Looks at the sign in the time after which a wait is stalled."""
SAY_EVERY = 5.0
"""Seconds between two lines that say what is being waited for."""
BUSY = "this machine is very busy or its disk is very slow: try again"


class Stalled(OrinError):
    """What was waited for stopped advancing."""


class Patience:
    """One wait. A sign is any value that changes as long as work goes on: CPU time, the size of a log, a position.

    `say` hears a line every few seconds about what is being waited for, and for how long it has been.
    """

    def __init__(
        self,
        say: Callable[[str], None] = lambda _: None,
        *,
        stalled_after: float = STALLED_AFTER,
        say_every: float = SAY_EVERY,
    ) -> None:
        self._say = say
        self._stalled_after = stalled_after
        self._say_every = say_every
        self._sign: Hashable = None
        self._began = self._changed_at = self._said_at = self._look_at = time.monotonic()

    def check(self, sign: Callable[[], Hashable], waiting_for: str, advice: str) -> None:
        """To be called again and again while waiting. Raises Stalled once `sign` has stayed the same for too long.

        `sign` is called now and then only: the CPU time of a process with its children costs a look at every process
        of the machine.
        """
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + self._stalled_after / _LOOKS
            if (found := sign()) != self._sign:
                self._sign, self._changed_at = found, now
            elif now - self._changed_at >= self._stalled_after:
                raise Stalled(f"no progress for {self._stalled_after:g} s while waiting for {waiting_for}; {advice}")
        if now - self._said_at >= self._say_every:
            self._said_at = now
            self._say(f"waiting for {waiting_for} ({now - self._began:.0f} s)")


def activity(pids: Iterable[int | None], *logs: Path) -> Hashable:
    """A sign of life: CPU time of these processes and of their children, and the sizes of the logs."""
    used = 0.0
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            if pid is not None:
                process = psutil.Process(pid)
                used += sum(_cpu_time(each) for each in (process, *process.children(recursive=True)))
    sizes = tuple(log.stat().st_size if log.exists() else 0 for log in logs)
    return round(used, 2), sizes


def _cpu_time(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def run_through(
    process: "subprocess.Popen[bytes]", log: Path, waiting_for: str, say: Callable[[str], None] = lambda _: None
) -> int:
    """The exit code of a program that ends by itself. Raises Stalled, having killed it, when it stops advancing."""
    patience = Patience(say)
    try:
        while (code := process.poll()) is None:
            patience.check(lambda: activity([process.pid], log), waiting_for, BUSY)
            time.sleep(0.02)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return code
