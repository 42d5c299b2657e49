"""The unseen sentences are fit to judge by: their answers are of the language and of the site, and whole."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from orin.cli.specs.files import camera_specs
from orin.processors.specs.parse import parse_specs
from tests.support.footage import footage

ITEMS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "unseen.jsonl").read_text("utf-8").splitlines()
]
ABOUT = {"kind", "camera", "zone", "line", "direction", "object", "duration", "count", "speed", "schedule"}


def test_there_is_some_of_everything() -> None:
    assert len({item["id"] for item in ITEMS}) == len({item["text"] for item in ITEMS}) == len(ITEMS) >= 150
    languages, answers = Counter(item["lang"] for item in ITEMS), Counter(item["answer"] for item in ITEMS)
    assert languages.keys() == {"en", "de", "ru", "es", "fr"}
    assert 0.2 <= 1 - languages["en"] / len(ITEMS) <= 0.3
    assert answers.keys() == {"guard", "ask", "refuse"}
    assert min(answers.values()) >= 30
    kinds = {kind for item in ITEMS for spec in item["specs"] for guard in spec for kind in guard["when"]}
    assert len(kinds) == 13


@pytest.mark.footage
def test_no_sentence_is_one_of_the_examples() -> None:
    known = {
        json.loads(line)["text"].lower() for line in footage("sentences/examples.jsonl").read_text("utf-8").splitlines()
    }
    assert known.isdisjoint(item["text"].lower() for item in ITEMS)


@pytest.mark.footage
@pytest.mark.parametrize("item", [item for item in ITEMS if item["answer"] == "guard"], ids=lambda item: item["id"])
def test_every_guard_is_one_of_the_site(item: dict[str, Any]) -> None:
    site = camera_specs(parse_specs(footage("sentences/site.yaml").read_text(), "site.yaml"))
    assert item["specs"]
    for spec in item["specs"]:
        text = "\n---\n".join(json.dumps(guard) for guard in spec)
        assert len(parse_specs(text, item["id"], site)) == len(spec)
        given = {path for number, guard in enumerate(spec, 1) for path in _paths(guard, number if spec[1:] else 0)}
        assert given - {"severity"} <= item["must"].keys() | set(item["free"])
    assert set(item.get("bounds", {})) <= set(item["free"])


@pytest.mark.parametrize("item", [item for item in ITEMS if item["answer"] != "guard"], ids=lambda item: item["id"])
def test_every_question_is_one_that_can_be_asked(item: dict[str, Any]) -> None:
    assert item["specs"] == []
    asked = {about for each in [*item.get("ask_about", []), *item.get("may_ask", [])] for about in each.split("|")}
    assert asked <= ABOUT
    assert bool(item.get("ask_about")) or item["answer"] == "refuse"


def _paths(guard: dict[str, Any], number: int) -> set[str]:
    ((_, fields),) = guard["when"].items()
    own = {name for name in guard if name not in ("guard", "when")}
    prefix = f"{number}:" if number else ""
    return {prefix + path for path in {"kind", *own, *(f"when.{name}" for name in fields)}}
