"""The whole chain in one process, without a broker: what `orin try` runs. Replay runs the last of it on topics.

The processors and their order are those of the stages; only the plumbing between them is missing, so the events
are the same.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from orin.processors.detection.backend import Backend, DecodedFrame, Image
from orin.processors.detection.describe import describe
from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.identity import revision
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import ParsedSpec
from orin.processors.track_and_watch import TrackAndWatch
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import Detections, Event, FrameRef, SessionEnd, Spec, Tracks
from orin.topologies.detect.images import decode
from orin.topologies.ingest.capture.frames import CapturedFrame, clip_frames
from orin.topologies.ingest.sources.base import Source

_SESSION = "offline"


class Analysis(NamedTuple):
    """What the chain makes of one record. `state` is the watch stage's of the camera; the next record changes it."""

    tracks: tuple[Tracks, ...]
    events: tuple[Event, ...]
    state: WatchState | None


class Chain:
    """track and watch, one after the other, over any number of cameras."""

    def __init__(self, specs: Iterable[ParsedSpec], *, late_after: float, takeover_after: float, build: str) -> None:
        self._armed = Armed()
        for spec in specs:
            self._armed.add(
                Spec(kind=spec.kind, name=spec.name, revision=revision(1, spec.body), body=spec.body, active_from=0)
            )
        self._stages = TrackAndWatch(TrackLogic(takeover_after), WatchLogic(late_after, build))
        self._offset = 0

    def analyse(self, record: Detections | SessionEnd) -> Analysis:
        """The tracks and events that this record gives, in order."""
        origin = Origin("offline", 0, self._offset)
        self._offset += 1
        tracks, events = self._stages.step(record, self._armed, origin)
        return Analysis(tuple(tracks), tuple(events), self._stages.state(record.camera))


def clip_detections(
    source: Source,
    camera: str,
    backend: Backend,
    *,
    fps: float | None,
    anchor: int,
    show: Callable[[Image | None], None] = lambda _: None,
) -> Iterator[Detections | SessionEnd]:
    """What the backend detects on each frame of a clip; the first frame captured at `anchor` (µs).

    Where the clip's timestamps jump for good, the session ends and another begins, as in ingest.

    `show` is given each frame's image before its record comes, None for one that cannot be decoded. The images go
    through JPEG as they do on their way through the frame store, so the boxes are the same.
    """
    previous: int | None = None
    session = _SESSION
    for captured in clip_frames(source, fps, anchor):
        if previous is not None and session != _session(captured):
            yield SessionEnd(camera=camera, session=session, ended_at=previous)
        session = _session(captured)
        image = decode(captured.image.data)
        show(image)
        yield _detect(_frame_ref(source, camera, captured, anchor, previous), image, backend)
        previous = captured.captured_at


def _detect(frame: FrameRef, image: Image | None, backend: Backend) -> Detections:
    if image is None:
        return describe(frame, backend, None, "undecodable")
    (result,) = backend.detect([DecodedFrame(frame.camera, frame.captured_at, image)])
    return describe(frame, backend, result, size=(image.shape[1], image.shape[0]))


def _session(captured: CapturedFrame) -> str:
    return f"{_SESSION}-{captured.part}" if captured.part else _SESSION


def _frame_ref(source: Source, camera: str, captured: CapturedFrame, anchor: int, previous: int | None) -> FrameRef:
    return FrameRef(
        camera=camera,
        session=_session(captured),
        session_started_at=anchor,
        captured_at=captured.captured_at,
        previous_at=previous,
        published_at=captured.captured_at,
        lossless=True,
        uri="",
        width=captured.image.width,
        height=captured.image.height,
        encoding=captured.image.encoding,
        source=source.info.name,
        source_position=captured.position,
    )
