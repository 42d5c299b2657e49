"""What a loaded model gives, and what it raises: the seam between ORIN's backend and the library that runs weights."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image

Rows = NDArray[np.float64]
"""Shape (boxes, 6): x1, y1, x2, y2 in pixels of the picture, score 0..1, class."""


class OutOfMemory(Exception):
    """The device has no room for so many pictures at once."""


class Predictor(Protocol):
    """One copy of a model."""

    labels: tuple[str, ...]
    """By class."""
    batch: int | None
    """The most pictures it takes at once; None: any number."""
    fixed: bool
    """Whether it was exported for just so many, and cannot be given fewer."""
    input_size: tuple[int, int]
    """Width and height that pictures are scaled into."""

    def predict(self, images: Sequence[Image], *, alone: bool = False) -> list[Rows]:
        """One array a picture, in order. The pictures are of one size. Raises OutOfMemory.

        `alone`: no other copy is at work meanwhile, so that all cores are free.
        """
        ...

    def free(self) -> None:
        """Gives cached memory back."""
        ...
