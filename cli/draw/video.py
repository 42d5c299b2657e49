"""Frames with their times as a video that plays at their pace."""

from pathlib import Path

from orin.cli.draw.video_file import VideoFile
from orin.processors.detection.backend import Image
from orin.schemas.errors import OrinError

_SLOWEST, _FASTEST = 1.0, 60.0
_LONGEST_STILL = 2.0
"""Seconds for which a frame is shown at most: a longer gap is seen from the clock, not waited for."""


class Video:
    """Frames with their times, to a file that plays at their pace; the file is there after `close`.

    OrinError where the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: VideoFile | None = None
        self._last: tuple[int, Image] | None = None
        self._fps = _SLOWEST

    def add(self, at: int, image: Image) -> None:
        """The frame shown from `at` (µs) on; all of one size, at times that rise."""
        if self._last is not None:
            before, shown = self._last
            if self._file is None:
                self._fps = min(max(1e6 / max(at - before, 1), _SLOWEST), _FASTEST)
            self._show(shown, (at - before) / 1e6)
        self._last = at, image

    def close(self) -> None:
        """Writes what is left, and gives the file its name."""
        if self._last is None:
            raise OrinError(f"{self._path}: there was no frame to draw")
        self._show(self._last[1], 1.0 / self._fps).close()

    def discard(self) -> None:
        """Leaves nothing behind."""
        if self._file is not None:
            self._file.discard()

    def _show(self, image: Image, seconds: float) -> VideoFile:
        if self._file is None:
            height, width = image.shape[:2]
            self._file = VideoFile(self._path, self._fps, width, height)
        for _ in range(max(1, round(min(seconds, _LONGEST_STILL) * self._fps))):
            self._file.write(image)
        return self._file
