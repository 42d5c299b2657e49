"""From text to tokens: words folded to plain letters, numbers, clock times, dates and punctuation."""

import datetime as dt
import re
import unicodedata
from typing import Literal

from msgspec import Struct

from orin.processors.words.lexicon.pronouns import WILL

LONGEST = 10_000
"""Characters of a wish that are read."""
STOPS = frozenset({".", ";", "!", "?"})
"""Marks that end a sentence."""
Kind = Literal["word", "number", "clock", "date", "mark"]
_LEXER = re.compile(
    r"""
    (?P<iso>\b\d{4}-\d{1,2}-\d{1,2}\b)
    | (?P<day>\b\d{1,2}[./]\d{1,2}[./]\d{4}\b)
    | (?P<clock>\b\d{1,2}:\d{2}\b)
    | (?P<number>(?<![\w])\d+(?:[.,]\d+)?|(?<=[^\W\d_])\d+|\d+)
    | (?P<unit>(?<![^\W\d_])(?:km/h|m/s|\u043a\u043c/\u0447)(?!\w))
    | (?P<half>(?<![^\W\d_])[ap]\.\s?m(?!\w)\.?)
    | (?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)
    | (?P<mark>[^\s\w])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FOLDED = str.maketrans(
    {"ß": "ss", "\u0451": "\u0435", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "\u2019": "'", "`": "'"}
)


class Token(Struct, frozen=True):
    """`norm` is what is compared; `value` of a number, of a clock time in minutes, of a date its ISO form."""

    text: str
    norm: str
    start: int
    end: int
    kind: Kind
    value: float = 0.0


_LONG = {"w/o": "without", "w/": "with ", "b/w": "between"}
_ARROW = re.compile(r"\s*(?:[-=]+>(?!=)|\u2192|\u21d2)\s*")
_SHARE_OF = re.compile(
    r"(?:(?<=alert)|(?<=alarm)|(?<=message))\s?/\s?(?=\d*\s?(?:s|sec|min|h|hr|hour|std|minute|stunde)\b)",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b([01]\d|2[0-3])(00|15|30|45)(\s?(?:-|\u2013|to|until|till|and)\s?)([01]\d|2[0-3])(00|15|30|45)\b"
)
_ALWAYS = re.compile(r"\b24\s?/\s?7\b")
_DOTTED = re.compile(r"\b(max|min|approx|ca|mind)\.(?=\s*\d)", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:w/o|b/w)\b|\bw/(?!\w)", re.IGNORECASE)


def clean(text: str) -> str:
    """Composed characters, `w/o` and its like written out, and blanks for what is no text: control characters, marks
    of direction, private use.
    """
    composed = _SHORT.sub(lambda found: _LONG[found[0].lower()], unicodedata.normalize("NFKC", text[: 4 * LONGEST]))
    composed = composed.replace(">=", "\u2265").replace("<=", "\u2264")
    composed = _ALWAYS.sub("24 7", composed)
    composed = _SHARE_OF.sub(
        " per ", _ARROW.sub(" \u2192 ", _DOTTED.sub(r"\1", _MILITARY.sub(r"\1:\2\3\4:\5", composed)))
    )
    return "".join(
        " " if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") and c != "\n" else c for c in composed
    )


def fold(word: str) -> str:
    """Lower case, without accents: `Größe` is `grosse`, `Éntrée` is `entree`; `й` keeps its mark."""
    lowered = word.lower().translate(_FOLDED)
    if lowered.isascii():
        return lowered
    kept = []
    for letter in lowered:
        parts = unicodedata.normalize("NFD", letter)
        kept.append(parts[0] if len(parts) > 1 and parts[0].isascii() else letter)
    return "".join(kept)


def tokens(text: str) -> list[Token]:
    """Of text that `clean` has seen. An elided article (`l'entrée`) and what follows it are two words."""
    found: list[Token] = []
    for match in _LEXER.finditer(text):
        group, written = match.lastgroup or "", match[0]
        if group == "word":
            found.extend(_words(written, match.start()))
        else:
            found.append(_other(group, written, match.start(), match.end()))
    return found


def _words(written: str, start: int) -> list[Token]:
    found: list[Token] = []
    parts = re.split("['\u2019]", written)
    at = 0
    while len(parts) > 1 and fold(parts[0]) in _ELIDED:
        part = parts.pop(0)
        found.append(Token(part, fold(part) + "'", start + at, start + at + len(part) + 1, "word"))
        at += len(part) + 1
    rest = written[at:]
    folded = fold(rest)
    norm = "will" if folded in WILL else folded.removesuffix("'s").replace("'", "")
    return [*found, Token(rest, norm, start + at, start + len(written), "word")]


_ELIDED = frozenset({"l", "d", "qu", "n", "s", "j", "c", "m", "t", "quelqu", "jusqu", "lorsqu", "puisqu", "aujourd"})


def _other(group: str, written: str, start: int, end: int) -> Token:
    if group == "number":
        return Token(written, written, start, end, "number", float(written.replace(",", ".")))
    if group == "clock":
        hour, minute = (int(each) for each in written.split(":"))
        if hour <= 24 and minute < 60:
            return Token(written, written, start, end, "clock", 60.0 * hour + minute)
        return Token(written, written, start, end, "mark")
    if group == "half":
        return Token(written, written[0].lower() + "m", start, end, "word")
    if group == "unit":
        return Token(written, written.lower(), start, end, "word")
    if group in ("iso", "day"):
        date = _date(group, written)
        return Token(written, date or written, start, end, "date" if date else "mark")
    return Token(written, written, start, end, "mark")


def _date(group: str, written: str) -> str | None:
    parts = [int(each) for each in re.split(r"[-./]", written)]
    year, month, day = parts if group == "iso" else reversed(parts)
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def is_mixed(word: str) -> bool:
    """Whether letters of more than one alphabet are in one word: no language writes so."""
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in word if letter.isalpha()}
    return len(scripts) > 1


_LATIN = {
    chr(code): sound
    for code, sound in enumerate(
        "a|b|v|g|d|e|zh|z|i|y|k|l|m|n|o|p|r|s|t|u|f|kh|ts|ch|sh|shch||y||e|yu|ya".split("|"),  # noqa: SIM905
        start=0x430,
    )
}
"""From Russian letters; those of signs are none."""


def latin(word: str) -> str:
    """Lower case, in the letters that names of the language have."""
    return "".join(_LATIN.get(letter, letter) for letter in fold(word))
