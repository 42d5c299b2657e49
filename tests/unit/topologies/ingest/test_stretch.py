"""Images of more than 8 bits: the range in use fills 8 bits, moves slowly, and can be computed back."""

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from orin.topologies.detect.images import decode
from orin.topologies.ingest.capture.frames import clip_frames
from orin.topologies.ingest.sources import open_source
from orin.topologies.ingest.sources.base import EncodedImage
from orin.topologies.ingest.sources.stretch import FOLLOWS, RangeStretch

COLD, WARM = 29_315, 31_015
"""Hundredths of a kelvin: 20 °C and 37 °C."""


def scene(x: int = 40, cold: int = COLD, warm: int = WARM) -> NDArray[np.uint16]:
    """A warm body in a cold room, with the noise of a sensor."""
    image: NDArray[np.uint16] = np.full((120, 160), cold, np.uint16) + np.random.default_rng(x).integers(
        0, 40, (120, 160), np.uint16
    )
    image[40:90, x : x + 20] = warm - 20 + np.random.default_rng(x).integers(0, 20, (50, 20), np.uint16)
    return image


def pixels(image: EncodedImage) -> NDArray[np.uint8]:
    found = decode(image.data)
    assert found is not None
    return found[:, :, 0]


def said_range(data: bytes) -> tuple[float, float]:
    assert data[2:4] == b"\xff\xfe"
    name, low, high = data[6 : 4 + int.from_bytes(data[4:6], "big")].decode().split(" ")
    assert name == "orin-range"
    return float(low), float(high)


def write_all(folder: Path, suffix: str, dtype: type[np.generic] = np.uint16) -> list[NDArray[np.uint16]]:
    images = [scene(10 + 10 * index) for index in range(8)]
    for index, image in enumerate(images):
        assert cv2.imwrite(str(folder / f"{index}{suffix}"), image.astype(dtype))
    return images


@pytest.mark.parametrize(("suffix", "dtype"), [(".png", np.uint16), (".tif", np.uint16), (".tif", np.float32)])
def test_a_warm_body_is_seen_and_its_temperature_can_be_computed_back(
    tmp_path: Path, suffix: str, dtype: type[np.generic]
) -> None:
    images = write_all(tmp_path, suffix, dtype)
    source = open_source(str(tmp_path))
    found = list(clip_frames(source, None, 0))
    assert source.remark() is None
    for frame, true in zip(found, images, strict=True):
        grey = pixels(frame.image)
        low, high = said_range(frame.image.data)
        assert (frame.image.width, frame.image.height) == (160, 120)
        assert grey.min() < 20
        assert grey.max() > 235
        known = low + grey.astype(float) / 255 * (high - low)
        assert np.abs(known - true).mean() < 2 * (high - low) / 255


def test_a_thermal_video_is_stretched_too(tmp_path: Path) -> None:
    path = tmp_path / "thermal.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("ffv1", rate=10)
        stream.width, stream.height, stream.pix_fmt, stream.time_base = 160, 120, "gray16le", Fraction(1, 10)
        for index in range(8):
            frame = av.VideoFrame.from_ndarray(scene(10 + 10 * index), format="gray16le")
            frame.pts, frame.time_base = index, Fraction(1, 10)
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    found = list(clip_frames(open_source(str(path)), None, 0))
    assert len(found) == 8
    assert all(pixels(frame.image).min() < 20 and pixels(frame.image).max() > 235 for frame in found)
    low, high = said_range(found[0].image.data)
    assert COLD - 50 < low < COLD + 50
    assert WARM - 50 < high < WARM + 50


def test_the_range_moves_slowly() -> None:
    """A hot engine drives into the view: the room's pixels change by little from one frame to the next."""
    stretch = RangeStretch()
    room = scene()
    before, _ = stretch.apply(room, 0.0)
    hot = room.copy()
    hot[:60, 100:] = 40_000
    grey, (_, high) = stretch.apply(hot, 0.1)
    changed = np.abs(grey.astype(int) - before)
    assert changed[90:].max() <= 1
    assert changed[60:90].max() <= 6
    assert (grey[:60, 100:] == 255).all()
    for step in range(2, round(FOLLOWS * 50)):
        grey, (_, high) = stretch.apply(hot, step / 10)
    assert high == pytest.approx(40_000, rel=0.02)
    assert grey[50, 50] < 60


@given(st.integers(0, 60_000), st.integers(0, 5_000))
def test_order_is_kept_and_noise_is_not_blown_up(low: int, span: int) -> None:
    image = np.linspace(low, low + span, 64 * 64).round().astype(np.uint16).reshape(64, 64)
    grey, _ = RangeStretch().apply(image)
    assert (np.diff(grey.ravel().astype(int)) >= 0).all()
    assert int(grey.max()) - int(grey.min()) <= max(span, 1)


@pytest.mark.parametrize("rest", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_does_not_decide_the_range(rest: float) -> None:
    image = scene().astype(np.float32)
    image[0, :80] = rest
    grey, (low, high) = RangeStretch().apply(image)
    assert COLD - 50 < low < COLD + 50
    assert WARM - 50 < high < WARM + 50
    assert grey[100, 100] < 20


@pytest.mark.parametrize("image", [np.full((4, 4), np.nan, np.float32), np.zeros((4, 4), np.uint16), np.zeros((1, 1))])
def test_an_image_without_a_range_is_an_image(image: NDArray[np.float64]) -> None:
    grey, (low, high) = RangeStretch().apply(image)
    assert grey.shape == image.shape
    assert high > low


def test_detect_reads_a_deep_picture_by_its_own_range() -> None:
    grey = decode(cv2.imencode(".png", scene())[1].tobytes())
    assert grey is not None
    assert grey.dtype == np.uint8
    assert grey.shape == (120, 160, 3)
    assert grey.min() < 20
    assert grey.max() > 235


def test_pictures_of_eight_bits_are_left_alone(tmp_path: Path) -> None:
    image = np.full((48, 64, 3), 100, np.uint8)
    image[10:20, 10:20] = 120
    cv2.imwrite(str(tmp_path / "a.png"), image)
    (frame,) = clip_frames(open_source(str(tmp_path)), None, 0)
    found = decode(frame.image.data)
    assert found is not None
    assert np.abs(found.astype(int) - image).max() < 8
    assert b"orin-range" not in frame.image.data
