"""Number words from 0 to 99 as people say them in each language, for the phrases."""

from collections.abc import Iterator

_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DE = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fuenf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwoelf",
    "dreizehn",
    "vierzehn",
    "fuenfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_DE_TENS = ["zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_ES_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_FR = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_RU = [
    "ноль",
    "один/одного/одна/одну/одной",
    "два/две/двух/двумя",
    "три/трех/тремя",
    "четыре/четырех",
    "пять/пяти",
    "шесть/шести",
    "семь/семи",
    "восемь/восьми",
    "девять/девяти",
    "десять/десяти",
    "одиннадцать/одиннадцати",
    "двенадцать/двенадцати",
    "тринадцать/тринадцати",
    "четырнадцать/четырнадцати",
    "пятнадцать/пятнадцати",
    "шестнадцать/шестнадцати",
    "семнадцать/семнадцати",
    "восемнадцать/восемнадцати",
    "девятнадцать/девятнадцати",
]
_RU_TENS = [
    "двадцать/двадцати",
    "тридцать/тридцати",
    "сорок/сорока",
    "пятьдесят/пятидесяти",
    "шестьдесят/шестидесяти",
    "семьдесят/семидесяти",
    "восемьдесят/восьмидесяти",
    "девяносто",
]
_HUNDRED = {
    "en": "hundred|a hundred|one hundred",
    "de": "hundert|einhundert",
    "ru": "сто|ста",
    "es": "cien|ciento",
    "fr": "cent",
}


def number_phrases(lang: str) -> dict[str, str]:
    """From tags `n:N` to phrases."""
    phrases: dict[str, str] = {"n:100": _HUNDRED[lang]}
    for value, written in _BY_LANGUAGE[lang]():
        tag = f"n:{value}"
        phrases[tag] = f"{phrases[tag]}|{written}" if tag in phrases else written
    return phrases


def _english() -> Iterator[tuple[int, str]]:
    yield from enumerate(_EN)
    for ten, word in enumerate(_EN_TENS, 2):
        yield 10 * ten, word
        for one in range(1, 10):
            yield 10 * ten + one, f"{word} {_EN[one]}"


def _german() -> Iterator[tuple[int, str]]:
    def both(word: str) -> str:
        plain = word.replace("fuenf", "funf").replace("zwoelf", "zwolf")
        return "|".join(dict.fromkeys((word, plain)))

    for value, word in enumerate(_DE):
        yield value, both("ein/eine/eins/einer/einen/einem/eines" if value == 1 else word)
    yield 2, "zwei|zwo"
    for ten, word in enumerate(_DE_TENS, 2):
        yield 10 * ten, both(word)
        for one in range(1, 10):
            yield 10 * ten + one, both(f"{_DE[one]}und{word}")


def _spanish() -> Iterator[tuple[int, str]]:
    yield from enumerate(_ES)
    yield 1, "uno|un|una"
    for ten, word in enumerate(_ES_TENS, 3):
        yield 10 * ten, word
        for one in range(1, 10):
            yield 10 * ten + one, f"{word} y {_ES[one]}"


def _french() -> Iterator[tuple[int, str]]:
    yield from enumerate(_FR)
    yield 1, "un|une"
    for value in (17, 18, 19):
        yield value, f"dix {_FR[value - 10]}"
    for ten, word in _FR_TENS.items():
        yield ten, word
        for one in range(1, 20 if ten == 60 else 10):
            small = _FR[one] if one <= 16 else f"dix {_FR[one - 10]}"
            yield ten + one, f"{word} et {small}" if one in (1, 11) else f"{word} {small}"
    yield 80, "quatre vingt/vingts"
    for one in range(1, 20):
        yield 80 + one, f"quatre vingt {_FR[one] if one <= 16 else 'dix ' + _FR[one - 10]}"


def _russian() -> Iterator[tuple[int, str]]:
    yield from enumerate(_RU)
    yield 2, "двое|двоих"
    yield 3, "трое|троих"
    yield 4, "четверо|четверых"
    yield 5, "пятеро|пятерых"
    for ten, word in enumerate(_RU_TENS, 2):
        yield 10 * ten, word
        for one in range(1, 10):
            yield 10 * ten + one, f"{word} {_RU[one]}"


_BY_LANGUAGE = {"en": _english, "de": _german, "ru": _russian, "es": _spanish, "fr": _french}
