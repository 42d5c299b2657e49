"""The yolo backend on a model that is short of memory: only the seam to the library is played."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.processors.detection.backend import BackendBroken, DecodedFrame, Image
from orin.runtime.inference.predictor import OutOfMemory, Rows
from orin.runtime.inference.yolo import YoloBackend
from orin.schemas.records import Model


class Played:
    """A model that sees one thing, as large as the picture's first pixel says, on at most `room` pictures at once."""

    labels: tuple[str, ...] = ("thing",)
    input_size: tuple[int, int] = (640, 640)

    def __init__(self, room: int = 100, batch: int | None = None, *, fixed: bool = False) -> None:
        self.room, self.batch, self.fixed = room, batch, fixed
        self.batches: list[int] = []
        self.freed = 0

    def predict(self, images: Sequence[Image], *, alone: bool = False) -> list[Rows]:
        assert len({image.shape for image in images}) == 1, "pictures of several sizes in one batch"
        assert self.batch is None or len(images) <= self.batch
        if (self.batch or 0 if self.fixed else len(images)) > self.room:
            raise OutOfMemory("no room")
        self.batches.append(len(images))
        return [np.array([[0, 0, image[0, 0, 0], 1, 0.5, 0]], np.float64) for image in images]

    def free(self) -> None:
        self.freed += 1


def backend(*copies: Played, batch: int = 8) -> tuple[YoloBackend, list[int]]:
    told: list[int] = []
    return YoloBackend(Model(name="m", sha256="0" * 64), copies, batch, told.append), told


def frames(count: int, width: int = 4) -> list[DecodedFrame]:
    return [DecodedFrame("a/b", i, np.full((2, width, 3), i + 1, np.uint8)) for i in range(count)]


def right_edges(yolo: YoloBackend, looked: list[DecodedFrame]) -> list[float]:
    return [result.boxes[0].x2 for result in yolo.detect(looked)]


@given(
    st.integers(0, 30), st.integers(1, 9), st.integers(1, 9), st.integers(1, 3), st.lists(st.booleans(), max_size=30)
)
def test_every_frame_gets_its_own_boxes(count: int, room: int, batch: int, copies: int, narrow: list[bool]) -> None:
    """Whatever the batches, the copies, the sizes of the pictures and the memory."""
    looked = frames(count)
    for i, small in enumerate(narrow[:count]):
        if small:
            looked[i] = frames(i + 1, width=3)[i]
    yolo, _ = backend(*(Played(room) for _ in range(copies)), batch=batch)
    assert right_edges(yolo, looked) == [i + 1 for i in range(count)]
    yolo.close()


def test_batches_stay_as_small_as_memory_asks_and_say_so() -> None:
    model = Played(room=3)
    yolo, told = backend(model)
    assert right_edges(yolo, frames(8)) == list(range(1, 9))
    assert (yolo.batch, told, model.freed) == (2, [4, 2], 3)
    model.batches.clear()
    yolo.detect(frames(8))
    assert (model.batches, told) == ([2, 2, 2, 2], [4, 2])


def test_the_warm_up_finds_out_what_fits_before_the_first_frame() -> None:
    yolo, told = backend(Played(room=5))
    yolo.warm_up()
    assert (yolo.batch, told) == (4, [4])


def test_one_frame_that_does_not_fit_is_no_fault_of_the_frame() -> None:
    yolo, _ = backend(Played(room=0))
    with pytest.raises(BackendBroken, match="m: one frame does not fit into the device's memory"):
        yolo.detect(frames(3))


def test_a_fixed_batch_that_does_not_fit_cannot_be_halved() -> None:
    yolo, told = backend(Played(room=3, batch=4, fixed=True))
    with pytest.raises(BackendBroken, match="a batch of 4, which is what it was exported for"):
        yolo.detect(frames(2))
    assert told == []


def test_an_exported_batch_bounds_the_batches() -> None:
    model = Played(batch=3)
    yolo, _ = backend(model)
    yolo.detect(frames(8))
    assert model.batches == [3, 3, 2]


def test_a_frame_that_comes_alone_is_told_to_be() -> None:
    class Asked(Played):
        alone: list[bool]

        def predict(self, images: Sequence[Image], *, alone: bool = False) -> list[Rows]:
            self.alone.append(alone)
            return super().predict(images)

    first, second = Asked(), Asked()
    first.alone, second.alone = [], []
    yolo, _ = backend(first, second, batch=1)
    yolo.detect(frames(1))
    assert (first.alone, second.alone) == ([True], [])
    yolo.detect(frames(2))
    assert (first.alone, second.alone) == ([True, False], [False])
