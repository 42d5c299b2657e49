"""Cameras that OpenCV reads: RTSP and other addresses through its FFmpeg, and webcams."""

import socket
import time

import cv2

from orin.schemas.errors import OrinError
from orin.topologies.ingest.address import NetworkAddress
from orin.topologies.ingest.sources.base import EncodedImage, SourceInfo, encode
from orin.topologies.ingest.sources.opencv import number, open_capture

_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443, "rtmp": 1935}
_PROBE_TIMEOUT = 3.0


class StreamSource:
    """A live source. Its position is seconds since it was opened, by the monotonic clock at the moment of `grab`."""

    part = 0

    def __init__(self, capture: cv2.VideoCapture, name: str) -> None:
        self._capture = capture
        self._opened = time.monotonic()
        width, height = (number(capture, p) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        self.info = SourceInfo(
            name=name,
            lossless=False,
            fps=number(capture, cv2.CAP_PROP_FPS),
            width=int(width) if width else None,
            height=int(height) if height else None,
        )

    def grab(self) -> float | None:
        return time.monotonic() - self._opened if self._capture.grab() else None

    def retrieve(self) -> EncodedImage:
        done, image = self._capture.retrieve()
        if done:
            return encode(image)
        if self.info.width is None or self.info.height is None:
            raise OrinError(f"source {self.info.name}: a frame cannot be decoded")
        return EncodedImage(b"", "jpeg", self.info.width, self.info.height)

    def remark(self) -> str | None:
        return None

    def close(self) -> None:
        self._capture.release()


def open_stream(address: NetworkAddress) -> StreamSource:
    """The camera at an address. OrinError, which says why, where no video comes."""
    capture = open_capture(address.url)
    if capture is None:
        raise OrinError(f"source {address.name}: {_why(address)}")
    return StreamSource(capture, address.name)


def open_webcam(index: int) -> StreamSource:
    """A camera of this machine, by its number."""
    capture = open_capture(index)
    if capture is None:
        raise OrinError(f"source webcam {index}: there is no such camera, or another program uses it")
    return StreamSource(capture, f"webcam {index}")


def _why(address: NetworkAddress) -> str:
    """Why nothing came from an address: OpenCV does not say."""
    port = address.port or _PORTS.get(address.scheme)
    if not address.host:
        return "the address has no host"
    if port is None or address.scheme in ("udp", "rtp", "srt"):
        return f"no video came within {_PROBE_TIMEOUT:.0f} s; check that the camera sends to this address"
    try:
        socket.create_connection((address.host, port), _PROBE_TIMEOUT).close()
    except OSError as error:
        return f"{address.host}:{port} does not answer ({error.strerror or error}); is the camera on and reachable?"
    return f"{address.host}:{port} answers but sends no video; check the path, the user and the password"
