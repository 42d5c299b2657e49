"""Which sentences of a text wish for something."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.text import STOPS

_LONG = 60
"""Pieces; a text that is longer tells more than its wish."""
_SHORT = 10
_HEADING = 4


def sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece.value("mark") in STOPS:
            found.append([])
    return [each for each in found if any(not piece.value("mark") for piece in each)]


def relevant(pieces: Sequence[Piece]) -> list[Piece]:
    """The sentences that wish for something, where the text is long."""
    parts = sentences(pieces)
    if len(pieces) < _LONG or len(parts) < 3:
        return list(pieces)
    wishing = [number for number, part in enumerate(parts) if _wishes(part)]
    if not wishing:
        return list(pieces)
    kept = set(wishing)
    for number in wishing:
        after = number + 1
        while after < len(parts) and len(parts[after]) <= _SHORT and _qualifies(parts[after]):
            kept.add(after)
            after += 1
    return [piece for number, part in enumerate(parts) if number in kept for piece in part]


def without_heading(pieces: Sequence[Piece]) -> list[Piece]:
    """Without `Two things:` before the wishes."""
    colon = next((at for at, piece in enumerate(pieces[:_HEADING]) if piece.has("mark::")), 0)
    counted = colon == 2 and pieces[0].value("n") is not None
    named = any(piece.value(kind) for piece in pieces[1:colon] for kind in ("pl", "v", "d", "clock"))
    plain = counted and not named and all(piece.value("o") in (None, "object") for piece in pieces[1:colon])
    return list(pieces[colon + 1 :] if plain else pieces)


def _wishes(part: Sequence[Piece]) -> bool:
    asks = any(piece.has("m:trigger") for piece in part)
    return asks and any(piece.value("v") or piece.value("cm") for piece in part) and any(
        piece.value("pl") or piece.value("o") for piece in part
    )  # fmt: skip


def _qualifies(part: Sequence[Piece]) -> bool:
    said = any(piece.value(kind) for piece in part for kind in ("d", "h", "sev", "clock", "date")) or any(
        piece.has("m:cooldown") for piece in part
    )
    return said and not any(piece.value("o") and piece.value("v") for piece in part)
