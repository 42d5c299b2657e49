"""Whether an answer to a sentence counts, and why not: the rules of the sentences' README, as code."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec

from orin.processors.specs.labels import expand
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.parse import SpecError, parse_specs
from tests.support.sentences.normalise import Guard, Hours, Period, minute, normalised, runs, speed

WITHIN = 0.005
"""Two speeds that differ by no more than this share are the same."""
MOST_GUARDS = 6
"""More guards than this in one answer are not tried in every order."""


@dataclass(frozen=True)
class Verdict:
    """`wrong`: a guard was drafted, and not the one that was meant."""

    counts: bool
    wrong: bool
    why: str = ""
    assumed: bool = True
    """Every field that a default settled is stated: as many assumptions as the item names, or more."""
    said_back: bool = True
    """One sentence a guard."""


def read_items(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_site(path: Path) -> dict[str, CameraSpec]:
    specs = parse_specs(path.read_text(encoding="utf-8"), str(path))
    return {each.name: msgspec.json.decode(each.body, type=CameraSpec) for each in specs if each.kind == "camera"}


def judge(item: Mapping[str, Any], answer: Mapping[str, Any], site: Mapping[str, CameraSpec]) -> Verdict:
    """`answer` as `orin guards draft --json` prints it."""
    given = answer["answer"]
    if given == "guard":
        return _guards(item, answer, site)
    if given not in (item["answer"], *item.get("also", ())):
        return Verdict(counts=False, wrong=False, why=f"{given}, not {item['answer']}")
    why = _questions(item, answer) if given == "ask" else ""
    return Verdict(counts=not why, wrong=False, why=why)


def _guards(item: Mapping[str, Any], answer: Mapping[str, Any], site: Mapping[str, CameraSpec]) -> Verdict:
    assumed = len(answer.get("assumptions", ())) >= len(item.get("assumes", ()))
    said_back = len(answer.get("words", ())) == len(answer["guards"])
    if not item["specs"]:
        return Verdict(False, True, f"guard, not {item['answer']}", assumed, said_back)
    try:
        drafted = normalised(answer["guards"], site)
    except SpecError as error:
        return Verdict(False, True, f"no guard of the language: {error}", assumed, said_back)
    differences = [_difference(item, normalised(spec, site), drafted) for spec in item["specs"]]
    why = "" if "" in differences else min(differences, key=len)
    return Verdict(not why, bool(why), why, assumed, said_back)


def _difference(item: Mapping[str, Any], spec: Sequence[Guard], drafted: Sequence[Guard]) -> str:
    """Empty where the drafted guards are those of the spec, in some order."""
    if len(spec) != len(drafted) or len(spec) > MOST_GUARDS:
        return f"guards {len(drafted)}, not {len(spec)}"
    found = []
    for order in permutations(drafted):
        lines = [
            line
            for number, (want, got) in enumerate(zip(spec, order, strict=True), 1)
            for line in _fields(item, want, got, f"{number}:" if len(spec) > 1 else "")
        ]
        if not lines:
            return ""
        found.append("; ".join(lines))
    return min(found, key=len)


def _fields(item: Mapping[str, Any], want: Guard, got: Guard, prefix: str) -> list[str]:
    lines = []
    for path in sorted(want.paths | got.paths):
        numbered = prefix + path
        if numbered in item["free"]:
            bounds = item.get("bounds", {}).get(numbered)
            good = bounds is None or _within(path, got.value(path), bounds)
        else:
            good = _equal(path, want.value(path), got.value(path))
        if not good:
            lines.append(f"{numbered}: {_shown(got.value(path))}, not {_shown(want.value(path))}")
    return lines


def _equal(path: str, want: Any, got: Any) -> bool:
    if path == "when.over" and None not in (want, got):
        (unit, fast), (other, slow) = speed(want), speed(got)
        return unit == other and abs(fast - slow) <= WITHIN * fast
    return bool(want == got)


def _within(path: str, got: Any, bounds: Any) -> bool:
    if path == "when.objects":
        return bool(expand(tuple(bounds["least"])) <= got <= expand(tuple(bounds["most"])))
    if path == "schedule":
        return got is not None and _hours_within(got, bounds)
    if got is None:
        return False
    low, high = bounds
    if path == "when.over":
        (unit, least), (_, most), (mine, value) = speed(low), speed(high), speed(got)
        return mine == unit and least * (1 - WITHIN) <= value <= most * (1 + WITHIN)
    return bool(low <= got <= high)


def _hours_within(got: Hours, bounds: Mapping[str, Any]) -> bool:
    if got.timezone != bounds.get("timezone", got.timezone) or got.dates != frozenset(bounds.get("except", ())):
        return False
    return _periods_within(got.periods, bounds) or _periods_within(runs(got.minutes), bounds)


def _periods_within(periods: Sequence[Period], bounds: Mapping[str, Any]) -> bool:
    (first, last), (early, late) = ([minute(each) for each in bounds[end]] for end in ("from", "to"))
    days = frozenset().union(*(period.days for period in periods))
    return days == frozenset(bounds["days"]) and all(
        first <= period.begin <= last and early <= period.end <= late for period in periods
    )


def _questions(item: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    asked = {question["about"] for question in answer["questions"]}
    wanted = item.get("ask_about", [])
    allowed = {about for entry in wanted for about in entry.split("|")} | set(item.get("may_ask", ()))
    if not asked:
        return "it asks nothing"
    if item["answer"] != "ask" and not allowed:
        return ""  # the item says only that asking counts, not what about
    missing = [entry for entry in wanted if not asked & set(entry.split("|"))]
    if missing:
        return f"not asked: {', '.join(missing)}"
    beyond = sorted(asked - allowed)
    return f"asked beyond: {', '.join(beyond)}" if beyond else ""


def _shown(value: Any) -> str:
    if isinstance(value, Hours):
        return " and ".join(
            f"{','.join(sorted(each.days))} {each.begin // 60:02}:{each.begin % 60:02}-"
            f"{each.end // 60:02}:{each.end % 60:02}"
            for each in value.periods
        ) + (f" except {sorted(value.dates)}" if value.dates else "")
    return str(sorted(value)) if isinstance(value, frozenset) else str(value)
