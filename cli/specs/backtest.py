"""What guards that are about to be applied would have said in the last days: alarms a day, within a bound on time."""

import time
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import pairwise

import msgspec
from msgspec import Struct

from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.records import Event, Spec
from orin.topologies.replay.parallel import Share, partitions_of, replay
from orin.topologies.replay.partition import ReplayJob
from orin.topologies.replay.report import MANY
from orin.topologies.replay.rules import draft, draft_cameras
from orin.topologies.replay.run import Span, Window

DAYS = 7
_DAY = 86_400_000_000
_HOUR = 3_600_000_000
_SLICES = (0, _HOUR, _DAY, DAYS * _DAY)
"""Looked at from the newest on, so that what there was no time for is the farthest away."""


class Backtest(Struct, frozen=True, kw_only=True):
    """One guard over the past."""

    guard: str
    alarms: int
    """Events of which somebody would have been notified."""
    events: int
    days: float
    """From the first frame of its cameras to the last, in the slices that there was time for."""
    cameras: int

    @property
    def a_day(self) -> float:
        return self.alarms / max(self.days, 1 / 24)

    def line(self, asked: str) -> str:
        """For people. `asked`: what was looked at."""
        if not self.cameras:
            return f"guard {self.guard}: no history of its cameras in {asked}: how often it alarms is not known"
        seen = f"{self.days:.1f} days" if self.days >= 1 else f"{self.days * 24:.1f} hours"
        many = "; too many to be looked at" if self.a_day > MANY * self.cameras else ""
        cameras = f"{self.cameras} camera{'s' if self.cameras != 1 else ''}"
        if self.days < 1 / 24:
            return f"guard {self.guard}: {self.alarms} alarms in {self.days * 86400:.0f} s of {cameras}"
        return f"guard {self.guard}: {self.a_day:.1f} alarms a day ({self.alarms} in {seen} of {cameras}){many}"


class Past(Struct, frozen=True, kw_only=True):
    """What was found, and how much of the past there was time for."""

    guards: list[Backtest]
    looked_at: int
    """µs back from now; 0: there was no time for any of it."""

    @property
    def asked(self) -> str:
        return {0: "no time at all", _HOUR: "the last hour", _DAY: "the last day"}.get(
            self.looked_at, f"the last {DAYS} days"
        )


class _TimeIsUp(Exception):
    """Whoever waits has waited long enough."""


def backtest(settings: Settings, specs: Sequence[ParsedSpec], *, seconds: float, told: Share, now: int) -> Past:
    """The guards of `specs` on the last seven days of tracks, with the cameras of `specs` as they are there.

    Stops after about `seconds` with what it has. Raises OrinError where the topics cannot be read.
    """
    judging = (*draft_cameras(specs), *draft(specs))
    patterns = {spec.name: _patterns(spec) for spec in judging if spec.kind == "guard"}
    every = {pattern for each in patterns.values() for pattern in each}
    cameras = every.pop() if len(every) == 1 else "*"
    partitions = partitions_of(settings, cameras)
    until = time.monotonic() + seconds
    events: list[Event] = []
    spans: dict[str, list[Span]] = {}
    looked_at = 0
    for number, (newer, older) in enumerate(pairwise(_SLICES)):

        def watch(share: float, number: int = number) -> None:
            if time.monotonic() > until:
                raise _TimeIsUp
            told((number + share) / (len(_SLICES) - 1))

        window = Window(now - older, now - newer)
        jobs = [ReplayJob(partition=p, window=window, cameras=cameras, guards=judging) for p in partitions]
        try:
            # In this process, where it can be stopped between two batches.
            results = replay(settings, jobs, watch, processes=1)
        except _TimeIsUp:
            break
        for result in results:
            events += result.output.events
            for camera, span in result.output.spans.items():
                spans.setdefault(camera, []).append(span)
        looked_at = older
    return Past(guards=[_count(*guard, events, spans) for guard in patterns.items()], looked_at=looked_at)


def _count(name: str, patterns: tuple[str, ...], events: Sequence[Event], spans: dict[str, list[Span]]) -> Backtest:
    mine = [spans[camera] for camera in spans if any(fnmatchcase(camera, pattern) for pattern in patterns)]
    begun = {e.event_id for e in events if e.guard == name and e.phase in ("occurred", "opened")}
    notified = {e.event_id for e in events if e.event_id in begun and e.notify == "send"}
    every = [span for each in mine for span in each]
    length = max(span.last for span in every) - min(span.first for span in every) if every else 0
    return Backtest(
        guard=name, alarms=len(notified), events=len(begun), days=round(length / _DAY, 6), cameras=len(mine)
    )


def _patterns(spec: Spec) -> tuple[str, ...]:
    return msgspec.json.decode(spec.body, type=GuardSpec).cameras


def try_on_the_past(
    settings: Settings, specs: Sequence[ParsedSpec], *, seconds: float, told: Share
) -> tuple[list[str], list[Backtest]]:
    """What there is to say of `specs`, and what was found; a past that cannot be read is said, not raised."""
    if not any(spec.kind == "guard" for spec in specs):
        return [], []
    try:
        past = backtest(settings, specs, seconds=seconds, told=told, now=time.time_ns() // 1000)
    except OrinError as error:
        return [f"not tried on the past: {error}"], []
    if not past.looked_at:
        return [f"not tried on the past: {seconds:g} s were too short; `orin replay --from -7d --guards FILE`"], []
    said = [each.line(past.asked) for each in past.guards]
    if past.looked_at < _SLICES[-1]:
        said.append(
            f"{seconds:g} s were enough for {past.asked} only; for more: `orin replay --from -7d --guards FILE`"
        )
    return said, past.guards
