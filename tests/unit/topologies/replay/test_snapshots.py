"""Snapshots: when the watch logic gives one, and that going on from one is as if nothing had been."""

from hypothesis import given, settings
from hypothesis import strategies as st

from orin.processors.guards.logic import WatchLogic
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import CameraSnapshot, Event, Record, Spec, Tracks
from orin.topologies.camera_snapshots import PERIOD, SnapshotLogic, specs_about
from tests.support.guards_scene import CAMERA, START, ZONES, Scene, bag, person, still, way

GUARDS = (
    ZONES
    + """
---
guard: bags
cameras: "hq/*"
when:
  unattended: {objects: suitcase, zone: floor, for: 10s}
---
guard: door
cameras: hq/lobby
when:
  crosses: {objects: people, line: door, direction: any}
"""
)
TURN = (START // PERIOD + 1) * PERIOD


def scene_over_a_turn() -> list[Tracks]:
    """One minute with a bag and a walker, ten seconds of it before the turn of a period."""
    things = [bag("bag", still(200, 500)), person("ann", way((0, 190, 500), (5, 190, 500), (60, 990, 500)))]
    moved = TURN - START - 10_000_000
    return [shifted(record, moved) for record in Scene(things, 60, fps=5).records()]


def shifted(record: Tracks, by: int) -> Tracks:
    from msgspec.structs import replace

    tracks = tuple(replace(track, born_at=track.born_at + by) for track in record.tracks)
    ended = tuple(replace(end, last_at=end.last_at + by) for end in record.ended)
    previous = None if record.previous_at is None else record.previous_at + by
    times = {"captured_at": record.captured_at + by, "published_at": record.published_at + by}
    return replace(record, previous_at=previous, tracks=tracks, ended=ended, **times)


def armed(text: str = GUARDS) -> Armed:
    found = Armed()
    for spec in parse_specs(text, "test"):
        found.add(Spec(kind=spec.kind, name=spec.name, revision="1-x", body=spec.body, active_from=0))
    return found


def run(records: list[Tracks]) -> list[list[Record]]:
    logic, specs = SnapshotLogic(WatchLogic()), armed()
    state = logic.new(CAMERA)
    outputs = []
    for offset, record in enumerate(records):
        state, found = logic.step(state, record, specs, Origin("t", 0, offset))
        outputs.append(found)
    return outputs


def test_the_first_record_of_a_camera_and_of_a_period_give_one_and_no_other() -> None:
    records = scene_over_a_turn()
    found = [each for step in run(records) for each in step if isinstance(each, CameraSnapshot)]
    assert [(each.captured_at, each.began) for each in found] == [(records[0].captured_at, True), (TURN, False)]
    assert [records[each.offset].captured_at for each in found] == [each.captured_at for each in found]


def test_a_guard_of_other_cameras_whose_kind_is_not_installed_keeps_nobody_from_theirs() -> None:
    specs = armed()
    body = '{"guard": "gone", "cameras": ["port/*"], "when": {"of_a_package": {}}}'
    specs.add(Spec(kind="guard", name="gone", revision="1-x", body=body, active_from=0))
    part = specs_about(specs, CAMERA)
    assert [spec.name for spec in part.guards(START)] == ["bags", "door"]
    assert [spec.name for spec in specs_about(specs, "port/quay").guards(START)] == ["gone"]


def test_going_on_from_it_gives_the_events_that_follow() -> None:
    records = scene_over_a_turn()
    outputs = run(records)
    (turn,) = [each for step in outputs for each in step if isinstance(each, CameraSnapshot) and not each.began]
    logic, specs = WatchLogic(), Armed.load(turn.armed)
    state = logic.load(turn.state)
    again: list[Record] = []
    for offset in range(turn.offset + 1, len(records)):
        state, found = logic.step(state, records[offset], specs, Origin("t", 0, offset))
        again += found
    expected = [each for step in outputs[turn.offset + 1 :] for each in step if isinstance(each, Event)]
    assert again == expected
    assert {event.guard for event in expected} == {"bags", "door"}


@settings(max_examples=50)
@given(times=st.lists(st.integers(0, 5 * PERIOD), max_size=30))
def test_one_for_each_period_that_has_a_record(times: list[int]) -> None:
    base = scene_over_a_turn()[0]
    records = [shifted(base, at) for at in times]
    found = [each for step in run(records) for each in step if isinstance(each, CameraSnapshot)]
    rising = [r.captured_at for i, r in enumerate(records) if all(r.captured_at > e.captured_at for e in records[:i])]
    assert len(found) == len({at // PERIOD for at in rising})


def test_only_specs_about_the_camera_are_in_it_with_all_their_revisions() -> None:
    specs = armed()
    (bags,) = [spec for spec in parse_specs(GUARDS.replace("hq/*", "hq/hall"), "test") if spec.name == "bags"]
    specs.add(Spec(kind="guard", name="bags", revision="2-x", body=bags.body, active_from=TURN))
    assert [spec.name for spec in specs_about(specs, "hq/lobby").guards(0)] == ["bags", "door"]
    assert [spec.name for spec in specs_about(specs, "hq/gate").guards(0)] == ["bags"]
    assert [spec.revision for spec in specs_about(specs, "hq/gate").guards(TURN)] == ["2-x"]
    assert specs_about(specs, "hq/gate").camera(CAMERA, 0) is None
    assert specs_about(specs, "yard/gate").guards(0) == []
