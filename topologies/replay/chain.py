"""One partition of a detections topic through the logic of track and watch, from its beginning on.

What `orin redetect` wrote, judged as production judged its own detections. There are no snapshots of it, so cameras
begin where the topic does: what began before that production alone can have seen.
"""

import time
from collections.abc import Iterator
from fnmatch import fnmatchcase

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import CameraState
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.state import CameraTracks
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.schemas.errors import WireError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Detections, Event, Record, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import EVENTS, SPEC_KEY
from orin.topologies.replay.partition import Missing, PartitionResult, ReplayJob, Tell
from orin.topologies.replay.rules import ArmedRules, DraftRules, Rules
from orin.topologies.replay.run import ReplayOutput, Span, Window
from orin.topologies.replay.starting_points import SPOOLED
from orin.topologies.stage.reading import check, substitute
from orin.topologies.track import track_stage


def replay_detections(settings: Settings, job: ReplayJob, tell: Tell) -> PartitionResult:
    """As `replay_partition`, of `job.detections`. Events belong to the window by the time of their phase."""
    serde = open_serde(settings.schema_registry_url)
    with Log(settings) as log:
        chain = _Chain(settings, serde, job)
        chain.read(log, tell)
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
        self._track = TrackLogic(settings.takeover_after)
        self._watch = WatchLogic(settings.late_after, build_id())
        self._rules: Rules = ArmedRules() if job.guards is None else DraftRules(job.guards)
        self._armed = self._rules.armed(Armed())
        self._tracked: dict[str, CameraTracks] = {}
        self._watched: dict[str, CameraState] = {}
        self.output = ReplayOutput()
        self.begun: dict[str, int] = {}
        """By camera captured_at of the first frame that the topic has."""
        self.missing: list[Missing] = []

    def read(self, log: Log, tell: Tell) -> None:
        topic, partition = self._job.detections or "", self._job.partition
        begin = log.bounds(topic, partition).start
        end = log.offset_at(topic, partition, self._window.end + SPOOLED)
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
            tell(batch[-1].offset + 1 - begin, end - begin)

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
        camera = record.camera
        tracked = self._tracked.get(camera) or self._track.new(camera)
        self._tracked[camera], found = self._track.step(tracked, record, self._armed, origin)
        for tracks in found:
            assert isinstance(tracks, Tracks | SessionEnd)
            self._judge(tracks, origin)

    def _judge(self, record: Tracks | SessionEnd, origin: Origin) -> None:
        camera = record.camera
        if isinstance(record, Tracks):
            self._count(record, origin.offset)
        watched = self._watched.get(camera) or self._watch.new(camera)
        self._watched[camera], events = self._watch.step(watched, record, self._armed, origin)
        self.output.events.extend(e for e in events if isinstance(e, Event) and _holds(self._window, e))

    def _count(self, record: Tracks, offset: int) -> None:
        at = record.captured_at
        self.begun.setdefault(record.camera, at)
        if at < self._window.start:
            return
        span = self.output.spans.setdefault(
            record.camera, Span(first=at, last=at, first_offset=offset, last_offset=offset)
        )
        span.last, span.last_offset = at, offset
        span.frames += 1


def _production(log: Log, serde: Serde, job: ReplayJob, chain: _Chain) -> Iterator[Event]:
    """Production's events of the same time and cameras, but for those that began before the topic did."""
    begin = log.offset_at(EVENTS, job.partition, job.window.start)
    end = log.offset_at(EVENTS, job.partition, job.window.end + SPOOLED)
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
