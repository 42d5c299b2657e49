"""The templates that `say` fills, as patterns that find again what it filled in."""

import re
from functools import cache

from orin.processors.words.saying import amounts
from orin.processors.words.saying.language import Language
from orin.processors.words.saying.languages import LANGUAGES

_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("\u00a0\u202f", " "))
_QUOTED = re.compile(r'" ?([^"]*?) ?"')
_SLOT = re.compile(r"\{(\w+)\}")
_NAME = '"[^"]+"'
_CAMERA = rf'(?:[^\s,"]+|{_NAME})'
_AMOUNT = r'\d[^"]*?'
_SLOTS = {
    "O": "(?P<O>.+?)",
    "C": "(?P<C>.+?)",
    "T": f"(?P<T>{_AMOUNT})",
    "S": f"(?P<S>{_AMOUNT})",
    "H": f"(?P<H>{_AMOUNT})",
    "N": r"(?P<N>\d+)",
    "F": r"(?P<F>[\d.,]+)",
    "P": r"(?P<P>[\d.,]+)",
    "G": r"(?P<G>\w+)",
    "Z": '"(?P<Z>[^"]+)"',
    "L": '"(?P<L>[^"]+)"',
    "begin": r"(?P<begin>\d\d:\d\d)",
    "end": r"(?P<end>\d\d:\d\d)",
}


def plain(text: str) -> str:
    """With straight quotes and single blanks."""
    return _QUOTED.sub(r'"\1"', " ".join(text.translate(_QUOTES).split()))


@cache
def sentences(lang: str, variant: str) -> re.Pattern[str]:
    """Of a whole text: its groups are the slots of the kind and of the hours, and `rest`, the second sentence."""
    language = LANGUAGES[lang]
    slots = {
        "on": _cameras(language),
        "zone": f"(?:{_filled(language.zone, {})})?",
        "lasting": f"(?:{_filled(language.lasting, {})})?",
    }
    outside = _filled(language.outside, {"X": _listed(_NAME, "X", language)})
    said = _filled(language.kinds[variant], slots)
    return re.compile(rf"{said}(?:{outside})?(?:, {_hours(language)})?\.(?: (?P<rest>.+)\.)?")


@cache
def names_cameras(lang: str) -> re.Pattern[str]:
    """What every sentence of the language has, and hardly any of another: a quick first look."""
    language = LANGUAGES[lang]
    said = (each.partition("{")[0] for each in (language.on_one, language.on_several, language.on_all))
    return re.compile("|".join(re.escape(each) for each in said))


@cache
def parts(lang: str) -> dict[str, re.Pattern[str]]:
    """Of the second sentence, by their names in `Language.parts`."""
    language = LANGUAGES[lang]
    receivers = {"R": _listed(_NAME, "R", language)}
    return {name: re.compile(_filled(template, receivers)) for name, template in language.parts.items()}


@cache
def objects(lang: str, form: str) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Labels by what is said of them in `form` (a field of Noun), and the pattern of one item of a list.

    Its group `label` is a label that has no noun.
    """
    language = LANGUAGES[lang]
    said = {plain(getattr(noun, form)): labels for labels, noun in language.vocabulary.items()}
    unnamed = re.escape(plain(getattr(language.noun("\0"), form))).replace("\0", '(?P<label>[^"]+)')
    nouns = "|".join(re.escape(each) for each in sorted(said, key=len, reverse=True))
    return said, re.compile(f"{unnamed}|{nouns}")


def _filled(template: str, slots: dict[str, str]) -> str:
    """The template's own words escaped, each slot its pattern."""
    words, *rest = _SLOT.split(template)
    found = re.escape(words.translate(_QUOTES))
    for slot, words in zip(rest[::2], rest[1::2], strict=True):
        found += (slots.get(slot) or _SLOTS[slot]) + re.escape(words.translate(_QUOTES))
    return found


def _listed(item: str, name: str, language: Language) -> str:
    return rf"(?P<{name}>{item}(?:, {item})*(?:{language.both[0]}{item})?)"


def _cameras(language: Language) -> str:
    one = _filled(language.on_one, {"cameras": f"(?P<camera>{_CAMERA})"})
    several = _filled(language.on_several, {"cameras": _listed(_CAMERA, "cameras", language)})
    return f"(?:(?P<all>{re.escape(language.on_all)})|{one}|{several})"


def _hours(language: Language) -> str:
    hours = _filled(language.hours, {})
    dates = _listed(amounts.date_pattern(language), "dates", language)
    excepted = _filled(language.excepted, {"dates": dates})
    return rf'(?P<days>[^()"\d]+?)(?:{hours})? \((?P<timezone>[^()"]+)\)(?:{excepted})?'
