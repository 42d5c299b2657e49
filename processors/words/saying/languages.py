"""The languages that guards are said in, by their codes."""

from collections.abc import Mapping

from orin.processors.words.saying.de import GERMAN
from orin.processors.words.saying.en import ENGLISH
from orin.processors.words.saying.es import SPANISH
from orin.processors.words.saying.fr import FRENCH
from orin.processors.words.saying.language import Language
from orin.processors.words.saying.ru import RUSSIAN

LANGUAGES: Mapping[str, Language] = {each.code: each for each in (ENGLISH, GERMAN, RUSSIAN, SPANISH, FRENCH)}
