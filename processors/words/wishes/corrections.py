"""The last word counts: what a correction takes back is replaced by what it says."""

from collections.abc import Sequence

from orin.processors.words.lexicon.harmless import HARMLESS
from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.quantities import Quantity, quantities
from orin.processors.words.reading.text import fold

_CORRECTED = ("n", "clock", "dur", "pl", "o", "d", "sev", "h", "dir", "date")
_MOST_CORRECTIONS = 20


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
    closed = bool(head) and head[-1].value("mark") is not None
    while head and (head[-1].value("mark") or head[-1].has("m:corr") or head[-1].has("m:weakno")):
        head = head[:-1]
    said = next((each for each in quantities(tail) if each.begin == 0), None)
    if said is None:
        return _correct_word(head, tail)
    return (
        _correct_number(head, tail, said)
        if said.kind == "number"
        else _correct_measure(head, tail, said, closed=closed)
    )


def _correct_number(head: list[Piece], tail: list[Piece], said: Quantity) -> tuple[list[Piece], int]:
    numbers = [at for at, piece in enumerate(head) if piece.value("n") not in (None, "half") and not piece.has("m:det")]
    last = max([*numbers, *(at for at, piece in enumerate(head) if piece.value("clock"))], default=None)
    if last is None:
        return [*head, *tail], len(head)
    halves = [pieces[at].value("ap") for pieces, at in ((tail, said.end), (head, last + 1)) if at < len(pieces)]
    half = len(halves) == 2 and all(halves)
    taken = said.end + half
    return [*head[:last], *tail[:taken], *head[last + 1 + half :], *tail[taken:]], last


def _correct_measure(head: list[Piece], tail: list[Piece], said: Quantity, *, closed: bool) -> tuple[list[Piece], int]:
    same = [each for each in quantities(head) if each.kind == said.kind]
    vague = None if same else _vague(head, said.kind)
    if closed and not same and vague is None and head and head[-1].value("n") not in (None, "half"):
        return [*head[:-1], *tail], len(head) - 1  # `30 - no, 45 minutes`
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
