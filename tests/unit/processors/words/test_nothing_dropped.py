"""No word is dropped in silence: one that matters, put anywhere into a wish, changes the guard or is asked about."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orin.processors.words.answer import Answer
from orin.processors.words.draft import draft
from tests.unit.processors.words.test_draft import SITE

UNDERSTOOD = {
    "en": (
        "alert me when a person enters the hall",
        "a bag is left alone at the desk for 5 minutes",
        "more than 3 people at the desk for 2 minutes",
        "nobody at the desk for 10 minutes on weekdays",
        "a car drives faster than 20 km/h in the yard, urgent",
        "somebody loiters in the yard for over 5 minutes at night",
        "two cars pass the gate within 3 seconds",
        "someone takes something from the desk",
        "people leave the hall after 10 pm",
        "cats in the yard, at most one alert per hour",
    ),
    "de": (
        "jemand betritt die hall nachts",
        "mehr als 3 Personen am desk für 2 Minuten",
        "Koffer steht 5 Minuten allein in der hall",
    ),
    "ru": ("человек вошёл в hall ночью", "больше трёх человек в yard 2 минуты", "в hall никого нет 10 минут"),
    "es": (
        "alguien entra en hall por la noche",
        "más de tres personas en yard durante 2 minutos",
        "nadie en hall durante 10 minutos",
    ),
    "fr": (
        "quelqu'un entre dans hall la nuit",
        "plus de trois personnes dans yard pendant 2 minutes",
        "personne dans hall pendant 10 minutes",
    ),
}
DENIALS = {
    "en": ("not", "never", "without", "except", "unless", "neither"),
    "de": ("nicht", "nie", "ohne", "außer", "kaum"),
    "ru": ("не", "никогда", "без", "кроме"),
    "es": ("no", "nunca", "excepto"),
    "fr": ("jamais", "sauf", "pas"),
}
MATTERING = (
    "other", "different", "same", "twice", "half", "few", "tomorrow", "yesterday", "else", "back", "start", "end",
    "instead", "limited to", "together", "first", "slowly", "weekly", "nothing", "less",
)  # fmt: skip
SENTENCES = [(lang, text) for lang, texts in UNDERSTOOD.items() for text in texts]
UNKNOWN = st.text("bcdfghjkmpqvwxz", min_size=5, max_size=10)
NUMBERS = st.integers(4, 90).map(str)


def one(text: str, lang: str) -> Answer:
    return draft(text, SITE, "Europe/Berlin", lang)


def with_word(text: str, word: str, at: int) -> str:
    words = text.split()
    return " ".join([*words[: at % (len(words) + 1)], word, *words[at % (len(words) + 1) :]])


@pytest.mark.parametrize(("lang", "text"), SENTENCES, ids=[text for _, text in SENTENCES])
def test_the_sentences_are_understood(lang: str, text: str) -> None:
    assert one(text, lang).answer == "guard", one(text, lang)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SENTENCES), UNKNOWN, st.integers(0, 20))
@example(("en", "cats in the yard, at most one alert per hour"), "jcfhm", 8)
def test_an_unknown_word_is_asked_about(sentence: tuple[str, str], word: str, at: int) -> None:
    lang, text = sentence
    answer = one(with_word(text, word, at), lang)
    assert answer.answer != "guard"
    assert word in answer.unread


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SENTENCES), NUMBERS, st.integers(0, 20))
def test_a_number_is_a_field_or_asked_about(sentence: tuple[str, str], number: str, at: int) -> None:
    lang, text = sentence
    assert one(with_word(text, number, at), lang).guards != one(text, lang).guards


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SENTENCES), st.integers(0, 20), st.data())
def test_a_denial_is_never_read_past(sentence: tuple[str, str], at: int, data: st.DataObject) -> None:
    lang, text = sentence
    word = data.draw(st.sampled_from(DENIALS[lang]))
    assert one(with_word(text, word, at), lang).guards != one(text, lang).guards


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(UNDERSTOOD["en"]), st.sampled_from(MATTERING), st.integers(0, 20))
@example("a bag is left alone at the desk for 5 minutes", "limited to", 7)
def test_what_limits_orders_or_compares_is_never_read_past(text: str, word: str, at: int) -> None:
    assert one(with_word(text, word, at), "en").guards != one(text, "en").guards


RECEIVERS = ("hall-manager", "hall manager", "night-desk", "desk", "tell hall-manager please", "msg desk-lead")
"""Who is told, in words that are also places and people."""


@pytest.mark.parametrize("text", UNDERSTOOD["en"])
@pytest.mark.parametrize("name", RECEIVERS)
def test_who_stands_behind_an_arrow_is_told_or_asked_about(text: str, name: str) -> None:
    answer = one(f"{text} -> {name}", "en")
    told = [each for guard in answer.guards for each in guard.get("notify", ())]
    assert answer.answer == "ask" or (told and all(each in name.replace(" ", "-") for each in told))


@pytest.mark.parametrize("text", UNDERSTOOD["en"])
@pytest.mark.parametrize(
    "told",
    [
        "We had trouble there last week. {}",
        "{} Cheers, Ron",
        "Hi, night shift here. {}",
        "{}, so that we can react",
    ],
)
def test_what_is_told_beside_a_wish_leaves_it_as_it_is(text: str, told: str) -> None:
    wish = text if told.startswith("{},") else f"{text}."
    assert one(told.format(wish), "en").guards == one(text, "en").guards


@pytest.mark.parametrize("text", UNDERSTOOD["en"])
@pytest.mark.parametrize(
    "told",
    [
        "We only had trouble at weekends. {}",
        "{} Thanks, but not on Wednesdays",
        "{} Cheers, night-desk should know",
        "{}, because only dogs matter",
    ],
)
def test_what_limits_a_wish_beside_it_is_never_read_past(text: str, told: str) -> None:
    wish = text if told.startswith("{},") else f"{text}."
    assert one(told.format(wish), "en").guards != one(text, "en").guards
