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
        ahead = piece.has("m:outside") and any(each.value("d") for each in pieces[at + 1 : at + 8])
        outside = (
            not ahead
            and (piece.has("m:not") or piece.has("m:outside") or piece.has("m:except"))
            and _hours_follow(at, hours, pieces)
        )
        if outside:
            found.update(range(at + 1, outside))
            continue
        if piece.has("m:outside") and (end := _times_end(at + 1, pieces)):
            found.update(range(at + 1, end))
            continue
        negated = piece.has("m:not") and at + 1 < len(pieces) and _is_when(pieces, at + 1)
        if not piece.has("m:except") and not negated:
            continue
        weak = piece.has("m:weak") and not negated
        but = weak and not piece.has("m:not") and next_is(pieces, at + 1, "pl")
        if weak and not (but or next_is(pieces, at + 1, "o") or next_is(pieces, at + 1, "d")):
            continue
        if at + 1 < len(pieces) and pieces[at + 1].has("m:only"):
            continue  # `but only on Sundays`
        for each in range(at + 1, len(pieces)):
            inside = pieces[each]
            if inside.value("mark") not in (None, "-", ".") or (
                inside.value("v") is not None and inside.value("pl") is None
            ):
                break
            if inside.has("m:if") and not inside.has("m:det"):
                break
            listed = pieces[each - 1].has("m:and") or pieces[each - 1].has("m:or")
            if inside.has("m:between") and any(pieces[done].value("pl") for done in range(at + 1, each)):
                break  # `except at the till between 9 and 5`: the hours are of the wish
            if inside.has("m:prep") and not listed and any(_is_content(pieces[done]) for done in range(at + 1, each)):
                break
            found.add(each)
    return found


def _hours_follow(at: int, hours: Sequence[Quantity], pieces: Sequence[Piece]) -> int:
    """Where the range of hours that follows at once ends; 0: none follows."""
    for each in hours:
        if at < each.begin <= at + WINDOW and all(piece.has("f:") for piece in pieces[at + 1 : each.begin]):
            return each.end
    return 0


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
