"""Words, a guard, words again: what `say` says is drafted as the very guard, and what is drafted is said."""

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.words.documents import document, specs_of
from orin.processors.words.draft import draft
from orin.processors.words.reading.places import Site
from orin.processors.words.saying import say
from orin.processors.words.saying.languages import LANGUAGES
from tests.support.guard_strategies import any_guard

_FLOOR = ((0.0, 0.4), (1.0, 0.4), (1.0, 1.0))
SITE = {
    "hq/lobby-1": CameraSpec(
        camera="hq/lobby-1", zones={"floor": _FLOOR}, lines={"floor": ((0.2, 0.5), (0.8, 0.5))}, ground=None
    )
}
LANGS = st.sampled_from(list(LANGUAGES))


def _of_the_site(random: Random) -> GuardSpec:
    """A guard with its places moved to those of the site, and labels and speeds that it can have there."""
    guard = any_guard(random)
    rule = {**msgspec.to_builtins(guard.rule), "except": [], "objects": ["people"]}
    rule |= {name: "floor" for name in ("zone", "line") if rule.get(name)}
    rule |= {"over": 1.5} if isinstance(rule.get("over"), str) else {}
    moved = msgspec.to_builtins(guard) | {"cameras": ["hq/lobby-1"], "when": {guard.kind: rule}}
    return msgspec.convert(moved, type=GuardSpec)


@given(st.randoms(use_true_random=True).map(_of_the_site), LANGS)
@settings(max_examples=100, deadline=None)
def test_words_are_drafted_as_the_guard_that_they_say(guard: GuardSpec, lang: str) -> None:
    words = say(guard, lang)
    answer = draft(words, Site(SITE))
    assert (answer.answer, answer.lang, answer.assumptions) == ("guard", lang, ())
    (drafted,) = specs_of(answer.guards, SITE)
    assert msgspec.structs.replace(drafted, guard=guard.guard) == guard
    assert answer.words == (say(drafted, lang),) == (words,)


@given(st.randoms(use_true_random=True).map(_of_the_site))
@settings(max_examples=50, deadline=None)
def test_a_document_has_only_what_is_not_at_its_default(guard: GuardSpec) -> None:
    short = document(guard)
    assert specs_of([short], SITE) == [guard]
    for name in short.keys() - {"guard", "cameras", "when"}:
        assert specs_of([{key: value for key, value in short.items() if key != name}], SITE) != [guard]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_that_the_site_lacks_is_no_guard(lang: str) -> None:
    guard = msgspec.convert({"guard": "g", "cameras": ["hq/a"], "when": {"enters": {"zone": "z"}}}, type=GuardSpec)
    assert draft(say(guard, lang), Site(SITE)).answer != "guard"


def test_a_guard_of_free_words_is_said() -> None:
    answer = draft("somebody enters the floor", Site(SITE))
    assert answer.words == ("A person enters the zone “floor” on camera hq/lobby-1.",)
