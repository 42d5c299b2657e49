"""`loiters`: to the frame. The desk is 400..600 in x and y."""

import pytest

from tests.support.guards_scene import Run, Scene, Thing, arm, at, guard, person, still, told, watch, way

RULE = guard("loiters: {zone: desk, for: 10s}")


def shuffle(t: float) -> tuple[float, float]:
    """Never at rest: 40 px to and fro, a second each way."""
    return (480 + 40 * abs(t % 2 - 1), 500.0)


def told_of(things: list[Thing], seconds: float = 30, **scene: object) -> list[tuple[str, str, float]]:
    return told(watch(Scene(things, seconds, **scene), RULE))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [still(500, 500), shuffle])
def test_inside_for_exactly_that_long(path: object) -> None:
    (event,) = watch(Scene([person("p", path, born=3)], 30), RULE)  # type: ignore[arg-type]
    assert (at(event.since), at(event.due_at), at(event.opened_at), at(event.at)) == (3.0, 13.0, 13.0, 13.0)
    assert (event.phase, event.coverage, event.certainty, event.zone) == ("opened", 1.0, "observed", "desk")


@pytest.mark.parametrize(("dies", "opens"), [(13.0, False), (13.1, True)])
def test_one_frame_less_is_nothing(dies: float, opens: bool) -> None:
    assert bool(told_of([person("p", still(500, 500), born=3, dies=dies)])) == opens


def test_entering_begins_it() -> None:
    assert told_of([person("p", way((3, 300, 500), (5, 400, 500)), born=3)]) == [("opened", "p", 15.0)]


def test_from_the_first_frame_when_inside_at_start_up() -> None:
    assert told_of([person("p", still(500, 500), born=-100)]) == [("opened", "p", 10.0)]


def test_leaving_closes_it() -> None:
    leaves = person("p", way((3, 500, 500), (20, 500, 500), (20.1, 700, 500)), born=3)
    assert told_of([leaves]) == [("opened", "p", 13.0), ("ended", "p", 20.6)]


@pytest.mark.parametrize(("back", "since"), [(8.5, 3.0), (8.6, 8.6)])
def test_an_interruption_shorter_than_the_inertia_is_none(back: float, since: float) -> None:
    path = way((3, 500, 500), (7.9, 500, 500), (8, 700, 500), (back - 0.1, 700, 500), (back, 500, 500))
    (event,) = watch(Scene([person("p", path, born=3)], 30), RULE)
    assert at(event.since) == since


def test_it_does_not_open_in_an_interruption() -> None:
    path = way((3, 500, 500), (12.9, 500, 500), (13, 700, 500), (13.2, 700, 500), (13.3, 500, 500))
    assert told_of([person("p", path, born=3)]) == [("opened", "p", 13.3)]


def test_the_picture_left_is_the_zone_left_but_lost_is_not() -> None:
    for gone, outcome in (("edge", "ended"), ("lost", "indeterminate")):
        thing = person("p", still(500, 500), born=3, dies=20, gone=gone)
        assert told_of([thing]) == [("opened", "p", 13.0), (outcome, "p", 20.0)]


def test_an_open_event_waits_for_the_trackers_word() -> None:
    for gone, outcome in (("edge", "ended"), ("lost", "indeterminate")):
        thing = person("p", shuffle, born=3, dies=22, gone=gone, hidden=((20, 22),), listed_for=1)
        assert told_of([thing]) == [("opened", "p", 13.0), (outcome, "p", 22.0)]


def test_a_moving_track_may_be_missed_for_a_second() -> None:
    for back, expected in ((8.1, [("opened", "p", 13.0)]), (8.2, [("opened", "p", 18.2)])):
        assert told_of([person("p", shuffle, born=3, hidden=((7.1, back),))]) == expected


def test_a_resting_one_for_ten() -> None:
    for back, expected in ((19.0, [("opened", "p", 19.0)]), (19.1, [("opened", "p", 29.1)])):
        assert told_of([person("p", still(500, 500), born=3, hidden=((9.0, back),))]) == expected


def test_in_a_part_that_is_excluded_he_is_outside() -> None:
    """The left half is excluded: he is in it from 20.0 s on."""
    rule = guard("loiters: {zone: desk, for: 10s, except: [left]}")
    path = way((3, 550, 500), (19.9, 550, 500), (20, 450, 500))
    assert told(watch(Scene([person("p", path, born=3)], 30), rule)) == [("opened", "p", 13.0), ("ended", "p", 20.5)]
    back = way((3, 550, 500), (7.9, 550, 500), (8, 450, 500), (8.3, 450, 500), (8.4, 550, 500))
    assert told(watch(Scene([person("p", back, born=3)], 30), rule)) == [("opened", "p", 13.0)]


def test_it_opens_only_on_a_frame_that_shows_the_subject() -> None:
    assert told_of([person("p", shuffle, born=3, hidden=((12.8, 13.2),))]) == [("opened", "p", 13.2)]
    assert told_of([person("p", shuffle, born=3)], unobserved=((12.8, 13.2),)) == [("opened", "p", 13.2)]


def test_two_people_are_two_events() -> None:
    things = [person("p", still(500, 500), born=3), person("q", still(550, 500), born=4)]
    assert told_of(things) == [("opened", "p", 13.0), ("opened", "q", 14.0)]


class TestGaps:
    """Gaps longer than 5 s."""

    def test_who_moves_begins_anew(self) -> None:
        things = [person("p", shuffle, born=3, dies=8), person("q", shuffle, born=16)]
        assert told_of(things, missing=((8, 16),)) == [("opened", "q", 26.0)]

    def test_an_open_event_of_who_moves_is_indeterminate(self) -> None:
        told_ = told_of([person("p", shuffle, born=3, dies=16)], missing=((16, 24),))
        assert told_ == [("opened", "p", 13.0), ("indeterminate", "p", 24.0)]

    def test_even_when_a_track_of_that_name_goes_on(self) -> None:
        assert told_of([person("p", shuffle, born=3)], missing=((8, 16),)) == [("opened", "p", 26.0)]

    def test_who_rests_in_the_same_place_goes_on_less_certain(self) -> None:
        events = watch(Scene([person("p", still(500, 500), born=3)], 30, missing=((8, 15),)), RULE)
        assert told(events) == [("opened", "p", 15.0), ("updated", "p", 24.0)]
        opened, updated = events
        assert (opened.certainty, opened.notify, at(opened.since), at(opened.due_at)) == (
            "indeterminate", "indeterminate", 3.0, 13.0,
        )  # fmt: skip
        # Seen: 3.0 to 7.9 s of 3.0 to 15.0 s.
        assert opened.coverage == round(4.9 / 12, 6)
        # The last ten seconds are seen for nine once they begin at 14.0 s: the gap ends at 15.0 s.
        assert (updated.certainty, updated.notify, updated.event_id) == ("observed", "send", opened.event_id)
        assert updated.coverage == round((4.9 + 9) / 21, 6)

    def test_who_rests_elsewhere_is_somebody_else(self) -> None:
        moved = person("p", way((3, 500, 500), (8, 500, 500), (15, 530, 500)), born=3)
        assert told_of([moved], missing=((8, 15),)) == [("opened", "p", 25.0)]

    def test_a_gap_before_and_one_after_change_nothing(self) -> None:
        scene = Scene([person("p", still(500, 500), born=9)], 40, missing=((2, 9), (30, 37)))
        opened, *more = watch(scene, RULE)
        assert (at(opened.opened_at), opened.coverage, opened.certainty, more) == (19.0, 1.0, "observed", [])

    def test_frames_that_were_not_looked_at_are_a_gap_like_no_frames(self) -> None:
        things = [person("p", still(500, 500), born=3)]
        for status in ("shed", "undecodable", "frozen"):
            dark = Scene(things, 30, unobserved=((8, 15),), status=status)
            assert watch(dark, RULE)[0].coverage == round(4.9 / 12, 6)

    def test_a_guard_may_be_content_with_less(self) -> None:
        scene = Scene([person("p", still(500, 500), born=3)], 30, missing=((8, 15),))
        events = watch(scene, guard("loiters: {zone: desk, for: 10s}", "min_coverage: 0.4"))
        assert [(e.phase, e.certainty, e.notify) for e in events] == [("opened", "observed", "send")]


def test_a_repeated_or_older_frame_changes_nothing() -> None:
    scene = Scene([person("p", still(500, 500), born=3)], 30)
    records = scene.records()
    once = [event.digest for event in watch(scene, RULE)]
    run = Run(arm(RULE))
    assert [event.digest for event in run.feed([record for record in records for _ in (0, 1)])] == once
    assert len(run.feed(records[:200])) == len(once)
