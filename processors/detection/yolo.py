"""Detection with any model that ultralytics runs: .pt, .onnx, OpenVINO, TensorRT."""

import importlib
import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from processors.detection.backend import Frame, Verdict, ordered, tidy
from processors.detection.weights import identify
from schemas.errors import OrinError
from schemas.records import Box

MIN_SCORE = 0.1
"""Boxes below are not recorded. Low, because the tracker's second stage uses weak boxes to hold tracks."""
NMS_IOU = 0.7
MAX_BATCH = 8


class YoloBackend:
    """Loads, warms up, predicts; the model's names are the labels.

    onnxruntime on the CPU runs as many streams as there are cores, one thread each, and every stream takes frames of
    its own: a frame costs a fifth less CPU than with all cores on it, since no thread waits for another. Elsewhere
    one stream takes whole batches.
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
            self._streams = [_Stream(ultralytics.YOLO, weights, device)]
            cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            if self._streams[0].runs_onnx_on_cpu():
                count = min(cores, MAX_BATCH)
                self._streams += [_Stream(ultralytics.YOLO, weights, device) for _ in range(count - 1)]
                for stream in self._streams:
                    stream.limit_threads(weights, max(1, cores // count))
        except Exception as error:
            raise OrinError(f"{weights} does not load as a detection model on {device}: {_one_line(error)}") from error
        if not self._streams[0].detects:
            raise OrinError(f"{weights} is not a detection model: it gives no boxes")
        self._threads = ThreadPoolExecutor(len(self._streams), "yolo")

    def detect(self, frames: Sequence[Frame]) -> list[Verdict]:
        size = self._streams[0].fixed_batch or MAX_BATCH
        batches = [frames[start : start + size] for start in range(0, len(frames), size)]
        count = len(self._streams)
        shares = list(self._threads.map(_look, self._streams, [batches[i::count] for i in range(count)]))
        return [verdict for i in range(len(batches)) for verdict in shares[i % count][i // count]]

    def forget(self, cameras: Collection[str]) -> None:
        """Nothing is kept by camera."""

    def close(self) -> None:
        self._threads.shutdown()
        self._streams.clear()


class _Stream:
    """One copy of the model, used by one thread at a time.

    A model exported for one fixed batch size is fed batches of just that size.
    """

    def __init__(self, load: Callable[..., Any], weights: Path, device: str) -> None:
        self._yolo = load(str(weights.resolve()), task="detect", verbose=False)
        self._options: dict[str, Any] = {
            "conf": MIN_SCORE,
            "iou": NMS_IOU,
            "device": device,
            "verbose": False,
            "save": False,
        }
        results = self._yolo.predict(np.zeros((360, 640, 3), np.uint8), **self._options)
        self.detects = results[0].boxes is not None
        self._names: dict[int, str] = results[0].names
        self.fixed_batch = _fixed_batch(self._yolo.predictor.model)

    def look(self, frames: Sequence[Frame]) -> list[Verdict]:
        images = [frame.image for frame in frames]
        if self.fixed_batch:
            images += images[-1:] * (self.fixed_batch - len(images))
        results = self._yolo.predict(images, batch=len(images), **self._options)
        return [
            Verdict("seen", self._boxes(result), frame.captured_at)
            for frame, result in zip(frames, results, strict=False)  # those that fill the batch up are left out
        ]

    def runs_onnx_on_cpu(self) -> bool:
        session = getattr(self._yolo.predictor.model, "session", None)
        return session is not None and session.get_providers() == ["CPUExecutionProvider"]

    def limit_threads(self, weights: Path, threads: int) -> None:
        """Ultralytics makes its session without options, so it is replaced by one that has them.

        Threads that wait sleep: by default they spin, and where other processes share the cores the one that is
        waited for is then not even running.
        """
        onnxruntime: Any = importlib.import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model = self._yolo.predictor.model
        providers = model.session.get_providers()
        model.backend.session = onnxruntime.InferenceSession(str(weights), options, providers=providers)

    def _boxes(self, result: Any) -> tuple[Box, ...]:
        rows: list[list[float]] = result.boxes.data.tolist()
        return ordered([tidy(self._names[int(row[5])], row[4], row[:4]) for row in rows])


def _look(stream: _Stream, batches: Sequence[Sequence[Frame]]) -> list[list[Verdict]]:
    return [stream.look(batch) for batch in batches]


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


def _fixed_batch(model: Any) -> int | None:
    """The batch size an exported model insists on; None where it takes any."""
    if model.format == "pt" or getattr(model, "dynamic", False):
        return None
    return int(getattr(model, "batch", 1) or 1)


def _one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
