"""What the light of a frame is told from: tone curves, greys, and what is no light at all."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import DIFFERENT, RISE, FloatImage, Light, LightMeter
from orin.processors.detection.motion.lit import lit

Levels = NDArray[np.float64]
ALL = np.arange(256, dtype=np.float64)


def ground(seed: int = 5) -> FloatImage:
    coarse = np.random.default_rng(seed).integers(60, 190, (16, 24, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (240, 160), interpolation=cv2.INTER_CUBIC), np.float32)


def through(picture: FloatImage, curve: Levels) -> Image:
    return np.asarray(cv2.LUT(picture.astype(np.uint8), np.rint(np.clip(curve, 0, 255)).astype(np.uint8)), np.uint8)


def measured(image: Image, long: FloatImage) -> tuple[LightMeter, Light | None]:
    meter = LightMeter()
    return meter, meter.measure(image, long, 1.0)


CURVES: dict[str, Callable[[float], Levels]] = {
    "brightness": lambda much: ALL + 60 * much,
    "contrast": lambda much: 128 + (1 + 0.5 * much) * (ALL - 128),
    "gamma": lambda much: 255 * (ALL / 255) ** (2**much),
    "exposure": lambda much: ALL * (1.25 + much),
}


@settings(deadline=None, max_examples=40)
@given(kind=st.sampled_from(sorted(CURVES)), much=st.floats(-1, 1), seed=st.integers(0, 9))
def test_a_tone_curve_over_the_whole_picture_is_light(kind: str, much: float, seed: int) -> None:
    long = ground(seed)
    image = through(long, CURVES[kind](much))
    _, light = measured(image, long)
    expected = np.asarray(cv2.convertScaleAbs(long), np.uint8) if light is None else light.on(long)
    assert (cv2.absdiff(expected, image).max(axis=2) >= DIFFERENT).mean() <= RISE + 0.02
    if light is not None:
        tells = light.tells(image)
        again = light.on(light.off(image, long).astype(np.float32))
        assert not tells.any() or cv2.absdiff(again, image)[tells].max() <= 6


def test_a_step_is_said_once_and_followed() -> None:
    long = ground()
    meter = LightMeter()
    assert meter.measure(long.astype(np.uint8), long, 0.0) is None
    image = through(long, ALL + 51)
    changed = []
    for i in range(1, 6):
        meter.measure(image, long, i / 5)
        changed.append(meter.changed)
    assert changed == [True, False, False, False, False]
    assert meter.measure(long.astype(np.uint8), long, 3.0) is None


def test_a_picture_that_turns_grey_is_light_and_keeps_the_colours_that_were_learnt() -> None:
    long = ground()
    shades = cv2.cvtColor(long.astype(np.uint8), cv2.COLOR_BGR2GRAY)
    grey = np.asarray(cv2.cvtColor(shades, cv2.COLOR_GRAY2BGR), np.uint8)
    meter, light = measured(grey, long)
    assert meter.changed
    assert light is not None
    assert light.grey
    assert np.percentile(cv2.absdiff(light.on(long), grey), 98) < 10
    assert np.percentile(cv2.absdiff(light.off(grey, long), long.astype(np.uint8)), 95) < 15


@pytest.mark.parametrize("share", [0.3, 0.6, 1.0])
def test_a_lorry_is_no_light(share: float) -> None:
    long = ground()
    image = long.astype(np.uint8)
    image[:, : round(share * image.shape[1])] = (235, 238, 240)
    meter, _ = measured(image, long)
    assert not meter.changed
    assert meter.explains(image, long) == (share < 0.3)


def test_a_lamp_on_a_part_is_lit_and_a_thing_there_is_not() -> None:
    long = ground()
    y, x = np.mgrid[:160, :240]
    cone = 1 + 0.4 / (1 + np.exp((np.hypot(x - 120, y - 80) - 50) / 4))
    image = np.clip(long * cone[..., None], 0, 255).astype(np.uint8)
    noise = np.random.default_rng(1).integers(0, 60, (40, 30, 3), dtype=np.uint8)
    image[60:100, 110:140] = noise
    own = np.asarray(cv2.absdiff(image, long.astype(np.uint8)).max(axis=2) >= 12, np.bool_)
    found = lit(image, long.astype(np.uint8), own)
    thing = np.zeros_like(own)
    thing[60:100, 110:140] = True
    assert np.count_nonzero(found & ~thing) >= 0.8 * np.count_nonzero(own & ~thing)
    assert np.count_nonzero(found & thing) <= 0.1 * np.count_nonzero(own & thing)
