"""A folder of images, one a frame, in the order of their names."""

import configparser
import re
from pathlib import Path

import numpy as np

from orin.schemas.errors import OrinError
from orin.topologies.ingest.sources import opencv as _quiet  # noqa: F401 - silences OpenCV before it reads a broken file
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, decode_deep, encode
from orin.topologies.ingest.sources.jpeg import jpeg_size
from orin.topologies.ingest.sources.stretch import RangeStretch

_JPEG = (".jpg", ".jpeg")
_OTHER = (".png", ".bmp", ".webp", ".tif", ".tiff")
_DEFAULT_FPS = 10.0
_DIGITS = re.compile(r"(\d+)")
_LOOK_AHEAD = 50


class FolderSource:
    """JPEG files go on byte for byte, other formats are encoded. A broken file goes on as it is.

    The rate is that of a `seqinfo.ini` (MOT format) in the folder or beside it, else `fps`, else 10 frames/s.
    """

    part = 0

    def __init__(self, folder: Path, fps: float | None) -> None:
        self._files = _images(folder)
        if not self._files:
            raise OrinError(f"source {folder}: the folder has no image (.jpg, .png, .bmp, .webp, .tif)")
        self._fps = _sequence_rate(folder) or fps or _DEFAULT_FPS
        self._size = self._first_size(folder)
        self._index = -1
        self._broken: list[str] = []
        self._stretch = RangeStretch()
        self.info = SourceInfo(
            name=str(folder),
            lossless=True,
            fps=self._fps,
            duration=len(self._files) / self._fps,
            frames=len(self._files),
            width=self._size[0],
            height=self._size[1],
        )

    def grab(self) -> float | None:
        self._index += 1
        if self._index >= len(self._files):
            return None
        return self._index / self._fps

    def retrieve(self) -> EncodedImage:
        path = self._files[self._index]
        data = _read(path)
        picture = _image(path, data, self._stretch, self._index / self._fps)
        if picture is None:
            self._broken.append(path.name)
            return EncodedImage(data, _format(path), *self._size)
        self._size = (picture.width, picture.height)
        return picture

    def remark(self) -> str | None:
        if not self._broken:
            return None
        return (
            f"source {self.info.name}: {len(self._broken)} of {self.info.frames} images cannot be decoded, "
            f"{self._broken[0]} first; their frames are published as they are and will be marked undecodable"
        )

    def close(self) -> None:
        self._files = []

    def _first_size(self, folder: Path) -> tuple[int, int]:
        """The size of the first image that can be decoded, which a broken image before it is given too."""
        for path in self._files[:_LOOK_AHEAD]:
            picture = _image(path, _read(path), RangeStretch(), 0.0)
            if picture is not None:
                return picture.width, picture.height
        raise OrinError(f"source {folder}: none of the first {len(self._files[:_LOOK_AHEAD])} images can be decoded")


def _image(path: Path, data: bytes, stretch: RangeStretch, position: float) -> EncodedImage | None:
    """The image as it is published; None when it cannot be decoded."""
    if path.suffix.lower() in _JPEG:
        size = jpeg_size(data)
        if size is not None:
            return EncodedImage(data, "jpeg", *size)
    image = decode_deep(data)
    if image is None:
        return None
    if path.suffix.lower() in _JPEG:
        return EncodedImage(data, "jpeg", image.shape[1], image.shape[0])
    return encode(image) if image.dtype == np.uint8 else stretch.encode(image, position)


def _format(path: Path) -> str:
    suffix = path.suffix.lower()
    return "jpeg" if suffix in _JPEG else suffix[1:]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OrinError(f"source {path} cannot be read: {error.strerror}") from None


def _images(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in _JPEG + _OTHER and path.is_file()]
    except OSError as error:
        raise OrinError(f"source {folder} cannot be read: {error.strerror}") from None
    return sorted(found, key=lambda path: _natural(path.name))


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts frame2 before frame10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name)]


def _sequence_rate(folder: Path) -> float | None:
    for path in (folder / "seqinfo.ini", folder.parent / "seqinfo.ini"):
        parser = configparser.ConfigParser()
        try:
            if parser.read(path):
                rate = parser.getfloat("Sequence", "frameRate")
                return rate if rate > 0 else None
        except (configparser.Error, ValueError) as error:
            raise OrinError(f"{path}: frameRate under [Sequence] is missing or not a number: {error}") from None
    return None
