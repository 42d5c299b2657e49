"""Positions of a clip's frames from the container's timestamps, which may be missing, repeated or wrong.

A frame's position is seconds from the first frame. The container is followed as long as its timestamps rise; a frame
whose timestamp does not fit between its neighbours' takes its position from them, so it costs nothing but itself. Only
where the frames after it carry on from a timestamp far away has the clip's time really jumped.
"""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

LONGEST_STEP = 60.0
"""Seconds between two frames up to which the container is believed; recordings started by motion have such gaps."""
STEP_BACK = 1.0
"""Seconds that timestamps may go back without the clip's time having jumped."""
LOOK_AHEAD = 8
"""Frames within which timestamps must be back in line, or they have jumped for good."""
WRAP = 2**33 / 90_000
"""Seconds after which the 33-bit timestamps of MPEG transport streams begin again at 0 (ISO/IEC 13818-1)."""
_TICK = 1e-6


class Placed(NamedTuple):
    """Where a frame lies: `position` in seconds, larger than that of the frame before it."""

    position: float
    jump: float = 0.0
    """Seconds by which the timestamps jump for good, beginning with this frame; 0 where they do not."""
    outlier: bool = False
    """The timestamp is far from those around it, and was not used."""


class Timeline:
    """Places frames one after another. `interval`: seconds between frames where the container does not say."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._longest = max(LONGEST_STEP, 20 * interval)
        self._back = max(STEP_BACK, 4 * interval)
        self._shift: float | None = None
        self._last: float | None = None
        self._last_stamp: float | None = None

    def place(self, stamp: float | None, following: Iterable[float | None]) -> Placed:
        """Places the frame stamped `stamp` (seconds; None: no timestamp).

        `following`: the timestamps of the frames after it; at most LOOK_AHEAD of them are taken.
        """
        if self._last is None:
            placed = self._first(stamp, following)
        else:
            placed = self._next(self._last, stamp, following)
            if placed.position <= self._last:
                placed = placed._replace(position=self._last + _TICK)
        self._last, self._last_stamp = placed.position, stamp
        return placed

    def _first(self, stamp: float | None, following: Iterable[float | None]) -> Placed:
        if stamp is None:
            return Placed(0.0)
        self._shift = -stamp
        second, third = [*islice(following, 2), None, None][:2]
        if second is None or third is None or not self._is_far(second, stamp) or self._fits(second + WRAP, stamp):
            return Placed(0.0)
        if not self._fits(third, second):
            return Placed(0.0)
        self._shift = self._interval - second
        return Placed(0.0, outlier=True)

    def _next(self, last: float, stamp: float | None, following: Iterable[float | None]) -> Placed:
        if stamp is not None and self._shift is None:
            self._shift = last + self._interval - stamp
        if self._shift is None:
            return Placed(last + self._interval)
        shift = self._shift
        at = None if stamp is None else stamp + shift
        if at is not None and self._fits(at, last):
            return Placed(self._between(last, at, [*islice(following, 2)]))
        if at is not None and self._fits(at + WRAP, last):
            self._shift = shift + WRAP
            return Placed(at + WRAP)
        ahead = [*islice(following, LOOK_AHEAD)]
        repeated = stamp is not None and stamp == self._last_stamp
        outlier = at is not None and not repeated and self._is_far(at, last)
        for count, later in enumerate(ahead, 1):
            if later is not None and self._fits(later + shift, last):
                return Placed(last + (later + shift - last) / (count + 1), outlier=outlier)
        if stamp is not None and outlier and self._goes_on(stamp, ahead):
            self._shift = last + self._interval - stamp
            return Placed(last + self._interval, jump=stamp + shift - last)
        behind = at is not None and not outlier and not repeated
        return Placed(last + self._interval * (0.5 if behind else 1), outlier=outlier)

    def _between(self, last: float, at: float, ahead: list[float | None]) -> float:
        """`at`, or where the next two frames lie before it, the middle of `last` and the earlier of those."""
        later = [stamp + (self._shift or 0.0) for stamp in ahead if stamp is not None]
        if later and all(last < one <= at for one in later):
            return (last + min(later)) / 2
        return at

    def _fits(self, at: float, last: float) -> bool:
        return last < at <= last + self._longest

    def _is_far(self, at: float, last: float) -> bool:
        return not last - self._back <= at <= last + self._longest

    def _goes_on(self, stamp: float, ahead: list[float | None]) -> bool:
        """Whether the frames after the one stamped `stamp` carry on from it."""
        known = [later for later in ahead if later is not None]
        return bool(known) and stamp < known[0] <= stamp + self._longest
