"""Where one wish ends and another begins."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.text import STOPS

_LONGEST_GRADED = 200
"""Pieces of a text that may say two limits."""
_PARTING = frozenset({".", ";", ","})

_GOING = ("enter", "exit", "cross", "move")


def split(pieces: Sequence[Piece], used: set[int]) -> list[list[int]]:
    """The pieces of each wish, by number; what stands before the first, such as hours, is in it.

    `used`: pieces that say who is told, by number; these wish for nothing.
    """
    graded = _graded(pieces)
    if graded:
        return graded
    found: list[list[int]] = []
    had = _Core()
    for chunk in _chunks(pieces):
        has = _core([pieces[at] for at in chunk if at not in used])
        if found and not _begins_another(pieces, had, has, chunk):
            found[-1] += chunk
            had = _Core(had.says or has.says, had.objects | has.objects, had.places | has.places)
        else:
            found.append(list(chunk))
            had = has
    return found


def _graded(pieces: Sequence[Piece]) -> list[list[int]]:
    """Two limits with a severity each: `more than 4 people: low. More than 8: high`; else none."""
    found: list[list[int]] = [[]]
    if len(pieces) > _LONGEST_GRADED:
        return []
    for at, piece in enumerate(pieces):
        if piece.has("m:another") or piece.has("v:alone") or piece.has("v:owner"):
            return []  # they may be steps of one guard
        parts = piece.value("mark") in _PARTING or piece.has("m:and")
        if parts and _is_graded([pieces[each] for each in found[-1]]):
            found.append([])
        found[-1].append(at)
    if len(found) > 1 and not any(pieces[at].tags - {"f:"} and pieces[at].value("mark") is None for at in found[-1]):
        last = found.pop()
        found[-1] += last
    levels = [pieces[at].value("sev") for part in found for at in part if pieces[at].value("sev")]
    whole = all(_is_graded([pieces[at] for at in part]) for part in found)
    return found if len(found) > 1 and whole and len(set(levels)) == len(levels) == len(found) else []


def _is_graded(part: Sequence[Piece]) -> bool:
    limits = any(piece.value("cm") for piece in part) and any(piece.value("n") or piece.value("dur") for piece in part)
    return limits and any(piece.value("sev") for piece in part)


def _chunks(pieces: Sequence[Piece]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for at, piece in enumerate(pieces):
        if piece.value("mark") in (*STOPS, ":", "\n") or piece.has("m:and") or piece.value("mark") == ",":
            found.append([at])
        else:
            found[-1].append(at)
    return [chunk for chunk in found if chunk]


class _Core(NamedTuple):
    """What a stretch of words says: whether anything happens, to what, where, and which of these it begins with."""

    says: bool = False
    objects: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    first: str = ""


def _begins_another(pieces: Sequence[Piece], had: _Core, has: _Core, chunk: Sequence[int]) -> bool:
    """Whether a chunk is a wish of its own: it says what happens, to what or where, and so does what came before."""
    elsewhere = bool(has.places and had.places and has.places != had.places)
    if not had.says or not (has.says or (has.objects and elsewhere)):
        return False
    opener = pieces[chunk[0]]
    if opener.has("m:and") and not has.objects and _goes_on(pieces, chunk):
        return False
    comma = opener.value("mark") == ","
    if comma and len(chunk) > 1 and pieces[chunk[1]].has("m:or") and elsewhere and has.says:
        return True  # `the shelf loses a bottle, or the till is left alone`
    if has.objects and had.objects and has.places and had.places:
        return not comma or has.places != had.places
    if comma or any(pieces[at].has("m:anaphora") for at in chunk):
        return False
    another = bool(has.objects and had.objects and has.objects != had.objects and had.places)
    return elsewhere or (another and opener.has("m:and") and has.first == "o")


def _goes_on(pieces: Sequence[Piece], chunk: Sequence[int]) -> bool:
    """Whether the same somebody does something after the other: `comes into the lobby and goes to reception`."""
    verb = next((pieces[at] for at in chunk[1:] if not pieces[at].has("f:") or pieces[at].value("v")), None)
    return verb is not None and any(verb.has(f"v:{going}") for going in _GOING)


def _core(pieces: Sequence[Piece]) -> _Core:
    places = frozenset(str(piece.value("pl")) for piece in pieces if piece.value("pl") and not piece.value("v"))
    objects = frozenset(str(piece.value("o")) for piece in pieces if piece.value("o"))
    happens = any(piece.value("v") for piece in pieces)
    measured = any(piece.value(kind) for piece in pieces for kind in ("cm", "u", "dur"))
    first = next((kind for piece in pieces for kind in ("o", "v", "pl") if piece.value(kind)), "")
    return _Core(happens or (measured and bool(objects)), objects, places, first)
