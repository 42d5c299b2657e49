"""The drawings of an event's page, as SVG: timeline, map, and a frame with its boxes."""

from collections.abc import Iterator, Sequence
from html import escape

import msgspec

from orin.cli.history.explain_words import clock
from orin.processors.geometry import Rect
from orin.processors.specs.models import CameraSpec
from orin.topologies.replay.explain import Explanation, KeptFrame, TrackPath

_WIDTH, _LEFT, _RIGHT = 1080, 92, 16
_LANE = 30
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)


class _Scale:
    def __init__(self, begin: int, end: int) -> None:
        self.begin, self.end = begin, max(end, begin + 1)

    def x(self, at: int) -> float:
        share = (min(max(at, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def ticks(self) -> Iterator[int]:
        seconds = (self.end - self.begin) / 1e6
        step = next((s for s in _STEPS if seconds / s <= 9), _STEPS[-1]) * 1_000_000
        yield from range(-(-self.begin // step) * step, self.end, step)


def timeline(found: Explanation) -> str:
    """Lanes over time: what the camera saw, its subject, its owner, the window with its phases."""
    event, scale = found.last, _Scale(*found.window)
    lanes = ["camera"]
    lanes += ["subject"] if found.subject else []
    lanes += ["owner"] if found.owner else []
    lanes.append("window")
    bottom = 14 + len(lanes) * _LANE
    parts: list[str] = []
    for at in scale.ticks():
        x = scale.x(at)
        parts.append(f'<line x1="{x}" y1="8" x2="{x}" y2="{bottom}" stroke="var(--line)"/>')
        parts.append(f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{clock(at)[:8]}</text>')
    for number, lane in enumerate(lanes):
        top = 14 + number * _LANE
        parts.append(f'<text x="0" y="{top + 14}" class="strong">{lane}</text>')
        parts += _lane(found, lane, top, scale)
    for each in found.recorded:
        x = scale.x(each.at)
        said = f"{each.outcome or each.phase} {clock(each.at)}"
        parts.append(f'<line x1="{x}" y1="8" x2="{x}" y2="{bottom}" stroke="var(--ink)" stroke-dasharray="3 3"/>')
        parts.append(
            f'<circle cx="{x}" cy="{bottom - _LANE + 10}" r="5" fill="var(--ink)"><title>{said}</title></circle>'
        )
    label = f"timeline of {escape(event.kind)}, {clock(event.since)} to {clock(event.at)}"
    return f'<svg viewBox="0 0 {_WIDTH} {bottom + 24}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _lane(found: Explanation, lane: str, top: int, scale: _Scale) -> Iterator[str]:
    event = found.last
    if lane == "camera":
        if found.frames:
            yield _bar(scale, *found.window, top, "--seen")
        for begin, end, status in found.unobserved:
            yield _bar(scale, begin, end, top, "--shed", title=f"{status} {clock(begin)}–{clock(end)}")
        for begin, end in found.gaps:
            yield _bar(scale, begin, end, top, "--gap", title=f"gap {clock(begin)}–{clock(end)}")
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
    """Times over which the track was detected, breaks of up to two seconds left out."""
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
    """The picture's plane with the zone or line and the ways of subject and owner; empty where none is known."""
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
        parts.append(_box(path.points[-1].box, colour, path.label, width))
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="ways of the tracks">{"".join(parts)}</svg>'


def picture(found: Explanation, shot: KeptFrame, data: str | None) -> str:
    """A frame, with its boxes drawn over it."""
    width, height = found.size
    parts = [f'<image href="{data}" width="{width}" height="{height}"/>'] if data else []
    parts.append(_geometry(found, width, height))
    subject = found.last.subject.track_id if found.last.subject else None
    ordered = sorted(shot.boxes, key=lambda box: (box[0] == subject, box[0] == found.last.owner))
    for track_id, label, box, detected in ordered:
        colour = "--subject" if track_id == subject else "--owner" if track_id == found.last.owner else "--other"
        parts.append(_box(box, colour, label, width, dashed=not detected))
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="frame {clock(shot.at)}">{"".join(parts)}</svg>'


def _box(box: Rect, colour: str, label: str, width: int, *, dashed: bool = False) -> str:
    x1, y1, x2, y2 = box
    stroke, size = width / 280, width / 28
    dash = f' stroke-dasharray="{width / 120:.0f}"' if dashed else ""
    above = y1 - size * 0.35 if y1 > size * 1.4 else y2 + size
    style = f"stroke-width:{stroke:.0f}px;font-size:{size:.0f}px;font-weight:600;fill:var({colour})"
    x, anchor = (x2, "end") if x1 > 0.8 * width else (x1, "start")
    return (
        f'<rect x="{x1:.0f}" y="{y1:.0f}" width="{x2 - x1:.0f}" height="{y2 - y1:.0f}" fill="none"'
        f' stroke="var({colour})" stroke-width="{stroke:.1f}"{dash}/>'
        f'<text x="{x:.0f}" y="{above:.0f}" text-anchor="{anchor}" style="{style}">'
        f"{escape(label)}</text>"
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
