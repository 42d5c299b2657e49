"""Detection with any model that ultralytics runs: .pt, .onnx, OpenVINO, TensorRT."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from orin.processors.detection.backend import BackendBroken, DecodedFrame, FrameResult, Image, ordered, tidy
from orin.runtime.inference.predictor import OutOfMemory, Predictor, Rows
from orin.runtime.inference.ultralytics_model import MIN_SCORE, NMS_IOU, UltralyticsModel
from orin.runtime.inference.weights import identify
from orin.schemas.records import Box, Model

_WARM_SIZE = (360, 640, 3)

OnSmaller = Callable[[int], None]
"""Told the number of frames that are inferred at once from now on, because more did not fit into memory."""


def open_yolo(weights: Path, device: str, cache: Path | None, batch: int, on_smaller: OnSmaller) -> "YoloBackend":
    """Loaded, and warmed up with as many frames at once as it will get.

    onnxruntime on the CPU runs as many copies as there are cores, one thread each, and every copy takes frames of its
    own: a frame costs a fifth less CPU than with all cores on it, since no thread waits for another. A frame that
    comes alone has all cores. Elsewhere one copy takes whole batches.
    """
    model = identify(weights)
    copies = [UltralyticsModel(weights, device, cache)]
    if copies[0].runs_onnx_on_cpu():
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        count = min(cores, batch)
        copies += [UltralyticsModel(weights, device, cache) for _ in range(count - 1)]
        for i, copy in enumerate(copies):
            threads = max(1, cores // count)
            copy.limit_threads(threads, cores if i == 0 else threads)
    backend = YoloBackend(model, copies, batch, on_smaller)
    backend.warm_up()
    return backend


class YoloBackend:
    """What a model sees; its names are the labels. Boxes are independent of how frames are put into batches.

    Where a batch does not fit into the device's memory, its halves are tried, and batches stay that small.
    Raises BackendBroken where not even one frame fits.
    """

    name = "yolo"

    def __init__(self, weights: Model, copies: Sequence[Predictor], batch: int, on_smaller: OnSmaller) -> None:
        self._copies = list(copies)
        first = copies[0]
        self._labels = first.labels
        self.model = Model(
            name=weights.name, sha256=weights.sha256, labels=first.labels, min_score=MIN_SCORE, nms_iou=NMS_IOU
        )
        self.input_size = first.input_size
        self.batch = min(batch, first.batch or batch)
        """The most frames that are inferred at once, now."""
        self._on_smaller = on_smaller
        self._threads = ThreadPoolExecutor(len(self._copies), "yolo")

    def warm_up(self) -> None:
        """Runs once what will be run: what is made at the first run is made now, and what does not fit is known."""
        noise = np.random.default_rng(0).integers(0, 256, _WARM_SIZE, np.uint8)
        for copy in self._copies:
            self._infer(copy, [noise] * self.batch, alone=False)
        self._infer(self._copies[0], [noise], alone=True)

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        batches = list(self._batches(frames))
        count = len(self._copies)
        if len(batches) <= 1:
            found = [self._infer(self._copies[0], [f.image for f in frames], alone=True)] if frames else []
        else:
            shares = [batches[i::count] for i in range(count)]
            looked = list(
                self._threads.map(self._look, self._copies, [[_images(frames, b) for b in s] for s in shares])
            )
            found = [looked[i % count][i // count] for i in range(len(batches))]
        rows = {
            i: r for batch, of_batch in zip(batches, found, strict=True) for i, r in zip(batch, of_batch, strict=True)
        }
        return [FrameResult("seen", self._boxes(rows[i]), frame.captured_at) for i, frame in enumerate(frames)]

    def forget(self, cameras: Collection[str]) -> None:
        """Nothing is kept by camera."""

    def close(self) -> None:
        self._threads.shutdown()
        self._copies.clear()

    def _batches(self, frames: Sequence[DecodedFrame]) -> Iterator[list[int]]:
        """Indices of frames that are inferred together: of one size, since others would be scaled otherwise."""
        sizes: dict[tuple[int, ...], list[int]] = {}
        for i, frame in enumerate(frames):
            sizes.setdefault(frame.image.shape, []).append(i)
        for indices in sizes.values():
            for start in range(0, len(indices), self.batch):
                yield indices[start : start + self.batch]

    def _look(self, copy: Predictor, batches: Sequence[list[Image]]) -> list[list[Rows]]:
        return [self._infer(copy, images, alone=False) for images in batches]

    def _infer(self, copy: Predictor, images: list[Image], *, alone: bool) -> list[Rows]:
        try:
            return copy.predict(images, alone=alone)
        except OutOfMemory as error:
            if len(images) == 1 or copy.fixed:
                what = f"a batch of {copy.batch}, which is what it was exported for," if copy.fixed else "one frame"
                raise BackendBroken(
                    f"{self.model.name}: {what} does not fit into the device's memory ({error}): free memory or use a"
                    " smaller model"
                ) from None
        copy.free()
        half = len(images) // 2
        if half < self.batch:
            self.batch = half
            self._on_smaller(half)
        return self._infer(copy, images[:half], alone=alone) + self._infer(copy, images[half:], alone=alone)

    def _boxes(self, rows: Rows) -> tuple[Box, ...]:
        return ordered([tidy(self._labels[int(row[5])], row[4], row[:4]) for row in rows.tolist()])


def _images(frames: Sequence[DecodedFrame], indices: list[int]) -> list[Image]:
    return [frames[i].image for i in indices]
