"""Each guard's timeline in one image: timers, open events and moments; above them the tracks and the gaps."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from orin.cli.draw.analysed import ColouredGuards, short
from orin.cli.draw.history import Bar, GuardTimeline
from orin.cli.draw.paint import (
    DARK,
    GREY,
    INK,
    PALE,
    WHITE,
    Colour,
    Labels,
    fitted,
    mixed,
    plain,
    put,
    text_rect,
    text_size,
)
from orin.cli.terminal.clip_time import clip_time
from orin.processors.detection.backend import Image
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time

_WIDTH, _LEFT, _RIGHT, _TOP = 1600, 300, 40, 84
_ROW, _GAP = 26, 14
_TEXT = 13.0
_FEWEST_ROWS, _MOST_ROWS = 2, 10
"""Rows of one guard; bars beyond that share the last one."""
_HEAD = 60
_FOOT = 44
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_MOST_TICKS = 12
_MOST_IN_KEY, _SWATCH = 4, 17
_UNSEEN: Colour = (88, 92, 214)
_TRACKS: Colour = (190, 182, 174)


def write_plot(path: Path, history: GuardTimeline, rules: ColouredGuards, title: str) -> None:
    """Raises OrinError where the file cannot be written."""
    _, data = cv2.imencode(".png", draw_plot(history, rules, title))
    try:
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise OrinError(f"{path}: cannot be written: {error.strerror}") from None


def draw_plot(history: GuardTimeline, rules: ColouredGuards, title: str) -> Image:
    """Shape (height, 1600, 3); as high as there are guards and windows. `title` says what it is of."""
    return _Plot(history, rules, title).draw()


class _Plot:
    def __init__(self, history: GuardTimeline, rules: ColouredGuards, title: str) -> None:
        self._title = title
        self._history = history
        self._rules = rules
        self._span = max(history.last - history.first, 1)
        self._rows = {name: _rows(history.bars(name)) for name in rules.guards}
        bands = sum(max(_FEWEST_ROWS, len(rows)) * _ROW + _GAP for rows in self._rows.values())
        self._bottom = _TOP + _HEAD + _GAP + bands
        self._image = np.full((self._bottom + _FOOT, _WIDTH, 3), 255, np.uint8)
        self._labels = Labels(_WIDTH, self._bottom + _FOOT)

    def draw(self) -> Image:
        image = self._image
        when = self._when()
        self._put(when, _WIDTH - _RIGHT, 34, _TEXT, right=True)
        self._put(fitted(self._title, 18, _WIDTH - _RIGHT - 40 - text_size(when, _TEXT)[0]), 20, 34, 18)
        self._draw_key()
        self._draw_ticks()
        self._draw_camera(_TOP)
        top = _TOP + _HEAD + _GAP
        for name, rows in self._rows.items():
            tall = max(_FEWEST_ROWS, len(rows)) * _ROW
            cv2.line(image, (20, top - _GAP // 2), (_WIDTH - _RIGHT, top - _GAP // 2), PALE, 1)
            self._draw_guard(name, rows, top)
            top += tall + _GAP
        return image

    # ---- what all guards share

    def _when(self) -> str:
        """The times it is of: a clip's own, and the clock's."""
        history = self._history
        if history.first_position is None:
            return f"{_utc(history.first)} to {_utc(history.last)} UTC"
        begin = history.first_position
        end = begin + (history.last - history.first) / 1e6
        return f"{clip_time(begin)} to {clip_time(end)}, from {_utc(history.first)} UTC"

    def _draw_key(self) -> None:
        """In the colours of the guards themselves, side by side."""
        guards = [*self._rules.colours.values()][:_MOST_IN_KEY] or [INK]
        x, middle = _LEFT, 58
        for word in ("tracks", "timer", "open", "uncertain", "moment", "not observed"):
            colours = {"tracks": [_TRACKS], "not observed": [_UNSEEN]}.get(word, guards)
            for number, colour in enumerate(colours):
                left = x + _SWATCH * number
                corners = (left, middle - 6), (left + _SWATCH - 3, middle + 5)
                if word == "moment":
                    _diamond(self._image, left + _SWATCH // 2, middle, 7, colour)
                elif word == "uncertain":
                    cv2.rectangle(self._image, *corners, colour, 2)
                else:
                    cv2.rectangle(self._image, *corners, _tint(colour) if word == "timer" else colour, -1)
            x += _SWATCH * len(colours) + 6
            self._put(word, x, middle + 5, 11, GREY)
            x += 24 + text_size(word, 11)[0]

    def _put(self, text: str, x: int, y: int, size: float, colour: Colour = INK, *, right: bool = False) -> None:
        """Left out where it would lie on other text or leave the image."""
        if text and self._labels.take(text_rect(text, x, y, size, right=right)):
            put(self._image, text, x, y, size, colour, right=right)

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
            words = str(format_time(at))[11:19] if position is None else clip_time((at - begin) / 1e6)
            self._put(words, x - text_size(words, 12)[0] // 2, self._bottom + 24, 12)

    def _draw_camera(self, top: int) -> None:
        """How many tracks there were, over a band of what was observed."""
        image, history = self._image, self._history
        self._put("tracks", 20, top + 30, _TEXT)
        most = max((count for _, count in history.counts), default=0)
        floor = top + _HEAD - 14
        ends = [*(at for at, _ in history.counts[1:]), history.last]
        for (at, count), end in zip(history.counts, ends, strict=False):
            height = round((floor - top) * count / max(most, 1))
            if height:
                cv2.rectangle(image, (self._x(at), floor - height), (self._x(end), floor), _TRACKS, -1)
        self._put(f"at most {most}", _LEFT - 12, top + 30, 11, GREY, right=True)
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
        self._put(fitted(name, _TEXT, _LEFT - 54), 42, top + 18, _TEXT)
        opened = sum(bar.opened_at is not None for row in rows for bar in row) + len(moments)
        told = f"{spec.kind.replace('_', ' ')}: {opened} event{'s' if opened != 1 else ''}"
        self._put(fitted(told, 11, _LEFT - 54), 42, top + 18 + _ROW - 4, 11, GREY)
        for number, row in enumerate(rows):
            for index, bar in enumerate(row):
                following = self._x(row[index + 1].since) if index + 1 < len(row) else _WIDTH - 4
                self._draw_bar(bar, top + number * _ROW, colour, following)
        for moment in moments:
            _diamond(image, self._x(moment.at), top + _ROW // 2, 8, colour)
        self._name_moments(name, top)

    def _name_moments(self, name: str, top: int) -> None:
        """Where there is room before the next one."""
        moments = sorted(self._history.moments.get(name, []), key=lambda moment: moment.at)
        ends = [*(self._x(moment.at) - 10 for moment in moments[1:]), _WIDTH]
        for moment, end in zip(moments, ends, strict=False):
            x = self._x(moment.at) + 12
            if x + text_size(plain(moment.label), 11)[0] < end:
                self._put(moment.label, x, top + _ROW // 2 + 5, 11)

    def _draw_bar(self, bar: Bar, top: int, colour: Colour, following: int) -> None:
        image = self._image
        left, right = self._x(bar.since), max(self._x(bar.until), self._x(bar.since) + 2)
        upper, lower = top + 4, top + _ROW - 4
        cv2.rectangle(image, (left, upper), (right, lower), _tint(colour), -1)
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
            self._put(words, left + 6, lower - 4, 11)
        after = " ".join(filter(None, ("" if inside else words, bar.outcome)))
        if right + 6 + text_size(plain(after), 11)[0] < following:
            self._put(after, right + 6, lower - 4, 11)

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


def _tint(colour: Colour) -> Colour:
    """Of a guard's timer, before its event."""
    return mixed(colour, WHITE, 0.3)


def _utc(at: int) -> str:
    return str(format_time(at))[:19].replace("T", " ")
