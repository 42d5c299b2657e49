"""`orin worker detect` as a process of its own on real Kafka: order, accounting, bad input, kill and stop."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.records import DeadLetter, Detections, SessionEnd, Spec
from orin.topologies.kafka.topics import DEAD_LETTERS, DETECTIONS
from tests.support.processes.detect_bench import Camera, Log, decoded, jpeg, worker

pytestmark = pytest.mark.kafka


@pytest.fixture
def detections(settings: Settings) -> Iterator[Log]:
    log = Log(settings, DETECTIONS)
    yield log
    log.close()


def of_camera(log: Log, camera: Camera, count: int, process: subprocess.Popen[bytes]) -> list[Detections | SessionEnd]:
    """The first `count` records of a camera, in their order."""

    def mine() -> list[Detections | SessionEnd]:
        found = decoded([m for m in log.messages if m.key() == camera.name.encode()])
        return [r for r in found if isinstance(r, Detections | SessionEnd)]

    log.until(lambda _: len(mine()) >= count, process)
    return mine()


def test_every_frame_is_answered_in_order(settings: Settings, detections: Log, tmp_path: Path) -> None:
    a, b = Camera(settings, "hq/a"), Camera(settings, "hq/b")
    spec = Spec(kind="guard", name="g", revision="1-00000000", body="{}", active_from=0)
    frames = [camera.frame() for _ in range(15) for camera in (a, b)]
    a.flush()
    b.flush()
    a.marker(spec)
    a.flush()
    torn = a.frame(jpeg(7)[:-30])
    gone = a.frame(uri="frames:hq/a/2020010100/00/1.jpg")
    larger = a.frame(jpeg(9, 128, 96))
    a.end()
    a.flush()
    with worker(settings, tmp_path / "log", "worker", "detect") as process:
        records = of_camera(detections, a, 19, process)
        assert of_camera(detections, b, 15, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert [r.captured_at for r in records if isinstance(r, Detections)] == [
        f.captured_at for f in (*frames[::2], torn, gone, larger)
    ]
    assert [r.status for r in records if isinstance(r, Detections)] == ["seen"] * 15 + ["undecodable"] * 2 + ["seen"]
    last = records[-2]
    assert isinstance(last, Detections)
    assert (last.width, last.height, last.source_position, last.backend) == (128, 96, 1.5, "motion")
    assert last.previous_at == gone.captured_at
    assert isinstance(records[-1], SessionEnd)
    markers = [
        m for m in detections.until(lambda ms: sum(m.key() == b"@specs" for m in ms) >= 4) if m.key() == b"@specs"
    ]
    assert sorted(int(m.partition() or 0) for m in markers) == [0, 1, 2, 3]
    in_a = [m for m in detections.messages if m.partition() == markers_partition(detections, a)]
    keys = [m.key() for m in in_a if m.key() in (b"@specs", b"hq/a")]
    assert keys == [b"hq/a"] * 15 + [b"@specs"] + [b"hq/a"] * 4
    assert all(
        m.timestamp()[1] == r.captured_at // 1000
        for m, r in zip(in_a, decoded(in_a), strict=True)
        if isinstance(r, Detections)
    )


def markers_partition(log: Log, camera: Camera) -> int:
    return next(int(m.partition() or 0) for m in log.messages if m.key() == camera.name.encode())


def test_garbage_becomes_dead_letters_and_the_stream_goes_on(
    settings: Settings, detections: Log, tmp_path: Path
) -> None:
    camera = Camera(settings, "hq/garbage")
    good = camera.frame()
    camera.at += 100_000
    broken = camera.frame(step=0)  # the same again: passed over
    camera.at += 100_000
    camera.send(
        good.__class__(**{f: getattr(good, f) for f in good.__struct_fields__} | {"captured_at": camera.at}),
        camera.at,
        value=b"\x00\x00\x00\x00\x07garbage",
    )
    camera.producer.produce("orin.frames.v1", b"plain garbage", b"nobody")
    camera.producer.produce("orin.frames.v1", None, b"hq/garbage")
    camera.send(good, good.captured_at, key=b"hq/other")
    last = camera.frame()
    camera.flush()
    letters = Log(settings, DEAD_LETTERS)
    with worker(settings, tmp_path / "log", "worker", "detect") as process:
        records = of_camera(detections, camera, 4, process)
        found = [r for r in decoded(letters.until(lambda ms: len(ms) >= 4)) if isinstance(r, DeadLetter)]
    letters.close()
    assert [(r.status, r.captured_at) for r in records if isinstance(r, Detections)] == [
        ("seen", good.captured_at),
        ("seen", broken.captured_at),
        ("undecodable", camera.at - 100_000),
        ("seen", last.captured_at),
    ]
    assert {letter.stage for letter in found} == {"detect"}
    assert b"plain garbage" in {letter.raw for letter in found}
    assert {letter.reason for letter in found} >= {"undecodable", "wrong_key"}


def test_only_old_frames_of_live_sources_are_shed(settings: Settings, detections: Log, tmp_path: Path) -> None:
    old = wall_clock() - 30_000_000
    live, file = Camera(settings, "hq/live", lossless=False), Camera(settings, "hq/file")
    for camera in (live, file):
        camera.frame(published_at=old)
        camera.frame(published_at=wall_clock() + 60_000_000)
        camera.flush()
    with worker(settings, tmp_path / "log", "worker", "detect") as process:
        shed = of_camera(detections, live, 2, process)
        kept = of_camera(detections, file, 2, process)
    assert [r.status for r in shed if isinstance(r, Detections)] == ["shed", "seen"]
    assert [r.status for r in kept if isinstance(r, Detections)] == ["seen", "seen"]


def test_a_kill_loses_nothing(settings: Settings, detections: Log, tmp_path: Path) -> None:
    cameras = [Camera(settings, f"hq/kill-{i}") for i in range(4)]
    for _ in range(80):
        for camera in cameras:
            camera.frame(jpeg(camera.at // 100_000, 640, 480))
    for camera in cameras:
        camera.flush()
    with worker(settings, tmp_path / "log-1", "worker", "detect") as process:
        of_camera(detections, cameras[0], 10, process)
        process.kill()
        process.wait()
    with worker(settings, tmp_path / "log-2", "worker", "detect") as process:
        for camera in cameras:
            wanted = camera.at
            detections.until(
                lambda ms, camera=camera, wanted=wanted: any(  # type: ignore[misc]
                    m.key() == camera.name.encode() and m.timestamp()[1] == wanted // 1000 for m in ms
                )
            )
    for camera in cameras:
        at = [r.captured_at for r in of_camera(detections, camera, 80, process) if isinstance(r, Detections)]
        first_seen = list(dict.fromkeys(at))
        assert first_seen == [camera.started_at + 100_000 * i for i in range(1, 81)]
