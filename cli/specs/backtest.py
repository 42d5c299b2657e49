"""How often guards that are about to be applied would have alarmed in the last days, within a bound on time."""

import time
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import pairwise

import msgspec
from msgspec import Struct

from orin.cli.terminal.spans import counting, lasting
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.records import Event, Spec
from orin.topologies.replay.parallel import partitions_of, replay
from orin.topologies.replay.partition import ReplayJob
from orin.topologies.replay.progress import OnProgress, part
from orin.topologies.replay.report import LEAST_WATCHED, MANY
from orin.topologies.replay.rules import draft, draft_cameras
from orin.topologies.replay.run import Span, Window

DAYS = 7
_DAY = 86_400_000_000
_HOUR = 3_600_000_000
_SLICES = (0, _HOUR, _DAY, DAYS * _DAY)
"""Replayed newest first: what there is no time for is the oldest."""


class Backtest(Struct, frozen=True, kw_only=True):
    """One guard over the last days."""

    guard: str
    alarms: int
    """Events of which somebody would have been notified."""
    events: int
    watched: int
    """µs of its cameras' time, added up, in the slices that there was time for."""
    cameras: int

    @property
    def a_day(self) -> float | None:
        """Alarms a day over all cameras; None below an hour of watched time, from which no rate follows."""
        return self.alarms * self.cameras * _DAY / self.watched if self.watched >= LEAST_WATCHED else None

    def line(self, asked: str) -> str:
        """For people. `asked`: the time that was replayed."""
        if not self.cameras:
            return f"guard {self.guard}: alarm rate unknown, its cameras have no history in {asked}"
        alarms = counting(self.alarms, "alarm")
        watched = f"in {lasting(self.watched)} of frames from {counting(self.cameras, 'camera')}"
        if self.a_day is None:
            return f"guard {self.guard}: {alarms} {watched}"
        many = "; too many for anybody to look at" if self.a_day > MANY * self.cameras else ""
        return f"guard {self.guard}: {self.a_day:.1f} alarms a day ({alarms} {watched}){many}"


class Past(Struct, frozen=True, kw_only=True):
    """What was found, and how much of the past there was time for."""

    guards: list[Backtest]
    looked_at: int
    """µs back from now that were replayed; 0: there was no time for any of it."""

    @property
    def asked(self) -> str:
        return {0: "nothing", _HOUR: "the last hour", _DAY: "the last day"}.get(self.looked_at, f"the last {DAYS} days")


class _TimeIsUp(Exception):
    """The time for the backtest is over."""


def backtest(
    settings: Settings, specs: Sequence[ParsedSpec], *, seconds: float, on_progress: OnProgress, now: int
) -> Past:
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

        def watch(share: float, doing: str, number: int = number) -> None:
            if time.monotonic() > until:
                raise _TimeIsUp
            part(on_progress, number, len(_SLICES) - 1)(share, doing)

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
    watched = sum(span.watched for each in mine for span in each)
    begun = {e.event_id for e in events if e.guard == name and e.phase in ("occurred", "opened")}
    notified = {e.event_id for e in events if e.event_id in begun and e.notify == "send"}
    return Backtest(guard=name, alarms=len(notified), events=len(begun), watched=watched, cameras=len(mine))


def _patterns(spec: Spec) -> tuple[str, ...]:
    return msgspec.json.decode(spec.body, type=GuardSpec).cameras


def try_on_the_past(
    settings: Settings, specs: Sequence[ParsedSpec], *, seconds: float, on_progress: OnProgress
) -> tuple[list[str], list[Backtest]]:
    """Lines for people, and the results; a past that cannot be read becomes a line, not an error."""
    if not any(spec.kind == "guard" for spec in specs):
        return [], []
    try:
        past = backtest(settings, specs, seconds=seconds, on_progress=on_progress, now=wall_clock())
    except OrinError as error:
        return [f"backtest skipped: {error}"], []
    if not past.looked_at:
        return [f"backtest skipped: {seconds:g} s were too short; run `orin replay --from -7d --guards FILE`"], []
    said = [each.line(past.asked) for each in past.guards]
    if past.looked_at < _SLICES[-1]:
        said.append(
            f"backtest: {seconds:g} s covered only {past.asked}; for more, run `orin replay --from -7d --guards FILE`"
        )
    return said, past.guards
