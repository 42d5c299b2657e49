"""The package of an armed guard's kind is gone: dead letters for the guard's cameras, and everything else goes on."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from confluent_kafka import Producer

from orin.processors.specs.kinds import KINDS
from orin.processors.specs.parse import parse_specs
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import Box, Detections, Event, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka import topics
from orin.topologies.kafka.log import Log
from tests.support.processes.broken import OTHERS_KIND, others_kind
from tests.support.processes.projection_records import dead_letters, now
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(300)]
SERDE = file_serde()
SECOND = 1_000_000
OURS, THEIRS = "hq/ours", "hq/theirs"
"""Cameras of one partition, which one worker has."""
SPECS = f"""
guard: built-in
cameras: [{OURS}]
when: {{appears: {{}}}}
---
guard: of-a-package
cameras: [{THEIRS}]
when: {{{OTHERS_KIND}: {{}}}}
"""


@pytest.fixture
def others() -> Iterator[None]:
    """The package is installed here."""
    others_kind()
    yield
    KINDS.remove(OTHERS_KIND)


class Site:
    """Two cameras, before each of which people come, stand for a moment and go."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer = Producer(confluent_producer_config(settings))
        self._partition = partition_of(OURS, 4)
        self._at = (now() // PERIOD - 1) * PERIOD - 10 * SECOND
        """The second visit is in another period: each camera's snapshot falls due in it."""

    def arm(self) -> None:
        for parsed in parse_specs(SPECS, "specs.yaml"):
            spec = Spec(kind="guard", name=parsed.name, revision="1-abcdef01", body=parsed.body, active_from=0)
            self._send(spec, topics.SPEC_KEY)
        assert self._producer.flush(30) == 0

    def visit(self, x: float) -> None:
        """One person on each camera, for three frames, which is how long a track takes to be confirmed."""
        for _ in range(3):
            self._at += SECOND // 5
            for camera in (THEIRS, OURS):
                frame = Detections(
                    camera=camera, session="s", session_started_at=0, captured_at=self._at, previous_at=None,
                    published_at=self._at, uri=None, width=640, height=480, status="seen", inferred_at=self._at,
                    backend="test", boxes=(Box(label="person", score=0.9, x1=x, y1=200, x2=x + 60, y2=400),),
                )  # fmt: skip
                self._send(frame, camera.encode())
        self._at += 20 * SECOND
        assert self._producer.flush(30) == 0

    def _send(self, record: Detections | Spec, key: bytes) -> None:
        self._producer.produce(
            topics.DETECTIONS, SERDE.encode(record), key, self._partition, timestamp=self._at // 1000,
            headers=list(headers(record)),
        )  # fmt: skip

    def fired(self) -> list[tuple[str, str]]:
        """Camera and kind of every event."""
        with Log(self._settings) as log:
            batches = list(log.read(topics.EVENTS, self._partition, *log.bounds(topics.EVENTS, self._partition)))
        events = [SERDE.decode(message.value or b"") for batch in batches for message in batch]
        return [(event.camera, event.kind) for event in events if isinstance(event, Event)]


def test_its_frames_become_dead_letters_and_the_stream_goes_on(
    kafka: Kafka, settings: Settings, tmp_path: Path, others: None
) -> None:
    site = Site(settings)
    site.arm()
    ours, theirs = (OURS, "appears"), (THEIRS, OTHERS_KIND)
    with Workers(kafka.bootstrap, tmp_path) as workers:
        start = partial(workers.start, kafka_session_timeout="6")
        start("track", broken=["others_kind"])
        watch = start("watch", broken=["others_kind"])
        site.visit(100)
        until(lambda: sorted(site.fired()) == [ours, theirs], 60, "both cameras' events")
        assert watch.terminate() == 0

        watch = start("watch")  # the package was uninstalled
        site.visit(300)
        until(lambda: site.fired().count(ours) == 2, 120, "the event of the other guard")
        until(lambda: len(dead_letters(kafka)) == 3, 60, "a letter for each frame that the lost guard watches")
        letters = [(letter.stage, letter.reason, SERDE.decode(letter.raw)) for letter in dead_letters(kafka)]
        assert {(stage, reason, record.camera) for stage, reason, record in letters} == {("watch", "failed", THEIRS)}  # type: ignore[union-attr]
        assert watch.alive()
        assert "unknown kind of guard" in watch.log.read_text()
        assert watch.terminate() == 0

        start("watch", broken=["others_kind"])
        site.visit(500)
        until(lambda: Counter(site.fired()) == {ours: 3, theirs: 2}, 60, "the events of both")
