"""How the light of a frame differs from the light that its background was learnt in.

A switch, a cloud, an exposure that adapts, a camera that turns grey at night: each changes the whole picture at once
and in the same way, so it is one tone curve a channel, whatever it does to the single pixel (compare J. Pilet,
C. Strecha and P. Fua, "Making background subtraction robust to sudden illumination changes", 2008: effects of light are
of few dimensions). The curve is fitted where much differs suddenly, and taken where it explains all regions at once; in
between one factor a channel follows drift and flicker.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image

FloatImage = NDArray[np.float32]
Mask = NDArray[np.bool_]
Table = NDArray[np.uint8]
"""(1, 256, 3), as cv2.LUT takes it."""
Curves = NDArray[np.float64]
"""(3, 256): what each level of the background is in the frame, by channel."""

DIFFERENT = 20
"""Levels of 255 (largest over the channels, after smoothing) from which a pixel is another thing."""
LEAST_DIFFERENT = 10
"""The same where the light leaves less contrast."""
NOISE = 5.0
"""How many times the background's usual difference a pixel must differ."""
STRIDE = 6
LEAST_GAIN, MOST_GAIN, SAME_GAIN = 0.4, 2.5, 0.02
DARK, BRIGHT = 16, 250
"""Levels outside which a ratio says nothing of the exposure."""
RISE = 0.04
"""The share of the picture by which more must differ than at the least since a curve was last tried."""
AGAIN_SHARE, AGAIN_SECONDS = 0.15, 1.0
"""While more than the first differs, a curve is tried every so many seconds."""
SAME_SHARE = 0.005
"""By how much more of the picture may differ in the background's own light for it to be back."""
EXPLAINED = 0.6
"""A curve is taken if it leaves no more than this share of what differed,"""
REGIONS, WORSE = 4, 0.1
"""and if in none of so many by so many regions more of it than the second differs in addition,"""
TEXTURE, ALIKE = 2.0, 0.7
"""and if the background in that light has a texture of so many levels, and the frame correlates with it."""
FEW = 0.3
"""A picture of which no more than this differs shows the background, however little is left of it."""
POINTS = 12
"""Of a curve: each the median over an equal share of the sample."""
APART = 4.0
"""Levels that two of them are apart at least."""
STEEPEST = 3.0
"""Its slope at the ends."""
GREY_LEVELS, GREY_SHARE = 8, 0.98
TELLING_SLOPE = 0.2
"""Where a curve is flatter, the frame does not tell what the background is."""


class Light(NamedTuple):
    """The light of one frame beside the background's."""

    forward: Table
    backward: Table
    telling: Table
    """255 where a level of the frame tells that of the background."""
    grey: bool
    """The frame has no colours, the background does."""
    different: float
    """Levels from which a pixel is another thing."""

    def on(self, model: FloatImage) -> Image:
        """How a picture in the background's light looks in the frame's."""
        levels = cv2.convertScaleAbs(model)
        return np.asarray(cv2.LUT(_without_colour(levels) if self.grey else levels, self.forward), np.uint8)

    def off(self, image: Image, long: FloatImage) -> Image:
        """How the frame would look in the background's light; colours that it lacks are those of `long`."""
        plain = cv2.LUT(image, self.backward)
        if not self.grey:
            return np.asarray(plain, np.uint8)
        levels = cv2.convertScaleAbs(long)
        tint = cv2.subtract(levels, _without_colour(levels), dtype=cv2.CV_16S)
        return np.asarray(cv2.add(plain, tint, dtype=cv2.CV_8U), np.uint8)

    def tells(self, image: Image) -> Mask:
        """Where the frame is neither too bright nor too dark to tell what the background is."""
        return np.asarray(_least(cv2.split(cv2.LUT(image, self.telling))), np.uint8) > 0


class _Fit(NamedTuple):
    curves: Curves
    grey: bool
    expected: FloatImage
    """What the sample would be."""
    off: Mask
    """Of the sample: what differs nevertheless."""
    has_texture: bool


class LightMeter:
    """Follows the light of one camera. Looks at every STRIDE-th pixel of every STRIDE-th line."""

    def __init__(self) -> None:
        self._curves: Curves | None = None
        self._grey = False
        self._least = 0.0
        self._tried_at = 0.0
        self.changed = False
        """Whether the light changed all over on the last frame measured."""

    def measure(self, image: Image, long: FloatImage, now: float) -> Light | None:
        """The light of the smoothed frame of second `now`; None where it is that of the background."""
        self.changed = False
        sample, before = sampled(image), sampled(long)
        expected = self._expected(before)
        gain = _gain(sample, expected)
        if gain is not None:
            expected = np.minimum(expected * gain, np.float32(255))
        off = _differs(sample, expected)
        share = np.count_nonzero(off) / off.size
        if self._is_due(share, now):
            self._tried_at, self._least = now, share
            fit = _fit(sample, before)
            if _is_global(off, fit):
                self._curves, self._grey, self.changed = fit.curves, fit.grey, True
                self._least = np.count_nonzero(fit.off) / fit.off.size
                gain, expected = None, fit.expected
        elif self._curves is not None and now - self._tried_at >= AGAIN_SECONDS:
            self._tried_at = now
            if self._is_back(sample, before, share):
                self._curves, self._grey = None, False
                return self.measure(image, long, now)
        self._least = min(self._least, share)
        if self._curves is None and gain is None:
            return None
        return _light(self._curves, gain, self._grey, before, _noise(sample, expected))

    def explains(self, image: Image, long: FloatImage) -> bool:
        """Whether the frame shows the background, if in a light that leaves little of it."""
        fit = _fit(sampled(image), sampled(long))
        return fit.has_texture and bool(np.count_nonzero(fit.off) <= FEW * fit.off.size)

    def _expected(self, before: FloatImage) -> FloatImage:
        if self._curves is None:
            return before
        levels = cv2.convertScaleAbs(before)
        return _mapped(self._curves, np.asarray(_without_colour(levels) if self._grey else levels, np.uint8))

    def _is_back(self, sample: FloatImage, before: FloatImage, share: float) -> bool:
        """Whether the background's own light explains the frame as well as the curves do."""
        gain = _gain(sample, before)
        expected = before if gain is None else np.minimum(before * gain, np.float32(255))
        return bool(np.count_nonzero(_differs(sample, expected)) <= (share + SAME_SHARE) * sample[..., 0].size)

    def _is_due(self, share: float, now: float) -> bool:
        if share >= self._least + RISE:
            return True
        return share > AGAIN_SHARE and now - self._tried_at >= AGAIN_SECONDS


def _is_global(off: Mask, fit: _Fit) -> bool:
    """Whether the curves explain what differed, everywhere at once."""
    before, after = np.count_nonzero(off), np.count_nonzero(fit.off)
    if not fit.has_texture or after > EXPLAINED * before:
        return False
    return float((_by_region(fit.off) - _by_region(off)).max()) <= WORSE


def _by_region(off: Mask) -> NDArray[np.float32]:
    share = cv2.resize(off.astype(np.float32), (REGIONS, REGIONS), interpolation=cv2.INTER_AREA)
    return np.asarray(share, np.float32)


def sampled(image: NDArray[Any]) -> FloatImage:
    """Every STRIDE-th pixel of every STRIDE-th line."""
    return np.ascontiguousarray(image[::STRIDE, ::STRIDE], np.float32)


def _gain(sample: FloatImage, expected: FloatImage) -> NDArray[np.float32] | None:
    """By channel, the frame's brightness over what was expected; None where they are alike or it cannot be told."""
    now, before = cv2.split(sample), cv2.split(expected)
    usable = np.asarray((_least(before) > DARK) & (_most(before) < BRIGHT) & (_most(now) < BRIGHT))
    if np.count_nonzero(usable) < 0.05 * usable.size:
        return None
    ratio = np.array([np.median(a[usable] / b[usable]) for a, b in zip(now, before, strict=True)], np.float32)
    if np.abs(ratio - 1).max() < SAME_GAIN:
        return None
    return np.clip(ratio, LEAST_GAIN, MOST_GAIN)


def _off(sample: FloatImage, expected: FloatImage) -> NDArray[np.float32]:
    return np.asarray(_most(cv2.split(cv2.absdiff(sample, expected))), np.float32)


def _differs(sample: FloatImage, expected: FloatImage) -> Mask:
    return _off(sample, expected) >= DIFFERENT


def _fit(sample: FloatImage, before: FloatImage) -> _Fit:
    base = np.asarray(cv2.convertScaleAbs(before), np.uint8)
    now = sample.astype(np.uint8)
    grey = _is_grey(now) and not _is_grey(base)
    if grey:
        base = np.asarray(_without_colour(base), np.uint8)
    curves = np.stack([_curve(base[..., c].ravel(), now[..., c].ravel()) for c in range(3)])
    expected = _mapped(curves, base)
    return _Fit(curves, grey, expected, _differs(sample, expected), _is_alike(sample, expected))


def _curve(base: NDArray[np.uint8], now: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The level in the frame for each level of the background, through medians; straight on at the ends."""
    order = np.argsort(base, kind="stable")
    xs: list[float] = []
    ys: list[float] = []
    for part in np.array_split(order, min(POINTS, len(order))):
        x, y = float(np.median(base[part])), float(np.median(now[part]))
        if xs and x - xs[-1] < APART:
            continue
        xs.append(x)
        ys.append(max(y, ys[-1]) if ys else y)
    slope = (ys[-1] - ys[0]) / (xs[-1] - xs[0]) if len(xs) > 1 else ys[0] / max(xs[0], 1.0)
    slope = min(slope, STEEPEST)
    levels = np.arange(256, dtype=np.float64)
    curve = np.interp(levels, xs, ys)
    curve[levels < xs[0]] = ys[0] - slope * (xs[0] - levels[levels < xs[0]])
    curve[levels > xs[-1]] = ys[-1] + slope * (levels[levels > xs[-1]] - xs[-1])
    return np.asarray(curve, np.float64)


def _mapped(curves: Curves, levels: Image) -> FloatImage:
    mapped = np.stack([curves[c][levels[..., c]] for c in range(3)], axis=2)
    return np.asarray(np.clip(mapped, 0, 255), np.float32)


def _is_alike(sample: FloatImage, expected: FloatImage) -> bool:
    """Whether both show the same texture, beyond what noise is."""
    a, b = sample.mean(axis=2), expected.mean(axis=2)
    a, b = a - a.mean(), b - b.mean()
    if float(b.std()) < TEXTURE:
        return False
    return float((a * b).mean()) >= ALIKE * float(np.sqrt((a * a).mean() * (b * b).mean()))


def _is_grey(sample: Image) -> bool:
    channels = cv2.split(sample)
    spread = np.asarray(cv2.subtract(_most(channels), _least(channels)))
    return bool(np.count_nonzero(spread <= GREY_LEVELS) >= GREY_SHARE * spread.size)


def _without_colour(levels: cv2.typing.MatLike) -> cv2.typing.MatLike:
    return cv2.cvtColor(cv2.cvtColor(levels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


def _light(
    curves: Curves | None, gain: NDArray[np.float32] | None, grey: bool, before: FloatImage, noise: float
) -> Light:
    levels = np.arange(256, dtype=np.float64)
    exact = levels[None].repeat(3, axis=0) if curves is None else curves
    if gain is not None:
        exact = exact * gain[:, None]
    clipped = np.clip(exact, 0, 255)
    slopes = np.gradient(clipped, axis=1)
    rising = clipped + 1e-4 * levels  # np.interp wants no plateaus
    backward = np.stack([np.interp(levels, rising[c], levels) for c in range(3)])
    telling = np.stack([np.interp(levels, rising[c], slopes[c]) for c in range(3)]) >= TELLING_SLOPE
    return Light(_table(clipped), _table(backward), _table(255 * telling), grey, _different(clipped, before, noise))


def _different(curves: Curves, before: FloatImage, noise: float) -> float:
    """DIFFERENT, less where the light leaves less contrast, unless that drowns in noise."""
    low, high = (int(level) for level in np.percentile(before[::2, ::2], (10, 90)))
    left = float((curves[:, high] - curves[:, low]).mean()) / max(high - low, 1)
    if left >= 1 or high - low < APART:
        return DIFFERENT
    return min(max(DIFFERENT * left, NOISE * noise, LEAST_DIFFERENT), DIFFERENT)


def _noise(sample: FloatImage, expected: FloatImage) -> float:
    """Levels by which half of the background's pixels differ from what is expected."""
    off = _off(sample, expected)
    return float(np.median(off[off < DIFFERENT])) if (off < DIFFERENT).any() else 0.0


def _table(levels: NDArray[Any]) -> Table:
    return np.asarray(np.rint(levels).astype(np.uint8).T.reshape(1, 256, 3), np.uint8)


# NumPy's own minimum and maximum over a last axis of three are ten times as slow.


def _least(channels: Sequence[cv2.typing.MatLike]) -> cv2.typing.MatLike:
    b, g, r = channels
    return cv2.min(cv2.min(b, g), r)


def _most(channels: Sequence[cv2.typing.MatLike]) -> cv2.typing.MatLike:
    b, g, r = channels
    return cv2.max(cv2.max(b, g), r)
