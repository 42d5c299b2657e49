"""Who is to be told, by name."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.text import latin

_GUARDS = frozenset({"guard", "guards"})
"""Who may be told: the night guard."""
_REPORTED = frozenset({"melden", "meldung", "senden", "schicken", "weiterleiten"})


def told(pieces: Sequence[Piece]) -> tuple[list[str], set[int]]:
    """Who is to be told, by name, and the pieces that say so."""
    names: list[str] = []
    used: set[int] = set()
    at = 0
    while at < len(pieces):
        if (named := _informed(pieces, at)) is not None:
            names.append(named[0])
            used.update(range(named[1], at + 1))
        counted = at > 0 and pieces[at - 1].value("n") is not None  # `at most one alert per hour` tells nobody
        if pieces[at].has("m:notify") and not counted:
            found, end = _receivers(pieces, at + 1)
            if found:
                names += found
                used.update(range(at, end))
                at = end
                continue
        at += 1
    return list(dict.fromkeys(names)), used


def _informed(pieces: Sequence[Piece], at: int) -> tuple[str, int] | None:
    """`plant-safety has to know`, `an nachtwache melden`: the name, and where it begins."""
    begin = at
    if pieces[at].has("m:informed"):
        while begin > 1 and pieces[begin - 1].glued:
            begin -= 1
        begin -= 1
        if begin < 0 or at - begin < 2:
            return None
        return "-".join(latin(piece.text) for piece in pieces[begin:at]), begin
    if pieces[at].text.lower() not in _REPORTED or at < 2 or pieces[at - 1].value("mark") is not None:
        return None
    while begin > 1 and pieces[begin - 1].glued:
        begin -= 1
    begin -= 1
    if begin < 1 or pieces[begin - 1].text.lower() != "an" or (at - begin == 1 and pieces[begin].tags):
        return None
    return "-".join(latin(piece.text) for piece in pieces[begin:at]), begin - 1


def _receivers(pieces: Sequence[Piece], at: int) -> tuple[list[str], int]:
    names: list[str] = []
    words: list[str] = []
    while at < len(pieces):
        piece = pieces[at]
        if piece.has("m:me"):
            return [], at
        if _closes(piece):
            break
        if piece.has("m:and") and words:
            names.append("-".join(words))
            words = []
        elif piece.glued or (at + 1 < len(pieces) and pieces[at + 1].glued):
            words += [latin(word) for word in piece.text.replace("_", "-").split()]
        elif not (piece.has("m:det") or piece.has("m:also")) or words:
            if piece.has("m:trigger") and words and piece.text.lower() not in _GUARDS:
                break
            starts = piece.has("m:trigger") and not words
            if piece.value("v") or piece.value("n") or starts or piece.value("dur"):
                return [], at
            words += [latin(word) for word in piece.text.replace("_", "-").split()]
        at += 1
    if words:
        names.append("-".join(words))
    good = [name for name in names if name and len(name.split("-")) <= 4]
    return (good if len(good) == len(names) else []), at


def _closes(piece: Piece) -> bool:
    return piece.has("m:if") or piece.value("mark") is not None or piece.has("m:about") or piece.has("m:know")
