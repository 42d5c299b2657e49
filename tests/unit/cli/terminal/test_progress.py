"""Progress in a pipe: a line soon, further lines while nothing advances, silence for a quick command."""

import pytest

from orin.cli.terminal.progress import progress
from tests.support.waiting import until


def test_lines_come_though_nothing_advances(capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    def lines() -> list[str]:
        said.extend(capsys.readouterr().err.splitlines())
        return said

    with progress("replay", first=0.0, every=0.01) as on_progress:
        on_progress(0.25, "judging tracks")
        until(lambda: lines().count("replay: 25% done, judging tracks") >= 3, what="three lines")
    assert capsys.readouterr().out == ""


def test_a_quick_command_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("replay", first=3600.0) as on_progress:
        on_progress(1.0, "done")
    assert capsys.readouterr().err == ""


def test_it_ends_with_the_block_that_fails() -> None:
    with pytest.raises(ZeroDivisionError), progress("replay", first=3600.0):
        raise ZeroDivisionError


def test_a_line_that_is_said_stays_and_is_taken_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("replay", first=3600.0) as on_progress:
        on_progress.say("until 2026-11-21 00:00 UTC: 3 events (3 door[1])")
    assert capsys.readouterr().err == "until 2026-11-21 00:00 UTC: 3 events (3 door[1])\n"
