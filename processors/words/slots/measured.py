"""Quantities with their roles: how long, how many, when, how fast, how large."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.quantities import Quantity
from orin.processors.words.slots.around import marked, near, next_is
from orin.processors.words.slots.model import Slots

_CLOCK_LIKE = 13 * 3600.0
"""Seconds from which hours after `after` or `from` may be a time of day."""


def take_quantity(found: Slots, each: Quantity, pieces: Sequence[Piece], excluded: set[int]) -> None:
    """Into the slot of its role. `excluded`: pieces within an exception."""
    begin, end = each.begin, each.end
    match each.kind:
        case "hours":
            found.hours.append((each, begin in excluded))
            found.open_clock |= each.is_open
        case "clock":
            _take_clock(found, each, pieces)
        case "duration":
            _take_duration(found, each, pieces)
        case "speed":
            found.speeds.append((near(pieces, begin, end, "cm") or "", each))
        case "length":
            found.radius = (each.value, each.unit)
        case "share":
            _take_share(found, each, pieces)
        case "number":
            _take_number(found, each, pieces)


def _take_clock(found: Slots, each: Quantity, pieces: Sequence[Piece]) -> None:
    side = next((said for at in (each.begin - 1, each.begin - 2) if (said := _side(pieces, at)) is not None), None)
    if side is None and marked(pieces, each.begin, each.end, "m:after", before=0, after=1):
        side = "after"
    if side is None or (side == "before" and found.before is not None) or (side == "after" and found.after is not None):
        found.open_clock = True
    elif side == "before":
        found.before = each.value
    else:
        found.after = each.value


def _side(pieces: Sequence[Piece], at: int) -> str | None:
    """`before`, `after`; `not before` is after; None: no word of a side."""
    if at < 0 or pieces[at].value("mark") is not None:
        return None
    if pieces[at].value("pl") is not None and at and (pieces[at - 1].has("m:det") or pieces[at - 1].has("m:prep")):
        return None  # `at the till`
    before = pieces[at].has("m:before")
    if not (before or pieces[at].has("m:after") or pieces[at].has("m:from")):
        return None
    denied = at > 0 and pieces[at - 1].has("m:not")
    return "before" if before != denied else "after"


def _take_duration(found: Slots, each: Quantity, pieces: Sequence[Piece]) -> None:
    begin, end = each.begin, each.end
    if each.value >= _CLOCK_LIKE and each.value % 3600 == 0 and _side(pieces, begin - 1) is not None:
        found.open_clock = True  # `after 22h`
        return
    if _is_gap(pieces, begin, end):
        found.within = each.value
    elif marked(pieces, begin, end, "m:cooldown", before=3) or marked(
        pieces, begin, end, "m:cooldownend", before=0, after=3
    ):
        found.cooldown = each.value
    elif _escalates(found, each, pieces):
        pass
    elif marked(pieces, begin, end, "m:within", before=2, after=3) and "v:tailgate" not in found.marks:
        found.within = each.value
        found.shorter |= begin > 0 and pieces[begin - 1].value("cm") == "under"
        found.durations.append((each.value, begin))
    else:
        found.durations.append((each.value, begin))
        found.shorter |= begin > 0 and pieces[begin - 1].value("cm") == "under"


def _is_gap(pieces: Sequence[Piece], begin: int, end: int) -> bool:
    """`less than 3 seconds apart`; alerts are at least so far apart."""
    apart = end < len(pieces) and pieces[end].text.lower() == "apart"
    return apart and begin > 0 and pieces[begin - 1].value("cm") in ("under", "most")


def _escalates(found: Slots, each: Quantity, pieces: Sequence[Piece]) -> bool:
    """`critical after another 5 minutes`, `if it is still there 2 minutes later, make it critical`."""
    begin, end = each.begin, each.end
    clause_begin, clause_end = _clause(pieces, begin)
    levels = [(at, level) for at in range(clause_begin, clause_end) if (level := pieces[at].value("sev")) is not None]
    marks = any(pieces[at].has("m:escalate") for at in range(clause_begin, clause_end))
    more = any(piece.has("m:another") for piece in pieces[max(0, begin - 3) : end + 2])
    if not levels or not (marks or more) or not found.durations:
        return False
    nearest = min(levels, key=lambda pair: abs(pair[0] - begin))
    found.escalate.append((each.value, nearest[1], more))
    found.used.add(nearest[0])
    return True


def _clause(pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    """The stretch between full stops and semicolons around a piece; a comma ends it where `and` or `then` follows."""
    begin = at
    while begin > 0 and not _ends(pieces, begin - 1):
        begin -= 1
    end = at
    while end < len(pieces) and not _ends(pieces, end):
        end += 1
    return begin, end


def _ends(pieces: Sequence[Piece], at: int) -> bool:
    mark = pieces[at].value("mark")
    return mark in (".", ";", "!", "?")


def _take_share(found: Slots, each: Quantity, pieces: Sequence[Piece]) -> None:
    begin, end = each.begin, each.end
    comparison = near(pieces, begin, end, "cm", reach=4) or ""
    if marked(pieces, begin, end, "m:coverage", before=4, after=1):
        found.min_coverage = each.value
    elif marked(pieces, begin, end, "m:score", before=4, after=2):
        found.min_score = each.value
    elif comparison in ("under", "most") and not marked(pieces, begin, end, "m:except", before=6):
        found.max_size = each.value
    else:
        found.min_size = each.value
    found.used.update(range(begin, end))


def _take_number(found: Slots, each: Quantity, pieces: Sequence[Piece]) -> None:
    begin, end = each.begin, each.end
    if 0 < each.value <= 1 and marked(pieces, begin, end, "m:score", before=4, after=2):
        found.min_score = each.value
        found.used.update(range(begin, end))
        return
    if 0 < each.value < 1 and marked(pieces, begin, end, "m:size", before=4, after=2):
        found.min_size = each.value
        found.used.update(range(begin, end))
        return
    comparison = near(pieces, begin, end, "cm")
    said_of = next_is(pieces, end, "o") or (comparison is not None and not next_is(pieces, end, "d"))
    article = each.value == 1 and (pieces[begin].has("f:") or pieces[begin].has("m:article"))
    if article and (comparison is None or not any(piece.value("cm") for piece in pieces[max(0, begin - 1) : begin])):
        return
    if not said_of and comparison is None:
        return
    after = [pieces[at].value("cm") for at in range(end, min(end + 4, len(pieces)))]
    before = next(
        (pieces[at].value("cm") for at in range(begin - 1, max(-1, begin - 4), -1) if pieces[at].value("cm")), None
    )
    late = next((said for said in after if said in ("least", "most", "allowed")), None)
    late = "fewest" if late == "most" else late  # `two or fewer`
    found.counts.append((before or late or comparison or "", each.value, begin))
    found.used.update(range(begin, end))
