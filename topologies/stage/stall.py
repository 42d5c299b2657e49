"""Whether the process has been stopped for a while: it may be a zombie then that has not been told."""

from orin.topologies.stage.checkpoint.outbox import Outbox
from orin.topologies.stage.definition import Limits

_NEVER = float("-inf")


class StallDetector:
    """One timer of an attempt, always set: its lateness shows that the process did not run."""

    def __init__(self, limits: Limits, outbox: Outbox) -> None:
        self._limits = limits
        self._outbox = outbox
        self._due = float("inf")
        self._overslept_at = _NEVER

    def rearm(self) -> None:
        """Sets the timer anew."""
        self._due = self._outbox.now + self._limits.silence
        self._outbox.set_timer("silence", self._limits.silence)

    def check(self) -> None:
        """To be called at every event, before anything is done about it."""
        now = self._outbox.now
        if now > self._due + self._limits.overslept:
            self._overslept_at = now
            self._due = now + self._limits.silence

    def clear(self) -> None:
        """The group has just said that the partition is ours: whatever was slept through does not matter."""
        self._overslept_at = _NEVER

    def seconds_until_told(self) -> float:
        """Until a process that was stopped must have heard who owns the partition; not above 0 otherwise."""
        return self._overslept_at + self._limits.parked - self._outbox.now
