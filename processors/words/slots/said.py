"""Words with their roles: places, objects, verbs, marks."""

from collections.abc import Sequence

from orin.processors.words.lexicon.conditions import AT_ONCE
from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.places import Site
from orin.processors.words.reading.quantities import quantities
from orin.processors.words.reading.text import fold
from orin.processors.words.slots.around import WINDOW
from orin.processors.words.slots.model import GONE, Slots, Spot


def take_word(found: Slots, at: int, piece: Piece, site: Site, excluded: set[int]) -> None:
    """Into the slots of its meanings. `excluded`: pieces within an exception."""
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
    if piece.has("m:instant") and not _is_of_a_count(found.pieces, at):
        found.instant = True
    if (direction := piece.value("dir")) is not None:
        found.directions.append((direction, at))
    if (hours := piece.value("h")) is not None and label is None and not _names_hours(found.pieces, at, hours):
        found.named_hours.append((hours, at in excluded))
    if (name := piece.value("tz")) is not None:
        found.zone_name = name
    if (date := piece.value("date")) is not None:
        found.dates.append((date, at in excluded))


def _is_of_a_count(pieces: Sequence[Piece], at: int) -> bool:
    """`more than 3 people in the zone at once`: at one time, and not immediately."""
    if at == 0 or fold(pieces[at].text) not in AT_ONCE:
        return False
    before = pieces[at - 1]
    return any(before.value(kind) is not None for kind in ("pl", "o", "n")) or before.has("m:zone")


def _names_hours(pieces: Sequence[Piece], at: int, hours: str) -> bool:
    """`the shift from 14:00 to 22:00`: the hours that follow at once say what is meant."""
    return hours == "vague" and any(
        each.kind == "hours" and at < each.begin <= at + WINDOW for each in quantities(pieces)
    )


def _take_object(found: Slots, at: int, label: str, excluded: set[int]) -> None:
    if at in excluded and found.objects:
        found.without.append(label)
    else:
        found.objects.append((label, at))


def _place_word(pieces: Sequence[Piece], at: int, site: Site) -> str | None:
    """The place that a piece names; None where the word is used for something else."""
    piece = pieces[at]
    if piece.has("m:to") and 0 < at < len(pieces) - 1 and pieces[at - 1].value("d") and pieces[at + 1].value("d"):
        return None  # `Monday till Friday`
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
    opens = opens or (after is not None and after.value("v") == "wrong")  # `exit wrong way`
    return canonical if as_noun or opens or (after is not None and after.has("m:camera")) else None
