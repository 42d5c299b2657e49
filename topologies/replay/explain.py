"""One event from the topics: as recorded, as computed again, and the frames and tracks it was about."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec
from msgspec import Struct

from orin.processors.geometry import Rect
from orin.processors.specs.armed import Armed
from orin.processors.specs.models import CameraSpec
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError, WireError
from orin.schemas.json_forms import format_time
from orin.schemas.records import OBSERVED, Event, FrameStatus, Spec, Tracks
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import EVENTS, TRACKS
from orin.topologies.replay.compare import Pair, compare
from orin.topologies.replay.partition import Missing, ReplayJob, replay_partition
from orin.topologies.replay.progress import OnProgress
from orin.topologies.replay.run import Window

BEFORE = 10_000_000
AFTER = 5_000_000
"""µs of context that are shown, before `since` and after the last phase."""
_DATED_BACK = 60_000_000
"""µs by which the cause of a moment may come after the moment."""
_MOST_POINTS = 3000


class TrackPoint(Struct, frozen=True):
    """Where a track was on a frame, px."""

    at: int
    box: Rect
    detected: bool


class KeptFrame(Struct, frozen=True):
    """A frame and its tracks."""

    at: int
    status: FrameStatus
    uri: str | None
    boxes: tuple[tuple[str, str, Rect, bool], ...]
    """(track id, label, box, detected)."""


class TrackPath(Struct):
    """One track over the time shown, thinned where that is long."""

    track_id: str
    label: str
    points: list[TrackPoint] = []
    detections: int = 0
    first_at: int = 0
    last_at: int = 0
    """First and last detection in the time shown, µs."""


class Explanation(Struct, frozen=True, kw_only=True):
    recorded: list[Event]
    """The phases on the events topic, in order."""
    recomputed: list[Event]
    pair: Pair
    build: str
    """Of this process; the recorded event names its own."""
    guard: Spec | None
    camera: Spec | None
    """The revisions that the last phase names; None where the inputs are gone."""
    size: tuple[int, int]
    window: tuple[int, int]
    frames: int
    observed: int
    gaps: list[tuple[int, int]]
    """Intervals between observed frames that are longer than the camera's `gap_tolerance`, µs."""
    unobserved: list[tuple[int, int, str]]
    """Runs of frames that were not observed: first, last, status."""
    subject: TrackPath | None
    owner: TrackPath | None
    kept: list[KeptFrame]
    missing: list[Missing]

    @property
    def last(self) -> Event:
        return (self.recorded or self.recomputed)[-1]

    @property
    def equal(self) -> bool:
        return self.pair.verdict == "same"


class Hint(NamedTuple):
    """Where to look for an event, as the database has it."""

    camera: str
    since: int


def explain(settings: Settings, event_id: str, on_progress: OnProgress, hint: Hint | None = None) -> Explanation:
    """Without a hint the whole events topic is searched.

    Raises Misuse for an event that the topic does not have, OrinError where Kafka does not answer.
    """
    on_progress(0.0, "looking for the event")
    recorded = find(settings, event_id, hint)
    first, last = recorded[0], recorded[-1]
    with Log(settings) as log:
        partition = partition_of(last.camera, log.partitions(TRACKS))
    told = (first.since - BEFORE, last.at + AFTER)
    collector = FrameCollector(told, last)
    job = ReplayJob(
        partition=partition, window=Window(told[0], last.at + _DATED_BACK), cameras=_exactly(last.camera), against=False
    )
    result = replay_partition(settings, job, on_progress, collector.add)
    recomputed = [event for event in result.output.events if event.event_id == event_id]
    missing = list(result.missing)
    if not result.output.spans:
        what = f"{TRACKS} holds no frame of {last.camera} from {format_time(told[0])} to {format_time(told[1])}"
        missing.append(Missing(partition=partition, camera=last.camera, what=what))
    (pair,) = compare(recomputed, recorded, other_rules=False)
    return collector.explanation(recorded, recomputed, pair, missing)


def find(settings: Settings, event_id: str, hint: Hint | None = None) -> list[Event]:
    """The phases of an event on the topic, in order. Raises as `explain`."""
    serde = open_serde(settings.schema_registry_url)
    with Log(settings) as log:
        count = log.partitions(EVENTS)
        for partition in range(count) if hint is None else [partition_of(hint.camera, count)]:
            begin = 0 if hint is None else log.offset_at(EVENTS, partition, hint.since)
            found = _find(log, serde, event_id, partition, begin)
            if found:
                return [found[sequence] for sequence in sorted(found)]
    if hint is not None:
        raise OrinError(
            f"{event_id} of {hint.camera} is in the database but not on {EVENTS} any more (retention): it cannot be"
            " computed again"
        )
    raise Misuse(f"{event_id} is not on {EVENTS}; `orin events --from -30d` lists event ids")


def _find(log: Log, serde: Serde, event_id: str, partition: int, begin: int) -> dict[int, Event]:
    """By sequence."""
    wanted = f"{event_id}:".encode()
    found: dict[int, Event] = {}
    for batch in log.read(EVENTS, partition, begin, log.bounds(EVENTS, partition).end):
        for message in batch:
            if not dict(message.headers).get("ce_id", b"").startswith(wanted):
                continue
            try:
                event = serde.decode(message.value)
            except WireError as error:
                raise OrinError(f"{EVENTS} partition {partition} offset {message.offset}: {error}") from None
            if isinstance(event, Event):
                found.setdefault(event.sequence, event)
    return found


class FrameCollector:
    """Takes the frames of the time shown as they are judged."""

    def __init__(self, told: tuple[int, int], last: Event) -> None:
        self._told = told
        self._last = last
        self._step = (told[1] - told[0]) // _MOST_POINTS
        self._paths: dict[str, TrackPath] = {}
        self._kept: list[KeptFrame] = []
        self._times: list[tuple[int, FrameStatus]] = []
        self._armed: Armed | None = None
        self._size = (0, 0)
        self._kept_at = 0

    def add(self, record: Tracks, armed: Armed) -> None:
        at = record.captured_at
        if not self._told[0] <= at <= self._told[1]:
            return
        self._armed = armed
        self._times.append((at, record.status))
        if record.status not in OBSERVED:
            return
        self._size = (record.width, record.height)
        for track in record.tracks:
            if track.track_id not in (self._last.owner, self._last.subject and self._last.subject.track_id):
                continue
            path = self._paths.setdefault(track.track_id, TrackPath(track.track_id, track.label))
            path.label = track.label
            if track.detected:
                path.detections += 1
                path.first_at, path.last_at = path.first_at or at, at
            if not path.points or at - path.points[-1].at >= self._step or at == self._last.at:
                path.points.append(TrackPoint(at, (track.x1, track.y1, track.x2, track.y2), track.detected))
        if at - self._kept_at >= self._step or at in (self._last.at, self._last.opened_at, self._last.since):
            self._kept_at = at
            boxes = tuple((t.track_id, t.label, (t.x1, t.y1, t.x2, t.y2), t.detected) for t in record.tracks)
            self._kept.append(KeptFrame(at, record.status, record.uri, boxes))

    def explanation(
        self, recorded: list[Event], recomputed: list[Event], pair: Pair, missing: list[Missing]
    ) -> Explanation:
        last = self._last
        camera = guard = None
        if self._armed is not None:
            specs = {
                (s.kind, s.name, s.revision): s for s in msgspec.msgpack.decode(self._armed.dump(), type=list[Spec])
            }
            camera = specs.get(("camera", last.camera, last.camera_revision or ""))
            guard = specs.get(("guard", last.guard, last.guard_revision))
        tolerance = 5.0 if camera is None else msgspec.json.decode(camera.body, type=CameraSpec).gap_tolerance
        observed = [at for at, status in self._times if status in OBSERVED]
        return Explanation(
            recorded=recorded,
            recomputed=recomputed,
            pair=pair,
            build=build_id(),
            guard=guard,
            camera=camera,
            size=self._size,
            window=self._told,
            frames=len(self._times),
            observed=len(observed),
            gaps=[(a, b) for a, b in pairwise(observed) if b - a > round(tolerance * 1e6)],
            unobserved=_runs(self._times),
            subject=None if last.subject is None else self._paths.get(last.subject.track_id),
            owner=None if last.owner is None else self._paths.get(last.owner),
            kept=self._kept,
            missing=missing,
        )


def _runs(times: Sequence[tuple[int, FrameStatus]]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    before: FrameStatus = "seen"
    for at, status in times:
        if status not in OBSERVED:
            if found and before == status:
                found[-1] = (found[-1][0], at, status)
            else:
                found.append((at, at, status))
        before = status
    return found


def _exactly(camera: str) -> str:
    """A pattern that matches this name alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in camera)
