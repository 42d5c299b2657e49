"""What it takes for something to count as put down where much else goes on, on pictures drawn here."""

from collections.abc import Collection, Sequence

import cv2
import numpy as np
import pytest

from orin.processors.detection.backend import DecodedFrame, FrameResult, Image
from orin.processors.detection.combined import CombinedBackend
from orin.processors.detection.motion.background import Background
from orin.processors.detection.motion.candidates import Candidate, kind
from orin.processors.detection.still_pets import Pet, holding, pets_at
from orin.schemas.records import Box
from tests.unit.processors.detection.test_motion import (
    BAG,
    START,
    Paint,
    bag,
    film,
    iou,
    labelled,
    run,
    walker,
)

SECOND = 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("paints", [[bag(1.5)], [walker(0, 200, 80), bag(1.3)]], ids=["alone", "brought"])
def test_a_bag_put_down_while_the_scene_is_learnt_is_an_object_since_then(paints: list[Paint]) -> None:
    found = labelled(run(film(paints, 9, fps=5)), "object")
    assert found
    assert iou(found[-1][1], BAG) >= 0.7
    assert found[-1][1].since == pytest.approx(START + 1.5e6, abs=0.3e6)


@pytest.mark.slow
def test_what_left_while_the_scene_was_learnt_is_no_object() -> None:
    assert not labelled(run(film([bag(0, 1.5), walker(0, 60, 80)], 9, fps=5)), "object")


PLACE = (40, 30, 80, 60)


def judged(before: Image, now: Image) -> str:
    """What came at the place, in a scene that was learnt as `before`."""
    model = Background(before.astype(np.float32), np.ones(before.shape[:2], np.bool_))
    model.short = now.astype(np.float32)
    x1, y1, x2, y2 = PLACE
    everywhere = np.ones((y2 - y1, x2 - x1), np.bool_)
    return kind(model, Candidate(PLACE, everywhere, everywhere, 0.0))


def flat(level: int) -> Image:
    return np.full((90, 120, 3), level, np.uint8)


def filled(image: Image, level: int, left: int, right: int) -> Image:
    image = image.copy()
    image[PLACE[1] : PLACE[3], left:right] = level
    return image


def test_a_thing_with_an_edge_of_its_own_came() -> None:
    assert judged(flat(150), filled(flat(150), 60, 40, 80)) == "thing"


def test_who_left_one_side_of_a_place_and_shows_on_the_other_did_not_come() -> None:
    assert judged(filled(flat(150), 90, 60, 80), filled(flat(150), 40, 40, 60)) != "thing"


def test_bare_ground_that_was_learnt_smeared_is_no_thing() -> None:
    """People went to and fro there: what shows when they are gone is sharper than what was learnt."""
    rng = np.random.default_rng(2)
    coarse = rng.integers(60, 200, (30, 40, 3), dtype=np.uint8)
    grass = np.asarray(cv2.resize(coarse, (120, 90), interpolation=cv2.INTER_CUBIC), np.uint8)
    learnt = grass.copy()
    x1, y1, x2, y2 = PLACE
    around = (slice(y1 - 3, y2 + 3), slice(x1 - 3, x2 + 3))
    learnt[around] = cv2.GaussianBlur(grass, (0, 0), 4)[around]
    assert judged(learnt, grass) != "thing"


class Says:
    """A model that sees the same on every frame from one second to another."""

    name = "yolo"
    model = None

    def __init__(self, box: Box, from_: float, to: float = 1e6) -> None:
        self._box = box
        self._from, self._to = START + from_ * SECOND, START + to * SECOND

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        return [
            FrameResult("seen", (self._box,) if self._from <= f.captured_at < self._to else (), f.captured_at)
            for f in frames
        ]

    def forget(self, cameras: Collection[str]) -> None: ...

    def close(self) -> None: ...


def dog(x: float, score: float = 0.5) -> Box:
    return Box(label="dog", score=score, x1=x, y1=250, x2=x + 28, y2=274)


@pytest.mark.slow
def test_the_reflection_of_somebody_who_stands_is_no_object() -> None:
    jacket = np.random.default_rng(4).integers(0, 90, (12, 8, 3), dtype=np.uint8)
    mirrored = cv2.resize(jacket, (32, 48), interpolation=cv2.INTER_NEAREST)

    def reflected(image: Image, t: float) -> None:
        if 6 <= t < 16:
            image[250:298, 286:318] = 0.4 * image[250:298, 286:318] + 0.6 * mirrored
            walker(0, 285, 0, 250)(image, t)

    stander = Box(label="person", score=0.8, x1=284, y1=150, x2=320, y2=250)
    results = CombinedBackend(Says(stander, 6, 16)).detect(film([reflected], 19, fps=5))
    assert not labelled([((v.inferred_at - START) / 1e6, v) for v in results], "object")


@pytest.mark.slow
def test_a_bag_that_a_model_takes_for_a_dog_is_an_object_all_the_same() -> None:
    results = CombinedBackend(Says(dog(300), 6)).detect(film([bag(6)], 22, fps=5))
    found = labelled([((v.inferred_at - START) / 1e6, v) for v in results], "object")
    assert found
    assert 16 <= found[0][0] <= 17
    assert found[0][1].since == pytest.approx(START + 6e6, abs=0.5e6)
    assert iou(found[-1][1], BAG) >= 0.5


@pytest.mark.parametrize(
    ("xs", "held"),
    [
        ([300] * 10, True),
        ([300] * 11, False),
        ([300, 303, None, 297, None, None, 301, 300, 300, 302, 300], False),  # it jitters, and is missed at times
        ([300, 300, 300, None, None, None, None, 300, 300, 300, 300], True),  # it was gone for a while
        ([300 + 5 * i for i in range(20)], True),  # it moves
    ],
)
def test_a_pet_holds_back_what_stands_where_it_is_until_it_has_lain_still_for_long(
    xs: Sequence[float | None], held: bool
) -> None:
    pets: list[Pet] = []
    for second, x in enumerate(xs):
        pets = pets_at(pets, [] if x is None else [dog(x)], second * SECOND)
    assert bool(holding(pets, (len(xs) - 1) * SECOND)) is held
