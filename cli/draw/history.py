"""The course of a run, gathered frame by frame for its timeline: no images, and only what changed."""

from msgspec import Struct

from orin.cli.draw.analysed import AnalysedFrame
from orin.processors.guards.guard import micros
from orin.schemas.records import OBSERVED, Event


class Bar(Struct):
    """One window of a guard: its timer, and the event that came of it. Times in µs."""

    subject: str
    label: str
    since: int
    due_at: int
    until: int
    """Time of the last frame on which it ran, or of the end of its event."""
    opened_at: int | None = None
    outcome: str | None = None
    """None while it is open."""
    certain: bool = True


class MomentMark(Struct, frozen=True):
    at: int
    label: str


class TimelineSpan(Struct):
    """An interval of one kind: `seen`, a status that is not observed, or `gap`."""

    begin: int
    end: int
    kind: str


class GuardTimeline:
    """Of one camera; `gap_tolerance` in seconds."""

    def __init__(self, gap_tolerance: float) -> None:
        self._tolerance = micros(gap_tolerance)
        self.first = self.last = 0
        self.first_position: float | None = None
        self.stretches: list[TimelineSpan] = []
        self.counts: list[tuple[int, int]] = []
        """(at, confirmed tracks), where that changes."""
        self.moments: dict[str, list[MomentMark]] = {}
        self._bars: dict[tuple[str, str, int], Bar] = {}
        self._labels: dict[str, str] = {}
        self._seen_at = 0

    def add(self, frame: AnalysedFrame) -> None:
        at = frame.record.captured_at
        if not self.first:
            self.first, self.first_position = at, frame.record.source_position
        self.last = at
        self._note_sight(frame)
        for record in frame.tracks:
            confirmed = [track for track in record.tracks if track.state != "tentative"]
            self._labels.update((track.track_id, track.label) for track in confirmed)
            if not self.counts or self.counts[-1][1] != len(confirmed):
                self.counts.append((at, len(confirmed)))
        for timer in frame.timers:
            key = timer.guard, timer.subject, timer.since
            label = self._labels.get(timer.subject, "")
            bar = self._bars.setdefault(key, Bar(timer.subject, label, timer.since, timer.due_at, at))
            bar.until, bar.label = at, label or bar.label
        for event in frame.events:
            self._note(event)

    def bars(self, guard: str) -> list[Bar]:
        """In the order of their beginning."""
        found = [bar for (name, _, _), bar in self._bars.items() if name == guard]
        return sorted(found, key=lambda bar: (bar.since, bar.subject))

    def _note(self, event: Event) -> None:
        subject = event.subject.track_id if event.subject else ""
        label = event.subject.label if event.subject else ""
        if event.phase == "occurred":
            self.moments.setdefault(event.guard, []).append(MomentMark(event.at, event.direction or label))
            return
        key = event.guard, subject, event.since
        bar = self._bars.setdefault(key, Bar(subject, label, event.since, event.due_at, event.at))
        bar.opened_at, bar.until, bar.outcome = event.opened_at, max(bar.until, event.at), event.outcome
        bar.certain = event.certainty == "observed"

    def _note_sight(self, frame: AnalysedFrame) -> None:
        at, status = frame.record.captured_at, frame.record.status
        kind = "seen" if status in OBSERVED else status
        if kind == "seen":
            if self._seen_at and at - self._seen_at > self._tolerance:
                self.stretches = [each for each in self.stretches if each.begin < self._seen_at]
                self.stretches.append(TimelineSpan(self._seen_at, at, "gap"))
            self._seen_at = at
        last = self.stretches[-1] if self.stretches else None
        if last is not None and last.kind != "gap":
            last.end = at
        if last is None or last.kind != kind:
            self.stretches.append(TimelineSpan(at, at, kind))
