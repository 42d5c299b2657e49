"""The motion gate: what did not change is not looked at again."""

from collections.abc import Collection, Sequence

import cv2
import numpy as np
import pytest

from orin.processors.detection.backend import DecodedFrame, FrameResult, Image, tidy
from orin.processors.detection.combined import CombinedBackend
from orin.processors.detection.gate import GatedBackend

pytestmark = pytest.mark.slow

START = 1_790_000_000_000_000
LEVELS = 8.0


class Counting:
    """A model that says how often it looked: each frame has one box, named by the frame's number."""

    name = "yolo"
    model = None

    def __init__(self) -> None:
        self.looked: list[tuple[str, int]] = []
        self.broken = False

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        if self.broken:
            raise RuntimeError("out of order")
        self.looked += [(f.camera, f.captured_at) for f in frames]
        return [FrameResult("seen", (tidy(f"n{f.captured_at}", 0.9, (1, 1, 9, 9)),), f.captured_at) for f in frames]

    def forget(self, cameras: Collection[str]) -> None: ...

    def close(self) -> None: ...


def picture(person_at: int | None = None, noise: float = 4.0, seed: int = 0) -> Image:
    coarse = np.random.default_rng(5).integers(90, 170, (18, 32, 3), dtype=np.uint8)
    ground = cv2.resize(coarse, (640, 360), interpolation=cv2.INTER_CUBIC)
    if person_at is not None:
        cv2.rectangle(ground, (person_at, 200), (person_at + 12, 236), (40, 40, 40), -1)
    grain = np.random.default_rng(seed).normal(0, noise, ground.shape)
    return np.asarray(np.clip(ground + grain, 0, 255), np.uint8)


def frames(images: Sequence[Image], camera: str = "a/b", step: int = 100_000) -> list[DecodedFrame]:
    return [DecodedFrame(camera, START + i * step, image) for i, image in enumerate(images)]


def test_an_empty_noisy_scene_is_looked_at_every_two_seconds() -> None:
    model = Counting()
    wanted = frames([picture(seed=i) for i in range(45)])
    gated = GatedBackend(model, LEVELS)
    found = [result for f in wanted for result in gated.detect([f])]
    assert [(at - START) // 100_000 for _, at in model.looked] == [0, 20, 40]
    assert [v.status for v in found].count("seen") == 3
    for frame, result in zip(wanted, found, strict=True):
        assert result.inferred_at == frame.captured_at or result.status == "still"
        assert [b.label for b in result.boxes] == [f"n{result.inferred_at}"]


def test_somebody_small_who_comes_is_looked_at_at_once_and_while_he_moves() -> None:
    model = Counting()
    images = [picture(None if i < 10 else 100 + 6 * i, seed=i) for i in range(20)]
    found = GatedBackend(model, LEVELS).detect(frames(images))
    assert [v.status for v in found] == ["seen", *["still"] * 9, *["seen"] * 10]


def test_who_creeps_is_looked_at_again_before_he_is_far() -> None:
    model = Counting()
    GatedBackend(model, LEVELS).detect(frames([picture(100 + i, seed=i) for i in range(18)]))
    assert len(model.looked) >= 3


def test_a_batch_says_the_same_as_one_after_the_other() -> None:
    images = [picture(None if i < 5 else 100 + 2 * i, seed=i) for i in range(12)]
    mixed = [f for pair in zip(frames(images, "a/b"), frames(images[::-1], "a/c"), strict=True) for f in pair]
    one, all_ = GatedBackend(Counting(), LEVELS), GatedBackend(Counting(), LEVELS)
    assert [v for f in mixed for v in one.detect([f])] == all_.detect(mixed)


def test_frames_on_which_the_model_failed_are_new_when_they_come_again() -> None:
    model = Counting()
    gated = GatedBackend(model, LEVELS)
    model.broken = True
    with pytest.raises(RuntimeError):
        gated.detect(frames([picture()]))
    model.broken = False
    assert [v.status for v in gated.detect(frames([picture()]))] == ["seen"]


def test_a_forgotten_camera_and_another_size_are_looked_at() -> None:
    model = Counting()
    gated = GatedBackend(model, LEVELS)
    gated.detect(frames([picture()]))
    gated.forget({"a/b"})
    later = [f._replace(captured_at=f.captured_at + 100_000) for f in frames([picture(), picture()[:, :320]])]
    assert [v.status for v in gated.detect(later)] == ["seen", "seen"]


def test_what_stands_still_is_looked_for_on_still_frames_too() -> None:
    """A bag is born while nothing changes: that frame is not still, for its boxes are new; the next ones are."""
    backend = CombinedBackend(GatedBackend(Counting(), LEVELS))
    images = [picture(300 if i >= 60 else None, noise=2, seed=i) for i in range(130)]
    found = backend.detect(frames(images))
    born = next(i for i, v in enumerate(found) if any(b.since is not None for b in v.boxes))
    assert 85 <= born <= 115
    assert found[born].status == "seen"
    still = [v for v in found[born + 1 :] if v.status == "still"]
    assert still
    assert all(any(b.since is not None for b in v.boxes) and v.inferred_at >= START + born * 100_000 for v in still)


def test_the_same_scene_in_a_picture_of_another_size_is_looked_at() -> None:
    model = Counting()
    small = np.asarray(cv2.resize(picture(), (320, 180), interpolation=cv2.INTER_AREA), np.uint8)
    gated = GatedBackend(model, LEVELS)
    for frame in frames([picture(), small, small, picture()]):
        gated.detect([frame])
    assert [(at - START) // 100_000 for _, at in model.looked] == [0, 1, 3]


def test_a_static_object_keeps_its_score_beside_a_weak_label() -> None:
    class Weak(Counting):
        def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
            boxes = (tidy("handbag", 0.13, (300, 200, 330, 230)),)
            return [FrameResult("seen", boxes, f.captured_at) for f in frames]

    def stand(i: int) -> Image:
        image = picture(seed=i, noise=1.0)
        if i >= 60:
            cv2.rectangle(image, (300, 200), (330, 230), (20, 20, 200), -1)
        return image

    backend = CombinedBackend(Weak())
    found = [backend.detect([f])[0] for f in frames([stand(i) for i in range(140)])]
    [joined] = found[-1].boxes
    assert joined.since is not None
    assert (joined.label, joined.score) == ("handbag", 0.9)
