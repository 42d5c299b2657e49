"""A video file: H.264 in .mp4 and VP9 in .webm, which browsers play, or Motion JPEG in .avi."""

import contextlib
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av

from orin.processors.detection.backend import Image
from orin.schemas.errors import OrinError

_BT601, _LIMITED = 6, 1
"""How colours are coded, in FFmpeg's numbers: said in the file, or players guess by its size."""


class _Codec(NamedTuple):
    name: str
    pixels: str
    options: dict[str, str]
    container: dict[str, str]


_CODECS = {
    # The index first, so that a browser plays the file while it loads it.
    ".mp4": _Codec("libx264", "yuv420p", {"crf": "20", "preset": "veryfast"}, {"movflags": "+faststart"}),
    ".webm": _Codec("libvpx-vp9", "yuv420p", {"crf": "30", "deadline": "realtime", "cpu-used": "6"}, {}),
    ".avi": _Codec("mjpeg", "yuvj420p", {"qmin": "2", "qmax": "2"}, {}),
}


class VideoFile:
    """Images of one size, (height, width, 3) BGR with even sides, at a fixed rate. The file has its name once it is
    whole; OrinError where it cannot be.

    `path` ends in .mp4, .webm or .avi.
    """

    def __init__(self, path: Path, fps: float, width: int, height: int) -> None:
        codec = _CODECS[path.suffix.lower()]
        self._path = path
        self._part = path.with_name(f".{path.stem}.part{path.suffix.lower()}")
        self._container: Any = None
        self.written = 0
        rate = Fraction(fps).limit_denominator(1000)
        try:
            self._container = av.open(str(self._part), "w", options=codec.container)
            self._stream = self._container.add_stream(codec.name, rate=rate, options=codec.options)
            self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, codec.pixels
            if codec.pixels == "yuv420p":
                context = self._stream.codec_context
                context.colorspace = context.color_primaries = context.color_trc = _BT601
                context.color_range = _LIMITED
        except (OSError, av.error.FFmpegError) as error:
            raise self._failed(error) from None

    def write(self, image: Image) -> None:
        """OrinError where it cannot be written, as on a full disk."""
        frame = av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format=self._stream.pix_fmt)
        frame.pts, frame.time_base = self.written, 1 / self._stream.codec_context.framerate
        self._mux(frame)
        self.written += 1

    def close(self) -> None:
        """Gives the file its name."""
        self._mux(None)
        try:
            self._container.close()
            self._part.replace(self._path)
        except (OSError, av.error.FFmpegError) as error:
            raise self._failed(error) from None

    def discard(self) -> None:
        """Leaves nothing behind."""
        if self._container is not None:
            with contextlib.suppress(OSError, av.error.FFmpegError):
                self._container.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _mux(self, frame: Any) -> None:
        try:
            self._container.mux(self._stream.encode(frame))
        except (OSError, av.error.FFmpegError) as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> OrinError:
        self.discard()
        why = getattr(error, "strerror", None) or str(error)
        return OrinError(f"{self._path}: the video cannot be written: {why}")
