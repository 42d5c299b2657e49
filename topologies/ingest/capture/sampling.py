"""Which frames are taken when a source is faster than requested."""

_CAPACITY = 2.0
"""Frames of credit that can accumulate, so that jitter below an interval drops nothing from a camera at exactly fps."""
_TOLERANCE = 1e-6


class Sampler:
    """Takes `fps` frames a second on average, from positions alone (a token bucket): a clip gives the same every time.

    No t seconds give more than fps · t + 2 frames, and a source no faster than fps loses frames only to jitter. With
    `fps` None all are taken.
    """

    def __init__(self, fps: float | None) -> None:
        self._fps = fps
        self._credit = 1.0
        self._last: float | None = None

    def takes(self, position: float) -> bool:
        """Whether the frame at `position` (seconds, rising) is taken; asking takes it."""
        if self._fps is None:
            return True
        if self._last is not None:
            self._credit = min(self._credit + (position - self._last) * self._fps, _CAPACITY)
        self._last = position
        if self._credit < 1.0 - _TOLERANCE:
            return False
        self._credit -= 1.0
        return True
