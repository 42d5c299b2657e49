"""Which pieces of a wish are within an exception: `except on Sundays`, `but no dogs`."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.quantities import Quantity, quantities
from orin.processors.words.slots.around import WINDOW, next_is


def exceptions(pieces: Sequence[Piece]) -> set[int]:
    """Numbers of pieces that are within an exception."""
    found: set[int] = set()
    hours = [each for each in quantities(pieces) if each.kind == "hours"]
    for at, piece in enumerate(pieces):
        only = at + 1 < len(pieces) and pieces[at + 1].has("m:only")  # `but only between 10 and 6`
        if piece.has("m:excluded"):
            found.update(_excluded_before(at, pieces))
        elif not only:
            found.update(range(at + 1, end) if (end := _outside(at, hours, pieces)) else _left_out(at, pieces))
    return found


def _outside(at: int, hours: Sequence[Quantity], pieces: Sequence[Piece]) -> int:
    """Where the times end that a word excepts which stands right before them; 0: it excepts none."""
    piece = pieces[at]
    leaves = piece.has("m:not") or piece.has("m:outside") or piece.has("m:except")
    ahead = piece.has("m:outside") and any(each.value("d") for each in pieces[at + 1 : at + 8])
    if leaves and not ahead and (end := _hours_follow(at, hours, pieces)):
        return end
    return _times_end(at + 1, pieces) if piece.has("m:outside") else 0


def _left_out(at: int, pieces: Sequence[Piece]) -> set[int]:
    """The pieces that `except` and its like leave out."""
    piece = pieces[at]
    negated = piece.has("m:not") and at + 1 < len(pieces) and _is_when(pieces, at + 1)
    if not piece.has("m:except") and not negated:
        return set()
    weak = piece.has("m:weak") and not negated
    but = weak and not piece.has("m:not") and next_is(pieces, at + 1, "pl")
    if weak and not (but or next_is(pieces, at + 1, "o") or next_is(pieces, at + 1, "d")):
        return set()
    found: set[int] = set()
    for each in range(at + 1, len(pieces)):
        if _ends_exception(at, each, pieces):
            break
        found.add(each)
    return found


def _ends_exception(at: int, each: int, pieces: Sequence[Piece]) -> bool:
    inside, within = pieces[each], pieces[at + 1 : each]
    happens = inside.value("v") is not None and inside.value("pl") is None
    if inside.value("mark") not in (None, "-", ".") or happens or (inside.has("m:if") and not inside.has("m:det")):
        return True
    if inside.has("m:between") and any(done.value("pl") for done in within):
        return True  # `except at the till between 9 and 5`: the hours are of the wish
    listed = pieces[each - 1].has("m:and") or pieces[each - 1].has("m:or")
    return inside.has("m:prep") and not listed and any(_is_content(done) for done in within)


def _hours_follow(at: int, hours: Sequence[Quantity], pieces: Sequence[Piece]) -> int:
    """Where the range of hours that follows at once ends; 0: none follows."""
    for each in hours:
        if at < each.begin <= at + WINDOW and all(piece.has("f:") for piece in pieces[at + 1 : each.begin]):
            return each.end
    return 0


def _excluded_before(at: int, pieces: Sequence[Piece]) -> set[int]:
    """The days or hours right before: `weekends excluded`."""
    begin = at
    while begin > 0 and pieces[begin - 1].value("mark") is None:
        piece = pieces[begin - 1]
        if not (piece.value("d") or piece.value("h") or piece.value("date") or piece.has("m:and")):
            break
        begin -= 1
    return set(range(begin, at))


def _times_end(at: int, pieces: Sequence[Piece]) -> int:
    """Where the days and hours that begin at a piece end; 0: none begin there."""
    said = 0
    while at < len(pieces) and pieces[at].value("mark") in (None, "-", "\u2013"):
        piece = pieces[at]
        if any(piece.value(kind) is not None for kind in ("d", "clock", "n", "t", "h", "ap")):
            said = at + 1
        elif not (
            piece.has("f:")
            or piece.has("m:to")
            or piece.has("m:oclock")
            or piece.has("m:between")
            or piece.has("m:from")
            or piece.has("mark:-")
        ):
            break
        at += 1
    return said


def _is_content(piece: Piece) -> bool:
    return any(piece.value(kind) is not None for kind in ("o", "pl", "d", "h", "date", "n", "clock"))


def _is_when(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a day or hours follow: `not on Sundays`."""
    for each in range(at, min(at + 3, len(pieces))):
        if pieces[each].value("d") is not None or pieces[each].value("date") is not None:
            return True
        if pieces[each].value("h") is not None:
            return True
        if not pieces[each].has("f:"):
            return False
    return False
