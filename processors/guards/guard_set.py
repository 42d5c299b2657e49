"""Which guards look at a camera on a frame, compiled, and for how long that answer holds."""

import msgspec

from orin.processors.guards.guard import CameraShapes, Guard, micros
from orin.processors.guards.observed.frame import FrameSightings
from orin.processors.guards.state import WatchState
from orin.processors.specs.armed import Armed
from orin.processors.specs.meaning import is_answerable
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.references import cameras_of, matches
from orin.schemas.records import Tracks

_LEAST_HORIZON = 600_000_000


class GuardSet:
    """The guards of one camera, by name, for frames of one size captured from `begin` until `end` (exclusive)."""

    def __init__(self, armed: Armed, record: Tracks) -> None:
        at = record.captured_at
        camera = armed.camera(record.camera, at)
        spec = CameraSpec(camera=record.camera) if camera is None else _camera(camera.body)
        revision = None if camera is None else camera.revision
        self._armed = armed
        self._version = armed.version
        self._begin = at
        self._end = armed.next_change(at)
        self.size = (record.width, record.height)
        shapes = CameraShapes(spec, record.width, record.height)
        self.gap_tolerance = micros(spec.gap_tolerance)
        self.ignored = shapes.ignored()
        self.guards: list[Guard] = []
        for armed_spec in armed.guards(at):
            if not matches(cameras_of(armed_spec.body), record.camera):
                continue
            guard = _guard(armed_spec.body)
            # A camera without the zone that a guard names is one which that guard cannot watch.
            if is_answerable(guard.rule, spec):
                self.guards.append(Guard(armed_spec, guard, revision, shapes))
        self._index = shapes.index()
        self._sightings: FrameSightings | None = None
        self.walks = any(guard.walks for guard in self.guards)
        self.horizon = max((guard.lasting for guard in self.guards), default=0) + _LEAST_HORIZON
        """How far back windows that are still to open may begin."""

    def holds(self, armed: Armed, record: Tracks) -> bool:
        """Whether this is still what `armed` says for `record`."""
        at = record.captured_at
        return (
            self._armed is armed
            and self._version == armed.version
            and self._begin <= at
            and (self._end is None or at < self._end)
            and self.size == (record.width, record.height)
        )

    def sightings(self, state: WatchState) -> FrameSightings:
        """What is kept beside `state`; a new one for a state that was not the last to be stepped here."""
        sightings = self._sightings
        if sightings is None or sightings.state is not state or sightings.at != state.observed_at:
            sightings = self._sightings = FrameSightings(state, self._index, len(self.guards))
        return sightings


def _camera(body: str) -> CameraSpec:
    return msgspec.json.decode(body, type=CameraSpec)


def _guard(body: str) -> GuardSpec:
    return msgspec.json.decode(body, type=GuardSpec)
