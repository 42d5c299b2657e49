"""What all writers of dead letters have in common: a letter's key, and that it must itself fit into a message."""

from msgspec.structs import replace

from orin.schemas.records import DeadLetter

_LONGEST_KEY = 1024
"""Bytes of an unreadable message's key that its letter keeps."""


def letter_key(letter: DeadLetter) -> str:
    """`stage/topic/partition/offset`: which stage gave up on which message; a repeat takes its like's place."""
    return f"{letter.stage}/{letter.topic}/{letter.partition}/{letter.offset}"


def cut(letter: DeadLetter, most: int) -> DeadLetter:
    """The letter with at most `most` bytes of the message, and `_LONGEST_KEY` of its key; it says what is left out."""
    key = None if letter.key is None else letter.key[:_LONGEST_KEY]
    if len(letter.raw) <= most:
        return replace(letter, key=key)
    said = f"{letter.message} (the first {most} of {len(letter.raw)} bytes are kept)"
    return replace(letter, key=key, raw=letter.raw[:most], message=said)
