"""Bytes that somebody made to do harm."""

import struct
import zlib


def huge_png(width: int, height: int) -> bytes:
    """The header of a grey PNG of that size, and a line of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1 + width))) + chunk(b"IEND", b"")
