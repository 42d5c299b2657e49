"""Numbers with what they are of: durations, clock times, ranges of hours, speeds, lengths, shares."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.words.reading.pieces import Piece

MPH = 1.609344
_DAY = 24 * 60
_HOURS_AFTER = frozenset({"hrs", "hours", "h"})
"""After `22:00` they say nothing more."""
_TWELVE = frozenset({"and", "to", "till", "til", "until"})
OFFICE_RANGES = {(9, 5), (9, 6), (8, 5)}


class Quantity(NamedTuple):
    """Pieces [begin, end). `kind`: number, duration (s), clock (minutes), hours (from, to), speed, length, share.

    `unit` of a speed: km/h, m/s or heights; of a length: m or h. `open`: more than one reading is left.
    """

    kind: str
    begin: int
    end: int
    value: float = 0.0
    other: float = 0.0
    unit: str = ""
    is_open: bool = False


def quantities(pieces: Sequence[Piece]) -> list[Quantity]:
    """In the order of the pieces, none within another."""
    found = []
    at = 0
    while at < len(pieces):
        one = _hours(pieces, at) or _clock_alone(pieces, at) or _quantity(pieces, at)
        if one is None:
            at += 1
            continue
        found.append(one)
        at = one.end
    return found


def number(pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """The number at a piece, and where it ends."""
    if at >= len(pieces) or (said := pieces[at].value("n")) is None:
        return None
    if said == "half":
        return None
    value, end = float(said), at + 1
    if value == 100 or (end < len(pieces) and value < 10 and pieces[end].has("n:100")):
        if value != 100:
            value, end = value * 100, end + 1
        rest = number(pieces, end) if end < len(pieces) and pieces[at].value("clock") is None else None
        if rest is not None and rest[0] < 100 and not pieces[end].text[:1].isdigit():
            value, end = value + rest[0], rest[1]
    elif value.is_integer() and end < len(pieces) and pieces[end].has("m:half"):
        value, end = value + 0.5, end + 1
    return value, end


def _quantity(pieces: Sequence[Piece], at: int) -> Quantity | None:
    if (lasting := _lasting(pieces, at)) is not None:
        return lasting
    if (share := pieces[at].value("fx")) is not None and at + 1 < len(pieces) and _share_follows(pieces, at + 1):
        return Quantity("share", at, at + 1, float(share))
    if (unit := pieces[at].value("u")) is not None and at and pieces[at - 1].has("m:cooldown"):
        return Quantity("duration", at, at + 1, float(unit))  # `once per hour`
    read = number(pieces, at)
    if read is None:
        return None
    value, end = read
    if end + 1 < len(pieces) and pieces[end].has("m:another") and pieces[end + 1].value("u") is not None:
        end += 1  # `3 more minutes`
    if (length := _more_of_the_same(pieces, at, end)) is not None:
        return Quantity("duration", at, end, value * length)
    return _measured(pieces, at, end, value)


def _measured(pieces: Sequence[Piece], at: int, end: int, value: float) -> Quantity:
    """The number at [at, end) with the unit after it, if there is one."""
    after = pieces[end] if end < len(pieces) else None
    if after is not None:
        if (unit := after.value("us")) is not None:
            if unit == "mph":
                return Quantity("speed", at, end + 1, value * MPH, unit="km/h", is_open=True)
            return Quantity("speed", at, end + 1, value, unit=unit)
        near = at > 0 and (pieces[at - 1].has("m:near") or pieces[at - 1].has("m:within"))
        if after.value("u") is not None and not (near and after.value("ul") is not None):
            return _more(pieces, Quantity("duration", at, end + 1, value * float(after.value("u") or 0)))
        if (unit := after.value("ul")) is not None:
            scale = {"cm": 0.01, "ft": 0.3048}.get(unit, 1.0)
            return Quantity("length", at, end + 1, value * scale, unit="h" if unit == "h" else "m")
        if after.has("m:percent"):
            return Quantity("share", at, end + 1, value / 100)
    return Quantity("number", at, end, value)


def _more_of_the_same(pieces: Sequence[Piece], at: int, end: int) -> float | None:
    """Seconds of the unit that was said before: `after 5 more minutes high, after 10 more critical`."""
    before, after = pieces[at - 1] if at else None, pieces[end] if end < len(pieces) else None
    more = (before is not None and before.has("m:another")) or (after is not None and after.has("m:another"))
    if not more or (after is not None and (after.value("u") or after.value("o"))):
        return None
    if after is not None and end + 1 < len(pieces) and (pieces[end + 1].value("o") or pieces[end + 1].value("u")):
        return None
    units = [piece.value("u") for piece in pieces[:at] if piece.value("u") not in (None, "vague")]
    return float(units[-1] or 0) if units else None


def _lasting(pieces: Sequence[Piece], at: int) -> Quantity | None:
    """A duration without a number of its own: `half an hour`, `another minute`; `a second car` is none."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following is not None and pieces[at].has("m:another") and following.value("u") not in (None, "vague"):
        return Quantity("duration", at, at + 2, float(following.value("u") or 0))
    of_objects = following is not None and following.value("o") is not None and pieces[at].value("dur") == "1"
    if (length := pieces[at].value("dur")) is not None and length != "vague" and not of_objects:
        return _more(pieces, Quantity("duration", at, at + 1, float(length)))
    return None


def _share_follows(pieces: Sequence[Piece], at: int) -> bool:
    return any(pieces[each].value("fr") is not None for each in range(at, min(at + 3, len(pieces))))


def _more(pieces: Sequence[Piece], first: Quantity) -> Quantity:
    """`1 hour and 30 minutes`, `1 h 30`."""
    end = first.end
    if end < len(pieces) and pieces[end].has("m:half") and first.value >= 1:
        unit = max(each for each in (86400, 3600, 60, 1) if first.value >= each)
        return first._replace(end=end + 1, value=first.value + unit / 2)
    joint = end + 1 if end < len(pieces) and (pieces[end].has("m:and")) else end
    read = number(pieces, joint) if joint < len(pieces) else None
    if read is None:
        return first
    value, after = read
    unit_said = pieces[after].value("u") if after < len(pieces) else None
    if (
        unit_said not in (None, "vague")
        and float(unit_said or 0) < first.value
        and value * float(unit_said or 0) < first.value
    ):
        return first._replace(end=after + 1, value=first.value + value * float(unit_said or 0))
    said = pieces[joint]
    minutes = joint == end and first.value >= 3600 and first.value % 3600 == 0 and said.begin == pieces[end - 1].end
    seconds = joint == end and first.value % 60 == 0 and first.value < 3600 and not _is_of_something(pieces, after)
    if seconds and unit_said is None and 10 <= value < 60 and said.text.isdigit() and len(said.text) == 2:
        return first._replace(end=after, value=first.value + value)  # `1 min 30`
    if minutes and unit_said is None and value < 60 and said.text.isdigit() and len(said.text) == 2:
        return first._replace(end=after, value=first.value + 60 * value)
    return first


class Clock(NamedTuple):
    """A time of day, in minutes; the pieces up to `end` say it."""

    minutes: float
    end: int
    explicit: bool
    """Said as a time of day: `22:00`, `10 pm`, `noon`."""
    half: str = ""
    """`am`, `pm`, or not said."""

    @property
    def is_open(self) -> bool:
        """Whether it may be of the morning or of the evening."""
        return not self.explicit and 0 < self.minutes <= 12 * 60


def clock(pieces: Sequence[Piece], at: int) -> Clock | None:
    """A time of day at a piece, or a number that may be one."""
    while at < len(pieces) and (pieces[at].has("f:article") or pieces[at].has("m:hourword")):
        at += 1
    if at >= len(pieces):
        return None
    piece = pieces[at]
    if (named := piece.value("t")) is not None:
        return Clock(float(named), at + 1, explicit=True)
    if (said := piece.value("clock")) is not None:
        worded = at + 1 < len(pieces) and pieces[at + 1].text.lower() in _HOURS_AFTER
        return _halved(pieces, float(said), at + 1 + worded, explicit=True)
    quarter = 15 if piece.has("m:quarterpast") else -15 if piece.has("m:quarterto") else 0
    if quarter and (read := number(pieces, at + 1)) is not None and read[0] <= 12:
        return _halved(pieces, 60 * read[0] + quarter, read[1], explicit=True)
    half_to = piece.has("m:halfto")
    half_past = piece.has("m:halfpast")
    if half_to or half_past:
        read = number(pieces, at + 1)
        if read is not None and read[0] <= 12:
            return _halved(pieces, 60 * read[0] + (-30 if half_to else 30), read[1], explicit=True)
    read = number(pieces, at)
    if read is None or not read[0] <= 24:
        return None
    value, end = read
    minutes = 60.0 * int(value) + round(100 * (value % 1))
    if end < len(pieces) and value % 1 == 0.5 and pieces[at].text.endswith("5") and len(pieces[at].text) < 4:
        minutes = 60.0 * int(value) + 30
    if end < len(pieces) and pieces[end].has("m:oclock") and not _is_lasting(pieces, at, end):
        after = number(pieces, end + 1)
        end += 1
        if after is not None and after[0] < 60 and after[0] >= 10 and pieces[end].begin == pieces[end - 1].end:
            minutes, end = minutes + after[0], after[1]
        return _halved(pieces, minutes, end, explicit=True)
    return _halved(pieces, minutes, end, explicit=False)


def _is_lasting(pieces: Sequence[Piece], at: int, unit: int) -> bool:
    """Whether hours are so many and no time of day: `más de tres horas`, and not `a las tres horas`."""
    if pieces[unit].value("u") is None or (unit + 1 < len(pieces) and pieces[unit + 1].text[:1].isdigit()):
        return False
    before = pieces[at - 1] if at else None
    return (
        before is None
        or not any(
            before.has(tag) for tag in ("m:from", "m:between", "m:after", "m:before", "m:to", "m:hourword", "m:and")
        )
        or before.value("cm") == "over"
    )


def _halved(pieces: Sequence[Piece], minutes: float, end: int, *, explicit: bool) -> Clock:
    half = pieces[end].value("ap") if end < len(pieces) else None
    if half is None and end + 1 < len(pieces) and pieces[end].has("m:oclock"):
        half = pieces[end + 1].value("ap")
        end += 1 if half else 0
    if half is None:
        return Clock(minutes, end, explicit)
    if half == "pm" and minutes < 720:
        minutes += 720
    if half == "am" and minutes >= 720:
        minutes -= 720
    if half == "night" and 300 < minutes < 720:
        minutes += 720
    if half == "night" and minutes == 720:
        minutes = _DAY
    return Clock(minutes, end + 1, explicit=True, half=half)


def _hours(pieces: Sequence[Piece], at: int) -> Quantity | None:
    """A range of hours that begins at a piece."""
    opened = pieces[at].has("m:from") or pieces[at].has("m:between")
    first = clock(pieces, at + 1 if opened else at)
    if first is None:
        return None
    joint = first.end
    if joint >= len(pieces):
        return None
    link = pieces[joint]
    dashed = link.has("mark:-") or link.has("mark:–") or link.has("mark:—")
    linked = link.has("m:to") or dashed or (link.has("m:and") and opened) or link.has("m:before")
    if not linked:
        return None
    second = clock(pieces, joint + 1)
    if second is None or _is_of_something(pieces, second.end):
        return None
    if not (first.explicit or second.explicit or opened or dashed or link.has("m:to")):
        return None
    return _range(at, first, second, said=opened or dashed, halves=link.text.lower() in _TWELVE)


def _is_of_something(pieces: Sequence[Piece], end: int) -> bool:
    """Whether the number before is of minutes, people, km/h."""
    if end >= len(pieces):
        return False
    after = pieces[end]
    return any(after.value(kind) is not None for kind in ("u", "us", "ul", "o")) or after.has("m:percent")


def _range(at: int, first: Clock, second: Clock, *, said: bool, halves: bool) -> Quantity | None:
    """`halves`: in a language that counts hours to twelve, where a bare 7 is of the morning or of the evening."""
    begin, end = first.minutes, second.minutes
    if second.half and not first.explicit and not first.half:
        # `from 9 to 5 pm`, `8 to 10 pm`: the first is in the same half where it is earlier then, else in the morning.
        same = begin + 720 if second.half in ("pm", "night") and begin < 720 else begin
        begin = same if second.half in ("pm", "night") and same < end and end - same < 360 else begin
    is_open = False
    plain = not (first.explicit or second.explicit)
    small = max(begin, end) <= 720 and not first.half and not second.half
    if small and (plain or not (first.explicit and second.explicit) or _on_the_hour(first, second)):
        pair = (int(begin // 60), int(end // 60))
        if pair in OFFICE_RANGES and begin % 60 == end % 60 == 0:
            end += 720
        elif plain or end <= begin:
            morning = begin < end and begin >= 360 and not halves
            is_open = not morning and not _clearly(first, second)
    if plain and not said and max(begin, end) <= 240 and not is_open:
        return None
    return Quantity("hours", at, second.end, begin % _DAY, end if end <= _DAY else end % _DAY, is_open=is_open)


def _on_the_hour(first: Clock, second: Clock) -> bool:
    return first.minutes % 60 == 0 and second.minutes % 60 == 0


def _clearly(first: Clock, second: Clock) -> bool:
    return first.explicit and second.explicit and first.minutes % 60 != 0


def _clock_alone(pieces: Sequence[Piece], at: int) -> Quantity | None:
    """A time of day that can be nothing else."""
    found = clock(pieces, at)
    if found is None or not (found.explicit or _is_clock(pieces, at, found.end)):
        return None
    return Quantity("clock", at, found.end, found.minutes, is_open=found.minutes <= 720 and not found.half)


def _is_clock(pieces: Sequence[Piece], at: int, end: int) -> bool:
    """Whether a bare number is a time: `after 22`, and not `after 22 minutes`."""
    before = pieces[at - 1] if at else None
    if before is not None and before.value("pl") is not None and at > 1 and pieces[at - 2].has("m:prep"):
        return False  # `at the till 5 ...`
    if before is None or not (before.has("m:after") or before.has("m:before")) or before.has("cm:least"):
        return False
    return not _is_of_something(pieces, end) and not (end < len(pieces) and pieces[end].has("m:another"))
