"""Spells in which nothing was observed, shorter than the camera's gap tolerance: nobody is forgotten for them."""

import pytest

from orin.schemas.records import Box, Detections, FrameStatus
from tests.support.tracking_inputs import Run, box, frame, stand, walk

BAG = (300.0, 280.0, 330.0, 306.0)


def person(x: float) -> Box:
    return box("person", (x, 200.0, x + 40, 300.0))


def dark(start: float, duration: float, status: FrameStatus | None) -> list[Detections]:
    """Frames of which none was observed, or no frames at all."""
    return [] if status is None else [frame(start + i / 10, status=status) for i in range(round(duration * 10))]


@pytest.mark.parametrize("status", [None, "frozen", "undecodable", "shed", "obscured"])
@pytest.mark.parametrize("missed", [0.0, 0.4])
def test_who_turned_in_a_dark_spell_is_the_same_track(status: FrameStatus | None, missed: float) -> None:
    run = Run()
    before = run.feed([*walk(0, 2, 100, 60), *dark(2, 3, status), *stand(5, missed)])
    after = run.feed(stand(5 + missed, 1, person(150)))
    assert {t.track_id for t in after[-1].tracks} == {t.track_id for t in before[0].tracks}
    assert not any(record.ended for record in [*before, *after])


def test_who_is_not_there_after_a_dark_spell_is_forgotten_two_seconds_later_and_not_shown_meanwhile() -> None:
    found = Run().feed([*walk(0, 2, 100, 60), *stand(5, 4)])
    assert not any(record.tracks for record in found[20:])
    [(at, reason)] = [(record.captured_at, e.reason) for record in found for e in record.ended]
    assert reason == "lost"
    assert (at - found[20].captured_at) / 1e6 == pytest.approx(2.0, abs=0.15)


def test_patience_with_what_rests_does_not_run_in_the_dark() -> None:
    found = Run().feed([*stand(0, 3, box("suitcase", BAG)), *stand(3, 5), *stand(12, 8)])
    [at] = [record.captured_at for record in found if record.ended]
    assert (at - found[80].captured_at) / 1e6 == pytest.approx(5.0, abs=0.25)


def test_a_dark_spell_beyond_the_gap_tolerance_is_a_gap() -> None:
    found = Run().feed([*walk(0, 2, 100, 60), *stand(7.5, 1, person(212))])
    assert [e.reason for record in found for e in record.ended] == ["gap"]


@pytest.mark.parametrize("between", [1.5, 2.0, 4.0])
def test_a_camera_that_is_always_slow_is_not_dark(between: float) -> None:
    missed = [frame((3 + i) * between) for i in range(4)]
    found = Run().feed([*(frame(i * between, [person(200 + 17 * i)]) for i in range(3)), *missed])
    assert [i for i, record in enumerate(found) if record.ended] == [5]


def test_bursts_of_frames_within_a_second_are_not_dark() -> None:
    times = [2 + i / 2 + j / 50 for i in range(8) for j in range(3)]
    found = Run().feed([*walk(0, 2, 100, 60), *(frame(t) for t in times)])
    [at] = [record.captured_at for record in found if record.ended]
    assert (at - found[19].captured_at) / 1e6 == pytest.approx(2.3, abs=0.35)
