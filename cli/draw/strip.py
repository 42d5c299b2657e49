"""The strip under a video's picture: what each guard is at."""

from collections.abc import Sequence

import cv2

from orin.cli.draw.analysed import AnalysedFrame, ColouredGuards
from orin.cli.draw.paint import DARK, GREY, INK, PALE, WHITE, fitted, mixed, plain, put, text_size
from orin.cli.draw.timers import PendingWindow
from orin.cli.terminal.clip_time import clip_time
from orin.processors.detection.backend import Image
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event

_MOST = 10
_NAMES = 0.4
"""Share of the width that the guards' names may take."""


class Strip:
    """`height` px for a heading and one row a guard; of more than ten the rest is counted."""

    def __init__(self, rules: ColouredGuards, width: int, unit: float, title: str) -> None:
        self._rules = rules
        self._width = width
        self._unit = unit
        self._title = title
        self._row = round(24 * unit)
        self._shown = {name: fitted(name, 11 * unit, round(width * _NAMES)) for name in list(rules.guards)[:_MOST]}
        self._hidden = len(rules.guards) - len(self._shown)
        self._names = max((text_size(plain(name), 11 * unit)[0] for name in self._shown.values()), default=0)
        self._counts: dict[str, int] = {}
        self.height = (self._row * (len(self._shown) + 1 + bool(self._hidden)) + round(8 * unit)) // 2 * 2

    def paint(self, strip: Image, frame: AnalysedFrame, lately: Sequence[Event]) -> None:
        """`lately`: the events of the last seconds."""
        for event in frame.events:
            if event.phase in ("occurred", "opened"):
                self._counts[event.guard] = self._counts.get(event.guard, 0) + 1
        strip[:] = DARK
        size, left = 11 * self._unit, round(12 * self._unit)
        base = round(self._row * 0.72)
        when = _when(frame)
        room = self._width - 3 * left - text_size(when, size)[0]
        put(strip, fitted(self._title, size, room), left, base, size, PALE)
        put(strip, when, self._width - left, base, size, PALE, right=True)
        for number, name in enumerate(self._shown, start=1):
            self._paint_guard(strip, name, number * self._row, frame, lately)
        if self._hidden:
            base += (len(self._shown) + 1) * self._row
            put(strip, f"and {self._hidden} more guards", left, base, size, GREY)

    def _paint_guard(self, strip: Image, name: str, top: int, frame: AnalysedFrame, lately: Sequence[Event]) -> None:
        at = frame.record.captured_at
        size, left = 11 * self._unit, round(12 * self._unit)
        base, colour = top + round(self._row * 0.72), self._rules.colours[name]
        chip = round(10 * self._unit)
        cv2.rectangle(strip, (left, base - chip), (left + chip, base), colour, -1)
        put(strip, self._shown[name], left + 2 * chip, base, size, WHITE)
        count = self._counts.get(name, 0)
        fired = f"{count} event{'s' if count != 1 else ''}"
        put(strip, fired, self._width - left, base, size, WHITE if count else GREY, right=True)
        begin = left + 3 * chip + self._names
        end = self._width - 2 * left - text_size("00000 events", size)[0]
        if end - begin < 60:
            return
        timers = [timer for timer in frame.timers if timer.guard == name]
        last = next((event for event in reversed(lately) if event.guard == name), None)
        is_open = any(timer.is_open for timer in timers)
        timer = min(timers, key=lambda timer: (not timer.is_open, timer.since), default=None)
        if timer is None and last is None:
            put(strip, fitted(self._idle(name, at), size, end - begin), begin, base, size, GREY)
            return
        tall = round(13 * self._unit)
        bar = (begin, base - tall + 1), (end, base + 3)
        cv2.rectangle(strip, *bar, mixed(colour, DARK, 0.22), -1)
        share = 1.0 if is_open or timer is None else (at - timer.since) / max(1, timer.due_at - timer.since)
        reach = begin + round((end - begin) * min(1.0, max(0.0, share)))
        cv2.rectangle(strip, bar[0], (reach, bar[1][1]), colour, -1)
        words = _said(last) if last is not None and not is_open else _state(timer, timers, at)
        # On the filled part of the bar or on the rest of it, whichever has more room.
        inside = begin + round(6 * self._unit)
        on_bar, beside = reach - inside, end - reach - round(12 * self._unit)
        small = size * 0.9
        if on_bar >= beside:
            put(strip, fitted(words, small, on_bar), inside, base, small, INK)
        else:
            put(strip, fitted(words, small, beside), reach + round(6 * self._unit), base, small, WHITE)

    def _idle(self, name: str, at: int) -> str:
        periods = self._rules.periods.get(name)
        return "outside its schedule" if periods is not None and not periods.at(at).on else "-"


def _state(timer: PendingWindow | None, timers: Sequence[PendingWindow], at: int) -> str:
    if timer is None:
        return ""
    others = f"  (+{len(timers) - 1})" if len(timers) > 1 else ""
    counted = "" if timer.inside is None else f"  inside {timer.inside}"
    if timer.is_open:
        return f"OPEN for {(at - timer.since) / 1e6:.1f} s{counted}{others}"
    return f"{(at - timer.since) / 1e6:.1f} of {(timer.due_at - timer.since) / 1e6:g} s{others}"


def _said(event: Event) -> str:
    what = event.outcome or (event.phase if event.phase != "occurred" else event.kind.replace("_", " "))
    return " ".join(filter(None, (what, event.direction, event.subject.label if event.subject else None)))


def _when(frame: AnalysedFrame) -> str:
    time = str(format_time(frame.record.captured_at))[:19].replace("T", " ") + " UTC"
    position = frame.record.source_position
    return time if position is None else f"{clip_time(position)}    {time}"
