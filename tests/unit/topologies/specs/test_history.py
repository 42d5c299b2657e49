"""What the history of specs says, whatever order, repeats and strangers it holds; where markers belong."""

import json

import jsonschema_rs
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orin.cli.specs.schema import json_schema
from orin.processors.identity import revision, spec_name
from orin.schemas.records import Spec
from orin.topologies.specs.apply import marked_partitions
from orin.topologies.specs.history import ARMED_SUFFIX, History
from tests.support.repository import ROOT

FOLDER = ROOT


def spec(number: int, body: str = "{}", name: str = "bag", **more: object) -> Spec:
    whole = Spec(kind="guard", name=name, revision=revision(number, body), body=body, active_from=number)
    return msgspec.structs.replace(whole, **more)


def history(*records: tuple[str, Spec | None]) -> History:
    found = History()
    for offset, (key, value) in enumerate(records):
        assert found.add(key, offset, value)
    return found


def test_for_one_number_the_lower_offset_is_the_revision() -> None:
    one, other = spec(1, '{"a":1}'), spec(1, '{"a":2}')
    found = history((spec_name(one), one), (spec_name(other), other))
    assert [r.spec for r in found.revisions()] == [one]
    assert found.holder(other) is not None
    assert found.holder(other).spec == one  # type: ignore[union-attr]
    assert found.holder(spec(2)) is None


def test_a_record_taken_back_is_gone() -> None:
    one, other = spec(1, '{"a":1}'), spec(1, '{"a":2}')
    found = history((spec_name(one), one), (spec_name(other), other), (spec_name(one), None))
    assert [r.spec for r in found.revisions()] == [other]


def test_a_repeat_under_one_key_changes_nothing() -> None:
    one = spec(1)
    again = msgspec.structs.replace(one, active_from=99)
    (only,) = history((spec_name(one), one), (spec_name(one), again)).revisions()
    assert (only.spec, only.offset) == (one, 0)


def test_armed_is_what_has_its_armed_record() -> None:
    one, two = spec(1, '{"a":1}'), spec(2, '{"a":2}')
    found = history((spec_name(one), one), (spec_name(one) + ARMED_SUFFIX, one), (spec_name(two), two))
    assert [(r.spec.revision, r.armed) for r in found.revisions("guard")] == [
        (one.revision, True),
        (two.revision, False),
    ]
    newest = found.newest("guard", "bag")
    assert newest is not None
    assert (newest.spec, newest.armed) == (two, False)
    assert found.newest("camera", "bag") is None


def test_a_record_under_another_key_is_passed_over() -> None:
    found = History()
    assert not found.add("guard/other@1-00000000", 0, spec(1))
    assert found.revisions() == []


def test_numbers_are_compared_as_numbers() -> None:
    ten, nine = spec(10), spec(9)
    newest = history((spec_name(ten), ten), (spec_name(nine), nine)).newest("guard", "bag")
    assert newest is not None
    assert newest.spec == ten


def test_withdrawn_cameras_may_not_be_referred_to() -> None:
    body = '{"camera":"hq/lobby","gap_tolerance":5.0,"ground":null,"ignore":{},"lines":{},"zones":{}}'
    one = spec(1, body, "hq/lobby", kind="camera")
    assert set(history((spec_name(one), one)).cameras()) == {"hq/lobby"}
    gone = spec(2, body, "hq/lobby", kind="camera", active_until=2)
    assert history((spec_name(one), one), (spec_name(gone), gone)).cameras() == {}


@given(st.permutations([0, 1, 2, 3]))
def test_the_newest_revision_does_not_depend_on_the_order_of_numbers(order: list[int]) -> None:
    specs = [spec(number + 1, f'{{"n":{number}}}') for number in order]
    newest = history(*((spec_name(s), s) for s in specs)).newest("guard", "bag")
    assert newest is not None
    assert newest.spec.revision.startswith("4-")


def test_a_guard_goes_everywhere_and_a_camera_to_one_partition() -> None:
    assert marked_partitions(spec(1), 12) == list(range(12))
    (partition,) = marked_partitions(spec(1, "{}", "hq/lobby-1", kind="camera"), 12)
    assert 0 <= partition < 12


VALID = jsonschema_rs.validator_for(json.loads(json.dumps(json_schema())))


def documents(text: str) -> list[object]:
    return list(yaml.safe_load_all(text))


def test_the_schema_takes_what_the_language_takes() -> None:
    contract = """
camera: hq/lobby-1
zones: {floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]}
lines: {door: [[0.2, 0.5], [0.8, 0.5]]}
ignore: {clock: [[0, 0], [0.3, 0], [0.3, 0.05], [0, 0.05]]}
ground: {points: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.5], [0.3, 0.5]], metres: [[0, 0], [6, 0], [6, 9], [0, 9]]}
gap_tolerance: 5s
---
guard: lobby-unattended-bag
cameras: ["hq/lobby-*"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 5m, radius: 1.5, attended_by: owner}
schedule: {days: mon-fri, hours: "08:00-20:00", timezone: Europe/Berlin, except: ["2026-12-25"]}
severity: high
min_coverage: 0.9
cooldown: 0s
notify: [security-desk]
"""
    for document in documents(contract) + documents((FOLDER / "cli" / "specs" / "demo.yaml").read_text()):
        VALID.validate(document)


@pytest.mark.parametrize(
    "text",
    [
        "guard: x",
        "{guard: x, cameras: [a/b], when: {enters: {zone: z}, exits: {zone: z}}}",
        "{guard: x, cameras: [a/b], when: {}}",
        "{guard: x, cameras: [a/b], when: {enters: {}}}",
        "{guard: x, cameras: [a/b], when: {enters: {zone: z, inertia: soon}}}",
        "{guard: x, cameras: [a/b], when: {enters: {zone: z}}, severty: high}",
        "{camera: a/b, zones: {z: [[0, 0, 0]]}}",
    ],
)
def test_the_schema_refuses_what_the_language_refuses(text: str) -> None:
    assert not VALID.is_valid(yaml.safe_load(text))
