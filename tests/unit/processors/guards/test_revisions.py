"""What a new revision does to what is open and to what is pending."""

from msgspec.structs import replace

from orin.schemas.records import Event, Spec
from tests.support.guards_scene import ZONES, Scene, at, bag, guard, person, specs, still, told, us, watch

BAG = bag("b", still(320, 500))
RULE = "unattended: {for: 10s, zone: floor}"


def change(text: str, number: int, active_from: float, marker_at: float | None = None) -> tuple[float, Spec]:
    (spec,) = specs(text, number, us(active_from))
    return (active_from if marker_at is None else marker_at, spec)


def run(*changes: tuple[float, Spec], seconds: float = 40) -> list[Event]:
    return watch(Scene([BAG], seconds), guard(RULE), changes=changes)


def test_one_that_leaves_the_meaning_alone_carries_on_what_is_open() -> None:
    events = run(change(guard(RULE, "severity: critical\nnotify: [desk]"), 2, 20))
    assert told(events) == [("opened", "b", 10.0), ("updated", "b", 20.0)]
    opened, updated = events
    assert opened.event_id == updated.event_id
    assert updated.guard_revision.startswith("2-")
    assert (updated.severity, updated.notify_to, updated.sequence) == ("critical", ("desk",), 1)


def test_and_what_is_pending() -> None:
    (event,) = run(change(guard(RULE, "severity: critical"), 2, 5))
    assert (at(event.since), at(event.opened_at), event.severity) == (0.0, 10.0, "critical")


def test_another_meaning_withdraws_and_begins_anew() -> None:
    events = run(change(guard("unattended: {for: 5s, zone: floor}"), 2, 20))
    assert told(events) == [("opened", "b", 10.0), ("withdrawn", "b", 20.0), ("opened", "b", 25.0)]
    assert events[1].guard_revision == events[0].guard_revision != events[2].guard_revision
    assert at(events[2].since) == 20.0
    assert events[2].event_id != events[0].event_id


def test_a_pending_timer_starts_anew() -> None:
    (event,) = run(change(guard("unattended: {for: 9s, zone: floor}"), 2, 5))
    assert (at(event.since), at(event.opened_at)) == (5.0, 14.0)


def test_it_applies_to_frames_after_its_marker_with_captured_at_from_active_from_on() -> None:
    rule = guard("unattended: {for: 5s, zone: floor}")
    assert told(run(change(rule, 2, 20, marker_at=15)))[1] == ("withdrawn", "b", 20.0)
    assert told(run(change(rule, 2, 20, marker_at=22)))[1] == ("withdrawn", "b", 22.0)


def test_the_cameras_zone_that_it_uses_is_part_of_the_meaning() -> None:
    moved = ZONES.replace("floor: [[0, 0.2]", "floor: [[0, 0.1]")
    renamed = ZONES.replace("desk:", "table:")
    assert told(run(change(moved, 2, 20)))[1] == ("withdrawn", "b", 20.0)
    events = run(change(renamed, 2, 20))
    assert told(events)[1] == ("updated", "b", 20.0)
    assert events[0].camera_revision != events[1].camera_revision


def test_without_its_zone_a_guard_is_blind() -> None:
    events = run(change(ZONES.replace("floor:", "ground:"), 2, 20))
    assert told(events) == [("opened", "b", 10.0), ("withdrawn", "b", 20.0)]


def test_the_end_of_a_spec_withdraws() -> None:
    number, spec = change(guard(RULE, "severity: low"), 2, 15)
    ends = (number, replace(spec, active_until=us(20)))
    assert told(run(ends)) == [("opened", "b", 10.0), ("updated", "b", 15.0), ("withdrawn", "b", 20.0)]
    withdrawn = (number, replace(spec, active_until=us(15)))
    events = run(withdrawn)
    assert told(events) == [("opened", "b", 10.0), ("withdrawn", "b", 15.0)]
    assert (events[1].severity, events[1].zone, events[1].guard) == ("medium", "floor", "g")


def test_a_guard_for_other_cameras_does_not_look() -> None:
    rule = guard("appears: {}")
    assert watch(Scene([BAG], 5), rule)
    assert watch(Scene([BAG], 5), rule.replace("hq/*", "hq/l?")) == []


def test_people_inside_when_the_guard_starts_did_not_enter() -> None:
    things = [person("p", still(100, 500), born=5), person("q", still(200, 500), born=20)]
    enters = change(guard("enters: {zone: left}", name="e"), 1, 10)
    assert told(watch(Scene(things, 40), changes=[enters])) == [("occurred", "q", 20.5)]


def test_cooldown_lasts_through_a_change_of_meaning() -> None:
    things = [person("p", still(100, 500), born=5), person("q", still(200, 500), born=15)]
    rule = guard("enters: {zone: left}", "cooldown: 60s")
    other = guard("enters: {zone: left, inertia: 1s}", "cooldown: 60s")
    events = watch(Scene(things, 40), rule, changes=[change(other, 2, 10)])
    assert [(at(e.at), e.notify) for e in events] == [(5.5, "send"), (16.0, "cooldown")]
    assert events[1].cooldown_event == events[0].event_id
