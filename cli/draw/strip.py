"""The strip under a video's picture: what each guard is at."""

from collections.abc import Sequence

import cv2

from orin.cli.draw.look import Look, Rules
from orin.cli.draw.paint import DARK, GREY, INK, PALE, WHITE, mixed, put, text_size
from orin.cli.draw.timers import Timer
from orin.processors.detection.backend import Image
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event

_MOST = 10


class Strip:
    """`height` px for a heading and one row a guard; of more than ten the rest is counted."""

    def __init__(self, rules: Rules, width: int, unit: float) -> None:
        self._rules = rules
        self._width = width
        self._unit = unit
        self._row = round(24 * unit)
        self._shown = list(rules.guards)[:_MOST]
        self._hidden = len(rules.guards) - len(self._shown)
        self._names = max((text_size(name, 11 * unit)[0] for name in self._shown), default=0)
        self._counts: dict[str, int] = {}
        self.height = (self._row * (len(self._shown) + 1 + bool(self._hidden)) + round(8 * unit)) // 2 * 2

    def paint(self, strip: Image, look: Look, lately: Sequence[Event]) -> None:
        """`lately`: the events of the last seconds."""
        for event in look.events:
            if event.phase in ("occurred", "opened"):
                self._counts[event.guard] = self._counts.get(event.guard, 0) + 1
        strip[:] = DARK
        size, left = 11 * self._unit, round(12 * self._unit)
        base = round(self._row * 0.72)
        put(strip, look.record.camera, left, base, size, PALE)
        put(strip, _when(look), self._width - left, base, size, PALE, right=True)
        for number, name in enumerate(self._shown, start=1):
            self._paint_guard(strip, name, number * self._row, look, lately)
        if self._hidden:
            base += (len(self._shown) + 1) * self._row
            put(strip, f"and {self._hidden} more guards", left, base, size, GREY)

    def _paint_guard(self, strip: Image, name: str, top: int, look: Look, lately: Sequence[Event]) -> None:
        at = look.record.captured_at
        size, left = 11 * self._unit, round(12 * self._unit)
        base, colour = top + round(self._row * 0.72), self._rules.colours[name]
        chip = round(10 * self._unit)
        cv2.rectangle(strip, (left, base - chip), (left + chip, base), colour, -1)
        put(strip, name, left + 2 * chip, base, size, WHITE)
        count = self._counts.get(name, 0)
        fired = f"{count} event{'s' if count != 1 else ''}"
        put(strip, fired, self._width - left, base, size, WHITE if count else GREY, right=True)
        begin = left + 3 * chip + self._names
        end = self._width - 2 * left - text_size("000 events", size)[0]
        if end - begin < 60:
            return
        timers = [timer for timer in look.timers if timer.guard == name]
        last = next((event for event in reversed(lately) if event.guard == name), None)
        is_open = any(timer.is_open for timer in timers)
        timer = min(timers, key=lambda timer: (not timer.is_open, timer.since), default=None)
        if timer is None and last is None:
            put(strip, self._idle(name, at), begin, base, size, GREY)
            return
        tall = round(13 * self._unit)
        spot = (begin, base - tall + 1), (end, base + 3)
        cv2.rectangle(strip, *spot, mixed(colour, DARK, 0.22), -1)
        share = 1.0 if is_open or timer is None else (at - timer.since) / max(1, timer.due_at - timer.since)
        reach = begin + round((end - begin) * min(1.0, max(0.0, share)))
        cv2.rectangle(strip, spot[0], (reach, spot[1][1]), colour, -1)
        words = _said(last) if last is not None and not is_open else _state(timer, timers, at)
        inside = begin + round(6 * self._unit)
        wide = text_size(words, size * 0.9)[0]
        on_bar = reach - inside >= wide
        put(strip, words, inside if on_bar else reach + 6, base, size * 0.9, INK if on_bar else WHITE)

    def _idle(self, name: str, at: int) -> str:
        periods = self._rules.periods.get(name)
        return "off duty" if periods is not None and not periods.at(at).on else "-"


def _state(timer: Timer | None, timers: Sequence[Timer], at: int) -> str:
    if timer is None:
        return ""
    others = f"  (+{len(timers) - 1})" if len(timers) > 1 else ""
    counted = "" if timer.inside is None else f"  inside {timer.inside}"
    if timer.is_open:
        return f"OPEN  since {(at - timer.since) / 1e6:.1f} s{counted}{others}"
    return f"{(at - timer.since) / 1e6:.1f} of {(timer.due_at - timer.since) / 1e6:g} s{others}"


def _said(event: Event) -> str:
    what = event.outcome or (event.phase if event.phase != "occurred" else event.kind.replace("_", " "))
    return " ".join(filter(None, (what, event.direction, event.subject.label if event.subject else None)))


def _when(look: Look) -> str:
    time = str(format_time(look.record.captured_at))[:19].replace("T", " ") + " UTC"
    position = look.record.source_position
    return time if position is None else f"{position:.1f} s    {time}"
