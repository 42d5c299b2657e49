"""What all backends owe, and how they are opened."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pytest

from orin.processors.detection.backend import Backend, Image
from orin.processors.labels import OBJECT
from orin.runtime.inference.backends import default_backend, open_backend
from orin.runtime.inference.export import Format, export
from orin.runtime.inference.ultralytics_model import import_ultralytics
from orin.runtime.inference.weights import identify
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Model
from orin.testing.detectors import START, DetectorConformance, boxes, frames, random_pictures
from tests.support.footage import footage
from tests.support.random_model import SIZE, random_model
from tests.support.repository import ROOT

pytestmark = pytest.mark.models

SHA256 = "83de8f0d2cd521e00ae2b138c340a03dece35b060b3898509bdc69afff417312"


class Opened(NamedTuple):
    """A backend, and pictures on which it sees something."""

    backend: Backend
    images: list[Image]


@pytest.fixture(scope="module")
def weights() -> Path:
    return footage("models/yolov8n_int8.onnx")


@pytest.fixture(scope="module")
def pedestrians() -> list[Image]:
    """The first frames of vtest.avi."""
    return _pedestrians()


def _pedestrians() -> list[Image]:
    clip = cv2.VideoCapture(str(footage("data/vtest.avi")))
    return [np.asarray(clip.read()[1], np.uint8) for _ in range(3)]


@pytest.fixture(scope="module")
def random_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_model(tmp_path_factory.mktemp("random"))


EXPORTS: dict[str, tuple[Format, bool, int]] = {
    "onnx dynamic": ("onnx", True, 1),
    "onnx of 8": ("onnx", False, 8),
    "openvino": ("openvino", True, 1),
    "engine": ("engine", True, 8),
}


@pytest.fixture(
    scope="module",
    params=[
        "motion",
        pytest.param("yolo", marks=pytest.mark.footage),
        pytest.param("yolo+motion", marks=pytest.mark.footage),
        "pt",
        *EXPORTS,
    ],
)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    name, cache = request.param, tmp_path_factory.mktemp("cache")
    if name in {"yolo", "yolo+motion"}:
        found = Opened(open_backend(name, footage("models/yolov8n_int8.onnx"), "cpu", cache), _pedestrians())
    elif name == "motion":
        found = Opened(open_backend("motion", None, "cpu"), random_pictures(4))
    else:
        model, device = request.getfixturevalue("random_weights"), "cpu"
        if name == "engine":
            device = _gpu()
        if name in EXPORTS:
            kind, dynamic, batch = EXPORTS[name]
            needed("tensorrt" if kind == "engine" else kind)
            model = export(model, kind, dynamic=dynamic, batch=batch, size=SIZE, device=device, cache=cache)
        found = Opened(open_backend("yolo", model, device, cache), random_pictures(3))
    yield found
    found.backend.close()


def _gpu() -> str:
    import torch

    if not torch.cuda.is_available():
        pytest.skip("needs an NVIDIA GPU: TensorRT engines are made and run on one")
    return "cuda:0"


def needed(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"needs {module}: pip install orin[dev] brings it, on a GPU tensorrt is yours to install")


@pytest.fixture
def detector(opened: Opened) -> Backend:
    return opened.backend


@pytest.fixture(name="pictures")
def its_pictures(opened: Opened) -> list[Image]:
    return opened.images


class TestEveryBackend(DetectorConformance):
    def test_finds_something(self, detector: Backend, pictures: Sequence[Image]) -> None:
        """Wherever there is a model; other boxes on other pictures."""
        found = boxes(detector.detect(frames(pictures, "one/something")))
        assert any(found) == (detector.model is not None)
        assert len(set(found)) > 1 or not any(found)

    def test_its_model_says_what_was_made_of_it(self, detector: Backend) -> None:
        model = detector.model
        if detector.name == "motion":
            assert model is None
        else:
            assert model is not None
            assert model.labels is not None
            assert (len(model.labels), len(model.sha256), model.min_score, model.nms_iou) == (80, 64, 0.1, 0.7)


@pytest.mark.footage
def test_yolo_sees_the_pedestrians_and_names_its_model(weights: Path, pedestrians: list[Image], tmp_path: Path) -> None:
    backend = open_backend("yolo", weights, "cpu", tmp_path)
    model = backend.model
    assert model is not None
    assert model.labels is not None
    assert (len(model.labels), model.labels[0], model.labels[26]) == (80, "person", "handbag")
    assert model == Model(name="yolov8n_int8.onnx", sha256=SHA256, labels=model.labels, min_score=0.1, nms_iou=0.7)
    boxes = backend.detect(frames(pedestrians, "a/b"))[-1].boxes
    assert sum(b.label == "person" and b.score > 0.3 for b in boxes) >= 3


@pytest.mark.footage
def test_a_bag_that_the_model_does_not_know_is_an_object(
    weights: Path, pedestrians: list[Image], tmp_path: Path
) -> None:
    with_bag = pedestrians[0].copy()
    cv2.rectangle(with_bag, (300, 280), (329, 305), (30, 30, 140), -1)
    cv2.rectangle(with_bag, (306, 286), (323, 299), (20, 20, 60), 2)
    backend = open_backend("yolo+motion", weights, "cpu", tmp_path)
    found = backend.detect(frames([pedestrians[0]] * 22 + [with_bag] * 11, "a/b", step=500_000))
    objects = [b for v in found[-3:] for b in v.boxes if b.label == OBJECT]
    assert len(objects) == 3
    assert len(set(objects)) == 1
    assert objects[0].since == pytest.approx(START + 11_000_000, abs=1_000_000)
    assert {b.label for b in found[-1].boxes} > {OBJECT, "person"}


@pytest.mark.footage
def test_opening_a_model_neither_speaks_nor_leaves_its_folder(weights: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from orin.runtime.inference.backends import open_backend\n"
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
        env={"HOME": str(home), "PATH": "", "PYTHONPATH": str(ROOT)},
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


@pytest.mark.parametrize("suffix", [".pt", ".onnx", ".torchscript", ".engine"])
@pytest.mark.parametrize("content", [b"", b"hello, I am a text file\n" * 40])
def test_a_model_file_that_is_none_is_an_error_of_one_line(suffix: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"model{suffix}"
    path.write_bytes(content)
    _is_refused(path, str(path))


def test_an_openvino_folder_that_holds_no_model_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "m_openvino_model"
    folder.mkdir()
    _is_refused(folder, "does not load")
    (folder / "m.xml").write_text("<net/>")
    (folder / "m.bin").write_text("y")
    _is_refused(folder, "does not load")


def test_a_torn_model_is_an_error(random_weights: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.pt"
    torn.write_bytes(random_weights.read_bytes()[:100_000])
    _is_refused(torn, "does not load")


def test_a_model_that_is_no_detector_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "classes.pt"
    import_ultralytics(tmp_path).YOLO("yolov8n-cls.yaml", verbose=False).save(str(path))
    _is_refused(path, "not a detection model: its task is `classify`")
    with pytest.raises(OrinError, match="its task is `classify`"):
        export(path, "onnx", cache=tmp_path)


@pytest.mark.footage
@pytest.mark.parametrize("name", ["osnet_x0_25_msmt17.onnx", "face_detection_yunet_2026may.onnx"])
def test_an_onnx_model_of_another_kind_is_an_error(name: str, tmp_path: Path) -> None:
    _is_refused(footage(f"models/{name}"), name)


def test_a_model_whose_values_are_no_numbers_is_an_error(tmp_path: Path) -> None:
    _is_refused(random_model(tmp_path, bias=float("nan")), "the model output contains NaN or Inf")


def test_a_device_that_is_not_there_is_an_error(random_weights: Path, tmp_path: Path) -> None:
    with pytest.raises(OrinError, match="does not load as a detection model on cuda:99"):
        open_backend("yolo", random_weights, "cuda:99", tmp_path)


def test_a_gpu_looks_with_half_precision_and_sees_much_the_same(random_weights: Path, tmp_path: Path) -> None:
    looked = frames(random_pictures(4), "a/b")
    on_gpu = open_backend("yolo", random_weights, _gpu(), tmp_path).detect(looked)
    on_cpu = open_backend("yolo", random_weights, "cpu", tmp_path).detect(looked)
    for one, other in zip(on_gpu, on_cpu, strict=True):
        assert one != other or not one.boxes
        assert len(one.boxes) == pytest.approx(len(other.boxes), rel=0.2, abs=3)


def _is_refused(path: Path, why: str) -> None:
    with pytest.raises(OrinError) as caught:
        open_backend("yolo", path, "cpu", path.parent if path.parent.name != "models" else None)
    assert why in str(caught.value)
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "m.onnx").write_text("x")
    with pytest.raises(OrinError, match="cannot create the folder"):
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
