"""Labels of models that the lexicons have no words for, by the nouns that guards are said with."""

from importlib import import_module

from orin.processors.words.reading.text import fold

_LABELS = ("book", "cup", "keyboard", "vase", "scissors", "bench", "couch", "sheep", "cow", "airplane")
_ARTICLES = frozenset({"a", "an", "ein", "eine", "un", "une", "una", "des", "unas", "unos"})


def _of(lang: str) -> dict[str, str]:
    nouns: str = import_module(f"orin.processors.words.saying.nouns.{lang}").NOUNS
    found = {}
    for line in nouns.splitlines():
        label, _, words = line.partition(": ")
        if label in _LABELS:
            found[f"o:{label}"] = "|".join(_bare(each) for each in words.split(" / "))
    return found


def _bare(noun: str) -> str:
    words = [fold(word) for word in noun.split()]
    return " ".join(words[1:] if words[0] in _ARTICLES else words)


PHRASES = {lang: _of(lang) for lang in ("en", "de", "ru", "es", "fr")}
