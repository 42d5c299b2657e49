"""One partition of history: where to start, the replay, and production's events about the same records."""

import time
from bisect import bisect_left
from collections.abc import Generator, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple
from zlib import crc32

from msgspec import Struct

from orin.processors.guards.logic import WatchLogic
from orin.runtime.build import build_id
from orin.runtime.config.kafka import consumer_group
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event, Record, Spec
from orin.schemas.wire.serde import Serde, open_serde
from orin.schemas.wire.tracks_reader import TracksReader
from orin.topologies.kafka.log import Bounds, Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import EVENTS, SNAPSHOTS, SPEC_KEY, TRACKS
from orin.topologies.replay.progress import OnProgress
from orin.topologies.replay.rules import ArmedRules, DraftRules, SpecSource
from orin.topologies.replay.run import (
    Keep,
    PartitionReplay,
    ReplayOutput,
    ReplayStepFailed,
    Span,
    UnknownCamera,
    Window,
)
from orin.topologies.replay.starting_points import SPOOLED, ReadPlan, read_plan


class CameraShare(Struct, frozen=True):
    """A part of a partition's cameras, for one of several processes: every `of`th, from the `number`th on."""

    number: int
    of: int
    known: tuple[str, ...]
    """The cameras that have a spec, sorted: they are dealt out. The others fall where their names do."""

    def holds(self, camera: str) -> bool:
        place = bisect_left(self.known, camera)
        known = place < len(self.known) and self.known[place] == camera
        return (place if known else crc32(camera.encode())) % self.of == self.number


class ReplayJob(Struct, frozen=True, kw_only=True):
    """What to replay of one partition; travels to another process."""

    partition: int
    window: Window
    cameras: str
    """A pattern with `*` and `?`."""
    share: CameraShare | None = None
    """None: all of them."""
    guards: tuple[Spec, ...] | None = None
    """Of a draft; None: those that were armed."""
    against: bool = False
    """Whether production's events are wanted as well."""
    detections: str | None = None
    """The topic of detections to judge instead of production's tracks."""


class Missing(Struct, frozen=True, kw_only=True):
    """An input that is needed and is not there."""

    partition: int
    camera: str | None
    what: str
    """One sentence for people."""


class PartitionResult(Struct, frozen=True, kw_only=True):
    partition: int
    output: ReplayOutput
    production: list[Event]
    missing: list[Missing]


class Reached(NamedTuple):
    """How far a partition has come."""

    at: int
    """Event time of the newest frame that was judged, µs."""
    output: ReplayOutput
    """What was found until then."""


Running = Generator[Reached, None, PartitionResult]
"""A replay that stops after each batch, so that several of them can go on in step; its value is the result."""


def replay_partition(
    settings: Settings, job: ReplayJob, on_progress: OnProgress, keep: Keep | None = None
) -> PartitionResult:
    """`keep` as PartitionReplay says.

    Raises OrinError where Kafka does not answer or the topics do not belong together.
    """
    running = replaying(settings, job, on_progress, keep)
    while True:
        try:
            next(running)
        except StopIteration as end:
            result: PartitionResult = end.value
            return result


def replaying(settings: Settings, job: ReplayJob, on_progress: OnProgress, keep: Keep | None = None) -> Running:
    """As `replay_partition`, batch by batch."""
    serde = open_serde(settings.schema_registry_url)
    with Log(settings) as log:
        return (yield from _Replay(settings, log, serde, job, on_progress, keep=keep).steps())


class _Replay:
    def __init__(
        self, settings: Settings, log: Log, serde: Serde, job: ReplayJob, on_progress: OnProgress, *, keep: Keep | None
    ) -> None:
        self._settings = settings
        self._log = log
        self._serde = serde
        self._job = job
        self._on_progress = on_progress
        self._keep = keep
        self._rules: SpecSource = ArmedRules() if job.guards is None else DraftRules(job.guards)
        self._missing: list[Missing] = []

    def steps(self) -> Running:
        partition, window = self._job.partition, self._job.window
        self._on_progress(0.0, "reading snapshots")
        snapshots = self._log.bounds(SNAPSHOTS, partition)
        bounds = self._log.bounds(TRACKS, partition)  # after the snapshots' own, so that none refers beyond them
        start = window.start - self._rules.warm_up
        self._note_retention(bounds, start)
        found = read_plan(
            self._log,
            partition,
            start=start,
            end=window.end,
            snapshots=snapshots,
            bounds=bounds,
            decode=self._decode,
            logic_version=WatchLogic.logic_version,
            wanted=self._wanted,
        )
        for camera in found.other_versions:
            what = f"{camera}: its snapshots were written by a build with another state format and cannot be used"
            self._miss(camera, what)
        run = yield from self._run(found, bounds)
        production = []
        if self._job.against:
            self._on_progress(1.0, "reading production's events")
            self._cut(run)
            production = self._production(run.spans)
        return PartitionResult(partition=partition, output=run, production=production, missing=self._missing)

    def _run(self, found: ReadPlan, bounds: Bounds) -> Generator[Reached, None, ReplayOutput]:
        poison: set[int] = set()
        from_start = False
        while True:
            run = PartitionReplay(
                self._job.partition,
                self._job.window,
                WatchLogic(self._settings.late_after, build_id()),
                self._rules,
                TracksReader(self._serde).decode,
                starting_points=found.starting_points,
                restarts=found.restarts,
                wanted=self._wanted,
                from_start=from_start,
                poison=frozenset(poison),
                keep=self._keep,
            )
            try:
                yield from self._feed(run, bounds.start if from_start else found.begin, found)
            except ReplayStepFailed as failed:
                poison.add(failed.offset)
            except UnknownCamera as unknown:
                # Only the log itself can give its state.
                from_start = True
                if bounds.start > 0:
                    what = f"{unknown.camera}: no snapshot of it is left; it starts with the oldest record of {TRACKS}"
                    self._miss(unknown.camera, what)
            else:
                return run.output

    def _feed(self, run: PartitionReplay, begin: int, found: ReadPlan) -> Iterator[Reached]:
        seconds = run.output.seconds
        started, horizon = time.perf_counter(), self._job.window.end
        for batch in self._log.read(TRACKS, self._job.partition, begin, found.end):
            seconds.fetch += time.perf_counter() - started
            run.feed(batch)
            self._on_progress((batch[-1].offset + 1 - begin) / (found.end - begin), "judging tracks")
            newest = _newest(batch)
            yield Reached(newest, run.output)
            started = time.perf_counter()
            if batch[0].offset <= found.settled:
                horizon = max(horizon, newest)
            elif newest >= horizon + SPOOLED:
                break  # the partition has moved on by more than a spool can hold back the rest of the window
        seconds.fetch += time.perf_counter() - started

    # ---- production

    def _production(self, spans: dict[str, Span]) -> list[Event]:
        """The events with the same causes, by the offsets that they name."""
        partition, window = self._job.partition, self._job.window
        begin = self._log.offset_at(EVENTS, partition, window.start)
        end = self._log.bounds(EVENTS, partition).end  # no lookup by time says where to stop: starting_points.py
        last = max((span.last_offset for span in spans.values()), default=-1)
        names = None if self._job.guards is None else {spec.name for spec in self._job.guards}
        events: list[Event] = []
        for batch in self._log.read(EVENTS, partition, begin, end):
            for message in batch:
                event = self._decode(message.value or b"")
                if not isinstance(event, Event):
                    continue
                cause, span = event.provenance, spans.get(event.camera)
                if cause.offset > last and event.at >= window.end + SPOOLED:
                    return events  # events are in the order of their causes
                if span is None or (names is not None and event.guard not in names):
                    continue
                if cause.topic == TRACKS and span.first_offset <= cause.offset <= span.last_offset:
                    events.append(event)
        return events

    def _cut(self, run: ReplayOutput) -> None:
        """Leaves out what production has not judged yet."""
        place = (TRACKS, self._job.partition)
        reached = self._log.committed(consumer_group("watch"), [place]).get(place)
        behind = [name for name, span in run.spans.items() if reached is not None and span.last_offset >= reached]
        if reached is None or not behind:
            return
        run.events = [event for event in run.events if event.provenance.offset < reached]
        for name in behind:
            run.spans[name].last_offset = reached - 1
            self._miss(name, f"the watch stage has reached offset {reached}; later records are not compared")

    # ---- what is missing

    def _note_retention(self, bounds: Bounds, start: int) -> None:
        partition = self._job.partition
        if bounds.start == 0 or self._log.offset_at(TRACKS, partition, start) > bounds.start:
            return
        batches = self._log.read(TRACKS, partition, bounds.start, bounds.end)
        begin = next((m.timestamp * 1000 for batch in batches for m in batch if m.key != SPEC_KEY), start)
        if begin > start:
            self._miss(None, f"{TRACKS} holds nothing from before {format_time(begin)} (retention)")

    def _miss(self, camera: str | None, what: str) -> None:
        self._missing.append(Missing(partition=self._job.partition, camera=camera, what=what))

    def _wanted(self, camera: str) -> bool:
        share = self._job.share
        return fnmatchcase(camera, self._job.cameras) and (share is None or share.holds(camera))

    def _decode(self, data: bytes) -> Record | None:
        try:
            return self._serde.decode(data)
        except WireError:
            return None


def _newest(batch: list[Message]) -> int:
    """Event time of the latest frame, µs. Markers have a time of their own."""
    return max((message.timestamp for message in batch if message.key != SPEC_KEY), default=0) * 1000
