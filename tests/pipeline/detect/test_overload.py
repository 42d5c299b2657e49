"""Three times more frames than detect can look at: a live camera's newest win, a file's all do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from orin.runtime.config.settings import Settings
from orin.topologies.kafka.topics import DETECTIONS
from tests.support.processes.detect_bench import Camera, Log
from tests.support.processes.overload import publish, slow_worker

pytestmark = pytest.mark.kafka

SECONDS = 0.06
"""A frame takes the backend."""
MAX_LAG = 1.0


@pytest.fixture
def detections(settings: Settings) -> Iterator[Log]:
    log = Log(settings, DETECTIONS)
    yield log
    log.close()


def test_a_live_camera_is_shed_to_its_newest_and_every_frame_is_accounted_for(
    settings: Settings, detections: Log, tmp_path: Path
) -> None:
    camera = Camera(settings, "hq/fast", lossless=False)
    with slow_worker(settings, tmp_path / "log", SECONDS, MAX_LAG):
        publish(camera, detections, 3, 0.01)  # the worker is there
        found = publish(camera, detections, 300, SECONDS / 3)
        after = publish(camera, detections, 1, 0.0)
    assert [r.captured_at for r in found.records] == found.published
    assert {r.status for r in found.records} == {"seen", "shed"}
    assert all((r.inferred_at is None) == (r.status == "shed") for r in found.records)
    # Nothing is shed before it is too old; what is looked at was not, but waits for up to three batches of eight.
    assert min(found.ages[r.captured_at] for r in found.of("shed")) > MAX_LAG
    assert max(found.ages[r.captured_at] for r in found.of("seen")) < MAX_LAG + 4 * 8 * SECONDS + 2.0
    assert len(found.of("seen")) > 40
    assert found.longest_unseen() < 5.0  # the default gap tolerance of guards
    assert [r.status for r in after.records] == ["seen"]


def test_a_file_is_never_shed(settings: Settings, detections: Log, tmp_path: Path) -> None:
    camera = Camera(settings, "hq/file", lossless=True)
    with slow_worker(settings, tmp_path / "log", SECONDS, 0.3):
        found = publish(camera, detections, 60, SECONDS / 3)
    assert [r.captured_at for r in found.records] == found.published
    assert {r.status for r in found.records} == {"seen"}
    assert max(found.ages.values()) > 0.3
