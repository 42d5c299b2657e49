"""What a file is, told by its first bytes alone: neither its name nor what its sender calls it counts. Pure."""

from typing import Literal, NamedTuple

Sort = Literal["video", "picture", "archive"]
HEAD = 512
"""Bytes that are looked at."""
_TS_PACKET = 188


class Content(NamedTuple):
    """A kind of file; `suffix` is what it is stored under."""

    sort: Sort
    suffix: str
    called: str


_MP4 = Content("video", ".mp4", "MP4")
_KNOWN: tuple[tuple[int, bytes, Content], ...] = (
    (4, b"ftyp", _MP4),
    (4, b"moov", _MP4),
    (4, b"mdat", _MP4),
    (0, b"\x1a\x45\xdf\xa3", Content("video", ".mkv", "Matroska or WebM")),
    (0, b"\xff\xd8\xff", Content("picture", ".jpg", "JPEG")),
    (0, b"\x89PNG\r\n\x1a\n", Content("picture", ".png", "PNG")),
    (0, b"II*\0", Content("picture", ".tif", "TIFF")),
    (0, b"MM\0*", Content("picture", ".tif", "TIFF")),
    (0, b"PK\x03\x04", Content("archive", ".zip", "ZIP")),
    (0, b"\0\0\x01\xba", Content("video", ".mpg", "MPEG")),
)


def content_of(head: bytes) -> Content | None:
    """The kind of a file that begins with `head`; None for what is neither a video, a picture nor a ZIP archive."""
    for at, mark, content in _KNOWN:
        if head[at : at + len(mark)] == mark:
            return content
    if head[:4] == b"RIFF":
        return {b"AVI ": Content("video", ".avi", "AVI"), b"WEBP": Content("picture", ".webp", "WebP")}.get(head[8:12])
    if head[:2] == b"BM" and len(head) >= 26 and int.from_bytes(head[14:18], "little") in {12, 40, 52, 56, 108, 124}:
        return Content("picture", ".bmp", "BMP")
    if len(head) > 2 * _TS_PACKET and {head[0], head[_TS_PACKET], head[2 * _TS_PACKET]} == {0x47}:
        return Content("video", ".ts", "MPEG transport stream")
    return None
