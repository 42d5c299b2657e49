"""The projector on real Kafka and real PostgreSQL.

The broker is the module's and each test's database is new, so what earlier tests wrote is projected again.
"""

import secrets
from decimal import Decimal
from typing import Any

import pytest
from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient
from prometheus_client import REGISTRY

from orin.projections import writer
from orin.projections.positions import place
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.frames.store import FrameStore
from orin.schemas.errors import OrinError
from orin.schemas.records import HealthEvent, Heartbeat, Provenance, Record, SessionEnd
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka import topics
from tests.support.processes.projection_records import (
    CAMERA,
    SECOND,
    camera_spec,
    caught_up,
    dead_letters,
    event,
    now,
    projecting,
    publish,
    rows,
    run_to_failure,
    track,
    tracks,
)
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def test_every_kind_of_record_becomes_its_rows(settings: Settings, kafka: Kafka) -> None:
    at = now() - 60 * SECOND
    opened = event(at)
    closed = event(at + SECOND, 1, opened.event_id, phase="closed", closed_at=at + SECOND, outcome="claimed")
    beat = Heartbeat(
        camera=CAMERA, session="s", at=at, state="running", last_captured_at=at, frames_read=2, frames_published=2,
        frames_refused=0, spooled=0, source="scene",
    )  # fmt: skip
    dark = HealthEvent(kind="camera.dark", camera=CAMERA, at=at, since=None, message="no frame for 10 s")
    publish(
        kafka,
        [
            (topics.EVENTS, 0, opened),
            (topics.EVENTS, 0, closed),
            (topics.TRACKS, 0, camera_spec()),
            (topics.TRACKS, 0, tracks(at, seen=[track(), track("object"), track("car", "tentative")])),
            (topics.TRACKS, 0, tracks(at + SECOND, status="shed")),
            (topics.TRACKS, 0, tracks(at + 2 * SECOND, status="still")),
            (topics.TRACKS, 0, tracks(at + 9 * SECOND)),
            (topics.TRACKS, 0, SessionEnd(camera=CAMERA, session="s", ended_at=at)),
            (topics.HEALTH, 0, beat),
            (topics.HEALTH, 0, dark),
            (topics.SPECS, 0, camera_spec()),
        ],
    )
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    assert rows(settings, "SELECT sequence, phase, outcome, coverage, notify_to, subject->>'label' FROM events") == [
        (1, "closed", "claimed", 0.97, ["desk"], "object")
    ]
    assert rows(settings, "SELECT sequence, digest FROM event_phases ORDER BY sequence") == [
        (0, opened.digest),
        (1, closed.digest),
    ]
    assert rows(
        settings, "SELECT status, people, vehicles, objects, covered FROM observations ORDER BY captured_at"
    ) == [
        ("seen", 1, 0, 1, 0.0),
        ("shed", None, None, None, 0.0),
        ("still", 0, 0, 0, 2.0),
        ("seen", 0, 0, 0, 0.0),
    ]
    assert rows(settings, "SELECT sum(frames), sum(observed), sum(covered) FROM activity_minute") == [(4, 3, 2.0)]
    assert rows(settings, "SELECT sum(seen), sum(shed) FROM coverage_hour") == [(2, 1)]
    assert rows(settings, "SELECT state, frames_read FROM heartbeats") == [("running", 2)]
    assert rows(settings, "SELECT kind, guard FROM health_events") == [("camera.dark", "")]
    assert rows(settings, "SELECT name, number, body->>'gap_tolerance' FROM cameras") == [(CAMERA, 1, "5.0")]


def test_what_cannot_be_stored_becomes_a_dead_letter_and_the_rest_goes_on(settings: Settings, kafka: Kafka) -> None:
    at = now() - 60 * SECOND
    camera = "hq/refused"
    good = [event(at + n, camera=camera) for n in range(20)]
    same = event(at, 0, good[0].event_id, camera=camera, severity="low")
    bad: list[Record | bytes] = [
        same,
        event(at, camera=camera, zone="nul\x00"),
        event(at, event_id="no uuid", camera=camera),
        event(10**18, camera=camera),
        tracks(at, camera),
        b"plain garbage",
        b"",
        b"\x00\xff\xff\xff\xffforeign",
    ]
    stored = event(at, camera=camera)
    records = [*good[:10], *bad, *good[10:], stored]
    endless = HealthEvent(kind=secrets.token_hex(9000), camera=camera, at=at, since=None, message="")
    publish(kafka, [*((topics.EVENTS, 1, record) for record in records), (topics.HEALTH, 1, endless)])
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    letters = dead_letters(kafka)
    assert sorted(letter.reason for letter in letters) == [
        "divergence", "misplaced", "undecodable", "undecodable", "unknown_schema", *["unstorable"] * 4
    ]  # fmt: skip
    raw = {record if isinstance(record, bytes) else file_serde().encode(record) for record in (*bad, endless)}
    assert {letter.raw for letter in letters} == raw
    assert all(letter.stage == "project" and letter.key for letter in letters)
    query = "SELECT event_id::text FROM events WHERE camera = %s ORDER BY number"
    assert rows(settings, query, camera) == [(e.event_id,) for e in (*good, stored)]
    assert rows(settings, "SELECT severity FROM events WHERE event_id = %s", good[0].event_id) == [("high",)]


def test_two_projectors_and_a_zombie_write_each_row_once(settings: Settings, kafka: Kafka) -> None:
    """Both instances think that they own all partitions: the positions let only one of them write."""
    camera = "hq/zombie"
    at = now() - 600 * SECOND
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    before = records_written()
    with projecting(settings), projecting(settings, group="orin.zombie"):
        for n in range(10):
            frames = [tracks(at + (n * 20 + i) * SECOND // 10, camera) for i in range(20)]
            publish(kafka, [(topics.TRACKS, 2, frame) for frame in frames])
        until(lambda: caught_up(settings, kafka))
    assert rows(
        settings, "SELECT count(*), round(sum(covered)::numeric, 1) FROM observations WHERE camera = %s", camera
    ) == [(200, Decimal("19.9"))]
    assert records_written() - before == 200


def records_written() -> float:
    """Records in batches that this process committed."""
    return REGISTRY.get_sample_value("orin_batch_records_sum", {"stage": "project"}) or 0.0


def test_a_database_that_goes_and_comes_back_loses_nothing(settings: Settings, kafka: Kafka) -> None:
    camera = "hq/restart"
    at = now() - 600 * SECOND
    with projecting(settings):
        for n in range(6):
            publish(kafka, [(topics.TRACKS, 3, tracks(at + (n * 50 + i) * SECOND // 10, camera)) for i in range(50)])
            rows(settings, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'orin'")
        until(lambda: caught_up(settings, kafka))
    assert rows(settings, "SELECT count(*) FROM observations WHERE camera = %s", camera) == [(300,)]


def test_a_consumer_that_knows_no_partition_any_more_is_opened_again(
    settings: Settings, kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera, lost = "hq/reopened", set[int]()

    def place_or_not(connection: Any, consumer: Consumer, partitions: Any) -> Any:
        if not lost or id(consumer) in lost:
            lost.add(id(consumer))
            kept.append(consumer)
            raise KafkaException(KafkaError(KafkaError._UNKNOWN_PARTITION))
        return place(connection, consumer, partitions)

    kept: list[Consumer] = []  # so that no other has its id
    monkeypatch.setattr(writer, "place", place_or_not)
    monkeypatch.setattr(writer, "_BACKOFF", (0.01, 0.05))
    publish(kafka, [(topics.TRACKS, 3, tracks(now() - 600 * SECOND, camera))])
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    assert len(lost) == 1
    assert rows(settings, "SELECT count(*) FROM observations WHERE camera = %s", camera) == [(1,)]


def test_records_that_retention_deleted_are_passed_over(settings: Settings, kafka: Kafka) -> None:
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    at = now()  # a health event is known by camera, kind and time: equal times would be one event
    publish(
        kafka,
        [
            (topics.HEALTH, 3, HealthEvent(kind="k", camera="hq/gone", at=at + n, since=None, message=str(n)))
            for n in range(5)
        ],
    )
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap})
    admin.delete_records([TopicPartition(topics.HEALTH, 3, 3)])[TopicPartition(topics.HEALTH, 3)].result(30)
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    assert rows(settings, "SELECT message FROM health_events WHERE camera = 'hq/gone' ORDER BY at, message") == [
        ("3",),
        ("4",),
    ]


def test_the_frames_of_events_are_kept_as_evidence(settings: Settings, kafka: Kafka) -> None:
    uri = FrameStore.of(settings).put("hq/kept", now(), b"jpeg")
    where = Provenance(topic="t", partition=0, offset=0, uri=uri, model_sha256=None, build="b")
    publish(kafka, [(topics.EVENTS, 2, event(now(), camera="hq/kept", provenance=where))])
    copy = settings.home / "frames" / "evidence" / uri.removeprefix("frames:")
    with projecting(settings):
        until(copy.exists)
    assert copy.read_bytes() == b"jpeg"


def test_a_topic_that_was_made_anew_is_refused(settings: Settings, kafka: Kafka) -> None:
    with projecting(settings):
        until(lambda: caught_up(settings, kafka))
    rows(
        settings,
        "UPDATE positions SET next_offset = 10000000 WHERE topic = %s AND partition = 0 RETURNING 1",
        topics.EVENTS,
    )
    with pytest.raises(OrinError, match=r"orin\.events\.v1/0 up to offset 10000000, but its log ends at"):
        run_to_failure(settings)
