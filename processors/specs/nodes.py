"""Reads YAML nodes into plain values: every reader returns None after it has noted what is wrong, and goes on."""

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from orin.processors.specs.problems import Problems
from orin.schemas.nearest import meant

Reader = Callable[[yaml.Node, Problems], Any]

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
LONGEST_SECONDS = 366 * 86400.0
LONGEST_NAME = 200


def is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def mapping(node: yaml.Node, problems: Problems, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]] | None:
    """Name -> (key node, value node); a name given twice is a mistake."""
    if not isinstance(node, yaml.MappingNode):
        problems.add(node, f"{what} must be a mapping (name: value), not {called(node)}")
        return None
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.add(key, f"a name in {what} must be plain text")
        elif key.value in found:
            problems.add(key, f"'{key.value}' is given twice in {what}")
        else:
            found[key.value] = (key, value)
    return found


def fields(
    node: yaml.Node, problems: Problems, what: str, readers: dict[str, Reader], required: Iterable[str] = ()
) -> dict[str, Any] | None:
    """The fields that `readers` know; unknown and missing ones are mistakes, null means not given."""
    pairs = mapping(node, problems, what)
    if pairs is None:
        return None
    values: dict[str, Any] = {}
    for name, (key, value) in pairs.items():
        if name not in readers:
            problems.add(key, f"unknown field '{name}' in {what}{meant(name, readers)}")
        elif not is_null(value):
            values[name] = readers[name](value, problems)
    for name in required:
        if name not in values:
            problems.add(node, f"{what} needs '{name}'")
    return values


def text(node: yaml.Node, problems: Problems) -> str | None:
    if isinstance(node, yaml.ScalarNode) and node.value and len(node.value) <= LONGEST_NAME:
        return str(node.value)
    problems.add(node, f"expected a name of at most {LONGEST_NAME} characters, not {called(node)}")
    return None


def matching(pattern: str, hint: str) -> Reader:
    """Text that matches the whole pattern."""

    def read(node: yaml.Node, problems: Problems) -> str | None:
        value = text(node, problems)
        if value is None or re.fullmatch(pattern, value):
            return value
        problems.add(node, f"'{value}' is not {hint}")
        return None

    return read


def choice(what: str, valid: Iterable[str]) -> Reader:
    names = tuple(valid)

    def read(node: yaml.Node, problems: Problems) -> str | None:
        value = text(node, problems)
        if value is None or value in names:
            return value
        problems.add(node, f"unknown {what} '{value}'{meant(value, names)}")
        return None

    return read


def number(least: float, most: float, *, above: bool = False) -> Reader:
    """A number in [least, most]; in (least, most] when `above`."""

    def read(node: yaml.Node, problems: Problems) -> float | None:
        value = plain_number(node)
        if value is None:
            problems.add(node, f"expected a number, not {called(node)}")
            return None
        if least <= value <= most and not (above and value == least):
            return value
        bounds = f"above {least:g}" if above and value <= least else f"{least:g} to {most:g}"
        problems.add(node, f"{node.value} is outside its range ({bounds})")
        return None

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number in [least, most]."""
    within = number(least, most)

    def read(node: yaml.Node, problems: Problems) -> int | None:
        value: float | None = within(node, problems)
        if value is None or value.is_integer():
            return value if value is None else int(value)
        problems.add(node, f"expected a whole number, not {called(node)}")
        return None

    return read


def plain_number(node: yaml.Node) -> float | None:
    if not isinstance(node, yaml.ScalarNode) or node.style in ("'", '"') or not _NUMBER.fullmatch(node.value):
        return None
    value = float(node.value)
    return value if math.isfinite(value) else None


def duration(*, zero: bool = False) -> Reader:
    """Seconds, from `5m`, `0.5s`, `1h30m` or a plain number of seconds."""

    def read(node: yaml.Node, problems: Problems) -> float | None:
        seconds = plain_number(node)
        if seconds is None and isinstance(node, yaml.ScalarNode):
            parts = _DURATION.findall(node.value)
            if parts and "".join(n + unit for n, unit in parts) == node.value:
                seconds = sum(float(n) * _SECONDS[unit] for n, unit in parts)
        if seconds is None:
            problems.add(node, f"{called(node)} is not a duration: write 0.5s, 5m, 1h30m, or a number of seconds")
            return None
        seconds = round(seconds, 6)
        if 0 < seconds <= LONGEST_SECONDS or (zero and seconds == 0):
            return seconds
        bounds = "0 to 366d" if zero else "above 0, up to 366d"
        problems.add(node, f"a duration of {called(node)} is outside its range ({bounds})")
        return None

    return read


def several(item: Reader, what: str) -> Reader:
    """A list of items, or one item alone; repeats are dropped."""

    def read(node: yaml.Node, problems: Problems) -> tuple[Any, ...]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if isinstance(node, yaml.MappingNode):
            problems.add(node, f"expected a list of {what}")
            return ()
        values = (item(each, problems) for each in nodes)
        return tuple(dict.fromkeys(value for value in values if value is not None))

    return read


def called(node: yaml.Node) -> str:
    """A node as messages quote it."""
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    shown = node.value if len(node.value) <= 40 else node.value[:37] + "..."
    return f"'{shown}'" if shown else "nothing"
