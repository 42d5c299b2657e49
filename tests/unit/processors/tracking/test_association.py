"""Which box is which track: the pairs that are compared, their costs, and the camera's own motion."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.processors.geometry import Rect, iou
from orin.processors.tracking import camera_motion
from orin.processors.tracking.association import Detection, MatchStage, Sought, assign, pairs
from orin.processors.tracking.state import CameraTracks, LiveTrack
from orin.processors.tracking.track_updates import begin
from tests.support.tracking_inputs import CAMERA, START, Run, box, frame, stand


def detection(corners: Rect, score: float = 0.9, kind: str = "people") -> Detection:
    return Detection(corners, score, "person", kind, None)


def boxes() -> st.SearchStrategy[Rect]:
    side, place = st.integers(4, 60), st.integers(0, 200)
    return st.builds(lambda x, y, w, h: (float(x), float(y), float(x + w), float(y + h)), place, place, side, side)


@given(st.lists(boxes(), max_size=8), st.lists(boxes(), max_size=8), st.sampled_from((0.0, 0.1, 0.3)))
def test_no_pair_that_is_alike_enough_is_passed_over(things: list[Rect], found: list[Rect], widen: float) -> None:
    """Against the plain definition: every track with every detection, nothing sorted."""

    def wide(b: Rect) -> Rect:
        dx, dy = widen * (b[2] - b[0]), widen * (b[3] - b[1])
        return b[0] - dx, b[1] - dy, b[2] + dx, b[3] + dy

    def cost(a: Rect, b: Rect) -> float:
        heights = sorted((a[3] - a[1], b[3] - b[1]))
        return 1 - iou(wide(a), wide(b)) * heights[0] / heights[1]

    sought: list[Sought] = [(row, "people", place, 0.0, 0.0) for row, place in enumerate(things)]
    given_pairs = {
        (row, column): cost
        for cost, row, column in pairs(sought, enumerate(map(detection, found)), MatchStage(0.7, widen, fused=False))
    }
    wanted = {
        (row, column): cost(a, b) for (row, a), (column, b) in itertools.product(enumerate(things), enumerate(found))
    }
    assert set(given_pairs) <= set(wanted)
    for key, value in wanted.items():
        if abs(value - 0.7) > 1e-9:
            assert (key in given_pairs) == (value < 0.7)
        if key in given_pairs:
            assert given_pairs[key] == pytest.approx(value)


def test_who_is_as_tall_as_before_is_the_likelier() -> None:
    """Two boxes overlap the track alike; one is as tall, the other is of somebody half as far away."""
    sought: list[Sought] = [(0, "people", (100.0, 100.0, 140.0, 200.0), 0.0, 0.0)]
    same, other = (110.0, 100.0, 150.0, 200.0), (100.0, 100.0, 140.0, 266.7)
    costs = {
        c: cost for cost, _, c in pairs(sought, [(0, detection(same)), (1, detection(other))], MatchStage(1, 0, True))
    }
    assert iou((100.0, 100.0, 140.0, 200.0), same) == pytest.approx(iou((100.0, 100.0, 140.0, 200.0), other), abs=0.01)
    assert costs[0] < costs[1] - 0.2


def test_labels_of_other_groups_make_no_pair() -> None:
    sought: list[Sought] = [(0, "people", (0.0, 0.0, 40.0, 100.0), 0.0, 0.0)]
    assert not pairs(sought, [(0, detection((0.0, 0.0, 40.0, 100.0), kind="vehicles"))], MatchStage(1, 0, False))


def test_large_groups_are_solved_at_least_cost_too() -> None:
    """Six tracks, six boxes, each possible with the next: beyond what is tried by hand."""
    possible = [(0.3, i, i) for i in range(6)] + [(0.1, i, (i + 1) % 6) for i in range(6)]
    assert sorted(assign(possible, 0.7)) == [(i, (i + 1) % 6) for i in range(6)]


def things(*corners: Rect) -> list[LiveTrack]:
    return [begin(CameraTracks(CAMERA), START, detection(c)) for c in corners]


PEOPLE: list[Rect] = [(100.0 * i, 100.0, 100.0 * i + 40, 200.0) for i in range(1, 5)]


def moved(by: float, corners: list[Rect]) -> list[Rect]:
    return [(x1 + by, y1, x2 + by, y2) for x1, y1, x2, y2 in corners]


def test_when_all_are_off_by_the_same_way_the_camera_moved() -> None:
    assert camera_motion.shift(list(zip(things(*PEOPLE), moved(15, PEOPLE), strict=True))) == (15, 0)


def test_one_at_rest_where_it_was_says_that_the_camera_did_not_move() -> None:
    tracks = things(*PEOPLE)
    tracks[0].resting = True
    found = [PEOPLE[0], *moved(15, PEOPLE[1:])]
    assert camera_motion.shift(list(zip(tracks, found, strict=True))) is None


def test_two_tracks_or_ways_that_differ_or_are_small_say_nothing() -> None:
    assert camera_motion.shift(list(zip(things(*PEOPLE[:2]), moved(15, PEOPLE[:2]), strict=True))) is None
    assert camera_motion.shift(list(zip(things(*PEOPLE), moved(2, PEOPLE), strict=True))) is None
    apart = [*moved(15, PEOPLE[:2]), *moved(-15, PEOPLE[2:])]
    assert camera_motion.shift(list(zip(things(*PEOPLE), apart, strict=True))) is None


def test_people_keep_their_ids_when_the_camera_is_knocked() -> None:
    """All jump by 20 px on one frame, and one of two who stand close lands nearer to where the other was."""
    places = (100.0, 130.0, 300.0, 420.0, 520.0)
    row = [box("person", (x, 200.0, x + 40, 300.0)) for x in places]
    there = [box("person", (x + 20, 200.0, x + 60, 300.0)) for x in places]
    run = Run()
    # Not long enough to be at rest: those who rest say that the camera stands still.
    before = run.feed(stand(0, 0.8, *row))[-1]
    after = run.feed([frame(0.8 + i / 10, there) for i in range(5)])[-1]
    assert [t.track_id for t in after.tracks] == [t.track_id for t in before.tracks]
    assert [t.x1 for t in after.tracks] == [b.x1 for b in there]
