"""Whether a video file ends before its container says it does."""

from pathlib import Path

from av.container import InputContainer

_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"


def is_truncated(container: InputContainer, path: Path) -> bool:
    """Whether the container's index or header places data beyond the end of the file.

    Known for MP4 and QuickTime (the sample index), AVI (the RIFF chunk's size) and Matroska (the segment's size).
    Other formats, such as MPEG-TS and FLV, have no index: there a file that ends early cannot be told from a short one.
    """
    size = path.stat().st_size
    if any(entry.pos + entry.size > size for entry in container.streams.video[0].index_entries):
        return True
    with path.open("rb") as file:
        head = file.read(4096)
    announced = _riff_end(head) if head[:4] == b"RIFF" else _segment_end(head) if head[:4] == _EBML else None
    return announced is not None and announced > size


def _riff_end(head: bytes) -> int | None:
    """Where the first RIFF chunk ends."""
    size = int.from_bytes(head[4:8], "little")
    return None if size == 0xFFFFFFFF else size + 8


def _segment_end(head: bytes) -> int | None:
    """Where the Matroska segment ends; None where its writer did not know (RFC 8794, 4 and 6.2)."""
    at = head.find(_SEGMENT)
    if at < 0 or at + 5 > len(head) or head[at + 4] == 0:
        return None
    begin = at + 4
    length = 9 - head[begin].bit_length()
    value = int.from_bytes(head[begin : begin + length], "big") - (1 << (7 * length))
    if value == (1 << (7 * length)) - 1:
        return None
    return begin + length + value
