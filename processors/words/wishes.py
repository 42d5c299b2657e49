"""Which words of a text are wishes: what is told beside them, corrections, who is told, and where one wish ends."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.words.lexicon.harmless import HARMLESS
from orin.processors.words.quantities import Quantity, quantities
from orin.processors.words.reading import Piece
from orin.processors.words.text import fold, latin

_LONG = 60
"""Pieces; a text that is longer tells more than its wish."""
_STOPS = frozenset({".", ";", "!", "?"})
_CORRECTED = ("n", "clock", "dur", "pl", "o", "d", "sev", "h", "dir", "date")
_GUARDS = frozenset({"guard", "guards"})
"""Who may be told: the night guard."""
_REPORTED = frozenset({"melden", "meldung", "senden", "schicken", "weiterleiten"})
_SHORT = 10
_HEADING = 4
_MOST_CORRECTIONS = 20


def sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece.value("mark") in _STOPS:
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


def corrected(pieces: Sequence[Piece]) -> list[Piece]:
    """The last word counts: `5 minutes, I mean 10` is `10 minutes`."""
    found = list(pieces)
    at = corrections = 0
    while at < len(found) and corrections < _MOST_CORRECTIONS:
        if found[at].has("m:corr") or _is_no(found, at):
            found, at = _correct(found, at)
            corrections += 1
        at += 1
    return found


def _is_no(pieces: Sequence[Piece], at: int) -> bool:
    """A `no` that takes back what was said: after a stop or comma, and before a comma or a number."""
    if not pieces[at].has("m:corrno") or at == 0 or at + 1 >= len(pieces):
        return False
    following = pieces[at + 1]
    closed = pieces[at - 1].value("mark") is not None
    return closed and (following.value("mark") == "," or following.value("n") is not None)


def _correct(pieces: list[Piece], at: int) -> tuple[list[Piece], int]:
    """Without the words of the correction at a piece, and with what follows it in the place of what it corrects."""
    begin = at + 1
    while begin < len(pieces) and not any(pieces[begin].value(kind) for kind in _CORRECTED):
        if not _says_nothing(pieces[begin]):
            return pieces, at
        begin += 1
    if begin >= len(pieces):
        return pieces, at
    head, tail = pieces[:at], pieces[begin:]
    while head and (head[-1].value("mark") or head[-1].has("m:corr") or head[-1].has("m:weakno")):
        head = head[:-1]
    said = next((each for each in quantities(tail) if each.begin == 0), None)
    if said is None:
        return _correct_word(head, tail)
    return _correct_number(head, tail, said) if said.kind == "number" else _correct_measure(head, tail, said)


def _correct_number(head: list[Piece], tail: list[Piece], said: Quantity) -> tuple[list[Piece], int]:
    numbers = [at for at, piece in enumerate(head) if piece.value("n") not in (None, "half") and not piece.has("m:det")]
    last = max([*numbers, *(at for at, piece in enumerate(head) if piece.value("clock"))], default=None)
    if last is None:
        return [*head, *tail], len(head)
    halves = [pieces[at].value("ap") for pieces, at in ((tail, said.end), (head, last + 1)) if at < len(pieces)]
    half = len(halves) == 2 and all(halves)
    taken = said.end + half
    return [*head[:last], *tail[:taken], *head[last + 1 + half :], *tail[taken:]], last


def _correct_measure(head: list[Piece], tail: list[Piece], said: Quantity) -> tuple[list[Piece], int]:
    same = [each for each in quantities(head) if each.kind == said.kind]
    vague = None if same else _vague(head, said.kind)
    if not same and vague is None:
        return [*head, *tail], len(head)  # there was none: it is said now
    begin, end = (same[-1].begin, same[-1].end) if same else (vague or 0, (vague or 0) + 1)
    return [*head[:begin], *tail[: said.end], *head[end:], *tail[said.end :]], begin


def _correct_word(head: list[Piece], tail: list[Piece]) -> tuple[list[Piece], int]:
    kind = next(kind for kind in _CORRECTED if tail[0].value(kind))
    old = max((at for at, piece in enumerate(head) if piece.value(kind)), default=None)
    if kind == "date" and old is None:
        old = _vague(head, "hours")
    if old is None:
        return [*head, *tail], len(head)
    return [*head[:old], tail[0], *head[old + 1 :], *tail[1:]], old


def _says_nothing(piece: Piece) -> bool:
    said = fold(piece.text)
    return piece.value("mark") is not None or piece.has("m:corr") or any(said in words for words in HARMLESS.values())


def _vague(head: Sequence[Piece], kind: str) -> int | None:
    """Where hours or a duration are meant and not said, for what says them."""
    for at in range(len(head) - 1, -1, -1):
        if (kind == "hours" and head[at].value("h") is not None) or (
            kind == "duration" and head[at].value("dur") == "vague"
        ):
            return at
    return None


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


def split(pieces: Sequence[Piece], used: set[int]) -> list[list[int]]:
    """The pieces of each wish, by number; what stands before the first, such as hours, is in it.

    `used`: pieces that say who is told, by number; these wish for nothing.
    """
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


def _chunks(pieces: Sequence[Piece]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for at, piece in enumerate(pieces):
        if piece.value("mark") in (*_STOPS, ":", "\n") or piece.has("m:and") or piece.value("mark") == ",":
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
    comma = opener.value("mark") == ","
    if has.objects and had.objects and has.places and had.places:
        return not comma or has.places != had.places
    if comma or any(pieces[at].has("m:anaphora") for at in chunk):
        return False
    another = bool(has.objects and had.objects and has.objects != had.objects and had.places)
    return elsewhere or (another and opener.has("m:and") and has.first == "o")


def _core(pieces: Sequence[Piece]) -> _Core:
    places = frozenset(str(piece.value("pl")) for piece in pieces if piece.value("pl") and not piece.value("v"))
    objects = frozenset(str(piece.value("o")) for piece in pieces if piece.value("o"))
    happens = any(piece.value("v") for piece in pieces)
    measured = any(piece.value(kind) for piece in pieces for kind in ("cm", "u", "dur"))
    first = next((kind for piece in pieces for kind in ("o", "v", "pl") if piece.value(kind)), "")
    return _Core(happens or (measured and bool(objects)), objects, places, first)
