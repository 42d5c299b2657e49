"""The words of a wish with their meanings: pieces, each a run of tokens and the tags that it may have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module

from msgspec import Struct
from msgspec.structs import replace

from orin.processors.words.lexicon import cities, conditions, cooldowns, harmless, labels
from orin.processors.words.lexicon.names import LOGS
from orin.processors.words.reading.numbers import number_phrases
from orin.processors.words.reading.phrases import Phrases, distance
from orin.processors.words.reading.text import Token, fold, tokens

LANGUAGES = ("en", "de", "ru", "es", "fr")
_RUSSIAN_SHARE = 0.3
_JOINTS = frozenset("-/_–")
_CLOCK_ENDS = frozenset({"am", "pm", "h", "uhr"})
"""After these a hyphen is one between hours: `8am-8pm`."""
_SIGNS = {">": ["cm:over"], "<": ["cm:under"], "+": ["cm:least"], "\u2265": ["cm:least"], "\u2264": ["cm:most"]}
_ARROW = "mark:\u2192"
_REACHED = ("pl", "d", "clock", "n", "dir", "t")
"""What an arrow may lead to."""
_LONG = 10
"""Letters of a name of a place from which two slips are read past."""
_MOST_SLIPS = 40
"""Unknown words of one wish that are looked up as slips."""


class Piece(Struct, frozen=True):
    """Tokens [begin, end) and what they may mean; no tags: not understood."""

    begin: int
    end: int
    tags: frozenset[str]
    text: str
    glued: bool = False
    """Whether a hyphen joins it to the piece before."""

    def value(self, kind: str) -> str | None:
        """What follows `KIND:` in one of the tags, the first in alphabetical order."""
        return _values(self.tags).get(kind)

    def has(self, tag: str) -> bool:
        return tag in self.tags


@lru_cache(maxsize=10_000)
def _values(tags: frozenset[str]) -> dict[str, str]:
    """By kind; of several of one kind the first in alphabetical order."""
    return dict(tag.split(":", 1) for tag in sorted(tags, reverse=True))


class Reading(Struct, frozen=True):
    lang: str
    tokens: tuple[Token, ...]
    pieces: tuple[Piece, ...]
    slips: tuple[tuple[str, str], ...] = ()
    """Words that were read as others: as said, as read."""


@cache
def phrases(lang: str) -> Phrases:
    """Of the language's lexicon, and its number words."""
    table: Mapping[str, str] = import_module(f"orin.processors.words.lexicon.{lang}").PHRASES
    made = Phrases()
    made.add_all(table)
    for more in _shared_tables(lang):
        made.add_all(more)
    return made


def _shared_tables(lang: str) -> Iterator[Mapping[str, str]]:
    yield number_phrases(lang)
    for each in (cities, conditions, cooldowns, harmless, labels):
        yield each.PHRASES[lang]


def read(text: str, names: Phrases, lang: str | None = None) -> Reading:
    """`names`: the site's own. `text`: as `clean` gives it."""
    found = _without_joints(tokens(text))
    lang = lang or language(found)
    words = [_word(token) for token in found]
    tables = (names, phrases(lang))
    corrected = _corrected(words, tables)
    matches = Phrases.find_in(tables, corrected)
    pieces = _pieces(found, matches, text)
    slips = [(token.text, read) for token, word, read in zip(found, words, corrected, strict=True) if word != read]
    return Reading(lang, tuple(found), tuple(_pointed(_glued(pieces, found, text))), tuple(slips))


def _pointed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """An arrow is `to` before a time, a day or a place, and elsewhere it parts what happens from what follows."""
    found = list(pieces)
    for at, piece in enumerate(found):
        if at and found[at - 1].has(_ARROW) and _is_log(found, at):
            yield replace(piece, tags=frozenset({"sev:low"}))  # `-> log`
            continue
        if not piece.has(_ARROW):
            yield piece
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        second = found[at + 2] if at + 2 < len(found) else None
        named = second is not None and (second.glued or second.has("m:role"))  # `-> shop-manager`
        apart = named or after is None or all(after.value(kind) is None for kind in _REACHED)
        tags = {"mark:,", "m:arrow"} if apart else {"m:to"}
        if after is not None and after.value("pl") is not None and not apart:
            tags = {"m:pointed"}  # a way, or somebody who is told: nothing tells which
        yield replace(piece, tags=frozenset(tags))


def _is_log(found: Sequence[Piece], at: int) -> bool:
    last = at + 1 == len(found) or found[at + 1].value("mark") is not None
    return last and fold(found[at].text) in LOGS


def _glued(pieces: Iterable[Piece], found: Sequence[Token], text: str) -> Iterator[Piece]:
    for piece in pieces:
        between = text[found[piece.begin - 1].end : found[piece.begin].start] if piece.begin else ""
        yield replace(piece, glued=True) if between in ("-", "_") else piece


def language(found: Iterable[Token]) -> str:
    """The one whose lexicon knows most of the words; English where none knows more."""
    words = [token.norm for token in found if token.kind == "word"][:400]
    if not words:
        return "en"
    if sum("\u0430" <= word[0] <= "\u044f" for word in words) > _RUSSIAN_SHARE * len(words):
        return "ru"
    scores = {lang: sum(phrases(lang).opens(word) for word in words) for lang in LANGUAGES if lang != "ru"}
    best = max(scores.values())
    return next(lang for lang in scores if scores[lang] == best)


def _word(token: Token) -> str:
    return token.norm if token.kind in ("word", "number") or token.text == "%" else ""


def _without_joints(found: Sequence[Token]) -> list[Token]:
    """Hyphens and slashes within words are none: `dock-door` is two words, a phrase."""
    kept = []
    for number, token in enumerate(found):
        if token.text in _JOINTS and 0 < number < len(found) - 1:
            before, after = found[number - 1], found[number + 1]
            joined = before.end == token.start and token.end == after.start
            of_clock = before.norm in _CLOCK_ENDS and after.kind in ("number", "clock")
            if joined and "word" in (before.kind, after.kind) and not of_clock:
                continue
        kept.append(token)
    return kept


def _corrected(words: Sequence[str], tables: Sequence[Phrases]) -> list[str]:
    """Words that no phrase has, replaced by the one that they may be a slip of."""
    found: list[str] = []
    slips = 0
    for at, word in enumerate(words):
        if not word or word[0].isdigit() or any(table.has(word) for table in tables):
            found.append(word)
            continue
        slips += 1
        near = next((near for table in tables if (near := table.nearest(word))), None) if slips <= _MOST_SLIPS else None
        known = near is not None and _is_place(near, tables)
        if near and known and len(word) < _LONG and distance(word, near) > 1:
            near = None  # `Ladentür` is no `Ladetor`
        if near and known and not _leads_to_place(words, at, tables):
            near = None  # `perro suelto` is no dog on the floor (`suelo`)
        found.append(near or word)
    return found


def _is_place(word: str, tables: Sequence[Phrases]) -> bool:
    """Whether a word names places and nobody who may be there: `people` is in `space for disabled people`."""
    things = any(tag.startswith("o:") for table in tables for tag in table.tags_of(word))
    return not things and any(word in table.places for table in tables)


def _leads_to_place(words: Sequence[str], at: int, tables: Sequence[Phrases]) -> bool:
    """Whether a place may follow: after an article or a preposition, and at the beginning."""
    if at == 0 or not words[at - 1]:
        return True
    tags = {tag for table in tables for tag in table.tags_of(words[at - 1])}
    moves = any(tag.startswith("v:") for tag in tags)
    return (
        moves or bool(tags & {"m:prep", "m:det", "m:article"}) or any(words[at - 1] in table.places for table in tables)
    )


def _pieces(found: Sequence[Token], matches: Iterable[tuple[int, int, frozenset[str]]], text: str) -> Iterable[Piece]:
    at = 0
    for begin, end, tags in matches:
        yield from (_bare(each, found[each]) for each in range(at, begin))
        more = _bare(begin, found[begin]).tags if end == begin + 1 else frozenset()
        yield Piece(begin, end, tags | more, text[found[begin].start : found[end - 1].end])
        at = end
    yield from (_bare(each, found[each]) for each in range(at, len(found)))


def _bare(at: int, token: Token) -> Piece:
    tags: frozenset[str] = frozenset()
    if token.kind == "number":
        tags = frozenset({f"n:{token.value:g}"})
    elif token.kind == "clock":
        tags = frozenset({f"clock:{token.value:g}"})
    elif token.kind == "date":
        tags = frozenset({f"date:{token.norm}"})
    elif token.kind == "mark":
        tags = frozenset({"mark:" + token.text, *_SIGNS.get(token.text, ())})
    return Piece(at, at + 1, tags, token.text)
