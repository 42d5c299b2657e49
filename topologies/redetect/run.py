"""`orin redetect`: another detector over the frames that are still kept, onto a detections topic of its own.

The steps are detect's (triage, images, inspection), one partition after the other, so that markers, ends of sessions
and frames come out in the order of the frames topic and in the partition of the same number. What replay reads of
`orin.detections.v1` it can read of this topic.

Not as in production: no frame is shed, and the backend begins with the window, knowing no background. A frame whose
bytes are gone is `undecodable`, which is time unseen.
"""

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fnmatch import fnmatchcase
from itertools import islice

from msgspec import Struct

from orin.processors.detection.backend import Backend
from orin.runtime.config.settings import Settings
from orin.runtime.frames.evidence import Evidence
from orin.runtime.frames.store import FrameGone
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Model, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.detect.images import ImageLoader, LoadedImage
from orin.topologies.detect.inspect import Inspector
from orin.topologies.detect.pipeline import LOADERS
from orin.topologies.detect.triage import Triage
from orin.topologies.detect.work_item import WorkItem
from orin.topologies.detect.worker import open_configured
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.messages import Message, Outgoing
from orin.topologies.kafka.topics import DETECTIONS, FRAMES, SPEC_KEY
from orin.topologies.redetect.topic import DetectionsTopic
from orin.topologies.replay.progress import OnProgress, part
from orin.topologies.replay.run import Window
from orin.topologies.specs.apply import SpecLog, marked_partitions
from orin.topologies.specs.history import History
from orin.topologies.stage.reading import event_time_of


class RedetectedFrames(Struct):
    """What became of one camera's frames."""

    statuses: Counter[str]
    gone: int = 0
    """Of `undecodable`: frames whose bytes are neither in the store nor among the evidence."""

    @property
    def frames(self) -> int:
        return self.statuses.total()


class Redetected(Struct, frozen=True, kw_only=True):
    topic: str
    backend: str
    model: Model | None
    cameras: dict[str, RedetectedFrames]
    seconds: float


def redetect(
    settings: Settings, window: Window, cameras: str, topic: str | None, on_progress: OnProgress
) -> Redetected:
    """Frames captured in `window` of the cameras that match the pattern, by the backend that the settings name.

    Creates the topic, and deletes it again when this fails. Raises Misuse for an existing topic or an invalid
    name, OrinError where there is no frame to look at, and where Kafka, the store or the model fail.
    """
    started = time.monotonic()
    serde = open_serde(settings.schema_registry_url)
    history = SpecLog(settings, serde).history()
    backend = open_configured(settings)
    try:
        with (
            Log(settings) as log,
            DetectionsTopic(settings, topic or default_topic(backend), log.partitions(FRAMES)) as target,
        ):
            again = _Again(settings, serde, backend, target)
            for partition in range(target.partitions):
                on_part = part(on_progress, partition, target.partitions, f"partition {partition}: ")
                target.send(_armed_before(history, window.start, partition, target.partitions, serde))
                again.look(partition, _messages(log, partition, window, cameras, on_part))
            _check(again.cameras, window, cameras)
            return Redetected(
                topic=target.name,
                backend=backend.name,
                model=backend.model,
                cameras=dict(sorted(again.cameras.items())),
                seconds=round(time.monotonic() - started, 3),
            )
    finally:
        backend.close()


def default_topic(backend: Backend) -> str:
    """`orin.redetect.MODEL-HASH8`, or with the backend's name where it has no model."""
    model = backend.model
    stem = backend.name if model is None else f"{model.name.rsplit('.', 1)[0]}-{model.sha256[:8]}"
    return f"orin.redetect.{re.sub(r'[^A-Za-z0-9._-]+', '-', stem)}"


class _Retained:
    """The frame store and the evidence; notes the frames whose bytes are gone."""

    def __init__(self, settings: Settings) -> None:
        self._evidence = Evidence(settings)
        self.gone: set[str] = set()

    def get(self, uri: str) -> bytes:
        try:
            return self._evidence.get(uri)
        except FrameGone:
            self.gone.add(uri)
            raise


class _Again:
    """The backend over one partition after the other."""

    def __init__(self, settings: Settings, serde: Serde, backend: Backend, target: DetectionsTopic) -> None:
        self._target = target
        self._store = _Retained(settings)
        self._images = ImageLoader(self._store)
        self._batch = settings.detect_batch
        # A clock that stands at the beginning of time: no frame is too old for detection.
        self._triage = Triage(
            serde, max_lag=0.0, takeover_after=settings.takeover_after, backend=backend.name, clock=lambda: 0
        )
        self._inspector = Inspector(backend, serde, lambda: 0)
        self.cameras: dict[str, RedetectedFrames] = {}

    def look(self, partition: int, messages: Iterable[Message]) -> None:
        """The next batch's images are fetched and decoded while the backend works on this one."""
        with ThreadPoolExecutor(LOADERS, "load") as loaders:
            before: list[tuple[WorkItem, Future[LoadedImage] | None]] = []
            source = iter(messages)
            while some := list(islice(source, self._batch)):
                items = [item for message in some if (item := self._triage.take(message)) is not None]
                loading = [(item, self._begin(loaders, item)) for item in items]
                self._finish(before)
                before = loading
            self._finish(before)
        sequences = self._triage.lose({partition})
        self._images.forget(sequences)
        self._inspector.forget(sequences)

    def _begin(self, loaders: ThreadPoolExecutor, item: WorkItem) -> "Future[LoadedImage] | None":
        if item.frame is None or item.status is not None:
            return None
        return loaders.submit(self._images.load, item.frame)

    def _finish(self, loading: "list[tuple[WorkItem, Future[LoadedImage] | None]]") -> None:
        for item, future in loading:
            if future is not None and item.frame is not None:
                picture = future.result()
                if item.frame.uri in self._store.gone:
                    item.status = "undecodable"
                else:
                    self._images.settle(item, picture)
        self._inspector.look([item for item, _ in loading])
        for item, _ in loading:
            self._count(item)
        # Dead letters are the pipeline's own: it has written them when it came to these frames.
        self._target.send(output for item, _ in loading for output in item.outputs if output.topic == DETECTIONS)

    def _count(self, item: WorkItem) -> None:
        if item.frame is None:
            return
        counted = self.cameras.setdefault(item.frame.camera, RedetectedFrames(Counter()))
        counted.statuses[item.result.status if item.result else str(item.status)] += 1
        counted.gone += item.frame.uri in self._store.gone


def _messages(log: Log, partition: int, window: Window, cameras: str, on_progress: OnProgress) -> Iterator[Message]:
    """The messages of the window, in the order of the log; spec markers too."""
    begin = log.offset_at(FRAMES, partition, window.start)
    end = log.bounds(FRAMES, partition).end  # no lookup by time says where to stop: replay/starting_points.py
    for batch in log.read(FRAMES, partition, begin, end):
        for m in batch:
            if m.key != SPEC_KEY:
                camera = (m.key or b"").decode(errors="replace")
                if not window.start <= event_time_of(m) < window.end or not fnmatchcase(camera, cameras):
                    continue
            yield m
        on_progress((batch[-1].offset + 1 - begin) / (end - begin), "detecting")


def _armed_before(history: History, start: int, partition: int, partitions: int, serde: Serde) -> list[Outgoing]:
    """Markers of what was armed when the window began: their own may lie before it, or be gone."""
    held = [r.spec for r in history.revisions() if r.armed and r.spec.active_from < start]
    return [_marker(spec, partition, start, serde) for spec in held if partition in marked_partitions(spec, partitions)]


def _marker(spec: Spec, partition: int, at: int, serde: Serde) -> Outgoing:
    return Outgoing(DETECTIONS, partition, SPEC_KEY, serde.encode(spec), headers(spec), at // 1000)


def _check(found: dict[str, RedetectedFrames], window: Window, cameras: str) -> None:
    frames = sum(each.frames for each in found.values())
    when = f"between {format_time(window.start)} and {format_time(window.end)}"
    if not frames:
        raise OrinError(f"{FRAMES} has no frame of {cameras} {when}: choose another window")
    if sum(each.gone for each in found.values()) == frames:
        raise OrinError(
            f"none of the {frames} frames of {cameras} {when} has its image any more: the store keeps images for"
            " ORIN_FRAMES_RETENTION seconds, and those around events for ORIN_EVIDENCE_RETENTION"
        )


def configured(settings: Settings, **chosen: object) -> Settings:
    """The settings with another model, backend or device. Misuse where neither a model nor a backend is named."""
    found = settings.model_copy(update={name: value for name, value in chosen.items() if value is not None})
    if chosen.get("model") is not None and chosen.get("backend") is None:
        found = found.model_copy(update={"backend": None})
    if found.model is None and chosen.get("backend") is None:
        raise Misuse("specify a detector: --model WEIGHTS, or --backend motion")
    return found
