"""The gate: every example counts, none is drafted wrongly, and of the other sets no fewer than before."""

from pathlib import Path

import pytest

from benchmarks.words import figures, measure
from tests.support.footage import footage
from tests.support.sentences.score import read_items

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
@pytest.mark.parametrize(("name", "least", "wrong"), [("development", 265, 0), ("unseen", 179, 1)])
def test_other_sentences_count_as_before(name: str, least: int, wrong: int) -> None:
    found = figures(measure(read_items(SETS / f"{name}.jsonl"), footage("sentences/site.yaml")))
    assert found["count"] >= least
    assert found["wrong_guards"] <= wrong
