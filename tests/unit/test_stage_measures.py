"""What a stage counts of its own outputs."""

import prometheus_client

from schemas.records import Tracks
from topologies.stage.measures import Measures
from topologies.stage.signals import BatchDone


def tracks(at: int, previous: int | None) -> Tracks:
    return Tracks(
        camera="hq/gaps", session="s", session_started_at=0, captured_at=at, previous_at=previous, published_at=at,
        uri=None, width=1, height=1, status="seen", backend="none",
    )  # fmt: skip


def gaps() -> float:
    return prometheus_client.REGISTRY.get_sample_value("orin_input_gaps_total", {"stage": "test"}) or 0.0


def test_a_frame_that_never_came_is_counted_once() -> None:
    measures = Measures("test", "orin.detections.v1")
    before = gaps()
    for outputs in ([tracks(1, None), tracks(2, 1)], [tracks(5, 4), tracks(6, 5)]):
        measures.batch(0, BatchDone(2, outputs, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0))
    assert gaps() - before == 1
