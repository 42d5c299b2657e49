"""How two tellings of the same frames are compared."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.processors.identity import seal
from orin.schemas.records import Event
from orin.topologies.replay.compare import Pair, PairVerdict, compare
from orin.topologies.replay.report import report
from orin.topologies.replay.run import Window
from tests.support.guards_scene import Scene, bag, guard, still, us, watch

SCENE = Scene([bag("a", still(300, 500)), bag("b", still(700, 500), born=5, dies=60)], 90, fps=5)
BAGS = "unattended: {objects: suitcase, for: %s}"


def bags(for_: str, more: str = "", scene: Scene = SCENE) -> list[Event]:
    return watch(scene, guard(BAGS % for_, more))


def verdicts(pairs: list[Pair]) -> list[PairVerdict]:
    return sorted(pair.verdict for pair in pairs)


def test_equal_content_is_the_same_and_nothing_else_is() -> None:
    events = bags("10s")
    assert len({event.event_id for event in events}) == 2
    assert verdicts(compare(events, events, other_rules=False)) == ["same", "same"]
    changed = [seal(replace(events[0], coverage=0.5)), *events[1:]]
    (pair,) = [p for p in compare(changed, events, other_rules=False) if p.verdict != "same"]
    assert (pair.verdict, pair.fields) == ("changed", ("coverage",))


def test_events_of_one_side() -> None:
    events = bags("10s")
    mine = [event for event in events if event.subject and event.subject.track_id == "a"]
    assert verdicts(compare(mine, events, other_rules=False)) == ["only_production", "same"]
    assert verdicts(compare(events, mine, other_rules=False)) == ["only_replay", "same"]


def test_another_duration_moves_events_in_time() -> None:
    pairs = compare(bags("20s"), bags("10s"), other_rules=True)
    assert verdicts(pairs) == ["moved", "moved"]
    assert all({"due_at", "opened_at"} <= set(pair.fields) for pair in pairs)


def test_without_other_rules_a_moved_event_is_another_one() -> None:
    assert verdicts(compare(bags("20s"), bags("10s"), other_rules=False)) == [
        "only_production",
        "only_production",
        "only_replay",
        "only_replay",
    ]


def test_another_severity_is_otherwise_changed() -> None:
    pairs = compare(bags("10s", "severity: critical"), bags("10s"), other_rules=True)
    assert verdicts(pairs) == ["changed", "changed"]
    assert {pair.fields for pair in pairs} == {("severity",)}


def test_another_coverage_asked_for_changes_certainty() -> None:
    dark = Scene([bag("a", still(300, 500))], 60, fps=5, missing=((4.0, 10.0),))
    pairs = compare(bags("20s", "min_coverage: 0.5", dark), bags("20s", "", dark), other_rules=True)
    assert verdicts(pairs) == ["certainty"]


def test_other_tracks_are_matched_by_time_and_a_second_apart_is_the_same() -> None:
    renamed = Scene([bag("x", still(301, 500)), bag("y", still(702, 500), born=5.8, dies=60)], 90, fps=5)
    assert verdicts(compare(bags("10s", "", renamed), bags("10s"), other_rules=True)) == [
        "only_production",
        "only_production",
        "only_replay",
        "only_replay",
    ]
    pairs = compare(bags("10s", "", renamed), bags("10s"), other_rules=False, other_tracks=True)
    assert verdicts(pairs) == ["same", "same"]
    later = Scene([bag("x", still(301, 500)), bag("y", still(702, 500), born=6.4, dies=60)], 90, fps=5)
    (pair,) = [
        p for p in compare(bags("10s", "", later), bags("10s"), other_rules=False, other_tracks=True) if p.fields
    ]
    assert pair.verdict == "moved"
    assert {"since", "opened_at"} <= set(pair.fields)
    assert not {"subject", "event_id"} & set(pair.fields)
    blind = Scene([bag("x", still(301, 500))], 90, fps=5)
    pairs = compare(bags("10s", "", blind), bags("10s"), other_rules=False, other_tracks=True)
    assert verdicts(pairs) == ["only_production", "same"]


EVENTS = [*bags("10s"), *bags("15s")]


@given(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_every_event_is_in_one_pair(mine: set[int], others: set[int]) -> None:
    events = EVENTS
    ids = sorted({event.event_id for event in events})
    left = [event for event in events if ids.index(event.event_id) in mine]
    right = [event for event in events if ids.index(event.event_id) in others]
    for other_rules in (False, True):
        pairs = compare(left, right, other_rules=other_rules)
        assert sorted(p.replay.last.event_id for p in pairs if p.replay) == sorted({e.event_id for e in left})
        assert sorted(p.production.last.event_id for p in pairs if p.production) == sorted({e.event_id for e in right})


def test_a_guard_without_events_is_in_the_report() -> None:
    found = report(Window(us(0), us(90)), [], [], {"quiet": ("hq/*",)}, compared=True)
    assert [(each.guard, each.events, each.too_many) for each in found.guards] == [("quiet", 0, False)]
    assert not found.differs
