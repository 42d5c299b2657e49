"""The motion gate: how many frames are not inferred, and how many detections are missed for it.

    python -m benchmarks.motion_gate [--levels 8 16 24]

A detection of the ungated run (score >= 0.4) is missed where the gated run has no box of its label on it (IoU >= 0.5).
`busy` is vtest.avi, where somebody always walks. `ninths` is nine cameras, each of which shows a ninth of it and the
empty scene around: there are moments without anybody, and people who are far, pale, or stand. `empty` is nobody at
all, through a sensor's noise (standard deviation 4) and through H.264: all could be gated but a frame in two seconds.
"""

import argparse
from collections.abc import Sequence

from orin.processors.detection.backend import Image
from orin.processors.detection.gate import GatedBackend
from orin.processors.geometry import corners, iou
from orin.schemas.records import Box
from tests.support.accuracy.composites import FPS, clip, empty, noisy, poor
from tests.support.accuracy.static_score import KnownBoxes, known_boxes, look
from tests.support.footage import SHARED

SECONDS = 20
COUNTED, SAME = 0.4, 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--levels", type=float, nargs="*", default=[8.0, 16.0, 24.0])
    options = parser.parse_args()
    path = SHARED / "data" / "vtest.avi"
    boxes = known_boxes(clip(path), SHARED / "models" / "yolov8n_int8.onnx", 1)
    quiet = [empty(path)] * (SECONDS * FPS)
    pictures: dict[str, Sequence[Image]] = {
        "busy": clip(path),
        "ninths": (),
        "empty, noise": noisy(quiet, 4.0),
        "empty, H.264": poor(quiet),
    }
    print(f"{'levels':>6} {'picture':14} {'fps':>4} {'gated':>8} {'missed':>8} {'of':>6}")
    for levels in options.levels:
        for name, frames in pictures.items():
            for step in (1, 2, 5):
                if name == "ninths":
                    parts = [_cost(*_ninth(clip(path), empty(path), boxes, n), levels, step) for n in range(9)]
                else:
                    parts = [_cost(frames, boxes if name == "busy" else [()] * len(frames), levels, step)]
                gated = sum(part[0] for part in parts) / len(parts)
                missed, total = sum(part[1] for part in parts), sum(part[2] for part in parts)
                share = 100 * missed / total if total else 0.0
                print(f"{levels:6.0f} {name:14} {FPS / step:4.0f} {100 * gated:7.1f}% {share:7.2f}% {total:6d}")


def _ninth(
    frames: Sequence[Image], scene: Image, boxes: Sequence[tuple[Box, ...]], number: int
) -> tuple[list[Image], list[tuple[Box, ...]]]:
    """The footage within one ninth of the picture, and the boxes whose centres lie in it."""
    height, width = scene.shape[0] // 3, scene.shape[1] // 3
    top, left = number // 3 * height, number % 3 * width
    area = (slice(top, top + height), slice(left, left + width))
    shown = []
    for frame in frames:
        picture = scene.copy()
        picture[area] = frame[area]
        shown.append(picture)
    within = [
        tuple(
            b for b in of_frame if left <= (b.x1 + b.x2) / 2 < left + width and top <= (b.y1 + b.y2) / 2 < top + height
        )
        for of_frame in boxes
    ]
    return shown, within


def _cost(
    frames: Sequence[Image], boxes: Sequence[tuple[Box, ...]], levels: float, step: int
) -> tuple[float, int, int]:
    """Share of frames gated, detections missed, and all."""
    records = look(GatedBackend(KnownBoxes(boxes), levels), frames, step)
    missed = total = 0
    for i, record in enumerate(records):
        for box in boxes[i * step]:
            if box.score >= COUNTED:
                total += 1
                missed += not any(b.label == box.label and iou(corners(b), corners(box)) >= SAME for b in record.boxes)
    return sum(r.status == "still" for r in records) / len(records), missed, total


if __name__ == "__main__":
    main()
