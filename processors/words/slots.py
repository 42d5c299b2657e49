"""What one wish says: objects, places, verbs, quantities and conditions, each with its role."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from orin.processors.labels import GROUPS
from orin.processors.specs.labels import COCO
from orin.processors.words.places import Place, Site
from orin.processors.words.quantities import Quantity, quantities
from orin.processors.words.reading import Piece

BAGS = frozenset({"bag", "box", "parcel", "packages", "backpack", "suitcase", "handbag", "object"})
THINGS = (COCO | BAGS) - frozenset().union(*(GROUPS[name] for name in ("people", "vehicles", "pets"))) - {
    "bird", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe"
}  # fmt: skip
"""What is carried and left; the rest moves by itself."""
_AFTER = frozenset({"least", "most", "allowed"})
"""Comparisons that stand after their number: `3 or more`."""
GONE = frozenset({"remove", "leave", "left", "exit"})
"""Whoever does not, stays."""
_NO = frozenset({"no", "kein", "keine", "pas de", "pas d'"})
_DOING = frozenset({"run", "stay", "enter", "cross", "speed"})
"""What `no` before it forbids."""
_WINDOW = 3
"""Pieces around a number in which its comparison stands."""


@dataclass
class Spot:
    """A place that is named, and what is said of it."""

    place: Place
    at: int
    excluded: bool = False
    camera: bool = False


@dataclass
class Slots:
    """`at` everywhere: the number of the piece, for what comes before what."""

    pieces: Sequence[Piece]
    objects: list[tuple[str, int]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    """Objects that are excepted."""
    spots: list[Spot] = field(default_factory=list)
    verbs: list[tuple[str, int]] = field(default_factory=list)
    durations: list[tuple[float, int]] = field(default_factory=list)
    vague: bool = False
    """A duration is meant that is no number."""
    shorter: bool = False
    """Less than a duration is meant, which no kind says."""
    instant: bool = False
    counts: list[tuple[str, float, int]] = field(default_factory=list)
    """Comparison, number, place; comparison is empty where none is said."""
    speeds: list[tuple[str, Quantity]] = field(default_factory=list)
    min_score: float | None = None
    min_size: float | None = None
    max_size: float | None = None
    radius: tuple[float, str] | None = None
    within: float | None = None
    cooldown: float | None = None
    escalate: list[tuple[float, str, bool]] = field(default_factory=list)
    """Seconds, severity, whether they count from the opening."""
    severities: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    hours: list[tuple[Quantity, bool]] = field(default_factory=list)
    """Ranges, and whether they are excepted."""
    named_hours: list[tuple[str, bool]] = field(default_factory=list)
    after: float | None = None
    before: float | None = None
    days: list[tuple[tuple[str, ...], bool, int]] = field(default_factory=list)
    dates: list[tuple[str, bool]] = field(default_factory=list)
    open_clock: bool = False
    directions: list[tuple[str, int]] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    """Tags `m:` and `cm:` that are there."""
    used: set[int] = field(default_factory=set)
    """Pieces that are accounted for beyond their own tags."""
    told: set[int] = field(default_factory=set)
    """Of these, the pieces that say who is told."""
    missing_place: str | None = None
    """A place that people call so, but the site has none."""
    zone_name: str | None = None
    """A time zone that is named."""

    def has(self, verb: str) -> bool:
        return any(each == verb for each, _ in self.verbs)

    @property
    def forbids(self) -> bool:
        """`nobody may enter`, `no parking`: what is not allowed is what to watch for."""
        denied = "m:not" in self.marks or "m:nobody" in self.marks or "m:denied" in self.marks or self.has("absent")
        may = "m:may" in self.marks or ("cm:allowed" in self.marks and not self.counts)
        return (may and denied) or "m:denied" in self.marks or self._denies_doing

    @property
    def _denies_doing(self) -> bool:
        """`no running`, `no parking`: a negation of things right before a verb, and no count."""
        return any(
            at > 0 and self.pieces[at - 1].has("m:no") and not self.pieces[at - 1].has("m:nobody")
            and self.pieces[at - 1].text.lower() in _NO and verb in _DOING
            and not (at > 1 and self.pieces[at - 2].value("o"))
            for verb, at in self.verbs
        )  # fmt: skip

    def where(self, verb: str) -> int:
        return next((at for each, at in self.verbs if each == verb), -1)

    @property
    def places(self) -> list[Spot]:
        return [spot for spot in self.spots if not spot.excluded]

    @property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(label for label, _ in self.objects))


def slots(pieces: Sequence[Piece], site: Site, used: set[int] | None = None) -> Slots:
    """`used`: pieces that say who is told, by number."""
    found = Slots(pieces, used=set(used or ()), told=set(used or ()))
    excluded = exceptions(pieces)
    quantity_at: dict[int, Quantity] = {}
    for each in quantities(pieces):
        if each.begin in found.used:
            continue
        _take_quantity(found, each, pieces, excluded)
        if each.kind != "number" or each.begin in found.used:
            quantity_at.update(dict.fromkeys(range(each.begin, each.end), each))
    for at, piece in enumerate(pieces):
        if at in found.used:
            continue
        of_hours = at in quantity_at and quantity_at[at].kind == "hours"
        if at not in quantity_at or (piece.value("pl") is not None and not of_hours):
            _take_word(found, at, piece, site, excluded)
    _days(found, pieces, excluded)
    _severity(found, pieces)
    return found


def exceptions(pieces: Sequence[Piece]) -> set[int]:
    """Numbers of pieces that are within an exception."""
    found: set[int] = set()
    hours = [each for each in quantities(pieces) if each.kind == "hours"]
    for at, piece in enumerate(pieces):
        outside = (piece.has("m:not") or piece.has("m:outside") or piece.has("m:except")) and _hours_follow(
            at, hours, pieces
        )
        if outside:
            found.update(range(at + 1, outside))
            continue
        negated = piece.has("m:not") and at + 1 < len(pieces) and _is_when(pieces, at + 1)
        if not piece.has("m:except") and not negated:
            continue
        weak = piece.has("m:weak") and not negated
        but = weak and not piece.has("m:not") and _next_is(pieces, at + 1, "pl")
        if weak and not (but or _next_is(pieces, at + 1, "o") or _next_is(pieces, at + 1, "d")):
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
            if inside.has("m:prep") and not listed and any(_is_content(pieces[done]) for done in range(at + 1, each)):
                break
            found.add(each)
    return found


def _hours_follow(at: int, hours: Sequence[Quantity], pieces: Sequence[Piece]) -> int:
    """Where the range of hours that follows at once ends; 0: none follows."""
    for each in hours:
        if at < each.begin <= at + _WINDOW and all(piece.has("f:") for piece in pieces[at + 1 : each.begin]):
            return each.end
    return 0


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


def _next_is(pieces: Sequence[Piece], at: int, kind: str) -> bool:
    for each in range(at, min(at + 3, len(pieces))):
        if pieces[each].value(kind) is not None:
            return True
        if not pieces[each].has("f:"):
            return False
    return False


def near(pieces: Sequence[Piece], begin: int, end: int, kind: str, reach: int = _WINDOW) -> str | None:
    """The value of `kind` in the pieces before `begin`, nearest first, then in those right after `end`."""
    for at in range(begin - 1, max(-1, begin - 1 - reach), -1):
        if pieces[at].value("mark") in (",", ";", ":", "!", "?", "."):
            break
        if (said := pieces[at].value(kind)) is not None:
            return said
        if not (pieces[at].has("f:") or pieces[at].has("m:not")):
            break
    for at in range(end, min(end + 2, len(pieces))):
        said = pieces[at].value(kind)
        if said is not None and (kind != "cm" or said in _AFTER):
            return said
        if pieces[at].value("mark") is not None:
            break
    return None


def marked(pieces: Sequence[Piece], begin: int, end: int, tag: str, *, before: int = _WINDOW, after: int = 0) -> bool:
    around = [*range(max(0, begin - before), begin), *range(end, min(end + after, len(pieces)))]
    return any(pieces[at].has(tag) for at in around)


def _take_quantity(found: Slots, each: Quantity, pieces: Sequence[Piece], excluded: set[int]) -> None:
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
    if marked(pieces, each.begin, each.end, "m:before", before=2):
        found.before = each.value
    elif marked(pieces, each.begin, each.end, "m:after", before=2, after=1) or marked(
        pieces, each.begin, each.end, "m:from", before=2
    ):
        found.after = each.value
    else:
        found.open_clock = True


def _take_duration(found: Slots, each: Quantity, pieces: Sequence[Piece]) -> None:
    begin, end = each.begin, each.end
    if marked(pieces, begin, end, "m:cooldown", before=3) or marked(
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
    if marked(pieces, begin, end, "m:score", before=4, after=2):
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
    said_of = _next_is(pieces, end, "o") or (comparison is not None and not _next_is(pieces, end, "d"))
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


def _take_word(found: Slots, at: int, piece: Piece, site: Site, excluded: set[int]) -> None:
    found.marks.update(
        tag for tag in piece.tags
        if tag.startswith(("m:", "cm:", "r:")) and not (tag == "m:outside" and at + 1 in excluded)
    )  # fmt: skip
    if (canonical := _place_word(found.pieces, at, site)) is not None:
        camera = at + 1 < len(found.pieces) and found.pieces[at + 1].has("m:camera")
        place = site.find(canonical, camera=camera)
        if place is None:
            found.missing_place = piece.text
        else:
            found.spots.append(Spot(place, at, excluded=at in excluded, camera=camera))
        return
    if (label := piece.value("o")) is not None:
        _take_object(found, at, label, excluded)
    denied = at > 0 and found.pieces[at - 1].has("m:not")
    for verb in sorted(tag[2:] for tag in piece.tags if tag.startswith("v:")):
        found.verbs.append(("stay" if denied and verb in GONE else verb, at))
    if piece.value("dur") == "vague":
        found.vague = True
    if piece.has("m:instant"):
        found.instant = True
    if (direction := piece.value("dir")) is not None:
        found.directions.append((direction, at))
    if (hours := piece.value("h")) is not None and label is None and not _names_hours(found.pieces, at, hours):
        found.named_hours.append((hours, at in excluded))
    if (name := piece.value("tz")) is not None:
        found.zone_name = name
    if (date := piece.value("date")) is not None:
        found.dates.append((date, at in excluded))


def _names_hours(pieces: Sequence[Piece], at: int, hours: str) -> bool:
    """`the shift from 14:00 to 22:00`: the hours that follow at once say what is meant."""
    return hours == "vague" and any(
        each.kind == "hours" and at < each.begin <= at + _WINDOW for each in quantities(pieces)
    )


def _take_object(found: Slots, at: int, label: str, excluded: set[int]) -> None:
    if at in excluded and found.objects:
        found.without.append(label)
    else:
        found.objects.append((label, at))


def _place_word(pieces: Sequence[Piece], at: int, site: Site) -> str | None:
    """The place that a piece names; None where the word is used for something else."""
    piece = pieces[at]
    named = sorted(tag[3:] for tag in piece.tags if tag.startswith("pl:"))
    if not named:
        return None
    canonical = next((name for name in named if site.find(name) is not None), named[0])
    if piece.value("v") is None and not piece.has("m:notplace") and piece.value("h") is None:
        return canonical
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    as_noun = before is not None and (
        before.value("v") in ("wrong", "cross", "absent")
        or before.has("m:det")
        or any(before.has(tag) for tag in ("m:prep", "m:through", "m:into", "m:outof"))
        or before.value("pl") is not None
    )
    opens = piece.value("v") is None and (before is None or before.value("mark") is not None)
    return canonical if as_noun or opens or (after is not None and after.has("m:camera")) else None


def _days(found: Slots, pieces: Sequence[Piece], excluded: set[int]) -> None:
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


def _severity(found: Slots, pieces: Sequence[Piece]) -> None:
    for at, piece in enumerate(pieces):
        level = piece.value("sev")
        if level is not None and at not in found.used:
            found.severities.append(level)
