"""What is allowed, and what is not: the guard watches for what is not."""

import pytest

from tests.unit.processors.words.test_draft import one


def when(text: str) -> list[object]:
    answer = one(text)
    assert answer.answer == "guard", (text, answer.questions, answer.reason)
    return [guard["when"] for guard in answer.guards]


@pytest.mark.parametrize(
    "text",
    [
        "coming in through the gate is fine for people, but going out that way is forbidden",
        "people may come in through the gate but must not go out there",
        "Kein Mensch darf durch gate raus, nur rein",
    ],
)
def test_the_way_that_is_denied_is_watched(text: str) -> None:
    assert when(text) == [{"crosses": {"objects": ["people"], "line": "gate", "direction": "out"}}]


@pytest.mark.parametrize(
    "text",
    [
        "nobody in the hall after 8 pm. Anyone who goes in: critical",
        "Nach 20 Uhr keiner mehr in der hall. Wer reingeht: kritisch",
        "После 20 часов в hall никого. Если кто-то войдёт, критично",
    ],
)
def test_who_comes_where_nobody_may_be_is_watched_for(text: str) -> None:
    assert when(text) == [{"enters": {"objects": ["people"], "zone": "hall"}}]


@pytest.mark.parametrize(
    "text",
    [
        "cars may stay in the yard for up to 2 hours, report anything longer",
        "cars may park in the yard for at most 2 hours; if longer, alert",
    ],
)
def test_longer_than_allowed_is_watched_for(text: str) -> None:
    assert when(text) == [{"loiters": {"objects": ["car"], "zone": "yard", "for": 7200.0}}]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("the desk holds 5 people max. Warn us when there are more for a minute", {"over": 5}),
        ("the desk has to be staffed by at least three people; report if that's not so for a minute", {"under": 3}),
        ("minimum two people at the desk, alert if fewer for a minute", {"under": 2}),
        ("at most five people may be at the desk; alert if it's more for a minute", {"over": 5}),
    ],
)
def test_beyond_a_limit_that_is_said_before(text: str, limit: dict[str, int]) -> None:
    assert when(text) == [{"occupancy": {"objects": ["people"], "zone": "desk", "for": 60.0, **limit}}]


@pytest.mark.parametrize(
    "told",
    [
        "Cyclists are a nuisance. {}", "We had a lot of theft lately. {}", "Our customers love the place, so {}",
        "We've had things stolen, so {}",
    ],
)  # fmt: skip
def test_how_things_are_says_nothing_of_the_wish(told: str) -> None:
    wish = "tell me when a dog enters the hall"
    answer = one(told.format(wish))
    assert [guard["when"] for guard in answer.guards] == when(wish)
    assert answer.assumptions


@pytest.mark.parametrize(
    "text",
    [
        "Only dogs on a lead matter. Tell me when a dog enters the hall",
        "The red car is the problem. Tell me when a car enters the yard",
        "Nobody but staff is allowed there. Tell me when a person enters the hall",
    ],
)
def test_what_limits_or_describes_is_never_read_past(text: str) -> None:
    assert one(text).answer != "guard"


@pytest.mark.parametrize(
    ("text", "answer"),
    [("shout if a dog enters the hall", "guard"), ("somebody shouts at the desk", "refuse"),
     ("I'll need an alert when a dog enters the hall", "guard"), ("somebody at the desk is ill", "refuse")],
)  # fmt: skip
def test_a_word_is_refused_in_the_meaning_that_is_meant(text: str, answer: str) -> None:
    assert one(text).answer == answer


def test_an_arrow_to_the_log_is_low() -> None:
    (guard,) = one("dog enters the hall -> log").guards
    assert guard["severity"] == "low"


@pytest.mark.parametrize(
    "text", ["parking in the yard for longer than 5 minutes", "no parking in the yard: alert after 5 minutes"]
)
def test_it_is_vehicles_that_park(text: str) -> None:
    assert when(text) == [{"loiters": {"objects": ["vehicles"], "zone": "yard", "for": 300.0}}]
