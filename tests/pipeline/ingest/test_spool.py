"""A camera goes on while Kafka or the frame store is away: nothing is lost, doubled or out of order.

OUTAGE in the environment says for how many seconds of event time; without it until there are some frames in the spool.
From a minute on the cameras' clocks hurry, so an hour takes three minutes.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import OrinError
from orin.schemas.records import FrameRef, Heartbeat
from orin.topologies.ingest.publish import backlog as backlog_module
from orin.topologies.ingest.run import ingest
from orin.topologies.kafka.topics import FRAMES, HEALTH
from tests.support.processes.hasty_clock import HastyClock
from tests.support.processes.ingest_cameras import mjpeg_server, running
from tests.support.processes.ingest_tools import assert_whole, ends, frames, of_camera

OUTAGE = float(os.environ.get("OUTAGE", "0"))
HASTE = 20 if OUTAGE > 60 else 1
FPS = None if HASTE > 1 else 20
"""Frames a second of the real clock; None: as many as the camera gives."""
PATIENCE = 90 + OUTAGE / 10
"""Seconds in which what was spooled is published."""
pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300 + OUTAGE / HASTE + 2 * PATIENCE)]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HastyClock:
    clock = HastyClock.beginning_now(2 * OUTAGE if HASTE > 1 else 0, HASTE)
    clock.install(monkeypatch.setattr)
    return clock


@pytest.fixture
def settings(kafka: Kafka, tmp_path: Path, clock: HastyClock) -> Settings:
    retention = 3600 + 4 * OUTAGE  # what was written before the outage is looked at after it
    return Settings(
        home=tmp_path / "home",
        kafka_bootstrap=kafka.bootstrap,
        frames_retention=retention,
    )


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    with mjpeg_server(tmp_path) as url:
        yield f"{url}/stream.mjpg"


@contextmanager
def away(kafka: Kafka) -> Iterator[None]:
    """Kafka is gone, killed, and back again with its data on the same port."""
    kafka.kill()
    try:
        yield
    finally:
        kafka.start()


@contextmanager
def store_away(settings: Settings) -> Iterator[None]:
    """The frame store is gone, and back again with its data."""
    folder, aside = settings.home / "frames", settings.home / "aside"
    folder.rename(aside)
    folder.write_text("no directory")
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


def passes(share: float = 1.0) -> None:
    """So much of the outage."""
    end = time.time_ns() + share * OUTAGE * 1e9
    while time.time_ns() < end:
        time.sleep(0.05)


@contextmanager
def process(settings: Settings, web: str, camera: str, clock: HastyClock) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "ORIN_HOME": str(settings.home),
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_FRAMES_RETENTION": str(settings.frames_retention),
    }
    program = ["tests.support.processes.hasty_clock", *map(str, clock)] if HASTE > 1 else ["orin"]
    command = [sys.executable, "-m", *program, "ingest", web, "--camera", camera]
    command += ["--fps", str(FPS)] if FPS else []
    log = (settings.home.parent / "ingest.log").open("ab")
    with log, subprocess.Popen(command, env=environment, stderr=log, stdout=log) as child:
        try:
            yield child
        finally:
            child.kill()


def spooled(settings: Settings, camera: str) -> list[Path]:
    return sorted((settings.spool_folder() / camera).glob("*/*.frame"))


def until_spooled(settings: Settings, camera: str, count: int) -> list[Path]:
    deadline = time.monotonic() + PATIENCE
    while len(found := spooled(settings, camera)) < count:
        assert time.monotonic() < deadline, f"{len(found)} in the spool"
        time.sleep(0.05)
    return found


def until_published(settings: Settings, camera: str, count: int) -> list[FrameRef]:
    deadline = time.monotonic() + PATIENCE
    while len(found := frames(of_camera(settings, FRAMES, camera))) < count:
        assert time.monotonic() < deadline, f"{len(found)} on the topic"
        time.sleep(0.2)
    return found


def test_kafka_away_costs_a_camera_nothing(kafka: Kafka, settings: Settings, web: str) -> None:
    camera = "hq/kafka-away"
    with running(settings, web, camera, fps=FPS) as run:
        run.until(lambda c: c.published >= 20)
        with away(kafka):
            lost_at = wall_clock()
            run.until(lambda c: c.spooled >= 80)
            passes()
            back_at = wall_clock()
        run.until(lambda c: c.spooled == 0, PATIENCE)
        read = run.until(lambda c: c.published >= c.read - 1).read
        run.until(lambda c: c.published >= read + 20)
        summary = run.finish()
    reads = of_camera(settings, FRAMES, camera)
    found = frames(reads)
    assert summary.frames_refused == summary.frames_spooled == 0
    assert len(found) == summary.frames_published == summary.frames_read
    assert_whole(found)
    waited = [f for f in found if f.rejoined_at is not None]
    assert len(waited) >= 60
    assert {f.lossless for f in waited} == {True}
    assert {f.lossless for f in found if f.rejoined_at is None} == {False}
    assert all(f.published_at - f.captured_at < 2_000_000 * HASTE for f in found)
    assert all(f.rejoined_at > back_at for f in waited if f.rejoined_at and f.captured_at > lost_at)
    store = FrameStore.of(settings)
    assert all(store.get(f.uri)[:2] == b"\xff\xd8" for f in found)
    assert [end.ended_at for end in ends(reads)] == [found[-1].captured_at]
    assert not list(settings.spool_folder().glob("hq/kafka-away/*"))


def test_the_store_away_costs_a_camera_nothing(settings: Settings, web: str) -> None:
    camera = "hq/store-away"
    with running(settings, web, camera, fps=FPS) as run:
        run.until(lambda c: c.published >= 20)
        with store_away(settings):
            run.until(lambda c: c.spooled >= 40)
            passes()
            read = run.until(lambda c: c.read > 0).read
        run.until(lambda c: c.spooled == 0 and c.published >= read, PATIENCE)
        summary = run.finish()
    found = frames(of_camera(settings, FRAMES, camera))
    assert summary.frames_refused == 0
    assert len(found) == summary.frames_published == summary.frames_read
    assert_whole(found)
    assert sum(f.lossless for f in found) >= 20
    store = FrameStore.of(settings)
    assert all(store.get(f.uri)[:2] == b"\xff\xd8" for f in found)


@pytest.mark.parametrize("gone", ["kafka", "store"] if OUTAGE else ["kafka"])
def test_a_killed_ingest_leaves_its_spool_to_the_next(
    kafka: Kafka, settings: Settings, web: str, clock: HastyClock, gone: str
) -> None:
    camera = f"hq/killed-{gone}"
    with process(settings, web, camera, clock) as first:
        until_published(settings, camera, 20)
        with away(kafka) if gone == "kafka" else store_away(settings):
            until_spooled(settings, camera, 40)
            passes(0.5)
            first.kill()
            first.wait()
            kept = [int(path.stem) for path in spooled(settings, camera)]
            torn = spooled(settings, camera)[-1]
            torn.write_bytes(torn.read_bytes()[:-10])
            (torn.parent / "00000000000000000001.tmp").write_bytes(b"half")
            with process(settings, web, camera, clock) as second:
                until_spooled(settings, camera, len(kept) + 40)
                passes(0.5)
                second.kill()
                second.wait()
    with process(settings, web, camera, clock) as third:
        deadline = time.monotonic() + PATIENCE
        while {path.parent for path in spooled(settings, camera)}:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        third.send_signal(signal.SIGTERM)
        assert third.wait(60) == 0
    reads = of_camera(settings, FRAMES, camera)
    found = frames(reads)
    assert_whole(found)
    assert {f.captured_at for f in found} >= set(kept[:-1])
    assert kept[-1] not in {f.captured_at for f in found}
    sessions = list(dict.fromkeys(f.session for f in found))
    assert len(sessions) == 3
    assert [end.session for end in ends(reads)] == sessions
    # An end follows its session's last frame, so the next session need not wait to be heard.
    order = [getattr(r.record, "session", "") for r in reads]
    assert order == sorted(order, key=sessions.index)
    log = (settings.home.parent / "ingest.log").read_text()
    assert "spool.torn" in log


def test_a_stop_while_kafka_is_away_leaves_the_spool(kafka: Kafka, settings: Settings, web: str) -> None:
    camera = "hq/stopped-away"
    own = settings.model_copy(update={"drain_timeout": 0.5})
    with running(own, web, camera, fps=FPS) as run:
        run.until(lambda c: c.published >= 10)
        with away(kafka):
            run.until(lambda c: c.spooled >= 20)
            summary = run.finish()
    assert summary.frames_refused == 0
    assert summary.frames_read == summary.frames_published + summary.frames_spooled
    assert len(spooled(settings, camera)) == summary.frames_spooled >= 20
    with running(settings, web, camera, fps=FPS) as run:
        run.until(lambda c: c.published >= 5)
        again = run.finish()
    found = frames(of_camera(settings, FRAMES, camera))
    assert again.frames_recovered == summary.frames_spooled
    assert len(found) == summary.frames_read + again.frames_read
    assert_whole(found)


def test_a_full_spool_keeps_the_oldest_and_counts_what_it_refuses(
    settings: Settings, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog_module, "MEMORY", 0)
    camera = "hq/full"
    settings.home.mkdir()
    blocker = settings.home / "frames"
    blocker.write_text("no directory")
    bound = 20_000 + 2000 * round(OUTAGE)
    own = settings.model_copy(update={"spool_max_bytes": bound})
    with running(own, web, camera, fps=FPS) as run:
        run.until(lambda c: c.spooled > 0)
        passes()
        refused = run.until(lambda c: c.refused >= 20).refused
        assert sum(path.stat().st_size for path in spooled(settings, camera)) <= bound
        blocker.unlink()
        run.until(lambda c: c.spooled == 0 and c.published >= 20, PATIENCE)
        summary = run.finish()
    found = frames(of_camera(settings, FRAMES, camera))
    beats = [read.record for read in of_camera(settings, HEALTH, camera)]
    assert [beat.frames_refused for beat in beats if isinstance(beat, Heartbeat)][-1] == summary.frames_refused
    assert summary.frames_refused >= refused
    assert summary.frames_read == summary.frames_published + summary.frames_refused
    assert len(found) == summary.frames_published
    assert_whole(found)


def test_an_address_where_no_kafka_is_is_named(settings: Settings, web: str) -> None:
    nowhere = settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    with pytest.raises(OrinError, match=r"Kafka at 127\.0\.0\.1:1 does not answer .*ORIN_KAFKA_BOOTSTRAP"):
        ingest(nowhere, web, "hq/nowhere-else", stop=threading.Event(), kafka_bound=0.5)
