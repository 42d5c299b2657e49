"""What a wish says and its guards do not: places, objects and measures first, then each word that is left."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from orin.processors.specs.labels import expand
from orin.processors.words.answer import About
from orin.processors.words.audit.account import Account
from orin.processors.words.audit.measures import unsaid_measures
from orin.processors.words.slots import Slots

_STATIC = ("unattended", "removed", "delivered")
_GENERIC = frozenset({"object", "any", "animals"})


class Unsaid(NamedTuple):
    """Words that the guards do not say, and what is to be asked about them."""

    about: About
    words: str


def unsaid(wish: Slots, guards: Sequence[dict[str, Any]], lang: str) -> Iterator[Unsaid]:
    """What `wish` says and its `guards`, all of one kind, do not."""
    account = Account(wish, guards, lang)
    yield from _places(wish, guards)
    yield from _objects(wish, account.kind, account.rule)
    yield from (Unsaid(about, _text(wish, begin, end)) for about, begin, end in unsaid_measures(account))
    yield from (Unsaid(about, wish.pieces[at].text) for about, at in account.unexplained())


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
        driver = kind == "speeding" and rule.get("objects") == ["vehicles"]
        doer = label == "people" and (kind in _STATIC or driver)
        if label in _GENERIC or doer or expand(("packages" if label in ("bag", "parcel") else label,)) & said:
            continue
        if not wish.without:
            yield Unsaid("object", _text(wish, at, at + 1) if at < len(wish.pieces) else label)
    for label in wish.without:
        if expand((label,)) & said:
            yield Unsaid("object", label)
