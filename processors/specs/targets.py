"""Targets: who is told, by which ways, and when. A file of them is a YAML stream like that of cameras and guards.

Durations are seconds. Every default is written out in the body, so two specs of the same meaning have the same bytes.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import msgspec
import yaml
from msgspec import Struct

from orin.processors.specs import fields as read
from orin.processors.specs.models import Schedule
from orin.processors.specs.nodes import Reader, called, duration, fields, mapping, several, whole
from orin.processors.specs.parse import documents
from orin.processors.specs.problems import Problems
from orin.processors.specs.rule_fields import NAME, SEVERITY
from orin.schemas.nearest import meant
from orin.schemas.records import Severity

SECRET = re.compile(r"secret:([A-Za-z0-9][A-Za-z0-9_.-]*)")
"""How a spec names a secret: `secret:NAME`."""
_LONGEST_URL = 2000
_SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Webhook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    url: str
    """`https://…`, `http://…` or `secret:NAME`."""
    secret: str | None = None
    """`secret:NAME` of the key that signs; None: unsigned."""


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One way to be told: exactly one of these is set."""

    webhook: Webhook | None = None


class Limit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At most so many messages of one camera in a time."""

    per: float = 3600.0
    at_most: int


class Unacknowledged(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to tell as well where nobody has taken care of an event `after` seconds, and how often again."""

    after: float
    tell: tuple[str, ...]
    again: int = 0


class TargetSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    target: str
    send: tuple[Channel, ...]
    severities: tuple[Severity, ...] = _SEVERITIES
    hours: Schedule | None = None
    group: float = 30.0
    limit: Limit | None = None
    unacknowledged: Unacknowledged | None = None


class ParsedTarget(NamedTuple):
    """A validated document: `body` is its canonical JSON, `line` (from 1) says where it begins."""

    name: str
    body: str
    line: int


def parse_targets(text: str, filename: str) -> list[ParsedTarget]:
    """The targets of a file, in order. Raises SpecError with every mistake of the file."""
    problems = Problems(filename)
    found: list[ParsedTarget] = []
    seen: dict[str, int] = {}
    for node in documents(text, problems, "no target"):
        parsed = _document(node, problems)
        if parsed is None:
            continue
        first = seen.setdefault(parsed.name, parsed.line)
        if first != parsed.line:
            problems.add(node, f"target '{parsed.name}' is already here, at line {first}")
        found.append(parsed)
    problems.raise_any()
    return found


def target_of(body: str) -> TargetSpec:
    """The spec that a body holds. Raises msgspec.ValidationError for what is none."""
    return msgspec.json.decode(body, type=TargetSpec)


def _document(node: yaml.Node, problems: Problems) -> ParsedTarget | None:
    pairs = mapping(node, problems, "a document")
    if pairs is None:
        return None
    if "target" not in pairs:
        problems.add(node, f"a document of this file must have 'target'{_hint(pairs)}")
        return None
    values = fields(node, problems, "target", _TARGET, ("target", "send"))
    if values is None:
        return None
    if "send" in values and not values["send"]:
        problems.add(pairs["send"][1], f"a target needs at least one way to be told ({', '.join(_CHANNELS)})")
    if not (values.get("unacknowledged") or {"tell": True})["tell"]:
        problems.add(pairs["unacknowledged"][1], "'tell' needs at least one target")
    if "severities" in values:
        values["severities"] = tuple(each for each in _SEVERITIES if each in values["severities"])
    try:
        spec = msgspec.convert(values, type=TargetSpec)
    except msgspec.ValidationError:
        return None
    return ParsedTarget(spec.target, msgspec.json.encode(spec, order="sorted").decode(), node.start_mark.line + 1)


def _hint(pairs: dict[str, Any]) -> str:
    other = next((kind for kind in ("guard", "camera") if kind in pairs), None)
    return f"; a {other} is applied with `orin {other}s apply`" if other else meant(next(iter(pairs), ""), ("target",))


# ---- readers


def _send(node: yaml.Node, problems: Problems) -> tuple[dict[str, Any], ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(found for each in nodes if (found := _channel(each, problems)) is not None)


def _channel(node: yaml.Node, problems: Problems) -> dict[str, Any] | None:
    pairs = mapping(node, problems, "an entry of send")
    if pairs is None:
        return None
    if len(pairs) != 1:
        problems.add(node, f"an entry of 'send' needs exactly one way (valid: {', '.join(_CHANNELS)})")
        return None
    ((name, (key, value)),) = pairs.items()
    if name not in _CHANNELS:
        problems.add(key, f"unknown way '{name}'{meant(name, _CHANNELS)}")
        return None
    found = _CHANNELS[name](value, problems)
    return None if found is None else {name: found}


def _url(node: yaml.Node, problems: Problems) -> str | None:
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    if SECRET.fullmatch(value) or (
        re.fullmatch(r"https?://[^\s/@]+(/\S*)?", value) is not None and len(value) <= _LONGEST_URL
    ):
        return str(value)
    problems.add(node, f"{called(node)} is not an address: write https://…, or secret:NAME if it must not be read here")
    return None


def _secret(node: yaml.Node, problems: Problems) -> str | None:
    if isinstance(node, yaml.ScalarNode) and SECRET.fullmatch(node.value):
        return str(node.value)
    # The value is not repeated: it may be the secret itself.
    problems.add(node, "a secret must not stand in a spec: write secret:NAME, and give NAME to the worker")
    return None


def _settings(what: str, readers: dict[str, Reader], required: tuple[str, ...]) -> Reader:
    def reader(node: yaml.Node, problems: Problems) -> dict[str, Any] | None:
        values = fields(node, problems, what, readers, required)
        return None if values is None or any(values.get(name) is None for name in required) else values

    return reader


_CHANNELS: dict[str, Callable[[yaml.Node, Problems], dict[str, Any] | None]] = {
    "webhook": _settings("webhook", {"url": _url, "secret": _secret}, ("url",)),
}
_TARGET: dict[str, Reader] = {
    "target": NAME,
    "send": _send,
    "severities": several(SEVERITY, "severities"),
    "hours": read.schedule,
    "group": duration(zero=True),
    "limit": _settings("limit", {"per": duration(), "at_most": whole(1, 10_000)}, ("at_most",)),
    "unacknowledged": _settings(
        "unacknowledged",
        {"after": duration(), "tell": several(NAME, "targets"), "again": whole(0, 100)},
        ("after", "tell"),
    ),
}
