"""One copy of a detection model, as ultralytics runs it: .pt, .torchscript, .onnx, OpenVINO, TensorRT."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from orin.processors.detection.backend import Image
from orin.runtime.inference.predictor import OutOfMemory, Rows
from orin.schemas.errors import OrinError

MIN_SCORE = 0.1
"""Boxes below are not recorded. Low, because the tracker's second stage uses weak boxes to hold tracks."""
NMS_IOU = 0.7
_UNNAMED = 999
"""So many classes, `class0`, `class1`, …, ultralytics gives to an exported model that names none."""


class UltralyticsModel:
    """Loaded and run once. Used by one thread at a time.

    Raises OrinError where the weights do not load, are of no detector, name no classes, or output NaN or Inf.
    """

    def __init__(self, weights: Path, device: str, cache: Path | None = None) -> None:
        ultralytics = import_ultralytics(cache)
        self._weights = weights
        self._session: Any = None
        self._alone: Any = None
        self._options: dict[str, Any] = {
            "conf": MIN_SCORE,
            "iou": NMS_IOU,
            "device": device,
            "verbose": False,
            "save": False,
            "predictor": _checking_predictor(weights),
        }
        if device.startswith("cuda") and weights.suffix == ".pt":
            self._options["half"] = True  # what is exported has its precision in it
        try:
            self._yolo = ultralytics.YOLO(str(weights.resolve()), task="detect", verbose=False)
            must_detect(self._yolo.task, weights)
            self._yolo.predict(np.zeros((360, 640, 3), np.uint8), **self._options)
            loaded = self._yolo.predictor.model
            must_detect(getattr(loaded, "task", None) or "detect", weights)
            self.labels = _labels(loaded.names)
        except OrinError:
            raise
        except Exception as error:
            raise OrinError(f"{weights} does not load as a detection model on {device}: {one_line(error)}") from error
        if self.labels == tuple(f"class{i}" for i in range(_UNNAMED)):
            raise OrinError(f"{weights} does not name its classes: export it again with `orin model export`")
        self.batch, self.fixed = _batch(loaded)
        height, width = self._yolo.predictor.imgsz
        self.input_size: tuple[int, int] = (int(width), int(height))

    def predict(self, images: Sequence[Image], *, alone: bool = False) -> list[Rows]:
        size, filled = len(images), list(images)
        if self._session is not None:
            self._yolo.predictor.model.backend.session = self._alone if alone else self._session
        if self.fixed and self.batch:
            filled += filled[-1:] * (self.batch - size)
        try:
            results = self._yolo.predict(filled, batch=len(filled), **self._options)
        except Exception as error:
            if _is_out_of_memory(error):
                raise OutOfMemory(one_line(error)) from None  # the traceback would hold what is to be freed
            raise
        return [np.asarray(result.boxes.data.cpu(), np.float64) for result in results[:size]]

    def free(self) -> None:
        """Gives cached memory of the device back, so that the next allocation fits."""
        torch: Any = importlib.import_module("torch")
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def runs_onnx_on_cpu(self) -> bool:
        session = getattr(self._yolo.predictor.model, "session", None)
        return session is not None and session.get_providers() == ["CPUExecutionProvider"]

    def limit_threads(self, threads: int, alone: int) -> None:
        """For `runs_onnx_on_cpu`: takes `threads` threads, or `alone` where nothing else is waiting.

        Ultralytics makes its session without options, so it is replaced by ones that have them. Threads that wait
        sleep: by default they spin, and where other processes share the cores the one that is waited for is then not
        even running.
        """
        self._session = self._new_session(threads)
        self._alone = self._new_session(alone) if alone > threads else self._session
        self._yolo.predictor.model.backend.session = self._session

    def _new_session(self, threads: int) -> Any:
        onnxruntime: Any = importlib.import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self._weights), options, providers=["CPUExecutionProvider"])


def import_ultralytics(cache: Path | None) -> Any:
    """The module, made to stay offline and silent.

    No downloads, no installs, no telemetry: read by ultralytics when it is first imported, by onnxruntime (whose
    wheels since 1.31 report to their maker on Linux, and write an id below ~/.cache) when it is first loaded, and
    OpenVINO reports without asking where its telemetry can be imported.
    """
    folder = cache or Path(os.environ.get("ORIN_HOME", Path.home() / ".orin")) / "ultralytics"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OrinError(
            f"cannot create the folder {folder} for the settings of ultralytics: {error.strerror}; set ORIN_HOME"
        ) from error
    os.environ.update(
        YOLO_OFFLINE="true",
        YOLO_AUTOINSTALL="false",
        YOLO_VERBOSE="false",
        YOLO_CONFIG_DIR=str(folder),
        ORT_DISABLE_TELEMETRY="1",
    )
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    try:
        ultralytics: Any = importlib.import_module("ultralytics")
    except ImportError as error:
        raise OrinError(f"the backend yolo needs ultralytics ({error}): pip install orin[vision]") from error
    if ultralytics.settings["sync"]:
        ultralytics.settings.update({"sync": False})
    return ultralytics


def must_detect(task: str, weights: Path) -> None:
    if task != "detect":
        raise OrinError(f"{weights} is not a detection model: its task is `{task}`")


def _checking_predictor(weights: Path) -> Any:
    """Ultralytics' predictor, which would take a model that says NaN for one that sees nothing."""
    base: Any = importlib.import_module("ultralytics.models.yolo.detect").DetectionPredictor
    torch: Any = importlib.import_module("torch")

    def postprocess(self: Any, preds: Any, *args: Any, **options: Any) -> Any:
        raw = preds[0] if isinstance(preds, (list, tuple)) else preds
        if not torch.isfinite(raw.sum(dtype=torch.float32)):
            raise OrinError(
                f"{weights}: the model output contains NaN or Inf; its weights are damaged, use another copy"
            )
        return base.postprocess(self, preds, *args, **options)

    return type("CheckingPredictor", (base,), {"postprocess": postprocess})


def _labels(names: dict[int, str]) -> tuple[str, ...]:
    return tuple(names.get(i, "") for i in range(max(names) + 1))


def _batch(loaded: Any) -> tuple[int | None, bool]:
    """The most frames that an exported model takes at once (None: any number), and whether it wants just so many."""
    if loaded.format == "pt":
        return None, False
    exported = int(getattr(loaded, "batch", 1) or 1)
    if getattr(loaded, "dynamic", False):
        return (exported if loaded.format == "engine" else None), False
    return exported, True


def _is_out_of_memory(error: Exception) -> bool:
    """Torch has a class for it, onnxruntime and TensorRT only words."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(
        words in text for words in ("out of memory", "failed to allocate memory", "outofmemory")
    )


def one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
