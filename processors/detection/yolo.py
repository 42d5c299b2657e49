"""Detection with any model that ultralytics runs: .pt, .onnx, OpenVINO, TensorRT."""

import importlib
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from processors.detection.backend import Frame, Image, Verdict, ordered, tidy
from processors.detection.weights import identify
from schemas.errors import OrinError
from schemas.records import Box

MIN_SCORE = 0.1
"""Boxes below are not recorded. Low, because the tracker's second stage uses weak boxes to hold tracks."""
NMS_IOU = 0.7
MAX_BATCH = 8


class YoloBackend:
    """Loads, warms up, predicts; `model.names` are the labels.

    A model exported for one fixed batch size is fed batches of just that size.
    """

    name = "yolo"

    def __init__(self, weights: Path, device: str, cache: Path | None = None) -> None:
        self.model = identify(weights)
        _keep_offline(cache)
        try:
            ultralytics: Any = importlib.import_module("ultralytics")  # only now that the environment is set
        except ImportError as error:
            raise OrinError(f"the backend yolo needs ultralytics ({error}): pip install orin[vision]") from error
        if ultralytics.settings["sync"]:
            ultralytics.settings.update({"sync": False})
        try:
            self._yolo = ultralytics.YOLO(str(weights.resolve()), task="detect", verbose=False)
            self._options: dict[str, Any] = {
                "conf": MIN_SCORE,
                "iou": NMS_IOU,
                "device": device,
                "verbose": False,
                "save": False,
            }
            results = self._yolo.predict(np.zeros((360, 640, 3), np.uint8), **self._options)
            _stop_spinning(self._yolo.predictor.model, weights)
        except Exception as error:
            raise OrinError(f"{weights} does not load as a detection model on {device}: {_one_line(error)}") from error
        if results[0].boxes is None:
            raise OrinError(f"{weights} is not a detection model: it gives no boxes")
        self._names: dict[int, str] = results[0].names
        self._fixed_batch = _fixed_batch(self._yolo.predictor.model)

    def detect(self, frames: Sequence[Frame]) -> list[Verdict]:
        verdicts: list[Verdict] = []
        size = self._fixed_batch or MAX_BATCH
        for start in range(0, len(frames), size):
            batch = frames[start : start + size]
            results = self._predict([frame.image for frame in batch])
            verdicts += [
                Verdict("seen", self._boxes(result), frame.captured_at)
                for frame, result in zip(batch, results, strict=True)
            ]
        return verdicts

    def forget(self, cameras: Collection[str]) -> None:
        """Nothing is kept by camera."""

    def close(self) -> None:
        del self._yolo

    def _predict(self, images: list[Image]) -> list[Any]:
        wanted = len(images)
        if self._fixed_batch:
            images = images + images[-1:] * (self._fixed_batch - wanted)
        results: list[Any] = self._yolo.predict(images, batch=len(images), **self._options)
        return results[:wanted]

    def _boxes(self, result: Any) -> tuple[Box, ...]:
        rows: list[list[float]] = result.boxes.data.tolist()
        return ordered([tidy(self._names[int(row[5])], row[4], row[:4]) for row in rows])


def _keep_offline(cache: Path | None) -> None:
    """No downloads, no installs, no telemetry, no console noise.

    Read by ultralytics when it is first imported, and by onnxruntime (whose wheels since 1.31 report to their maker
    on Linux, and write an id below ~/.cache) when it is first loaded.
    """
    folder = cache or Path(os.environ.get("ORIN_HOME", Path.home() / ".orin")) / "ultralytics"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OrinError(f"cannot make the folder {folder} for ultralytics' settings: {error.strerror}") from error
    os.environ.update(
        YOLO_OFFLINE="true",
        YOLO_AUTOINSTALL="false",
        YOLO_VERBOSE="false",
        YOLO_CONFIG_DIR=str(folder),
        ORT_DISABLE_TELEMETRY="1",
    )


def _stop_spinning(model: Any, weights: Path) -> None:
    """Lets onnxruntime's threads sleep while they wait for each other.

    By default they spin. Where other processes share the cores the one that is waited for is not even running: a
    frame then took 170 ms of CPU instead of 100, and twice the time. ultralytics makes its session without options,
    so it is replaced by one that has them; on the CPU only, where alone it matters.
    """
    session = getattr(model, "session", None)
    if session is None or session.get_providers() != ["CPUExecutionProvider"]:
        return
    onnxruntime: Any = importlib.import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    model.backend.session = onnxruntime.InferenceSession(str(weights), options, providers=session.get_providers())


def _fixed_batch(model: Any) -> int | None:
    """The batch size an exported model insists on; None where it takes any."""
    if model.format == "pt" or getattr(model, "dynamic", False):
        return None
    return int(getattr(model, "batch", 1) or 1)


def _one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
