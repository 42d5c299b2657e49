"""What stands around a piece: the comparison of a number, a mark before a duration."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece

_AFTER = frozenset({"least", "most", "allowed"})
"""Comparisons that stand after their number: `3 or more`."""
WINDOW = 3
"""Pieces around a number in which its comparison stands."""


def next_is(pieces: Sequence[Piece], at: int, kind: str) -> bool:
    for each in range(at, min(at + 3, len(pieces))):
        if pieces[each].value(kind) is not None:
            return True
        if not pieces[each].has("f:"):
            return False
    return False


def near(pieces: Sequence[Piece], begin: int, end: int, kind: str, reach: int = WINDOW) -> str | None:
    """The value of `kind` in the pieces before `begin`, nearest first, then in those right after `end`."""
    for at in range(begin - 1, max(-1, begin - 1 - reach), -1):
        if pieces[at].value("mark") in (",", ";", ":", "!", "?", "."):
            break
        if (said := pieces[at].value(kind)) is not None:
            return said
        if not (pieces[at].has("f:") or pieces[at].has("m:not")):
            break
    for at in range(end, min(end + 2, len(pieces))):
        said = pieces[at].value(kind)
        if said is not None and (kind != "cm" or said in _AFTER):
            return said
        if pieces[at].value("mark") is not None:
            break
    return None


def marked(pieces: Sequence[Piece], begin: int, end: int, tag: str, *, before: int = WINDOW, after: int = 0) -> bool:
    around = [*range(max(0, begin - before), begin), *range(end, min(end + after, len(pieces)))]
    return any(pieces[at].has(tag) for at in around)
