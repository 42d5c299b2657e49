"""`orin worker health` as a process of its own on real Kafka."""

import itertools
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from confluent_kafka import Producer
from msgspec.structs import replace

from orin.processors.identity import spec_name
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.schemas.records import Detections, FrameStatus, HealthEvent, Heartbeat, Record, Spec
from orin.schemas.wire.headers import headers
from orin.topologies.kafka.topics import DETECTIONS, HEALTH, SPECS
from orin.topologies.specs.apply import SpecLog
from tests.support.processes.detect_bench import SERDE, Log, decoded, worker

pytestmark = pytest.mark.kafka
CAMERA = "hq/lobby"


@pytest.fixture
def health(settings: Settings) -> Iterator[Log]:
    log = Log(settings, HEALTH)
    yield log
    log.close()


def beat(settings: Settings, frames: int) -> None:
    producer = Producer(confluent_producer_config(settings))
    now = wall_clock()
    record = Heartbeat(
        camera=CAMERA,
        session="a",
        at=now,
        state="running",
        last_captured_at=now,
        frames_read=frames,
        frames_published=frames,
        frames_refused=0,
        spooled=0,
        source="test",
    )
    producer.produce(
        HEALTH, SERDE.encode(record), CAMERA.encode(), headers=list(headers(record)), timestamp=now // 1000
    )
    assert producer.flush(20) == 0


def picture(settings: Settings, status: FrameStatus) -> None:
    producer = Producer(confluent_producer_config(settings))
    now = wall_clock()
    record = Detections(
        camera="hq/still", session="a", session_started_at=now, captured_at=now, previous_at=None, published_at=now,
        uri=None, width=8, height=8, status=status, backend="motion",
    )  # fmt: skip
    producer.produce(
        DETECTIONS, SERDE.encode(record), b"hq/still", headers=list(headers(record)), timestamp=now // 1000
    )
    assert producer.flush(20) == 0


def kinds(log: Log, count: int, process: subprocess.Popen[bytes], beating: Settings | None = None) -> list[str]:
    """The kinds said, once there are `count`; with `beating`, frames come meanwhile."""
    frames, beaten_at = itertools.count(2), 0.0

    def said() -> list[str]:
        nonlocal beaten_at
        if beating is not None and time.monotonic() > beaten_at + 0.5:
            beaten_at = time.monotonic()
            beat(beating, next(frames))
        return [record.kind for record in decoded(log.messages) if isinstance(record, HealthEvent)]

    log.until(lambda _: len(said()) >= count, process)
    return said()


def test_dark_and_back_across_a_restart(settings: Settings, health: Log, tmp_path: Path) -> None:
    beat(settings, 1)
    with worker(settings, tmp_path / "log-1", "worker", "health", ORIN_DARK_AFTER="3") as process:
        assert kinds(health, 1, process) == ["camera.dark"]
    with worker(settings, tmp_path / "log-2", "worker", "health", ORIN_DARK_AFTER="3") as process:
        assert kinds(health, 2, process, beating=settings) == ["camera.dark", "camera.back"]
        assert kinds(health, 3, process) == ["camera.dark", "camera.back", "camera.dark"]
    assert process.returncode == 0


def test_a_restart_while_a_camera_is_frozen_says_nothing_new(settings: Settings, health: Log, tmp_path: Path) -> None:
    """`camera.back` may not be said before the detections have been read."""
    said_before = len(health.messages)

    def said() -> list[str]:
        events = [r for r in decoded(health.messages[said_before:]) if isinstance(r, HealthEvent)]
        return [event.kind for event in events if event.camera == "hq/still"]

    patience = {"ORIN_DARK_AFTER": "300"}
    picture(settings, "frozen")
    with worker(settings, tmp_path / "log-1", "worker", "health", **patience) as process:
        health.until(lambda _: said() == ["camera.frozen"], process)
    with worker(settings, tmp_path / "log-2", "worker", "health", **patience) as process:
        beat(settings, 1)
        health.until(lambda messages: isinstance(decoded(messages[-1:])[0], Heartbeat), process)
        picture(settings, "seen")
        health.until(lambda _: len(said()) > 1, process)
    assert said() == ["camera.frozen", "camera.back"]


def send(settings: Settings, topic: str, key: bytes, record: Record, at: int) -> None:
    producer = Producer(confluent_producer_config(settings))
    producer.produce(topic, SERDE.encode(record), key, 0, timestamp=at // 1000, headers=list(headers(record)))
    assert producer.flush(20) == 0


def test_what_makes_no_sense_is_not_heard(settings: Settings, health: Log, tmp_path: Path) -> None:
    """A spec that nobody can read ends no worker; a camera that said it publishes in years goes dark all the same."""
    now = wall_clock()
    spec = Spec(kind="guard", name="b", revision="x-1", body="{", active_from=0)
    frame = Detections(
        camera="hq/ahead", session="a", session_started_at=now, captured_at=now, previous_at=None, published_at=2**62,
        uri=None, width=8, height=8, status="seen", backend="motion",
    )  # fmt: skip
    for each in (spec, replace(spec, revision="1-x"), replace(spec, revision="9" * 5000 + "-x", body="{}")):
        send(settings, SPECS, spec_name(each).encode(), each, now)
    send(settings, DETECTIONS, b"hq/ahead", frame, now)
    send(settings, DETECTIONS, b"hq/other", replace(frame, camera="hq/forged"), now)
    assert all(revision.spec.name != "b" for revision in SpecLog(settings).history().revisions())

    def dark() -> list[str]:
        events = [record for record in decoded(health.messages) if isinstance(record, HealthEvent)]
        return [event.camera for event in events if event.kind == "camera.dark"]

    with worker(settings, tmp_path / "log", "worker", "health", ORIN_DARK_AFTER="3") as process:
        health.until(lambda _: "hq/ahead" in dark(), process)
    assert "hq/forged" not in dark()
