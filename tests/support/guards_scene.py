"""A scene for guard tests: things with places over time become Tracks records, guards look, events come out.

The picture is 1000 x 1000 px, people are 100 px tall and 40 wide, bags 30 x 30; places are bottom centres. Times are
seconds from START. Ten frames a second unless the scene says otherwise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec.structs import replace

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.identity import revision
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import EndedTrack, EndReason, Event, FrameStatus, Spec, Track, Tracks, TrackState

START = 1_700_000_000_000_000
CAMERA = "hq/lobby"
ZONES = """
camera: hq/lobby
zones:
  floor: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]]
  left: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]
  desk: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]]
lines:
  door: [[0.5, 0.8], [0.5, 0.2]]
ground: {points: [[0, 0], [1, 0], [1, 1], [0, 1]], metres: [[0, 0], [10, 0], [10, 10], [0, 10]]}
"""
Spot = tuple[float, float] | None
Way = Callable[[float], Spot]


def us(seconds: float) -> int:
    """The instant `seconds` into the scene."""
    return START + round(seconds * 1e6)


def at(event_time: int) -> float:
    return round((event_time - START) / 1e6, 6)


def still(x: float, y: float) -> Way:
    return lambda _: (x, y)


def way(*points: tuple[float, float, float]) -> Way:
    """Straight from point to point, each (seconds, x, y); stays at the last one, is nowhere before the first."""

    def place(t: float) -> Spot:
        if t < points[0][0] - 1e-9:
            return None
        for (t0, x0, y0), (t1, x1, y1) in pairwise(points):
            if t < t1:
                share = (t - t0) / (t1 - t0)
                return (round(x0 + share * (x1 - x0), 2), round(y0 + share * (y1 - y0), 2))
        return points[-1][1:]

    return place


@dataclass
class Thing:
    """One track; detected wherever `way` is somewhere in [born, dies), except in `hidden` spans.

    `gone`: how the tracker says it ended, on the first frame past `dies`; `confirmed_after` seconds of tentative life.
    """

    name: str
    way: Way
    label: str = "person"
    size: tuple[float, float] = (40, 100)
    born: float = 0.0
    dies: float = 1e9
    gone: EndReason = "edge"
    hidden: tuple[tuple[float, float], ...] = ()
    confirmed_after: float = 0.3
    first_evidence: float | None = None
    score: float = 0.9
    listed_for: float = 1e9
    """Seconds without a detection after which the tracker does not list it any more, though it has not ended."""

    def track(self, t: float, box: tuple[float, float, float, float] | None) -> tuple[Track, bool] | None:
        place = self.way(t)
        if not self.born - 1e-9 <= t < self.dies - 1e-9 or (place is None and box is None):
            return None
        hidden = place is None or any(a - 1e-9 <= t < b - 1e-9 for a, b in self.hidden)
        if hidden:
            since = max((a for a, b in self.hidden if a - 1e-9 <= t < b - 1e-9), default=t)
            if box is None or t - since >= self.listed_for:
                return None
            x1, y1, x2, y2 = box
        else:
            assert place is not None
            (x, y), (w, h) = place, self.size
            x1, y1, x2, y2 = x - w / 2, y - h, x + w / 2, y
        confirmed = t - self.born >= self.confirmed_after - 1e-9
        state: TrackState = "tentative" if not confirmed else "coasting" if hidden else "confirmed"
        born = self.born if self.first_evidence is None else self.first_evidence
        found = Track(
            track_id=self.name, label=self.label, label_held=False, score=self.score, x1=round(x1, 2), y1=round(y1, 2),
            x2=round(x2, 2), y2=round(y2, 2), state=state, born_at=us(born), detected=not hidden, velocity_x=0.0,
            velocity_y=0.0,
        )  # fmt: skip
        return found, not hidden


def person(name: str, path: Way, **more: object) -> Thing:
    return Thing(name, path, **more)  # type: ignore[arg-type]


def bag(name: str, path: Way, **more: object) -> Thing:
    return Thing(name, path, **{"label": "suitcase", "size": (30, 30), **more})  # type: ignore[arg-type]


@dataclass
class Scene:
    """`missing`: spans without any record; `unobserved`: spans of frames with that status."""

    things: Iterable[Thing]
    seconds: float
    fps: float = 10.0
    missing: tuple[tuple[float, float], ...] = ()
    unobserved: tuple[tuple[float, float], ...] = ()
    status: FrameStatus = "shed"
    late: float = 0.0

    def records(self) -> list[Tracks]:
        found: list[Tracks] = []
        boxes: dict[str, tuple[float, float, float, float]] = {}
        ended: set[str] = set()
        for number in range(round(self.seconds * self.fps) + 1):
            t = round(number / self.fps, 6)
            if _within(t, self.missing):
                continue
            dark = _within(t, self.unobserved)
            tracks = []
            for thing in self.things if not dark else ():
                made = thing.track(t, boxes.get(thing.name))
                if made is None:
                    continue
                track, detected = made
                tracks.append(track)
                if detected:
                    boxes[thing.name] = (track.x1, track.y1, track.x2, track.y2)
            over = [
                EndedTrack(track_id=x.name, reason=x.gone, last_at=us(x.dies))
                for x in self.things
                if not dark and x.dies <= t + 1e-9 and x.name in boxes and x.name not in ended
            ]
            ended.update(end.track_id for end in over)
            found.append(_record(t, self, tracks, over, self.status if dark else "seen"))
        return found


def _within(t: float, spans: tuple[tuple[float, float], ...]) -> bool:
    return any(a - 1e-9 <= t < b - 1e-9 for a, b in spans)


def _record(t: float, scene: Scene, tracks: list[Track], over: list[EndedTrack], status: FrameStatus) -> Tracks:
    return Tracks(
        camera=CAMERA, session="s", session_started_at=START, captured_at=us(t), previous_at=None,
        published_at=us(t + scene.late), uri=f"file:///frames/{us(t)}.jpg", width=1000, height=1000,
        source_position=t, status=status, model_sha256="00", backend="yolo", tracks=tuple(tracks), ended=tuple(over),
    )  # fmt: skip


def moved(frame: Tracks, camera: str, shift: int) -> Tracks:
    """The frame as `camera` took it, `shift` µs later."""
    return replace(
        frame,
        camera=camera,
        captured_at=frame.captured_at + shift,
        published_at=frame.published_at + shift,
        tracks=tuple(replace(track, born_at=track.born_at + shift) for track in frame.tracks),
        ended=tuple(replace(end, last_at=end.last_at + shift) for end in frame.ended),
    )


def specs(text: str, number: int = 1, active_from: int = START - 1, active_until: int | None = None) -> list[Spec]:
    """The documents of a spec file as markers."""
    return [
        Spec(
            kind=parsed.kind, name=parsed.name, revision=revision(number, parsed.body), body=parsed.body,
            active_from=active_from, active_until=active_until,
        )
        for parsed in parse_specs(text, "guards.yaml")
    ]  # fmt: skip


def guard(when: str, more: str = "", name: str = "g") -> str:
    return f"---\nguard: {name}\ncameras: ['hq/*']\nwhen:\n  {when}\n{more}\n"


def arm(*texts: str) -> Armed:
    armed = Armed()
    for text in (ZONES, *texts):
        for spec in specs(text):
            armed.add(spec)
    return armed


@dataclass
class Run:
    """Feeds records and keeps the events; `changes` are markers that come before the first frame from their time."""

    armed: Armed
    logic: WatchLogic = field(default_factory=lambda: WatchLogic(build="test"))
    state: WatchState | None = None
    events: list[Event] = field(default_factory=list)
    offset: int = 0

    def feed(self, records: Iterable[Tracks], changes: Iterable[tuple[float, Spec]] = ()) -> list[Event]:
        left = sorted(changes, key=lambda change: change[0])
        state = self.state or self.logic.new(CAMERA)
        for record in records:
            while left and us(left[0][0]) <= record.captured_at:
                self.armed.add(left.pop(0)[1])
            state, out = self.logic.step(state, record, self.armed, Origin("tracks", 0, self.offset))
            self.offset += 1
            self.events += [event for event in out if isinstance(event, Event)]
        self.state = state
        return self.events


def watch(scene: Scene, *guards: str, changes: Iterable[tuple[float, Spec]] = ()) -> list[Event]:
    """The events of a scene."""
    return Run(arm(*guards)).feed(scene.records(), changes)


def told(events: Iterable[Event]) -> list[tuple[str, str, float]]:
    """(phase or outcome, subject, seconds into the scene at which it was said)."""
    return [(e.outcome or e.phase, e.subject.track_id if e.subject else "", at(e.at)) for e in events]
