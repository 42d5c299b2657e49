"""What a camera's background and objects are, as bytes: for a worker that takes the camera over.

Candidates are left out: what was about to be born is born a few seconds later.
"""

import cv2
import msgspec
import numpy as np
from msgspec import Struct

from orin.processors.detection.motion.background import Background
from orin.processors.detection.motion.camera_view import CameraView
from orin.processors.detection.motion.light import FloatImage, Mask
from orin.processors.detection.motion.rects import PixelRect
from orin.processors.detection.motion.static_objects import StaticObject

VERSION = 1
MOST_BYTES = 512 * 1024
QUALITIES = (95, 85, 70, 50)
"""Of the background's JPEG: the first with which the saved view is small enough."""


class _Object(Struct, array_like=True):
    rect: PixelRect
    box: PixelRect
    mask: bytes
    patch: bytes
    since: int
    """µs UTC"""


class _SavedView(Struct, array_like=True):
    version: int
    shape: tuple[int, int]
    """Height and width of the camera's frames."""
    saved_at: int
    """captured_at of the last frame, µs UTC."""
    person_height: float
    long: bytes
    former: bytes
    known: bytes
    objects: list[_Object]


def dump(view: CameraView) -> bytes | None:
    """The view in at most MOST_BYTES; None while it is learning, and where it cannot be made so small."""
    model = view.model
    if model is None:
        return None
    for quality in QUALITIES:
        data = msgspec.msgpack.encode(
            _SavedView(
                VERSION,
                (view.shape[0], view.shape[1]),
                view.last_at,
                view.person_height,
                _jpeg(model.long, quality),
                _jpeg(model.former, quality),
                _bits(model.known),
                [_object(thing, view.first_at) for thing in view.objects.held],
            )
        )
        if len(data) <= MOST_BYTES:
            return data
    return None


def load(view: CameraView, data: bytes) -> bool:
    """Takes a saved view up in a new one. False, and nothing is changed, for bytes that are none of this size."""
    try:
        saved = msgspec.msgpack.decode(data, type=_SavedView)
        if saved.version != VERSION or saved.shape != (view.shape[0], view.shape[1]):
            return False
        size = (view.lines, view.size[0])
        model = Background(_picture(saved.long), _mask(saved.known, size))
        model.former = _picture(saved.former)
        if model.long.shape[:2] != size or model.former.shape[:2] != size:
            return False
        held = [_thing(thing, view.first_at) for thing in saved.objects]
    except (msgspec.DecodeError, ValueError, cv2.error):
        return False
    view.model, view.objects.held, view.person_height, view.view = model, held, saved.person_height, "clear"
    return True


def _object(thing: StaticObject, first_at: int) -> _Object:
    since = first_at + round(thing.since * 1e6)
    return _Object(thing.rect, thing.box, _bits(thing.mask), _png(thing.patch), since)


def _thing(saved: _Object, first_at: int) -> StaticObject:
    x1, y1, x2, y2 = saved.rect
    patch = _picture(saved.patch)
    if patch.shape[:2] != (y2 - y1, x2 - x1):
        raise ValueError("a patch of another size than its place")
    return StaticObject(
        saved.rect, _mask(saved.mask, (y2 - y1, x2 - x1)), saved.box, patch, (saved.since - first_at) / 1e6
    )


def _jpeg(picture: FloatImage, quality: int) -> bytes:
    options = [
        cv2.IMWRITE_JPEG_QUALITY,
        quality,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]
    return cv2.imencode(".jpg", np.rint(picture).astype(np.uint8), options)[1].tobytes()


def _png(picture: FloatImage) -> bytes:
    return cv2.imencode(".png", np.rint(picture).astype(np.uint8))[1].tobytes()


def _picture(data: bytes) -> FloatImage:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("no picture")
    return image.astype(np.float32)


def _bits(mask: Mask) -> bytes:
    return cv2.imencode(".png", mask.astype(np.uint8))[1].tobytes()


def _mask(data: bytes, size: tuple[int, int]) -> Mask:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if image is None or image.shape != size:
        raise ValueError("no mask of this size")
    return np.asarray(image > 0, np.bool_)
