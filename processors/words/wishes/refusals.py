"""What guards cannot say, and what ORIN must not do."""

from collections.abc import Sequence

from orin.processors.words.lexicon.conditions import AT_ONCE
from orin.processors.words.lexicon.names import FIRST_NAMES
from orin.processors.words.lexicon.replies import Replies
from orin.processors.words.reading.pieces import Piece, Reading
from orin.processors.words.reading.text import fold

_ORDER = (
    "order", "identity", "protected", "feeling", "intent", "state", "sound", "text", "act", "again", "pose", "colour",
    "cannot",
)  # fmt: skip
_OTHERWISE = (
    "v:",
    "o:",
    "pl:",
    "dur:",
    "u:",
    "n:",
    "sev:",
    "d:",
    "cm:",
    "h:",
    "t:",
    "mo:",
    "m:trigger",
    "m:cooldown",
    "m:except",
    "m:escalate",
)
"""A word that can be any of these is not held against the wish."""


_WHO = frozenset({"who", "wer", "\u043a\u0442\u043e", "quién", "quien", "qui"})
"""A question that begins so asks for somebody's name."""


def refusal(pieces: Sequence[Piece], reading: Reading, say: Replies, used: set[int]) -> str | None:
    """Why a wish is refused, with the nearest that can be done; None: it is not."""
    found: dict[str, str] = {}
    for at, piece in enumerate(pieces):
        if at in used:
            continue
        if (name := _named(pieces, at, reading)) is not None:
            found.setdefault("identity", name)
        reason = piece.value("r")
        if reason == "again" and _is_told(pieces, at):
            continue
        if reason is not None and not any(tag.startswith(_OTHERWISE) for tag in piece.tags - _heard(pieces, at)):
            found.setdefault(reason, piece.text)
    words = [piece for piece in pieces if piece.value("mark") is None]
    if words and words[0].text.lower() in _WHO and any(piece.has("mark:?") for piece in pieces):
        found["identity"] = words[0].text
    for reason in _ORDER:
        if reason in found:
            return say(f"refuse-{reason}", words=found[reason])
    return say("refuse-both") if _both(pieces) else None


def _heard(pieces: Sequence[Piece], at: int) -> frozenset[str]:
    """What asks for an alert and does not here: `somebody yells`, and not `yell if somebody comes`, `yell at me`."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    opens = at == 0 or pieces[at - 1].value("mark") is not None or pieces[at - 1].has("f:")
    asks = after is not None and (after.has("m:if") or after.has("m:me") or after.text.lower() in ("at", "out", "as"))
    return frozenset() if opens and asks else frozenset({"m:trigger", "m:notify"})


def _is_told(pieces: Sequence[Piece], at: int) -> bool:
    """Whether it is what happened before the wish, and not the wish: `cars stood there again, so alert us if ...`."""
    return any(
        pieces[each].has("m:trigger") and any(piece.has("m:if") for piece in pieces[each : each + 4])
        for each in range(at + 1, len(pieces))
    )


def _named(pieces: Sequence[Piece], at: int, reading: Reading) -> str | None:
    """A person's name: a common first name, or a capital in mid-sentence that nothing else explains."""
    piece = pieces[at]
    if piece.tags or not piece.text[:1].isupper():
        return None
    if reading.tokens[piece.begin].norm in FIRST_NAMES:
        return piece.text
    return None


def _both(pieces: Sequence[Piece]) -> bool:
    """Two conditions that must hold at once."""
    for at, piece in enumerate(pieces):
        if not piece.has("m:while"):
            continue
        if fold(piece.text) in AT_ONCE and any(each.value("cm") and each.value("mark") is None for each in pieces):
            continue  # `more than 3 people at the same time`
        before, after = pieces[:at], pieces[at + 1 :]
        if _says_something(before) and _says_something(after):
            return True
        linked = [number for number, each in enumerate(before) if each.has("m:and")]
        if not after and any(_says_something(before[:one]) and _says_something(before[one:]) for one in linked):
            return True
        if at == 0 and any(each.value("mark") == "," for each in pieces):
            return True
    return False


def _says_something(pieces: Sequence[Piece]) -> bool:
    return any(each.value("v") or each.value("cm") or each.value("o") or each.has("m:nobody") for each in pieces)
