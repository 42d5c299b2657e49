"""What is told beside a wish: who greets and who signs, and sentences that only say what was or always is."""

from collections.abc import Mapping, Sequence

from orin.processors.words.lexicon.context import CONTEXT
from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.text import fold
from orin.processors.words.wishes.sentences import sentences

_GREETING = 7
"""Pieces of a greeting or of who speaks, at most."""
_SIGNATURE = 8
_SAYS = ("cm", "sev", "dur", "clock", "date", "mo", "tz", "n", "u", "us", "ul", "fx", "dir", "d", "h", "t")
_WORTH = ("n", "u", "h", "clock", "date", "mo", "sev", "d", "cm", "dur", "us", "fx", "t")
"""What a reason does not say."""
_MOST_REASONS = 5
_HAPPENED = ("intent", "sound", "pose", "act")
"""What happened before a wish may be what no guard can say."""
_LIMITS = (
    "m:trigger", "m:notify", "m:cooldown", "m:only", "m:except", "m:denied", "m:may", "m:corr", "m:otherwise",
    "m:instant", "m:score", "m:escalate", "m:while", "m:nobody",
)  # fmt: skip
_ANAPHORS = {
    "en": frozenset({"one", "it", "they", "them", "any", "those", "these"}),
    "de": frozenset({"eins", "eines", "einer", "einen", "es", "sie"}),
    "ru": frozenset(), "es": frozenset({"uno", "una"}), "fr": frozenset({"en"}),
}  # fmt: skip


def without_context(pieces: Sequence[Piece], lang: str) -> tuple[list[Piece], list[str]]:
    """The pieces that wish, and the sentences that were left out, as said; greetings and signatures are not listed."""
    left, reasons = _without_reasons(_without_signature(_without_greeting(list(pieces), lang), lang), lang)
    parts = _statements(left)
    told = {at for at, part in enumerate(parts) if len(parts) > 1 and _is_told(part, lang, at)}
    asked = next((at for at, part in enumerate(parts) if _asks(part)), 0)
    told |= {at for at, part in enumerate(parts[:asked]) if _is_background(part, lang)}
    kept = [part for at, part in enumerate(parts) if at not in told]
    if not told or not any(_is_wish(part) for part in kept):
        return left, reasons
    wished = [piece for part in kept for piece in part]
    beside = [piece for at, part in enumerate(parts) if at in told for piece in part]
    if not _is_free(beside, wished):
        return left, reasons
    said = reasons + [
        " ".join(piece.text for piece in part if piece.value("mark") is None)
        for at, part in enumerate(parts)
        if at in told
    ]
    return _resolved(wished, beside, lang), said


def _statements(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Sentences; `..., so tell me when` begins one."""
    found: list[list[Piece]] = []
    for part in sentences(pieces):
        at = next((at for at, piece in enumerate(part) if at and _concludes(part, at)), 0)
        found += [part[:at], part[at:]] if at else [part]
    return found


def _concludes(part: Sequence[Piece], at: int) -> bool:
    comma = part[at - 1].value("mark") in (",", ":", "-", "\u2013")
    return comma and any(piece.has("m:trigger") for piece in part[at : at + 3]) and _is_wish(part[at:])


def _asks(part: Sequence[Piece]) -> bool:
    """Whether a sentence is a wish of its own: it asks, and says what happens, and to whom or to what, and where."""
    asks = any(piece.has("m:trigger") or piece.has("m:if") for piece in part)
    said = all(any(piece.value(kind) for piece in part for kind in kinds) for kinds in (("o", "cm"), ("pl",)))
    return asks and said and _is_wish(part)


def _is_background(part: Sequence[Piece], lang: str) -> bool:
    """Whether a sentence before a wish only says how things are: nothing that asks, limits, denies or describes."""
    words = {word for piece in part for word in _words(piece)}
    known = CONTEXT[lang]
    limits = any(piece.has(tag) for piece in part for tag in ("m:if", "m:not", "m:no", "m:nobody", "m:trigger"))
    describes = any(piece.value("r") not in (None, *_HAPPENED) for piece in part)
    if limits or describes or words & known["wish"] or _says(part) or any(piece.has("mark:?") for piece in part):
        return False
    return bool(words & (known["is"] | known["was"])) and bool(words & (known["self"] | known["is"]))


def _words(piece: Piece) -> list[str]:
    return fold(piece.text).replace("-", " ").split()


def _says(pieces: Sequence[Piece], kinds: Sequence[str] = _SAYS) -> bool:
    """Whether anything is said that a field of a guard could say, but who, what and where."""
    said = any(piece.value(kind) is not None for piece in pieces for kind in kinds if not piece.has("m:article"))
    return said or any(piece.has(tag) for piece in pieces for tag in _LIMITS)


def _without_greeting(pieces: list[Piece], lang: str) -> list[Piece]:
    """`Hi, caretaker here, ...`, `hello team could you ...`."""
    words = CONTEXT[lang]
    while pieces:
        end = next((at for at, piece in enumerate(pieces) if piece.value("mark") is not None), len(pieces))
        chunk = pieces[:end]
        first = _words(chunk[0])[0] if chunk else ""
        greets = first in words["greet"]
        plain = end < len(pieces) and end <= _GREETING and not _says_more(chunk[1:] if greets else chunk, words["wish"])
        speaks = plain and _speaks(chunk, words)
        if chunk and plain and (greets or speaks):
            pieces = pieces[end + 1 :]
        elif greets and len(chunk) > 1 and _words(chunk[1])[0] in words["vocative"]:
            pieces = pieces[2:]
        elif not chunk and pieces[0].value("mark") in (",", ".", "!", "-", ":"):
            pieces = pieces[1:]
        else:
            break
    return pieces


def _speaks(chunk: Sequence[Piece], words: Mapping[str, frozenset[str]]) -> bool:
    """`Caretaker here`, `this is the night desk`, and not `this is for the dock`."""
    said = [word for piece in chunk for word in _words(piece)]
    if not said:
        return False
    after = next(
        (said[len(intro.split()) :] for intro in words["intro"] if " ".join(said).startswith(f"{intro} ")), None
    )
    return said[-1] in words["here"] or (after is not None and bool(after) and not set(after[:1]) & words["of"])


def _without_reasons(pieces: list[Piece], lang: str) -> tuple[list[Piece], list[str]]:
    """Without what a wish is for: `..., so that I can open another till`; and what was left out, as said."""
    said: list[str] = []
    at = 0
    while at < len(pieces):
        if not _opens_reason(pieces, at, lang):
            at += 1
            continue
        end = next((each for each in range(at + 1, len(pieces)) if pieces[each].value("mark") is not None), len(pieces))
        rest = [*pieces[:at], *pieces[end:]]
        plain = not any(piece.value(kind) not in (None, "1") for piece in pieces[at:end] for kind in _WORTH)
        said_of = any(piece.value("o") for piece in rest) and any(piece.value("pl") for piece in rest)
        if plain and not _limits(pieces[at + 1 : end]) and (_is_wish(rest) or said_of) and len(said) < _MOST_REASONS:
            said.append(" ".join(piece.text for piece in pieces[at:end]))
            pieces = rest
        else:
            at = end
    return pieces, said


def _opens_reason(pieces: Sequence[Piece], at: int, lang: str) -> bool:
    words = [word for piece in pieces[at : at + 3] for word in _words(piece)[:3]]
    return any(" ".join(words[:number]) in CONTEXT[lang]["why"] for number in (1, 2, 3))


def _limits(pieces: Sequence[Piece]) -> bool:
    """Whether anything limits a wish, but what nobody may do or what nobody does."""
    limits = [tag for tag in _LIMITS if tag not in ("m:may", "m:nobody", "m:instant")]
    return any(piece.has(tag) for piece in pieces for tag in limits)


def _says_more(chunk: Sequence[Piece], wishing: frozenset[str]) -> bool:
    verbs = any(piece.value("v") not in (None, "move", "appear") and piece.value("pl") is None for piece in chunk)
    kinds = [kind for kind in _SAYS if kind != "h"]
    return verbs or _says(chunk, kinds) or any(set(_words(piece)) & wishing for piece in chunk)


def _without_signature(pieces: list[Piece], lang: str) -> list[Piece]:
    """`Cheers, Ron`, `Thanks in advance - the night shift`."""
    byes = CONTEXT[lang]["bye"]
    for at in range(max(1, len(pieces) - _SIGNATURE), len(pieces)):
        if pieces[at - 1].value("mark") is None or not set(_words(pieces[at])[:1]) & byes:
            continue
        rest = pieces[at:]
        told = any(piece.has("m:informed") or piece.has("m:know") for piece in rest[1:])
        if not told and not _says(rest[1:]) and not any(piece.value("v") or piece.value("pl") for piece in rest[1:]):
            return pieces[:at]
    return pieces


def _is_told(part: Sequence[Piece], lang: str, number: int) -> bool:
    """Whether a sentence only tells: it has somebody who tells or a time gone by, and nothing that wishes or limits."""
    words = {word for piece in part for word in _words(piece)}
    known = CONTEXT[lang]
    if any(piece.value("r") not in (None, "again", "state", *_HAPPENED) for piece in part):
        return False  # `the red car is the problem` says which car
    gone = bool(words & known["past"]) and bool(words & known["self"])
    if words & known["wish"] or _says(part, ("sev",) if gone else _SAYS) or any(piece.has("mark:?") for piece in part):
        return False
    if any(piece.has("m:not") or piece.has("m:no") for piece in part) and any(
        piece.value("o") or piece.value("pl") for piece in part
    ):
        return False
    return bool(words & known["was"]) and (bool(words & known["self"]) or number == 0)


def _is_wish(part: Sequence[Piece]) -> bool:
    happens = any(piece.value(kind) for piece in part for kind in ("v", "cm", "dur", "u"))
    return happens and any(piece.value(kind) for piece in part for kind in ("o", "pl"))


def _is_free(beside: Sequence[Piece], wished: Sequence[Piece]) -> bool:
    """Whether what is told is of the same things as the wish, or of none, or the wish says of what it is."""
    if any(piece.value("o") not in (None, "object", "any", "people") for piece in wished):
        return True
    objects = {piece.value("o") for piece in wished} - {None}
    return not objects or {piece.value("o") for piece in beside} - {None, "people"} <= objects


def _resolved(wished: list[Piece], beside: Sequence[Piece], lang: str) -> list[Piece]:
    """With the place and the things that the wish only points to: `... in the lobby. Tell me when one is there`."""
    things = {piece.value("o"): piece for piece in beside if piece.value("o") not in (None, "people")}
    if len(things) == 1 and not any(piece.value("o") not in (None, "object") for piece in wished):
        at = next((at for at, piece in enumerate(wished) if set(_words(piece)) & _ANAPHORS[lang]), None)
        if at is not None:
            wished = [*wished[:at], *things.values(), *wished[at + 1 :]]
    places = {piece.value("pl"): at for at, piece in enumerate(beside) if piece.value("pl") and not piece.value("v")}
    if len(places) != 1 or any(piece.value("pl") and not piece.value("v") for piece in wished):
        return wished
    (at,) = places.values()
    prep = [beside[at - 1]] if at and beside[at - 1].has("m:det") else []
    return [*prep, beside[at], Piece(0, 0, frozenset({"mark:,"}), ","), *wished]
