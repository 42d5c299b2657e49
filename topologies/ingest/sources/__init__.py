"""Where frames come from. `parse_source` lists every kind of source."""

from collections.abc import Callable
from typing import NamedTuple

from orin.topologies.ingest.address import NetworkAddress
from orin.topologies.ingest.named import WEB, named_source
from orin.topologies.ingest.sources.base import Source
from orin.topologies.ingest.sources.folder import FolderSource
from orin.topologies.ingest.sources.mjpeg import open_mjpeg
from orin.topologies.ingest.sources.scene import SceneSource
from orin.topologies.ingest.sources.stream import open_stream, open_webcam
from orin.topologies.ingest.sources.video import VideoSource, open_container, open_file


class SourceAddress(NamedTuple):
    """A source that is not open yet: its name without credentials, and how to open it (again)."""

    name: str
    open: Callable[[], Source]
    """Raises OrinError if there is nothing to read."""
    live: bool | None
    """None if only opening it tells: an HTTP address may be a camera or a file."""


def parse_source(text: str, fps: float | None = None) -> SourceAddress:
    """The source that `text` names, as `named_source` tells it. Raises Misuse."""
    named = named_source(text, fps)
    if isinstance(named, str):
        return SourceAddress(named, lambda: SceneSource(named), live=False)
    if isinstance(named, int):
        return SourceAddress(f"webcam {named}", lambda: open_webcam(named), live=True)
    if isinstance(named, NetworkAddress):
        if named.scheme in WEB:
            return SourceAddress(named.name, lambda: _open_web(named), live=None)
        return SourceAddress(named.name, lambda: open_stream(named), live=True)
    if named.is_dir():
        return SourceAddress(str(named), lambda: FolderSource(named, fps), live=False)
    return SourceAddress(str(named), lambda: open_file(named), live=False)


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
