"""`orin worker project` as a process: killed in mid-run, its database down at first, told to stop."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port
from orin.topologies.kafka import topics
from tests.support.processes.orin_command import environment, orin
from tests.support.processes.projection_records import SECOND, caught_up, event, now, publish, rows, tracks
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]
CAMERAS = [f"hq/camera-{n}" for n in range(4)]
FRAMES = 400


@contextmanager
def worker(settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    env = environment(settings.home, settings.engines_folder()) | {
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_DATABASE_URL": settings.database_url.get_secret_value(),
        "ORIN_LOG_FORMAT": "json",
    }
    with log.open("ab") as output, subprocess.Popen(orin("worker", "project"), env=env, stderr=output) as process:
        try:
            yield process
        finally:
            process.kill()


def frames(settings: Settings) -> int:
    there = rows(settings, "SELECT to_regclass('observations') IS NOT NULL")[0][0]
    count = rows(settings, "SELECT count(*) FROM observations")[0][0] if there else 0
    return int(count)


def test_two_kills_in_mid_run_change_nothing(settings: Settings, kafka: Kafka, tmp_path: Path) -> None:
    base = now() - 600 * SECOND
    events = {camera: event(base, camera=camera) for camera in CAMERAS}

    def feed(start: int, end: int) -> None:
        for n in range(start, end, 20):
            sent = [
                (topics.TRACKS, number, tracks(base + (n + i) * SECOND // 10, camera))
                for number, camera in enumerate(CAMERAS)
                for i in range(20)
            ]
            phases = [
                (topics.EVENTS, number, event(base + n, n // 20, events[camera].event_id, camera))
                for number, camera in enumerate(CAMERAS)
            ]
            publish(kafka, [*sent, *phases])

    feed(0, FRAMES // 2)
    log = tmp_path / "project.log"
    for _ in range(2):
        before = frames(settings)
        with worker(settings, log):
            until(lambda before=before: frames(settings) > before, 60)  # type: ignore[misc]
        feed(FRAMES // 2, FRAMES * 3 // 4) if before == 0 else feed(FRAMES * 3 // 4, FRAMES)
    with worker(settings, log) as process:
        until(lambda: caught_up(settings, kafka), 60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    expected = [(camera, FRAMES, FRAMES - 1) for camera in CAMERAS]
    query = "SELECT camera, count(*), round(sum(covered) * 10) FROM observations GROUP BY 1 ORDER BY 1"
    assert rows(settings, query) == expected
    phases = rows(settings, "SELECT camera, count(*), max(sequence) FROM event_phases GROUP BY 1 ORDER BY 1")
    assert phases == [(camera, FRAMES // 20, FRAMES // 20 - 1) for camera in CAMERAS]
    assert rows(settings, "SELECT DISTINCT sequence FROM events") == [(FRAMES // 20 - 1,)]
    assert "Traceback" not in log.read_text()


def test_a_database_that_is_not_there_yet_is_waited_for(settings: Settings, kafka: Kafka, tmp_path: Path) -> None:
    port = free_port()
    server = Postgres(tmp_path, port=port, durable=False)
    with server:
        url = server.url()
    late = settings.model_copy(update={"database_url": type(settings.database_url)(url)})
    log = tmp_path / "project.log"
    with worker(late, log) as process:
        until(lambda: "projector waits" in log.read_text(), 60)
        with server:
            until(lambda: rows(late, "SELECT to_regclass('coverage_hour') IS NOT NULL") == [(True,)])
            until(lambda: caught_up(late, kafka), 60)
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
    assert f"127.0.0.1:{port}/orin" in log.read_text()
    assert url.split(":")[2].split("@")[0] not in log.read_text(), "the password"
