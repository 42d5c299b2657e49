"""A detection backend without a model: regions whose colour is not the picture's most common one are people."""

from collections.abc import Collection, Sequence

import cv2
import numpy as np

from orin.plugins import Box, DecodedFrame, DetectorOptions, FrameResult, Image, ordered, tidy

CONTRAST = 60
"""Levels of 255 by which a region differs from the median colour."""
LEAST = 0.001
"""Of the picture's area."""


def open_example(options: DetectorOptions) -> "ExampleDetector":
    """What the entry point names. This detector has no use for a model, a device or a batch."""
    return ExampleDetector()


class ExampleDetector:
    """Keeps nothing of a camera, so there is nothing to forget."""

    name = "example"
    model = None

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        return [FrameResult(status="seen", boxes=find(f.image), inferred_at=f.captured_at) for f in frames]

    def forget(self, cameras: Collection[str]) -> None:
        pass

    def close(self) -> None:
        pass


def find(image: Image) -> tuple[Box, ...]:
    """A box around each region of another colour."""
    common = np.median(image, axis=(0, 1))
    other = (np.abs(image.astype(np.int16) - common.astype(np.int16)).max(axis=2) > CONTRAST).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(other)
    least = LEAST * other.size
    regions = [(x, y, x + w, y + h) for x, y, w, h, area in stats[1:].tolist() if area >= least]
    return ordered([tidy("person", 0.9, corners) for corners in regions])
