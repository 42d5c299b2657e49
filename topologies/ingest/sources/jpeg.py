"""A JPEG's header, without decoding the image: its size, and comments (ITU-T T.81, B.1 and B.2)."""

_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APP1 = 0xE1


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels.

    None when there is no readable header, and when there is EXIF before it: its orientation may turn the picture,
    so only decoding tells.
    """
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _APP1 and data[at + 4 : at + 8] == b"Exif":
            return None
        if marker in _FRAME_HEADERS:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
            return (width, height) if len(data) >= at + 9 and width and height else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def with_comment(data: bytes, text: str) -> bytes:
    """The JPEG with `text` (ASCII, at most 65,533 characters) as its first comment segment."""
    body = text.encode("ascii")
    return data[:2] + b"\xff\xfe" + (len(body) + 2).to_bytes(2, "big") + body + data[2:]
