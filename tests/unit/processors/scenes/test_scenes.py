"""Scenes: the same seed gives the same pictures, and the truth is where the picture changed."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orin.processors.scenes import open_scene, scene_names
from orin.processors.scenes.actors import ActorPath
from orin.schemas.errors import Misuse

SCENES = scene_names()


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_a_seed_fixes_the_pictures(name: str) -> None:
    one, two, other = (list(islice(open_scene(name, seed).frames(), 140, 143)) for seed in (3, 3, 4))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_truth_boxes_hold_what_moved(name: str) -> None:
    scene = open_scene(name, 2)
    frames = scene.frames()
    empty = np.asarray(next(frames), np.int16)
    for index, picture in enumerate(islice(frames, 399), start=1):
        if index % 23:
            continue
        changed = np.abs(picture.astype(np.int16) - empty).max(axis=2) > 30
        for _, _, (x1, y1, x2, y2) in scene.truth(index / scene.fps):
            area = changed[int(y1) : int(y2) + 1, int(x1) : int(x2) + 1]
            cut = x1 == 0 or x2 == scene.width
            assert cut or area.mean() > 0.1, (index, x1, y1)
            changed[max(0, int(y1) - 4) : int(y2) + 6, max(0, int(x1) - 4) : int(x2) + 6] = False
        assert changed.sum() < 60, index


@pytest.mark.parametrize("name", SCENES)
@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_expected_events_lie_inside_the_scene(name: str, seed: int) -> None:
    scene = open_scene(name, seed)
    assert scene.expected
    assert all(0 < e.since <= e.due < scene.duration for e in scene.expected)


def test_a_path_is_nowhere_before_and_after() -> None:
    path = ActorPath(((1.0, 0.0, 0.0), (3.0, 20.0, 10.0)))
    assert path.at(0.99) is None
    assert path.at(3.01) is None
    assert path.at(2.0) == (10.0, 5.0)
    assert path.walked(3.0) == pytest.approx(500**0.5)


def test_an_unknown_scene_names_the_nearest() -> None:
    with pytest.raises(Misuse, match="did you mean abandoned-bag"):
        open_scene("abandonned-bag")
