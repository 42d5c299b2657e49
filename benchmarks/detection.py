"""The yolo backends beside a bare `model.predict` loop over the same JPEGs, decoding included, on the same cores.

    python -m benchmarks.detection [--frames 40]

The loops take turns by blocks of frames, so that whatever else the machine does weighs on each alike (frame by frame
would not do: onnxruntime's threads spin for a while after each run, in the way of the next session's); medians count.
"""

import argparse
import importlib
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from orin.processors.detection.backend import DecodedFrame, Image
from orin.runtime.inference.backends import open_backend
from tests.support.footage import SHARED

BLOCK = 10
START = 1_790_000_000_000_000


def jpegs(count: int) -> list[bytes]:
    clip = cv2.VideoCapture(str(SHARED / "data" / "vtest.avi"))
    return [bytes(cv2.imencode(".jpg", clip.read()[1])[1]) for _ in range(count)]


def decode(data: bytes) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--frames", type=int, default=40)
    count = parser.parse_args().frames
    weights = SHARED / "models" / "yolov8n_int8.onnx"
    cache = Path(tempfile.mkdtemp())
    loops: dict[str, Callable[[int, bytes], object]] = {}
    for name in ("yolo", "yolo+motion"):
        backend = open_backend(name, weights, "cpu", cache)
        loops[name] = lambda i, data, b=backend: b.detect([DecodedFrame("a/b", START + i * 100_000, decode(data))])  # type: ignore[misc]
    bare: Any = importlib.import_module("ultralytics").YOLO(str(weights), task="detect")
    loops["model.predict"] = lambda _, data: bare.predict(decode(data), verbose=False)
    seconds: dict[str, list[float]] = {name: [] for name in loops}
    pictures = jpegs(count)
    for begin in range(0, count, BLOCK):
        for name, loop in loops.items():
            for i in range(begin, min(begin + BLOCK, count)):
                start = time.perf_counter()
                loop(i, pictures[i])
                seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        ratio = medians["model.predict"] / median
        print(f"{name:14} {1000 * median:6.1f} ms per frame, {ratio:.2f} of the bare loop's frames/s")


if __name__ == "__main__":
    main()
