"""Images of more than 8 bits a channel, such as those of thermal cameras, brought to 8 bits.

Such a camera uses a small part of what its format can hold: 29315 to 31015 are 20 to 37 °C in hundredths of a kelvin.
So the range that the images use is stretched to 0–255. It follows the camera slowly, or a warm car that drives into the
view would change every pixel; and it is recorded in the JPEG itself, in a comment segment (`orin-range LOW HIGH`), so
that the values can be computed back to within a step: low + pixel / 255 · (high - low).
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orin.topologies.ingest.sources.base import EncodedImage, encode
from orin.topologies.ingest.sources.jpeg import with_comment

FOLLOWS = 30.0
"""Seconds in which the range moves most of the way (1 - 1/e) to that of the current images."""
_TAILS = (0.1, 99.9)
"""Percentiles that become 0 and 255: a few dead pixels do not decide the range."""
_STRIDE = 2
_LEAST = 255
"""Integers are not stretched further than one step a step."""


class RangeStretch:
    """The range of one camera's images, from the first one on."""

    def __init__(self) -> None:
        self._range: tuple[float, float] | None = None
        self._at = 0.0

    def encode(self, image: NDArray[Any], at: float) -> EncodedImage:
        """The image taken at `at` (seconds, rising) as a JPEG whose comment says the range."""
        flat, (low, high) = self.apply(image, at)
        encoded = encode(flat)
        return encoded._replace(data=with_comment(encoded.data, f"orin-range {low:.9g} {high:.9g}"))

    def apply(self, image: NDArray[Any], at: float = 0.0) -> tuple[NDArray[np.uint8], tuple[float, float]]:
        """The image, (H, W) or (H, W, 3) of integers or floats, in 8 bits; and the range (low, high) it was cut to."""
        low, high = _used(image)
        if self._range is not None:
            share = 1 - math.exp(-max(at - self._at, 0.0) / FOLLOWS)
            low, high = (old + (new - old) * share for old, new in zip(self._range, (low, high), strict=True))
        self._range, self._at = (low, high), at
        # Of the larger types a 32-bit float would not hold every value.
        values: NDArray[Any] = image.astype(np.float32 if image.dtype.itemsize <= 2 else np.float64)
        scaled = (values - low) * (255 / (high - low))
        return np.nan_to_num(np.clip(scaled, 0, 255)).round().astype(np.uint8), (low, high)


def _used(image: NDArray[Any]) -> tuple[float, float]:
    """The range that an image uses, never empty."""
    sample = image[::_STRIDE, ::_STRIDE]
    known = sample[np.isfinite(sample)] if image.dtype.kind == "f" else sample
    low, high = (float(value) for value in np.percentile(known, _TAILS)) if known.size else (0.0, 1.0)
    least = _LEAST if image.dtype.kind != "f" else max(abs(high), 1.0) * 1e-6
    if high - low < least:
        low = (low + high - least) / 2
        low = low if image.dtype.kind == "f" else math.floor(low)
        high = low + least
    return low, high
