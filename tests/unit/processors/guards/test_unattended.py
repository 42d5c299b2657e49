"""`unattended`: to the frame. The radius of 1.5 heights is 150 px around the bag, 1.25 of that 187.5 px."""

import pytest

from orin.schemas.records import Event
from tests.support.guards_scene import Scene, Spot, Thing, Way, at, bag, guard, person, still, told, watch, way

OWNER = guard("unattended: {for: 10s, attended_by: owner}")
ANYONE = guard("unattended: {for: 10s}")


def pacing(x: float, y: float, reach: float = 60, begin: float = 0.0) -> Way:
    """To and fro, a second each way: never still for two seconds."""

    def path(t: float) -> Spot:
        return (round(x + reach * abs((t - begin) % 2 - 1), 2), y)

    return path


def owner(*later: tuple[float, float, float], stays: float = 5, **more: object) -> Thing:
    """Comes with the bag from the left, puts it down at 2.0 s at (320, 500), stands beside it, then goes `later`."""
    path = ((0, 100, 500), (2, 300, 500), (stays, 300, 500), *later)
    return person("owner", way(*path), **more)


BAG = bag("bag", way((0, 120, 500), (2, 320, 500)))
"""Carried until 2.0 s: it is at rest from 2.0 s on, or from one frame earlier, which is within 0.25 of its size."""
LEAVES = ((10, 800, 500), (12, 995, 500))
"""100 px/s: 147.5 px from the bag at 6.7 s, first beyond 150 px at 6.8 s, beyond 187.5 px at 7.1 s."""


def opened(events: list[Event]) -> tuple[float, float, float]:
    (event,) = (e for e in events if e.phase == "opened")
    return at(event.since), at(event.due_at), at(event.opened_at)


def rest_since() -> float:
    (event,) = watch(Scene([BAG], 20), ANYONE)
    return at(event.since)


class TestAlone:
    """Nobody about: the window begins with the rest."""

    def test_at_rest_since_it_stays_within_a_quarter_of_its_size(self) -> None:
        """Size 30: 7.5 px; it moves 10 px a frame, so it rests from the frame on which it arrives."""
        assert rest_since() == 2.0

    @pytest.mark.parametrize(("dies", "opens"), [(12.0, False), (12.1, True)])
    def test_exactly_that_long(self, dies: float, opens: bool) -> None:
        thing = bag("bag", way((0, 120, 500), (2, 320, 500)), dies=dies, gone="lost")
        events = [e for e in watch(Scene([thing], 30), ANYONE) if e.phase == "opened"]
        assert bool(events) == opens
        if opens:
            assert opened(events) == (2.0, 12.0, 12.0)

    def test_as_soon_as_it_is_known_to_rest(self) -> None:
        thing = bag("bag", way((0, 120, 500), (2, 320, 500)))
        assert opened(watch(Scene([thing], 30), guard("unattended: {for: 1s}"))) == (2.0, 3.0, 3.0)
        assert opened(watch(Scene([thing], 30), guard("unattended: {for: 0.1s}"))) == (2.0, 2.1, 3.0)

    def test_there_at_start_up(self) -> None:
        assert opened(watch(Scene([bag("bag", still(320, 500), born=-60)], 20), ANYONE)) == (0.0, 10.0, 10.0)

    def test_a_static_object_counts_from_its_first_evidence(self) -> None:
        thing = bag("bag", still(320, 500), label="object", born=6, first_evidence=2.5)
        assert opened(watch(Scene([thing], 20), ANYONE)) == (2.5, 12.5, 12.5)

    def test_but_not_from_before_the_cameras_first_frame(self) -> None:
        thing = bag("bag", still(320, 500), label="object", born=0, first_evidence=-30)
        assert opened(watch(Scene([thing], 20), ANYONE)) == (0.0, 10.0, 10.0)

    def test_what_moves_is_not_at_rest(self) -> None:
        assert watch(Scene([bag("bag", way((0, 100, 500), (60, 900, 500)))], 60), ANYONE) == []

    @pytest.mark.parametrize(("moved", "since"), [(30.0, 2.0), (31.0, 8.0)])
    def test_moved_by_its_size_it_is_the_same_subject(self, moved: float, since: float) -> None:
        thing = bag("bag", way((0, 120, 500), (2, 320, 500), (7.9, 320, 500), (8, 320 + moved, 500)))
        assert opened(watch(Scene([thing], 30), ANYONE))[0] == since

    def test_in_the_zone_only(self) -> None:
        rule = guard("unattended: {for: 10s, zone: left}")
        assert opened(watch(Scene([bag("bag", still(500, 500))], 20), rule)) == (0.0, 10.0, 10.0)
        assert watch(Scene([bag("bag", still(501, 500))], 20), rule) == []

    def test_only_on_a_frame_that_shows_it(self) -> None:
        thing = bag("bag", still(320, 500), hidden=((9, 12),))
        assert opened(watch(Scene([thing], 20), ANYONE)) == (0.0, 10.0, 12.0)

    def test_other_labels_do_not_matter(self) -> None:
        assert watch(Scene([bag("c", still(320, 500), label="chair")], 20), ANYONE) == []
        assert watch(Scene([person("p", still(320, 500))], 20), ANYONE) == []


class TestOwner:
    def test_left_beyond_a_quarter_more_than_the_radius_dated_back_to_the_radius(self) -> None:
        assert opened(watch(Scene([owner(*LEAVES), BAG], 20), OWNER)) == (6.8, 16.8, 16.8)

    def test_he_stays_while_he_does_not_go_beyond_the_margin(self) -> None:
        """187 px away for long."""
        assert watch(Scene([owner((7, 507, 500)), BAG], 40), OWNER) == []

    def test_an_excursion_counts_from_its_own_beginning(self) -> None:
        """Beyond the radius and back within, then away: the second excursion's first frame counts."""
        goes = owner((7, 490, 500), (8, 490, 500), (9, 460, 500), (13, 860, 500))
        assert opened(watch(Scene([goes, BAG], 30), OWNER))[0] == 9.2

    def test_back_in_time_nothing_opens_and_the_clock_begins_again(self) -> None:
        goes = owner((10, 800, 500), (13, 800, 500), (16.5, 450, 500), (20, 800, 500))
        events = watch(Scene([goes, BAG], 40), OWNER)
        assert [e.phase for e in events] == ["opened"]
        assert at(events[0].since) == 16.8  # at 16.7 s he is 150 px away: still within

    def test_coming_back_closes_it_as_claimed_at_once(self) -> None:
        goes = owner((10, 800, 500), (20, 800, 500), (24, 400, 500))
        events = watch(Scene([goes, BAG], 30), OWNER)
        assert told(events) == [("opened", "bag", 16.8), ("claimed", "bag", 23.3)]  # 470 px: within 150
        assert events[0].owner == events[1].owner == "owner"
        assert at(events[1].closed_at or 0) == 23.3
        assert [e.sequence for e in events] == [0, 1]

    def test_somebody_else_beside_it_does_not_attend(self) -> None:
        stands = person("other", way((8, 900, 600), (12, 340, 520)), born=8)
        assert opened(watch(Scene([owner(*LEAVES), BAG, stands], 30), OWNER)) == (6.8, 16.8, 16.8)

    def test_gone_over_the_edge_nobody_else_counts(self) -> None:
        stands = person("other", way((18, 900, 600), (20, 340, 520)), born=18)
        events = watch(Scene([owner(*LEAVES, dies=12), BAG, stands], 30), OWNER)
        assert told(events) == [("opened", "bag", 16.8)]

    def test_lost_in_mid_picture_anybody_may_attend(self) -> None:
        """Lost at 9.0 s; the other is there from 13.3 s, still from 15.0 s, and attends from 17.0 s on."""
        stands = person("other", way((10, 900, 600), (15, 340, 520)), born=10)
        events = watch(Scene([owner(*LEAVES, dies=9, gone="lost"), BAG, stands], 40), OWNER)
        assert events == []

    def test_lost_beside_the_bag_the_clock_starts_with_his_last_detection(self) -> None:
        events = watch(Scene([owner(dies=5, gone="lost"), BAG], 30), OWNER)
        assert opened(events) == (4.9, 14.9, 14.9)

    def test_hidden_beside_the_bag_he_is_still_there(self) -> None:
        """He stands, so he is at rest, and may be missed for ten seconds."""
        events = watch(Scene([owner(*LEAVES, hidden=((3.5, 4.5),)), BAG], 20), OWNER)
        assert opened(events)[0] == 6.8

    def test_a_track_born_where_his_was_lost_inherits(self) -> None:
        first = owner(dies=5, gone="lost")
        heir = person("heir", way((6, 310, 505), (9, 310, 505), (14, 810, 505)), born=6)
        events = watch(Scene([first, BAG, heir], 40), OWNER)
        (event,) = events
        # 1.0 s after 5.0 s, 11 px away; leaves at 100 px/s, and (470, 505) is just beyond 150 px of (320, 500).
        assert (at(event.since), event.owner) == (10.6, "heir")

    def test_an_heir_may_have_left_before_the_tracker_gives_the_owner_up(self) -> None:
        """Broken at 5.0 s, known at 7.0 s; the other track, born at 5.1 s, is within the radius until 6.7 s."""
        first = owner(dies=7, gone="lost", hidden=((5, 7),), listed_for=1)
        heir = person("heir", way((5.1, 310, 500), (8, 600, 500), (10, 900, 500)), born=5.1)
        (event,) = watch(Scene([first, BAG, heir], 20), OWNER)
        assert (at(event.since), event.owner) == (6.8, "heir")

    @pytest.mark.parametrize(("born", "x"), [(10.1, 310), (6.0, 520)])
    def test_not_one_born_too_late_or_too_far(self, born: float, x: float) -> None:
        """A passer-by, pacing: he would attend as an heir, not as anyone."""
        first = owner(dies=5, gone="lost")
        passer = person("passer", pacing(x, 505, reach=-60, begin=born), born=born)
        assert opened(watch(Scene([first, BAG, passer], 40), OWNER))[0] == 4.9

    def test_the_nearest_around_the_rest_is_the_owner(self) -> None:
        bystander = person("bystander", still(440, 500), dies=3.0)
        events = watch(Scene([owner(*LEAVES), BAG, bystander], 20), OWNER)
        assert events[0].owner == "owner"

    def test_who_comes_later_is_not(self) -> None:
        """Alone at rest from 2.0 s; somebody walks up at 5.0 s: no owner is known, so the rule for anyone holds."""
        later = person("later", way((4, 700, 500), (7, 330, 500), (9.0, 330, 500), (12, 700, 500)), born=4)
        (event,) = watch(Scene([BAG, later], 40), OWNER)
        assert event.owner is None

    def test_a_companion_counts_as_owner(self) -> None:
        """Five seconds together within the radius."""
        for together, expected in ((7.0, []), (4.0, [6.8])):
            friend = person("friend", pacing(330, 540, reach=80, begin=7 - together), born=7 - together)
            events = watch(Scene([owner(*LEAVES), BAG, friend], 20), OWNER)
            assert [at(e.since) for e in events] == expected, together

    def test_the_owner_of_a_static_object_is_found_in_the_past(self) -> None:
        """He was gone over the edge before the object was known to be one."""
        goes = owner((9, 995, 500), stays=3, dies=9)
        thing = bag("bag", still(320, 500), label="object", born=10, first_evidence=2)
        stranger = person("stranger", way((14.1, 900, 600), (16, 340, 520)), born=14.1)
        (event,) = watch(Scene([goes, thing, stranger], 25), OWNER)
        assert event.owner == "owner"
        assert at(event.since) < 6

    def test_known_only_for_guards_that_were_there(self) -> None:
        """Armed long after the rest: nobody knows the owner."""
        scene = Scene([owner(*LEAVES, stays=2), BAG], 80, missing=((3, 70),))
        assert all(e.owner is None for e in watch(scene, OWNER))


class TestAnyone:
    def test_somebody_still_within_the_radius_attends(self) -> None:
        visitor = person("v", way((5, 900, 500), (7, 400, 500), (12, 400, 500), (14, 900, 500)), born=5)
        (event,) = watch(Scene([BAG, visitor], 40), ANYONE)
        assert at(event.since) == 12.3  # leaves at 250 px/s: first beyond 150 px (470) at 475 px

    def test_walking_through_resets_nothing(self) -> None:
        passer = person("p", way((5, 100, 500), (9, 900, 500)), born=5, dies=9)
        assert opened(watch(Scene([BAG, passer], 40), ANYONE)) == (2.0, 12.0, 12.0)

    def test_walking_through_closes_nothing(self) -> None:
        passer = person("p", way((15, 100, 500), (19, 900, 500)), born=15, dies=19)
        assert told(watch(Scene([BAG, passer], 40), ANYONE)) == [("opened", "bag", 12.0)]

    def test_standing_by_closes_it_as_ended_once_he_has_stood(self) -> None:
        visitor = person("v", way((13, 900, 500), (15, 400, 500)), born=13)
        events = watch(Scene([BAG, visitor], 40), ANYONE)
        # At 15.0 s he stands; before that he moved 25 px a frame, so 49 px of his last 2 s begin at 14.9 s.
        assert told(events) == [("opened", "bag", 12.0), ("ended", "bag", 16.9)]

    def test_who_paces_does_not_attend(self) -> None:
        assert opened(watch(Scene([BAG, person("p", pacing(330, 540))], 40), ANYONE)) == (2.0, 12.0, 14.0)

    def test_the_decision_waits_for_who_is_undecided_on_the_due_frame(self) -> None:
        """He comes at 11.5 s and stays: he attends, as of his coming, so nothing was due at 12.0 s."""
        visitor = person("v", way((10, 900, 500), (11.5, 400, 500)), born=10)
        assert watch(Scene([BAG, visitor], 40), ANYONE) == []

    def test_when_he_walks_on_it_opens_as_he_goes(self) -> None:
        """Within 150 px of the bag until 12.5 s, beyond 187.5 px at 12.7 s."""
        passer = person("p", way((10.5, 770, 500), (15, -130, 500)), born=10.5, dies=14.3)
        events = watch(Scene([BAG, passer], 40), ANYONE)
        assert at(events[0].due_at) == 12.0
        assert 12.0 < at(events[0].opened_at) < 14.0

    def test_who_comes_after_the_due_frame_is_not_waited_for(self) -> None:
        passer = person("p", way((11, 900, 500), (15, 100, 500)), born=11, dies=15)
        assert opened(watch(Scene([BAG, passer], 40), ANYONE)) == (2.0, 12.0, 12.0)

    def test_the_owner_walking_away_need_not_have_stood(self) -> None:
        """He never stands still: the rule for anyone does not see him, the owner's does."""
        paces = person("o", pacing(330, 540), dies=20, gone="edge")
        assert opened(watch(Scene([BAG, paces], 40), ANYONE)) == (2.0, 12.0, 14.0)
        assert opened(watch(Scene([BAG, paces], 40), OWNER)) == (19.9, 29.9, 29.9)


class TestRemoval:
    def taken(self, path: tuple[tuple[float, float, float], ...], *others: Thing, rule: str = OWNER) -> Event:
        thing = bag("bag", way((0, 120, 500), (2, 320, 500), *path))
        first, last = watch(Scene([owner(*LEAVES, dies=12), thing, *others], 34), rule)
        assert first.phase == "opened"
        assert last.phase == "closed"
        return last

    def test_by_another(self) -> None:
        thief = person("t", way((19, 600, 500), (22, 330, 500), (25, 630, 500)), born=19)
        event = self.taken(((22, 320, 500), (25, 620, 500)), thief)
        assert (event.outcome, event.taken_by, at(event.at), event.severity) == ("removed", "other", 22.4, "high")

    def test_by_nobody_in_sight(self) -> None:
        event = self.taken(((22, 320, 500), (25, 620, 500)))
        assert (event.outcome, event.taken_by, event.severity) == ("removed", "unknown", "medium")

    def test_critical_does_not_rise(self) -> None:
        thief = person("t", way((19, 600, 500), (22, 330, 500), (25, 630, 500)), born=19)
        rule = guard("unattended: {for: 10s, attended_by: owner}", "severity: critical")
        assert self.taken(((22, 320, 500), (25, 620, 500)), thief, rule=rule).severity == "critical"

    def test_by_the_owner_who_comes_near_and_takes_it_is_claimed_first(self) -> None:
        back = owner((10, 800, 500), (20, 800, 500), (24, 400, 500), (28, 800, 500))
        thing = bag("bag", way((0, 120, 500), (2, 320, 500), (24, 320, 500), (28, 720, 500)))
        assert told(watch(Scene([back, thing], 40), OWNER)) == [("opened", "bag", 16.8), ("claimed", "bag", 23.3)]

    def test_by_the_owner_under_the_rule_for_anyone(self) -> None:
        """He walks by, takes it without standing still, and goes on."""
        back = owner((10, 800, 500), (20, 800, 500), (24, 320, 500), (28, -150, 500))
        thing = bag("bag", way((0, 120, 500), (2, 320, 500), (24, 320, 500), (28, -150, 500)))
        first, last = watch(Scene([back, thing], 27), ANYONE)
        assert (first.phase, last.outcome, last.taken_by, last.severity) == ("opened", "removed", "owner", "medium")

    def test_gone_while_somebody_was_near(self) -> None:
        """Its box ends as he bends over it; the tracker waits for ten seconds, then calls it lost."""
        thief = person("t", way((19, 600, 500), (22, 330, 500), (25, 630, 500)), born=19)
        thing = bag("bag", way((0, 120, 500), (2, 320, 500)), dies=32, gone="lost", hidden=((22, 32),))
        _, last = watch(Scene([owner(*LEAVES, dies=12), thing, thief], 40), OWNER)
        assert (last.outcome, last.taken_by, at(last.at)) == ("removed", "other", 32.0)

    @pytest.mark.parametrize(
        ("gone", "outcome"), [("lost", "indeterminate"), ("removed", "removed"), ("edge", "removed")]
    )
    def test_gone_with_nobody_near_needs_the_trackers_evidence(self, gone: str, outcome: str) -> None:
        thing = bag("bag", way((0, 120, 500), (2, 320, 500)), dies=25, gone=gone)
        _, last = watch(Scene([owner(*LEAVES, dies=12), thing], 40), OWNER)
        assert (last.outcome, at(last.at)) == (outcome, 25.0)

    def test_pending_and_gone_is_nothing(self) -> None:
        thing = bag("bag", way((0, 120, 500), (2, 320, 500)), dies=9, gone="removed")
        assert watch(Scene([thing], 40), ANYONE) == []

    def test_lost_for_longer_than_the_patience(self) -> None:
        thing = bag("bag", still(320, 500), hidden=((15, 60),))
        events = watch(Scene([thing], 40), ANYONE)
        assert told(events) == [("opened", "bag", 10.0), ("indeterminate", "bag", 25.0)]

    def test_never_lost_while_it_is_covered(self) -> None:
        thing = bag("bag", still(320, 500), hidden=((15, 35),))
        paces = person("p", pacing(320, 510, reach=8), born=14, dies=34.9)
        rule = guard("unattended: {for: 10s, radius: 0.001}")
        assert told(watch(Scene([thing, paces], 40), rule)) == [("opened", "bag", 10.0)]


class TestGaps:
    def test_seen_in_the_same_place_it_goes_on(self) -> None:
        events = watch(Scene([bag("bag", still(320, 500))], 40, missing=((6, 13),)), ANYONE)
        assert told(events) == [("opened", "bag", 13.0), ("updated", "bag", 22.0)]
        assert [e.certainty for e in events] == ["indeterminate", "observed"]

    def test_not_found_again_it_is_indeterminate(self) -> None:
        thing = bag("bag", still(320, 500), dies=15)
        thing.gone = "gap"
        events = watch(Scene([thing], 40, missing=((15, 25),)), ANYONE)
        assert told(events) == [("opened", "bag", 10.0), ("indeterminate", "bag", 25.0)]

    def test_found_again_some_frames_later(self) -> None:
        thing = bag("bag", still(320, 500), hidden=((15, 30),))
        events = watch(Scene([thing], 40, missing=((15, 25),)), ANYONE)
        assert told(events) == [("opened", "bag", 10.0)]

    def test_not_even_after_ten_seconds(self) -> None:
        thief = person("t", still(330, 500), born=13.5, dies=15, gone="lost")
        thing = bag("bag", still(320, 500), hidden=((15, 60),))
        events = watch(Scene([thing, thief], 40, missing=((15, 25),)), guard("unattended: {for: 10s, radius: 0.2}"))
        assert told(events)[-1] == ("indeterminate", "bag", 35.1)

    def test_elsewhere_it_is_another(self) -> None:
        """12 px of 30: IoU 18/42."""
        thing = bag("bag", way((0, 320, 500), (15, 320, 500), (25, 332, 500)))
        events = watch(Scene([thing], 40, missing=((15, 25),)), ANYONE)
        assert told(events) == [("opened", "bag", 10.0), ("indeterminate", "bag", 25.0), ("opened", "bag", 35.0)]

    def test_the_owner_unseen_in_the_gap_has_not_left_before_its_end(self) -> None:
        events = watch(Scene([owner(dies=6, gone="gap"), BAG], 40, missing=((6, 16),)), OWNER)
        assert opened(events) == (16.0, 26.0, 26.0)
        assert events[0].coverage == 1.0


class TestEscalation:
    RULE = guard("unattended: {for: 10s, escalate: [{after: 5s, severity: high}, {after: 5.1s, severity: critical}]}")

    def test_steps_are_updates(self) -> None:
        events = watch(Scene([bag("bag", still(320, 500))], 40), self.RULE)
        assert [(e.phase, at(e.at), e.severity) for e in events] == [
            ("opened", 10.0, "medium"),
            ("updated", 15.0, "high"),
            ("updated", 15.1, "critical"),
        ]
        assert [e.sequence for e in events] == [0, 1, 2]
        assert len({e.event_id for e in events}) == 1

    def test_never_two_on_one_frame(self) -> None:
        events = watch(Scene([bag("bag", still(320, 500))], 40, missing=((14, 18),)), self.RULE)
        assert [(at(e.at), e.severity) for e in events[1:]] == [(18.0, "high"), (18.1, "critical")]
