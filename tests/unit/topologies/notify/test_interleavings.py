"""The notify stage through interleavings of kills, zombies and lost answers on the model broker: each decision once."""

import pytest

from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import DELIVERIES
from orin.topologies.notify.stage import notify_stage
from orin.topologies.stage.wire import Wire
from tests.support.alerting import CAMERA, DESK, Story, at, event, review
from tests.support.checkpoint.world import Source, World

WIRE = Wire(file_serde())


def recording() -> list[Source]:
    """Two minutes in which events are told, grouped, followed up, escalated and acknowledged; something unreadable."""
    story = Story(
        DESK + "unacknowledged: {after: 20s, tell: [lead]}\n---\n" + DESK.replace("desk", "lead"), late_after=1e6
    )
    for number in range(12):
        seconds = 9 * number
        story.happens(seconds, event(f"e{number}", seconds=seconds))
        if number % 3 == 0:
            story.happens(seconds + 1, event(f"e{number}", 2, seconds + 1, phase="closed", closed_at=at(seconds + 1)))
        if number % 4 == 0:
            story.happens(seconds + 2, review(f"e{number}", seconds=seconds + 2))
    story.until(300)
    sources: list[Source] = []
    for record in story.records:
        time = event_time(record)
        assert time is not None
        sources.append((CAMERA.encode(), WIRE.encode(record), headers(record), time // 1000))
    sources.insert(20, (CAMERA.encode(), b"garbage", [], at(50) // 1000))
    return sources


@pytest.mark.parametrize("seed", range(12))
def test_each_decision_is_made_once(seed: int) -> None:
    world = World(seed, notify_stage(1e6), WIRE, recording())
    world.run(steps=250)
    assert world.broker.log(DELIVERIES, 0).visible()
