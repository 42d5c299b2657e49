"""The language of the table, and what runs it.

A scene is a picture of 1000 x 1000 px at 10 frames a second, whose camera has the zones and lines of CAMERA. A person
is 40 x 100 px, a suitcase 30 x 30, a car 200 x 100; places are bottom centres; so a radius of 1.5 heights is 150 px.
Times are seconds from 2026-11-21 09:00 UTC, a Saturday. One line each:

    guard unattended: {for: 10s}               the guard; `with cooldown: 5s; severity: high` adds its other fields
    guard h loiters: {zone: desk, for: 5s}     another one, by its name; the first is `g`
    camera gap_tolerance: 2s                   a field of the camera
    person P 0 500,500 > 5 900,500             from 0 s at (500, 500) straight to (900, 500) at 5 s; there ever after
    suitcase B 2 500,500 gone 8                detected from 2 s to 8 s, both included
    person P 0 500,500 hidden 3-5              not detected at 3 s <= t < 5 s; also `size 20x50`, `score 0.5`,
                                               `since 1` (a static box's first evidence), `as package 4` (its label
                                               from 4 s on), `tall 50 4` (its height from 4 s on)
    missing 3-9                                no frames at 3 s <= t < 9 s
    shed 3-9                                   frames with that status; also undecodable, frozen, still
    late 3-9                                   frames published 61 s after they were captured
    picture 640x360 3-9                        frames of that size: the same scene in other pixels
    fps 5 | until 30 | start 2026-10-25T00:00:00Z
    at 12 guard ... | at 12 camera ... | at 12 withdraw NAME       applied before the first frame from 12 s on
    -> 15.5 opened B since 5.5 owner P         what is said: frame, phase or outcome, subject (`-`: none), fields
    -> nothing

What an expected line leaves out must be: certainty `observed`, notify `send`, severity `medium`, coverage 1, nothing
taken. An opened event's `since` must be named; `due_at` is `since` and `for`, `opened_at` the frame on which it
opened, through all phases, in which the event keeps its id and counts its sequence. All times of a moment are its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import pytest

from orin.processors.geometry import stretched
from orin.processors.guards.logic import WatchLogic
from orin.processors.identity import revision, seal
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import OBSERVED, Box, Detections, Event, FrameStatus, Spec, Tracks

CAMERA = {
    "camera": "hq/lobby",
    "zones": """
  floor: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]]
  left: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]
  desk: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]]""",
    "lines": "{door: [[0.5, 0.8], [0.5, 0.2]]}",
}
MIRRORED = CAMERA | {
    "zones": """
  floor: [[1, 0.2], [0, 0.2], [0, 1], [1, 1]]
  left: [[1, 0], [0.5, 0], [0.5, 1], [1, 1]]
  desk: [[0.6, 0.4], [0.4, 0.4], [0.4, 0.6], [0.6, 0.6]]""",
}
START = "2026-11-21T09:00:00Z"
SIZES = {"person": (40.0, 100.0), "car": (200.0, 100.0)}
BAG = (30.0, 30.0)
STATUSES = ("shed", "undecodable", "frozen", "still")
Corners = tuple[float, float, float, float]
Span = tuple[float, float]


@dataclass
class Thing:
    name: str
    label: str
    path: list[tuple[float, float, float]]
    size: tuple[float, float]
    gone: float = 1e9
    score: float = 0.9
    since: float | None = None
    hidden: list[Span] = field(default_factory=list)
    relabelled: tuple[str, float] | None = None
    grown: tuple[float, float] | None = None

    def corners(self, t: float) -> Corners | None:
        """Its box at `t`; None: it is not detected."""
        if t < self.path[0][0] or t > self.gone or within(t, self.hidden):
            return None
        width, height = self.size
        if self.grown is not None and t >= self.grown[1]:
            height = self.grown[0]
        x, y = self.place(t)
        return (round(x - width / 2, 2), round(y - height, 2), round(x + width / 2, 2), round(y, 2))

    def place(self, t: float) -> tuple[float, float]:
        for (t0, x0, y0), (t1, x1, y1) in pairwise(self.path):
            if t < t1:
                share = (t - t0) / (t1 - t0)
                return (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
        return self.path[-1][1:]

    def label_at(self, t: float) -> str:
        return self.relabelled[0] if self.relabelled and t >= self.relabelled[1] else self.label


@dataclass
class Scenario:
    """One row of the table."""

    sentence: str
    things: list[Thing] = field(default_factory=list)
    changes: list[tuple[float, str]] = field(default_factory=list)
    """Guards, cameras and withdrawals, by the time from which they count; -1 is from before the first frame."""
    expected: list[str] = field(default_factory=list)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    pictures: list[tuple[Span, tuple[int, int]]] = field(default_factory=list)
    camera: str = ""
    mirrored: bool = False
    """Its usual zones and lines are, too; everything else was mirrored by who made it."""
    fps: float = 10.0
    until: float = 30.0
    start: str = START

    @property
    def begin(self) -> int:
        return round(datetime.fromisoformat(self.start).timestamp()) * 1_000_000

    def us(self, t: float) -> int:
        return self.begin + round(t * 1e6)

    def seconds(self, at: int) -> float:
        return round((at - self.begin) / 1e6, 6)

    def picture(self, t: float) -> tuple[int, int]:
        """Width and height of the frame at `t`."""
        return next((size for span, size in self.pictures if within(t, [span])), (1000, 1000))


def within(t: float, spans: Sequence[Span]) -> bool:
    return any(a <= t < b for a, b in spans)


def scenarios(table: str) -> list[Scenario]:
    """The rows of a table: each begins with `== ` and the sentence that it shows."""
    found = []
    for part in re.split(r"^== ", table, flags=re.MULTILINE)[1:]:
        sentence, *lines = part.splitlines()
        scenario = Scenario(sentence.strip())
        for line in lines:
            if line.strip() and not line.startswith("#"):
                _read(scenario, line.strip())
        assert scenario.expected, f"{scenario.sentence}: nothing is expected, not even `-> nothing`"
        found.append(scenario)
    return found


def params(table: str) -> list[object]:
    """The rows as parameters of a test, named by their sentences."""
    return [pytest.param(row, id=re.sub(r"[^\w ,.;:<>=%'()-]", "", row.sentence)) for row in scenarios(table)]


def _read(scenario: Scenario, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "->":
        scenario.expected.append(rest.strip())
    elif word in ("fps", "until"):
        setattr(scenario, word, float(rest))
    elif word == "start":
        scenario.start = rest.strip()
    elif word == "guard":
        scenario.changes.append((-1, line))
    elif word == "camera":
        scenario.camera += f"{rest}\n"
    elif word == "at":
        when, _, what = rest.partition(" ")
        scenario.changes.append((float(when), what))
    elif word == "picture":
        size, _, span = rest.partition(" ")
        width, height = size.split("x")
        scenario.pictures.append((_span(span), (int(width), int(height))))
    elif word in (*STATUSES, "missing", "late"):
        scenario.spans.setdefault(word, []).append(_span(rest))
    else:
        scenario.things.append(_thing(word, rest))


def _span(text: str) -> Span:
    begin, end = text.split("-")
    return float(begin), float(end)


_POINT = re.compile(r"(?:> )?([\d.]+) (-?[\d.]+),(-?[\d.]+)\s*")


def _thing(label: str, text: str) -> Thing:
    name, _, rest = text.partition(" ")
    path: list[tuple[float, float, float]] = []
    while point := _POINT.match(rest):
        path.append((float(point[1]), float(point[2]), float(point[3])))
        rest = rest[point.end() :]
    thing = Thing(name, label.replace("_", " "), path, SIZES.get(label, BAG))
    words = iter(rest.split())
    for word in words:
        if word in ("gone", "score", "since"):
            setattr(thing, word, float(next(words)))
        elif word == "size":
            width, height = next(words).split("x")
            thing.size = (float(width), float(height))
        elif word == "hidden":
            thing.hidden.append(_span(next(words)))
        elif word == "as":
            thing.relabelled = (next(words), float(next(words)))
        elif word == "tall":
            thing.grown = (float(next(words)), float(next(words)))
        else:
            raise AssertionError(f"{label} {text}: what is {word!r}?")
    return thing


def detections(scenario: Scenario) -> Iterator[tuple[float, Detections]]:
    """The frames of a scene, as a detector would have seen them, with their seconds."""
    previous = None
    for number in range(round(scenario.until * scenario.fps) + 1):
        t = round(number / scenario.fps, 6)
        if within(t, scenario.spans.get("missing", [])):
            continue
        status: FrameStatus = "seen"
        for each in STATUSES:
            if within(t, scenario.spans.get(each, [])):
                status = each  # type: ignore[assignment]
        at = scenario.us(t)
        picture = scenario.picture(t)
        boxes = []
        for thing in scenario.things if status in OBSERVED else ():
            corners = thing.corners(t)
            if corners is not None:
                x1, y1, x2, y2 = in_picture(corners, picture)
                since = None if thing.since is None else scenario.us(thing.since)
                label = thing.label_at(t)
                boxes.append(Box(label=label, score=thing.score, x1=x1, y1=y1, x2=x2, y2=y2, since=since))
        yield t, Detections(
            camera="hq/lobby", session="s", session_started_at=scenario.begin, captured_at=at, previous_at=previous,
            published_at=at + 61_000_000 * within(t, scenario.spans.get("late", [])), uri=f"file:///{at}.jpg",
            width=picture[0], height=picture[1], source_position=t, status=status, backend="yolo", boxes=tuple(boxes),
        )  # fmt: skip
        previous = at


def in_picture(corners: Corners, picture: tuple[int, int]) -> Corners:
    x1, y1, x2, y2 = stretched(corners, (picture[0] / 1000, picture[1] / 1000))
    return round(x1, 2), round(y1, 2), round(x2, 2), round(y2, 2)


def specs(scenario: Scenario, text: str, number: int, active_from: int) -> list[Spec]:
    """The markers of one line of the scene: a guard, a camera, or a withdrawal."""
    word, _, rest = text.partition(" ")
    if word == "withdraw":
        (old,) = [s for when, line in scenario.changes if when < 0 for s in specs(scenario, line, 1, 0) if _is(s, rest)]
        return [Spec(kind=old.kind, name=old.name, revision=revision(number, old.body), body=old.body,
                     active_from=active_from, active_until=active_from)]  # fmt: skip
    if word == "camera":
        document = _camera(scenario.camera + rest.replace("; ", "\n"), MIRRORED if scenario.mirrored else CAMERA)
    else:
        rule, _, more = rest.partition(" with ")
        named = re.match(r"(\w+) (\w+:.*)", rule)
        name, when = (named[1], named[2]) if named else ("g", rule)
        where = "" if "cameras:" in more else "cameras: ['hq/*']\n"
        document = f"guard: {name}\n{where}when:\n  {when}\n" + more.replace("; ", "\n")
    return [
        Spec(kind=p.kind, name=p.name, revision=revision(number, p.body), body=p.body, active_from=active_from)
        for p in parse_specs(document, "guards.yaml")
    ]


def _camera(more: str, usual: dict[str, str]) -> str:
    """The camera, with fields of the scene's own instead of the usual ones, or besides."""
    own = dict(line.split(": ", 1) for line in more.splitlines() if line)
    return "".join(f"{name}: {value}\n" for name, value in (usual | own).items())


def _is(spec: Spec, name: str) -> bool:
    return spec.kind == "guard" and spec.name == (name or "g")


@dataclass
class Played:
    """What came of a scene: the events, the tracks between, and which thing each track is of."""

    scenario: Scenario
    events: list[Event] = field(default_factory=list)
    tracks: list[Tracks] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def name(self, track_id: str | None) -> str:
        return "-" if track_id is None else self.names.get(track_id, "?")


def play(scenario: Scenario, batch: int = 0) -> Played:
    """The scene through the tracker and the guards; after every `batch` frames their states are stored and read."""
    armed = Armed()
    for spec in specs(scenario, "camera", 1, scenario.us(-3600)):
        armed.add(spec)
    left = sorted(scenario.changes, key=lambda change: change[0])
    track, watch = TrackLogic(), WatchLogic(build="table")
    tracked, watched = track.new("hq/lobby"), watch.new("hq/lobby")
    played = Played(scenario)
    revisions = 1
    for t, record in detections(scenario):
        while left and left[0][0] <= t:
            when, text = left.pop(0)
            revisions += when >= 0
            for spec in specs(scenario, text, revisions, scenario.us(when if when >= 0 else -3600)):
                armed.add(spec)
        origin = Origin("table", 0, len(played.tracks))
        tracked, records = track.step(tracked, record, armed, origin)
        for tracks in records:
            assert isinstance(tracks, Tracks)
            played.tracks.append(tracks)
            _name(played, t, tracks)
            watched, said = watch.step(watched, tracks, armed, origin)
            played.events += [event for event in said if isinstance(event, Event)]
        if batch and len(played.tracks) % batch == 0:
            track, watch = TrackLogic(), WatchLogic(build="table")
            tracked, watched = track.load(track.dump(tracked)), watch.load(watch.dump(watched))
            armed = Armed.load(armed.dump())
    return played


def _name(played: Played, t: float, record: Tracks) -> None:
    picture = played.scenario.picture(t)
    seen = [(thing.corners(t), thing.name) for thing in played.scenario.things]
    places = {in_picture(corners, picture): name for corners, name in seen if corners is not None}
    for each in record.tracks:
        if each.detected:
            name = places.get((each.x1, each.y1, each.x2, each.y2), "?")
            played.names.setdefault(each.track_id, name)


PHASES = ("occurred", "opened", "updated")


def check(scenario: Scenario) -> None:
    """Fails where what is said is not what is expected, or does not hang together."""
    played = play(scenario)
    said = [_told(played, event, line) for event, line in zip(played.events, _padded(scenario, played), strict=True)]
    expected = [line for line in scenario.expected if line != "nothing"]
    if said != expected:
        __tracebackhide__ = True
        lines = [f"  expected {line}" for line in expected] + [f"  said     {line}" for line in said]
        pytest.fail("\n".join([scenario.sentence, *lines]), pytrace=False)
    _hang_together(played)


def _padded(scenario: Scenario, played: Played) -> list[str]:
    lines = [line for line in scenario.expected if line != "nothing"]
    return (lines + [""] * len(played.events))[: len(played.events)]


DEFAULTS = {"certainty": "observed", "notify": "send", "severity": "medium", "coverage": "1", "taken_by": ""}
SHORT = {"due": "due_at", "opened_at": "opened_at", "by": "taken_by"}


def _told(played: Played, event: Event, line: str) -> str:
    """The event in the words of the expected line: the fields that it names, and those that are not as usual."""
    words = line.split()
    named = words[3::2]
    parts = [f"{played.scenario.seconds(event.at):g}", event.outcome or event.phase]
    parts.append(played.name(event.subject.track_id if event.subject else None))
    shown = list(named)
    if event.phase == "opened" and "since" not in named:
        shown.append("since")
    for name, usual in DEFAULTS.items():
        short = "by" if name == "taken_by" else name
        if short not in named and _text(played, event, name) != usual:
            shown.append(short)
    for name in shown:
        parts += [name, _text(played, event, SHORT.get(name, name))]
    return " ".join(parts)


def _text(played: Played, event: Event, name: str) -> str:
    value = getattr(event, name)
    if name in ("since", "due_at", "opened_at", "closed_at"):
        return f"{played.scenario.seconds(value):g}"
    if name == "owner":
        return played.name(value)
    if name == "late":
        return "yes" if value else "no"
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _hang_together(played: Played) -> None:
    frames = {record.captured_at for record in played.tracks if record.status in OBSERVED}
    last: dict[str, Event] = {}
    for event in played.events:
        before = last.get(event.event_id)
        last[event.event_id] = event
        assert event.sequence == (0 if before is None else before.sequence + 1)
        assert event.digest == seal(event).digest
        assert {event.at, event.opened_at} <= frames
        assert event.camera == "hq/lobby"
        assert event.site == "hq"
        if event.phase == "occurred":
            assert event.since == event.due_at == event.opened_at == event.at
            continue
        assert (event.phase == "opened") == (before is None)
        assert event.closed_at == (event.at if event.phase == "closed" else None)
        if before is None:
            assert event.opened_at == event.at
        else:
            assert (event.since, event.due_at, event.opened_at) == (before.since, before.due_at, before.opened_at)
