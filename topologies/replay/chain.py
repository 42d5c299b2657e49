"""One partition of a detections topic through the logic of track and watch, from its start.

Detections that `orin redetect` wrote are judged as production judged its own. There are no snapshots of them, so
cameras start where the topic does: only production can have seen what began before that.
"""

import time
from collections.abc import Iterator
from fnmatch import fnmatchcase

from orin.processors.guards.logic import WatchLogic
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.track_and_watch import TrackAndWatch
from orin.processors.tracking.logic import TrackLogic
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Detections, Event, Record, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import EVENTS, SPEC_KEY
from orin.topologies.replay.partition import Missing, PartitionResult, ReplayJob
from orin.topologies.replay.progress import OnProgress
from orin.topologies.replay.rules import ArmedRules, DraftRules, SpecSource
from orin.topologies.replay.run import ReplayOutput, Span, Window
from orin.topologies.stage.reading import check, substitute
from orin.topologies.track import track_stage


def replay_detections(settings: Settings, job: ReplayJob, on_progress: OnProgress) -> PartitionResult:
    """As `replay_partition`, of `job.detections`. Events belong to the window by the time of their phase."""
    serde = open_serde(settings.schema_registry_url)
    with Log(settings) as log:
        chain = _Chain(settings, serde, job)
        chain.read(log, on_progress)
        production = list(_production(log, serde, job, chain)) if job.against else []
        return PartitionResult(
            partition=job.partition, output=chain.output, production=production, missing=chain.missing
        )


class _Chain:
    def __init__(self, settings: Settings, serde: Serde, job: ReplayJob) -> None:
        self._job = job
        self._window = job.window
        self._serde = serde
        self._stage = track_stage(settings.takeover_after)
        self._stages = TrackAndWatch(TrackLogic(settings.takeover_after), WatchLogic(settings.late_after, build_id()))
        self._rules: SpecSource = ArmedRules() if job.guards is None else DraftRules(job.guards)
        self._armed = self._rules.armed(Armed())
        self.output = ReplayOutput()
        self.begun: dict[str, int] = {}
        """By camera, captured_at of the first frame on the topic."""
        self.missing: list[Missing] = []

    def read(self, log: Log, on_progress: OnProgress) -> None:
        topic, partition = self._job.detections or "", self._job.partition
        begin, end = log.bounds(topic, partition)
        seconds, started = self.output.seconds, time.perf_counter()
        for batch in log.read(topic, partition, begin, end):
            fetched = time.perf_counter()
            found = [(m, record) for m in batch if (record := self._decode(m)) is not None]
            decoded = time.perf_counter()
            for message, record in found:
                self._step(topic, message, record)
            seconds.fetch += fetched - started
            seconds.decode += decoded - fetched
            started = time.perf_counter()
            seconds.guards += started - decoded
            self.output.records += len(batch)
            on_progress((batch[-1].offset + 1 - begin) / (end - begin), "judging detections")

    def _decode(self, message: Message) -> Record | None:
        camera = (message.key or b"").decode(errors="replace")
        if message.key != SPEC_KEY and not fnmatchcase(camera, self._job.cameras):
            return None
        try:
            record = self._serde.decode(message.value or b"")
            check(self._stage, message, record)
        except WireError:
            return substitute(self._stage, message)
        return record

    def _step(self, topic: str, message: Message, record: Record) -> None:
        if isinstance(record, Spec):
            self._rules.add(self._armed, record)
            return
        assert isinstance(record, Detections | SessionEnd)
        if isinstance(record, Detections) and record.captured_at >= self._window.end:
            return
        origin = Origin(topic, self._job.partition, message.offset)
        found, events = self._stages.step(record, self._armed, origin)
        for tracks in found:
            self._count(tracks, origin.offset)
        self.output.events.extend(event for event in events if _holds(self._window, event))

    def _count(self, record: Tracks, offset: int) -> None:
        at = record.captured_at
        self.begun.setdefault(record.camera, at)
        if at < self._window.start:
            return
        span = self.output.spans.setdefault(
            record.camera, Span(first=at, last=at, first_offset=offset, last_offset=offset)
        )
        span.add(at, offset)


def _production(log: Log, serde: Serde, job: ReplayJob, chain: _Chain) -> Iterator[Event]:
    """Production's events of the same time and cameras, except those that began before the topic did."""
    begin = log.offset_at(EVENTS, job.partition, job.window.start)
    end = log.bounds(EVENTS, job.partition).end  # no lookup by time says where to stop: starting_points.py
    names = None if job.guards is None else {spec.name for spec in job.guards}
    older: dict[str, set[str]] = {}
    for batch in log.read(EVENTS, job.partition, begin, end):
        for message in batch:
            camera = (message.key or b"").decode(errors="replace")
            span = chain.output.spans.get(camera)
            event = None if span is None else _event(serde, message)
            if span is None or event is None or (names is not None and event.guard not in names):
                continue
            if not _holds(job.window, event) or event.at > span.last:
                continue
            if event.since < chain.begun[camera]:
                older.setdefault(camera, set()).add(event.event_id)
            else:
                yield event
    for camera, ids in sorted(older.items()):
        what = (
            f"{camera}: {len(ids)} events of production began before {job.detections} does"
            f" ({format_time(chain.begun[camera])}) and are not compared"
        )
        chain.missing.append(Missing(partition=job.partition, camera=camera, what=what))


def _event(serde: Serde, message: Message) -> Event | None:
    try:
        record = serde.decode(message.value or b"")
    except WireError:
        return None
    return record if isinstance(record, Event) else None


def _holds(window: Window, event: Event) -> bool:
    return window.start <= event.at < window.end
