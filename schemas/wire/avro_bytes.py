"""Values of Avro's encoding, read by hand, for the records of which there are the most.

Each function takes the bytes and a place in them, and returns what is there and the place after it.
"""

import struct


class UnexpectedBytes(Exception):
    """Not the usual layout: the general codec has to say what it is."""


UNEXPECTED = (UnexpectedBytes, IndexError, struct.error, UnicodeDecodeError)
"""What reading by hand may raise."""


def long(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
    if shift > 56:
        raise UnexpectedBytes
    return (value >> 1) ^ -(value & 1), at


def skip(data: bytes, at: int) -> int:
    """Past a text."""
    length, at = long(data, at)
    if length < 0 or at + length > len(data):
        raise UnexpectedBytes
    return at + length


def skip_optional(data: bytes, at: int) -> tuple[int, int]:
    branch = data[at]
    if branch == 2:
        return branch, skip(data, at + 1)
    if branch:
        raise UnexpectedBytes
    return branch, at + 1


def text(data: bytes, at: int) -> tuple[str, int]:
    end = skip(data, at)
    _, at = long(data, at)
    return data[at:end].decode(), end


def optional_text(data: bytes, at: int) -> tuple[str | None, int]:
    branch, end = skip_optional(data, at)
    return (text(data, at + 1)[0] if branch else None), end
