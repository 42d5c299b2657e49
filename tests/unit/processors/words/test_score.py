"""The scorer itself: each known answer counts as it is, and no longer with a field changed."""

import copy
from typing import Any

import pytest

from tests.support.footage import footage
from tests.support.sentences.score import judge, read_items, read_site

pytestmark = pytest.mark.footage

CHANGED: dict[str, Any] = {
    "zone": "elsewhere", "line": "elsewhere", "direction": "any", "for": 7.0, "within": 7.0, "over": 77,
    "under": 77, "min_score": 0.77, "min_size": 0.77, "radius": 7.0, "attended_by": None, "escalate": [],
    "except": [], "objects": ["bird"],
}  # fmt: skip


def _known(item: dict[str, Any]) -> dict[str, Any]:
    if item["answer"] == "ask":
        questions = [{"about": entry.split("|")[0], "text": "?"} for entry in item["ask_about"]]
        return {"answer": "ask", "guards": [], "questions": questions}
    guards = item["specs"][0] if item["specs"] else []
    return {"answer": item["answer"], "guards": guards, "questions": [], "words": ["."] * len(guards)}


def test_the_answers_that_are_known_count_and_changed_ones_do_not() -> None:
    site = read_site(footage("sentences/site.yaml"))
    items = read_items(footage("sentences/examples.jsonl"))
    assert len(items) == 45
    for item in items:
        known = _known(item)
        assert judge(item, known, site).counts, (item["id"], judge(item, known, site).why)
        for spec in item["specs"]:
            assert judge(item, known | {"guards": spec}, site).counts, item["id"]
        for number, guard in enumerate(known["guards"]):
            ((kind, rule),) = guard["when"].items()
            for name in rule:
                numbered = f"{number + 1}:when.{name}" if len(known["guards"]) > 1 else f"when.{name}"
                if numbered in item["free"] and name != "objects":
                    continue
                changed = copy.deepcopy(known)
                changed["guards"][number]["when"][kind][name] = CHANGED[name]
                verdict = judge(item, changed, site)
                assert verdict.wrong, (item["id"], name)
        if known["answer"] == "ask":
            beyond = known["questions"] + [{"about": "speed", "text": "?"}]
            assert not judge(item, known | {"questions": beyond}, site).counts
            if item["ask_about"]:
                assert not judge(item, known | {"questions": []}, site).counts
        other = "refuse" if item["answer"] == "guard" else "guard"
        meant_otherwise = {"answer": other, "guards": items[0]["specs"][0], "words": ["."]}
        assert not judge(item, meant_otherwise, site).counts


def test_hours_within_bounds_count_however_they_are_written() -> None:
    site = read_site(footage("sentences/site.yaml"))
    item = next(each for each in read_items(footage("sentences/examples.jsonl")) if each["id"] == "e005")
    known = _known(item)
    for hours, counts in (("22:00-24:00", True), ("22:00-08:00", True), ("21:00-06:00", False), ("22:00-09:00", False)):
        answer = copy.deepcopy(known)
        answer["guards"][0]["schedule"]["hours"] = hours
        assert judge(item, answer, site).counts is counts, hours
