"""A video file written with what OpenCV brings: MPEG-4 in .mp4, VP8 in .webm, Motion JPEG in .avi."""

import contextlib
from pathlib import Path

import cv2

from orin.processors.detection.backend import Image
from orin.schemas.errors import OrinError
from orin.topologies.ingest.sources.opencv import open_capture

CODECS = {".mp4": "mp4v", ".webm": "VP80", ".avi": "MJPG"}


class VideoFile:
    """Pictures of one size at a fixed rate. The file has its name once it is whole; OrinError where it cannot be.

    `path` ends in one of CODECS.
    """

    def __init__(self, path: Path, fps: float, width: int, height: int) -> None:
        suffix = path.suffix.lower()
        self._path = path
        self._part = path.with_name(f".{path.stem}.part{suffix}")
        self._writer = cv2.VideoWriter(str(self._part), cv2.VideoWriter.fourcc(*CODECS[suffix]), fps, (width, height))
        self.written = 0
        if not self._writer.isOpened():
            self.discard()
            others = ", ".join(each for each in CODECS if each != suffix)
            raise OrinError(
                f"{path}: cannot be written; is the folder there and writable? If it is, this OpenCV has no codec"
                f" for {suffix}: try {others}"
            )

    def write(self, image: Image) -> None:
        self._writer.write(image)
        self.written += 1

    def close(self) -> None:
        """Gives the file its name."""
        self._writer.release()
        if not self._is_whole():
            self.discard()
            raise OrinError(f"{self._path}: the video could not be written whole; is the disk full?")
        try:
            self._part.replace(self._path)
        except OSError as error:
            self.discard()
            raise OrinError(f"{self._path}: cannot be written: {error.strerror}") from None

    def discard(self) -> None:
        """Leaves nothing behind."""
        self._writer.release()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _is_whole(self) -> bool:
        """OpenCV says nothing of a write that failed, so the file is opened again."""
        capture = open_capture(str(self._part))
        if capture is None:
            return False
        try:
            return int(capture.get(cv2.CAP_PROP_FRAME_COUNT)) >= self.written - 1
        finally:
            capture.release()
