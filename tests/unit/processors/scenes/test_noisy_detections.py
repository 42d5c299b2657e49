"""Noisy detections: deterministic, at the rates that they claim, and near the truth."""

import math
import statistics
from collections import Counter

import pytest

from orin.processors.geometry import iou
from orin.processors.scenes import open_scene, scene_names
from orin.processors.scenes.actors import Bag
from orin.schemas.records import Box
from tests.support.noisy_detections import EDGE_NOISE, EDGE_WANDER, FALSE_BOXES, MISSED, noisy_detections

START = 1_700_000_000_000_000


def corners(box: Box) -> tuple[float, float, float, float]:
    return box.x1, box.y1, box.x2, box.y2


@pytest.mark.parametrize("name", scene_names())
def test_a_seed_fixes_the_boxes(name: str) -> None:
    one, two, other = (list(noisy_detections(open_scene(name, seed), START)) for seed in (3, 3, 4))
    assert one == two
    assert one != other
    assert [r.source_position for r in one] == open_scene(name, 3).times()
    assert all(0 <= b.x1 <= b.x2 <= 640 and 0 <= b.y1 <= b.y2 <= 360 for r in one for b in r.boxes)


def test_the_rates_are_those_named() -> None:
    """Of people who are alone and whole in the picture; the expected miss share counts runs."""
    seen, errors, strange, frames = [], [], 0, 0
    for seed in range(1, 21):
        scene = open_scene("doorway", seed)
        for record in noisy_detections(scene, START):
            frames += 1
            assert record.source_position is not None
            truth = [box for _, _, box in scene.truth(record.source_position)]
            strange += sum(all(iou(corners(box), true) < 0.3 for true in truth) for box in record.boxes)
            if len(truth) != 1 or truth[0][0] < 5 or truth[0][2] > 635:
                continue
            near = [box for box in record.boxes if iou(corners(box), truth[0]) > 0.6]
            seen.append(bool(near))
            errors += [(box.x1 - truth[0][0]) / (truth[0][2] - truth[0][0]) for box in near]
    assert 1 - statistics.mean(seen) == pytest.approx(MISSED / (1 - 0.4 + MISSED), rel=0.2)
    assert statistics.stdev(errors) == pytest.approx(math.hypot(EDGE_NOISE, EDGE_WANDER), rel=0.15)
    assert strange / frames == pytest.approx(FALSE_BOXES, rel=0.3)


def test_what_is_hidden_is_not_seen() -> None:
    scene = open_scene("removed-object", 1)
    bag = next(actor for actor in scene.actors if isinstance(actor, Bag))
    passer = next(actor for actor in scene.actors if actor.name == "passer")
    covered = 0
    for record in noisy_detections(scene, START):
        assert record.source_position is not None
        place, by = bag.box(record.source_position), passer.box(record.source_position)
        if place is None or by is None or not (by[0] < place[0] and place[2] < by[2] and by[1] < place[1]):
            continue
        covered += 1
        assert all(iou(corners(box), place) < 0.4 for box in record.boxes if box.score > 0.5)
    assert covered


def test_a_bag_without_a_class_shows_as_object_once_it_stands() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(1, 21):
        scene = open_scene("abandoned-bag", seed)
        bag = next(actor for actor in scene.actors if isinstance(actor, Bag))
        rest = bag.box(scene.duration)
        assert rest is not None
        records = list(noisy_detections(scene, START))
        found = [
            (r.source_position or 0.0, b)
            for r in records
            for b in r.boxes
            if b.score > 0.4 and iou(corners(b), rest) > 0.5
        ]
        labels = {b.label for _, b in found if b.label != "person"}
        if "object" in labels:
            assert labels == {"object"}
            assert found[0][0] >= bag.put_down + 3
            assert abs((found[-1][1].since or 0) - START - bag.put_down * 1e6) <= 1e6
        kinds["object" if "object" in labels else "named"] += 1
    assert kinds["object"] >= 3
    assert kinds["named"] >= 8
