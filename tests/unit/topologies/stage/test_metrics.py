"""What a stage counts of its own outputs."""

import prometheus_client
import pytest

from orin.schemas.records import Tracks
from orin.topologies.stage.checkpoint.signals import BatchDone, StageReport
from orin.topologies.stage.metrics import StageMetrics


def tracks(at: int, previous: int | None) -> Tracks:
    return Tracks(
        camera="hq/gaps", session="s", session_started_at=0, captured_at=at, previous_at=previous, published_at=at,
        uri=None, width=1, height=1, status="seen", backend="none",
    )  # fmt: skip


def sample(name: str, **labels: str) -> float:
    return prometheus_client.REGISTRY.get_sample_value(name, {"stage": "test", **labels}) or 0.0


def gaps() -> float:
    return sample("orin_input_gaps_total")


@pytest.mark.parametrize(
    ("what", "details", "metric", "labels", "count"),
    [
        ("hole", {"records": 2}, "orin_delivery_holes_total", {}, 1),
        ("gap", {"from": 1, "to": 9}, "orin_records_lost_total", {}, 8),
        ("fenced", {}, "orin_transactions_total", {"outcome": "fenced"}, 1),
        ("failed", {}, "orin_restarts_total", {}, 1),
        ("dead_letter", {"reason": "torn"}, "orin_dead_letters_total", {"reason": "torn"}, 1),
        ("state_rebuilt", {"reason": "topic"}, "orin_rebuilt_states_total", {"reason": "topic"}, 1),
    ],
)
def test_what_a_machine_reports_is_counted(
    what: str, details: dict[str, object], metric: str, labels: dict[str, str], count: int
) -> None:
    before = sample(metric, **labels)
    StageMetrics("test").report(StageReport(what, details))
    assert sample(metric, **labels) - before == count


def test_rebalances_and_recoveries_are_timed() -> None:
    stage_metrics = StageMetrics("test")
    for metric, observe in (
        ("orin_rebalance_seconds", stage_metrics.rebalanced),
        ("orin_state_load_seconds", stage_metrics.ready),
    ):
        count, total = sample(f"{metric}_count"), sample(f"{metric}_sum")
        observe(1.5)
        assert (sample(f"{metric}_count") - count, sample(f"{metric}_sum") - total) == (1, 1.5)


def test_frames_out_of_order_are_counted() -> None:
    before = sample("orin_records_out_of_order_total")
    StageMetrics("test").batch(0, BatchDone(5, 3, [], 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0))
    assert sample("orin_records_out_of_order_total") - before == 3


def test_a_frame_that_never_came_is_counted_once() -> None:
    stage_metrics = StageMetrics("test")
    before = gaps()
    for outputs in ([tracks(1, None), tracks(2, 1)], [tracks(5, 4), tracks(6, 5)]):
        stage_metrics.batch(0, BatchDone(2, 0, outputs, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0))
    assert gaps() - before == 1
