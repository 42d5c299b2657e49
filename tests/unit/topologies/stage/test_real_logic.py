"""The real stages through some interleavings: their states survive being dumped, dropped and loaded anywhere."""

import pytest

from benchmarks.stage_load import detections, specs
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import DETECTIONS, EVENTS, SPEC_KEY, TRACKS
from orin.topologies.stage.wire import Wire
from orin.topologies.track import track_stage
from orin.topologies.watch import watch_stage
from tests.support.checkpoint.world import Source, World, undisturbed

START = 1_700_000_000_000_000
CAMERA = "bench/cam-0"
WIRE = Wire(file_serde())


def recording() -> list[Source]:
    """The specs of one camera, then 6 s of it: people walk over its line."""
    armed = [spec for spec in specs() if spec.name in (CAMERA, "door-0", "floor-0")]
    frames = [each for each in detections(60 * 20, START) if each.camera == CAMERA]
    return [
        *((SPEC_KEY, WIRE.encode(spec), headers(spec), START // 1000) for spec in armed),
        *((CAMERA.encode(), WIRE.encode(each), headers(each), each.captured_at // 1000) for each in frames),
    ]


def tracked() -> list[Source]:
    """What track makes of the recording."""
    messages = [Message(0, i, t, k, v, h) for i, (k, v, h, t) in enumerate(recording())]
    outputs, _ = undisturbed(track_stage(), WIRE, messages, DETECTIONS)
    return [(k, v, headers(WIRE.decode(v)), m.timestamp) for (k, v), m in zip(outputs[TRACKS], messages, strict=True)]


@pytest.mark.parametrize("seed", range(40))
def test_track(seed: int) -> None:
    World(seed, track_stage(), WIRE, recording()).run(steps=250)


@pytest.mark.parametrize("seed", range(40))
def test_watch(seed: int) -> None:
    world = World(seed, watch_stage(60.0, "test"), WIRE, tracked())
    world.run(steps=250)
    assert world.broker.log(EVENTS, 0).visible()
