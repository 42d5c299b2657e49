"""What is to notify nobody for a while."""

import pytest

from orin.api import models
from orin.processors.specs.targets import parse_targets
from orin.schemas.json_forms import format_time
from orin.topologies.notify.targets import TargetLog
from tests.pipeline.control.conftest import Doors
from tests.support.processes.projection_records import SECOND, now, rows

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def hour() -> str:
    return str(format_time(now() + 3600 * SECOND))


@pytest.fixture
def desk(doors: Doors) -> None:
    """A target of this name is applied."""
    text = "target: desk\nsend:\n  - webhook: {url: https://example.org/, secret: 'secret:signing'}\n"
    TargetLog(doors.settings).apply(parse_targets(text, "targets.yaml"))


@pytest.mark.parametrize("scope", ["guard/bags", "camera/hq/lobby-1", "site/hq"])
def test_a_mute_shows_on_what_it_covers_until_it_is_lifted(doors: Doors, scope: str) -> None:
    covered, other = doors.event(), doors.event(camera="port/b", guard="others")
    until = hour()
    answer = doors.client.post(
        "/control/v1/mutes?wait=20", json={"scope": scope, "muted_until": until, "reason": "works"}
    )
    assert answer.status_code == 201, answer.text
    (mute,) = doors.client.get(answer.headers["location"]).json()["mutes"]
    models.MuteOut.model_validate(mute, strict=True)
    assert (mute["mute_id"], mute["scope"], mute["muted_until"]) == (answer.json()["id"], scope, until)
    assert (doors.shown(covered)["muted"], doors.shown(other)["muted"]) == (True, False)
    lifted = doors.client.delete(f"/control/v1/mutes/{scope}?wait=20")
    assert lifted.status_code == 201, lifted.text
    assert doors.client.get(lifted.headers["location"]).json() == {"mutes": []}
    assert doors.shown(covered)["muted"] is False
    assert doors.client.delete(f"/control/v1/mutes/{scope}").status_code == 404


def test_a_target_is_muted_and_lifted(doors: Doors, desk: None) -> None:
    muted = doors.client.post(
        "/control/v1/mutes?wait=20", json={"scope": "target/desk", "muted_until": hour(), "reason": "on leave"}
    )
    assert muted.status_code == 201, muted.text
    (mute,) = doors.client.get(muted.headers["location"]).json()["mutes"]
    assert (mute["scope"], mute["reason"]) == ("target/desk", "on leave")
    assert doors.client.delete("/control/v1/mutes/target/desk?wait=20").status_code == 201
    assert doors.client.get(muted.headers["location"]).json() == {"mutes": []}


def test_a_mute_replaces_the_one_before_and_repeating_it_does_nothing_twice(doors: Doors) -> None:
    scope, key = "camera/hq/lobby-1", {"Idempotency-Key": "m"}
    short = {"scope": scope, "muted_until": format_time(now() + 60 * SECOND)}
    long = {"scope": scope, "muted_until": hour()}
    assert doors.client.post("/control/v1/mutes?wait=20", json=short, headers=key).status_code == 201
    assert doors.client.post("/control/v1/mutes?wait=20", json=long).status_code == 201
    assert doors.client.post("/control/v1/mutes", json=short, headers=key).json()["state"] == "repeated"
    (mute,) = doors.client.get("/v1/mutes", params={"scope": scope}).json()["mutes"]
    assert mute["muted_until"] == long["muted_until"]
    first = doors.client.delete(f"/control/v1/mutes/{scope}?wait=20", headers=key)
    again = doors.client.delete(f"/control/v1/mutes/{scope}?wait=20", headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert rows(doors.settings, "SELECT count(*) FROM mutes WHERE mute_id = %s", first.json()["id"]) == [(1,)]


@pytest.mark.parametrize(
    ("scope", "until", "says"),
    [
        ("guard/bag", None, "no guard 'bag' is known yet (did you mean 'bags'?)"),
        ("camera/hq/nobody", None, "no camera 'hq/nobody' is known yet"),
        ("site/nowhere", None, "no site 'nowhere' is known yet"),
        ("bags", None, "'bags' is no scope: write guard/NAME"),
        ("target/dusk", None, "no target 'dusk' is known yet (did you mean 'desk'?)"),
        ("guard/bags", "2020-01-01T00:00:00Z", "is not between now and a year from now"),
        ("guard/bags", "2999-01-01T00:00:00Z", "is not between now and a year from now"),
        ("guard/bags", "2027-01-01T00:00:00", "has no offset from UTC"),
        ("guard/bags", 10**30, "is not between now and a year from now"),
    ],
)
def test_what_cannot_be_muted_is_refused(
    doors: Doors, desk: None, scope: str, until: str | int | None, says: str
) -> None:
    answer = doors.client.post("/control/v1/mutes", json={"scope": scope, "muted_until": until or hour()})
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
