"""Who may change which cameras and guards."""

import pytest
from fastapi import HTTPException

from orin.access.principal import Principal, Role
from orin.control.spec_sites import check_changeable, check_reach, seen_cameras
from orin.processors.identity import spec_name
from orin.processors.specs.parse import SpecError, parse_specs
from orin.schemas.records import Spec
from orin.topologies.specs.history import History
from orin.topologies.specs.plan import SpecKind, plan

HELD = """
camera: hq/gate
---
camera: port/gate
---
guard: own
cameras: [hq/gate]
when: {enters: {zone: x}}
---
guard: theirs
cameras: [port/gate]
when: {enters: {zone: x}}
---
guard: both
cameras: ["*"]
when: {enters: {zone: x}}
"""


def held() -> History:
    found = History()
    for offset, parsed in enumerate(parse_specs(HELD, "x")):
        spec = Spec(kind=parsed.kind, name=parsed.name, revision="1-00000000", body=parsed.body, active_from=0)
        assert found.add(spec_name(spec), offset, spec)
    return found


def who(*sites: str) -> Principal:
    return Principal("token:x", "x", Role.AUTHOR, sites, "token")


def guard(name: str, cameras: str) -> str:
    return f"guard: {name}\ncameras: [{cameras}]\nwhen: {{appears: {{objects: [dog]}}}}\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("camera: hq/new\n", []),
        ("camera: port/new\n", ["1:1 camera 'port/new' is of another site than yours"]),
        (guard("mine", "hq/gate, 'hq/*'"), []),
        (guard("mine", "hq/gate, port/gate"), ["2:20 'port/gate' takes in other sites than yours"]),
        (guard("mine", "'*'"), ["2:11 '*' takes in other sites than yours"]),
        (guard("mine", "'h*/gate'"), ["2:11 'h*/gate' takes in other sites than yours"]),
        (guard("mine", "'hq*'"), ["2:11 'hq*' takes in other sites than yours"]),
        (guard("own", "hq/gate"), []),
        (guard("theirs", "hq/gate"), ["1:1 another guard 'theirs' watches other sites than yours: rename it"]),
        (guard("both", "hq/gate"), ["1:1 another guard 'both' watches other sites than yours: rename it"]),
    ],
)
def test_what_a_file_may_hold(text: str, faults: list[str]) -> None:
    specs = parse_specs(text, "x")
    found: list[str] = []
    try:
        check_reach(who("hq"), specs, held())
    except SpecError as error:
        found = [f"{each.line}:{each.column} {each.message}" for each in error.faults]
    assert found == faults
    check_reach(who("*"), specs, held())


@pytest.mark.parametrize(
    ("kind", "name", "status"),
    [
        ("camera", "hq/gate", None),
        ("camera", "port/gate", 404),
        ("camera", "hq/none", 404),
        ("guard", "own", None),
        ("guard", "theirs", 404),
        ("guard", "both", 403),
        ("guard", "none", 404),
    ],
)
def test_what_may_be_ended_or_rolled_back(kind: SpecKind, name: str, status: int | None) -> None:
    found = None
    try:
        check_changeable(who("hq"), held(), kind, name)
    except HTTPException as error:
        found = error.status_code
    assert found == status
    check_changeable(who("*"), held(), kind, name)


def test_cameras_of_other_sites_are_not_known() -> None:
    assert list(seen_cameras(who("h?"), held())) == ["hq/gate"]
    with pytest.raises(SpecError, match="unknown camera: 'port/gate'"):
        plan(parse_specs(guard("g", "port/gate"), "x"), History(), None, 0)
