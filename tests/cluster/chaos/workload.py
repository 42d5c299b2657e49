"""What the cameras see, known beforehand: the same records for the same seed, whoever is killed meanwhile.

Every camera repeats a cycle of CYCLE seconds, at its own phase and with its own noise: a walker crosses the picture, a
lingerer stands in the zone and goes back, a bag stands alone and is gone. Between them what a log has to bear: gaps,
shed frames, repeats, frames of a second ingest, sessions that end, markers that come again, and poison.
"""

import random
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from msgspec.structs import replace

from orin.processors.identity import revision
from orin.processors.specs.parse import ParsedSpec, parse_specs
from orin.schemas.records import Box, Detections, FrameStatus, SessionEnd, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.topics import CAPTURED_AT_HEADER, DETECTIONS, SESSION_HEADER, SPEC_KEY
from tests.cluster.chaos.poison import POISON_HEADER, SUBSTITUTED, spoil

CYCLE = 72
WIDTH, HEIGHT = 1280, 720
SPECS_EVERY = 40.0
"""Seconds between two rounds of spec markers: a repeat of all, and a new revision of one guard."""
KNOWN = {
    ("appears", "occurred"): 2,
    ("enters", "occurred"): 2,
    ("exits", "occurred"): 2,
    ("crosses", "occurred"): 1,
    ("loiters", "opened"): 2,
    ("loiters", "closed"): 2,
    ("unattended", "opened"): 1,
    ("unattended", "closed"): 1,
}
"""Phases that one undisturbed cycle of one camera gives, by kind and phase."""

_CAMERA = """
camera: chaos/cam-00
zones: {floor: [[0.3, 0], [0.7, 0], [0.7, 1], [0.3, 1]]}
lines: {door: [[0.5, 0.1], [0.5, 0.95]]}
gap_tolerance: 4s
---"""
_GUARDS = """
guard: door
cameras: ["chaos/*"]
when: {crosses: {objects: [people], line: door, direction: any}}
---
guard: in
cameras: ["chaos/*"]
when: {enters: {objects: [people], zone: floor}}
---
guard: out
cameras: ["chaos/*"]
when: {exits: {objects: [people], zone: floor}}
---
guard: linger
cameras: ["chaos/*"]
when: {loiters: {objects: [people], zone: floor, for: 8s}}
---
guard: bag
cameras: ["chaos/*"]
when: {unattended: {objects: [packages], for: 6s}}
---
guard: new
cameras: ["chaos/*"]
when: {appears: {objects: [people]}}
"""
_PERSON, _BAG = ("person", 70, 170), ("suitcase", 60, 60)
"""Label, width and height, px."""
_SEVERITIES = ("low", "medium", "high", "critical")


class Sent(NamedTuple):
    """One message as it is to be produced; `partition` None: by the key."""

    topic: str
    partition: int | None
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]
    timestamp: int
    """Kafka timestamp, ms; 0: now."""


class Workload:
    """The detections of `cameras` cameras at `fps` frames a second each, from `start` (µs) on.

    `partitions`: of the detections topic. `noise` False leaves out all that is not the plain cycle.
    """

    def __init__(
        self, seed: int, serde: Serde, *, cameras: int, fps: float, start: int, partitions: int, noise: bool = True
    ) -> None:
        self.cameras = [f"chaos/cam-{number:02d}" for number in range(cameras)]
        self.fps = fps
        self._seed = seed
        self._serde = serde
        self._start = start
        self._step = round(1_000_000 / fps)
        self._partitions = partitions
        self._noise = noise
        self.specs = _parsed(self.cameras)
        self._revisions = {spec.name: 1 for spec in self.specs}
        self._rounds = 0

    def messages(self) -> Iterator[tuple[float, list[Sent]]]:
        """(seconds from the start at which they are due, messages), in order and without end."""
        rng = random.Random(f"{self._seed}/stream")
        sources = [self._camera(number) for number in range(len(self.cameras))]
        specs_due = 0.0
        for frame in count():
            for number, source in enumerate(sources):
                due = (frame + number / len(sources)) / self.fps
                if due >= specs_due:
                    specs_due += SPECS_EVERY
                    yield due, list(self._markers(rng, self._start // 1000 + round(due * 1000)))
                yield due, [message for record in next(source) for message in self._message(record, rng)]

    def records(self, number: int, frames: int) -> list[Detections | SessionEnd]:
        """What camera `number` gives in its first `frames` frames."""
        source = self._camera(number)
        return [record for _ in range(frames) for record in next(source)]

    def armed(self) -> list[Spec]:
        """Every spec at its present revision."""
        return [self._spec(spec) for spec in self.specs]

    def history(self) -> Iterator[Sent]:
        """The specs of the first round for the specs' history topic."""
        for spec in self.armed():
            name = f"{spec.kind}/{spec.name}@{spec.revision}"
            yield Sent("orin.specs.v1", 0, name.encode(), self._serde.encode(spec), headers(spec), 0)

    # ---- one camera

    def _camera(self, number: int) -> Iterator[list[Detections | SessionEnd]]:
        """Frame by frame what is published for one camera."""
        camera = self.cameras[number]
        rng = random.Random(f"{self._seed}/{camera}")
        frames = round(CYCLE * self.fps)
        phase = rng.randrange(frames) if self._noise else 0
        began = at = self._start + number * self._step // len(self.cameras)
        session, previous, gap = f"s-{number}-0", None, False
        for frame in count():
            cycle, place = divmod(frame + phase, frames)
            at = self._start + number * self._step // len(self.cameras) + frame * self._step
            found: list[Detections | SessionEnd] = []
            if self._noise and place == 0:
                gap = rng.random() < 0.3
                if previous is not None and rng.random() < 0.3:
                    found.append(SessionEnd(camera=camera, session=session, ended_at=previous))
                    session, began = f"s-{number}-{cycle}", at
            t = place / self.fps
            if gap and 66 <= t < 71.5:
                yield found
                continue
            status: FrameStatus = "shed" if self._noise and rng.random() < 0.02 else "seen"
            record = Detections(
                camera=camera,
                session=session,
                session_started_at=began,
                captured_at=at,
                previous_at=previous,
                published_at=at,
                uri=None,
                width=WIDTH,
                height=HEIGHT,
                status=status,
                inferred_at=at if status == "seen" else None,
                backend="chaos",
                boxes=tuple(_boxes(t, rng)) if status == "seen" else (),
            )
            found.append(record)
            if self._noise and rng.random() < 0.01:
                found.append(rng.choice((record, _intruder(record))))
            previous = at
            yield found

    # ---- on the wire

    def _message(self, record: Detections | SessionEnd, rng: random.Random) -> Iterator[Sent]:
        at = record.captured_at if isinstance(record, Detections) else record.ended_at
        key, value = record.camera.encode(), self._serde.encode(record)
        message = Sent(DETECTIONS, None, key, value, headers(record), at // 1000)
        fate = rng.random() if self._noise and isinstance(record, Detections) else 1.0
        if fate < 0.003:  # the frame itself arrives spoilt: something is to stand in its place
            sort, spoilt = spoil(rng, value, DETECTIONS, self._serde)
            known = [(n, v) for n, v in message.headers if n in (CAPTURED_AT_HEADER, SESSION_HEADER)]
            yield message._replace(value=spoilt, headers=[*known, (POISON_HEADER, f"{SUBSTITUTED}{sort}".encode())])
            return
        yield message
        if fate < 0.008:  # besides it
            sort, spoilt = spoil(rng, value, DETECTIONS, self._serde)
            yield message._replace(value=spoilt, headers=[(POISON_HEADER, sort.encode())])
        elif fate < 0.010:  # a good record under a key that is not its own
            wrong = rng.choice((None, b"", b"chaos/other", b"\xff\xfe", b"@position"))
            partition = rng.randrange(self._partitions)
            yield message._replace(partition=partition, key=wrong, headers=[(POISON_HEADER, b"wrong key")])

    def _markers(self, rng: random.Random, at: int) -> Iterator[Sent]:
        """All specs once more on every partition, at `at` (ms); but for the first time, one guard of a new revision."""
        if self._noise and self._rounds:
            guard = rng.choice([spec for spec in self.specs if spec.kind == "guard"])
            self._revisions[guard.name] += 1
        self._rounds += 1
        for spec in self.armed():
            own = partition_of(spec.name, self._partitions)
            for partition in [own] if spec.kind == "camera" else range(self._partitions):
                yield Sent(DETECTIONS, partition, SPEC_KEY, self._serde.encode(spec), headers(spec), at)

    def _spec(self, spec: ParsedSpec) -> Spec:
        number = self._revisions[spec.name]
        body = spec.body
        if number > 1:
            severity = _SEVERITIES[number % len(_SEVERITIES)]
            body = body.replace('"severity":"medium"', f'"severity":"{severity}"')
            if number % 3 == 0:  # another meaning: what is open is withdrawn, timers start anew
                body = body.replace('"for":6.0', '"for":5.0').replace('"for":8.0', '"for":7.0')
        return Spec(kind=spec.kind, name=spec.name, revision=revision(number, body), body=body, active_from=0)


def _parsed(cameras: list[str]) -> list[ParsedSpec]:
    text = "".join(_CAMERA.replace("chaos/cam-00", camera) for camera in cameras) + _GUARDS
    return parse_specs(text, "chaos")


def _intruder(record: Detections) -> Detections:
    """The same frame, as a second ingest of the camera would have it."""
    return replace(record, session="intruder", captured_at=record.captured_at + 1000, boxes=())


def _boxes(t: float, rng: random.Random) -> Iterator[Box]:
    """What stands in the picture at second `t` of the cycle, 2 px of noise on every place."""
    if 2 <= t < 29:  # the walker, over the whole picture at 45 px/s
        yield _box(_PERSON, 36 + (t - 2) * 45, 600, rng)
    if 30 <= t < 63:  # the lingerer: in, stands, and back
        yield _box(_PERSON, 36 + min(t - 30, 12, 63 - t if t > 51 else 12) * 44, 500, rng)
    if 30 <= t < 46:
        yield _box(_BAG, 1150, 650, rng)


def _box(thing: tuple[str, int, int], x: float, y: float, rng: random.Random) -> Box:
    label, width, height = thing
    x, y = x + rng.uniform(-2, 2), y + rng.uniform(-2, 2)
    corners = (x - width / 2, y - height, x + width / 2, y)
    x1, y1, x2, y2 = (round(min(max(c, 0), most), 2) for c, most in zip(corners, (WIDTH, HEIGHT) * 2, strict=True))
    return Box(label=label, score=round(rng.uniform(0.7, 0.95), 4), x1=x1, y1=y1, x2=x2, y2=y2)
