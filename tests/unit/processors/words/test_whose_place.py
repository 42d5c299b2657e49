"""A place that only says where somebody is, is not where they go: no guard is drafted that takes one for the other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orin.processors.words.answer import Answer
from orin.processors.words.draft import draft
from tests.unit.processors.words.test_draft import SITE

PEOPLE = {
    "en": ("the person {}", "somebody {}", "a visitor who is {}", "anyone {}"),
    "de": ("die Person {}", "jemand {}", "ein Besucher {}"),
    "ru": ("человек {}", "кто-то {}", "посетитель {}"),
    "es": ("la persona {}", "alguien {}", "un cliente {}"),
    "fr": ("la personne {}", "quelqu'un {}", "un client {}"),
}
AT_DESK = {"en": "at the desk", "de": "am desk", "ru": "у desk", "es": "en desk", "fr": "à desk"}  # noqa: RUF001
GOES = {
    "en": ("leaves the yard", "enters the yard", "walks out of the yard", "leaves the building"),
    "de": ("verlässt den yard", "betritt den yard", "verlässt das Gebäude"),
    "ru": ("покидает yard", "выходит из yard", "выходит из магазина", "входит в yard"),
    "es": ("sale de yard", "entra en yard", "sale del edificio"),
    "fr": ("quitte yard", "entre dans yard", "quitte le bâtiment"),
}  # fmt: skip
CASES = [(lang, who, goes) for lang in PEOPLE for who in PEOPLE[lang] for goes in GOES[lang]]


def one(text: str, lang: str) -> Answer:
    return draft(text, SITE, "Europe/Berlin", lang)


@given(st.sampled_from(CASES))
@settings(max_examples=80, deadline=None)
def test_who_is_at_one_place_and_goes_to_another(case: tuple[str, str, str]) -> None:
    lang, who, goes = case
    answer = one(f"{who.format(AT_DESK[lang])} {goes}", lang)
    zones = {rule.get("zone") for guard in answer.guards for rule in guard["when"].values()}
    assert "desk" not in zones
    assert answer.answer != "guard"


@pytest.mark.parametrize(
    "text",
    [
        "a visitor comes into the yard and goes to the desk", "somebody comes to the hall and goes to the desk",
        "somebody in the yard goes through the gate", "anyone but the guard enters the hall",
        "the second person enters the hall", "more than 5 people enter the hall within 10 minutes",
        "the person at the desk leaves the car",
    ],
)  # fmt: skip
def test_what_a_guard_cannot_say_is_asked_about(text: str) -> None:
    assert one(text, "en").answer != "guard"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("somebody leaves the desk", "en"), ("jemand verlässt den desk", "de"), ("кто-то покидает desk", "ru"),
        ("alguien sale de desk", "es"), ("quelqu'un quitte desk", "fr"),
    ],
)  # fmt: skip
def test_the_place_that_is_left_is_watched(text: str, lang: str) -> None:
    (guard,) = one(text, lang).guards
    assert guard["when"] == {"exits": {"objects": ["people"], "zone": "desk"}}


@pytest.mark.parametrize("hour", range(1, 12))
def test_a_number_is_no_day(hour: int) -> None:
    """`24/7` once made a 7 every day."""
    (guard,) = one(f"people at the desk on weekdays between {hour} am and {hour} pm", "en").guards
    hours = f"{hour:02}:00-{hour + 12:02}:00"
    weekdays = ["mon", "tue", "wed", "thu", "fri"]
    assert guard["schedule"] == {"days": weekdays, "hours": hours, "timezone": "Europe/Berlin"}
