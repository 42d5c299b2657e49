"""One frame of a video: the picture with zones, lines and tracks, and under it a strip with a row for each guard."""

from collections import deque
from typing import NamedTuple

import cv2
import numpy as np

from orin.cli.draw.analysed import AnalysedFrame, ColouredGuards, short
from orin.cli.draw.paint import (
    DARK,
    GREY,
    INK,
    PALE,
    WHITE,
    Colour,
    ImageRect,
    Labels,
    box,
    fitted,
    mixed,
    plain,
    put,
    shade,
    text_rect,
    text_size,
)  # fmt: skip
from orin.cli.draw.strip import Strip
from orin.cli.draw.timers import PendingWindow
from orin.processors.detection.backend import Image
from orin.schemas.records import OBSERVED, Event, Track

_NARROWEST, _WIDEST = 640, 1280
FLASH_US = 2_000_000
"""How long an event stays on the picture."""
_GROUND: Colour = (58, 53, 50)
_PLACES = 24
"""How many places are tried for a label."""
_EVENT, _PLACE, _WATCHED, _TRACK = range(4)
"""What a label is of: the first are placed first, and what then has no room is left out."""


class _Label(NamedTuple):
    rank: int
    text: str
    x: int
    bottom: int
    colour: Colour
    filled: bool = False


class FramePainter:
    """Paints frames of one camera, in their order; all of one size, whatever size the pictures come in.

    `width` and `height` are those of the first picture; `title` is what the strip says that they are of.
    """

    def __init__(self, rules: ColouredGuards, width: int, height: int, title: str) -> None:
        scale = min(max(1.0, _NARROWEST / width), _WIDEST / width)
        self.width = round(width * scale / 2) * 2
        self._height = max(2, round(height * scale / 2) * 2)
        self._unit = min(max(self.width / 960, 0.75), 1.4)
        self._rules = rules
        self._strip = Strip(rules, self.width, self._unit, title)
        self.height = self._height + self._strip.height
        self._lately: deque[tuple[int, Event]] = deque(maxlen=50)
        """With the times of the frames that gave them, which may be later than the events' own."""
        self._labels: list[_Label] = []

    def paint(self, frame: AnalysedFrame) -> Image:
        """Shape (height, width, 3)."""
        at = frame.record.captured_at
        self._lately.extend((at, event) for event in frame.events)
        while self._lately and at - self._lately[0][0] > FLASH_US:
            self._lately.popleft()
        image = np.empty((self.height, self.width, 3), np.uint8)
        picture = image[: self._height]
        self._lay_ground(picture, frame.image)
        self._labels = []
        self._draw_places(picture, {timer.guard for timer in frame.timers if timer.is_open})
        self._draw_tracks(picture, frame)
        free = Labels(self.width, self._height)
        if frame.record.status not in OBSERVED:
            shade(picture, _corners(self.width, self._height), INK, 0.6)
            words, at_left, middle = f"not observed: {frame.record.status}", 16, self._height // 2
            put(picture, words, at_left, middle, self._size(20))
            free.take(text_rect(words, at_left, middle, self._size(20)))
        self._draw_labels(picture, free)
        self._strip.paint(image[self._height :], frame, [event for _, event in self._lately])
        return image

    def resized(self, image: Image) -> Image:
        """`image` in the size of the picture; shape (height, width, 3)."""
        picture = np.empty((self._height, self.width, 3), np.uint8)
        self._lay_ground(picture, image)
        return picture

    def paint_places(self, picture: Image) -> None:
        """Zones and lines, onto a picture that `resized` gave."""
        self._labels = []
        self._draw_places(picture, set())
        self._draw_labels(picture, Labels(self.width, self._height))

    def _lay_ground(self, picture: Image, image: Image | None) -> None:
        if image is None:
            picture[:] = _GROUND
        else:
            picture[:] = cv2.resize(image, (self.width, self._height), interpolation=cv2.INTER_AREA)

    # ---- zones and lines

    def _draw_places(self, picture: Image, open_guards: set[str]) -> None:
        rules = self._rules
        for points in rules.camera.ignore.values():
            self._draw_ignored(picture, self._in_pixels(points))
        for name, points in rules.camera.zones.items():
            users = rules.users(name, line=False)
            corners = self._in_pixels(points)
            for number, guard in enumerate(users):
                colour = rules.colours[guard]
                if guard in open_guards:
                    shade(picture, corners, colour, 0.16)
                # Guards that share a zone share its border: each draws it a little further in.
                cv2.polylines(picture, [_shrunk(corners, 3 * number)], True, colour, self._thick(1.6), cv2.LINE_AA)
            if users:
                self._name(name, corners, rules.colours[users[0]])
        for name, ends in rules.camera.lines.items():
            users = rules.users(name, line=True)
            if users:
                self._draw_line(picture, name, self._in_pixels(ends), rules.colours[users[0]])

    def _draw_ignored(self, picture: Image, corners: "np.typing.NDArray[np.int32]") -> None:
        shade(picture, corners, GREY, 0.45)
        cv2.polylines(picture, [corners], True, GREY, 1, cv2.LINE_AA)

    def _draw_line(self, picture: Image, name: str, ends: "np.typing.NDArray[np.int32]", colour: Colour) -> None:
        """With an arrow towards the side that is `in`: to the right of the way from the first point to the second."""
        (x1, y1), (x2, y2) = ends.tolist()
        thick = self._thick(2.2)
        cv2.line(picture, (x1, y1), (x2, y2), colour, thick, cv2.LINE_AA)
        length = max(1.0, float(np.hypot(x2 - x1, y2 - y1)))
        reach = 26 * self._unit / length
        middle = ((x1 + x2) // 2, (y1 + y2) // 2)
        tip = (round(middle[0] - (y2 - y1) * reach), round(middle[1] + (x2 - x1) * reach))
        cv2.arrowedLine(picture, middle, tip, colour, thick, cv2.LINE_AA, tipLength=0.35)
        words = f"{name}: in"
        beside = 6 if tip[0] >= middle[0] else -14 - text_size(words, self._size(9.5))[0]
        self._labels.append(_Label(_PLACE, words, tip[0] + beside, tip[1] + round(self._size(10)), colour))

    def _name(self, name: str, corners: "np.typing.NDArray[np.int32]", colour: Colour) -> None:
        x, y = min(corners.tolist(), key=lambda corner: (corner[1], corner[0]))
        self._labels.append(_Label(_PLACE, name, x + 4, y + 4 + round(self._size(11) * 1.5), colour))

    # ---- tracks

    def _draw_tracks(self, picture: Image, frame: AnalysedFrame) -> None:
        if not frame.tracks:
            return
        record = frame.tracks[-1]
        scale = (self.width / record.width, self._height / record.height)
        running = _by_subject(frame.timers)
        flashing = {event.subject.track_id: event for _, event in self._lately if event.subject}
        cared_for = running.keys() | flashing.keys()
        for track in sorted(record.tracks, key=lambda track: track.track_id in cared_for):
            self._draw_track(picture, track, scale, frame, running.get(track.track_id, []), flashing)
        here = {track.track_id for track in record.tracks}
        for event in flashing.values():
            if event.subject is not None and event.subject.track_id not in here:
                gone = event.subject
                rect = _rect((gone.x1, gone.y1, gone.x2, gone.y2), scale)
                box(picture, rect, self._rules.colours.get(event.guard, WHITE), self._thick(1), dashed=True)
                self._name_event(event, rect)

    def _draw_track(
        self,
        picture: Image,
        track: Track,
        scale: tuple[float, float],
        frame: AnalysedFrame,
        running: list[PendingWindow],
        flashing: dict[str, Event],
    ) -> None:
        rect = _rect((track.x1, track.y1, track.x2, track.y2), scale)
        event = flashing.get(track.track_id)
        guards = [timer.guard for timer in running] or ([event.guard] if event else [])
        colour = self._rules.colours.get(guards[0], WHITE) if guards else PALE
        is_open = any(timer.is_open for timer in running)
        thick = self._thick(3.2 if is_open or event else 2.0 if guards else 1.2)
        box(picture, rect, INK, thick + 2, dashed=not track.detected)
        box(picture, rect, colour, thick, dashed=not track.detected)
        if event is not None:
            self._name_event(event, rect)
        elif track.state != "tentative":
            rank = _WATCHED if guards else _TRACK
            words = f"{track.label} {short(track.track_id)}"
            self._labels.append(_Label(rank, words, rect.left, rect.top - 5, colour))
        waiting = [timer for timer in running if not timer.is_open]
        for number, timer in enumerate(waiting):
            self._draw_timer(picture, rect, timer, frame.record.captured_at, number)

    def _draw_timer(self, picture: Image, rect: ImageRect, timer: PendingWindow, at: int, number: int) -> None:
        """A bar under the box that fills until the event is due."""
        share = min(1.0, max(0.0, (at - timer.since) / max(1, timer.due_at - timer.since)))
        width = max(rect.right - rect.left, round(36 * self._unit))
        tall = self._thick(4)
        top = min(rect.bottom + 5 + number * (tall + 4), self._height - tall - 2)
        left = min(rect.left, self.width - width - 2)
        cv2.rectangle(picture, (left - 1, top - 1), (left + width + 1, top + tall + 1), INK, -1)
        colour = self._rules.colours[timer.guard]
        cv2.rectangle(picture, (left, top), (left + width, top + tall), mixed(colour, INK, 0.25), -1)
        cv2.rectangle(picture, (left, top), (left + round(width * share), top + tall), colour, -1)

    # ---- text

    def _name_event(self, event: Event, rect: ImageRect) -> None:
        what = event.outcome or (event.phase if event.phase != "occurred" else event.kind.replace("_", " "))
        words = " ".join(filter(None, (event.guard, what, event.direction)))
        colour = self._rules.colours.get(event.guard, WHITE)
        self._labels.append(_Label(_EVENT, words, rect.left, rect.top - 6, colour, filled=True))

    def _draw_labels(self, picture: Image, free: Labels) -> None:
        for label in sorted(self._labels, key=lambda label: label.rank):
            self._draw_label(picture, label, free)

    def _draw_label(self, picture: Image, label: _Label, free: Labels) -> None:
        """A line of text on its own ground, near where it is wanted; left out where there is no room."""
        size = self._size(12 if label.filled else 9.5)
        pad = max(3, round(4 * self._unit))
        text = fitted(label.text, size, self.width - 2 * pad)
        width, height = text_size(plain(text), size)
        tall = height + 2 * pad
        x = max(0, min(label.x, self.width - width - 2 * pad))
        for step in range(_PLACES):
            # First as wanted, then by turns above and below it.
            shift = (step + 1) // 2 * tall * (1 if step % 2 else -1)
            bottom = max(tall, min(label.bottom + shift, self._height))
            rect = ImageRect(x, bottom - tall, x + width + 2 * pad, bottom)
            if free.take(rect):
                break
        else:
            return
        corners = np.array([rect[:2], (rect.right, rect.top), rect[2:], (rect.left, rect.bottom)], np.int32)
        shade(picture, corners, label.colour if label.filled else DARK, 1.0 if label.filled else 0.7)
        put(picture, text, x + pad, bottom - pad - height // 4, size, INK if label.filled else label.colour)

    # ---- measures

    def _size(self, size: float) -> float:
        return size * self._unit

    def _thick(self, thick: float) -> int:
        return max(1, round(thick * self._unit))

    def _in_pixels(self, points: tuple[tuple[float, float], ...]) -> "np.typing.NDArray[np.int32]":
        return np.array([(round(x * (self.width - 1)), round(y * (self._height - 1))) for x, y in points], np.int32)


def _by_subject(timers: tuple[PendingWindow, ...]) -> dict[str, list[PendingWindow]]:
    found: dict[str, list[PendingWindow]] = {}
    for timer in sorted(timers, key=lambda timer: not timer.is_open):
        if timer.subject:
            found.setdefault(timer.subject, []).append(timer)
    return found


def _rect(corners: tuple[float, float, float, float], scale: tuple[float, float]) -> ImageRect:
    x1, y1, x2, y2 = corners
    return ImageRect(round(x1 * scale[0]), round(y1 * scale[1]), round(x2 * scale[0]), round(y2 * scale[1]))


def _corners(width: int, height: int) -> "np.typing.NDArray[np.int32]":
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.int32)


def _shrunk(corners: "np.typing.NDArray[np.int32]", by: int) -> "np.typing.NDArray[np.int32]":
    """Moved towards the middle by some px."""
    if not by:
        return corners
    middle = corners.mean(axis=0)
    away = corners - middle
    lengths = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1.0)[:, None]
    return np.asarray(np.round(corners - away / lengths * by), np.int32)
