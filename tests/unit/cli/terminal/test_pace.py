"""Progress in words: how much of what, how fast, and how long still."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from orin.cli.terminal.event_view import _LiveTable, _PlainProgress
from orin.cli.terminal.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("noted", "growing", "expected"),
    [
        ([(0, 0)], False, "0 of 425 frames"),
        ([(0, 0), (10, 0)], False, "0 of 425 frames"),
        ([(0, 0), (10, 71)], False, "71 of 425 frames, 7.1 frames/s, 0:50 left"),
        ([(0, 0), (10, 71)], True, "71 of 425 frames so far, 7.1 frames/s"),
        ([(0, 0), (60, 1)], False, "1 of 425 frames, 0.0167 frames/s, 7:04:00 left"),
        ([(t, 0 if t < 100 else 2 * (t - 100)) for t in range(200)], False, "198 of 425 frames, 2 frames/s, 1:54 left"),
    ],
)
def test_the_pace_in_words(noted: list[tuple[float, int]], growing: bool, expected: str) -> None:
    clock = Clock()
    pace = Pace(clock)
    for clock.now, done in noted:
        pace.note(done)
    assert pace.describe(noted[-1][1], 425, "frames", growing=growing) == expected


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 100)), max_size=50))
def test_a_rate_is_never_negative_for_work_that_goes_on(steps: list[tuple[float, int]]) -> None:
    clock, done = Clock(), 0
    pace = Pace(clock)
    for passed, more in steps:
        clock.now += passed
        done += more
        pace.note(done)
        assert pace.rate() >= 0


def test_the_time_left_is_unknown_until_something_advances() -> None:
    clock = Clock()
    pace = Pace(clock)
    for clock.now, done in [(0, 0), (10, 0)]:
        pace.note(done)
    assert pace.left(0, 100) == ""
    clock.now = 20
    pace.note(40)
    assert pace.left(40, 100) == "0:30"


def test_without_a_terminal_progress_is_a_line_every_five_seconds() -> None:
    clock = Clock()
    said: list[str] = []
    progress = _PlainProgress(said.append, clock)
    for second in range(12):
        clock.now = float(second)
        progress.show("detect", 10 * second, 100, growing=False)
    progress.show("track", 5, 5, growing=False)
    assert said == ["detect: 50 of 100 frames, 10 frames/s, 0:05 left"], "what is done is not said again"


def test_on_a_terminal_progress_is_a_bar() -> None:
    out = io.StringIO()
    view = _LiveTable(Console(file=out, width=120, force_terminal=True))
    view.progress("detect", 40, 80)
    view._live.refresh()
    view.close()
    assert "detect" in out.getvalue()
    assert "━" in out.getvalue()
    assert "40 of 80 frames" in out.getvalue()
