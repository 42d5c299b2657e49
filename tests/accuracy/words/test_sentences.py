"""The sentences are fit to judge by: their answers are of the language and of the site, and whole."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from orin.processors.specs.parse import camera_specs, parse_specs
from tests.support.footage import footage
from tests.support.sentences.score import read_items

SETS = {name: read_items(Path(__file__).parent / f"{name}.jsonl") for name in ("development", "unseen")}
ABOUT = {"kind", "camera", "zone", "line", "direction", "object", "duration", "count", "speed", "schedule"}


@pytest.mark.parametrize(("name", "least", "foreign"), [("unseen", 150, 0.2), ("development", 300, 0.4)])
def test_there_is_some_of_everything(name: str, least: int, foreign: float) -> None:
    items = SETS[name]
    assert len({item["id"] for item in items}) == len({item["text"] for item in items}) == len(items) >= least
    languages, answers = Counter(item["lang"] for item in items), Counter(item["answer"] for item in items)
    assert languages.keys() == {"en", "de", "ru", "es", "fr"}
    assert 1 - languages["en"] / len(items) >= foreign
    assert answers.keys() == {"guard", "ask", "refuse"}
    assert min(answers.values()) >= 30
    kinds = {kind for item in items for spec in item["specs"] for guard in spec for kind in guard["when"]}
    assert len(kinds) == 13


@pytest.mark.footage
def test_no_sentence_is_in_two_sets() -> None:
    texts = [item["text"].lower() for items in SETS.values() for item in items]
    texts += [item["text"].lower() for item in read_items(footage("sentences/examples.jsonl"))]
    assert len(set(texts)) == len(texts)


@pytest.mark.footage
@pytest.mark.parametrize("name", SETS)
def test_every_guard_is_one_of_the_site(name: str) -> None:
    site = camera_specs(parse_specs(footage("sentences/site.yaml").read_text(), "site.yaml"))
    for item in SETS[name]:
        if item["answer"] != "guard":
            continue
        assert item["specs"], item["id"]
        for spec in item["specs"]:
            text = "\n---\n".join(json.dumps(guard) for guard in spec)
            assert len(parse_specs(text, item["id"], site)) == len(spec)
            given = {path for number, guard in enumerate(spec, 1) for path in _paths(guard, number if spec[1:] else 0)}
            assert given - {"severity"} <= item["must"].keys() | set(item["free"]), item["id"]
        assert set(item.get("bounds", {})) <= set(item["free"]), item["id"]


@pytest.mark.parametrize("name", SETS)
def test_every_question_is_one_that_can_be_asked(name: str) -> None:
    for item in SETS[name]:
        if item["answer"] == "guard":
            continue
        assert item["specs"] == []
        asked = {about for each in [*item.get("ask_about", []), *item.get("may_ask", [])] for about in each.split("|")}
        assert asked <= ABOUT, item["id"]
        assert bool(item.get("ask_about")) or item["answer"] == "refuse", item["id"]


def _paths(guard: dict[str, Any], number: int) -> set[str]:
    ((_, fields),) = guard["when"].items()
    own = {name for name in guard if name not in ("guard", "when")}
    prefix = f"{number}:" if number else ""
    return {prefix + path for path in {"kind", *own, *(f"when.{name}" for name in fields)}}
