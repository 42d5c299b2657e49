"""A clip of days ago that was sent beside a live camera: replay and explain find it, whatever lies around it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count

import pytest
from confluent_kafka import Producer

from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import Tracks
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import EVENTS, SPEC_KEY, TRACKS
from orin.topologies.replay.compare import compare
from orin.topologies.replay.explain import explain
from orin.topologies.replay.parallel import partitions_of, replay
from orin.topologies.replay.partition import PartitionResult, ReplayJob
from orin.topologies.replay.progress import ignore_progress
from orin.topologies.replay.run import Window
from tests.support.guards_scene import START as SCENE_START
from tests.support.guards_scene import Scene, moved, person, way
from tests.support.processes.replay_history import GUARDS, specs
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(240)]

NOW = wall_clock()
CLIP_AT = NOW - 3 * 86_400_000_000
CLIP_SECONDS = 120
CLIP = "hq/clip"
LIVE = next(f"hq/live-{n}" for n in count() if partition_of(f"hq/live-{n}", 4) == partition_of(CLIP, 4))
PARTITION = partition_of(CLIP, 4)


def frames(camera: str, start: int, seconds: int) -> list[Tracks]:
    """Somebody loiters from 15 s to 75 s of every two minutes."""
    things = [
        person(f"p{t}", way((t + 5, 500, 950), (t + 15, 500, 500), (t + 75, 505, 505), (t + 90, 990, 500)),
               born=t + 5, dies=t + 90)
        for t in range(0, seconds, 120)
    ]  # fmt: skip
    shift = start - SCENE_START
    return [moved(frame, camera, shift) for frame in Scene(things, seconds, fps=2).records()]


def messages() -> Iterator[Tracks]:
    """Live frames up to ten minutes ago, then the clip and live frames in turns, then live frames alone."""
    live = frames(LIVE, NOW - 3_600_000_000, 3600)
    clip = frames(CLIP, CLIP_AT, CLIP_SECONDS)
    before = len(live) - 1200
    yield from live[:before]
    for one, other in zip(live[before:], clip, strict=False):
        yield from (one, other)
    yield from live[before + len(clip) :]


@pytest.fixture(scope="module")
def settings(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    found = Settings(kafka_bootstrap=kafka.bootstrap)
    serde, producer, sequence = file_serde(), Producer({"bootstrap.servers": kafka.bootstrap}), count()
    for camera in (CLIP, LIVE):
        for spec in specs(GUARDS.replace("CAMERA", camera), 1, 0):
            producer.produce(TRACKS, serde.encode(spec), SPEC_KEY, PARTITION, headers=[*headers(spec, next(sequence))])
    for frame in messages():
        producer.produce(
            TRACKS, serde.encode(frame), frame.camera.encode(), PARTITION,
            timestamp=frame.captured_at // 1000, headers=[*headers(frame, next(sequence))],
        )  # fmt: skip
        producer.poll(0)
    producer.flush()
    home = tmp_path_factory.mktemp("watch")
    environment = os.environ | {"ORIN_KAFKA_BOOTSTRAP": kafka.bootstrap, "ORIN_HOME": str(home)}
    worker = subprocess.Popen([sys.executable, "-P", "-m", "orin", "worker", "watch"], env=environment)
    try:
        with Log(found) as log:
            place = (TRACKS, PARTITION)
            end = log.bounds(*place).end
            until(lambda: log.committed(consumer_group("watch"), [place]).get(place, 0) >= end, what="watch at the end")
    finally:
        worker.terminate()
        worker.wait(20)
    return found


def replayed(settings: Settings, window: Window, cameras: str) -> PartitionResult:
    jobs = [ReplayJob(partition=p, window=window, cameras=cameras, against=True) for p in partitions_of(settings, CLIP)]
    (result,) = replay(settings, jobs, ignore_progress, processes=1)
    return result


@pytest.mark.parametrize("cameras", [CLIP, "*"])
def test_the_clip_is_found(settings: Settings, cameras: str) -> None:
    result = replayed(settings, Window(CLIP_AT, CLIP_AT + CLIP_SECONDS * 1_000_000), cameras)
    assert {name: span.frames for name, span in result.output.spans.items()} == {CLIP: CLIP_SECONDS * 2}
    pairs = compare(result.output.events, result.production, other_rules=False)
    assert {pair.verdict for pair in pairs} == {"same"}
    assert {event.guard for event in result.production} == {"loiterers", "arrivals"}


def test_the_live_camera_is_found_without_the_clip(settings: Settings) -> None:
    window = Window(NOW - 1_800_000_000, NOW)
    result = replayed(settings, window, "*")
    assert set(result.output.spans) == {LIVE}
    pairs = compare(result.output.events, result.production, other_rules=False)
    assert {pair.verdict for pair in pairs} == {"same"}
    assert len(pairs) > 10


def test_its_event_is_explained(settings: Settings) -> None:
    with Log(settings) as log:
        events = [
            message for batch in log.read(EVENTS, PARTITION, 0, log.bounds(EVENTS, PARTITION).end) for message in batch
        ]
    ids = [dict(message.headers)["ce_id"].decode() for message in events if message.key == CLIP.encode()]
    found = explain(settings, ids[0].partition(":")[0], ignore_progress)
    assert found.equal
    assert found.frames > 0
