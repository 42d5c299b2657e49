"""What a source of frames is: a file, a folder, a stream, a webcam or a scene, all read the same way."""

from typing import NamedTuple, Protocol

import cv2
import numpy as np
from cv2.typing import MatLike
from msgspec import Struct

from orin.schemas.errors import OrinError

JPEG_QUALITY = 90
"""A third of the bytes of quality 100, and no bounding box moved by more than its own noise."""


class EncodedImage(NamedTuple):
    """One image as it goes into the frame store. `data` may be undecodable; detect then marks the frame."""

    data: bytes
    encoding: str
    """`jpeg`; another format's name only for a broken file of that format, passed on as it is."""
    width: int
    height: int


class SourceInfo(Struct, frozen=True, kw_only=True):
    """What is known of a source once it is open. None if the source does not say."""

    name: str
    """The source as records and logs name it, without credentials."""
    lossless: bool
    """It can be read at any pace without loss: files and scenes, not cameras."""
    fps: float | None = None
    duration: float | None = None
    """Seconds."""
    frames: int | None = None
    """How many frames its header announces; some containers do not say, and some are wrong."""
    width: int | None = None
    height: int | None = None


class Source(Protocol):
    """Frames in the order they were captured.

    `grab` moves on; `retrieve` encodes the frame that was grabbed last, so that frames which sampling leaves out cost
    little. A source is used by one thread.
    """

    info: SourceInfo
    part: int
    """Which stretch of continuous time the frame grabbed last belongs to, from 0 on. It rises where a clip's timestamps
    jump for good; positions go on without a gap."""

    def grab(self) -> float | None:
        """Move to the next frame; returns its position in seconds from the first, or None at the end."""

    def retrieve(self) -> EncodedImage:
        """The frame grabbed last, encoded."""

    def remark(self) -> str | None:
        """After the end: what a user should know about how it was read, in one line."""

    def close(self) -> None: ...


def decode_deep(data: bytes) -> MatLike | None:
    """The image as (H, W) or (H, W, 3 BGR) in the type it was stored in; None if it cannot be decoded."""
    try:
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_ANYDEPTH | cv2.IMREAD_ANYCOLOR) if data else None
    except cv2.error:  # such as more pixels than OpenCV may decode
        return None


def encode(image: MatLike) -> EncodedImage:
    """`image` (H, W) or (H, W, 3 BGR) as a JPEG of quality 90."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise OrinError(f"an image of shape {image.shape} cannot be encoded as JPEG")
    height, width = image.shape[:2]
    return EncodedImage(data.tobytes(), "jpeg", width, height)
