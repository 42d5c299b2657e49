"""The projector on real Kafka and real PostgreSQL."""

import pytest

from runtime.embedded.kafka import Kafka
from runtime.settings import Settings
from schemas.records import HealthEvent, Heartbeat, SessionEnd
from tests.pipeline.projection_records import (
    CAMERA,
    SECOND,
    camera_spec,
    caught_up,
    event,
    now,
    projecting,
    publish,
    rows,
    track,
    tracks,
    until,
)
from topologies import topics

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
