"""`orin guards noise` over visits of small and large things that people judged: by replay of the topic."""

import json
import uuid
from collections.abc import Iterator, Sequence

import psycopg
import pytest
from confluent_kafka import Producer
from msgspec.structs import replace
from pydantic import SecretStr
from typer.testing import CliRunner

from orin.cli.main import app
from orin.processors.specs.parse import parse_specs
from orin.projections.migrate import migrate
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.schemas.errors import OrinError
from orin.schemas.records import Record, Tracks
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.topics import EVENTS, TRACKS
from orin.topologies.replay.partition import ReplayJob, replay_partition
from orin.topologies.replay.progress import ignore_progress
from orin.topologies.replay.rules import draft, draft_cameras
from orin.topologies.replay.run import Window
from orin.topologies.specs.apply import SpecLog
from tests.support.guards_scene import START as SCENE_START
from tests.support.guards_scene import Scene, moved, person, way
from tests.support.processes.projection_records import project

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.timeout(180)]
CAMERA = "noise/gate"
FILE = f"""
camera: {CAMERA}
zones:
  floor: [[0, 0.2], [1, 0.2], [1, 1], [0, 1]]
  corner: [[0.75, 0.2], [1, 0.2], [1, 1], [0.75, 1]]
---
guard: noisy
cameras: ["{CAMERA}"]
when: {{loiters: {{objects: [people], zone: floor, for: 20s}}}}
"""
VISITS = [(120, 500, 70, "right"), (100, 850, 30, "false"), (80, 900, 30, "false"), (60, 500, 30, "false")]
"""Minutes ago, where (px of 1000), for how long (s), and what people say of it."""


def tracks(now: int) -> Iterator[Tracks]:
    for minutes, x, stay, _ in VISITS:
        shift = now - minutes * 60_000_000 - SCENE_START
        path = way((5, x, 950), (10, x, 500), (10 + stay, x, 500), (20 + stay, x, 950))
        for frame in Scene([person(f"p{minutes}", path, born=5, dies=20 + stay)], 25 + stay, fps=2).records():
            yield moved(frame, CAMERA, shift)


def send(kafka: Kafka, topic: str, records: Sequence[Record]) -> None:
    producer = Producer({"bootstrap.servers": kafka.bootstrap, "enable.idempotence": True})
    for number, record in enumerate(records):
        at = event_time(record)
        assert at is not None
        extra: list[tuple[str, str | bytes | None]] = [*headers(record, number)]
        value, partition = file_serde().encode(record), partition_of(CAMERA, 4)
        producer.produce(topic, value, CAMERA.encode(), partition, timestamp=at // 1000, headers=extra)
    assert producer.flush(30) == 0


@pytest.fixture(scope="module")
def settings(kafka: Kafka, postgres: Postgres) -> Settings:
    """A cluster on which the guard raised an event for each visit, and a database in which people judged them."""
    url = postgres.create_database(f"noise_{uuid.uuid4().hex[:8]}")
    migrate(url)
    settings, now = Settings(kafka_bootstrap=kafka.bootstrap, database_url=SecretStr(url)), wall_clock()
    send(kafka, TRACKS, list(tracks(now)))
    specs = parse_specs(FILE, "x")
    (applied,) = [done.spec for done in SpecLog(settings).apply(specs) if done.spec.kind == "guard"]
    job = ReplayJob(
        partition=partition_of(CAMERA, 4), window=Window(0, now), cameras=CAMERA,
        guards=(*draft_cameras(specs), *draft(specs)),
    )  # fmt: skip
    events = replay_partition(settings, job, ignore_progress).output.events
    events = [replace(event, guard_revision=applied.revision) for event in events]
    send(kafka, EVENTS, events)
    project(url, *events)
    begun = sorted((e for e in events if e.phase == "opened"), key=lambda event: event.since)
    assert len(begun) == len(VISITS)
    with psycopg.connect(url, autocommit=True) as connection:
        for event, (*_, said) in zip(begun, VISITS, strict=True):
            review = {"false": "false_alarm", "right": "resolved"}[said]
            connection.execute("UPDATE events SET review = %s WHERE event_id = %s", [review, event.event_id])
    return settings


def run(settings: Settings, *arguments: str) -> str:
    environment = {
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_DATABASE_URL": settings.database_url.get_secret_value(),
    }
    result = CliRunner().invoke(app, ["guards", "noise", *arguments], env=environment)
    if result.exception is not None:
        raise result.exception
    return result.stdout


def test_which_change_spares_what_and_loses_what(settings: Settings) -> None:
    found = json.loads(run(settings, "noisy", "--json"))
    assert found["counts"] == {"false": 3, "right": 1, "unreviewed": 0}
    changes = {(each["field"], each["value"]): (len(each["spared"]), len(each["lost"])) for each in found["changes"]}
    assert changes["except", "corner"] == (2, 0)
    assert ("for", 40.0) not in changes
    assert changes["for", 60.0] == (3, 0)
    assert changes["min_size", 0.15] == (3, 1)
    assert changes["for", 100.0] == (3, 1)
    assert ("min_size", 0.02) not in changes
    assert found["changes"][0]["lost"] == []
    assert {"what": "label", "value": "person", "false": 3, "right": 1} in found["traits"]
    said = run(settings, "noisy")
    assert "guard noisy: 3 false alarms, 1 right, 0 not reviewed" in said
    assert "  except: + corner: spares 2 of 3, loses 0 of 1\n" in said


def test_without_marks_it_says_so(settings: Settings) -> None:
    with pytest.raises(OrinError, match="no event of guard noisy in this time is marked as a false alarm"):
        run(settings, "noisy", "--from", "-5m")
    with pytest.raises(OrinError, match="no guard 'noisi' was applied"):
        run(settings, "noisi")
