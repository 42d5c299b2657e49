"""The track stage's logic: one camera's detections in, its tracks out."""

from collections.abc import Sequence

import msgspec

from orin.processors.geometry import Point, Rect, bottom_centre, corners, inside, stretch, stretched
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.models import CameraSpec
from orin.processors.tracking.admission import admit, end_session
from orin.processors.tracking.endings import is_shown
from orin.processors.tracking.kalman import predicted
from orin.processors.tracking.state import CameraTracks, LiveTrack
from orin.processors.tracking.track_updates import label_of
from orin.processors.tracking.tracker import detections, update_tracks
from orin.schemas.records import (
    OBSERVED,
    Box,
    Detections,
    EndedTrack,
    Record,
    SessionEnd,
    Spec,
    Track,
    Tracks,
    TrackState,
)

SHAPE_SECONDS = 0.3
"""Walking people change their outline in such a time: the sides of earlier boxes say nothing of it any more."""


class TrackLogic:
    """A `CameraLogic` over Detections and SessionEnd; every admitted Detections gives exactly one Tracks."""

    logic_version = 2

    def __init__(self, takeover_after: float = 10.0) -> None:
        self._takeover_after = takeover_after
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(CameraTracks)
        self._specs: dict[str, tuple[str, CameraSpec]] = {}

    def new(self, camera: str) -> CameraTracks:
        return CameraTracks(camera)

    def is_late(self, state: CameraTracks, record: Detections | SessionEnd) -> bool:
        return isinstance(record, Detections) and record.captured_at <= state.last_at

    def dump(self, state: CameraTracks) -> bytes:
        return self._encoder.encode(state)

    def load(self, data: bytes) -> CameraTracks:
        return self._decoder.decode(data)

    def step(
        self,
        state: CameraTracks,
        record: Detections | SessionEnd,
        armed: Armed,
        origin: Origin,  # noqa: ARG002
    ) -> tuple[CameraTracks, list[Record]]:
        """Nothing comes out for a repeat, for another session's frame, or for an end that was said before."""
        if isinstance(record, SessionEnd):
            return state, [record] if end_session(state, record) else []
        if admit(state, record, self._takeover_after) != "admitted":
            return state, []
        ended: list[EndedTrack] = []
        observed = record.status in OBSERVED
        if observed:
            ended = self._observe(state, record, armed)
        return state, [_tracks(state, record, ended, observed=observed)]

    def _observe(self, state: CameraTracks, record: Detections, armed: Armed) -> list[EndedTrack]:
        spec = self._camera_spec(armed.camera(record.camera, record.captured_at))
        if not state.tracks and state.measured_in != record.session:
            state.width, state.height, state.measured_in = record.width, record.height, record.session
        boxes: Sequence[Box] = record.boxes
        if spec.ignore:
            boxes = [box for box in boxes if not _is_ignored(box, spec, record)]
        gone = [corners(place) for place in record.gone]
        if (state.width, state.height) != (record.width, record.height):
            # The same scene in other pixels.
            by = stretch(record.width, record.height, state.width, state.height)
            boxes = [_stretched(box, by) for box in boxes]
            gone = [stretched(place, by) for place in gone]
        return update_tracks(state, record.captured_at, detections(boxes), spec.gap_tolerance, gone)

    def _camera_spec(self, spec: Spec | None) -> CameraSpec:
        if spec is None:
            return _DEFAULT
        revision, compiled = self._specs.get(spec.name, ("", _DEFAULT))
        if revision != spec.revision:
            compiled = msgspec.json.decode(spec.body, type=CameraSpec)
            self._specs[spec.name] = (spec.revision, compiled)
        return compiled


_DEFAULT = CameraSpec(camera="")


def _is_ignored(box: Box, spec: CameraSpec, record: Detections) -> bool:
    x, y = bottom_centre((box.x1, box.y1, box.x2, box.y2))
    place = (x / record.width, y / record.height)
    return any(inside(zone, place) for zone in spec.ignore.values())


def _stretched(box: Box, by: Point) -> Box:
    x1, y1, x2, y2 = stretched(corners(box), by)
    return msgspec.structs.replace(box, x1=x1, y1=y1, x2=x2, y2=y2)


def _tracks(state: CameraTracks, record: Detections, ended: list[EndedTrack], *, observed: bool) -> Tracks:
    back = stretch(state.width, state.height, record.width, record.height)
    return Tracks(
        camera=record.camera,
        session=record.session,
        session_started_at=record.session_started_at,
        captured_at=record.captured_at,
        previous_at=record.previous_at,
        published_at=record.published_at,
        uri=record.uri,
        width=record.width,
        height=record.height,
        source_position=record.source_position,
        status=record.status,
        model_sha256=None if record.model is None else record.model.sha256,
        backend=record.backend,
        tracks=tuple(
            _track(track, record.captured_at if observed else None, state.interval, back)
            for track in state.tracks
            if is_shown(track, state.observed_at)
        ),
        ended=tuple(ended),
    )


def _track(track: LiveTrack, at: int | None, interval: float, back: Point) -> Track:
    """The track as it is on the frame captured at `at`; None: the frame was not observed. `interval`: seconds from the
    frame before. `back`: from the pixels of the state to those of the frame.
    """
    detected = track.last_at == at
    x1, y1, x2, y2 = stretched(_box(track, interval, detected=detected), back)
    return Track(
        track_id=track.track_id,
        label=label_of(track),
        label_held=not (detected and track.has_label),
        score=track.score,
        x1=round(x1, 2),
        y1=round(y1, 2),
        x2=round(x2, 2),
        y2=round(y2, 2),
        state=_state(track, detected=detected),
        born_at=track.born_at,
        detected=detected,
        velocity_x=round(track.vx * back[0], 2),
        velocity_y=round(track.vy * back[1], 2),
        rest_since=track.static_since if detected else None,
    )


def _box(track: LiveTrack, interval: float, *, detected: bool) -> Rect:
    """Where it is: its own last box at rest, the prediction while it coasts.

    A moving object has the bottom centre of its detection, because guards decide by it. Its sides are the filter's,
    because a detector's boxes vary in size more than objects do; the more time between frames, the more of the
    detection's own.
    """
    if track.resting or (detected and track.static_since is not None):
        return track.box
    if not detected:
        return predicted(track)
    x1, y1, x2, y2 = track.box
    own = min(interval / SHAPE_SECONDS, 1.0)
    half = (track.width + own * (x2 - x1 - track.width)) / 2
    height = track.height + own * (y2 - y1 - track.height)
    x, y = bottom_centre(track.box)
    return x - half, y - height, x + half, y


def _state(track: LiveTrack, *, detected: bool) -> TrackState:
    if not track.confirmed:
        return "tentative"
    if track.resting:
        return "resting"
    return "confirmed" if detected else "coasting"
