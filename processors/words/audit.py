"""Whether guards say all that a wish says: each of its words that carries meaning is in a field, or it is asked about.

The reading of a wish decides what a guard is made of; this goes the other way, from the guards back to the words,
so that a word no rule thought of can never be dropped in silence.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from orin.processors.specs.labels import expand
from orin.processors.words.answer import About
from orin.processors.words.quantities import Quantity, quantities
from orin.processors.words.reading import Piece
from orin.processors.words.slots import Slots, exceptions

_LASTING = ("loiters", "occupancy", "unattended", "delivered", "absent")
_LINES = ("crosses", "wrong_way", "tailgating")
_STATIC = ("unattended", "removed", "delivered")
_KINDS_OF = {
    "enter": ("enters", "loiters", "occupancy", "speeding", *_LINES),
    "exit": ("exits", "speeding", *_LINES),
    "leave": ("exits", "unattended", "delivered", *_LINES),
    "left": ("exits", "unattended", "delivered", "loiters", *_LINES),
    "cross": ("enters", "speeding", *_LINES),
    "appear": ("appears", "enters", "removed", "unattended", "loiters", "occupancy", "absent", "speeding", *_LINES),
    "stay": ("absent", "occupancy", "loiters", "unattended", "delivered"),
    "alone": ("unattended", "delivered", "absent"),
    "owner": ("unattended",),
    "remove": ("removed",),
    "deliver": ("delivered", "unattended"),
    "absent": ("absent", "unattended"),
    "staffed": ("absent", "occupancy", "loiters"),
    "speed": ("speeding",),
    "run": ("speeding",),
    "wrong": ("wrong_way", "crosses"),
    "tailgate": ("tailgating",),
    "crowd": ("occupancy",),
}
"""Which kinds say what a verb says; of others any do."""
_GENERIC = frozenset({"object", "any", "animals"})
_COMPARED = ("over", "under", "least", "most")
_REACH = 4
_AT = frozenset({"at", "around", "um", "gegen", "в", "около", "las", "à", "vers"})
"""Before a number that may be a time of day."""


class Unsaid(NamedTuple):
    """A word that the guards do not say, and what is to be asked about it."""

    about: About
    words: str


def unsaid(wish: Slots, guards: Sequence[dict[str, Any]]) -> Iterator[Unsaid]:
    """What `wish` says and its `guards` do not."""
    ((kind, rule),) = guards[0]["when"].items()
    measures = {at: each for each in quantities(wish.pieces) for at in range(each.begin, each.end)}
    yield from _places(wish, guards)
    yield from _objects(wish, kind, rule)
    yield from _verbs(wish, kind)
    for each in dict.fromkeys(measures.values()):
        if not set(range(each.begin, each.end)) & wish.used or each.kind in ("number", "share"):
            yield from _measure(wish, each, guards, kind)
    for at, piece in enumerate(wish.pieces):
        if at not in wish.used and at not in measures:
            yield from _word(wish, at, piece, guards, kind)


def _text(wish: Slots, begin: int, end: int) -> str:
    return " ".join(piece.text for piece in wish.pieces[begin:end])


def _places(wish: Slots, guards: Sequence[dict[str, Any]]) -> Iterator[Unsaid]:
    if wish.missing_place is not None:
        yield Unsaid("zone", wish.missing_place)
    rules = [rule for guard in guards for rule in guard["when"].values()]
    names = {name for rule in rules for name in (rule.get("zone"), rule.get("line"), *rule.get("except", ()))}
    cameras = {name for guard in guards for name in guard["cameras"]}
    for spot in wish.spots:
        place = spot.place
        named = place.zone or place.line
        around = {*place.cameras, *place.written}
        if named is not None and named not in names and not (spot.camera and around & cameras):
            yield Unsaid("line" if place.line and not place.zone else "zone", place.word)
        elif named is None and not around & cameras and place.pattern is None:
            yield Unsaid("camera", place.word)


def _objects(wish: Slots, kind: str, rule: dict[str, Any]) -> Iterator[Unsaid]:
    said = expand(tuple(rule.get("objects", ["people"] if kind not in _STATIC else ["packages"])))
    for label, at in wish.objects:
        doer = label == "people" and kind in _STATIC
        if label in _GENERIC or doer or expand(("packages" if label in ("bag", "parcel") else label,)) & said:
            continue
        if not wish.without:
            yield Unsaid("object", _text(wish, at, at + 1) if at < len(wish.pieces) else label)
    for label in wish.without:
        if expand((label,)) & said:
            yield Unsaid("object", label)


def _verbs(wish: Slots, kind: str) -> Iterator[Unsaid]:
    by_place: dict[int, list[str]] = {}
    for verb, at in wish.verbs:
        by_place.setdefault(at, []).append(verb)
    for at, verbs in by_place.items():
        if at in wish.used or any(kind in _KINDS_OF.get(verb, (kind,)) for verb in verbs):
            continue
        if wish.forbids and set(verbs) <= {"absent", "stay"}:
            continue  # `no person may stand there`
        if not any(tag.startswith(("f:", "pl:", "m:trigger", "cm:")) for tag in wish.pieces[at].tags):
            yield Unsaid("kind", _text(wish, at, at + 1))


def _measure(wish: Slots, each: Quantity, guards: Sequence[dict[str, Any]], kind: str) -> Iterator[Unsaid]:
    ((_, rule),) = guards[0]["when"].items()
    text = _text(wish, each.begin, each.end)
    match each.kind:
        case "duration":
            times = {guards[0].get("cooldown"), rule.get("for"), rule.get("within")}
            if each.value not in times | {step["after"] for step in rule.get("escalate", ())}:
                yield Unsaid("duration", text)
        case "hours" | "clock":
            if all("schedule" not in guard for guard in guards):
                yield Unsaid("schedule", text)
        case "speed":
            if kind != "speeding":
                yield Unsaid("speed", text)
        case "length":
            if "radius" not in rule:
                yield Unsaid("object", text)
        case "share":
            if not {"min_size", "max_size", "min_score"} & rule.keys():
                yield Unsaid("object", text)
        case "number":
            yield from _number(wish, each, rule, kind)


def _number(wish: Slots, each: Quantity, rule: dict[str, Any], kind: str) -> Iterator[Unsaid]:
    pieces = wish.pieces
    if any(piece.value("mo") for piece in pieces[max(0, each.begin - 3) : each.end + 3]):
        return  # of a date
    if kind == "tailgating" and each.value <= 2:
        return
    limits = {rule[name] for name in ("over", "under") if isinstance(rule.get(name), (int, float))}
    if each.value in limits | {limit + step for limit in limits for step in (1, -1)}:
        return
    if each.value in {rule.get("min_score"), rule.get("min_size")}:
        return
    first = pieces[each.begin]
    if (
        each.value == 1
        and not first.text[:1].isdigit()
        and any(first.has(tag) or first.value("o") for tag in ("f:", "m:article"))
    ):
        return
    about: About = "count"
    if each.begin and pieces[each.begin - 1].text.lower() in _AT:
        about = "schedule"
    elif any(piece.value("u") is not None for piece in pieces[each.end : each.end + 3]):
        about = "duration"
    yield Unsaid(about, _text(wish, each.begin, each.end))


def _word(wish: Slots, at: int, piece: Piece, guards: Sequence[dict[str, Any]], kind: str) -> Iterator[Unsaid]:
    for about, matters in (
        ("schedule", _is_time(piece) and all("schedule" not in guard for guard in guards)),
        ("kind", _is_level(piece) and not _has_level(piece, guards)),
        ("kind", _denies(piece) and not _is_denial_said(wish, at, kind)),
        ("object", _excepts(piece) and not _is_exception_said(wish, at)),
        ("kind", _restricts(wish, at)),
        ("kind", piece.has("m:change") and kind not in ("removed", "exits", "absent")),
        ("duration", _is_unit(piece)),
        ("count", _compares(piece) and not _is_compared(wish, at)),
        ("object", _sizes(piece) and not {"min_size", "max_size"} & guards[0]["when"][kind].keys()),
        ("direction", not _is_direction_said(piece, kind)),
        ("object", piece.has("m:ordinal") and kind != "tailgating" and piece.value("u") is None),
        ("kind", piece.has("m:joined") and kind not in ("tailgating", "occupancy")),
    ):
        if matters:
            yield Unsaid(about, piece.text)  # type: ignore[arg-type]
            return


def _is_time(piece: Piece) -> bool:
    days = piece.value("d")
    if days is not None:
        return days.count(",") < 6 and not piece.has("f:")
    return (piece.value("h") is not None and piece.value("o") is None and piece.value("pl") is None) or (
        piece.value("t") is not None or piece.value("date") is not None
    )


def _is_level(piece: Piece) -> bool:
    return piece.value("sev") is not None and not piece.has("f:")


def _has_level(piece: Piece, guards: Sequence[dict[str, Any]]) -> bool:
    rule = next(iter(guards[0]["when"].values()))
    levels = {guards[0].get("severity"), *(step["severity"] for step in rule.get("escalate", ()))}
    return any(tag[4:] in levels for tag in piece.tags if tag.startswith("sev:"))


def _denies(piece: Piece) -> bool:
    return any(piece.has(tag) for tag in ("m:not", "m:no", "m:nobody", "m:denied"))


def _is_denial_said(wish: Slots, at: int, kind: str) -> bool:
    pieces = wish.pieces
    if kind == "absent" or wish.forbids:
        return True
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    stays = any(verb == "stay" and place == at + 1 for verb, place in wish.verbs)
    unattended = kind in ("unattended", "delivered") and pieces[at].has("m:nobody")
    bounded = kind == "occupancy" and following is not None and following.value("cm") in ("over", "under")
    duty = kind == "occupancy" and following is not None and following.value("v") == "staffed"
    return stays or unattended or bounded or duty or (_excepts(pieces[at]) and _is_exception_said(wish, at))


def _excepts(piece: Piece) -> bool:
    return piece.has("m:except") and not piece.has("m:weak")


def _is_exception_said(wish: Slots, at: int) -> bool:
    """Whether something that is left out follows; `but` before another clause leaves nothing out."""
    inside = exceptions(wish.pieces)
    following = next((each for each in range(at + 1, len(wish.pieces)) if each in inside), None)
    if following is None or following > at + _REACH:
        return False
    region = [each for each in range(following, len(wish.pieces)) if each in inside]
    kinds = ("o", "pl", "d", "h", "date", "clock", "n", "t", "mo")
    return any(wish.pieces[each].value(name) is not None for each in region for name in kinds)


def _restricts(wish: Slots, at: int) -> bool:
    """`only if`, `only when` after what happens is one more condition."""
    pieces = wish.pieces
    if not pieces[at].has("m:only") or at + 1 >= len(pieces) or not pieces[at + 1].has("m:if"):
        return False
    said = [place for _, place in [*wish.objects, *wish.verbs] if place < at]
    more = [place for _, place in [*wish.objects, *wish.verbs] if place > at]
    return bool(said) and bool(more)


def _compares(piece: Piece) -> bool:
    said = {tag[3:] for tag in piece.tags if tag.startswith("cm:")} & set(_COMPARED)
    return bool(said) and not any(
        piece.has(tag) for tag in ("f:", "m:prep", "m:from", "m:to", "m:after", "m:within", "v:speed")
    )


def _is_compared(wish: Slots, at: int) -> bool:
    around = wish.pieces[max(0, at - _REACH) : at + _REACH + 1]
    kinds = ("n", "dur", "fx", "u", "us", "clock")
    return any(piece.value(kind) not in (None, "vague") for piece in around for kind in kinds) or bool(wish.counts)


def _is_unit(piece: Piece) -> bool:
    """A unit without its number."""
    units = ("u", "us", "ul")
    return any(piece.value(unit) is not None for unit in units) and not any(
        tag.startswith(("f:", "d:", "m:", "v:", "cm:", "ap:", "pl:")) for tag in piece.tags
    )


def _sizes(piece: Piece) -> bool:
    return piece.has("m:size") and not piece.has("m:trigger") and not any(
        piece.value(kind) is not None for kind in ("cm", "v", "sev")
    )  # fmt: skip


def _is_direction_said(piece: Piece, kind: str) -> bool:
    direction = piece.value("dir")
    if direction is None or piece.value("v") is not None:
        return True
    if kind in _LINES:
        return True  # they take directions; two that differ are a question there
    return (direction, kind) in (("in", "enters"), ("out", "exits"))
