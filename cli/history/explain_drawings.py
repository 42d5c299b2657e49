"""The drawings of an event's page, as SVG: timeline, map, and a frame with its boxes."""

from collections.abc import Iterator, Sequence
from html import escape

import msgspec

from orin.cli.history.explain_times import Times
from orin.processors.geometry import Rect
from orin.processors.specs.models import CameraSpec
from orin.topologies.replay.explain import Explanation, KeptFrame, TrackPath

WIDE, NARROW = 1080, 330
"""Widths of the timeline in px: beside the page's other parts, and on a phone, where all of it is to be in view."""
_LEFT, _RIGHT = 92, 16
_LANE = 30
_LETTER = 0.62
"""Width of a letter, in font sizes: a generous guess, so that no label ends outside the picture."""
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)


class _Scale:
    """Times (µs) as places along `width` px."""

    def __init__(self, begin: int, end: int, width: int) -> None:
        self.begin, self.end = begin, max(end, begin + 1)
        self.width = width
        self._left = _LEFT if width == WIDE else _RIGHT

    def x(self, at: int) -> float:
        share = (min(max(at, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(self._left + share * (self.width - self._left - _RIGHT), 1)

    def ticks(self) -> Iterator[int]:
        seconds = (self.end - self.begin) / 1e6
        most = self.width // 110
        step = next((s for s in _STEPS if seconds / s <= most), _STEPS[-1]) * 1_000_000
        yield from range(-(-self.begin // step) * step, self.end, step)


def timeline(found: Explanation, times: Times, width: int = WIDE) -> str:
    """Lanes over time: what the camera saw, its subject, its owner, the window with its phases."""
    event, scale = found.last, _Scale(*found.window, width)
    lanes = ["camera"]
    lanes += ["subject"] if found.subject else []
    lanes += ["owner"] if found.owner else []
    lanes.append("window")
    height, above = (_LANE, 0) if width == WIDE else (_LANE + 16, 16)
    bottom = 14 + len(lanes) * height
    parts: list[str] = []
    for at in scale.ticks():
        x = scale.x(at)
        parts.append(f'<line x1="{x}" y1="8" x2="{x}" y2="{bottom}" stroke="var(--line)"/>')
        for row, said in enumerate(times.of_day(at)):
            parts.append(f'<text x="{x}" y="{bottom + 16 + 15 * row}" text-anchor="middle">{said}</text>')
    rows = times.zones
    if width == WIDE:
        parts += [f'<text x="0" y="{bottom + 16 + 15 * row}">{escape(zone)}</text>' for row, zone in enumerate(rows)]
    for number, lane in enumerate(lanes):
        top = 14 + number * height
        parts.append(f'<text x="0" y="{top + 14 - (2 if above else 0)}" class="strong">{lane}</text>')
        parts += _lane(found, lane, top + above, scale, times)
    for each in found.recorded:
        x = scale.x(each.at)
        said = f"{each.outcome or each.phase} {times.utc(each.at)}"
        parts.append(f'<line x1="{x}" y1="8" x2="{x}" y2="{bottom}" stroke="var(--ink)" stroke-dasharray="3 3"/>')
        y = bottom - _LANE + 10
        parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="var(--ink)"><title>{said}</title></circle>')
    label = f"timeline of {escape(event.kind)}, {times.utc(event.since)} to {times.utc(event.at)}"
    total = bottom + 9 + 15 * len(rows)
    return (
        f'<svg class="{"wide" if width == WIDE else "narrow"}" viewBox="0 0 {width} {total}" role="img"'
        f' aria-label="{label}">{"".join(parts)}</svg>'
    )


def _lane(found: Explanation, lane: str, top: int, scale: _Scale, times: Times) -> Iterator[str]:
    event = found.last
    if lane == "camera":
        if found.frames:
            yield _bar(scale, *found.window, top, "--seen")
        for begin, end, status in found.unobserved:
            yield _bar(scale, begin, end, top, "--shed", title=f"{status} {times.utc(begin)}–{times.utc(end)}")
        for begin, end in found.gaps:
            yield _bar(scale, begin, end, top, "--gap", title=f"gap {times.utc(begin)}–{times.utc(end)}")
    elif lane == "window":
        due = event.due_at
        yield _bar(scale, event.since, max(due, event.since), top, "--zone", opacity=0.35, title="timer")
        if event.opened_at < event.at:
            yield _bar(scale, event.opened_at, event.at, top, "--zone", title="open")
    else:
        path = found.subject if lane == "subject" else found.owner
        for begin, end in _stretches(path):
            yield _bar(scale, begin, end, top, f"--{lane}")


def _stretches(path: TrackPath | None) -> list[tuple[int, int]]:
    """Times over which the track was detected; breaks of up to two seconds do not count."""
    found: list[tuple[int, int]] = []
    for place in path.points if path else ():
        if not place.detected:
            continue
        if found and place.at - found[-1][1] <= 2_000_000:
            found[-1] = (found[-1][0], place.at)
        else:
            found.append((place.at, place.at))
    return found


def _bar(scale: _Scale, begin: int, end: int, top: int, colour: str, *, opacity: float = 1.0, title: str = "") -> str:
    x = scale.x(begin)
    width = max(2.0, round(scale.x(end) - x, 1))
    hint = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<rect x="{x}" y="{top}" width="{width}" height="{_LANE - 10}" rx="4" fill="var({colour})"'
        f' opacity="{opacity}">{hint}</rect>'
    )


def map_of(found: Explanation) -> str:
    """The picture's plane with the zone or line and the paths of subject and owner; empty where none is known."""
    if not found.size[0] or not (found.subject or found.owner):
        return ""
    width, height = found.size
    parts = [f'<rect width="{width}" height="{height}" rx="{width // 90}" fill="var(--ground)" stroke="var(--line)"/>']
    parts.append(_geometry(found, width, height))
    for path, colour in ((found.owner, "--owner"), (found.subject, "--subject")):
        if path is None or not path.points:
            continue
        points = " ".join(f"{(p.box[0] + p.box[2]) / 2:.0f},{p.box[3]:.0f}" for p in path.points)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="var({colour})" stroke-width="{width / 300:.1f}"'
            ' stroke-linejoin="round" stroke-linecap="round"/>'
        )
        parts.append(_box(path.points[-1].box, colour, path.label, found.size))
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="paths of the tracks">{"".join(parts)}</svg>'


def picture(found: Explanation, frame: KeptFrame, data: str | None, times: Times) -> str:
    """A frame, with its boxes drawn over it. Dashed: not detected on this frame."""
    width, height = found.size
    parts = [f'<image href="{data}" width="{width}" height="{height}"/>'] if data else []
    parts.append(_geometry(found, width, height))
    subject = found.last.subject.track_id if found.last.subject else None
    boxes = [*frame.boxes, *_before_its_track(found, frame)]
    ordered = sorted(boxes, key=lambda box: (box[0] == subject, box[0] == found.last.owner))
    for track_id, label, box, detected in ordered:
        colour = "--subject" if track_id == subject else "--owner" if track_id == found.last.owner else "--other"
        parts.append(_box(box, colour, label, found.size, dashed=not detected))
    label = f"frame of {times.utc(frame.at)}: {', '.join(box[1] for box in ordered) or 'no tracks'}"
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'


def _before_its_track(found: Explanation, frame: KeptFrame) -> list[tuple[str, str, Rect, bool]]:
    """The subject where it was found at first, on a frame of the window that is older than its track.

    A window is dated back to when the object came to rest, which is before anything tracked it.
    """
    path = found.subject
    if path is None or not path.points or not found.last.since <= frame.at < path.points[0].at:
        return []
    return [(path.track_id, path.label, path.points[0].box, False)]


def _box(box: Rect, colour: str, label: str, size: tuple[int, int], *, dashed: bool = False) -> str:
    """The box, and its label on a plate of its own, wholly inside the picture."""
    width, height = size
    x1, y1, x2, y2 = box
    font = width / 26
    room = min(len(label) * font * _LETTER + font * 0.5, width)
    tall = font * 1.35
    x = min(max(x1, 0.0), width - room)
    y = y1 - tall if y1 >= tall else min(max(y2, 0.0), height - tall)
    dash = f' stroke-dasharray="{width / 120:.0f}"' if dashed else ""
    return (
        f'<rect x="{x1:.0f}" y="{y1:.0f}" width="{x2 - x1:.0f}" height="{y2 - y1:.0f}" fill="none"'
        f' stroke="var({colour})" stroke-width="{width / 240:.1f}"{dash}/>'
        f'<rect class="plate" x="{x:.1f}" y="{y:.1f}" width="{room:.1f}" height="{tall:.1f}" rx="{font / 6:.1f}"/>'
        f'<text x="{x + font * 0.25:.1f}" y="{y + font:.1f}" style="font-size:{font:.1f}px;font-weight:600;'
        f'fill:var({colour}-label)">{escape(label)}</text>'
    )


def _geometry(found: Explanation, width: int, height: int) -> str:
    """The zone or line of the event, as the camera's spec has it."""
    if found.camera is None:
        return ""
    spec = msgspec.json.decode(found.camera.body, type=CameraSpec)
    event = found.last
    if event.zone in spec.zones:
        points = _points(spec.zones[event.zone], width, height)
        return (
            f'<polygon points="{points}" fill="var(--zone)" fill-opacity=".1" stroke="var(--zone)"'
            f' stroke-width="{width / 500:.1f}"/>'
        )
    if event.line in spec.lines:
        points = _points(spec.lines[event.line], width, height)
        return f'<polyline points="{points}" fill="none" stroke="var(--zone)" stroke-width="{width / 250:.1f}"/>'
    return ""


def _points(points: Sequence[tuple[float, float]], width: int, height: int) -> str:
    return " ".join(f"{x * width:.0f},{y * height:.0f}" for x, y in points)
