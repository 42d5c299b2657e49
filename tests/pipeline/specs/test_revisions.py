"""Revisions while an event is open, through the stages on real Kafka: what is carried on, and what is withdrawn."""

from pathlib import Path

import pytest
from confluent_kafka import Producer
from pydantic import SecretStr

from orin.processors.specs.parse import parse_specs
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import Box, Detections, Event, Record, Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka import topics
from orin.topologies.kafka.log import Log
from orin.topologies.specs.apply import SpecLog
from tests.support.processes.detect_bench import worker
from tests.support.processes.projection_records import now
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(240)]
CAMERA = "hq/revised"
SECOND = 1_000_000
STEP = SECOND // 5
SERDE = file_serde()


def camera(top: float) -> str:
    return f"camera: {CAMERA}\nzones: {{floor: [[0, {top}], [1, {top}], [1, 1], [0, 1]]}}\n"


def guard(severity: str) -> str:
    rule = "{loiters: {zone: floor, for: 3s}}"
    return f"guard: standing\ncameras: [{CAMERA}]\nwhen: {rule}\nseverity: {severity}\n"


class Site:
    """A camera before which one person stands still, and its guard."""

    def __init__(self, settings: Settings) -> None:
        self.specs = SpecLog(settings)
        self._settings = settings
        self._producer = Producer(confluent_producer_config(settings))
        self._partition = partition_of(CAMERA, 4)
        self.at = now() - 600 * SECOND

    def apply(self, *texts: str) -> list[str]:
        """From the next frame on; returns when the markers have come to the detections."""
        done = self.specs.apply(parse_specs("---\n".join(texts), "guards.yaml"), self.at + STEP)
        new = {each.spec.revision for each in done}
        until(lambda: new <= {spec.revision for spec in self.read(topics.DETECTIONS) if isinstance(spec, Spec)}, 60)
        return [each.outcome for each in done]

    def stand(self, seconds: int) -> None:
        for _ in range(seconds * SECOND // STEP):
            previous, self.at = self.at, self.at + STEP
            frame = Detections(
                camera=CAMERA, session="s", session_started_at=0, captured_at=self.at, previous_at=previous,
                published_at=self.at, uri=None, width=640, height=480, status="seen", inferred_at=self.at,
                backend="test", boxes=(Box(label="person", score=0.9, x1=300, y1=200, x2=360, y2=400),),
            )  # fmt: skip
            self._producer.produce(
                topics.DETECTIONS, SERDE.encode(frame), CAMERA, self._partition, timestamp=self.at // 1000,
                headers=list(headers(frame)),
            )  # fmt: skip
        assert self._producer.flush(30) == 0

    def read(self, topic: str) -> list[Record]:
        with Log(self._settings) as log:
            batches = list(log.read(topic, self._partition, 0, log.bounds(topic, self._partition).end))
        return [SERDE.decode(message.value) for batch in batches for message in batch]

    def events(self, count: int) -> list[Event]:
        until(lambda: len(self.read(topics.EVENTS)) >= count, 60, f"{count} phases")
        return [event for event in self.read(topics.EVENTS) if isinstance(event, Event)]


def test_severity_carries_an_open_event_on_and_a_zone_withdraws_it(kafka: Kafka, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, kafka_bootstrap=kafka.bootstrap, database_url=SecretStr("postgresql://unused"))
    site = Site(settings)
    with (
        worker(settings, tmp_path / "detect.log", "worker", "detect", ORIN_BACKEND="motion"),
        Workers(kafka.bootstrap, tmp_path) as workers,
    ):
        watch = [workers.start(name, kafka_session_timeout="6") for name in ("track", "watch")][1]
        assert site.apply(camera(0.1), guard("low")) == ["applied", "applied"]
        site.stand(5)
        (opened,) = site.events(1)
        assert (opened.phase, opened.severity, opened.guard_revision[:2]) == ("opened", "low", "1-")

        assert site.apply(guard("high")) == ["applied"]
        changed_at = site.at + STEP
        site.stand(1)
        *_, updated = site.events(2)
        assert (updated.phase, updated.event_id, updated.severity) == ("updated", opened.event_id, "high")
        assert (updated.at, updated.guard_revision[:2], updated.since) == (changed_at, "2-", opened.since)

        # An `apply` that was killed before its markers changes nothing, whoever else dies meanwhile.
        planned = site.specs.plan(parse_specs(camera(0.2), "guards.yaml"), site.at + SECOND + STEP)
        site.specs._record([each.spec for each in planned])
        watch.kill()
        site.stand(1)
        workers.start("watch", kafka_session_timeout="6")
        assert site.apply(camera(0.2)) == ["finished"]
        withdrawn_at = site.at + STEP
        site.stand(5)
        *_, closed, again = site.events(4)
    assert (closed.phase, closed.outcome, closed.event_id) == ("closed", "withdrawn", opened.event_id)
    assert closed.at == withdrawn_at
    assert (again.phase, again.camera_revision) == ("opened", planned[0].spec.revision)
    assert again.event_id != opened.event_id
    assert again.since == withdrawn_at
    assert again.due_at == withdrawn_at + 3 * SECOND
