"""Targets as they are written, and what is said of mistakes."""

import json

import pytest

from orin.processors.specs.problems import SpecError
from orin.processors.specs.targets import parse_targets, target_of

WHOLE = """
target: security-desk
send:
  - webhook: {url: "secret:desk-url", secret: "secret:desk-signing"}
  - webhook: {url: "https://example.org/hook"}
severities: [critical, high]
hours: {days: mon-fri, hours: "08:00-20:00", timezone: Europe/Berlin}
group: 1m
limit: {per: 1h, at_most: 20}
unacknowledged: {after: 5m, tell: [shift-lead], again: 3}
"""


def test_a_whole_target_and_its_body_is_a_document_again() -> None:
    (parsed,) = parse_targets(WHOLE, "t.yaml")
    spec = target_of(parsed.body)
    assert (spec.target, spec.group, spec.severities) == ("security-desk", 60.0, ("high", "critical"))
    assert spec.unacknowledged is not None
    assert (spec.unacknowledged.after, spec.unacknowledged.tell, spec.unacknowledged.again) == (300, ("shift-lead",), 3)
    (again,) = parse_targets(parsed.body, "t.yaml")
    assert again.body == parsed.body


def test_defaults_are_written_out() -> None:
    (parsed,) = parse_targets("{target: desk, send: {webhook: {url: 'https://example.org/'}}}", "t.yaml")
    assert json.loads(parsed.body)["severities"] == ["low", "medium", "high", "critical"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "t.yaml:1:1: the file holds no target"),
        ("{target: a}", "t.yaml:1:1: target needs 'send'"),
        ("{target: a, send: []}", "t.yaml:1:19: a target needs at least one way to be told (webhook)"),
        ("{target: a, send: [{pigeon: {}}]}", "unknown way 'pigeon'"),
        ("{target: a, send: [{webhook: {url: desk}}]}", "'desk' is not an address: write https://…, or secret:NAME"),
        ("{target: a, send: [{webhook: {}}]}", "webhook needs 'url'"),
        ("{target: a, send: [{webhook: {url: 'https://a', secret: hunter2}}]}", "a secret must not stand in a spec"),
        ("{target: a, send: [{webhook: {url: 'https://me:pw@a/'}}]}", "is not an address"),
        ("{guard: a}", "a guard is applied with `orin guards apply`"),
        ("{target: a, send: [{webhook: {url: 'https://a'}}], severities: [hihg]}", "did you mean 'high'"),
        ("{target: a, send: [{webhook: {url: 'https://a'}}], group: soon}", "'soon' is not a duration"),
        ("{target: a, send: [{webhook: {url: 'https://a'}}], limit: {per: 1h}}", "limit needs 'at_most'"),
        (
            "{target: a, send: [{webhook: {url: 'https://a'}}], unacknowledged: {after: 1m, tell: []}}",
            "'tell' needs at least one target",
        ),
        ("{target: a, send: [{webhook: {url: 'https://a'}}], hours: {hours: '9-5'}}", "hours are '9-5'"),
        (
            "{target: a, send: [{webhook: {url: 'https://a'}}]}\n---\n{target: a, send: [{webhook: {url: 'https://a'}}]}",
            "t.yaml:3:1: target 'a' is already here, at line 1",
        ),
    ],
)
def test_mistakes(text: str, said: str) -> None:
    with pytest.raises(SpecError) as error:
        parse_targets(text, "t.yaml")
    assert said in str(error.value)
    assert "hunter2" not in str(error.value)
