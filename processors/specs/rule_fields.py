"""Readers for the fields that rules of several kinds have; what only one kind has is read by that kind."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any, get_args

import yaml

from orin.processors.specs.labels import KNOWN
from orin.processors.specs.nodes import Reader, choice, duration, fields, matching, number, several, text
from orin.processors.specs.problems import Problems
from orin.processors.specs.rule import Direction
from orin.schemas.nearest import meant
from orin.schemas.records import Severity

NAME = matching(r"[A-Za-z0-9][A-Za-z0-9_.-]*", "a name (letters, digits, '_', '.', '-')")
SEVERITY = choice("severity", get_args(Severity))


def label(extra: Collection[str]) -> Reader:
    """A label or group: of COCO, of ours, or of `extra` (what a given model knows)."""

    def read(node: yaml.Node, problems: Problems) -> str | None:
        value = text(node, problems)
        if value is None or value in KNOWN or value in extra:
            return value
        problems.add(node, f"unknown label '{value}'{meant(value, [*KNOWN, *extra])}")
        return None

    return read


def escalation(node: yaml.Node, problems: Problems) -> list[dict[str, Any]] | None:
    """Steps {after, severity}, each later than the one before."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    steps = [found for each in nodes if (found := _step(each, problems)) is not None]
    if any(later[0] <= earlier[0] for earlier, later in pairwise(steps)):
        problems.add(node, "each step of 'escalate' must come later than the one before")
    return [{"after": after, "severity": level} for after, level in steps]


def _step(node: yaml.Node, problems: Problems) -> tuple[float, str] | None:
    readers: dict[str, Reader] = {"after": duration(), "severity": SEVERITY}
    values = fields(node, problems, "escalate", readers, ("after", "severity"))
    if values is None or values.get("after") is None or values.get("severity") is None:
        return None
    return (values["after"], values["severity"])


READERS: dict[str, Reader] = {
    "objects": several(label(()), "labels"),
    "min_score": number(0, 1),
    "min_size": number(0, 1),
    "max_size": number(0, 1),
    "anchor": choice("anchor", ("bottom", "center")),
    "except": several(NAME, "zones"),
    "zone": NAME,
    "line": NAME,
    "direction": choice("direction", get_args(Direction)),
    "inertia": duration(zero=True),
    "for": duration(),
    "radius": number(0, 100, above=True),
    "attended_by": choice("attended_by", ("owner", "anyone")),
    "escalate": escalation,
    "within": duration(),
}
"""By the field's name in a spec file."""
