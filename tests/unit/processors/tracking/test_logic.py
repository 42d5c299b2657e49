"""The track stage on detections made by hand."""

from typing import Any

import msgspec
import pytest

from orin.processors.identity import revision, track_id
from orin.processors.specs.armed import Armed
from orin.processors.specs.models import CameraSpec
from orin.processors.tracking.logic import TrackLogic
from orin.schemas.records import Detections, SessionEnd, Spec
from tests.support.tracking_inputs import CAMERA, ORIGIN, Run, box, frame, seconds, stand, walk

BAG = (300.0, 280.0, 330.0, 306.0)


def armed(**fields: Any) -> Armed:
    body = msgspec.json.encode(CameraSpec(camera=CAMERA, **fields)).decode()
    held = Armed()
    held.add(Spec(kind="camera", name=CAMERA, revision=revision(1, body), body=body, active_from=0))
    return held


def test_a_walker_is_one_track_confirmed_after_three_detections_over_three_tenths_of_a_second() -> None:
    found = Run().feed(walk(0, 3, 100, 60))
    assert [len(f.tracks) for f in found] == [1] * 30
    assert [f.tracks[0].state for f in found[:5]] == ["tentative"] * 3 + ["confirmed"] * 2
    assert {f.tracks[0].track_id for f in found} == {track_id(CAMERA, seconds(0), (100.0, 200.0, 140.0, 300.0))}
    last = found[-1].tracks[0]
    assert last.born_at == seconds(0)
    assert last.detected
    assert not last.label_held
    assert last.velocity_x == pytest.approx(60, abs=3)
    assert last.velocity_y == pytest.approx(0, abs=1)


def test_at_two_frames_a_second_a_walker_is_still_one_track() -> None:
    found = Run().feed(walk(0, 6, 100, 60, fps=2))
    assert len({t.track_id for f in found for t in f.tracks}) == 1
    assert found[-1].tracks[0].state == "confirmed"


def test_a_lost_walker_coasts_for_a_second_on_his_way_and_ends_as_lost() -> None:
    found = Run().feed([*walk(0, 2, 100, 60), *stand(2, 3)])
    coasting = [f.tracks[0] for f in found[20:] if f.tracks]
    assert {t.state for t in coasting} == {"coasting"}
    assert not any(t.detected for t in coasting)
    assert all(t.label_held for t in coasting)
    assert 0.8 <= len(coasting) / 10 <= 1.0
    assert coasting[5].x1 == pytest.approx(100 + 60 * 2.5, abs=5)
    [(at, ended)] = [(f.captured_at, e) for f in found for e in f.ended]
    assert ended.reason == "lost"
    assert ended.last_at == seconds(1.9)
    assert at <= seconds(4.1)


def test_a_walker_hidden_for_a_second_and_a_half_is_the_same_track() -> None:
    run = Run()
    before = run.feed([*walk(0, 2, 100, 60), *stand(2, 1.5)])
    after = run.feed(walk(3.5, 1, 100 + 60 * 3.5, 60))
    assert not before[-1].tracks
    assert after[0].tracks[0].track_id == before[0].tracks[0].track_id


def test_who_walks_over_the_edge_ends_there() -> None:
    found = Run().feed([*walk(0, 2, 400, 100), *stand(2, 3)])
    assert [e.reason for f in found for e in f.ended] == ["edge"]


@pytest.mark.parametrize(("x", "reason"), [(200, "lost"), (550, "lost"), (575, "edge")])
def test_who_runs_and_is_lost_far_from_the_edge_is_not_claimed_to_have_left(x: float, reason: str) -> None:
    run = walk(0, 1, x - 220 * 0.9, 220)
    found = Run().feed([*run, *stand(1, 3)])
    assert [(e.reason, e.last_at) for f in found for e in f.ended] == [(reason, seconds(0.9))]


def test_two_who_cross_keep_their_ids() -> None:
    records = []
    for i in range(40):
        x = 10.0 * i
        left = box("person", (100 + x, 200, 140 + x, 300), 0.9)
        right = box("person", (500 - x, 210, 540 - x, 312), 0.8)
        records.append(frame(i / 10, [left, right]))
    found = Run().feed(records)
    first, last = found[5], found[-1]
    moves_right = {t.track_id for t in first.tracks if t.velocity_x > 0}
    assert {t.track_id for t in last.tracks if t.velocity_x > 0} == moves_right
    assert len({t.track_id for f in found for t in f.tracks}) == 2


def test_weak_boxes_keep_a_track_but_begin_none() -> None:
    weak = [msgspec.structs.replace(f, boxes=tuple(msgspec.structs.replace(b, score=0.15) for b in f.boxes))
            for f in walk(1, 2, 160, 60)]  # fmt: skip
    found = Run().feed([*walk(0, 1, 100, 60), *weak])
    assert {t.track_id for t in found[-1].tracks} == {t.track_id for t in found[0].tracks}
    assert found[-1].tracks[0].detected
    assert not any(f.tracks for f in Run().feed(weak))


def test_a_bag_at_rest_unseen_lives_on_for_its_patience_and_is_lost() -> None:
    found = Run().feed([*stand(0, 3, box("suitcase", BAG)), *stand(3, 12)])
    resting = [f for f in found[30:] if f.tracks]
    assert {t.state for f in resting for t in f.tracks} == {"resting"}
    assert (resting[-1].tracks[0].x1, resting[-1].tracks[0].y2) == (BAG[0], BAG[3])
    assert len(resting) == pytest.approx(100, abs=2)
    assert [(e.reason, e.last_at) for f in found for e in f.ended] == [("lost", seconds(2.9))]


def test_a_bag_taken_by_somebody_near_is_removed() -> None:
    thief = box("person", (320, 200, 360, 305))
    found = Run().feed([*stand(0, 2, box("suitcase", BAG)), *stand(2, 1, box("suitcase", BAG), thief), *stand(3, 12)])
    assert ("removed", seconds(2.9)) in [(e.reason, e.last_at) for f in found for e in f.ended]


def test_a_bag_whose_background_is_seen_again_is_removed_at_once() -> None:
    place = (298.0, 279.0, 331.0, 307.0)
    run = Run()
    run.feed([*stand(0, 3, box("object", BAG, since=seconds(0))), *stand(3, 1)])
    [found] = run.feed([frame(4, gone=[place])])
    assert [(e.reason, e.last_at) for e in found.ended] == [("removed", seconds(2.9))]
    assert not found.tracks


def test_a_place_that_is_empty_again_ends_nothing_that_is_seen_there_or_elsewhere() -> None:
    away = (100.0, 280.0, 130.0, 306.0)
    seen = Run()
    seen.feed(stand(0, 3, box("suitcase", BAG)))
    assert not seen.feed([frame(3, [box("suitcase", BAG)], gone=[BAG]), frame(3.1, gone=[away])])[1].ended


def test_a_bag_whose_background_is_seen_again_after_a_gap_is_not_claimed_to_be_removed() -> None:
    run = Run()
    run.feed(stand(0, 3, box("object", BAG, since=seconds(0))))
    found = run.feed([frame(20, gone=[BAG]), *stand(20.1, 11)])
    assert [e.reason for f in found for e in f.ended] == ["gap"]


def carried(fps: float = 10.0) -> list[Detections]:
    """A handbag carried to the right for 4 s, until it is put down and not recognised any more."""
    return [
        frame(i / fps, [box("handbag", (180 + 30 * i / fps, 260.0, 210 + 30 * i / fps, 286.0))])
        for i in range(round(4 * fps))
    ]


@pytest.mark.parametrize("fps", [10, 5, 2])
def test_a_carried_bag_that_is_born_as_an_object_goes_on_as_one_track(fps: float) -> None:
    as_object = box("object", BAG, since=seconds(4))
    run = Run()
    found = run.feed([*carried(fps), *stand(4, 4, fps=fps), *stand(8, 2, as_object, fps=fps)])
    first = found[0].tracks[0].track_id
    assert not any(f.ended for f in found)
    assert not found[round(7 * fps)].tracks  # nobody says that it is still carried
    again = found[round(8 * fps)].tracks
    assert [(t.track_id, t.label, t.state, t.rest_since) for t in again] == [(first, "handbag", "resting", seconds(4))]
    assert {t.track_id for f in found for t in f.tracks} == {first}


@pytest.mark.parametrize(
    ("where", "since"),
    [
        ((420.0, 280.0, 450.0, 306.0), 4),  # too far away
        ((330.0, 250.0, 420.0, 306.0), 4),  # too large
        (BAG, 0.5),  # stood there long before
    ],
)
def test_another_object_is_not_the_carried_bag(where: tuple[float, float, float, float], since: float) -> None:
    as_object = box("object", where, since=seconds(since))
    found = Run().feed([*carried(), *stand(4, 4), *stand(8, 6, as_object)])
    first = found[0].tracks[0].track_id
    assert [(t.label, t.track_id == first) for t in found[-1].tracks] == [("object", False)]
    assert [(e.track_id, e.reason) for f in found for e in f.ended] == [(first, "lost")]


def test_a_bag_put_down_behind_somebody_is_waited_for_but_not_for_ever() -> None:
    person = box("person", (290, 200, 340, 310))
    as_object = box("object", BAG, since=seconds(4))
    run = Run()
    before = run.feed([*carried(), *stand(4, 20, person)])
    after = run.feed(stand(24, 1, as_object))
    ids = {t.track_id for t in after[-1].tracks if t.label == "handbag"}
    assert ids == {before[0].tracks[0].track_id}
    long = Run().feed([*carried(), *stand(4, 32, person)])
    assert [e.reason for f in long for e in f.ended] == ["lost"]


def test_a_bag_hidden_by_somebody_lives_on_without_limit() -> None:
    person = box("person", (290, 200, 340, 310))
    run = Run()
    before = run.feed(stand(0, 3, box("suitcase", BAG)))
    hidden = run.feed(stand(3, 30, person))
    after = run.feed(stand(33, 1, box("suitcase", BAG)))
    bag = before[-1].tracks[0].track_id
    assert all(any(t.track_id == bag and t.state == "resting" for t in f.tracks) for f in hidden)
    assert [t.track_id for t in after[-1].tracks if t.label == "suitcase"] == [bag]


def test_a_carried_bag_that_is_put_down_and_goes_on_as_an_object_keeps_its_label() -> None:
    as_object = box("object", (298, 279, 331, 307), since=seconds(2.1))
    found = Run().feed([*stand(0, 3, box("handbag", BAG)), *stand(3, 1), *stand(4, 3, as_object)])
    last = found[-1].tracks
    assert [(t.track_id, t.label, t.label_held) for t in last] == [(found[0].tracks[0].track_id, "handbag", True)]


def test_an_object_is_born_when_it_was_first_seen_to_stand() -> None:
    found = Run().feed(stand(4, 2, box("object", BAG, since=seconds(1))))
    last = found[-1].tracks[0]
    assert (last.label, last.born_at, last.state) == ("object", seconds(1), "resting")


def test_the_label_is_the_vote_weighted_by_score() -> None:
    records = [*stand(0, 1, box("backpack", BAG, 0.8)), *stand(1, 0.5, box("suitcase", BAG, 0.9))]
    found = Run().feed(records)
    assert {t.track_id for f in found for t in f.tracks} == {found[0].tracks[0].track_id}
    assert (found[-1].tracks[0].label, found[-1].tracks[0].label_held) == ("backpack", True)


def test_of_two_boxes_at_one_place_the_stronger_counts() -> None:
    found = Run().feed(stand(0, 1, box("person", BAG, 0.6), box("car", BAG, 0.7)))
    assert [t.label for t in found[-1].tracks] == ["car"]


def test_labels_of_different_groups_are_different_tracks() -> None:
    found = Run().feed([*stand(0, 1, box("person", BAG)), *stand(1, 1, box("car", BAG))])
    assert len({t.track_id for f in found for t in f.tracks}) == 2


def test_a_gap_ends_what_moves_and_what_rests_goes_on() -> None:
    walker = walk(0, 3, 100, 60)
    bag = box("suitcase", BAG)
    run = Run()
    before = run.feed([msgspec.structs.replace(f, boxes=(*f.boxes, bag)) for f in walker])
    after = run.feed([msgspec.structs.replace(f, boxes=(*f.boxes, bag)) for f in walk(9, 1, 280, 60)])
    of = {t.label: t.track_id for t in before[-1].tracks}
    assert [(e.track_id, e.reason) for e in after[0].ended] == [(of["person"], "gap")]
    now = {t.label: t.track_id for t in after[-1].tracks}
    assert now["suitcase"] == of["suitcase"]
    assert now["person"] != of["person"]


def test_after_a_gap_another_place_is_another_subject() -> None:
    moved = tuple(v + 15 for v in BAG)
    found = Run().feed([*stand(0, 3, box("suitcase", BAG)), *stand(9, 11, box("suitcase", moved))])  # type: ignore[arg-type]
    first = found[0].tracks[0].track_id
    assert [(e.track_id, e.reason) for f in found for e in f.ended] == [(first, "gap")]
    assert found[-1].tracks[0].track_id != first


def test_the_cameras_gap_tolerance_counts() -> None:
    records = [*walk(0, 3, 100, 60), *walk(9, 1, 280, 60)]
    assert [e.reason for f in Run().feed(records) for e in f.ended] == ["gap"]
    assert "gap" not in [e.reason for f in Run(armed(gap_tolerance=8.0)).feed(records) for e in f.ended]


def test_nothing_whose_feet_are_in_an_ignored_zone_is_used() -> None:
    zone = ((0.0, 0.0), (1.0, 0.0), (1.0, 0.5), (0.0, 0.5))
    above, below = box("person", (100, 100, 140, 230)), box("person", (300, 100, 340, 250))
    found = Run(armed(ignore={"wall": zone})).feed(stand(0, 1, above, below))
    assert [t.x1 for t in found[-1].tracks] == [300]


@pytest.mark.parametrize("status", ["shed", "undecodable", "frozen", "obscured"])
def test_an_unobserved_frame_gives_a_record_of_its_status_and_changes_nothing(status: Any) -> None:
    run = Run()
    before = run.feed(walk(0, 2, 100, 60))[-1].tracks[0]
    dark = run.feed([frame(2 + i / 10, [box("person", (0, 0, 50, 100))], status=status) for i in range(30)])
    assert [f.status for f in dark] == [status] * 30
    for record in dark:
        [track] = record.tracks
        assert (track.track_id, track.state, track.detected) == (before.track_id, "coasting", False)
        assert (track.x1, track.y2) == (dark[0].tracks[0].x1, dark[0].tracks[0].y2)
        assert not record.ended


def test_the_first_record_of_a_captured_at_counts() -> None:
    run = Run()
    one, other = frame(1, [box("person", BAG)]), frame(1, [])
    assert len(run.feed([one, other, frame(0.5)])) == 1
    assert run.state.repeats == 2


def test_another_session_is_refused_until_the_owner_was_silent_for_ten_seconds() -> None:
    run = Run()
    run.feed([frame(0, session="a")])
    assert run.feed([frame(t, session="b") for t in (1, 5, 9.9)]) == []
    assert run.state.contended == 3
    assert [f.session for f in run.feed([frame(10, session="b"), frame(10.5, session="a")])] == ["b"]


def test_another_session_takes_over_at_once_when_the_owner_wrote_its_end() -> None:
    run = Run()
    end = SessionEnd(camera=CAMERA, session="a", ended_at=seconds(0))
    run.feed([frame(0, session="a")])
    state, out = TrackLogic().step(run.state, end, run.armed, ORIGIN)
    assert out == [end]
    assert TrackLogic().step(state, end, run.armed, ORIGIN)[1] == []
    assert len(run.feed([frame(1, session="b")])) == 1


def test_the_end_of_a_session_that_does_not_own_the_camera_says_nothing() -> None:
    run = Run()
    run.feed([frame(0, session="a")])
    end = SessionEnd(camera=CAMERA, session="b", ended_at=seconds(0))
    assert TrackLogic().step(run.state, end, run.armed, ORIGIN)[1] == []
    assert run.feed([frame(1, session="b")]) == []


def test_frames_that_never_came_are_counted() -> None:
    run = Run()
    run.feed([frame(0), frame(1, previous_at=seconds(0)), frame(3, previous_at=seconds(2)), frame(4, previous_at=None)])
    assert run.state.input_gaps == 1


def test_another_resolution_is_the_same_scene_in_other_pixels() -> None:
    run = Run()
    before = run.feed(stand(0, 3, box("suitcase", BAG)))[-1].tracks[0]
    x1, y1, x2, y2 = BAG
    found = run.feed([frame(3, [box("suitcase", (2 * x1, 3 * y1, 2 * x2, 3 * y2))], size=(1280, 1440))])[0]
    assert found.ended == ()
    assert [(t.track_id, t.state) for t in found.tracks] == [(before.track_id, "resting")]
    assert (found.tracks[0].x1, found.tracks[0].y2) == (2 * x1, 3 * y2)


def test_what_coasts_is_shown_in_the_pixels_of_the_frame() -> None:
    run = Run()
    before = run.feed(walk(0, 2, 100, 100))[-1].tracks[0]
    found = run.feed([frame(2, [], size=(1280, 960))])[0].tracks[0]
    assert found.velocity_x == pytest.approx(2 * before.velocity_x, abs=0.02)
    assert found.x1 == pytest.approx(2 * (before.x1 + before.velocity_x / 10), abs=3)
    assert found.y2 == pytest.approx(2 * before.y2, abs=3)


def test_the_measure_is_that_of_a_new_session_once_nothing_is_held() -> None:
    run = Run()
    run.feed(stand(0, 2, box("suitcase", BAG)))
    run.feed([frame(t, size=(1280, 720), session="s2") for t in (12.5, 16.5, 20.5)])
    assert (run.state.width, run.state.height) == (640, 480)
    run.feed([frame(t, size=(1280, 720), session="s2") for t in (24, 24.1)])
    assert (run.state.width, run.state.height) == (1280, 720)
    run.feed([frame(24.2, size=(640, 360), session="s2")])
    assert (run.state.width, run.state.height) == (1280, 720)
