"""What a run came to: a table for people, an object for machines."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tests.cluster.chaos.replayed import Replayed
from tests.cluster.chaos.run import Result


def summary(result: Result) -> dict[str, Any]:
    """Everything that is counted."""
    verdict = result.verdict
    return {
        "passed": result.passed,
        "seed": result.options.seed,
        "options": msgspec.to_builtins(result.options),
        "seconds": result.seconds,
        "harms": dict(result.harms),
        "messages": dict(result.sent),
        "records_compared": dict(verdict.records),
        "phases": dict(verdict.phases),
        "rows_compared": dict(verdict.rows),
        "differences": verdict.differences,
        "duplicates": verdict.duplicates,
        "dead_letters": verdict.letters,
        "dead_letters_missing": verdict.letters_missing,
        "dead_letters_surplus": verdict.letters_surplus,
        "replays": [msgspec.to_builtins(each) for each in result.replays],
        "pauses": result.pauses,
        "drained_after": result.drained,
        "ended_by_themselves": result.deaths,
        "complaints": verdict.complaints,
    }


def as_json(result: Result) -> str:
    first = [msgspec.to_builtins(each) for each in result.verdict.first]
    found = summary(result) | {"first_differences": first, "histories": result.verdict.histories}
    return msgspec.json.encode(found).decode()


def table(result: Result) -> str:
    found = summary(result)
    rows = [
        ("seed", f"{found['seed']}; replay: make chaos SECONDS={result.options.seconds:g} SEED={found['seed']}"),
        ("seconds", f"{result.options.seconds:g} of harm, {found['seconds']:g} in all"),
        ("harms", _listed(found["harms"])),
        ("messages", _listed(found["messages"])),
        ("records compared", _listed(found["records_compared"])),
        ("phases", _listed(found["phases"])),
        ("rows compared", _listed(found["rows_compared"])),
        ("differences", found["differences"]),
        ("duplicates", found["duplicates"]),
        (
            "dead letters",
            "{dead_letters}, missing {dead_letters_missing}, surplus {dead_letters_surplus}".format(**found),
        ),
        *((f"replay, {each.name}", _replayed(each)) for each in result.replays),
        *((f"pause, {kind}", _listed(times)) for kind, times in found["pauses"].items()),
        ("drained after", f"{found['drained_after']:g} s"),
        ("ended by themselves", len(found["ended_by_themselves"])),
    ]
    lines = [f"{name:<22}{value}" for name, value in rows]
    lines += [f"  {line}" for line in found["ended_by_themselves"]]
    lines += [f"WRONG: {line}" for line in found["complaints"]]
    lines += [f"WRONG: {line}" for each in result.replays for line in each.complaints]
    for difference in result.verdict.first[:1]:
        lines += [
            f"WRONG: first difference, {difference.where}, camera {difference.camera}, at {difference.at}:",
            f"  found    {difference.found}",
            f"  expected {difference.expected}",
            result.verdict.histories,
        ]
    lines.append("PASSED" if result.passed else "FAILED")
    return "\n".join(lines)


def _replayed(each: Replayed) -> str:
    counts = _listed(each.verdicts)
    return f"{each.phases} phases, events {counts}; {each.records} records read in {each.seconds:g} s"


def _listed(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(counts.items())) or "-"
