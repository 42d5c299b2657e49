"""All workers killed at once: what they knew of the cameras is there again soon.

CAMERAS in the environment says how many there are; without it 100.
"""

import os
from pathlib import Path

import pytest

from benchmarks.cold_recovery import GOAL, measure
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka

CAMERAS = int(os.environ.get("CAMERAS", "100"))


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(300 + CAMERAS)
def test_every_camera_goes_on_where_it_was(kafka: Kafka, tmp_path: Path) -> None:
    # One crossing of each camera: only who remembers the walker on this side of the line knows of it.
    found = measure(Settings(kafka_bootstrap=kafka.bootstrap), tmp_path, CAMERAS)
    assert found.first_event <= GOAL
