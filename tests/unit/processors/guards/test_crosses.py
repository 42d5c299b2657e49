"""`crosses`: to the frame. The door runs up the middle: x = 500, from y = 800 to y = 200; `in` is to the right."""

import pytest

from tests.support.guards_scene import Scene, Spot, Thing, Way, at, guard, person, watch, way

ANY = guard("crosses: {objects: [people], line: door}")


def crossings(
    things: list[Thing], rule: str = ANY, seconds: float = 12, fps: float = 10
) -> list[tuple[str | None, float]]:
    events = watch(Scene(things, seconds, fps=fps), rule)
    assert all(e.line == "door" and e.zone is None and e.phase == "occurred" for e in events)
    return [(e.direction, at(e.at)) for e in events]


def straight(x0: float, x1: float, y: float = 500) -> Way:
    return way((3, x0, y), (11, x1, y))


def test_on_the_first_anchor_clear_on_the_other_side() -> None:
    """Heights are 100 px: clear from 10 px; 10 px a frame, at the line at 7.0 s."""
    assert crossings([person("p", straight(100, 900), born=3)]) == [("in", 7.1)]
    assert crossings([person("p", straight(900, 100), born=3)]) == [("out", 7.1)]


@pytest.mark.parametrize(("wanted", "fires"), [("in", True), ("out", False), ("any", True)])
def test_direction(wanted: str, fires: bool) -> None:
    rule = guard(f"crosses: {{line: door, direction: {wanted}}}")
    assert bool(crossings([person("p", straight(100, 900), born=3)], rule)) == fires


@pytest.mark.parametrize(("far", "fires"), [(509, False), (510, True)])
def test_only_a_clear_side_counts(far: float, fires: bool) -> None:
    path = way((3, 400, 500), (7, far, 500), (9, far, 500), (11, 400, 500))
    assert bool(crossings([person("p", path, born=3)])) == fires


@pytest.mark.parametrize(("y", "fires"), [(199, False), (200, True), (800, True), (801, False)])
def test_the_segment_not_its_extension(y: float, fires: bool) -> None:
    assert bool(crossings([person("p", straight(100, 900, y), born=3)])) == fires


def test_over_the_extension_and_back_through_the_segment_is_one_crossing() -> None:
    around = way((3, 400, 900), (5, 600, 900), (7, 600, 500), (9, 400, 500))
    assert crossings([person("p", around, born=3)]) == [("out", 8.1)]


def test_each_return_counts_again() -> None:
    path = way((3, 400, 500), (5, 600, 500), (7, 400, 500), (9, 600, 500))
    assert crossings([person("p", path, born=3)]) == [("in", 4.1), ("out", 6.1), ("in", 8.1)]


def test_dithering_on_the_line_crosses_once() -> None:
    path = way((3, 400, 500), (5, 495, 500), (5.2, 505, 500), (5.4, 496, 500), (5.6, 505, 500), (7, 600, 500))
    assert len(crossings([person("p", path, born=3)])) == 1


def test_born_on_the_line_crosses_nothing() -> None:
    assert crossings([person("p", way((3, 505, 500), (6, 700, 500)), born=3)]) == []


def test_a_coasted_anchor_does_not_count() -> None:
    hidden = person("p", straight(100, 900), born=3, hidden=((6.8, 7.5),))
    assert crossings([hidden]) == [("in", 7.5)]


def test_the_way_is_straight_between_detections() -> None:
    """Hidden while it goes over the extension: from (450, 850) to (550, 850)."""
    path = way((3, 400, 850), (11, 600, 850))
    assert crossings([person("p", path, born=3, hidden=((5, 8.5),))]) == []


def test_lost_and_born_again_on_the_other_side_crosses_nothing() -> None:
    things = [person("p", straight(100, 900), born=3, dies=6, gone="lost"), person("q", straight(100, 900), born=8)]
    assert crossings(things) == []


def test_a_tentative_tracks_crossing_counts_once_it_is_confirmed() -> None:
    def path(t: float) -> Spot:
        return (round(100 * (t - 3) * 10 + 385, 2), 500.0)  # 100 px a frame: on the other side at 3.2 s

    assert crossings([person("p", path, born=3, dies=3.7)]) == [("in", 3.2)]
    assert crossings([person("p", path, born=3, dies=3.7, confirmed_after=1)]) == []


@pytest.mark.parametrize(("back_at", "found"), [(4.1, []), (4.2, [("in", 3.1), ("out", 4.2)])])
def test_an_anchor_more_than_a_second_later_says_nothing_of_a_crossing(
    back_at: float, found: list[tuple[str, float]]
) -> None:
    def path(t: float) -> Spot:
        return (550.0 if 3.1 <= t < back_at else 450.0, 500.0)

    assert crossings([person("p", path, born=0, hidden=((3.2, back_at),))], seconds=7) == found


def test_at_one_frame_a_second() -> None:
    assert crossings([person("p", straight(100, 900), born=3)], fps=1) == [("in", 8.0)]
