"""A video file."""

from pathlib import Path

import cv2

from orin.schemas.errors import OrinError
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, encode
from orin.topologies.ingest.sources.opencv import number, open_capture

_DEFAULT_FPS = 25.0
_DOUBT = "is it a video, and copied to its end?"


class VideoSource:
    """Reads every frame once. A clip that is cut off gives its frames up to the cut, and a remark."""

    def __init__(self, path: Path) -> None:
        self._capture = _open(path)
        fps = number(self._capture, cv2.CAP_PROP_FPS) or _DEFAULT_FPS
        frames = number(self._capture, cv2.CAP_PROP_FRAME_COUNT)
        width, height = (number(self._capture, p) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        self.info = SourceInfo(
            name=str(path),
            lossless=True,
            fps=fps,
            duration=frames / fps if frames else None,
            frames=int(frames) if frames else None,
            width=int(width) if width else None,
            height=int(height) if height else None,
        )
        self._positions = Positions(fps)
        self._read = 0

    def grab(self) -> float | None:
        if not self._capture.grab():
            if self._read == 0:
                raise OrinError(f"source {self.info.name}: not one frame of it can be read; {_DOUBT}")
            return None
        self._read += 1
        return self._positions.next(float(self._capture.get(cv2.CAP_PROP_POS_MSEC)) / 1000)

    def retrieve(self) -> EncodedImage:
        done, image = self._capture.retrieve()
        if not done:
            raise OrinError(f"source {self.info.name}: frame {self._read} cannot be decoded")
        return encode(image)

    def remark(self) -> str | None:
        return cut_remark(self.info, self._read)

    def close(self) -> None:
        self._capture.release()


class Positions:
    """Seconds from the first frame, strictly increasing, from timestamps that may lack, repeat or jump back."""

    def __init__(self, fps: float) -> None:
        self._interval = 1 / fps
        self._shift: float | None = None
        self._last = 0.0

    def next(self, stamp: float) -> float:
        """The position of the frame that the container stamps `stamp` (seconds)."""
        if self._shift is None:
            self._shift = -stamp
            return 0.0
        position = stamp + self._shift
        if position <= self._last:
            position = self._last + self._interval
            self._shift = position - stamp
        self._last = position
        return position


def cut_remark(info: SourceInfo, read: int) -> str | None:
    """That fewer frames came than the container announced; containers may be off by a few."""
    if info.frames is None or read >= info.frames * 0.98 - 2:
        return None
    return f"source {info.name} ends early: {read} of {info.frames} frames could be read, and were used"


def _open(path: Path) -> cv2.VideoCapture:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise OrinError(f"source {path} cannot be read: {error.strerror}") from None
    if size == 0:
        raise OrinError(f"source {path} is empty (0 bytes); copy the clip again")
    capture = open_capture(str(path.absolute()))
    if capture is None:
        raise OrinError(f"source {path} is not a video that can be read; {_DOUBT}")
    return capture
