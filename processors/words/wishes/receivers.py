"""Who is to be told, by name."""

from collections.abc import Sequence

from orin.processors.words.lexicon.context import SOMEBODY
from orin.processors.words.lexicon.harmless import HARMLESS
from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.text import fold, latin

_GUARDS = frozenset({"guard", "guards"})
"""Who may be told: the night guard."""
_LISTING = frozenset({"+", "&", "/"})
_NEVER = frozenset({"identity", "protected", "feeling", "intent", "state", "order"})
"""Why a wish is refused: who is said so is nobody to be told."""
_NO_NAME = ("pl", "d", "h", "n", "clock", "v", "u", "ap", "dur")
"""What ends no name with a hyphen."""
_LONGEST_ROLE = 4
"""Words of a name."""
_REPORTED = frozenset({"melden", "meldung", "senden", "schicken", "weiterleiten"})


def told(pieces: Sequence[Piece], lang: str) -> tuple[list[tuple[str, int]], set[int]]:
    """Who is to be told: each name with the piece that it stands at, and all pieces that say so."""
    names: list[tuple[str, int]] = []
    used: set[int] = set()
    at = 0
    while at < len(pieces):
        if (named := _informed(pieces, at, lang)) is not None:
            names.append(named)
            used.update(range(named[1], at + 1))
        counted = at > 0 and pieces[at - 1].value("n") is not None  # `at most one alert per hour` tells nobody
        if (pieces[at].has("m:notify") and not counted) or pieces[at].has("m:arrow"):
            found, end = _receivers(pieces, at + 1, lang)
            if found and (pieces[at].has("m:notify") or _is_name(pieces[at + 1 : end])):
                names += [(name, at) for name in found]
                used.update(range(at, end))
                at = end
                continue
        elif pieces[at].has("m:toname") and (end := _compound(pieces, at + 1)) > at + 1:
            begin = at + 1 + pieces[at + 1].has("m:article")
            names.append((_joined(pieces[begin:end]), at))
            used.update(range(begin, end))
        elif (end := _name_alone(pieces, at)) > at:
            names.append((_joined(pieces[at:end]), at))
            used.update(range(at, end))
            at = end
            continue
        at += 1
    return names, used


def _compound(pieces: Sequence[Piece], at: int) -> int:
    """Where a name with a hyphen ends that begins at a piece, or after an article there; or `at`."""
    begin = at + 1 if at < len(pieces) and pieces[at].has("m:article") else at
    end = begin + 1
    while end < len(pieces) and pieces[end].glued:
        end += 1
    named = begin < len(pieces) and end - begin > 1 and pieces[begin].value("mark") is None
    return end if named and not any(pieces[end - 1].value(kind) for kind in _NO_NAME) else at


def _name_alone(pieces: Sequence[Piece], at: int) -> int:
    """Where a name with a hyphen ends that stands by itself between marks: `... - critical - plant-safety`; or `at`."""
    if at == 0 or pieces[at - 1].value("mark") is None or pieces[at].value("mark") is not None:
        return at
    end = _compound(pieces, at)
    return end if end == len(pieces) or (end > at and pieces[end].value("mark") is not None) else at


def _is_name(pieces: Sequence[Piece]) -> bool:
    """Whether it can be nothing but a name: one with a hyphen, of a role, or a word that means nothing else."""
    plain = [piece for piece in pieces if not piece.has("m:article")]
    joined = any(piece.glued for piece in plain) or (bool(plain) and plain[-1].has("m:role"))
    return joined or (0 < len(plain) <= 2 and not any(piece.tags for piece in plain))


def _informed(pieces: Sequence[Piece], at: int, lang: str) -> tuple[str, int] | None:
    """`plant-safety has to know`, `the shift lead should be told`, `an nachtwache melden`: the name, and its begin."""
    begin = at
    if pieces[at].has("m:informed"):
        while begin > 1 and pieces[begin - 1].glued:
            begin -= 1
        begin -= 1
        if begin >= 0 and at - begin >= 2 and not any(pieces[at - 1].value(kind) for kind in _NO_NAME):
            return _joined(pieces[begin:at]), begin
        return _role(pieces, at, lang)
    if pieces[at].text.lower() not in _REPORTED or at < 2 or pieces[at - 1].value("mark") is not None:
        return None
    while begin > 1 and pieces[begin - 1].glued:
        begin -= 1
    begin -= 1
    if begin < 1 or pieces[begin - 1].text.lower() != "an" or (at - begin == 1 and pieces[begin].tags):
        return None
    return _joined(pieces[begin:at]), begin - 1


def _role(pieces: Sequence[Piece], at: int, lang: str) -> tuple[str, int] | None:
    """A name without a hyphen: after an article, or at the beginning of a clause."""
    begin = at
    while begin > 0 and at - begin < _LONGEST_ROLE and _names(pieces[begin - 1], lang):
        begin -= 1
    if begin == at or not (begin == 0 or pieces[begin - 1].value("mark") or pieces[begin - 1].has("m:article")):
        return None
    opened = begin - 1 if begin and pieces[begin - 1].has("m:article") else begin
    return _joined(pieces[begin:at]), opened


def _names(piece: Piece, lang: str) -> bool:
    words = fold(piece.text).split()
    return piece.value("mark") is None and not (set(words) & (HARMLESS[lang] | SOMEBODY[lang]))


def _joined(pieces: Sequence[Piece]) -> str:
    return "-".join(latin(word) for piece in pieces for word in piece.text.replace("_", "-").split())


def _receivers(pieces: Sequence[Piece], at: int, lang: str) -> tuple[list[str], int]:
    """The names that begin at a piece, and where they end; none where something else is said there."""
    names: list[list[Piece]] = [[]]
    while at < len(pieces):
        piece, words = pieces[at], names[-1]
        if piece.has("m:me") or piece.has("m:otherwise") or (piece.value("r") in _NEVER and not piece.glued):
            return [], at
        listed = bool(words) and (
            piece.value("mark") in _LISTING or (piece.value("mark") == "," and _compound(pieces, at + 1) > at + 1)
        )
        if not listed and (_closes(piece) or (words and _is_courtesy(piece, lang))):
            break
        if listed or (piece.has("m:and") and words):
            if not _names_follow(pieces, at + 1):
                break
            names.append([])
        elif piece.glued or (at + 1 < len(pieces) and pieces[at + 1].glued):
            words.append(piece)
        elif not (piece.has("m:det") or piece.has("m:also")) or words:
            if piece.has("m:trigger") and words and piece.text.lower() not in _GUARDS:
                break
            starts = piece.has("m:trigger") and not words
            if piece.value("v") or piece.value("n") or starts or piece.value("dur"):
                return [], at
            words.append(piece)
        at += 1
    good = all(_is_whole(words) for words in names)
    return ([_joined(words) for words in names] if good else []), at


def _is_whole(words: Sequence[Piece]) -> bool:
    """Whether it is one name: a few words, and beside one with a hyphen no other."""
    joints = sum(piece.glued for piece in words)
    return bool(words) and len(_joined(words).split("-")) <= _LONGEST_ROLE and joints in (0, len(words) - 1)


def _is_courtesy(piece: Piece, lang: str) -> bool:
    """`please`, `at once`: after a name it is no part of it."""
    return not piece.glued and ((fold(piece.text) in HARMLESS[lang] and not piece.value("o")) or piece.has("m:instant"))


def _names_follow(pieces: Sequence[Piece], at: int) -> bool:
    """Whether another name stands after `and`: `tell security and mark it as critical` has one."""
    while at < len(pieces) and (pieces[at].has("m:article") or pieces[at].has("m:also")):
        at += 1
    if at >= len(pieces) or pieces[at].value("sev") is not None:
        return False
    joined = at + 1 < len(pieces) and pieces[at + 1].glued
    return joined or not (pieces[at].has("m:trigger") or pieces[at].has("m:escalate") or pieces[at].value("v"))


def _closes(piece: Piece) -> bool:
    said = any(piece.value(kind) is not None for kind in ("mark", "sev", "d", "clock")) and not piece.glued
    return said or any(piece.has(tag) for tag in ("m:if", "m:about", "m:know", "m:cooldown", "m:informed"))
