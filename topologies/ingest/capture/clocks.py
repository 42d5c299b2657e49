"""captured_at: where the event time of frames comes from. µs since the epoch, strictly increasing per camera."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from orin.schemas.errors import Misuse, OrinError

MAX_AHEAD = 45_000_000
"""µs that a clip's frames may be ahead of the wall clock; topics refuse records from 60 s on."""
MAX_STEP = 1_000_000
"""µs by which a live clock follows the wall clock in one step; more is a clock that was set, not one that drifts."""
_SLACK = 10_000
"""µs of drift that are ignored, and that may pass between reading one clock and the other."""
_DIGITS = re.compile("[0-9]{1,18}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ClockJumped(OrinError):
    """The clock of this machine was set while a camera was being read, which ends the session."""


class ClipClock:
    """Anchor + position."""

    def __init__(self, anchor: int) -> None:
        self._anchor = anchor
        self._last: int | None = None

    def at(self, position: float) -> int:
        """captured_at of the frame at `position` seconds."""
        at = self._anchor + round(position * 1_000_000)
        if self._last is not None and at <= self._last:
            at = self._last + 1
        self._last = at
        return at


class LiveClock:
    """Anchor + monotonic clock, following the wall clock forward by at most 1 s a step and never back.

    `wall` gives µs since the epoch, `monotonic` µs of a clock nobody sets. `after`: the camera's last captured_at.
    """

    def __init__(self, wall: Callable[[], int], monotonic: Callable[[], int], after: int | None = None) -> None:
        self._wall = wall
        self._monotonic = monotonic
        now, ticks = self._both()
        self._shift = now - ticks
        self._last = after if after is not None else -1

    def now(self) -> int:
        """captured_at of a frame taken now. ClockJumped when the wall clock was set: the session cannot go on."""
        wall, ticks = self._both()
        at = ticks + self._shift
        drift = wall - at
        if abs(drift) > MAX_STEP:
            raise ClockJumped(
                f"this machine's clock jumped {'forward' if drift > 0 else 'back'} by {abs(drift) / 1e6:.1f} s: the "
                "session ends, since times before and after cannot be compared; start again, and synchronize the clock "
                "with NTP"
            )
        if drift > _SLACK:
            self._shift += drift
            at = wall
        self._last = max(at, self._last + 1)
        return self._last

    def _both(self) -> tuple[int, int]:
        """Both clocks at one moment: read again where this process was held up between the two."""
        while True:
            before, wall, after = self._monotonic(), self._wall(), self._monotonic()
            if after - before <= _SLACK:
                return wall, after


def parse_start(text: str) -> int | None:
    """`--start`: None for `now`, else µs since the epoch. ISO 8601 with a zone, or an integer of µs."""
    if text == "now":
        return None
    try:
        at = _EPOCH + timedelta(microseconds=int(text)) if _DIGITS.fullmatch(text) else datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        at = None
    if at is None or at.tzinfo is None:
        raise Misuse(f"--start {text!r}: not a time; write now, or a time with its zone, such as 2026-11-21T09:00:00Z")
    if at < _EPOCH:
        raise Misuse(f"--start {text}: lies before 1970; choose a later start")
    return (at - _EPOCH) // timedelta(microseconds=1)


def clip_anchor(start: int | None, interval: float, now: int, last: int | None) -> int:
    """captured_at of a clip's first frame.

    Without `start` (µs) the clip begins now, so guards that were applied before are in force from its first frame;
    and after `last`, the camera's last published frame, by one `interval` (seconds). Misuse for a start that
    cannot be used.
    """
    if start is None:
        return now if last is None or now > last else last + max(round(interval * 1_000_000), 1)
    if last is not None and start <= last:
        raise Misuse(
            f"--start {iso(start)}: the camera already has frames up to {iso(last)}, and its time only goes forward; "
            "choose a later start, or another camera"
        )
    if start > now + MAX_AHEAD:
        raise Misuse(f"--start {iso(start)} lies in the future; use --start now")
    return start


def check_retention(anchor: int, now: int, retention: int | None, topic: str) -> None:
    """Misuse when Kafka would delete a frame of `anchor` (µs) at once. `retention` in µs, None: kept for ever."""
    if retention is None or anchor >= now - retention:
        return
    raise Misuse(
        f"--start {iso(anchor)}: {topic} keeps {retention / 86_400_000_000:.3g} days, so Kafka would delete these "
        "frames at once; use --start now, or `orin try` to run the clip without Kafka"
    )


def iso(at: int) -> str:
    """µs since the epoch as ISO 8601 UTC."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="microseconds").replace("+00:00", "Z")
