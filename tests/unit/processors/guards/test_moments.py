"""`appears`, `enters`, `exits`: to the frame."""

import pytest

from tests.support.guards_scene import Scene, at, bag, guard, person, still, told, watch, way

ENTERS = guard("enters: {objects: [people], zone: left}")
EXITS = guard("exits: {objects: [people], zone: left}")
APPEARS = guard("appears: {}")
WESTWARD = way((3, 900, 500), (11, 100, 500))  # 10 px a frame, at the zone's border (500, inside) at 7.0 s
EASTWARD = way((3, 105, 500), (11, 905, 500))  # first outside at 7.0 s, at 505


def moments(scene: Scene, *guards: str) -> list[tuple[str, float]]:
    events = watch(scene, *guards)
    assert all(e.phase == "occurred" and e.since == e.due_at == e.opened_at == e.at for e in events)
    assert all((e.certainty, e.coverage, e.closed_at) == ("observed", 1.0, None) for e in events)
    return [(e.subject.track_id if e.subject else "", at(e.at)) for e in events]


class TestAppears:
    def test_on_the_frame_on_which_it_is_confirmed_and_once(self) -> None:
        assert moments(Scene([person("p", WESTWARD, born=3)], 12), APPEARS) == [("p", 3.3)]

    def test_never_for_a_track_that_is_not_confirmed(self) -> None:
        assert moments(Scene([person("p", WESTWARD, born=3, dies=3.3)], 12), APPEARS) == []

    def test_where_its_anchor_is_in_the_zone_then(self) -> None:
        scene = Scene([person("p", way((3, 520, 500), (11, 100, 500)), born=3)], 12)
        assert moments(scene, guard("appears: {zone: left}")) == []
        assert moments(scene, guard("appears: {zone: floor}")) == [("p", 3.3)]

    def test_not_for_what_was_confirmed_before_the_guard(self) -> None:
        scene = Scene([person("p", still(300, 500)), person("q", still(700, 500), born=6)], 12, missing=((0, 5),))
        scene.things[0].born = -1  # type: ignore[index]
        assert moments(scene, APPEARS) == [("p", 5.0), ("q", 6.3)]

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("appears: {objects: [packages]}", ["b"]),
            ("appears: {objects: [suitcase, people]}", ["b", "p"]),
            ("appears: {objects: [pets]}", []),
            ("appears: {min_score: 0.91}", []),
            ("appears: {min_score: 0.9}", ["b", "p"]),
            ("appears: {min_size: 0.05}", ["p"]),
            ("appears: {max_size: 0.05}", ["b"]),
            ("appears: {except: [desk]}", ["p"]),
            ("appears: {zone: desk}", ["b"]),
            ("appears: {zone: desk, anchor: center}", ["p"]),
        ],
    )
    def test_filters(self, rule: str, expected: list[str]) -> None:
        """The bag's anchor is in the desk zone (bottom 0.6), its centre too low; of the person only the centre."""
        things = [bag("b", still(500, 600)), person("p", still(500, 640))]
        if "center" in rule:
            things[0] = bag("b", still(500, 620))
        assert [name for name, _ in moments(Scene(things, 2), guard(rule))] == expected


class TestEnters:
    def test_when_inside_for_the_inertia(self) -> None:
        assert moments(Scene([person("p", WESTWARD, born=3)], 12), ENTERS) == [("p", 7.5)]

    def test_a_longer_inertia(self) -> None:
        rule = guard("enters: {zone: left, inertia: 2s}")
        assert moments(Scene([person("p", WESTWARD, born=3)], 12), rule) == [("p", 9.0)]

    def test_at_least_two_frames_however_slow(self) -> None:
        scene = Scene([person("p", WESTWARD, born=3)], 12, fps=1)
        assert moments(scene, ENTERS) == [("p", 8.0)]
        assert moments(scene, guard("enters: {zone: left, inertia: 0s}")) == [("p", 8.0)]

    @pytest.mark.parametrize(("out", "fires"), [(7.4, False), (7.5, False), (7.6, True)])
    def test_out_again_too_soon_is_no_entering(self, out: float, fires: bool) -> None:
        peek = way((3, 600, 500), (6.9, 600, 500), (7, 490, 500), (out - 0.1, 490, 500), (out, 600, 500))
        assert moments(Scene([person("p", peek, born=3)], 12), ENTERS) == ([("p", 7.5)] if fires else [])

    def test_a_flicker_does_not_enter_twice(self) -> None:
        flicker = way((3, 600, 500), (7, 490, 500), (8.9, 490, 500), (9, 510, 500), (9.3, 510, 500), (9.4, 490, 500))
        assert len(moments(Scene([person("p", flicker, born=3)], 12), ENTERS)) == 1

    def test_each_return_counts(self) -> None:
        again = way((3, 600, 500), (5, 400, 500), (7, 600, 500), (9, 400, 500))
        assert moments(Scene([person("p", again, born=3)], 12), ENTERS) == [("p", 4.5), ("p", 8.5)]

    def test_born_inside_counts_as_entering(self) -> None:
        assert moments(Scene([person("p", still(100, 500), born=3)], 6), ENTERS) == [("p", 3.5)]

    def test_the_tentative_part_counts_once_confirmed(self) -> None:
        scene = Scene([person("p", still(100, 500), born=3, confirmed_after=0.8)], 6)
        assert moments(scene, ENTERS) == [("p", 3.5)]

    def test_a_tentative_track_alone_does_not_count(self) -> None:
        assert moments(Scene([person("p", still(100, 500), born=3, confirmed_after=9)], 6), ENTERS) == []

    @pytest.mark.parametrize(("born", "fires"), [(0.0, False), (1.9, False), (2.0, False), (2.1, True)])
    def test_people_inside_at_start_up_did_not_enter(self, born: float, fires: bool) -> None:
        assert bool(moments(Scene([person("p", still(100, 500), born=born)], 6), ENTERS)) == fires

    def test_who_is_outside_at_start_up_enters(self) -> None:
        assert moments(Scene([person("p", way((0, 600, 500), (1, 500, 500)))], 6), ENTERS) == [("p", 1.5)]

    def test_after_a_gap_nobody_knows_who_was_inside(self) -> None:
        things = [
            person("p", still(100, 500), born=11),
            person("q", still(200, 500), born=13),
            person("r", still(300, 500), born=13.1),
        ]
        assert moments(Scene(things, 20, missing=((5, 11),)), ENTERS) == [("r", 13.6)]

    def test_no_gap_below_the_tolerance(self) -> None:
        """Frames at 5.0 s and 10.0 s are exactly gap_tolerance apart."""
        scene = Scene([person("p", still(100, 500), born=10)], 20, missing=((5.1, 10),))
        assert moments(scene, ENTERS) == [("p", 10.5)]

    def test_unobserved_frames_neither_count_nor_decide(self) -> None:
        scene = Scene([person("p", WESTWARD, born=3)], 12, unobserved=((7.3, 8.0),))
        assert moments(scene, ENTERS) == [("p", 8.0)]


class TestExits:
    def test_when_outside_for_the_inertia(self) -> None:
        assert moments(Scene([person("p", EASTWARD, born=3)], 12), EXITS) == [("p", 7.5)]

    def test_who_was_inside_at_start_up_can_leave(self) -> None:
        assert moments(Scene([person("p", way((0, 400, 500), (2, 600, 500)))], 12), EXITS) == [("p", 1.6)]

    def test_who_was_never_inside_does_not_leave(self) -> None:
        assert moments(Scene([person("p", still(600, 500), dies=5)], 12), EXITS) == []

    def test_over_the_pictures_edge_at_the_last_detection(self) -> None:
        out = person("p", way((3, 300, 500), (6, 10, 500)), born=3, dies=6, hidden=((5.5, 6),))
        events = watch(Scene([out], 12), EXITS)
        assert told(events) == [("occurred", "p", 5.4)]
        assert events[0].source_position == 5.4
        assert events[0].provenance.uri is not None
        assert events[0].provenance.uri.endswith(f"{events[0].at}.jpg")

    def test_the_tracker_may_take_its_time_to_say_so(self) -> None:
        out = person("p", way((3, 300, 500), (6, 10, 500)), born=3, dies=8, hidden=((5.5, 8),), listed_for=1)
        assert moments(Scene([out], 12), EXITS) == [("p", 5.4)]

    def test_out_of_the_zone_and_at_once_out_of_the_picture(self) -> None:
        out = person("p", way((3, 400, 500), (6, 550, 500)), born=3, dies=5.4)
        assert moments(Scene([out], 12), EXITS) == [("p", 5.3)]

    @pytest.mark.parametrize("reason", ["lost", "gap", "removed"])
    def test_a_lost_track_did_not_leave(self, reason: str) -> None:
        assert moments(Scene([person("p", still(100, 500), born=3, dies=6, gone=reason)], 12), EXITS) == []

    def test_it_takes_entering_to_leave(self) -> None:
        """Inside for less than the inertia, then out over the edge."""
        out = person("p", way((3, 600, 500), (6.9, 600, 500), (7, 400, 500)), born=3, dies=7.3)
        assert moments(Scene([out], 12), EXITS) == []
