"""Snapshots of a camera's state: where replay and explain may start.

Every ten minutes of a camera's event time the watch stage publishes what it knows of the camera, in the transaction of
the events. When it does is a function of the tracks topic alone, so each snapshot is published once, whatever crashes.
"""

import msgspec

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.references import cameras_of, matches
from orin.schemas.records import CameraSnapshot, Record, SessionEnd, Spec, Tracks

PERIOD = 600_000_000
"""µs of event time. A camera's first record of each period is followed by a snapshot."""


class SnapshotLogic:
    """A `CameraLogic`: the watch stage's own, and snapshots beside its events."""

    def __init__(self, watch: WatchLogic) -> None:
        self._watch = watch
        self.logic_version = watch.logic_version
        self.new = watch.new
        self.is_late = watch.is_late
        self.dump = watch.dump
        self.load = watch.load
        self._about: dict[str, tuple[Armed, int, bytes]] = {}
        """By camera, with the armed set and its version that it was made from: only a cache."""

    def step(
        self, state: WatchState, record: Tracks | SessionEnd, armed: Armed, origin: Origin
    ) -> tuple[WatchState, list[Record]]:
        """As the watch stage's; on the first record of a period a CameraSnapshot comes last."""
        before = state.last_at
        state, outputs = self._watch.step(state, record, armed, origin)
        if state.last_at // PERIOD == before // PERIOD:
            return state, outputs
        snapshot = CameraSnapshot(
            camera=record.camera,
            captured_at=state.last_at,
            offset=origin.offset,
            began=before < 0,
            logic_version=self.logic_version,
            state=self._watch.dump(state),
            armed=self._armed_for(record.camera, armed),
        )
        return state, [*outputs, snapshot]

    def _armed_for(self, camera: str, armed: Armed) -> bytes:
        held = self._about.get(camera)
        if held is None or held[0] is not armed or held[1] != armed.version:
            held = self._about[camera] = armed, armed.version, specs_about(armed, camera).dump()
        return held[2]


def specs_about(armed: Armed, camera: str) -> Armed:
    """The part of `armed` that decides the events of `camera`.

    A name is in with all its revisions, or out: a revision for this camera may be followed by one for others.
    """
    specs = msgspec.msgpack.decode(armed.dump(), type=list[Spec])
    names = {(spec.kind, spec.name) for spec in specs if _is_about(spec, camera)}
    part = Armed()
    for spec in specs:
        if (spec.kind, spec.name) in names:
            part.add(spec)
    return part


def _is_about(spec: Spec, camera: str) -> bool:
    if spec.kind == "camera":
        return spec.name == camera
    return matches(cameras_of(spec.body), camera)
