"""The real stages through some interleavings: their states survive being dumped, dropped and loaded anywhere."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.stage_load import detections, specs
from orin.processors.specs.armed import Armed
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.messages import Message
from orin.topologies.kafka.topics import DETECTIONS, EVENTS, SPEC_KEY, TRACKS
from orin.topologies.stage.checkpoint.batch import Batch
from orin.topologies.stage.checkpoint.state import Position, StoredState
from orin.topologies.stage.definition import Stage
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


@pytest.mark.parametrize(("stage", "source"), [(track_stage(), recording), (watch_stage(60.0, "test"), tracked)])
def test_what_comes_out_of_order_is_counted(stage: Stage[Any, Any], source: Callable[[], list[Source]]) -> None:
    """Of ten frames the third comes again, and the two after them in the wrong order."""
    sources = source()
    specs_before = sum(each[0] == SPEC_KEY for each in sources)
    frames = sources[specs_before:]
    order = [*frames[:10], frames[2], frames[11], frames[10]]
    messages = [Message(0, n, t, k, v, h) for n, (k, v, h, t) in enumerate([*sources[:specs_before], *order])]
    batch = Batch(
        stage, 0, WIRE, stored_state=StoredState(), armed=Armed(), position=Position(0, None, {}), value_bytes=10**6,
        poison=frozenset(), report=lambda *_: None, wall_clock=lambda: START,
    )  # fmt: skip
    done = batch.run(messages, None)
    assert (done.records, done.late) == (len(messages), 2)


@pytest.mark.parametrize("seed", range(40))
def test_track(seed: int) -> None:
    World(seed, track_stage(), WIRE, recording()).run(steps=250)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_watch(seed: int) -> None:
    world = World(seed, watch_stage(60.0, "test"), WIRE, tracked())
    world.run(steps=250)
    assert world.broker.log(EVENTS, 0).visible()
