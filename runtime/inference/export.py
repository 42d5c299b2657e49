"""A .pt model in the format that a device runs fastest, made by ultralytics. Nothing is downloaded."""

import importlib
import importlib.util
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any, Literal

from orin.runtime.inference.ultralytics_model import import_ultralytics, must_detect, one_line
from orin.runtime.inference.weights import identify
from orin.schemas.errors import Misuse, OrinError

Format = Literal["onnx", "openvino", "engine"]
TARGETS: dict[Format, str] = {"onnx": ".onnx", "openvino": "_openvino_model", "engine": ".engine"}
"""What is put after the source's name without .pt."""
_NEEDED: dict[Format, tuple[str, ...]] = {
    "onnx": ("onnx",),
    "openvino": ("openvino",),
    "engine": ("onnx", "tensorrt"),
}


def export(
    weights: Path,
    kind: Format,
    *,
    batch: int = 1,
    dynamic: bool = False,
    half: bool = False,
    size: int = 640,
    device: str = "cpu",
    cache: Path | None = None,
) -> Path:
    """Writes the model beside its source and returns where; an earlier export of that name is replaced, once done.

    `batch` frames at once, or with `dynamic` any number (for an engine: up to `batch`) and any size of picture;
    `half`: 16-bit floats; `size`: of the pictures as the model sees them, px.
    Raises Misuse for what cannot be exported, OrinError where that fails.
    """
    identify(weights)
    if weights.suffix != ".pt":
        raise Misuse(f"{weights} cannot be exported: only .pt models can; export the .pt file that it was made from")
    if kind == "engine" and not device.startswith("cuda"):
        raise Misuse(f"an engine must be built on the GPU that will run it: pass --device cuda:0 instead of {device}")
    ultralytics = import_ultralytics(cache)
    missing = [name for name in _NEEDED[kind] if importlib.util.find_spec(name) is None]
    if missing:
        raise OrinError(f"exporting to {kind} needs {' and '.join(missing)}: pip install {' '.join(missing)}")
    target = weights.with_name(weights.stem + TARGETS[kind])
    try:
        # Made aside, so that what a worker may be loading is never half written.
        with tempfile.TemporaryDirectory(dir=weights.parent, prefix=".export-") as folder:
            source = Path(shutil.copy(weights, folder))
            model: Any = ultralytics.YOLO(str(source), verbose=False)
            must_detect(model.task, weights)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what libraries tell their users' authors
                made = model.export(
                    format=kind, batch=batch, dynamic=dynamic, half=half, imgsz=size, device=device, verbose=False
                )
            _replace(Path(made), target)
    except OrinError:
        raise
    except Exception as error:
        raise OrinError(f"{weights} cannot be exported to {kind}: {one_line(error)}") from error
    return target


def _replace(made: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    made.replace(target)
