"""Who may command on one machine, and that every answer is as documented."""

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from orin.control.local_link import COOKIE
from tests.pipeline.control.conftest import Doors

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]
SAID = {"action": "acknowledged"}


def test_reads_are_open_and_commands_take_the_link(doors: Doors, visitor: TestClient) -> None:
    about = doors.event()
    path = f"/control/v1/events/{about.event_id}/reviews"
    assert visitor.get(f"/v1/events/{about.event_id}").status_code == 200
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eA=="}):
        refused = visitor.post(path, json=SAID, headers=headers)
        assert refused.status_code == 401
        assert "the link that `orin up` printed" in refused.json()["detail"]
    assert doors.shown(about)["review"] == "unreviewed"


def test_opening_the_link_lets_its_browser_command_from_its_own_page_alone(doors: Doors, visitor: TestClient) -> None:
    path = f"/control/v1/events/{doors.event().event_id}/reviews"
    assert visitor.get("/", params={"token": "of another run"}).status_code == 403
    assert COOKIE not in visitor.cookies
    opened = visitor.get("/", params={"token": doors.token})
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    cookie = opened.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    own = {"Origin": "http://127.0.0.1"}
    assert visitor.post(path, json=SAID, headers=own).status_code == 202
    for headers in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
        assert visitor.post(path, json=SAID, headers=headers).status_code == 403
    bearer = {"Authorization": f"Bearer {doors.token}", "Origin": "http://evil.example"}
    assert visitor.post(path, json=SAID, headers=bearer).status_code == 403


def test_only_this_machines_names_are_answered(doors: Doors, visitor: TestClient) -> None:
    for path in ("/control/v1/mutes", "/v1/mutes"):
        assert doors.client.get(path, headers={"Host": "evil.example"}).status_code == 421
    other = visitor.get("/", params={"token": doors.token}, headers={"Host": "evil.example"})
    assert other.status_code == 421


def test_a_body_is_bounded(doors: Doors) -> None:
    large = b'{"scope": "' + b"x" * (5 * 2**20)
    answer = doors.client.post("/control/v1/mutes", content=large, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    parts = (b"x" * 2**20 for _ in range(6))
    assert doors.client.post("/control/v1/mutes", content=parts).status_code == 413


def test_what_there_is_is_told(doors: Doors) -> None:
    told = doors.client.get("/control/").json()["paths"]
    assert told["/control/v1/mutes"].startswith("POST: ")
    assert "POST /control/v1/mutes" in doors.client.get("/control/docs").text
    assert "did you mean 'wait'?" in doors.client.post("/control/v1/mutes?wai=1", json={}).json()["detail"]
    assert doors.client.get("/control/readyz").json() == {"status": "ok"}
    assert "orin_api_seconds" in doors.client.get("/control/metrics").text
    assert doors.client.get("/control/v1/mutes").status_code == 405


def test_every_answer_is_as_the_openapi_page_says(doors: Doors, address: str) -> None:
    """Whatever is sent: no 5xx, and status, type and body as documented."""
    schema = schemathesis.openapi.from_url(f"{address}/control/openapi.json")
    known = doors.event()
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]

        @settings(
            # Each that is about specs reads their whole topic.
            max_examples=5 if ":" in operation.path else 20, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:  # type: ignore[type-arg]
            if "event_id" in case.path_parameters:
                case.path_parameters["event_id"] = known.event_id
            case.query.pop("wait", None)
            # A time or a scope may be well-formed and still be refused.
            case.call_and_validate(
                headers={"Authorization": f"Bearer {doors.token}"}, excluded_checks=[positive_data_acceptance]
            )

        check()
        tried.append(operation.path)
    assert len(tried) == 22
