"""track and watch, one after the other, without the topic between them: what `orin try` and replay run."""

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.state import CameraTracks
from orin.schemas.records import Detections, Event, SessionEnd, Tracks


class TrackAndWatch:
    """Any number of cameras. Tracks and events are those of the two stages."""

    def __init__(self, track: TrackLogic, watch: WatchLogic) -> None:
        self._track = track
        self._watch = watch
        self._tracked: dict[str, CameraTracks] = {}
        self._watched: dict[str, WatchState] = {}

    def step(self, record: Detections | SessionEnd, armed: Armed, origin: Origin) -> tuple[list[Tracks], list[Event]]:
        """The tracks and events that this record gives, in order."""
        camera = record.camera
        tracked = self._tracked.get(camera) or self._track.new(camera)
        self._tracked[camera], outputs = self._track.step(tracked, record, armed, origin)
        tracks: list[Tracks] = []
        events: list[Event] = []
        for output in outputs:
            if not isinstance(output, Tracks | SessionEnd):
                continue
            if isinstance(output, Tracks):
                tracks.append(output)
            events += self.watch(output, armed, origin)
        return tracks, events

    def watch(self, record: Tracks | SessionEnd, armed: Armed, origin: Origin) -> list[Event]:
        """The events that a record of the tracks topic gives, in order."""
        camera = record.camera
        watched = self._watched.get(camera) or self._watch.new(camera)
        self._watched[camera], found = self._watch.step(watched, record, armed, origin)
        return [event for event in found if isinstance(event, Event)]

    def state(self, camera: str) -> WatchState | None:
        """What watch keeps of the camera; the next record changes it."""
        return self._watched.get(camera)
