"""What people say of events: by the commands onto the topic, by the projector into what the api shows."""

import os
import signal
import subprocess
import sys
import uuid
from typing import Any
from unittest.mock import patch

import httpx
import msgspec
import pytest
from fastapi.testclient import TestClient

from orin.api import models
from orin.control.factory import create_app
from orin.runtime import failpoints
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.processes.ports import free_port
from orin.schemas.records import Review
from orin.topologies.kafka import topics
from tests.pipeline.control.conftest import LOCAL, Doors
from tests.support.processes.projection_records import event, now, publish, rows
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def test_a_review_shows_in_the_api(doors: Doors) -> None:
    about = doors.event()
    assert (doors.shown(about)["review"], doors.shown(about)["acknowledged_at"]) == ("unreviewed", None)
    answer = doors.review(about, action="acknowledged", note="on my way")
    assert (answer.status_code, answer.json()["state"]) == (201, "done"), answer.text
    assert answer.headers["location"] == f"/v1/events/{about.event_id}/reviews"
    (said,) = doors.client.get(answer.headers["location"]).json()["reviews"]
    models.ReviewOut.model_validate(said, strict=True)
    assert (said["review_id"], said["by"], said["note"]) == (answer.json()["id"], "this machine", "on my way")
    shown = doors.shown(about)
    assert (shown["review"], shown["acknowledged_at"], shown["assignee"]) == ("acknowledged", said["at"], None)
    assert shown["digest"] == about.digest


STEPS: list[tuple[dict[str, Any], tuple[str, str | None, bool, bool]]] = [
    ({"action": "commented", "note": "hm"}, ("unreviewed", None, False, False)),
    ({"action": "assigned", "assignee": "kim"}, ("unreviewed", "kim", False, False)),
    ({"action": "acknowledged"}, ("acknowledged", "kim", True, False)),
    ({"action": "resolved"}, ("resolved", "kim", True, True)),
    ({"action": "acknowledged"}, ("resolved", "kim", True, True)),
    ({"action": "reopened"}, ("unreviewed", "kim", True, False)),
    ({"action": "acknowledged"}, ("acknowledged", "kim", True, False)),
    ({"action": "assigned", "assignee": None}, ("acknowledged", None, True, False)),
    ({"action": "false_alarm"}, ("false_alarm", None, True, True)),
]


def test_what_reviews_come_to(doors: Doors) -> None:
    about = doors.event(camera="hq/steps")
    for said, comes_to in STEPS:
        assert doors.review(about, **said).status_code == 201
        shown = doors.shown(about)
        found = (shown["review"], shown["assignee"], bool(shown["acknowledged_at"]), bool(shown["resolved_at"]))
        assert found == comes_to, said
    assert len(doors.client.get(f"/v1/events/{about.event_id}/reviews").json()["reviews"]) == len(STEPS)
    (times,) = rows(
        doors.settings,
        "SELECT seconds_to_acknowledge <= seconds_to_resolve FROM response_times WHERE event_id = %s",
        about.event_id,
    )
    assert times == (True,)


def test_filters(doors: Doors) -> None:
    one, other, third = (doors.event(guard="filtered") for _ in range(3))
    doors.review(one, action="assigned", assignee="lee")
    doors.review(other, action="assigned", assignee="lee")
    doors.review(other, action="resolved")

    def found(query: str) -> list[str]:
        page = doors.client.get(f"/v1/events?guard=filtered&{query}")
        assert page.status_code == 200, page.text
        return [each["event_id"] for each in page.json()["events"]]

    assert found("assignee=lee") == [other.event_id, one.event_id]
    assert found("assignee=lee&order=oldest&limit=1") == [one.event_id]
    assert found("assignee=lee&review=resolved") == [other.event_id]
    assert found("review=unreviewed") == [third.event_id, one.event_id]
    assert found("review=unreviewed&open=true") == [third.event_id, one.event_id]
    assert found("review=resolved&from=-1h") == [other.event_id]
    assert found("review=false_alarm") == []
    assert found("assignee=nobody") == []


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"action": "acknowledge"}, "did you mean 'acknowledged'?"),
        ({"action": "commented"}, "a comment needs a note"),
        ({"action": "assigned"}, "assigned needs an assignee"),
        ({"action": "resolved", "assignee": "kim"}, "assignee goes with the action `assigned`"),
        ({"action": "resolved", "because": "x"}, "Extra inputs"),
        ({"action": "resolved", "note": "a\0b"}, "pattern"),
        ({"action": "resolved", "note": "a" * 4001}, "4000"),
    ],
)
def test_what_makes_no_sense_is_refused(doors: Doors, said: dict[str, Any], says: str) -> None:
    answer = doors.review(doors.event(), **said)
    assert answer.status_code == 422
    assert says in answer.json()["detail"]


def test_an_event_that_is_not_there_is_a_404(doors: Doors) -> None:
    unknown = event(now())
    assert doors.review(unknown, action="resolved").status_code == 404
    assert doors.client.get(f"/v1/events/{unknown.event_id}/reviews").status_code == 404
    assert doors.client.get(f"/v1/events/{doors.event().event_id}/reviews").json() == {"reviews": []}


def said_of(doors: Doors, event_id: str) -> list[tuple[str, str]]:
    return rows(doors.settings, "SELECT review_id::text, action FROM reviews WHERE event_id = %s", event_id)


def test_a_command_that_is_repeated_does_nothing_twice(doors: Doors) -> None:
    about = doors.event()
    first = doors.review(about, "one", action="commented", note="seen")
    again = doors.review(about, "one", action="commented", note="seen")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {"id": first.json()["id"], "state": "repeated", "record": None}
    other = doors.review(about, "one", action="commented", note="something else")
    assert other.status_code == 422
    assert "another command had this Idempotency-Key, with another note" in other.json()["detail"]
    assert doors.review(doors.event(), "one", action="commented", note="seen").status_code == 201, "another event's"
    assert said_of(doors, about.event_id) == [(first.json()["id"], "commented")]


def test_of_a_record_that_is_there_twice_the_first_counts(doors: Doors, kafka: Kafka) -> None:
    about = doors.event()
    first = Review(
        review_id=str(uuid.uuid4()),
        event_id=about.event_id,
        camera=about.camera,
        action="resolved",
        by="first",
        at=now(),
    )
    second = msgspec.structs.replace(first, by="second", at=now())
    publish(kafka, [(topics.REVIEWS, 0, first), (topics.REVIEWS, 0, second)], transactional=False)
    until(lambda: said_of(doors, about.event_id))
    assert doors.review(about, action="commented", note="after").status_code == 201
    assert rows(
        doors.settings, "SELECT by FROM reviews WHERE event_id = %s AND action = 'resolved'", about.event_id
    ) == [("first",)]


def test_an_error_between_sending_and_answering_is_repaired_by_repeating(doors: Doors) -> None:
    about = doors.event()

    def break_off(name: str, error: failpoints.ErrorFactory) -> None:
        if name == "control.sent":
            raise error("broken off")

    with patch.object(failpoints, "on_reach", break_off):
        broken = doors.review(about, "again", action="resolved")
    assert (broken.status_code, broken.json()["detail"].startswith("broken off; send the command again")) == (503, True)
    repeated = doors.review(about, "again", action="resolved")
    assert repeated.status_code in (200, 201)
    until(lambda: said_of(doors, about.event_id))
    assert doors.review(about, "again", action="resolved").status_code == 200
    assert said_of(doors, about.event_id) == [(repeated.json()["id"], "resolved")]


KILLED = (
    "from tests.support.processes import harm; harm.arm('control.sent:kill');"
    "import sys; sys.argv = ['orin', 'control'];"
    "from orin.cli.main import main; main()"
)


def test_a_process_killed_between_sending_and_answering_has_done_it_once(doors: Doors) -> None:
    about, port = doors.event(), free_port()
    env = os.environ | {
        "ORIN_HOME": str(doors.settings.home),
        "ORIN_KAFKA_BOOTSTRAP": doors.settings.kafka_bootstrap,
        "ORIN_DATABASE_URL": doors.url,
        "ORIN_API_PORT": str(port),
    }
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, "-c", KILLED], env=env, stderr=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
                until(lambda: process.poll() is not None or answers(client))
                headers = {"Authorization": f"Bearer {doors.token}", "Idempotency-Key": "killed"}
                path = f"/control/v1/events/{about.event_id}/reviews"
                with pytest.raises(httpx.TransportError):
                    client.post(path, json={"action": "resolved"}, headers=headers)
                assert process.wait(20) == -signal.SIGKILL
        finally:
            process.kill()
    repeated = doors.review(about, "killed", action="resolved")
    assert repeated.status_code in (200, 201), repeated.text
    assert said_of(doors, about.event_id) == [(repeated.json()["id"], "resolved")]


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/control/readyz").status_code == 200
    except httpx.TransportError:
        return False


def test_without_kafka_nothing_is_done(doors: Doors) -> None:
    away = doors.settings.model_copy(update={"kafka_bootstrap": f"127.0.0.1:{free_port()}"})
    about = doors.event()
    assert_refused(away, doors, about.event_id)
    assert doors.review(about, action="commented", note="back").status_code == 201
    assert [action for _, action in said_of(doors, about.event_id)] == ["commented"]


def assert_refused(away: Settings, doors: Doors, event_id: str) -> None:
    headers = {"Authorization": f"Bearer {doors.token}"}
    with TestClient(create_app(away), base_url=LOCAL, headers=headers) as client:
        answer = client.post(f"/control/v1/events/{event_id}/reviews", json={"action": "resolved"})
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "2"
        assert answer.elapsed.total_seconds() < 8
        assert "orin.reviews.v1 on 127.0.0.1" in answer.json()["detail"]
        assert client.get("/control/healthz").status_code == 200
