"""Cameras and guards by the commands: checked, compared, applied once, rolled back, ended."""

from typing import Any
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from orin.control.factory import create_app
from orin.control.spec_answers import CheckOut, DiffOut, SpecsOut
from orin.processors.specs.parse import parse_specs
from orin.schemas.errors import OrinError
from orin.topologies.specs.apply import SpecLog
from tests.pipeline.control.conftest import LOCAL, Doors

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def camera(name: str, zone: str = "floor") -> str:
    return f"camera: {name}\nzones: {{{zone}: [[0, 0], [1, 0], [1, 1], [0, 1]]}}\n"


def guard(name: str, camera: str, wait: str = "1m") -> str:
    return f"guard: {name}\ncameras: [{camera}]\nwhen: {{loiters: {{zone: floor, for: {wait}}}}}\n"


class Desk:
    """The commands on specs."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self.log = SpecLog(doors.settings)

    def post(self, path: str, text: str = "", key: str | None = None, seen: str | None = None) -> Any:
        headers = {"Content-Type": "application/yaml"}
        headers |= {} if key is None else {"Idempotency-Key": key}
        headers |= {} if seen is None else {"If-Match": seen}
        return self._doors.client.post(f"/control/v1/{path}", content=text.encode(), headers=headers)

    def shown(self, path: str) -> Any:
        return self._doors.client.get(path).json()

    def revisions(self, name: str) -> list[str]:
        return [r.spec.revision for r in self.log.history().revisions() if r.spec.name == name]


@pytest.fixture
def desk(doors: Doors) -> Desk:
    return Desk(doors)


def test_every_fault_is_told_with_its_place(desk: Desk) -> None:
    assert desk.post("cameras:apply", camera("checks/cam")).status_code == 202
    text = guard("checked", "checks/cam").replace("zone: floor", "zone: flor") + "severity: hihg\n"
    answer = desk.post("guards:check", text)
    assert answer.status_code == 200
    CheckOut.model_validate(answer.json(), strict=True)
    assert answer.json()["faults"] == [
        {"line": 3, "column": 24, "message": "unknown zone 'flor' on camera 'checks/cam' (did you mean 'floor'?)"},
        {"line": 4, "column": 11, "message": answer.json()["faults"][1]["message"]},
    ]
    assert "did you mean 'high'?" in answer.json()["faults"][1]["message"]
    for path in ("guards:diff", "guards:apply"):
        refused = desk.post(path, text)
        assert (refused.status_code, len(refused.json()["errors"])) == (422, 2)
        assert refused.json()["errors"][0]["where"] == "line 3, column 24"
    assert desk.post("guards:check", guard("checked", "checks/cam")).json() == {"cameras": 0, "guards": 1, "faults": []}
    assert desk.post("guards:check", "").json()["faults"][0]["message"] == "the file holds no camera and no guard"
    no_camera = desk.post("cameras:apply", guard("checked", "checks/cam"))
    assert (no_camera.status_code, "the file has no camera" in no_camera.json()["detail"]) == (422, True)
    assert desk.revisions("checked") == []


def test_a_camera_keeps_what_guards_use(desk: Desk) -> None:
    desk.post("guards:apply", camera("keeps/cam") + "---\n" + guard("keeper", "keeps/cam"))
    (fault,) = desk.post("cameras:check", camera("keeps/cam", "other")).json()["faults"]
    assert fault["message"].startswith("camera 'keeps/cam' would lose zone 'floor', which guard 'keeper' uses")
    named = desk.post("cameras/keeps/cam:disable")
    assert (named.status_code, "is named by guard keeper" in named.json()["detail"]) == (409, True)
    assert desk.post("guards/keeper:disable").status_code == 202
    assert desk.post("cameras/keeps/cam:disable?wait=20").status_code == 201
    assert desk.shown("/v1/cameras/keeps/cam")["active_until"] is not None


def test_what_was_applied_is_what_the_cli_sees_and_the_api_shows(desk: Desk) -> None:
    text = camera("shows/cam") + "---\n" + guard("shows", "shows/cam")
    answer = desk.post("guards:apply?wait=20", text)
    assert (answer.status_code, answer.headers["location"]) == (201, "/v1/guards"), answer.text
    SpecsOut.model_validate(answer.json(), strict=True)
    assert [(each["name"], each["outcome"]) for each in answer.json()["specs"]] == [
        ("shows/cam", "applied"),
        ("shows", "applied"),
    ]
    assert desk.shown("/v1/guards/shows")["revision"] == answer.json()["specs"][1]["revision"]
    assert [each.outcome for each in desk.log.plan(parse_specs(text, "x"))] == ["unchanged", "unchanged"]
    again = desk.post("guards:apply", text)
    assert (again.status_code, again.json()["state"]) == (200, "unchanged")
    assert len(desk.revisions("shows")) == 1


def test_a_difference_and_who_applied_meanwhile(desk: Desk) -> None:
    desk.post("guards:apply", camera("meets/cam") + "---\n" + guard("meets", "meets/cam"))
    longer, longest = guard("meets", "meets/cam", "2m"), guard("meets", "meets/cam", "3m")
    found = desk.post("guards:diff", longer)
    DiffOut.model_validate(found.json(), strict=True)
    (shown,) = found.json()["specs"]
    assert (shown["change"], shown["fields"]) == ("changed", {"when.loiters.for": {"from": "1m", "to": "2m"}})
    assert found.headers["etag"] == f'"{shown["revision"]}"'
    first = desk.post("guards:apply", longer, seen=found.headers["etag"])
    assert first.status_code == 202
    late = desk.post("guards:apply", longest, seen=found.headers["etag"])
    assert (late.status_code, first.headers["etag"] in late.json()["detail"]) == (412, True)
    assert desk.post("guards/meets:disable", seen=found.headers["etag"]).status_code == 412
    assert desk.post("guards/meets:rollback", seen='"none"').status_code == 412
    assert desk.post("guards:apply", longest, seen=first.headers["etag"]).status_code == 202
    assert desk.post("guards:apply", guard("never", "meets/cam"), seen="*").status_code == 412
    assert len(desk.revisions("meets")) == 3


def test_of_two_files_the_tag_is_of_both(desk: Desk) -> None:
    text = camera("pair/cam") + "---\n" + guard("pair", "pair/cam")
    new = desk.post("guards:diff", text).headers["etag"]
    assert desk.post("guards:apply", text, seen=new).status_code == 202
    assert desk.post("guards:apply", text.replace("1m", "2m"), seen=new).status_code == 412


def test_rolling_back_and_disabling_happen_once_a_key(desk: Desk) -> None:
    for wait in ("1m", "2m"):
        desk.post("guards:apply", camera("back/cam") + "---\n" + guard("back", "back/cam", wait))
    first = desk.post("guards/back:rollback", key="r")
    again = desk.post("guards/back:rollback", key="r")
    assert (first.status_code, again.status_code, again.json()["state"]) == (202, 200, "repeated")
    assert again.json()["specs"][0]["revision"] == first.json()["specs"][0]["revision"]
    other = desk.post("guards/back:rollback?to=2", key="r")
    assert (other.status_code, "another command had this Idempotency-Key" in other.json()["detail"]) == (422, True)
    assert desk.post("guards/back:disable", key="d").status_code == 202
    assert desk.post("guards/back:disable", key="d").json()["state"] == "repeated"
    assert desk.post("guards/back:disable").json()["state"] == "unchanged"
    armed = desk.post("guards/back:rollback?to=2&wait=20")
    assert (armed.status_code, armed.headers["location"]) == (201, "/v1/guards/back")
    assert (len(desk.revisions("back")), desk.shown("/v1/guards/back")["active_until"]) == (5, None)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("guards/nobody:rollback", 404, "no guard 'nobody' was applied"),
        ("cameras/no/body:disable", 404, "no camera 'no/body' was applied"),
        ("guards/lone:rollback", 409, "guard lone has only one revision"),
        ("guards/lone:rollback?to=9", 422, "guard lone has no revision 9: it has 1-"),
        ("guards/lone:disable?from=2020-01-01", 422, "is in the past"),
        ("guards/lone:disable?from=soon", 422, "'soon' is not a time"),
    ],
)
def test_what_cannot_be_done_is_refused(desk: Desk, path: str, status: int, says: str) -> None:
    desk.post("guards:apply", camera("lone/cam") + "---\n" + guard("lone", "lone/cam"))
    answer = desk.post(path)
    assert (answer.status_code, says in answer.json()["detail"]) == (status, True), answer.text


def test_a_command_that_died_half_way_is_finished_and_not_repeated(desk: Desk) -> None:
    """After the revisions, before they are armed; then somebody else changes one of them."""
    text = camera("dies/cam") + "---\n" + guard("dies", "dies/cam")

    def dying(self: SpecLog, *_: object) -> None:
        raise OrinError("killed")

    with patch.object(SpecLog, "_arm", dying):
        assert desk.post("guards:apply", text, key="k").status_code == 503
    assert not any(r.armed for r in desk.log.history().revisions() if r.spec.name in {"dies", "dies/cam"})
    desk.log.apply(parse_specs(guard("dies", "dies/cam", "9m"), "x"))
    again = desk.post("guards:apply", text, key="k")
    assert (again.status_code, again.json()["state"]) == (200, "repeated"), again.text
    assert [each["outcome"] for each in again.json()["specs"]] == ["finished", "unchanged"]
    held = [r for r in desk.log.history().revisions() if r.spec.name in {"dies", "dies/cam"}]
    assert [(r.spec.revision[0], r.armed) for r in held] == [("1", True), ("1", False), ("2", True)]
    other = desk.post("guards:apply", text.replace("1m", "5m"), key="k")
    assert (other.status_code, len(desk.revisions("dies"))) == (422, 2)


def test_without_kafka_nothing_is_done_and_said_so(doors: Doors) -> None:
    nowhere = doors.settings.model_copy(update={"kafka_bootstrap": "127.0.0.1:1"})
    with (
        patch("orin.control.spec_desk._TIMEOUT", 0.5),
        TestClient(create_app(nowhere), base_url=LOCAL, headers={"Authorization": f"Bearer {doors.token}"}) as client,
    ):
        answer = client.post("/control/v1/guards:apply", content=camera("no/kafka"))
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert "send the command again" in answer.json()["detail"]
