"""The track stage: detections in, tracks out, spec markers passed on in their place."""

from functools import partial

from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.state import CameraTracks
from orin.runtime.config.settings import Settings
from orin.schemas.records import Detections, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.topics import DETECTIONS, TRACK_STATE, TRACKS
from orin.topologies.stage.definition import Stage
from orin.topologies.stage.reading import undecodable_frame
from orin.topologies.stage.wire import Wire
from orin.topologies.stage.worker import StageWorker


def track_stage(takeover_after: float = 10.0) -> Stage[CameraTracks, Detections | SessionEnd]:
    """`takeover_after`: seconds of silence until another ingest takes a camera over."""
    return Stage(
        name="track",
        source=DETECTIONS,
        state=TRACK_STATE,
        outputs={Tracks: TRACKS, SessionEnd: TRACKS, Spec: TRACKS},
        dense="offset",
        inputs=(Detections, SessionEnd),
        logic=TrackLogic(takeover_after),
        undecodable=partial(undecodable_frame, Detections),
    )


async def run(settings: Settings) -> None:
    """`orin worker track`, until SIGTERM."""
    wire = Wire(open_serde(settings.schema_registry_url))
    await StageWorker(track_stage(settings.takeover_after), wire, settings).run()
