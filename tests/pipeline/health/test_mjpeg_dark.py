"""A camera that delivers MJPEG and falls silent is said to be dark, and back when its pictures come again."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from orin.runtime.config.settings import Settings
from orin.schemas.records import HealthEvent, Heartbeat
from orin.topologies.ingest.sources.base import encode
from orin.topologies.kafka.topics import HEALTH
from tests.support.processes.detect_bench import Log, decoded, worker
from tests.support.servers.mjpeg import Handler, begin, part, serving

pytestmark = pytest.mark.kafka
CAMERA = "hq/mjpeg"


class Pictures:
    """A picture every 0.1 s to whoever is connected, while it `flows`; connections stay in any case."""

    def __init__(self) -> None:
        self.flows = threading.Event()
        self.flows.set()

    def serve(self, handler: Handler) -> None:
        begin(handler)
        for grey in range(1_000_000):
            self.flows.wait()
            handler.wfile.write(part(encode(np.full((48, 64, 3), grey % 200, np.uint8)).data))
            time.sleep(0.1)  # the rate of the camera


def test_dark_while_no_picture_comes(settings: Settings, tmp_path: Path) -> None:
    pictures, health = Pictures(), Log(settings, HEALTH)

    def said() -> list[str]:
        return [each.kind for each in decoded(health.messages) if isinstance(each, HealthEvent)]

    def published() -> bool:
        return any(isinstance(each, Heartbeat) and each.frames_published for each in decoded(health.messages))

    with (
        serving(pictures.serve) as url,
        worker(settings, tmp_path / "health.log", "worker", "health", ORIN_DARK_AFTER="3") as watching,
        worker(settings, tmp_path / "ingest.log", "ingest", url, "--camera", CAMERA),
    ):
        health.until(lambda _: published(), watching)
        pictures.flows.clear()
        health.until(lambda _: said()[-1:] == ["camera.dark"], watching)
        pictures.flows.set()
        health.until(lambda _: said() == ["camera.dark", "camera.back"], watching)
    health.close()
