"""`occupancy`, `absent`: to the frame. The desk is 400..600 in x and y; ten frames a second."""

import pytest

from orin.schemas.records import Event
from tests.support.guards_scene import Run, Scene, Thing, arm, at, bag, guard, person, still, us, watch, way

CROWD = guard("occupancy: {zone: desk, over: 1, for: 10s}")
FEW = guard("occupancy: {zone: desk, under: 2, for: 10s}")
ABSENT = guard("absent: {zone: desk, for: 10s}")


def told(events: list[Event]) -> list[tuple[str, int | None, float]]:
    assert all(e.subject is None and e.zone == "desk" for e in events)
    return [(e.outcome or e.phase, e.count, at(e.at)) for e in events]


def said(
    things: list[Thing], rule: str = CROWD, seconds: float = 40, **scene: object
) -> list[tuple[str, int | None, float]]:
    return told(watch(Scene(things, seconds, **scene), rule))  # type: ignore[arg-type]


def inside(name: str, born: float = 0.0, dies: float = 1e9, **more: object) -> Thing:
    return person(name, still(450, 500), born=born, dies=dies, **more)


def visits(name: str, comes: float, goes: float) -> Thing:
    """Jumps into the zone on one frame and out of it on another; in the picture all the time."""
    to, fro = (comes - 0.1, 200, 500), (goes - 0.1, 500, 500)
    return person(name, way((0, 200, 500), to, (comes, 500, 500), fro, (goes, 800, 500)))


class TestOver:
    def test_opens_once_the_second_has_been_there_for_that_long(self) -> None:
        (event,) = watch(Scene([inside("p"), visits("q", 5, 99)], 40), CROWD)
        assert (at(event.since), at(event.due_at), at(event.opened_at), event.count) == (5.0, 15.0, 15.0, 2)
        assert (event.phase, event.kind, event.certainty, event.coverage) == ("opened", "occupancy", "observed", 1.0)

    @pytest.mark.parametrize(("goes", "expected"), [(15.0, []), (15.1, [("opened", 2, 15.0), ("ended", 1, 15.5)])])
    def test_one_frame_less_is_nothing(self, goes: float, expected: list[object]) -> None:
        assert said([inside("p"), visits("q", 5, goes)]) == expected

    def test_as_many_as_n_are_not_more_than_n(self) -> None:
        assert said([inside("p"), inside("q")], guard("occupancy: {zone: desk, over: 2, for: 10s}")) == []

    def test_who_was_not_confirmed_counts_from_his_first_detection_once_he_is(self) -> None:
        (event,) = watch(Scene([inside("p"), inside("q", born=5, confirmed_after=2)], 40), CROWD)
        assert (at(event.since), at(event.opened_at)) == (5.0, 15.0)
        assert said([inside("p"), inside("q", born=5, confirmed_after=99)]) == []

    def test_every_new_extreme_is_said_once(self) -> None:
        things = [inside("p"), inside("q"), visits("r", 20, 22), visits("s", 24, 99), visits("t", 26, 99)]
        assert said(things) == [("opened", 2, 10.0), ("updated", 3, 20.0), ("updated", 4, 26.0)]

    def test_leaving_is_dated_to_the_last_detection_inside(self) -> None:
        """Last inside at 19.9 s; half a second later it is over."""
        assert said([inside("p"), visits("q", 0.1, 20)]) == [("opened", 2, 10.1), ("ended", 1, 20.4)]

    def test_who_leaves_the_picture_coasts_for_a_second_and_was_gone_with_his_last_detection(self) -> None:
        """Seen until 19.9 s, to and fro; counted until 20.9 s; over at once when that is known."""
        gone = person("q", way(*((t, 480 + 40 * (t % 2), 500) for t in range(30))), hidden=((20, 40),))
        assert said([inside("p"), gone]) == [("opened", 2, 10.0), ("ended", 1, 21.0)]

    @pytest.mark.parametrize(("back", "since"), [(5.4, 0.0), (5.5, 5.5)])
    def test_an_interruption_shorter_than_the_inertia_is_none(self, back: float, since: float) -> None:
        """Last inside at 4.9 s: at 5.4 s that is half a second ago, and on that frame he is back or it is over."""
        path = way((0, 500, 500), (4.9, 500, 500), (5, 800, 500), (back - 0.1, 800, 500), (back, 500, 500))
        (event,) = watch(Scene([inside("p"), person("q", path)], 30), CROWD)
        assert at(event.since) == since

    def test_nor_does_it_close(self) -> None:
        path = way((0, 500, 500), (14.9, 500, 500), (15, 800, 500), (15.3, 800, 500), (15.4, 500, 500))
        assert said([inside("p"), person("q", path)]) == [("opened", 2, 10.0)]

    def test_one_frame_is_no_interruption_however_slow_the_frames(self) -> None:
        path = way((0, 500, 500), (14, 500, 500), (15, 800, 500), (16, 500, 500))
        assert said([inside("p"), person("q", path)], fps=1) == [("opened", 2, 10.0)]
        path = way((0, 500, 500), (14, 500, 500), (15, 800, 500), (16, 800, 500))
        assert said([inside("p"), person("q", path)], fps=1) == [("opened", 2, 10.0), ("ended", 1, 16.0)]

    def test_it_does_not_open_in_an_interruption(self) -> None:
        path = way((0, 500, 500), (9.8, 500, 500), (9.9, 800, 500), (10.1, 800, 500), (10.2, 500, 500))
        assert said([inside("p"), person("q", path)]) == [("opened", 2, 10.2)]

    def test_one_may_take_anothers_place(self) -> None:
        things = [inside("p"), visits("q", 0.1, 6), visits("r", 5.8, 30)]
        assert said(things, seconds=20) == [("opened", 2, 10.1)]

    def test_other_labels_and_other_places_do_not_count(self) -> None:
        assert said([inside("p"), bag("b", still(500, 500)), person("q", still(300, 500))]) == []

    def test_only_what_the_guard_looks_at(self) -> None:
        assert (
            said(
                [inside("p"), inside("q", score=0.5)],
                guard("occupancy: {zone: desk, over: 1, for: 10s, min_score: 0.6}"),
            )
            == []
        )

    def test_a_gap_in_the_window_lowers_certainty_and_not_the_time(self) -> None:
        """People at rest go on; seen: 0 to 3.9 s and 10.0 s on, of 11 s."""
        things = [inside("p"), person("q", still(550, 500), born=1)]
        first, second = watch(Scene(things, 40, missing=((4, 10),)), CROWD)
        assert (at(first.since), at(first.opened_at), first.certainty) == (1.0, 11.0, "indeterminate")
        assert (first.coverage, first.notify) == (0.39, "indeterminate")
        assert (second.phase, second.certainty, at(second.at)) == ("updated", "observed", 19.0)

    def test_people_who_move_are_other_tracks_after_a_gap_and_still_that_many(self) -> None:
        """Tentative again for 0.3 s: no interruption, for nobody saw them leave."""

        def shuffle(t: float) -> tuple[float, float]:
            return (480 + 40 * abs(t % 2 - 1), 500.0)

        things = [person(f"a{i}", shuffle, dies=4, gone="gap") for i in range(2)]
        things += [person(f"b{i}", shuffle, born=10) for i in range(2)]
        first, *_ = watch(Scene(things, 20, missing=((4, 10),)), CROWD)
        assert (at(first.since), at(first.opened_at), first.certainty) == (0.0, 10.3, "indeterminate")

    def test_whom_a_gap_took_is_gone_from_its_end(self) -> None:
        things = [inside("p"), person("q", way((0, 440, 500), (20, 560, 500)), dies=16, gone="gap")]
        assert said(things, missing=((14, 20),)) == [("opened", 2, 10.0), ("ended", 1, 20.5)]

    def test_a_gap_before_and_one_after_change_nothing(self) -> None:
        things = [inside("p"), visits("q", 12, 99)]
        (event,) = watch(Scene(things, 40, missing=((3, 10), (30, 37))), CROWD)
        assert (at(event.since), event.coverage, event.certainty) == (12.0, 1.0, "observed")


class TestUnder:
    def test_from_the_first_frame_on(self) -> None:
        assert said([inside("p")], FEW) == [("opened", 1, 10.0)]

    def test_since_the_last_detection_of_the_one_who_left(self) -> None:
        (event,) = watch(Scene([inside("p"), visits("q", 0.1, 6)], 40), FEW)
        assert (at(event.since), at(event.due_at), at(event.opened_at), event.count) == (5.9, 15.9, 15.9, 1)

    def test_each_lower_count_is_a_new_extreme(self) -> None:
        assert said([visits("p", 0.1, 20)], FEW) == [("opened", 1, 10.0), ("updated", 0, 20.0)]

    @pytest.mark.parametrize(("comes", "expected"), [(10.0, []), (10.1, [("opened", 1, 10.0), ("ended", 2, 10.6)])])
    def test_somebody_comes_one_frame_before(self, comes: float, expected: list[object]) -> None:
        assert said([inside("p"), visits("q", comes, 99)], FEW) == expected


class TestAbsent:
    def test_nobody_for_that_long(self) -> None:
        (event,) = watch(Scene([visits("p", 0.1, 6)], 40), ABSENT)
        assert (event.kind, event.count, at(event.since), at(event.opened_at)) == ("absent", 0, 5.9, 15.9)

    @pytest.mark.parametrize(("comes", "expected"), [(15.9, []), (16.0, [("opened", 0, 15.9), ("ended", 1, 16.5)])])
    def test_somebody_comes_on_the_due_frame(self, comes: float, expected: list[object]) -> None:
        assert said([visits("p", 0.1, 6), visits("q", comes, 99)], ABSENT) == expected

    @pytest.mark.parametrize(("stays", "since"), [(0.5, 0.0), (0.6, 10.5)])
    def test_somebody_who_looks_in_for_less_than_the_inertia_does_not_reset_it(
        self, stays: float, since: float
    ) -> None:
        """There on the frames 10.0 to 10.4 s, or to 10.5 s, which is half a second."""
        (event,) = watch(Scene([visits("p", 10, 10 + stays)], 40), guard("absent: {zone: desk, for: 20s}"))
        assert at(event.since) == since

    def test_who_is_there_and_not_yet_confirmed_is_there_once_he_is(self) -> None:
        assert said([visits("p", 0.1, 6), inside("q", born=12, confirmed_after=2)], ABSENT, 20) == []

    def test_one_frame_does_not_reset_it_however_short_the_inertia(self) -> None:
        rule = guard("absent: {zone: desk, for: 20s, inertia: 0s}")
        for stays, since in ((0.1, 0.0), (0.2, 10.1)):
            (event,) = watch(Scene([visits("p", 10, 10 + stays)], 40), rule)
            assert at(event.since) == since

    def test_an_empty_picture_at_start_up(self) -> None:
        assert said([], ABSENT) == [("opened", 0, 10.0)]

    def test_somebody_hidden_at_rest_is_there_for_ten_seconds(self) -> None:
        """Seen last at 4.9 s; lost after 14.9 s, and gone since his last detection then."""
        assert said([inside("p", hidden=((5, 60),))], ABSENT) == [("opened", 0, 15.0)]

    def test_unobserved_frames_decide_nothing(self) -> None:
        assert said([], ABSENT, unobserved=((9.9, 10.4),)) == [("opened", 0, 10.4)]

    def test_off_duty_nothing_opens_and_windows_begin_with_the_hours(self) -> None:
        """START is 22:13:20 UTC: the hours open at 40 s and close at 100 s."""
        rule = guard("absent: {zone: desk, for: 20s}", "schedule: {hours: '22:14-22:15', timezone: UTC}")
        events = watch(Scene([], 120, fps=5), rule)
        assert told(events) == [("opened", 0, 60.0), ("withdrawn", 0, 100.0)]
        assert at(events[0].since) == 40.0


def test_the_state_survives_being_stored() -> None:
    records = Scene([inside("p"), visits("q", 0.1, 20)], 30).records()
    whole = Run(arm(CROWD, ABSENT.replace("guard: g", "guard: h"))).feed(records)
    run = Run(arm(CROWD, ABSENT.replace("guard: g", "guard: h")))
    for record in records:
        run.feed([record])
        assert run.state is not None
        run.state = run.logic.load(run.logic.dump(run.state))
    assert run.events == whole
    assert whole[0].due_at == us(10.1)
