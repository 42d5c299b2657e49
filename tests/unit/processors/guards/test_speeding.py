"""`speeding`: to the frame. People are 100 px tall; the ground is 100 px a metre."""

import pytest

from orin.processors.specs.ground import DegenerateError, homography
from orin.processors.specs.models import Ground
from tests.support.guards_scene import Scene, Thing, Way, at, guard, person, specs, told, watch, way

FAST = guard("speeding: {over: 1.5}")


def dash(speed: float, begin: float = 3.0, seconds: float = 3.0, x: float = 100) -> Way:
    """Stands, goes that many px/s for so many seconds, stands."""
    return way((0, x, 500), (begin, x, 500), (begin + seconds, x + speed * seconds, 500))


def run(path: Way, rule: str = FAST, seconds: float = 14, **more: object) -> list[tuple[str, str, float]]:
    scene = {key: more.pop(key) for key in ("fps", "missing", "unobserved") if key in more}
    return told(watch(Scene([person("p", path, **more)], seconds, **scene), rule))  # type: ignore[arg-type]


def test_faster_than_that_over_the_last_second() -> None:
    """200 px/s, 2 heights/s: in the second to 3.8 s it went 160 px, in that to 6.2 s 160 px, in that to 6.3 s 140."""
    opened, closed = watch(Scene([person("p", dash(200))], 14), FAST)
    assert (opened.phase, at(opened.since), at(opened.due_at), at(opened.opened_at)) == ("opened", 2.8, 3.8, 3.8)
    assert (opened.coverage, opened.certainty) == (1.0, "observed")
    assert (closed.outcome, at(closed.at)) == ("ended", 6.8)  # not fast from 6.3 s on, half a second


@pytest.mark.parametrize(("speed", "fires"), [(150, False), (151, True)])
def test_the_limit_itself_is_not_over_it(speed: float, fires: bool) -> None:
    assert bool(run(dash(speed))) == fires


@pytest.mark.parametrize(("lasting", "fires"), [(0.7, False), (0.8, True)])
def test_a_short_dash_is_averaged(lasting: float, fires: bool) -> None:
    """At 200 px/s, 150 px take 0.75 s: 0.7 s are 140 px, 0.8 s 160 px in a second."""
    assert bool(run(dash(200, seconds=lasting))) == fires


def test_over_another_time() -> None:
    rule = guard("speeding: {over: 1.5, for: 2s}")
    assert run(dash(200), rule)[0] == ("opened", "p", 4.6)
    assert run(dash(200, seconds=1), rule) == []


def test_jitter_is_no_speed() -> None:
    assert run(lambda t: (500 + 30 * (round(t * 10) % 2), 500)) == []


def test_heights_are_the_things_own() -> None:
    assert run(dash(200), size=(40, 200)) == []
    assert run(dash(120), size=(20, 60)) != []


@pytest.mark.parametrize(
    ("over", "fires"), [("7.1 km/h", True), ("7.2 km/h", False), ("1.9 m/s", True), ("2 m/s", False)]
)
def test_on_the_ground(over: str, fires: bool) -> None:
    """200 px/s are 2 m/s are 7.2 km/h."""
    assert bool(run(dash(200), guard(f"speeding: {{over: {over}}}"))) == fires


def test_ground_is_part_of_the_meaning_only_where_it_is_used() -> None:
    from tests.support.guards_scene import ZONES

    moved = specs(ZONES.replace("[10, 10]", "[10, 11]"), 2, active_from=0)[0]
    path = way((0, 100, 500), (20, 900, 500))
    for over, expected in (("0.2 m/s", ["opened", "withdrawn", "opened"]), ("0.2", ["opened", "updated"])):
        events = watch(
            Scene([person("p", path)], 10), guard(f"speeding: {{over: {over}}}"), changes=[(5, moved)]
        )  # fmt: skip
        assert [e.outcome or e.phase for e in events] == expected


def test_in_the_zone_only() -> None:
    rule = guard("speeding: {over: 1.5, zone: left}")
    assert run(dash(200, x=100), rule)[0] == ("opened", "p", 3.8)
    assert run(dash(200, x=501), rule) == []


def test_out_of_the_zone_it_is_over_at_once() -> None:
    rule = guard("speeding: {over: 1.5, zone: left}")
    assert run(way((0, 100, 500), (4, 900, 500)), rule) == [("opened", "p", 1.0), ("ended", "p", 2.1)]


def test_to_be_slow_for_less_than_the_inertia_does_not_end_it() -> None:
    """A pause of 0.3 s: not fast on average from 2.3 to 3.0 s."""
    path = way((0, 100, 500), (2, 500, 500), (2.3, 500, 500), (5, 1040, 500))
    for inertia, expected in (("0.8s", ["opened"]), ("0.7s", ["opened", "ended", "opened"])):
        rule = guard(f"speeding: {{over: 1.5, inertia: {inertia}}}")
        assert [said for said, _, _ in run(path, rule, 4)] == expected


def test_not_before_it_is_confirmed_and_then_as_of_its_birth() -> None:
    path = dash(200, begin=0, seconds=4)
    (event, *_) = watch(Scene([person("p", path, confirmed_after=2)], 10), FAST)
    assert (at(event.since), at(event.opened_at)) == (1.0, 2.0)
    assert run(path, confirmed_after=99) == []


def test_a_second_must_be_known() -> None:
    assert run(way((3, 100, 500), (9, 1000, 500)), born=3, dies=4.0) == []
    assert run(way((3, 100, 500), (9, 1300, 500)), born=3, dies=4.1) == [("opened", "p", 4.0), ("ended", "p", 4.1)]


@pytest.mark.parametrize(("gone", "outcome"), [("edge", "ended"), ("lost", "indeterminate")])
def test_the_picture_left_ends_it_and_lost_leaves_it_open(gone: str, outcome: str) -> None:
    assert run(dash(200), dies=5, gone=gone) == [("opened", "p", 3.8), (outcome, "p", 5.0)]


def test_after_a_gap_speed_is_learnt_anew() -> None:
    things = [Thing("p", dash(200, begin=0, seconds=4), dies=4, gone="gap"), Thing("q", dash(200, begin=10), born=10)]
    events = watch(Scene(things, 13, missing=((4, 10),)), FAST)
    assert told(events) == [("opened", "p", 1.0), ("indeterminate", "p", 10.0), ("opened", "q", 11.0)]


def test_missed_for_less_than_a_gap_it_is_the_average() -> None:
    assert run(dash(200), hidden=((3.5, 4.2),))[0] == ("opened", "p", 4.2)


@pytest.mark.parametrize("fps", [1, 2, 5, 10, 25])
def test_whatever_the_frame_rate(fps: float) -> None:
    (event, *_) = watch(Scene([person("p", dash(200))], 14, fps=fps), FAST)
    assert 2.75 <= at(event.since) <= 2.75 + 1 / fps


def test_no_window_begins_before_the_hours() -> None:
    """They open at 40 s, START being 22:13:20 UTC; he runs from 39.5 s on."""
    rule = guard("speeding: {over: 1.5}", "schedule: {hours: '22:14-22:15', timezone: UTC}")
    (event, *_) = watch(Scene([person("p", dash(200, begin=39.5))], 44), rule)
    assert (at(event.since), at(event.opened_at)) == (40.0, 41.0)


class TestGround:
    SQUARE = Ground(points=((0, 0), (1, 0), (1, 1), (0, 1)), metres=((0, 0), (10, 0), (10, 10), (0, 10)))
    TILTED = Ground(points=((0.1, 0.9), (0.9, 0.9), (0.7, 0.5), (0.3, 0.5)), metres=((0, 0), (6, 0), (6, 9), (0, 9)))

    def test_the_points_themselves(self) -> None:
        for ground in (self.SQUARE, self.TILTED):
            plane = homography(ground)
            for point, metres in zip(ground.points, ground.metres, strict=True):
                assert plane.at(*point) == pytest.approx(metres, abs=1e-9)

    def test_farther_is_smaller(self) -> None:
        plane = homography(self.TILTED)
        near, far = plane.at(0.5, 0.9), plane.at(0.5, 0.5)
        assert near == pytest.approx((3, 0), abs=1e-9)
        assert far == pytest.approx((3, 9), abs=1e-9)
        middle = plane.at(0.5, 0.7)
        assert middle is not None
        assert middle[1] < 4.5

    def test_no_ground_at_the_horizon_and_above(self) -> None:
        """The sides meet at y = 0.1."""
        plane = homography(self.TILTED)
        assert plane.at(0.5, 0.101) is not None
        assert plane.at(0.5, 0.1) is None
        assert plane.at(0.5, 0.0) is None

    def test_more_points_are_fitted(self) -> None:
        more = Ground(points=(*self.SQUARE.points, (0.5, 0.5)), metres=(*self.SQUARE.metres, (5.0, 5.0)))
        assert homography(more).at(0.25, 0.75) == pytest.approx((2.5, 7.5))

    @pytest.mark.parametrize("points", [
        ((0, 0), (0.5, 0), (1, 0), (0, 1)), ((0, 0), (0, 0), (1, 0), (0, 1)), ((0, 0), (0, 0), (0, 0), (0, 0)),
        ((0, 0), (1, 1), (1, 0), (0, 1)),
    ])  # fmt: skip
    def test_points_that_fix_no_plane(self, points: tuple[tuple[float, float], ...]) -> None:
        with pytest.raises(DegenerateError):
            homography(Ground(points=points, metres=self.SQUARE.metres))
