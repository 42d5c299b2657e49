"""Days of the week and dates."""

from collections.abc import Sequence

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.quantities import Clock, clock
from orin.processors.words.slots.model import Slots


def take_spans(found: Slots, pieces: Sequence[Piece], excluded: set[int]) -> None:
    """`from Friday 20:00 through Monday 06:00`: the pieces are used, no day or hour of them says anything else."""
    for at, piece in enumerate(pieces):
        if not _is_day(piece) or at in found.used:
            continue
        first = _clock_after(pieces, at + 1)
        if first is None or first.end >= len(pieces):
            continue
        link = first.end
        if not any(pieces[link].has(tag) for tag in ("m:to", "m:before", "mark:-", "mark:\u2013")):
            continue
        day = next((each for each in range(link + 1, min(link + 3, len(pieces))) if _is_day(pieces[each])), None)
        second = _clock_after(pieces, day + 1) if day is not None else None
        if day is None or second is None or any(each.is_open for each in (first, second)):
            continue
        span = (str(piece.value("d")), first.minutes, str(pieces[day].value("d")), second.minutes)
        found.spans.append((span, at in excluded))
        begin = at - 1 if at and pieces[at - 1].has("m:from") else at
        found.used.update(range(begin, second.end))
        found.told.update(range(begin, second.end))


def _clock_after(pieces: Sequence[Piece], at: int) -> Clock | None:
    """A time of day right after a day, or after `at`."""
    if at < len(pieces) and pieces[at].has("f:") and pieces[at].value("n") is None:
        at += 1
    return clock(pieces, at) if at < len(pieces) else None


def take_days(found: Slots, pieces: Sequence[Piece], excluded: set[int]) -> None:
    """Days, ranges of days, and dates with a year. `excluded`: pieces within an exception."""
    order = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    skip = -1
    for at, piece in enumerate(pieces):
        said = piece.value("d")
        if said is None or at <= skip or at in found.used:
            continue
        days = tuple(said.split(","))
        until = _range_end(pieces, at) if len(days) == 1 else None
        if until is not None:
            first, last = order.index(days[0]), order.index(str(pieces[until].value("d")))
            days = tuple(order[(first + each) % 7] for each in range((last - first) % 7 + 1))
            skip = until
        found.days.append((days, at in excluded, at))
    _dates(found, pieces, excluded)


def _range_end(pieces: Sequence[Piece], at: int) -> int | None:
    """The piece of the last day of `Monday to Friday`, `mon-fri`."""
    if at + 1 < len(pieces) and _is_day(pieces[at + 1]):
        return at + 1  # `mon-fri`: a hyphen is no piece
    if at + 2 < len(pieces) and _is_day(pieces[at + 2]):
        link = pieces[at + 1]
        if link.has("m:and") and at and pieces[at - 1].has("m:between"):
            return at + 2  # `between Monday and Friday`
        if link.has("m:to") or link.has("mark:-") or link.has("mark:–") or link.has("m:before"):
            return at + 2
    return None


def _is_day(piece: Piece) -> bool:
    return piece.value("d") is not None and "," not in str(piece.value("d"))


def _dates(found: Slots, pieces: Sequence[Piece], excluded: set[int]) -> None:
    """`24 December 2026`; without a year there is no date."""
    for at, piece in enumerate(pieces):
        month = piece.value("mo")
        if month is None:
            continue
        day = year = None
        for each in (at - 1, at + 1, at + 2, at - 2, at + 3):
            if 0 <= each < len(pieces) and (said := pieces[each].value("n")) not in (None, "half"):
                value = float(said or 0)
                if value >= 1000:
                    year = year or int(value)
                elif 1 <= value <= 31:
                    day = day or int(value)
        if day is None and year is None and piece.text[:1].islower():
            continue  # `may` and `march` are words as well
        if piece.has("m:may") and piece.text[:1].islower():
            continue
        if day and year:
            found.dates.append((f"{year:04}-{int(month):02}-{day:02}", at in excluded))
        else:
            found.named_hours.append(("holiday", at in excluded))
