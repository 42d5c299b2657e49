"""Positions from timestamps: one that is wrong costs itself, a jump is told from an outlier, time only rises."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.topologies.ingest.sources.timeline import LONGEST_STEP, LOOK_AHEAD, STEP_BACK, WRAP, Placed, Timeline

INTERVAL = 0.04
STEPS = st.lists(st.floats(0.001, 30.0), min_size=12, max_size=40)
FAR = st.one_of(st.floats(LONGEST_STEP * 40, 1e6), st.floats(-1e6, -LONGEST_STEP * 40))


def place(stamps: list[float | None]) -> list[Placed]:
    timeline = Timeline(INTERVAL)
    return [timeline.place(stamp, iter(stamps[index + 1 :])) for index, stamp in enumerate(stamps)]


def positions(stamps: list[float | None]) -> list[float]:
    return [placed.position for placed in place(stamps)]


def rising(steps: list[float], start: float = 0.0) -> list[float]:
    found = [start]
    for step in steps:
        found.append(found[-1] + step)
    return found


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.sampled_from([0.0, 0.04, 0.08])), max_size=40))
def test_positions_begin_at_zero_and_rise_whatever_the_container_says(stamps: list[float | None]) -> None:
    found = positions(stamps)
    assert found[:1] in ([], [0.0])
    assert all(b > a for a, b in pairwise(found))


@given(STEPS, st.floats(-1e5, 1e5))
def test_rising_timestamps_are_followed_from_wherever_they_start(steps: list[float], start: float) -> None:
    placed = place([*rising(steps, start)])
    assert [one.position for one in placed] == pytest.approx(rising(steps), abs=1e-6)
    assert not any(one.jump or one.outlier for one in placed)


@given(STEPS, st.data())
def test_an_outlier_costs_itself(steps: list[float], data: st.DataObject) -> None:
    true = rising(steps)
    index = data.draw(st.integers(1, len(true) - 2))
    stamps: list[float | None] = [*true]
    stamps[index] = true[index] + data.draw(FAR)
    placed = place(stamps)
    others = [one.position for number, one in enumerate(placed) if number != index]
    assert others == pytest.approx(true[:index] + true[index + 1 :], abs=1e-6)
    assert placed[index].position == pytest.approx((true[index - 1] + true[index + 1]) / 2, abs=1e-6)
    assert [number for number, one in enumerate(placed) if one.outlier] == [index]
    assert not any(one.jump for one in placed)


@given(STEPS, FAR)
def test_a_first_or_last_frame_that_is_the_outlier_costs_itself(steps: list[float], far: float) -> None:
    true = rising(steps)
    first = place([true[0] + far, *true[1:]])
    assert [b.position - a.position for a, b in pairwise(first[1:])] == pytest.approx(steps[1:], abs=1e-6)
    last = place([*true[:-1], true[-1] + far])
    assert [one.position for one in last] == pytest.approx([*true[:-1], true[-2] + INTERVAL], abs=1e-6)
    assert (first[0].outlier, last[-1].outlier) == (True, True)
    assert not any(one.jump for one in first + last)


@given(st.lists(st.floats(0.001, 5.0), min_size=LOOK_AHEAD, max_size=30), st.integers(1, LOOK_AHEAD - 1), FAR)
def test_a_burst_of_outliers_is_spread_between_its_neighbours(steps: list[float], count: int, far: float) -> None:
    true = rising([0.04] * 5 + [0.04] * count + steps)
    stamps: list[float | None] = [*true]
    for index in range(5, 5 + count):
        stamps[index] = true[index] + far
    placed = place(stamps)
    assert [one.position for one in placed] == pytest.approx(true, abs=1e-6)
    assert not any(one.jump for one in placed)


@given(STEPS, STEPS, FAR)
def test_a_lasting_jump_is_one_jump_and_time_goes_on(before: list[float], after: list[float], far: float) -> None:
    first = rising(before)
    second = rising(after, first[-1] + far)
    placed = place([*first, *second])
    assert [number for number, one in enumerate(placed) if one.jump] == [len(first)]
    assert placed[len(first)].jump == pytest.approx(far, abs=1e-3)
    assert [one.position for one in placed] == pytest.approx(rising([*before, INTERVAL, *after]), abs=1e-3)


@given(STEPS, st.data())
def test_timestamps_that_wrap_around_are_followed(steps: list[float], data: st.DataObject) -> None:
    start = data.draw(st.floats(WRAP - sum(steps), WRAP))
    placed = place([stamp % WRAP for stamp in rising(steps, start)])
    assert [one.position for one in placed] == pytest.approx(rising(steps), abs=1e-6)
    assert not any(one.jump or one.outlier for one in placed)


@pytest.mark.parametrize(
    ("kind", "stamps", "expected"),
    [
        ("duplicates", [0, 0.04, 0.04, 0.12, 0.12, 0.20], [0, 0.04, 0.08, 0.12, 0.16, 0.20]),
        ("none at all", [None] * 4, [0, 0.04, 0.08, 0.12]),
        ("all the same", [7.0] * 60, [index * 0.04 for index in range(60)]),
        ("some missing", [0, None, None, 0.12, 0.16], [0, 0.04, 0.08, 0.12, 0.16]),
        ("missing at first", [None, None, 5.0, 5.04], [0, 0.04, 0.08, 0.12]),
        (
            "decoding order, as in AVI with B-frames",
            [stamp * 0.04 for stamp in (1, 3, 4, 2, 6, 7, 5, 9, 10)],
            [0, 0.08, 0.12, 0.16, 0.20, 0.24, 0.28, 0.32, 0.36],
        ),
        ("a short step back", [0, 0.04, 0.08, 0.0, 0.04, 0.08, 0.12], [0, 0.04, 0.08, 0.09, 0.10, 0.11, 0.12]),
    ],
)
def test_what_timestamps_may_lack(kind: str, stamps: list[float | None], expected: list[float]) -> None:
    placed = place(stamps)
    assert [one.position for one in placed] == pytest.approx(expected, abs=1e-6), kind
    assert not any(one.jump or one.outlier for one in placed)


def test_mpeg_clocks_wrap_after_26_and_a_half_hours() -> None:
    assert pytest.approx(95_443.7177, abs=1e-3) == WRAP


def test_a_gap_of_a_minute_is_the_clips_own() -> None:
    placed = place([0, 0.04, LONGEST_STEP, LONGEST_STEP + 0.04])
    assert [one.position for one in placed] == [0, 0.04, LONGEST_STEP, LONGEST_STEP + 0.04]


def test_a_jump_back_of_more_than_a_second_lasts() -> None:
    stamps = rising([0.04] * 100)
    placed = place([*stamps, *(stamp - STEP_BACK for stamp in stamps)])
    assert [number for number, one in enumerate(placed) if one.jump] == [101]
