"""The gate: every example counts, none is drafted wrongly, and of the other sets no fewer than before."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.words import TIMEZONE, figures, measure
from orin.processors.words.draft import draft
from orin.processors.words.reading.places import Site
from tests.support.footage import footage
from tests.support.sentences.score import read_items, read_site

SETS = Path(__file__).parent
SLOWEST_MS = 60.0
"""Of the median: an order of magnitude above what is measured when nothing else runs."""


@pytest.mark.footage
def test_every_example_counts() -> None:
    judged = measure(read_items(footage("sentences/examples.jsonl")), footage("sentences/site.yaml"))
    assert [each.item["id"] for each in judged if not each.verdict.counts] == []
    assert all(each.verdict.assumed and each.verdict.said_back for each in judged)
    assert figures(judged)["median_ms"] < SLOWEST_MS


@pytest.mark.footage
@pytest.mark.parametrize(("name", "least"), [("development", 291), ("unseen", 191)])
def test_other_sentences_count_as_before(name: str, least: int) -> None:
    found = figures(measure(read_items(SETS / f"{name}.jsonl"), footage("sentences/site.yaml")))
    assert found["count"] >= least
    assert found["wrong_guards"] == 0


@pytest.mark.footage
def test_kinds_of_saying_it_are_read_as_they_were() -> None:
    site = Site(read_site(footage("sentences/site.yaml")))
    other = {item["text"]: found for item in read_items(SETS / "kinds.jsonl") if (found := _said(item, site)) != item}
    assert other == {}


def _said(item: dict[str, Any], site: Site) -> dict[str, Any]:
    answer = draft(item["text"], site, TIMEZONE)
    found: dict[str, Any] = {"text": item["text"], "lang": answer.lang, "answer": answer.answer}
    if answer.answer == "guard":
        return found | {
            "guards": [{name: given for name, given in each.items() if name != "guard"} for each in answer.guards]
        }
    return found | {"about": sorted(each.about for each in answer.questions)}
