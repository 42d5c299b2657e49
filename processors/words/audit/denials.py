"""Negations and exceptions: each must be what makes the guard the one that it is."""

from typing import TYPE_CHECKING

from orin.processors.words.reading.pieces import Piece
from orin.processors.words.slots import GONE, Slots, exceptions

if TYPE_CHECKING:
    from orin.processors.words.audit.account import Account

_REACH = 4
_PARTICLES = frozenset({"ne", "n'", "no", "не", "нет"})
"""Of languages in which one denial is two words: `no hay nadie`, `il n'y a personne`."""
_WITHOUT = frozenset({"without", "no", "ohne", "kein", "keine", "без", "sin", "sans"})


def is_denial(piece: Piece) -> bool:
    return any(piece.has(tag) for tag in ("m:not", "m:no", "m:nobody", "m:denied"))


def is_denial_said(account: "Account", at: int) -> bool:
    """Whether the guard says what is not: nobody there, not to be done, nobody with it."""
    wish, kind, pieces = account.wish, account.kind, account.wish.pieces
    if (pieces[at].has("m:except") or pieces[at].has("m:not")) and is_exception_said(wish, at):
        return True
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following is not None and (following.has("m:before") or following.has("m:after")) and at + 2 in account.measures:
        return account.schedule and account.measures[at + 2].kind == "clock"  # `not before 9:00`
    plain = pieces[at].has("m:not") and not (pieces[at].has("m:denied") or pieces[at].has("m:nobody"))
    if plain and following is not None and any(following.has(f"v:{verb}") for verb in GONE):
        return any(verb == "stay" and place == at + 1 for verb, place in wish.verbs)  # `does not leave`
    if kind == "absent" or wish.forbids:
        return _is_the_only_one(account, at)
    duty = bool(wish.marks & {"m:may", "cm:must", "cm:allowed"}) and "m:if" not in wish.marks
    if kind == "occupancy" and (after := account.after(at)) is not None and after.value("cm") in ("over", "under"):
        return duty
    if kind == "occupancy" and following is not None and following.value("v") == "staffed":
        return True
    if kind not in ("unattended", "delivered"):
        return False
    after = account.after(at)
    around = after is not None and (after.has("m:near") or after.has("m:within"))
    nobody = pieces[at].text.lower() in _WITHOUT and after is not None and after.value("o") == "people"
    return (pieces[at].has("m:nobody") and around) or nobody


def _is_the_only_one(account: "Account", at: int) -> bool:
    """Two take each other back, but where one of them is a particle before what denies."""
    pieces, wish = account.wish.pieces, account.wish
    denials = [
        each
        for each, piece in enumerate(pieces)
        if each not in wish.told and (is_denial(piece) or piece.value("v") == "absent")
        and not (piece.has("m:except") and is_exception_said(wish, each)) and not _is_particle(account, each)
    ]  # fmt: skip
    return len(denials) == 1 or (not denials and _is_particle(account, at))


def _is_particle(account: "Account", at: int) -> bool:
    after = account.after(at)
    denies = after is not None and (after.has("m:nobody") or after.value("v") is not None or after.has("m:may"))
    following = account.wish.pieces[at + 1] if at + 1 < len(account.wish.pieces) else None
    apart = following is not None and not following.has("m:nobody") and following.value("v") != "absent"
    return apart and account.doubles and account.wish.pieces[at].text.lower() in _PARTICLES and denies


def is_exception_said(wish: Slots, at: int, *, after: bool = True) -> bool:
    """Whether something that is left out follows, or stands before; `but` before another clause leaves nothing out."""
    if not after:
        return any(excluded and place < at <= place + _REACH for _, excluded, place in wish.days) or any(
            excluded for _, excluded in wish.named_hours
        )
    if at and any(wish.pieces[at - 1].has(tag) for tag in ("m:except", "m:outside")):
        return False
    inside = exceptions(wish.pieces)
    following = next((each for each in range(at + 1, len(wish.pieces)) if each in inside), None)
    if following is None or following > at + _REACH:
        return False
    end = next((each for each in range(following, len(wish.pieces)) if each not in inside), len(wish.pieces))
    region = wish.pieces[following:end]
    if any(piece.value("o") in wish.without for piece in region):
        return True
    spots = any(spot.excluded for spot in wish.spots)
    if spots and any(piece.value("pl") is not None for piece in region):
        return True
    times = [*wish.hours, *wish.named_hours, *wish.dates, *((days, excluded) for days, excluded, _ in wish.days)]
    said = any(
        piece.value(kind) is not None for piece in region for kind in ("d", "h", "date", "clock", "t", "mo", "n")
    )
    return said and any(excluded for _, excluded in times)
