"""`wrong_way`, `tailgating`: to the frame. The door runs up the middle, x = 500; `in` is to the right."""

import pytest

from tests.support.guards_scene import Scene, Spot, Thing, at, bag, guard, person, watch, way

CLOSE = guard("tailgating: {line: door, within: 2s}")


def goes(name: str, when: float, back: bool = False, y: float = 500, **more: object) -> Thing:
    """100 px/s; clear of the line, 10 px away, at `when`."""
    if back:
        return person(name, way((when - 3, 790, y), (when + 3, 190, y)), born=when - 3, **more)
    return person(name, way((when - 3, 210, y), (when + 3, 810, y)), born=when - 3, **more)


def told(things: list[Thing], rule: str = CLOSE, **scene: object) -> list[tuple[str, str | None, float]]:
    events = watch(Scene(things, 30, **scene), rule)  # type: ignore[arg-type]
    assert all(e.phase == "occurred" and e.line == "door" and e.since == e.at for e in events)
    return [(e.subject.track_id if e.subject else "", e.direction, at(e.at)) for e in events]


class TestWrongWay:
    @pytest.mark.parametrize(("wrong", "expected"), [("in", [("p", "in", 5.0)]), ("out", [("q", "out", 8.0)])])
    def test_the_direction_is_the_wrong_one(self, wrong: str, expected: list[object]) -> None:
        rule = guard(f"wrong_way: {{line: door, direction: {wrong}}}")
        assert told([goes("p", 5), goes("q", 8, back=True)], rule) == expected

    def test_each_time(self) -> None:
        path = way((3, 400, 500), (5, 600, 500), (7, 400, 500), (9, 600, 500))
        assert told([person("p", path, born=3)], guard("wrong_way: {line: door, direction: in}")) == [
            ("p", "in", 4.1), ("p", "in", 8.1),
        ]  # fmt: skip

    @pytest.mark.parametrize(("far", "fires"), [(509, False), (510, True)])
    def test_the_other_side_must_be_clear(self, far: float, fires: bool) -> None:
        path = way((3, 400, 500), (7, far, 500), (9, far, 500), (11, 400, 500))
        rule = guard("wrong_way: {line: door, direction: in}")
        assert bool(told([person("p", path, born=3)], rule)) == fires

    def test_anything_may_go_the_wrong_way(self) -> None:
        rule = guard("wrong_way: {line: door, direction: in}")
        car = Thing("c", goes("c", 5).way, label="car", born=2)
        assert told([car], rule) == [("c", "in", 5.0)]
        assert told([car], guard("wrong_way: {objects: [people], line: door, direction: in}")) == []

    def test_over_a_gap_nobody_is_the_same(self) -> None:
        rule = guard("wrong_way: {line: door, direction: in}")
        assert told([goes("p", 8)], rule, missing=((6, 12),)) == []


class TestTailgating:
    def test_the_one_who_follows_is_the_subject(self) -> None:
        assert told([goes("p", 5), goes("q", 6.5)]) == [("q", "in", 6.5)]

    @pytest.mark.parametrize(("second", "fires"), [(7.0, True), (7.1, False)])
    def test_exactly_that_long_after_the_other(self, second: float, fires: bool) -> None:
        assert bool(told([goes("p", 5), goes("q", second)])) == fires

    def test_one_after_the_other(self) -> None:
        assert told([goes("p", 5), goes("q", 6.5), goes("r", 8)]) == [("q", "in", 6.5), ("r", "in", 8.0)]

    def test_side_by_side_one_follows_the_other(self) -> None:
        assert len(told([goes("p", 5), goes("q", 5, y=600)])) == 1

    def test_two_who_meet_in_the_door_do_not_follow(self) -> None:
        assert told([goes("p", 5), goes("q", 6, back=True)]) == []

    def test_both_directions_are_watched_unless_one_is_named(self) -> None:
        things = [goes("p", 5, back=True), goes("q", 6, back=True)]
        assert told(things) == [("q", "out", 6.0)]
        assert told(things, guard("tailgating: {line: door, within: 2s, direction: in}")) == []
        assert told(things, guard("tailgating: {line: door, within: 2s, direction: out}")) == [("q", "out", 6.0)]

    def test_nobody_follows_himself(self) -> None:
        path = way((3, 400, 500), (5, 600, 500), (5.5, 400, 500), (6.5, 600, 500))
        assert told([person("p", path, born=3)]) == []

    def test_a_bag_does_not_follow_its_owner(self) -> None:
        assert told([goes("p", 5), bag("b", goes("b", 6).way, born=3)]) == []

    def test_who_is_confirmed_late_counts_from_when_he_crossed(self) -> None:
        """The first is confirmed at 6.4 s, when the second has crossed at 6.0 s."""
        assert told([goes("p", 5, confirmed_after=4.4), goes("q", 6)]) == [("q", "in", 6.0)]
        assert told([goes("p", 5), goes("q", 6, confirmed_after=4.4)]) == [("q", "in", 6.0)]

    def test_who_was_told_is_not_told_again(self) -> None:
        things = [goes("p", 5), goes("q", 5.5, confirmed_after=4.5), goes("r", 6)]
        assert told(things) == [("r", "in", 6.0), ("q", "in", 5.5)]

    def test_a_track_that_is_never_confirmed_is_nobody(self) -> None:
        assert told([goes("p", 5, confirmed_after=99), goes("q", 6)]) == []

    def test_a_gap_between_the_two_is_no_crossing_less(self) -> None:
        rule = guard("tailgating: {line: door, within: 15s}")
        assert told([goes("p", 5), goes("q", 18)], rule, missing=((8, 14.9),)) == [("q", "in", 18.0)]

    def test_lost_on_the_line_and_born_behind_it_crosses_nothing(self) -> None:
        def jumps(t: float) -> Spot:
            return (600, 500)

        assert told([goes("p", 5), person("q", jumps, born=6)]) == []
