"""Comparison of a scene's events with its truth."""

import msgspec
import pytest

from orin.processors.scenes.compare import TOLERANCE, Comparison, compare
from orin.processors.scenes.scene import Expected
from orin.schemas.records import Event, Provenance

DUE = Expected("bag", "unattended", since=10.0, due=25.0)


def is_right(found: Comparison) -> bool:
    """Every expected event came and closed as expected, and there was no other."""
    return not (found.missing or found.unexpected or found.misjudged)


def event(
    guard: str = "bag",
    position: float = 25.1,
    *,
    phase: str = "opened",
    opened_before: float = 0.0,
    outcome: str | None = None,
    taken_by: str | None = None,
) -> Event:
    at = 1_000_000_000_000_000
    return msgspec.convert(
        {
            "event_id": guard, "sequence": 0, "kind": "unattended", "phase": phase, "guard": guard,
            "guard_revision": "1-aaaaaaaa", "camera_revision": None, "camera": "demo/x", "site": "demo",
            "subject": None, "zone": None, "since": at, "due_at": at, "opened_at": at - round(opened_before * 1e6),
            "at": at, "certainty": "observed", "coverage": 1.0, "severity": "high", "notify": "send", "late": False,
            "outcome": outcome, "taken_by": taken_by,
            "source_position": position, "digest": "",
            "provenance": Provenance(
                topic="t", partition=0, offset=0, uri=None, model_sha256=None, build=""
            ),
        },
        Event,
        from_attributes=True,
    )  # fmt: skip


def test_a_found_event_says_how_late_it_opened() -> None:
    result = compare([DUE], [event(position=25.04)])
    assert is_right(result)
    assert result.summary() == "1 of 1 expected events, opened 40 ms after due"


@pytest.mark.parametrize(
    ("delays", "said"),
    [
        ((0.175, 0.585), "175 to 585 ms after due"),
        ((-0.4, -0.1), "100 to 400 ms before due"),
        ((-0.1, 0.2), "between 100 ms before due and 200 ms after due"),
        ((-0.1, 0.0), "up to 100 ms before due"),
        ((0.0, 0.0), "0 ms after due"),
        ((-0.1, -0.1), "100 ms before due"),
    ],
)
def test_the_delays_of_several_are_one_range(delays: tuple[float, ...], said: str) -> None:
    result = compare([DUE] * len(delays), [event(position=DUE.due + delay) for delay in delays])
    assert result.summary() == f"2 of 2 expected events, opened {said}"


def test_the_opening_counts_not_the_later_phase() -> None:
    result = compare([DUE], [event(position=30.0, phase="opened", opened_before=4.9)])
    assert result.found[0][1] == pytest.approx(0.1)


def test_missing_and_unexpected_are_named() -> None:
    result = compare([DUE], [event("other", 7.0), event(position=25 + TOLERANCE + 0.1)])
    assert not is_right(result)
    assert "0 of 1 expected events; missing: bag, due at 25.0 s; 2 not expected: other at 7.0 s" in result.summary()


def test_one_event_serves_one_expectation() -> None:
    result = compare([DUE, DUE], [event()])
    assert (len(result.found), len(result.missing)) == (1, 1)


def test_closings_are_not_openings() -> None:
    assert is_right(compare([], [event(phase="closed")]))


def test_how_it_must_close_is_held_against_how_it_closed() -> None:
    want = Expected("bag", "unattended", since=10.0, due=25.0, outcome="removed", taken_by="other")
    opened = event()
    assert is_right(compare([want], [opened, event(phase="closed", outcome="removed", taken_by="other")]))
    wrong = compare([want], [opened, event(phase="closed", outcome="claimed")])
    assert not is_right(wrong)
    assert "bag, due at 25.0 s, closed as claimed instead of closed as removed by other" in wrong.summary()
    assert "stayed open instead of closed as removed by other" in compare([want], [opened]).summary()
