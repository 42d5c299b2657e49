"""Alerting as a story: what happens at which second, and what the targets are told."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from orin.processors.alerting.logic import AlertLogic
from orin.processors.alerting.state import AlertState
from orin.processors.identity import seal
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.targets import parse_targets
from orin.schemas.records import (
    Delivery,
    Event,
    MuteInForce,
    Provenance,
    Record,
    Review,
    ReviewAction,
    TargetInForce,
    Tick,
)

CAMERA = "hq/lobby"
BEGIN = 1_790_000_000_000_000
"""µs. 2026-09-21 14:13:20 UTC, a Monday: 16:13:20 in Berlin."""
DESK = "target: desk\nsend: [{webhook: {url: 'https://desk.example/hook'}}]\n"
SECOND = 1_000_000


def at(seconds: float) -> int:
    return BEGIN + round(seconds * SECOND)


def in_force(text: str, since: float = -1e6) -> tuple[TargetInForce, ...]:
    """The targets of a file, each told of what happens from `since` on."""
    return tuple(
        TargetInForce(revision="1-0", body=each.body, since=at(since)) for each in parse_targets(text, "targets.yaml")
    )


def event(name: str = "e1", sequence: int = 1, seconds: float = 0, **fields: Any) -> Event:
    """One phase; `opened` where nothing else is said."""
    values: dict[str, Any] = {
        "event_id": name,
        "sequence": sequence,
        "kind": "loiters",
        "phase": "opened" if sequence == 1 else "updated",
        "guard": "lobby-loitering",
        "guard_revision": "1-0",
        "camera_revision": None,
        "camera": CAMERA,
        "site": CAMERA.split("/", maxsplit=1)[0],
        "subject": None,
        "zone": "floor",
        "since": at(seconds),
        "due_at": at(seconds),
        "opened_at": at(seconds),
        "at": at(seconds),
        "certainty": "observed",
        "coverage": 1.0,
        "severity": "high",
        "notify": "send",
        "notify_to": ("desk",),
        "late": False,
        "provenance": Provenance(
            topic="orin.tracks.v1", partition=0, offset=0, uri=None, model_sha256=None, build="test"
        ),
        "digest": "",
    }
    return seal(Event(**(values | fields)))


def review(name: str = "e1", action: ReviewAction = "acknowledged", seconds: float = 0, **fields: Any) -> Review:
    return Review(
        review_id=f"{name}-{action}", event_id=name, camera=CAMERA, action=action, by="ana", at=at(seconds), **fields
    )


class Told(NamedTuple):
    """What is compared of a Delivery."""

    seconds: float
    target: str
    event_id: str
    kind: str
    status: str
    why: str


class Story:
    """One camera's alerting, driven as the courier drives it: a Tick before each record, and when a look is due."""

    def __init__(self, targets: str = DESK, late_after: float = 60.0) -> None:
        self.logic = AlertLogic(late_after)
        self.state: AlertState = self.logic.new(CAMERA)
        self.targets = in_force(targets)
        self.mutes: tuple[MuteInForce, ...] = ()
        self.records: list[Record] = []
        """What alerting was given so far."""
        self.deliveries: list[Delivery] = []
        self._looks: set[int] = set()

    def happens(self, seconds: float, *records: Event | Review) -> None:
        """At that second, after whatever was due before."""
        self.until(seconds)
        for record in records:
            self._give(self._tick(at(seconds)))
            self._give(record)

    def until(self, seconds: float) -> None:
        """Time goes on to that second."""
        while self._looks and min(self._looks) <= at(seconds):
            look = min(self._looks)
            self._looks.discard(look)
            self._give(self._tick(look))

    def told(self) -> list[Told]:
        return list(told(self.deliveries))

    def sent(self) -> list[tuple[float, str, str, str]]:
        """Of what was told, what is to be sent: second, target, event, kind."""
        return [each[:4] for each in self.told() if each.status == "decided"]

    def _tick(self, now: int) -> Tick:
        return Tick(camera=CAMERA, at=now, targets=self.targets, mutes=self.mutes)

    def _give(self, record: Event | Review | Tick) -> None:
        self.records.append(record)
        self.state, said = self.logic.step(self.state, record, Armed(), Origin("orin.alerting.v1", 0, 0))
        for each in said:
            assert isinstance(each, Delivery)
            self.deliveries.append(each)
            if each.look_at is not None:
                self._looks.add(each.look_at)


def told(deliveries: list[Delivery]) -> Iterator[Told]:
    for each in deliveries:
        seconds = (each.decided_at - BEGIN) / SECOND
        yield Told(seconds, each.target, each.event_id, each.kind, each.status, each.why)
