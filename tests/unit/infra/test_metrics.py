"""The dashboard and the alerts speak of metrics, and of labels, that there are."""

import json
import re
from typing import Any

import pytest
import yaml

from orin.runtime.config.settings import Settings
from orin.runtime.observability.metrics import catalogue
from tests.support.repository import ROOT

INFRA = ROOT / "infra"
_METRIC = re.compile(r"\borin_\w+")
_LABELS = re.compile(r"\bby \(([^)]*)\)|\{([^{}]*)\}")
_SUFFIXES = ("_bucket", "_sum", "_count")


def _expressions() -> list[str]:
    dashboard = json.loads((INFRA / "grafana" / "orin.json").read_text())
    shown = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())]
    return shown + [rule["expr"] for rule in _rules()]


def _rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((INFRA / "prometheus" / "alerts.yaml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def _known() -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for name, kind, _, labels in catalogue():
        if kind == "histogram":
            known |= {name + suffix: {*labels, "le"} for suffix in _SUFFIXES}
        else:
            known[name] = set(labels)
    return known


@pytest.mark.parametrize("expression", _expressions())
def test_every_metric_and_label_is_in_the_catalogue(expression: str) -> None:
    known = _known()
    metrics = _METRIC.findall(expression)
    assert metrics
    assert set(metrics) <= known.keys()
    allowed = set().union(*(known[metric] for metric in metrics))
    for grouped, matched in _LABELS.findall(expression):
        named = grouped.split(",") if grouped else [re.split(r"[!=~]+", part)[0] for part in matched.split(",")]
        assert {label.strip() for label in named} <= allowed


def test_an_alert_says_what_is_wrong_and_shows_only_labels_that_it_has() -> None:
    assert len({rule["alert"] for rule in _rules()}) == len(_rules()) > 5
    for rule in _rules():
        assert rule["labels"]["severity"] in ("warning", "critical")
        grouped = re.search(r"\bby \(([^)]*)\)", rule["expr"])
        there = {label.strip() for label in grouped[1].split(",")} if grouped else set()
        said = " ".join(rule["annotations"].values())
        assert set(re.findall(r"\$labels\.(\w+)", said)) <= there


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_an_alert_says_what_to_do_first_and_where_the_rest_is_written(rule: dict[str, Any]) -> None:
    headings = re.findall(r"^## (.+)$", (INFRA.parent / "docs" / "operations.md").read_text(), re.MULTILINE)
    said, _, heading = rule["annotations"]["description"].rpartition(" operations.md: ")
    assert len(said) > 40
    assert heading in headings
    assert set(re.findall(r"ORIN_\w+", said)) <= {f"ORIN_{name.upper()}" for name in Settings.model_fields}
    assert set(_METRIC.findall(said)) <= {name.removesuffix("_bucket") for name in _known()}


def test_the_runbook_has_a_section_for_each_alert_and_no_other() -> None:
    runbook = (INFRA.parent / "docs" / "runbook.md").read_text()
    assert re.findall(r"^## (\w+)$", runbook, re.MULTILINE) == [rule["alert"] for rule in _rules()]
    for section in runbook.split("\n## ")[1:]:
        assert re.findall(r"^- \*\*([\w ]+)\*\*: \S", section, re.MULTILINE) == [
            "Seen",
            "Alarms",
            "First look",
            "Remedy",
        ]
    assert set(_METRIC.findall(runbook)) <= {name.removesuffix("_bucket") for name in _known()}
    assert set(re.findall(r"ORIN_[A-Z]\w+", runbook)) <= {f"ORIN_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_the_first_event_of_a_counter_alarms_too(rule: dict[str, Any]) -> None:
    """Its series begins at 1, which `increase` takes for no increase."""
    if not rule["expr"].endswith(" > 0"):
        return
    for metric, window in re.findall(r"increase\((\w+)\[(\w+)\]\)", rule["expr"]):
        assert f"or {metric} unless {metric} offset {window})" in rule["expr"]


def test_panels_have_ids_of_their_own_and_do_not_overlap() -> None:
    panels = json.loads((INFRA / "grafana" / "orin.json").read_text())["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    cells: set[tuple[int, int]] = set()
    for place in (panel["gridPos"] for panel in panels):
        own = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not own & cells
        cells |= own
