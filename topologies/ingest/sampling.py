"""Which frames are taken when a source is faster than wanted."""

_TOLERANCE = 1e-6
"""Slots; timestamps in ms or µs fall a hair before the instant they mean."""


class Sampler:
    """At most one frame in each 1/fps seconds: the first that falls there. Depends on positions alone.

    So a clip gives the same frames on every run, and the pace does not drift when fps does not divide the source's.
    """

    def __init__(self, fps: float | None) -> None:
        self._fps = fps
        self._slot = -1

    def takes(self, position: float) -> bool:
        """Whether the frame at `position` (seconds, rising) is taken; asking takes it."""
        if self._fps is None:
            return True
        slot = int(position * self._fps + _TOLERANCE)
        if slot <= self._slot:
            return False
        self._slot = slot
        return True
