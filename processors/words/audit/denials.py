"""Negations and exceptions: each must be what makes the guard the one that it is."""

from typing import TYPE_CHECKING

from orin.processors.words.reading import Piece
from orin.processors.words.slots import Slots, exceptions

if TYPE_CHECKING:
    from orin.processors.words.audit.account import Account

_REACH = 4
DOUBLED = frozenset({"ru", "es", "fr"})
"""Languages in which one denial may be two words."""


def is_denial(piece: Piece) -> bool:
    return any(piece.has(tag) for tag in ("m:not", "m:no", "m:nobody", "m:denied"))


def is_denial_said(account: "Account", at: int) -> bool:
    """Whether the guard says what is not: nobody there, not to be done, nobody with it."""
    wish, kind, pieces = account.wish, account.kind, account.wish.pieces
    if any(piece.has("m:except") for piece in pieces[at : at + 1]) and is_exception_said(wish, at):
        return True
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if any(verb == "stay" and place == at + 1 for verb, place in wish.verbs):
        return True  # `does not leave`
    if kind == "occupancy" and following is not None and following.value("cm") in ("over", "under"):
        return True
    if kind == "absent" or wish.forbids:
        return account.is_only_denial(at)
    if kind == "occupancy" and following is not None and following.value("v") == "staffed":
        return True
    after = account.after(at)
    attended = pieces[at].has("m:nobody") or (after is not None and after.value("o") == "people")
    return kind in ("unattended", "delivered") and attended


def is_exception_said(wish: Slots, at: int) -> bool:
    """Whether something that is left out follows; `but` before another clause leaves nothing out."""
    inside = exceptions(wish.pieces)
    following = next((each for each in range(at + 1, len(wish.pieces)) if each in inside), None)
    if following is None or following > at + _REACH:
        return False
    region = [each for each in range(following, len(wish.pieces)) if each in inside]
    kinds = ("o", "pl", "d", "h", "date", "clock", "n", "t", "mo")
    return any(wish.pieces[each].value(name) is not None for each in region for name in kinds)
