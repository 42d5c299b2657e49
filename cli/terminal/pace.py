"""How fast work goes on and how long it will take, from how much of it was done when."""

import time
from collections import deque
from collections.abc import Callable

_WINDOW = 15.0
"""Seconds that the rate is taken over: long enough for batches, short enough to follow a change."""


class Pace:
    """Notes how much is done; `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._noted: deque[tuple[float, int]] = deque()

    def note(self, done: int) -> None:
        now = self._clock()
        self._noted.append((now, done))
        while len(self._noted) > 2 and now - self._noted[1][0] >= _WINDOW:
            self._noted.popleft()

    def rate(self) -> float:
        """Units a second, lately; 0 where nothing is known yet."""
        if not self._noted:
            return 0.0
        (began, first), (now, last) = self._noted[0], self._noted[-1]
        return (last - first) / (now - began) if now > began else 0.0

    def describe(self, done: int, total: int, unit: str, *, growing: bool) -> str:
        """Such as `120 of 425 frames, 7.1 frames/s, 0:43 left`; while the total is `growing` without the time left."""
        rate = self.rate()
        words = [f"{done} of {total} {unit}{' so far' if growing else ''}"]
        if rate > 0:
            words.append(f"{rate:.3g} {unit}/s")
            if not growing:
                words.append(f"{self.left(done, total)} left")
        return ", ".join(words)

    def left(self, done: int, total: int) -> str:
        """Such as `0:43`; empty where nothing advances."""
        rate = self.rate()
        return _clock(round((total - done) / rate)) if rate > 0 else ""


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
