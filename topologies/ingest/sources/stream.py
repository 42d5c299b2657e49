"""Cameras: RTSP and HTTP addresses, and webcams. Also a video file behind an HTTP address."""

import socket
import time
from urllib.parse import urlsplit

import cv2

from orin.runtime.observability.redact import redact
from orin.schemas.errors import OrinError
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, encode
from orin.topologies.ingest.sources.opencv import number, open_capture
from orin.topologies.ingest.sources.video import Positions, cut_remark

_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443, "rtmp": 1935}
_PROBE_TIMEOUT = 3.0


class StreamSource:
    """An address that OpenCV reads by FFmpeg. Live, unless it is HTTP and says how long it is: then it is a file.

    A live source's position is seconds since it was opened, by the monotonic clock at the moment of `grab`.
    """

    def __init__(self, url: str) -> None:
        name = redact(url)
        capture = open_capture(url)
        if capture is None:
            raise OrinError(f"source {name}: {_why(url)}")
        self._capture = capture
        self._opened = time.monotonic()
        self._read = 0
        fps = number(capture, cv2.CAP_PROP_FPS)
        frames = number(capture, cv2.CAP_PROP_FRAME_COUNT)
        clip = urlsplit(url).scheme.lower().startswith("http") and frames is not None and fps is not None
        self._positions = Positions(fps) if clip and fps is not None else None
        width, height = (number(capture, p) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        self.info = SourceInfo(
            name=name,
            lossless=clip,
            fps=fps,
            duration=frames / fps if clip and frames and fps else None,
            frames=int(frames) if clip and frames else None,
            width=int(width) if width else None,
            height=int(height) if height else None,
        )

    def grab(self) -> float | None:
        if not self._capture.grab():
            return None
        self._read += 1
        if self._positions is None:
            return time.monotonic() - self._opened
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


class WebcamSource:
    """A camera of this machine, by its number."""

    def __init__(self, index: int) -> None:
        capture = open_capture(index)
        if capture is None:
            raise OrinError(f"source webcam {index}: there is no such camera, or another program uses it")
        self._capture = capture
        self._opened = time.monotonic()
        self.info = SourceInfo(name=f"webcam {index}", lossless=False, fps=number(capture, cv2.CAP_PROP_FPS))

    def grab(self) -> float | None:
        return time.monotonic() - self._opened if self._capture.grab() else None

    def retrieve(self) -> EncodedImage:
        done, image = self._capture.retrieve()
        if not done:
            raise OrinError(f"source {self.info.name}: a frame cannot be decoded")
        return encode(image)

    def remark(self) -> str | None:
        return None

    def close(self) -> None:
        self._capture.release()


def _why(url: str) -> str:
    """Why nothing came from an address: OpenCV does not say."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme.lower())
    except ValueError:
        return "the port is not a number"
    if not host:
        return "the address names no host"
    if port is None or parts.scheme.lower() in ("udp", "rtp", "srt"):
        return "no video came"
    try:
        socket.create_connection((host, port), _PROBE_TIMEOUT).close()
    except OSError as error:
        return f"{host}:{port} does not answer ({error.strerror or error}); is the camera on and reachable?"
    return f"{host}:{port} answers but gives no video; check the path, the user and the password"
