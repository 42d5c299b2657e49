"""Where frames come from. `parse_source` lists every kind of source."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from orin.schemas.errors import Misuse
from orin.topologies.ingest.sources.address import NetworkAddress, parse_address
from orin.topologies.ingest.sources.base import Source
from orin.topologies.ingest.sources.folder import FolderSource
from orin.topologies.ingest.sources.mjpeg import open_mjpeg
from orin.topologies.ingest.sources.scene import SceneSource
from orin.topologies.ingest.sources.stream import open_stream, open_webcam
from orin.topologies.ingest.sources.video import VideoSource, open_container, open_file

_MOST_FPS = 1000.0
_STREAMS = ("rtsp", "rtsps", "rtmp", "udp", "tcp", "srt", "rtp")


class SourceAddress(NamedTuple):
    """A source that is not open yet: its name without credentials, and how to open it (again)."""

    name: str
    open: Callable[[], Source]
    """Raises OrinError if there is nothing to read."""
    live: bool | None
    """None if only opening it tells: an HTTP address may be a camera or a file."""


def parse_source(text: str, fps: float | None = None) -> SourceAddress:
    """The source that `text` names. `fps` is the rate of an image folder that does not state its own.

    Raises Misuse if there is no such source (an unknown scheme, a missing file, an unclear address), or for an invalid
    rate.
    """
    if fps is not None and not 0 < fps <= _MOST_FPS:
        raise Misuse(f"--fps {fps:g}: not a rate; give one above 0 and up to {_MOST_FPS:g}, such as 10")
    scheme = text.partition("://")[0].lower() if "://" in text else ""
    if scheme == "scene":
        return SourceAddress(text, lambda: SceneSource(text), live=False)
    if scheme in _STREAMS:
        stream = parse_address(text)
        return SourceAddress(stream.name, lambda: open_stream(stream), live=True)
    if scheme in ("http", "https"):
        web = parse_address(text)
        return SourceAddress(web.name, lambda: _open_web(web), live=None)
    if text.isascii() and text.isdigit():
        return SourceAddress(f"webcam {text}", lambda: open_webcam(int(text)), live=True)
    if scheme not in ("", "file"):
        raise Misuse(
            f"source {scheme}://…: this kind of address is not supported; give a video file, a folder of images, an "
            "rtsp:// or http:// address, a webcam's number or scene://NAME"
        )
    path = Path(text.removeprefix("file://")).expanduser()
    if path.is_dir():
        return SourceAddress(str(path), lambda: FolderSource(path, fps), live=False)
    if not path.exists():
        raise Misuse(f"source {str(path)!r}: there is no such file or folder")
    if not path.is_file():
        raise Misuse(f"source {str(path)!r}: neither a file nor a folder; a webcam is given by its number, such as 0")
    return SourceAddress(str(path), lambda: open_file(path), live=False)


def _open_web(address: NetworkAddress) -> Source:
    """What an HTTP address has: MJPEG, a file, or another kind of live stream."""
    mjpeg = open_mjpeg(address)
    if mjpeg is not None:
        return mjpeg
    container = open_container(address.url, {})
    if container is not None and container.duration:
        return VideoSource(container, address.name)
    if container is not None:
        container.close()
    return open_stream(address)


def open_source(text: str, fps: float | None = None) -> Source:
    """`parse_source` and open, for reading a clip or a scene once."""
    return parse_source(text, fps).open()
