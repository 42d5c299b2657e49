"""What all backends owe, and how they are opened."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from processors.detection.backend import Backend, Frame, Image, ordered, tidy
from processors.detection.factory import BACKENDS, default_backend, open_backend
from processors.detection.weights import identify
from processors.labels import OBJECT
from schemas.errors import Misuse, OrinError
from schemas.records import Model
from tests.footage import footage

START = 1_790_000_000_000_000
SHA256 = "83de8f0d2cd521e00ae2b138c340a03dece35b060b3898509bdc69afff417312"


@pytest.fixture(scope="module")
def weights() -> Path:
    return footage("models/yolov8n_int8.onnx")


@pytest.fixture(scope="module")
def pedestrians() -> list[Image]:
    """The first frames of vtest.avi."""
    clip = cv2.VideoCapture(str(footage("data/vtest.avi")))
    return [np.asarray(clip.read()[1], np.uint8) for _ in range(4)]


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    model = None if request.param == "motion" else footage("models/yolov8n_int8.onnx")
    opened = open_backend(request.param, model, "cpu", tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


def frames(images: list[Image], camera: str = "a/b", step: int = 100_000) -> list[Frame]:
    return [Frame(camera, START + i * step, image) for i, image in enumerate(images)]


@pytest.mark.footage
class TestEveryBackend:
    def test_gives_one_verdict_a_frame_in_order(self, backend: Backend, pedestrians: list[Image]) -> None:
        found = backend.detect(frames(pedestrians, "one/order"))
        assert [v.inferred_at for v in found] == [f.captured_at for f in frames(pedestrians)]
        assert {v.status for v in found} == {"seen"}

    def test_gives_none_for_none(self, backend: Backend) -> None:
        assert backend.detect([]) == []

    def test_boxes_are_quantised_ordered_and_within_the_picture(
        self, backend: Backend, pedestrians: list[Image]
    ) -> None:
        for verdict in backend.detect(frames(pedestrians, "one/quantised")):
            assert verdict.boxes == ordered(list(verdict.boxes))
            for b in verdict.boxes:
                assert 0 <= b.x1 < b.x2 <= 480
                assert 0 <= b.y1 < b.y2 <= 360
                assert tidy(b.label, b.score, (b.x1, b.y1, b.x2, b.y2), b.since) == b

    def test_says_the_same_of_the_same_frames(self, backend: Backend, pedestrians: list[Image]) -> None:
        once = [v.boxes for v in backend.detect(frames(pedestrians, "one/once"))]
        again = [backend.detect([f])[0].boxes for f in frames(pedestrians, "one/again")]
        assert once == again

    def test_forgets_a_camera(self, backend: Backend, pedestrians: list[Image]) -> None:
        before = [v.boxes for v in backend.detect(frames(pedestrians, "one/forgotten"))]
        backend.forget({"one/forgotten", "never/seen"})
        assert [v.boxes for v in backend.detect(frames(pedestrians, "one/forgotten"))] == before

    def test_does_not_change_the_pictures(self, backend: Backend, pedestrians: list[Image]) -> None:
        copies = [image.copy() for image in pedestrians[:2]]
        backend.detect(frames(pedestrians[:2], "one/kept"))
        assert all(np.array_equal(a, b) for a, b in zip(copies, pedestrians, strict=False))


@pytest.mark.footage
def test_yolo_sees_the_pedestrians_and_names_its_model(weights: Path, pedestrians: list[Image], tmp_path: Path) -> None:
    backend = open_backend("yolo", weights, "cpu", tmp_path)
    assert backend.model == Model(name="yolov8n_int8.onnx", sha256=SHA256)
    boxes = backend.detect(frames(pedestrians))[-1].boxes
    assert sum(b.label == "person" and b.score > 0.3 for b in boxes) >= 3


@pytest.mark.footage
def test_a_bag_that_the_model_does_not_know_is_an_object(
    weights: Path, pedestrians: list[Image], tmp_path: Path
) -> None:
    with_bag = pedestrians[0].copy()
    cv2.rectangle(with_bag, (300, 280), (329, 305), (30, 30, 140), -1)
    cv2.rectangle(with_bag, (306, 286), (323, 299), (20, 20, 60), 2)
    backend = open_backend("yolo+motion", weights, "cpu", tmp_path)
    found = backend.detect(frames([pedestrians[0]] * 10 + [with_bag] * 11, step=500_000))
    objects = [b for v in found[-3:] for b in v.boxes if b.label == OBJECT]
    assert len(objects) == 3
    assert len(set(objects)) == 1
    assert objects[0].since == pytest.approx(START + 5_000_000, abs=1_000_000)
    assert {b.label for b in found[-1].boxes} > {OBJECT, "person"}


@pytest.mark.footage
def test_opening_a_model_neither_speaks_nor_leaves_its_folder(weights: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from processors.detection.factory import open_backend\n"
        "open_backend('yolo', Path(sys.argv[1]), 'cpu', Path(sys.argv[2]) / 'cache')\n"
        "from ultralytics import settings\n"
        "from ultralytics.utils import ONLINE\n"
        "assert settings['sync'] is False and not ONLINE\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code, str(weights), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"HOME": str(home), "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(home.iterdir())


def test_the_default_is_yolo_and_motion_where_there_is_a_model() -> None:
    assert default_backend(Path("model.pt")) == "yolo+motion"
    assert default_backend(None) == "motion"


def test_an_unknown_backend_is_misuse() -> None:
    with pytest.raises(Misuse, match="'yolov8'; there are yolo, motion"):
        open_backend("yolov8", None, "cpu")


def test_yolo_needs_a_model() -> None:
    with pytest.raises(Misuse, match="needs a model"):
        open_backend("yolo", None, "cpu")


@pytest.mark.parametrize("name", ["absent.pt", "notes.txt", "folder.onnx"])
def test_what_is_no_model_by_its_name_is_misuse(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "folder.onnx").mkdir()
    with pytest.raises(Misuse, match=name):
        open_backend("yolo", tmp_path / name, "cpu", tmp_path)


@pytest.mark.parametrize("suffix", [".pt", ".onnx", ".torchscript"])
@pytest.mark.parametrize("content", [b"", b"hello, I am a text file\n" * 40])
def test_a_model_file_that_is_none_is_an_error_of_one_line(suffix: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"model{suffix}"
    path.write_bytes(content)
    with pytest.raises(OrinError, match=str(path)) as caught:
        open_backend("yolo", path, "cpu", tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "m.onnx").write_text("x")
    with pytest.raises(OrinError, match="cannot make the folder"):
        open_backend("yolo", tmp_path / "m.onnx", "cpu", tmp_path / "m.onnx" / "below")


def test_a_folder_is_identified_by_its_files(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "m_openvino_model", tmp_path / "b" / "m_openvino_model"
    for folder in (one, two):
        folder.mkdir(parents=True)
        (folder / "m.xml").write_text("x")
        (folder / "m.bin").write_text("y")
    assert identify(one) == identify(two)
    (two / "m.bin").write_text("z")
    assert identify(one) != identify(two)
