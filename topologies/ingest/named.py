"""What a source's name means, told without opening it and without importing what reads it."""

from pathlib import Path

from orin.schemas.errors import Misuse
from orin.topologies.ingest.address import NetworkAddress, parse_address

MOST_FPS = 1000.0
_MOST_DIGITS = 9
"""Of a webcam's number."""
WEB = ("http", "https")
_STREAMS = ("rtsp", "rtsps", "rtmp", "udp", "tcp", "srt", "rtp")

NamedSource = str | NetworkAddress | int | Path
"""A scene's address; a camera's, or that of a file on the web; a webcam's number; a clip or a folder of images."""


def named_source(text: str, fps: float | None = None) -> NamedSource:
    """The source that `text` names. `fps` is the rate of an image folder that does not state its own.

    Raises Misuse if there is no such source (an unknown scheme, a missing file, an unclear address), or for an invalid
    rate.
    """
    if fps is not None and not 0 < fps <= MOST_FPS:
        raise Misuse(f"--fps {fps:g}: not a rate; give one above 0 and up to {MOST_FPS:g}, such as 10")
    if not text:
        raise Misuse("source '': it is empty; give a clip, a folder, an address, a webcam's number or scene://NAME")
    scheme = text.partition("://")[0].lower() if "://" in text else ""
    if scheme == "scene":
        return text
    if scheme in (*_STREAMS, *WEB):
        return parse_address(text)
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    if scheme not in ("", "file"):
        raise Misuse(
            f"source {scheme}://…: this kind of address is not supported; give a video file, a folder of images, an "
            "rtsp:// or http:// address, a webcam's number or scene://NAME"
        )
    path = Path(text.removeprefix("file://")).expanduser()
    if not path.exists():
        raise Misuse(f"source {str(path)!r}: there is no such file or folder")
    if not path.is_dir() and not path.is_file():
        raise Misuse(f"source {str(path)!r}: neither a file nor a folder; a webcam is given by its number, such as 0")
    return path
