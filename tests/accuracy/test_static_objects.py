"""Static objects on a share of the composites: what benchmarks/static_objects.py measures on all of them."""

import pytest

from tests.support.accuracy.composites import FILTERS, FPS, PUT_AT, clip, composite
from tests.support.accuracy.static_score import Score, backend, known_boxes, look, score
from tests.support.accuracy.unattended import alarms, expected
from tests.support.footage import footage

SHARE = (
    # picture, every so many frames of 10/s, composites; one bag of five may be missed where the picture is spoilt
    ("as it is", 2, (0, 5)),
    ("gain", 5, (2,)),
    ("noise", 5, (11,)),
    ("low bitrate", 5, (7,)),
)


@pytest.mark.footage
@pytest.mark.parametrize("name", ["yolo+motion", "motion"])
@pytest.mark.parametrize(("kind", "step", "numbers"), SHARE)
def test_bags_are_found_in_time_and_in_place(name: str, kind: str, step: int, numbers: tuple[int, ...]) -> None:
    path = footage("data/vtest.avi")
    boxes = known_boxes(clip(path), footage("models/yolov8n_int8.onnx"), 5)
    if name == "yolo+motion":
        step = 5  # the model's boxes are the expensive part: only those frames are inferred here
    total = Score()
    for number in numbers:
        shown = composite(path, number % 4, number // 4)
        total.findings += score(
            shown.bags, look(backend(name, boxes), FILTERS[kind](shown.frames), step), boxes
        ).findings
    figures = total.row()
    least = 0.9 if len(total.findings) >= 10 else 0.8
    assert figures["recall"] >= least
    assert figures["since_1s"] >= 0.75
    assert figures["iou_half"] == 1.0
    assert figures["one_track"] >= 0.75
    assert figures["removal_3s"] == 1.0


@pytest.mark.footage
@pytest.mark.parametrize("name", ["yolo+motion", "motion"])
def test_the_footage_as_it_is_shows_no_old_object(name: str) -> None:
    path = footage("data/vtest.avi")
    boxes = known_boxes(clip(path), footage("models/yolov8n_int8.onnx"), 5)
    frames = clip(path)
    assert len(frames) == 79.5 * FPS
    assert not score([], look(backend(name, boxes), frames, 5), boxes).false


@pytest.mark.footage
def test_every_bag_left_alone_is_an_alarm_and_nothing_else_is() -> None:
    path = footage("data/vtest.avi")
    boxes = known_boxes(clip(path), footage("models/yolov8n_int8.onnx"), 5)
    shown = composite(path, 1, 0)
    records = look(backend("yolo+motion", boxes), shown.frames, 5)
    found, due = alarms(shown.bags, records), expected(shown.bags, records)
    # Beside the last bag a man stops at second 40, turns round and stays within 1.25 radii until second 55: attended.
    assert [len(events) for events in due.by_bag] == [1, 1, 1, 1, 0]
    assert [len(events) for events in found.by_bag] == [1, 1, 1, 1, 0]
    assert not found.others
    for bag, events in zip(shown.bags, found.by_bag, strict=True):
        if bag.from_ > PUT_AT:  # somebody was drawn to have put it down
            assert all(event.owner is not None for event in events)
