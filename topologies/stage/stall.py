"""Detects that the process was stopped for a while: another worker may own its partitions without its knowledge."""

from orin.topologies.stage.checkpoint.outbox import Outbox
from orin.topologies.stage.definition import Limits

_NEVER = float("-inf")


class StallDetector:
    """One timer per attempt, always set: if it fires late, the process did not run."""

    def __init__(self, limits: Limits, outbox: Outbox) -> None:
        self._limits = limits
        self._outbox = outbox
        self._due = float("inf")
        self._overslept_at = _NEVER

    def rearm(self) -> None:
        """Sets the timer again."""
        self._due = self._outbox.now + self._limits.silence
        self._outbox.set_timer("silence", self._limits.silence)

    def check(self) -> None:
        """To be called at every event, before the event is handled."""
        now = self._outbox.now
        if now > self._due + self._limits.overslept:
            self._overslept_at = now
            self._due = now + self._limits.silence

    def clear(self) -> None:
        """The group has just said that the partition is ours: whatever was missed does not matter."""
        self._overslept_at = _NEVER

    def seconds_until_told(self) -> float:
        """Until a process that was stopped must know who owns the partition; at most 0 if it was not stopped."""
        return self._overslept_at + self._limits.parked - self._outbox.now
