"""A video file, or one behind an HTTP address, decoded by FFmpeg through PyAV."""

from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from orin.schemas.errors import OrinError
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, encode
from orin.topologies.ingest.sources.stretch import RangeStretch
from orin.topologies.ingest.sources.timeline import Timeline
from orin.topologies.ingest.sources.truncation import is_truncated

_DEFAULT_FPS = 25.0
_DOUBT = "check that it is a video and that it was copied completely"

av.logging.set_level(None)


class VideoSource:
    """Reads every frame once. A clip that is cut off gives its frames up to the cut, and a remark.

    `part` rises where the timestamps jump for good: what follows is another stretch of time.
    """

    def __init__(self, container: InputContainer, name: str, path: Path | None = None) -> None:
        self._container, self._path = container, path
        self._stream = container.streams.video[0]
        self._stream.thread_type = "AUTO"
        fps = float(self._stream.guessed_rate or 0) or _DEFAULT_FPS
        duration = (container.duration or 0) / av.time_base
        codec = self._stream.codec_context
        self.info = SourceInfo(
            name=name,
            lossless=True,
            fps=fps,
            duration=duration if duration > 0 else None,
            frames=self._stream.frames or None,
            width=codec.width or None,
            height=codec.height or None,
        )
        self.part = 0
        # AVI has no presentation times: PyAV stamps its frames with when they were to be decoded.
        self._unordered = container.format.name == "avi"
        self._timeline = Timeline(1 / fps)
        self._frames = self._decode()
        self._ahead: deque[VideoFrame] = deque()
        self._frame: VideoFrame | None = None
        self._stretch = RangeStretch()
        self._position = 0.0
        self._read = self._undecodable = 0
        self._outliers: list[float] = []
        self._cut = False

    def grab(self) -> float | None:
        self._frame = next(self._peek(1), None)
        if self._frame is None:
            if self._read == 0:
                raise OrinError(f"source {self.info.name}: no decodable frame; {_DOUBT}")
            return None
        self._ahead.popleft()
        self._read += 1
        placed = self._timeline.place(self._stamp(self._frame), map(self._stamp, self._peek()))
        self.part += placed.jump != 0
        if placed.outlier:
            self._outliers.append(placed.position)
        self._position = placed.position
        return placed.position

    def retrieve(self) -> EncodedImage:
        if self._frame is None:
            raise OrinError(f"source {self.info.name}: no frame was grabbed")
        deep = self._frame.format.name.startswith("gray") and self._frame.format.components[0].bits > 8
        image: NDArray[Any] = self._frame.to_ndarray(format="gray16le" if deep else "bgr24")
        if self._frame.rotation:
            image = np.ascontiguousarray(np.rot90(image, self._frame.rotation // 90))
        return self._stretch.encode(image, self._position) if deep else encode(image)

    def remark(self) -> str | None:
        remarks = []
        if self._cut:
            total = self.info.frames
            of = f" of {total}" if total is not None and total > self._read else ""
            remarks.append(f"ends early: {self._read}{of} frames could be read, and were used")
        if self._undecodable:
            remarks.append(f"has {self._undecodable} packets that cannot be decoded; their frames are left out")
        if self._outliers:
            remarks.append(
                f"has {len(self._outliers)} of {self._read} frames with a timestamp far from their neighbours', the "
                f"first at {self._outliers[0]:.2f} s; their times were taken from the frames around them"
            )
        return f"source {self.info.name} {'; it '.join(remarks)}" if remarks else None

    def close(self) -> None:
        self._frames.close()
        self._ahead.clear()
        self._frame = None
        self._container.close()

    def _decode(self) -> Generator[VideoFrame]:
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    self._cut = packet.is_corrupt
                try:
                    frames = packet.decode()
                except InvalidDataError:
                    self._undecodable += 1
                    continue
                yield from frames
        except FFmpegError:  # the file cannot be read any further
            self._cut = True
        self._cut = self._cut or (self._path is not None and is_truncated(self._container, self._path))

    def _peek(self, count: int | None = None) -> Iterator[VideoFrame]:
        """The frames that come next, decoded as they are asked for."""
        index = 0
        while count is None or index < count:
            if index == len(self._ahead):
                frame = next(self._frames, None)
                if frame is None:
                    return
                self._ahead.append(frame)
            yield self._ahead[index]
            index += 1

    def _stamp(self, frame: VideoFrame) -> float | None:
        stamp = frame.dts if self._unordered or frame.pts is None else frame.pts
        return None if stamp is None or frame.time_base is None else float(stamp * frame.time_base)


def open_file(path: Path) -> VideoSource:
    """The clip in a file. OrinError, with what to do, where it holds none."""
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise OrinError(f"source {path} cannot be read: {error.strerror}") from None
    if size == 0:
        raise OrinError(f"source {path} is empty (0 bytes); copy the clip again")
    # The prefix keeps FFmpeg from reading a scheme into the name; a playlist may name local files only.
    container = open_container(f"file:{path.absolute()}", {"protocol_whitelist": "file,crypto,data"})
    if container is None:
        raise OrinError(f"source {path} is not a video that can be read; {_DOUBT}")
    return VideoSource(container, str(path), path)


def open_container(address: str, options: dict[str, str]) -> InputContainer | None:
    """What FFmpeg reads at an address; None where it finds no video."""
    try:
        container = av.open(address, options=options, timeout=(5.0, 5.0))
    except (FFmpegError, OSError, ValueError):
        return None
    if container.streams.video and container.streams.video[0].codec_context is not None:
        return container
    container.close()
    return None
