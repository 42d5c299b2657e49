"""The motion gate: frames that did not change since the last inferred one are not inferred.

The block of the picture that changed most decides, so that a person far away counts as much as one nearby.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from orin.processors.detection.backend import Backend, DecodedFrame, FrameResult, Image
from orin.schemas.records import Box

LINES = 180
"""Pictures are compared at this many lines, averaged: that takes most of a sensor's noise out."""
BLOCK = 6
"""Sides of a block in px of the smaller picture: a fifth of a person who is a sixth of the picture high."""
LONGEST_US = 2_000_000
"""A frame is inferred after this at the latest, so that what a model missed is not missed for ever."""


@dataclass(slots=True)
class _Looked:
    """The last inferred frame of a camera; `at` is its index among the frames that are inferred now."""

    captured_at: int
    picture: Image
    shape: tuple[int, ...]
    """Of the frame itself: its boxes are in those pixels."""
    at: int = -1
    boxes: tuple[Box, ...] = ()


class GatedBackend:
    """Gives a frame on which no block changed by more than `levels` (of 255, mean of the block) the boxes of the last
    one that `inner` looked at, as `still`.

    Compared is always with that one, so that small changes add up until they count.
    """

    def __init__(self, inner: Backend, levels: float) -> None:
        self._inner = inner
        self._levels = levels
        self._looked: dict[str, _Looked] = {}
        self.name = inner.name
        self.model = inner.model

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        wanted: list[DecodedFrame] = []
        latest: dict[str, _Looked] = {}
        which: list[_Looked] = []
        for frame in frames:
            picture = _small(frame.image)
            last = latest.get(frame.camera) or self._looked.get(frame.camera)
            if last is None or last.shape != frame.image.shape or self._is_new(last, frame.captured_at, picture):
                last = latest[frame.camera] = _Looked(frame.captured_at, picture, frame.image.shape, len(wanted))
                wanted.append(frame)
            which.append(last)
        results = self._inner.detect(wanted)
        for last in which:
            if last.at >= 0:
                last.boxes = results[last.at].boxes
        # Only now: had the model failed, these frames would come again.
        answers = [
            FrameResult("seen" if last.captured_at == frame.captured_at else "still", last.boxes, last.captured_at)
            for frame, last in zip(frames, which, strict=True)
        ]
        for last in latest.values():
            last.at = -1
        self._looked.update(latest)
        return answers

    def forget(self, cameras: Collection[str]) -> None:
        for camera in cameras:
            self._looked.pop(camera, None)
        self._inner.forget(cameras)

    def close(self) -> None:
        self._inner.close()

    def _is_new(self, last: _Looked, captured_at: int, picture: Image) -> bool:
        if captured_at - last.captured_at >= LONGEST_US or picture.shape != last.picture.shape:
            return True
        return change(last.picture, picture) > self._levels


def change(before: Image, now: Image) -> float:
    """Of the block that changed most: its mean difference, levels of 255."""
    height, width = now.shape
    size = (max(width // BLOCK, 1), max(height // BLOCK, 1))
    return float(cv2.resize(cv2.absdiff(before, now), size, interpolation=cv2.INTER_AREA).max())


def _small(image: Image) -> Image:
    height, width = image.shape[:2]
    scale = min(1.0, LINES / height)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    grey = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    return np.asarray(grey, np.uint8)
