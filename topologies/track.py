"""The track stage: detections in, tracks out, spec markers passed on in their place."""

from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.state import CameraTracks
from orin.runtime.config.settings import Settings
from orin.schemas.records import Detections, SessionEnd, Spec, Tracks
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.topics import DETECTIONS, TRACK_STATE, TRACKS
from orin.topologies.stage.definition import Stage
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
        undecodable=undecodable,
    )


async def run(settings: Settings) -> None:
    """`orin worker track`, until SIGTERM."""
    wire = Wire(open_serde(settings.schema_registry_url))
    await StageWorker(track_stage(settings.takeover_after), wire, settings).run()


def undecodable(camera: str, session: str, captured_at: int) -> Detections:
    """Stands for a message whose value cannot be read: a frame on which nothing was observed."""
    return Detections(
        camera=camera,
        session=session,
        session_started_at=captured_at,
        captured_at=captured_at,
        previous_at=None,
        published_at=captured_at,
        uri=None,
        width=0,
        height=0,
        status="undecodable",
        backend="",
    )
