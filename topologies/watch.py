"""The watch stage: tracks in, events and snapshots out. Spec markers end here."""

from functools import partial

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.schemas.records import CameraSnapshot, Event, SessionEnd, Tracks
from orin.schemas.wire.serde import open_serde
from orin.topologies.camera_snapshots import SnapshotLogic
from orin.topologies.kafka.topics import EVENTS, SNAPSHOTS, TRACKS, WATCH_STATE
from orin.topologies.stage.definition import Stage
from orin.topologies.stage.reading import undecodable_frame
from orin.topologies.stage.wire import Wire
from orin.topologies.stage.worker import StageWorker


def watch_stage(late_after: float = 60.0, build: str = "") -> Stage[WatchState, Tracks | SessionEnd]:
    """`late_after`: seconds from capture to publishing after which an event is late; `build` goes into provenance."""
    return Stage(
        name="watch",
        source=TRACKS,
        state=WATCH_STATE,
        outputs={Event: EVENTS, CameraSnapshot: SNAPSHOTS},
        dense="sequence",
        inputs=(Tracks, SessionEnd),
        logic=SnapshotLogic(WatchLogic(late_after, build)),
        undecodable=partial(undecodable_frame, Tracks),
    )


async def run(settings: Settings) -> None:
    """`orin worker watch`, until SIGTERM."""
    wire = Wire(open_serde(settings.schema_registry_url))
    await StageWorker(watch_stage(settings.late_after, build_id()), wire, settings).run()
