"""The slots of one wish, filled."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.places import Site
from orin.processors.words.reading.quantities import Quantity, quantities
from orin.processors.words.slots.dates import take_days, take_spans
from orin.processors.words.slots.exceptions import exceptions
from orin.processors.words.slots.measured import take_quantity
from orin.processors.words.slots.model import Slots, Spot
from orin.processors.words.slots.said import take_word

_IMPLIED = {"m:queues": "queue", "m:cashier": "till", "m:receptionist": "reception"}


def slots(pieces: Sequence[Piece], site: Site, used: set[int] | None = None) -> Slots:
    """`used`: pieces that say who is told, by number."""
    found = Slots(pieces, used=set(used or ()), told=set(used or ()))
    excluded = exceptions(pieces)
    take_spans(found, pieces, excluded)
    quantity_at: dict[int, Quantity] = {}
    for each in quantities(pieces):
        if each.begin in found.used:
            continue
        take_quantity(found, each, pieces, excluded)
        if each.kind != "number" or each.begin in found.used:
            quantity_at.update(dict.fromkeys(range(each.begin, each.end), each))
    for at, piece in enumerate(pieces):
        if at in found.used:
            continue
        of_hours = at in quantity_at and quantity_at[at].kind == "hours"
        if at not in quantity_at or (piece.value("pl") is not None and not of_hours):
            take_word(found, at, piece, site, excluded)
    if not found.spots and found.missing_place is None:
        _take_implied(found, pieces, site)
    take_days(found, pieces, excluded)
    found.joined = _are_one(found, excluded)
    _severity(found, pieces)
    return found


def _take_implied(found: Slots, pieces: Sequence[Piece], site: Site) -> None:
    """Who queues is in the queue, and a cashier belongs to the till: where no place is named."""
    for tag, name in _IMPLIED.items():
        place = site.find(name) if any(piece.has(tag) for piece in pieces) else None
        if place is not None and place.zone is not None and not found.spots:
            found.spots.append(Spot(place, -1))


def _are_one(found: Slots, excluded: set[int]) -> bool:
    """Whether excepted days and hours stand next to each other, with no `and` between."""
    days = [at for _, is_excluded, at in found.days if is_excluded]
    hours = [each for each, is_excluded in found.hours if is_excluded]
    if len(days) != 1 or len(hours) != 1:
        return False
    low, high = sorted((days[0], hours[0].begin))
    between = range(low + 1, high)
    return set(between) <= excluded and not any(
        found.pieces[at].has("m:and") or found.pieces[at].value("mark") == "," for at in between
    )


def _severity(found: Slots, pieces: Sequence[Piece]) -> None:
    for at, piece in enumerate(pieces):
        level = piece.value("sev")
        if level is not None and at not in found.used:
            found.severities.append(level)
