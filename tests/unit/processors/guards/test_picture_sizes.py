"""The same scene in pictures of any sizes: `orin try` and the stages say the same of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.processors.guards.scenarios.language import Played, play, scenarios

[SCENE] = scenarios("""
== Somebody leaves a bag near an edge of the zone and comes back; another crosses the line, one runs, one stays
guard g unattended: {for: 6s, attended_by: owner}
guard h crosses: {line: door}
guard i loiters: {zone: floor, for: 8s}
guard j appears: {}
guard k enters: {zone: left}
guard l exits: {zone: left}
guard m removed: {}
guard n occupancy: {zone: floor, over: 1, for: 4s}
guard o speeding: {over: 1.2, for: 1s}
guard p tailgating: {line: door, within: 3s}
person P 0 640,520 > 3 640,520 > 6 930,520 > 15 930,520 > 18 640,520
suitcase B 0 600,500 > 17 600,500 > 20 310,500
person Q 3 100,600 > 11 860,600 gone 10.5
person R 4 80,700 > 11 870,700 hidden 7-7.6
person S 2 250,300
until 22
-> nothing
""")
SIZES = st.tuples(st.integers(300, 2000), st.integers(300, 2000))


def told(played: Played) -> list[tuple[object, ...]]:
    return [
        (
            e.guard,
            e.phase,
            e.outcome,
            e.since,
            e.at,
            played.name(e.subject.track_id if e.subject else None),
            e.direction,
        )
        for e in played.events
    ]


def test_the_scene_has_events_of_many_kinds() -> None:
    assert len({event.kind for event in play(SCENE).events}) >= 8


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 219), SIZES), max_size=12))
def test_pictures_that_change_their_size_at_any_frame_give_the_same_events(
    changes: list[tuple[int, tuple[int, int]]],
) -> None:
    changes.sort()
    begins = [frame / 10 for frame, _ in changes]
    ends = [*begins[1:], 1e9]
    SCENE.pictures = [((begins[i], ends[i]), size) for i, (_, size) in enumerate(changes)]
    there = play(SCENE, batch=37)
    SCENE.pictures = []
    assert told(there) == told(play(SCENE))


def test_boxes_of_events_are_in_the_pixels_of_their_frames() -> None:
    SCENE.pictures = [((3.5, 1e9), (500, 2000))]
    small = play(SCENE)
    SCENE.pictures = []
    for here, there in zip(play(SCENE).events, small.events, strict=True):
        if here.subject is None or there.subject is None:
            continue
        x, y = (1.0, 1.0) if here.at < SCENE.us(3.5) else (0.5, 2.0)
        assert there.subject.x1 == pytest.approx(here.subject.x1 * x, abs=0.02)
        assert there.subject.y2 == pytest.approx(here.subject.y2 * y, abs=0.02)
