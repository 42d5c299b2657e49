"""Sampling and clocks: the right frames, captured_at strictly rising, and clear refusals of impossible times."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.schemas.errors import Misuse
from orin.topologies.ingest.capture.clocks import (
    MAX_AHEAD,
    MAX_STEP,
    ClipClock,
    ClockJumped,
    LiveClock,
    check_retention,
    clip_anchor,
    iso,
    parse_start,
)
from orin.topologies.ingest.capture.sampling import Sampler

NOW = 1_763_726_400_000_000
SECOND = 1_000_000
RISING = st.lists(st.floats(0.001, 2.0), min_size=2, max_size=80).map(
    lambda gaps: [sum(gaps[:i]) for i in range(len(gaps))]
)


def taken(fps: float | None, positions: list[float]) -> list[float]:
    sampler = Sampler(fps)
    return [p for p in positions if sampler.takes(p)]


@pytest.mark.parametrize(
    ("source", "wanted", "first"),
    [
        (10, 10, [0, 1, 2, 3]),
        (10, 5, [0, 2, 4, 6]),
        (30, 10, [0, 3, 6, 9]),
        (25, 10, [0, 3, 5, 8]),
        (10, 25, [0, 1, 2, 3]),
        (10, None, [0, 1, 2, 3]),
    ],
)
def test_the_frames_taken(source: int, wanted: float | None, first: list[int]) -> None:
    positions = [i / source for i in range(source * 60)]
    found = taken(wanted, positions)
    assert [round(p * source) for p in found[:4]] == first
    assert len(found) == min(wanted or source, source) * 60


def test_container_timestamps_in_whole_milliseconds_change_nothing() -> None:
    assert len(taken(10, [round(i / 30, 3) for i in range(1800)])) == 600


def test_a_camera_at_just_the_wanted_rate_loses_one_frame_to_jitter_at_most() -> None:
    jitter = [0.0, -0.03, 0.03, 0.01, -0.04, 0.04]
    assert len(taken(10, [i / 10 + jitter[i % 6] for i in range(600)])) >= 599


@given(RISING, st.floats(0.5, 60))
def test_no_stretch_of_time_gives_more_than_its_share(positions: list[float], fps: float) -> None:
    found = taken(fps, positions)
    assert found[0] == positions[0]
    for i, begin in enumerate(found):
        for j in range(i, len(found)):
            assert j - i + 1 <= (found[j] - begin) * fps + 2 + 1e-3


@given(RISING, st.floats(0.5, 60))
def test_frames_slower_than_wanted_are_all_taken(gaps: list[float], fps: float) -> None:
    positions = [i / fps + p for i, p in enumerate(gaps)]
    assert taken(fps, positions) == positions


@given(st.lists(st.floats(0, 10), min_size=1).map(sorted))
def test_a_clips_time_rises_strictly(positions: list[float]) -> None:
    clock = ClipClock(NOW)
    found = [clock.at(p) for p in positions]
    assert all(b > a for a, b in pairwise(found))
    assert found[0] == NOW + round(positions[0] * SECOND)


class Hands:
    """A wall clock and a monotonic one that the test moves."""

    def __init__(self) -> None:
        self.wall, self.monotonic = NOW, 5_000

    def clock(self, after: int | None = None) -> LiveClock:
        return LiveClock(lambda: self.wall, lambda: self.monotonic, after)

    def pass_(self, wall: int, monotonic: int) -> None:
        self.wall += wall
        self.monotonic += monotonic


def test_a_process_held_up_between_reading_its_two_clocks_sees_no_jump() -> None:
    hands = Hands()
    stops = [0, 0, 0, 3 * SECOND, 0, 0, 2 * SECOND, 0]

    def wall() -> int:
        stop = stops.pop() if stops else 0
        hands.pass_(stop // 2, stop // 2)
        now = hands.wall
        hands.pass_(stop // 2, stop // 2)
        return now

    clock = LiveClock(wall, lambda: hands.monotonic)
    for _ in range(5):
        hands.pass_(1000, 1000)
        assert clock.now() == hands.wall
    assert not stops


@given(st.lists(st.tuples(st.integers(-MAX_STEP // 100, MAX_STEP // 2), st.integers(0, SECOND)), max_size=60))
def test_a_live_clock_rises_strictly_and_never_falls_behind_the_wall_clock(steps: list[tuple[int, int]]) -> None:
    hands = Hands()
    clock = hands.clock()
    last = clock.now()
    for drift, passed in steps:
        hands.pass_(passed + drift, passed)
        try:
            at = clock.now()
        except ClockJumped:
            return
        assert at > last
        assert at >= hands.wall - 10_000
        last = at


def test_a_live_clock_follows_a_small_step_forward() -> None:
    hands = Hands()
    clock = hands.clock()
    clock.now()
    hands.pass_(wall=900_000, monotonic=100_000)
    assert clock.now() == hands.wall


def test_a_live_clock_goes_on_through_a_small_step_back() -> None:
    hands = Hands()
    clock = hands.clock()
    before = clock.now()
    hands.pass_(wall=-400_000, monotonic=100_000)
    assert clock.now() == before + 100_000


@pytest.mark.parametrize(("step", "word"), [(-3600 * SECOND, "back by 3600"), (5 * SECOND, "forward by 5")])
def test_a_larger_jump_ends_the_session(step: int, word: str) -> None:
    hands = Hands()
    clock = hands.clock()
    clock.now()
    hands.pass_(wall=step, monotonic=0)
    with pytest.raises(ClockJumped, match=word):
        clock.now()


def test_a_live_clock_begins_after_the_cameras_last_frame() -> None:
    assert Hands().clock(after=NOW + 7).now() == NOW + 8


@pytest.mark.parametrize("text", ["2025-11-21T12:00:00Z", "2025-11-21T13:00:00+01:00", str(NOW)])
def test_a_start_is_a_time_with_its_zone(text: str) -> None:
    assert parse_start(text) == NOW


def test_start_now_is_no_time() -> None:
    assert parse_start("now") is None


@pytest.mark.parametrize("text", ["", "yesterday", "2025-11-21T12:00:00", "12:00", "-5", "٣", "9" * 18, "9" * 5000])
def test_any_other_start_is_misuse(text: str) -> None:
    with pytest.raises(Misuse, match="2026-11-21T09:00:00Z"):
        parse_start(text)


@pytest.mark.parametrize("text", ["1969-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_start_before_the_epoch_is_misuse(text: str) -> None:
    with pytest.raises(Misuse, match="lies before 1970"):
        parse_start(text)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - hypothesis wants bounds without zone
def test_iso_and_parse_are_inverse(at: datetime) -> None:
    text = at.replace(tzinfo=UTC).isoformat()
    assert parse_start(iso(parse_start(text) or 0)) == (parse_start(text) or 0)


def test_a_clip_begins_now() -> None:
    assert clip_anchor(None, 0.1, NOW, None) == NOW


def test_a_clip_continues_after_the_cameras_last_frame() -> None:
    assert clip_anchor(None, 0.1, NOW, NOW + 5) == NOW + 5 + 100_000
    assert clip_anchor(None, 0.1, NOW, NOW - 30 * SECOND) == NOW


def test_a_start_before_the_cameras_last_frame_is_misuse() -> None:
    with pytest.raises(Misuse, match="choose a later start, or another camera"):
        clip_anchor(NOW - SECOND, 0.1, NOW, NOW - SECOND)


def test_a_start_in_the_future_is_misuse() -> None:
    with pytest.raises(Misuse, match="--start now"):
        clip_anchor(NOW + MAX_AHEAD + 1, 0.1, NOW, None)


def test_a_start_that_kafka_would_delete_is_refused_with_what_to_do() -> None:
    week = 7 * 86_400 * SECOND
    with pytest.raises(Misuse, match=r"keeps 7 days.*--start now.*orin try"):
        check_retention(NOW - week - 1, NOW, week, "orin.frames.v1")
    check_retention(NOW - week, NOW, week, "orin.frames.v1")
    check_retention(0, NOW, None, "orin.frames.v1")
