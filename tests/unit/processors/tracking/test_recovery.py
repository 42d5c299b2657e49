"""People who are not where the prediction says: who turned, set off or ran while the detector missed them."""

import pytest

from orin.schemas.records import Box, Detections, Tracks
from tests.support.tracking_inputs import Run, box, frame, stand, walk

THERE = 200.0


def person(x: float, height: float = 100.0) -> Box:
    return box("person", (x, 300.0 - height, x + 34, 300.0))


def people(found: list[Tracks]) -> set[str]:
    return {track.track_id for record in found for track in record.tracks}


def turned(x: float = 192.0, *others: Box) -> list[Detections]:
    """Missed from 2.0 s on, at x = 217 on his way to the right, until he is at `x` at 2.6 s on his way to the left."""
    missed = [frame(2 + i / 10, others) for i in range(6)]
    back = [frame(2.6 + i / 10, [person(x - 3 * i), *others]) for i in range(8)]
    return [*walk(0, 2, 103, 60), *missed, *back]


def sets_off(x: float, *others: Box) -> list[Detections]:
    """Missed for 0.6 s where he stood for 3 s, x = 200, until he is at `x`, walking."""
    missed = [frame(3 + i / 10, others) for i in range(6)]
    walks = [frame(3.6 + i / 10, [person(x + 6 * i), *others]) for i in range(8)]
    return [*stand(0, 3, person(THERE), *others), *missed, *walks]


def test_who_turns_while_he_is_missed_is_the_same_track() -> None:
    found = Run().feed(turned())
    assert len(people(found)) == 1
    assert found[-1].tracks[0].velocity_x < 0


def test_who_sets_off_while_he_is_missed_is_the_same_track_and_no_ghost_stays() -> None:
    found = Run().feed(sets_off(THERE + 45))
    assert len(people(found)) == 1
    assert [t.state for t in found[-1].tracks] == ["confirmed"]
    assert found[-1].tracks[0].velocity_x == pytest.approx(60, abs=10)


@pytest.mark.parametrize("speed", [240, -240, 280])
def test_a_runner_whose_boxes_hardly_overlap_is_one_track_from_the_first_on(speed: float) -> None:
    found = Run().feed([frame(i / 10, [person(320 + speed * (i / 10 - 0.7))]) for i in range(15)])
    assert len(people(found)) == 1
    assert found[-1].tracks[0].state == "confirmed"
    assert found[-1].tracks[0].velocity_x == pytest.approx(speed, rel=0.1)


def test_two_runners_side_by_side_are_not_taken_for_each_other() -> None:
    found = Run().feed([frame(i / 10, [person(40 + 40 * i), person(100 + 40 * i)]) for i in range(10)])
    first = {track.track_id for track in found[0].tracks}
    assert not any(track.track_id in first for track in found[-1].tracks)


@pytest.mark.parametrize(
    "records",
    [
        sets_off(THERE + 80),  # too far for a walk
        sets_off(THERE + 45, person(THERE + 110)),  # it may be somebody who was beside him
        [*stand(0, 3, person(THERE)), *stand(3.6, 1, person(THERE + 45, 70))],  # a smaller one
        [*stand(0, 3, person(THERE)), *stand(3, 2), *stand(5, 1, person(THERE + 45))],  # long ago
        [*stand(0, 3, person(THERE)), *stand(3, 0.9), *stand(3.9, 1, person(THERE + 70), person(THERE - 70))],
    ],
)
def test_somebody_else_is_another_track(records: list[Detections]) -> None:
    found = Run().feed(records)
    first = found[0].tracks[0]
    assert not any(t.track_id == first.track_id and t.x1 > THERE + 20 for t in found[-1].tracks)
    assert any(t.track_id not in people(found[:30]) and t.state == "confirmed" for t in found[-1].tracks)


def test_a_thing_does_not_set_off_by_itself() -> None:
    here, there = (300.0, 280.0, 330.0, 306.0), (345.0, 280.0, 375.0, 306.0)
    found = Run().feed([*stand(0, 3, box("suitcase", here)), *stand(3, 1), *stand(4, 1, box("suitcase", there))])
    assert len(people(found)) == 2
