"""`removed`, `delivered`: to the frame. Bags are 30 px: at rest within 7.5 px, another place beyond 30 px."""

import pytest

from orin.schemas.records import Event
from tests.support.guards_scene import Run, Scene, Thing, Way, arm, at, bag, guard, person, still, told, watch, way

REMOVED = guard("removed: {}")
DELIVERED = guard("delivered: {zone: floor, for: 10s}")


def moments(events: list[Event]) -> list[tuple[str, float]]:
    assert all(e.phase == "occurred" and e.since == e.due_at == e.opened_at == e.at for e in events)
    return [(e.subject.track_id if e.subject else "", at(e.at)) for e in events]


def removals(things: list[Thing], rule: str = REMOVED, **scene: object) -> list[tuple[str, float]]:
    return moments(watch(Scene(things, 50, **scene), rule))  # type: ignore[arg-type]


def moved(by: float, when: float = 10) -> Way:
    return way((0, 320, 500), (when - 0.1, 320, 500), (when, 320 + by, 500))


class TestRemoved:
    @pytest.mark.parametrize(("by", "fires"), [(30, False), (30.01, True)])
    def test_seen_farther_from_its_place_than_its_size(self, by: float, fires: bool) -> None:
        assert removals([bag("b", moved(by))]) == ([("b", 10.0)] if fires else [])

    def test_once_for_each_place(self) -> None:
        path = way((0, 320, 500), (9.9, 320, 500), (10, 420, 500), (20, 420, 500), (20.1, 520, 500))
        assert removals([bag("b", path)]) == [("b", 10.0), ("b", 20.1)]

    def test_carried_off_it_is_the_first_frame_beyond_its_size(self) -> None:
        """10 px a frame."""
        assert removals([bag("b", way((0, 320, 500), (10, 320, 500), (15, 820, 500)))]) == [("b", 10.4)]

    def test_what_never_rested_leaves_no_place(self) -> None:
        assert removals([bag("b", way((0, 100, 500), (40, 900, 500)))]) == []
        assert removals([bag("b", way((0, 320, 500), (0.9, 320, 500), (1, 420, 500)), dies=1.5)]) == []

    def test_gone_with_somebody_near_it_is_the_last_frame_that_showed_it(self) -> None:
        """The tracker waits for ten seconds, then gives it up; the thief walks by at 9.9 s."""
        thief = person("t", way((6, 900, 500), (10, 340, 500), (14, 900, 500)), born=6)
        thing = bag("b", still(320, 500), hidden=((10, 20.1),), dies=20.1, gone="lost")
        (event,) = watch(Scene([thing, thief], 40), REMOVED)
        assert (at(event.at), event.source_position) == (9.9, 9.9)
        assert event.provenance.uri is not None
        assert event.provenance.uri.endswith(f"{event.at}.jpg")

    @pytest.mark.parametrize(("goes", "fires"), [(4.9, False), (5.0, True)])
    def test_near_in_the_five_seconds_before(self, goes: float, fires: bool) -> None:
        """Seen last at 9.9 s; he is within the radius until `goes` less a frame."""
        passer = person("t", way((0, 330, 500), (goes - 0.1, 330, 500), (goes, 800, 500)))
        thing = bag("b", still(320, 500), hidden=((10, 60),))
        assert bool(removals([thing, passer])) == fires

    @pytest.mark.parametrize(("radius", "fires"), [(1.0, False), (1.01, True)])
    def test_within_the_radius(self, radius: float, fires: bool) -> None:
        stands = person("t", still(421, 500))
        thing = bag("b", still(320, 500), hidden=((10, 60),))
        assert bool(removals([thing, stands], guard(f"removed: {{radius: {radius}}}"))) == fires

    @pytest.mark.parametrize(("gone", "fires"), [("lost", False), ("gap", False), ("removed", True), ("edge", True)])
    def test_gone_with_nobody_near_needs_the_trackers_evidence(self, gone: str, fires: bool) -> None:
        assert removals([bag("b", still(320, 500), dies=10, gone=gone)]) == ([("b", 9.9)] if fires else [])

    def test_the_tracker_may_take_longer_than_the_patience(self) -> None:
        thing = bag("b", still(320, 500), hidden=((10, 30),), dies=30, gone="removed")
        assert removals([thing]) == [("b", 9.9)]

    def test_found_again_after_it_was_lost_it_was_not_removed(self) -> None:
        assert removals([bag("b", moved(100), hidden=((10, 30),))]) == []
        assert removals([bag("b", still(320, 500), hidden=((10, 30),))]) == []

    def test_hidden_behind_somebody_it_is_still_there(self) -> None:
        passer = person("t", way((0, 900, 500), (10, 330, 505), (40, 330, 505), (42, 900, 500)))
        assert removals([bag("b", still(320, 500), hidden=((10.5, 40),)), passer]) == []

    def test_in_the_zone_only(self) -> None:
        rule = guard("removed: {zone: left}")
        assert removals([bag("b", moved(400))], rule) == [("b", 10.0)]
        assert removals([bag("b", way((0, 600, 500), (9.9, 600, 500), (10, 320, 500)))], rule) == []

    def test_into_a_part_that_is_excluded(self) -> None:
        assert removals([bag("b", moved(180))], guard("removed: {except: [desk]}")) == [("b", 10.0)]

    def test_there_before_the_guard_and_at_once_after(self) -> None:
        assert removals([bag("b", moved(100), born=-60)]) == [("b", 10.0)]

    def test_not_off_duty(self) -> None:
        """START is 22:13:20 UTC; the hours begin at 40 s."""
        rule = guard("removed: {}", "schedule: {hours: '22:14-22:15', timezone: UTC}")
        things = [bag("b", moved(100, 39.9)), bag("c", way((0, 700, 900), (39.9, 700, 900), (40, 800, 900)))]
        assert removals(things, rule) == [("c", 40.0)]

    def test_not_found_again_after_a_gap_nobody_knows(self) -> None:
        thief = person("t", still(330, 500), dies=10, gone="gap")
        thing = bag("b", still(320, 500), dies=10, gone="gap")
        assert removals([thing, thief], missing=((10, 20),)) == []
        assert removals([bag("b", still(320, 500), hidden=((10, 60),)), thief], missing=((10, 20),)) == []

    def test_elsewhere_after_a_gap_it_is_another(self) -> None:
        assert removals([bag("b", moved(100, 15))], missing=((10, 20),)) == []

    def test_in_its_place_after_a_gap_it_goes_on(self) -> None:
        assert removals([bag("b", moved(100, 30))], missing=((10, 20),)) == [("b", 30.0)]

    def test_anything_that_rests_when_named(self) -> None:
        car = Thing("c", moved(200), label="car", size=(60, 40))
        assert removals([car]) == []
        assert removals([car], guard("removed: {objects: [vehicles]}")) == [("c", 10.0)]


def courier(*later: tuple[float, float, float], **more: object) -> Thing:
    """Comes from the left, puts the parcel down at 2.0 s at (320, 500), stands beside it until 5.0 s, goes `later`."""
    return person("courier", way((0, 100, 500), (2, 300, 500), (5, 300, 500), *later), **more)


PARCEL = bag("parcel", way((0, 120, 500), (2, 320, 500)))
LEAVES = ((10.0, 800.0, 500.0), (12.0, 995.0, 500.0))
"""100 px/s: beyond 150 px first at 6.8 s, beyond 187.5 px at 7.1 s."""


class TestDelivered:
    def test_the_parcel_has_stayed_for_that_long_since_he_left(self) -> None:
        (event,) = watch(Scene([courier(*LEAVES), PARCEL], 40), DELIVERED)
        assert moments([event]) == [("parcel", 16.8)]
        assert (event.owner, event.certainty, event.coverage, event.zone) == ("courier", "observed", 1.0, "floor")

    @pytest.mark.parametrize(("dies", "fires"), [(16.8, False), (16.9, True)])
    def test_one_frame_less_is_nothing(self, dies: float, fires: bool) -> None:
        thing = bag("parcel", PARCEL.way, dies=dies, gone="removed")
        assert bool(watch(Scene([courier(*LEAVES), thing], 40), DELIVERED)) == fires

    def test_while_he_stays_it_is_not_delivered(self) -> None:
        assert watch(Scene([courier(), PARCEL], 40), DELIVERED) == []
        assert watch(Scene([courier((7, 507, 500)), PARCEL], 40), DELIVERED) == []

    def test_over_the_pictures_edge_he_has_left(self) -> None:
        thing = courier(dies=6, gone="edge")
        assert moments(watch(Scene([thing, PARCEL], 40), DELIVERED)) == [("parcel", 15.9)]

    def test_when_he_is_back_in_between_it_begins_anew(self) -> None:
        """Within 150 px again at 13.3 s; beyond at 16.8 s."""
        path = courier((10, 800, 500), (14, 400, 500), (15, 400, 500), (18.5, 610, 500))
        events = watch(Scene([path, PARCEL], 40), DELIVERED)
        assert moments(events) == [("parcel", 26.2)]  # 60 px/s: 472 px at 16.2 s

    def test_back_to_stay_it_is_not_delivered(self) -> None:
        path = courier((10, 800, 500), (14, 400, 500))
        assert watch(Scene([path, PARCEL], 40), DELIVERED) == []

    def test_once(self) -> None:
        path = courier((10, 800, 500), (20, 800, 500), (24, 400, 500), (28, 800, 500))
        assert moments(watch(Scene([path, PARCEL], 50), DELIVERED)) == [("parcel", 16.8)]

    def test_who_stands_by_later_does_not_matter(self) -> None:
        other = person("o", way((8, 900, 600), (12, 340, 520)), born=8)
        assert moments(watch(Scene([courier(*LEAVES), PARCEL, other], 40), DELIVERED)) == [("parcel", 16.8)]

    def test_what_nobody_brought_is_no_delivery(self) -> None:
        assert watch(Scene([PARCEL], 40), DELIVERED) == []
        assert watch(Scene([bag("b", still(320, 500), born=-60)], 40), DELIVERED) == []

    def test_who_comes_after_it_rests_did_not_bring_it(self) -> None:
        later = person("l", way((4.1, 700, 500), (7, 330, 500), (9, 330, 500), (12, 700, 500)), born=4.1)
        assert watch(Scene([PARCEL, later], 40), DELIVERED) == []

    def test_in_the_zone_only(self) -> None:
        rule = guard("delivered: {zone: desk, for: 10s}")
        assert watch(Scene([courier(*LEAVES), PARCEL], 40), rule) == []

    @pytest.mark.parametrize(("by", "fires"), [(30, True), (31, False)])
    def test_moved_by_its_size_it_has_stayed(self, by: float, fires: bool) -> None:
        path = way((0, 120, 500), (2, 320, 500), (12.9, 320, 500), (13, 320 + by, 500))
        assert bool(watch(Scene([courier(*LEAVES, dies=12), bag("parcel", path)], 40), DELIVERED)) == fires

    def test_another_radius(self) -> None:
        """Beyond 2 heights, 200 px, at 7.3 s."""
        rule = guard("delivered: {zone: floor, for: 10s, radius: 2}")
        assert moments(watch(Scene([courier(*LEAVES), PARCEL], 40), rule)) == [("parcel", 17.3)]

    def test_a_gap_in_the_window_makes_it_uncertain(self) -> None:
        """6.8 to 16.8 s; unseen from 8.9 to 15.0 s."""
        (event,) = watch(Scene([courier(*LEAVES, dies=8.5), PARCEL], 40, missing=((9, 15),)), DELIVERED)
        assert (at(event.at), event.coverage, event.certainty) == (16.8, 0.39, "indeterminate")
        assert event.notify == "indeterminate"

    def test_gaps_before_and_after_do_not(self) -> None:
        (event,) = watch(Scene([courier(*LEAVES), PARCEL], 40, missing=((20, 30),)), DELIVERED)
        assert (event.coverage, event.certainty) == (1.0, "observed")

    def test_only_on_a_frame_that_shows_it(self) -> None:
        thing = bag("parcel", PARCEL.way, hidden=((16, 18),))
        assert moments(watch(Scene([courier(*LEAVES), thing], 40), DELIVERED)) == [("parcel", 18.0)]


def test_the_state_survives_being_stored() -> None:
    things = [courier(*LEAVES), bag("parcel", way((0, 120, 500), (2, 320, 500), (30, 320, 500), (33, 620, 500)))]
    rules = (REMOVED, DELIVERED.replace("guard: g", "guard: h"))
    records = Scene(things, 40).records()
    whole = Run(arm(*rules)).feed(records)
    run = Run(arm(*rules))
    for record in records:
        run.feed([record])
        assert run.state is not None
        run.state = run.logic.load(run.logic.dump(run.state))
    assert run.events == whole
    assert told(whole) == [("occurred", "parcel", 16.8), ("occurred", "parcel", 30.4)]
