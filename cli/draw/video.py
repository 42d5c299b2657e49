"""A video file written with what OpenCV brings: MPEG-4 in .mp4, VP8 in .webm, Motion JPEG in .avi."""

import contextlib
from pathlib import Path

import cv2

from cli.draw.files import check_writable
from processors.detection.backend import Image
from schemas.errors import Misuse, OrinError
from topologies.ingest.sources.opencv import open_capture

_CODECS = {".mp4": "mp4v", ".webm": "VP80", ".avi": "MJPG"}
_SLOWEST, _FASTEST = 1.0, 60.0
_LONGEST_STILL = 2.0
"""Seconds that a picture stands at most where no frame follows: a gap is told by the clock, not by waiting."""


class Video:
    """Frames with their times, to a file that plays at their pace; the file is there after `close`.

    Misuse for a name that cannot be meant, OrinError where the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        codec = _CODECS.get(path.suffix.lower())
        if codec is None:
            raise Misuse(f"--video {path}: its name must end in {', '.join(_CODECS)}")
        check_writable("--video", path)
        self._path = path
        self._part = path.with_name(f".{path.stem}.part{path.suffix.lower()}")
        self._codec = codec
        self._writer: cv2.VideoWriter | None = None
        self._last: tuple[int, Image] | None = None
        self._fps = 0.0
        self._written = 0

    def add(self, at: int, image: Image) -> None:
        """The frame shown from `at` (µs) on; all of one size, at times that rise."""
        if self._last is None:
            self._last = at, image
            return
        before, shown = self._last
        if self._writer is None:
            self._fps = min(max(1e6 / max(at - before, 1), _SLOWEST), _FASTEST)
            self._writer = self._open(image)
        self._show(shown, (at - before) / 1e6)
        self._last = at, image

    def close(self) -> None:
        """Writes what is left, and gives the file its name."""
        if self._last is None:
            raise OrinError(f"{self._path}: there was no frame to draw")
        if self._writer is None:
            self._fps = _SLOWEST
            self._writer = self._open(self._last[1])
        self._show(self._last[1], 1.0 / self._fps)
        self._writer.release()
        self._writer = None
        if not self._is_whole():
            self.discard()
            raise OrinError(f"{self._path}: the video could not be written whole; is the disk full?")
        try:
            self._part.replace(self._path)
        except OSError as error:
            raise OrinError(f"{self._path}: cannot be written: {error.strerror}") from None

    def discard(self) -> None:
        """Leaves nothing behind."""
        if self._writer is not None:
            self._writer.release()
            self._writer = None
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _show(self, image: Image, seconds: float) -> None:
        assert self._writer is not None
        for _ in range(max(1, round(min(seconds, _LONGEST_STILL) * self._fps))):
            self._writer.write(image)
            self._written += 1

    def _open(self, image: Image) -> cv2.VideoWriter:
        height, width = image.shape[:2]
        writer = cv2.VideoWriter(str(self._part), cv2.VideoWriter.fourcc(*self._codec), self._fps, (width, height))
        if writer.isOpened():
            return writer
        writer.release()
        self.discard()
        others = ", ".join(suffix for suffix in _CODECS if suffix != self._path.suffix.lower())
        raise OrinError(f"{self._path}: this OpenCV has no codec for {self._path.suffix}; try {others}")

    def _is_whole(self) -> bool:
        """OpenCV says nothing of a write that failed, so the file is opened again."""
        capture = open_capture(str(self._part))
        if capture is None:
            return False
        try:
            return int(capture.get(cv2.CAP_PROP_FRAME_COUNT)) >= self._written - 1
        finally:
            capture.release()
