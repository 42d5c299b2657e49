"""One partition of history, whole: where to begin, the run, and what production said of the same records."""

import time
from collections.abc import Callable
from fnmatch import fnmatchcase

from msgspec import Struct

from orin.processors.guards.logic import WatchLogic
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event, Record, Spec
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.kafka.lag import group_of
from orin.topologies.kafka.log import Bounds, Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import EVENTS, SPEC_KEY, TRACKS
from orin.topologies.replay.rules import ArmedRules, DraftRules, Rules
from orin.topologies.replay.run import Keep, PartitionReplay, ReplayOutput, Span, StepFailed, UnknownCamera, Window
from orin.topologies.replay.starting_points import SPOOLED, Plan, plan
from orin.topologies.replay.tracks_wire import TracksWire

Tell = Callable[[int, int], None]
"""(records done, records in all) of a partition, now and then."""


class ReplayJob(Struct, frozen=True, kw_only=True):
    """What to replay of one partition; travels to another process."""

    partition: int
    window: Window
    cameras: str
    """A pattern with `*` and `?`."""
    guards: tuple[Spec, ...] | None = None
    """Of a draft; None: those that were armed."""
    against: bool = False
    """Whether production's events are wanted as well."""
    detections: str | None = None
    """The topic of detections to judge instead of production's tracks."""


class Missing(Struct, frozen=True, kw_only=True):
    """An input that would be needed and is not there."""

    partition: int
    camera: str | None
    what: str
    """One sentence for people."""


class PartitionResult(Struct, frozen=True, kw_only=True):
    partition: int
    output: ReplayOutput
    production: list[Event]
    missing: list[Missing]


def replay_partition(settings: Settings, job: ReplayJob, tell: Tell, keep: Keep | None = None) -> PartitionResult:
    """`keep` as PartitionReplay says.

    Raises OrinError where Kafka does not answer or the topics do not belong together.
    """
    serde = open_serde(settings.schema_registry_url)
    with Log(settings) as log:
        return _Replay(settings, log, serde, job, tell, keep=keep).result()


class _Replay:
    def __init__(
        self, settings: Settings, log: Log, serde: Serde, job: ReplayJob, tell: Tell, *, keep: Keep | None
    ) -> None:
        self._settings = settings
        self._log = log
        self._serde = serde
        self._job = job
        self._tell = tell
        self._keep = keep
        self._rules: Rules = ArmedRules() if job.guards is None else DraftRules(job.guards)
        self._missing: list[Missing] = []

    def result(self) -> PartitionResult:
        partition, window = self._job.partition, self._job.window
        bounds = self._log.bounds(TRACKS, partition)
        start = window.start - self._rules.warm_up
        self._note_retention(bounds, start)
        found = plan(
            self._log,
            partition,
            start=start,
            end=window.end,
            bounds=bounds,
            decode=self._decode,
            logic_version=WatchLogic.logic_version,
            wanted=self._wanted,
        )
        for camera in found.other_versions:
            what = f"{camera} has snapshots of a build that kept its state otherwise; they are of no use to this one"
            self._miss(camera, what)
        run = self._run(found, bounds)
        production = []
        if self._job.against:
            self._cut(run)
            production = self._production(run.spans)
        return PartitionResult(partition=partition, output=run, production=production, missing=self._missing)

    def _run(self, found: Plan, bounds: Bounds) -> ReplayOutput:
        poison: set[int] = set()
        from_start = False
        while True:
            run = PartitionReplay(
                self._job.partition,
                self._job.window,
                WatchLogic(self._settings.late_after, build_id()),
                self._rules,
                TracksWire(self._serde).decode,
                starting_points=found.starting_points,
                restarts=found.restarts,
                wanted=self._wanted,
                from_start=from_start,
                poison=frozenset(poison),
                keep=self._keep,
            )
            try:
                return self._feed(run, bounds.start if from_start else found.begin, found)
            except StepFailed as failed:
                poison.add(failed.offset)
            except UnknownCamera as unknown:
                # Nothing but the log itself can say what was known of it.
                from_start = True
                if bounds.start > 0:
                    what = f"no snapshot says what was known of {unknown.camera}: it begins with what the log still has"
                    self._miss(unknown.camera, what)

    def _feed(self, run: PartitionReplay, begin: int, found: Plan) -> ReplayOutput:
        seconds = run.output.seconds
        started = time.perf_counter()
        for batch in self._log.read(TRACKS, self._job.partition, begin, found.end):
            seconds.fetch += time.perf_counter() - started
            run.feed(batch)
            self._tell(batch[-1].offset + 1 - begin, found.end - begin)
            started = time.perf_counter()
            if batch[-1].offset >= found.sure and self._is_past(batch):
                break
        seconds.fetch += time.perf_counter() - started
        return run.finish()

    def _is_past(self, batch: list[Message]) -> bool:
        """Whether frames are so much later than the window that none of it follows. Markers have their own time."""
        past = (self._job.window.end + SPOOLED) // 1000
        return any(message.timestamp >= past and message.key != SPEC_KEY for message in batch)

    # ---- production

    def _production(self, spans: dict[str, Span]) -> list[Event]:
        """The events of the same causes, by the offsets that they name."""
        partition, window = self._job.partition, self._job.window
        begin = self._log.offset_at(EVENTS, partition, window.start)
        end = self._log.offset_at(EVENTS, partition, window.end + SPOOLED)
        names = None if self._job.guards is None else {spec.name for spec in self._job.guards}
        events = []
        for batch in self._log.read(EVENTS, partition, begin, end):
            for message in batch:
                span = spans.get((message.key or b"").decode(errors="replace"))
                event = None if span is None else self._decode(message.value or b"")
                if span is not None and isinstance(event, Event) and (names is None or event.guard in names):
                    cause = event.provenance
                    if cause.topic == TRACKS and span.first_offset <= cause.offset <= span.last_offset:
                        events.append(event)
        return events

    def _cut(self, run: ReplayOutput) -> None:
        """Leaves out what production has not come to yet."""
        place = (TRACKS, self._job.partition)
        reached = self._log.committed(group_of("watch"), [place]).get(place)
        behind = [name for name, span in run.spans.items() if reached is not None and span.last_offset >= reached]
        if reached is None or not behind:
            return
        run.events = [event for event in run.events if event.provenance.offset < reached]
        for name in behind:
            run.spans[name].last_offset = reached - 1
            self._miss(name, f"the watch stage has come to offset {reached}; what follows is not compared")

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
        return fnmatchcase(camera, self._job.cameras)

    def _decode(self, data: bytes) -> Record | None:
        try:
            return self._serde.decode(data)
        except WireError:
            return None


def tell_nobody(done: int, total: int) -> None:
    """For whoever shows no progress."""
