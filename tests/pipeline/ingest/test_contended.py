"""Two ingests of one camera, and a clock that is set, on real Kafka with real stages."""

from pathlib import Path

import pytest

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.records import HealthEvent, Tracks
from orin.topologies.ingest import run
from orin.topologies.ingest.capture import clocks
from orin.topologies.kafka.topics import FRAMES, HEALTH, TRACKS
from tests.support.processes.detect_bench import Camera, Log, decoded, jpeg, worker
from tests.support.processes.ingest_cameras import mjpeg_server, running
from tests.support.processes.ingest_tools import frames, of_camera

pytestmark = pytest.mark.kafka


def said(log: Log) -> list[str]:
    return [record.kind for record in decoded(log.messages) if isinstance(record, HealthEvent)]


def test_the_owners_frames_count_and_the_other_is_reported(settings: Settings, tmp_path: Path) -> None:
    camera = "hq/two"
    tracks, health = Log(settings, TRACKS), Log(settings, HEALTH)
    with (
        mjpeg_server(tmp_path) as url,
        worker(settings, tmp_path / "detect.log", "worker", "detect", ORIN_BACKEND="motion"),
        worker(settings, tmp_path / "track.log", "worker", "track"),
        worker(settings, tmp_path / "health.log", "worker", "health"),
        running(settings, f"{url}/stream.mjpg", camera, fps=5) as first,
    ):
        first.until(lambda c: c.published >= 10)
        with running(settings, f"{url}/stream.mjpg", camera, fps=5) as second:
            second.until(lambda c: c.published >= 20)
            health.until(lambda _: "camera.contended" in said(health), seconds=120)
            reached = frames(of_camera(settings, FRAMES, camera))[-1].captured_at

            def caught_up(_: object) -> bool:
                found = decoded(tracks.messages[-1:])
                return any(isinstance(record, Tracks) and record.captured_at >= reached - 1_000_000 for record in found)

            tracks.until(caught_up, seconds=120)
            other = second.finish().session
        owner = first.finish().session
    counted = {record.session for record in decoded(tracks.messages) if isinstance(record, Tracks)}
    assert counted == {owner}
    assert {f.session for f in frames(of_camera(settings, FRAMES, camera))} == {owner, other}
    tracks.close()
    health.close()


def test_frames_an_hour_behind_are_a_clock_and_the_owners_stay(settings: Settings, tmp_path: Path) -> None:
    owner, behind = Camera(settings, "hq/behind", "owner"), Camera(settings, "hq/behind", "behind")
    behind.at -= 3_600_000_000
    health = Log(settings, HEALTH)
    for index in range(20):
        for camera in (owner, behind):
            camera.frame(jpeg(index), step=500_000, published_at=wall_clock())
            camera.flush()  # of two producers, whose frames arrive first is nobody's promise
    with (
        worker(settings, tmp_path / "detect.log", "worker", "detect", ORIN_BACKEND="motion"),
        worker(settings, tmp_path / "health.log", "worker", "health"),
    ):
        health.until(lambda _: "camera.clock" in said(health), seconds=120)
    health.close()


@pytest.mark.parametrize("jump", [3_600_000_000, -3_600_000_000])
def test_a_clock_that_is_set_ends_the_session_and_the_next_goes_on_or_says_why(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    camera = "hq/jump-on" if jump > 0 else "hq/jump-back"
    set_by = 0

    def wall() -> int:
        return wall_clock() + set_by

    monkeypatch.setattr(run, "wall_clock", wall)
    with mjpeg_server(tmp_path) as url:
        with running(settings, f"{url}/stream.mjpg", camera, fps=10) as session:
            session.until(lambda c: c.published >= 5)
            set_by = jump
            session._thread.join(60)
        assert isinstance(session.error, clocks.ClockJumped)
        assert "jumped" in str(session.error)
        whole = frames(of_camera(settings, FRAMES, camera))
        with running(settings, f"{url}/stream.mjpg", camera, fps=10) as session:
            session._thread.join(60)
        assert isinstance(session.error, OrinError)
        refusal = "Kafka refuses the times" if jump > 0 else "already has frames"
        assert refusal in str(session.error)
        assert frames(of_camera(settings, FRAMES, camera)) == whole
        set_by = 0
        with running(settings, f"{url}/stream.mjpg", camera, fps=10) as session:
            session.until(lambda c: c.published >= 5)
            session.finish()
    found = frames(of_camera(settings, FRAMES, camera))
    assert [f.previous_at for f in found] == [None, *(f.captured_at for f in found[:-1])]
