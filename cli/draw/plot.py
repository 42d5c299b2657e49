"""Each guard's time line as one picture: timers that run, events that hold, moments; above them what the camera saw."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from orin.cli.draw.history import Bar, History
from orin.cli.draw.look import Rules, short
from orin.cli.draw.paint import DARK, GREY, INK, PALE, WHITE, Colour, mixed, plain, put, text_size
from orin.processors.detection.backend import Image
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time

_WIDTH, _LEFT, _RIGHT, _TOP = 1600, 300, 40, 84
_ROW, _GAP = 26, 14
_TEXT = 13.0
_MOST_ROWS = 10
"""Of one guard; what does not fit lies on the last one."""
_HEAD = 60
_FOOT = 44
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_MOST_TICKS = 12
_UNSEEN: Colour = (88, 92, 214)
_TRACKS: Colour = (190, 182, 174)


def write_plot(path: Path, history: History, rules: Rules) -> None:
    """Raises OrinError where the file cannot be written."""
    _, data = cv2.imencode(".png", draw_plot(history, rules))
    try:
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise OrinError(f"{path}: cannot be written: {error.strerror}") from None


def draw_plot(history: History, rules: Rules) -> Image:
    """Shape (height, 1600, 3); as high as there are guards and windows."""
    return _Plot(history, rules).draw()


class _Plot:
    def __init__(self, history: History, rules: Rules) -> None:
        self._history = history
        self._rules = rules
        self._span = max(history.last - history.first, 1)
        self._rows = {name: _rows(history.bars(name)) for name in rules.guards}
        lanes = sum(max(1, len(rows)) * _ROW + _GAP for rows in self._rows.values())
        self._bottom = _TOP + _HEAD + _GAP + lanes
        self._image = np.full((self._bottom + _FOOT, _WIDTH, 3), 255, np.uint8)

    def draw(self) -> Image:
        image, history = self._image, self._history
        put(image, self._rules.camera.camera, 20, 34, 18, INK)
        put(image, f"{_utc(history.first)} to {_utc(history.last)}", _WIDTH - _RIGHT, 34, _TEXT, INK, right=True)
        self._draw_key()
        self._draw_ticks()
        self._draw_camera(_TOP)
        top = _TOP + _HEAD + _GAP
        for name, rows in self._rows.items():
            tall = max(1, len(rows)) * _ROW
            cv2.line(image, (20, top - _GAP // 2), (_WIDTH - _RIGHT, top - _GAP // 2), PALE, 1)
            self._draw_guard(name, rows, top)
            top += tall + _GAP
        return image

    # ---- what all guards share

    def _draw_key(self) -> None:
        x = _LEFT
        for word in ("timer", "open", "moment", "not seen"):
            middle = 58
            if word == "moment":
                _diamond(self._image, x + 8, middle, 7, INK)
            else:
                colour = {"timer": mixed(INK, WHITE, 0.25), "open": INK, "not seen": _UNSEEN}[word]
                cv2.rectangle(self._image, (x, middle - 5), (x + 18, middle + 5), colour, -1)
            put(self._image, word, x + 26, middle + 5, 11, GREY)
            x += 50 + text_size(word, 11)[0]

    def _draw_ticks(self) -> None:
        first = self._history.first
        # A clip counts its own seconds; what has none is read by the clock.
        position = self._history.first_position
        begin = first if position is None else first - round(position * 1e6)
        step = next((s for s in _STEPS if self._span / 1e6 / s <= _MOST_TICKS), _STEPS[-1]) * 1_000_000
        origin = 0 if position is None else begin
        for at in range(origin - (origin - first) // step * step, self._history.last + 1, step):
            if at < first:
                continue
            x = self._x(at)
            cv2.line(self._image, (x, _TOP - 6), (x, self._bottom), PALE, 1)
            words = str(format_time(at))[11:19] if position is None else _seconds((at - begin) // 1_000_000)
            put(self._image, words, x - text_size(words, 12)[0] // 2, self._bottom + 24, 12, INK)

    def _draw_camera(self, top: int) -> None:
        """What was seen as a band, and above it how many tracks."""
        image, history = self._image, self._history
        put(image, "tracks", 20, top + 30, _TEXT, INK)
        most = max((count for _, count in history.counts), default=0)
        floor = top + _HEAD - 14
        ends = [*(at for at, _ in history.counts[1:]), history.last]
        for (at, count), end in zip(history.counts, ends, strict=False):
            height = round((floor - top) * count / max(most, 1))
            if height:
                cv2.rectangle(image, (self._x(at), floor - height), (self._x(end), floor), _TRACKS, -1)
        put(image, f"at most {most}", _LEFT - 12, top + 30, 11, GREY, right=True)
        cv2.rectangle(image, (self._x(history.first), floor + 3), (self._x(history.last), floor + 9), PALE, -1)
        for each in history.stretches:
            if each.kind != "seen":
                begin, end = self._x(each.begin), max(self._x(each.end), self._x(each.begin) + 2)
                cv2.rectangle(image, (begin, floor + 3), (end, floor + 9), _UNSEEN, -1)

    # ---- one guard

    def _draw_guard(self, name: str, rows: Sequence[Sequence[Bar]], top: int) -> None:
        image, colour = self._image, self._rules.colours[name]
        spec = self._rules.guards[name]
        moments = self._history.moments.get(name, [])
        cv2.rectangle(image, (20, top + 6), (32, top + 18), colour, -1)
        put(image, _fitting(name, _TEXT, _LEFT - 60), 42, top + 18, _TEXT, INK)
        opened = sum(bar.opened_at is not None for row in rows for bar in row) + len(moments)
        told = f"{spec.kind.replace('_', ' ')}: {opened} event{'s' if opened != 1 else ''}"
        if len(rows) > 1:
            put(image, told, 42, top + 18 + _ROW - 4, 11, GREY)
        else:
            left = 42 + text_size(plain(name), _TEXT)[0] + 10
            if left + text_size(f"{opened}", 11)[0] < _LEFT - 10:
                put(image, _fitting(told, 11, _LEFT - 10 - left), left, top + 18, 11, GREY)
        for number, row in enumerate(rows):
            for index, bar in enumerate(row):
                following = self._x(row[index + 1].since) if index + 1 < len(row) else _WIDTH - 4
                self._draw_bar(bar, top + number * _ROW, colour, following)
        for moment in moments:
            _diamond(image, self._x(moment.at), top + _ROW // 2, 8, colour)
        self._name_moments(name, top)

    def _name_moments(self, name: str, top: int) -> None:
        """Those that have room before the next one."""
        moments = sorted(self._history.moments.get(name, []), key=lambda moment: moment.at)
        ends = [*(self._x(moment.at) - 10 for moment in moments[1:]), _WIDTH]
        for moment, end in zip(moments, ends, strict=False):
            x = self._x(moment.at) + 12
            if x + text_size(plain(moment.label), 11)[0] < end:
                put(self._image, moment.label, x, top + _ROW // 2 + 5, 11, INK)

    def _draw_bar(self, bar: Bar, top: int, colour: Colour, following: int) -> None:
        image = self._image
        left, right = self._x(bar.since), max(self._x(bar.until), self._x(bar.since) + 2)
        upper, lower = top + 4, top + _ROW - 4
        cv2.rectangle(image, (left, upper), (right, lower), mixed(colour, WHITE, 0.3), -1)
        dark = left
        if bar.opened_at is not None:
            dark = self._x(bar.opened_at)
            if bar.certain:
                cv2.rectangle(image, (dark, upper), (right, lower), colour, -1)
            else:
                cv2.rectangle(image, (dark, upper), (right, lower), colour, 2)
            cv2.line(image, (dark, upper - 3), (dark, lower + 3), DARK, 2)
        words = " ".join(filter(None, (bar.label, short(bar.subject))))
        room = (dark if bar.opened_at is not None else right) - left
        inside = room >= text_size(plain(words), 11)[0] + 10
        if inside:
            put(image, words, left + 6, lower - 4, 11, INK)
        after = " ".join(filter(None, ("" if inside else words, bar.outcome)))
        if right + 6 + text_size(plain(after), 11)[0] < following:
            put(image, after, right + 6, lower - 4, 11, INK)

    def _x(self, at: int) -> int:
        share = (min(max(at, self._history.first), self._history.last) - self._history.first) / self._span
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT))


def _rows(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Bars that do not overlap share a row."""
    rows: list[list[Bar]] = []
    for bar in bars:
        row = next((row for row in rows if row[-1].until < bar.since), None)
        if row is None and len(rows) < _MOST_ROWS:
            rows.append([bar])
        else:
            (row if row is not None else rows[-1]).append(bar)
    return rows


def _diamond(image: Image, x: int, y: int, size: int, colour: Colour) -> None:
    corners = np.array([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], np.int32)
    cv2.fillPoly(image, [corners], colour, cv2.LINE_AA)
    cv2.polylines(image, [corners], True, DARK, 1, cv2.LINE_AA)


def _fitting(text: str, size: float, width: int) -> str:
    """As much of a text as has room."""
    while text and text_size(plain(text), size)[0] > width:
        text = text[:-1]
    return text


def _seconds(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"


def _utc(at: int) -> str:
    return str(format_time(at))[:19].replace("T", " ")
