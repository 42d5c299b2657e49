"""A picture of a camera, from whatever shows it."""

from pathlib import Path

from orin.processors.detection.backend import Image
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.detect.images import decode
from orin.topologies.ingest.sources import parse_source
from orin.topologies.ingest.sources.base import Source

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")
_SETTLED = 1.0
"""Seconds after which a picture is taken: the first ones of a stream are often grey, those of a clip often black."""
_MOST_FRAMES = 300


def first_picture(source: str) -> Image:
    """Shape (height, width, 3). Misuse for a source that is none, OrinError where no picture comes from it."""
    if source.lower().endswith(IMAGE_SUFFIXES) and "://" not in source:
        return _read_image(Path(source).expanduser())
    address = parse_source(source)
    opened = address.open()
    try:
        image = _settled_image(opened)
    finally:
        opened.close()
    if image is None:
        raise OrinError(f"source {address.name}: no frame of it can be decoded, so there is no picture of the camera")
    return image


def _read_image(path: Path) -> Image:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Misuse(f"source {str(path)!r}: cannot be read: {error.strerror}") from None
    image = decode(data)
    if image is None:
        raise OrinError(f"source {str(path)!r}: this is not an image, or only a part of one")
    return image


def _settled_image(source: Source) -> Image | None:
    """The first that can be decoded once a second is over, else the last before."""
    latest = None
    for _ in range(_MOST_FRAMES):
        position = source.grab()
        if position is None:
            break
        if latest is not None and position < _SETTLED:
            continue
        image = decode(source.retrieve().data)
        latest = latest if image is None else image
        if image is not None and position >= _SETTLED:
            break
    return latest
