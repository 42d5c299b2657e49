"""Guards in words: whole, in five languages, and heard again as they were said."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import field

from orin.processors.specs.kinds import KINDS, Field, GuardKind
from orin.processors.specs.labels import KNOWN
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.nodes import whole
from orin.processors.specs.parse import parse_specs
from orin.processors.specs.rule import Rule
from orin.processors.words.saying import heard, say
from orin.processors.words.saying.heard import LONGEST
from orin.processors.words.saying.languages import LANGUAGES
from tests.support.guard_strategies import any_guard, guards

ROUNDS, AT_ONCE = 10_000, 20
"""Guards in all, and those of one example of Hypothesis, which costs more than a guard."""
SAID: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "said.yaml").read_text("utf-8"))
LANGS = st.sampled_from(list(LANGUAGES))


def guard(document: Mapping[str, Any]) -> GuardSpec:
    (spec,) = parse_specs(yaml.safe_dump(dict(document)), "<test>")
    return msgspec.json.decode(spec.body, type=GuardSpec)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("row", SAID, ids=lambda row: row["en"][:60])
def test_it_is_said_like_this(row: dict[str, Any], lang: str) -> None:
    assert say(guard(row["spec"]), lang) == row[lang]


def test_every_kind_is_among_them() -> None:
    assert {guard(row["spec"]).kind for row in SAID} == set(KINDS)


def _round_trip(spec: GuardSpec, lang: str) -> None:
    said = say(spec, lang)
    assert heard(said, spec.guard) == (spec, lang)
    assert said.endswith(".")
    assert "{" not in said


@given(guards(), LANGS)
@settings(max_examples=200, deadline=None)
def test_what_is_said_is_heard(spec: GuardSpec, lang: str) -> None:
    _round_trip(spec, lang)


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(st.randoms(use_true_random=True))
@settings(max_examples=ROUNDS // AT_ONCE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_said_is_heard_ten_thousand_times(random: Random) -> None:
    for _ in range(AT_ONCE):
        _round_trip(any_guard(random), random.choice(list(LANGUAGES)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_has_a_noun_of_its_own(lang: str) -> None:
    language = LANGUAGES[lang]
    assert {labels[0] for labels in language.vocabulary if len(labels) == 1} == KNOWN - {"person"}
    for form in ("one", "bare", "many", "none"):
        said = [getattr(noun, form) for noun in language.vocabulary.values()]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello.",
        "A person enters the zone “floor”.",
        "A person enters the zone “floor” on camera hq/lobby-1",
        "A person enters the zone “floor” on camera hq/lobby-1. And then some.",
        "A unicorn enters the zone “floor” on camera hq/lobby-1.",
        "A person stays for 5 moons in the zone “floor” on camera hq/lobby-1.",
        "A person stays for 90 seconds in the zone “floor” on camera hq/lobby-1.",
        "A person enters the zone “floor” on camera hq/lobby-1, on Someday (UTC).",
        "There are more than 1 person in the zone “floor” on camera hq/lobby-1 for 1 minute.",
        "A car crosses the line “gate” inwards on camera hq/a (UTC), except on 31 February 2026.",
        "Eine Person enters the zone “floor” on camera hq/lobby-1.",
    ],
)
def test_nothing_but_what_is_said_is_heard(text: str) -> None:
    assert heard(text) is None


@given(st.text(max_size=200), LANGS)
@settings(max_examples=200, deadline=None)
def test_nothing_that_is_written_breaks_it(text: str, lang: str) -> None:
    marked = LANGUAGES[lang].on_one.format(cameras="hq/a")
    assert heard(f"{text}{marked}.") is None
    assert heard(f"{text} {say(guard(SAID[0]['spec']), lang)}") is None or not text.strip()


def test_quotes_and_blanks_may_be_typed_in_another_way() -> None:
    said = "Il n'y a personne dans la zone «\u00a0till\u00a0» devant la caméra shop/till-3 pendant 3 minutes."
    spec = guard({"guard": "g", "cameras": "shop/till-3", "when": {"absent": {"zone": "till", "for": 180}}})
    assert say(spec, "fr") == said
    for typed in (said, said.replace("\u00a0", " "), said.replace("«\u00a0", '"').replace("\u00a0»", '"')):
        assert heard(f"  {typed}\n", "g") == (spec, "fr")


def test_a_long_text_is_not_looked_through() -> None:
    said = say(guard(SAID[0]["spec"]), "en")
    assert heard(said) is not None
    assert heard(said.replace("lobby-1", "l" * LONGEST)) is None


class Queues(Rule, frozen=True, kw_only=True):
    zone: str
    depth: int = 2
    for_: float = field(name="for", default=1.0)


@pytest.fixture
def queues() -> Iterator[None]:
    KINDS.register(
        GuardKind(name="queues", rule=Queues, watch=lambda _: 0, fires="Never.", fields={"depth": Field(whole(1, 9))})
    )
    yield
    KINDS.remove("queues")


def test_a_kind_of_another_package_is_said_by_its_fields(queues: None) -> None:
    spec = guard({"guard": "g", "cameras": "hq/a", "severity": "high", "when": {"absent": {"zone": "a", "for": 1}}})
    other = msgspec.structs.replace(spec, when={"queues": Queues(zone="till", for_=2.0, min_score=0.5)})
    assert say(other, "en") == (
        'A guard of the kind “queues” watches on camera hq/a with min_score: 0.5, zone: "till", for: 2.0. '
        "The severity is high."
    )
    assert all(say(other, lang).count("queues") == 1 for lang in LANGUAGES)
