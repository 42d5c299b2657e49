"""A camera that sways a few pixels: its pictures are held where the background is."""

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import FloatImage, LightMeter
from orin.processors.detection.motion.steady import Steady


def ground() -> FloatImage:
    coarse = np.random.default_rng(5).integers(60, 190, (20, 30, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (300, 200), interpolation=cv2.INTER_CUBIC), np.float32)


def swayed(picture: FloatImage, dx: float, dy: float) -> Image:
    shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    moved = cv2.warpAffine(picture, shift, (300, 200), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(np.rint(moved), 0, 255), np.uint8)


def inner(image: Image) -> Image:
    return image[8:-8, 8:-8]


@settings(deadline=None, max_examples=40)
@given(dx=st.floats(-3, 3), dy=st.floats(-3, 3), somebody=st.booleans())
def test_a_sway_is_taken_out_whoever_is_there(dx: float, dy: float, somebody: bool) -> None:
    long = ground()
    image = swayed(long, dx, dy)
    if somebody:
        image[60:150, 100:140] = (20, 30, 40)
    held = inner(Steady().hold(image, long, None, 1.0))
    off = cv2.absdiff(held, inner(long.astype(np.uint8))).max(axis=2)
    assert np.percentile(off, 85) <= 4


def test_a_steady_picture_is_left_alone() -> None:
    long = ground()
    image = long.astype(np.uint8)
    image[60:150, 100:140] = (20, 30, 40)
    assert Steady().hold(image, long, None, 1.0) is image


def test_a_sway_in_another_light_is_taken_out() -> None:
    long = ground()
    lit = np.clip(0.6 * long + 51, 0, 255)
    light = LightMeter().measure(lit.astype(np.uint8), long, 0.0)
    assert light is not None
    held = inner(Steady().hold(swayed(lit, 2, -1), long, light, 1.0))
    assert np.percentile(cv2.absdiff(held, inner(lit.astype(np.uint8))), 95) <= 4


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1), coarseness=st.sampled_from([1, 4, 20]))
def test_another_scene_is_no_sway(seed: int, coarseness: int) -> None:
    shape = (200 // coarseness, 300 // coarseness, 3)
    coarse = np.random.default_rng(seed).integers(0, 255, shape, dtype=np.uint8)
    sharp = cv2.resize(coarse, (300, 200), interpolation=cv2.INTER_CUBIC)
    other = np.asarray(cv2.GaussianBlur(sharp, (5, 5), 0), np.uint8)  # frames are smoothed before they are held
    assert Steady().hold(other, ground(), None, 1.0) is other
