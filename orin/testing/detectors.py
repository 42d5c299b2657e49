"""What every detection backend owes to the stages, as checks that pytest runs."""

from collections.abc import Sequence

import numpy as np

from orin.processors.detection.backend import Backend, DecodedFrame, FrameResult, Image, Remembering, ordered, tidy
from orin.schemas.records import Box

START = 1_790_000_000_000_000
MOST_SAVED = 512 * 2**10
"""Bytes that a backend may keep of one camera."""


class DetectorConformance:
    """Subclass it in a test module that has two fixtures, `detector` and `pictures`:

        @pytest.fixture(scope="module")
        def detector():
            with closing(open_mine(DetectorOptions(model=None, device="cpu", batch=8))) as opened:
                yield opened

        @pytest.fixture(scope="module")
        def pictures():
            return [cv2.imread(str(path)) for path in sorted(FOLDER.glob("*.jpg"))]

        class TestMine(DetectorConformance):
            finds_boxes = True

    The pictures, two or more, are of one size, uint8 BGR, in the order in which one camera took them;
    `random_pictures()` will do where the detector need not find anything. The checks use cameras of their own, so one
    open detector serves them all.
    """

    finds_boxes: bool = False
    """Whether the detector finds at least one box in the pictures."""

    def test_has_a_name(self, detector: Backend) -> None:
        assert detector.name, "`name` goes into every record: it cannot be empty"

    def test_its_model_is_identified(self, detector: Backend) -> None:
        if detector.model is not None:
            assert detector.model.name, "the model needs a name"
            assert len(detector.model.sha256) == 64, "`sha256` is that of the weights' bytes, 64 hex digits"

    def test_gives_one_result_for_each_frame_in_order(self, detector: Backend, pictures: Sequence[Image]) -> None:
        wanted = frames(pictures, "conformance/order")
        found = detector.detect(wanted)
        assert len(found) == len(wanted), f"{len(found)} results for {len(wanted)} frames"
        for frame, result in zip(wanted, found, strict=True):
            assert result.status in {"seen", "still"}, f"status {result.status!r}"
            if result.status == "seen":
                assert result.inferred_at == frame.captured_at, "a `seen` frame is inferred at its own captured_at"
            else:
                assert result.inferred_at < frame.captured_at, "a `still` frame repeats the boxes of an earlier one"

    def test_gives_nothing_for_no_frames(self, detector: Backend) -> None:
        assert detector.detect([]) == []

    def test_finds_something(self, detector: Backend, pictures: Sequence[Image]) -> None:
        found = boxes(detector.detect(frames(pictures, "conformance/something")))
        assert any(found) or not self.finds_boxes, "no box in any of the pictures"

    def test_boxes_are_quantised_ordered_and_within_the_picture(
        self, detector: Backend, pictures: Sequence[Image]
    ) -> None:
        height, width = pictures[0].shape[:2]
        for result in detector.detect(frames(pictures, "conformance/quantised")):
            assert result.boxes == ordered(list(result.boxes)), "boxes are in the order that `ordered` gives"
            for box in result.boxes:
                assert 0 <= box.x1 <= box.x2 <= width, f"{box} exceeds the picture's width of {width} px"
                assert 0 <= box.y1 <= box.y2 <= height, f"{box} exceeds the picture's height of {height} px"
                assert 0 <= box.score <= 1, f"{box}: a score is within 0..1"
                assert box.label, f"{box}: the label is empty"
                same = tidy(box.label, box.score, (box.x1, box.y1, box.x2, box.y2), box.since)
                assert same == box, f"{box} is not quantised; `tidy` does it"

    def test_batches_make_no_difference(self, detector: Backend, pictures: Sequence[Image]) -> None:
        many = frames([*pictures, pictures[0]], "conformance/all")
        wanted = boxes(detector.detect(many))
        for size in (1, 3):
            split = [frame._replace(camera=f"conformance/by-{size}") for frame in many]
            found = [detector.detect(split[at : at + size]) for at in range(0, len(split), size)]
            assert boxes([result for batch in found for result in batch]) == wanted, f"in batches of {size}"

    def test_cameras_do_not_disturb_each_other(self, detector: Backend, pictures: Sequence[Image]) -> None:
        """Of several sizes, in one batch: each sees what it would have seen alone."""
        images = {
            "conformance/one": list(pictures),
            "conformance/reversed": list(pictures[::-1]),
            "conformance/tall": [np.ascontiguousarray(image[:, : image.shape[1] // 2]) for image in pictures],
        }
        alone = {camera: boxes(detector.detect(frames(own, f"{camera}-alone"))) for camera, own in images.items()}
        rows = zip(*(frames(own, camera) for camera, own in images.items()), strict=True)
        mixed = [frame for row in rows for frame in row]
        found = detector.detect(mixed)
        for camera, wanted in alone.items():
            own = [result for frame, result in zip(mixed, found, strict=True) if frame.camera == camera]
            assert boxes(own) == wanted, f"{camera} beside others"

    def test_forgets_a_camera(self, detector: Backend, pictures: Sequence[Image]) -> None:
        before = boxes(detector.detect(frames(pictures, "conformance/forgotten")))
        detector.forget({"conformance/forgotten", "conformance/never-seen"})
        assert boxes(detector.detect(frames(pictures, "conformance/forgotten"))) == before

    def test_goes_on_from_what_it_saved(self, detector: Backend, pictures: Sequence[Image]) -> None:
        """Only for detectors that keep state over processes (`Remembering`)."""
        if not isinstance(detector, Remembering):
            return
        first, *rest = frames(pictures, "conformance/saved")
        detector.detect([first])
        saved = detector.save(first.camera)
        assert saved is None or len(saved) <= MOST_SAVED, f"more than {MOST_SAVED} bytes are saved"
        wanted = boxes(detector.detect(rest))
        detector.forget({first.camera})
        if saved is not None:
            detector.restore(first.camera, saved)
            assert boxes(detector.detect(rest)) == wanted
        detector.forget({first.camera})
        detector.restore(first.camera, b"not what was saved")  # dropped, never an error

    def test_does_not_change_the_pictures(self, detector: Backend, pictures: Sequence[Image]) -> None:
        copies = [image.copy() for image in pictures]
        detector.detect(frames(pictures, "conformance/unchanged"))
        assert all(np.array_equal(a, b) for a, b in zip(copies, pictures, strict=True))


def random_pictures(count: int = 4, height: int = 180, width: int = 240) -> list[Image]:
    """Blocks of 20 x 20 px in random colours, the same at every call; each picture differs from the others."""
    random = np.random.default_rng(7)
    coarse = random.integers(0, 256, (count, height // 20, width // 20, 3), np.uint8)
    return [np.kron(c, np.ones((20, 20, 1), np.uint8)) for c in coarse]


def frames(images: Sequence[Image], camera: str, step: int = 100_000) -> list[DecodedFrame]:
    """The pictures as frames of one camera, `step` µs apart."""
    return [DecodedFrame(camera, START + i * step, image) for i, image in enumerate(images)]


def boxes(results: Sequence[FrameResult]) -> list[tuple[Box, ...]]:
    """The boxes of each result."""
    return [result.boxes for result in results]
