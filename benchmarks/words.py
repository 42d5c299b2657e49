"""Whether operators' words become the guards that were meant: by language, by answer, wrong guards, times.

    python -m benchmarks.words [ITEMS.jsonl]... [--site FILE] [--ids] [--why] [--json]

ITEMS: lines as in ../shared/sentences/examples.jsonl, which is read without any, and the two sets of
tests/accuracy/words: `development.jsonl`, which drafting was tuned on, and `unseen.jsonl`, which it was not.
`--ids` lists only the ids of items that do not count, `--why` the reason beside each.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from orin.processors.words.draft import draft
from orin.processors.words.reading.places import Site
from tests.support.repository import ROOT
from tests.support.sentences.score import Verdict, judge, read_items, read_site

TIMEZONE = "Europe/Berlin"
SHARED = ROOT.parent / "shared" / "sentences"
SETS = [ROOT / "tests" / "accuracy" / "words" / name for name in ("development.jsonl", "unseen.jsonl")]


class Judged(NamedTuple):
    item: dict[str, Any]
    verdict: Verdict
    seconds: float


def measure(items: Sequence[dict[str, Any]], site_file: Path) -> list[Judged]:
    """Each item drafted and judged; the first is drafted once more before, as start-up is not measured."""
    site = read_site(site_file)
    here = Site(site)
    judged = []
    for item in [*items[:1], *items]:
        began = time.perf_counter()
        answer = draft(item["text"], here, TIMEZONE)
        seconds = time.perf_counter() - began
        judged.append(Judged(item, judge(item, msgspec.to_builtins(answer), site), seconds))
    return judged[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", nargs="*", type=Path)
    parser.add_argument("--site", type=Path, default=SHARED / "site.yaml")
    parser.add_argument("--ids", action="store_true", help="only the ids of items that do not count")
    parser.add_argument("--why", action="store_true", help="the reason beside each of them")
    parser.add_argument("--json", action="store_true", help="one JSON object a set")
    chosen = parser.parse_args()
    for path in chosen.items or [each for each in (SHARED / "examples.jsonl", *SETS) if each.exists()]:
        judged = measure(read_items(path), chosen.site)
        if chosen.json:
            print(json.dumps({"set": path.name, **figures(judged)}))
        elif not chosen.ids:
            _show(path.name, judged)
        for each in judged:
            if not each.verdict.counts and not chosen.json:
                print(f"{each.item['id']}: {each.verdict.why}" if chosen.why else each.item["id"])


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Times in milliseconds."""
    drafted = [each for each in judged if each.verdict.counts and each.item["answer"] == "guard"]
    times = [1000 * each.seconds for each in judged]
    return {
        "items": len(judged),
        "count": sum(each.verdict.counts for each in judged),
        "wrong_guards": sum(each.verdict.wrong for each in judged),
        "assumptions_stated": sum(each.verdict.assumed for each in drafted),
        "said_back": sum(each.verdict.said_back for each in drafted),
        "drafted": len(drafted),
        "median_ms": round(statistics.median(times), 2),
        "max_ms": round(max(times), 2),
    }


def _show(name: str, judged: Sequence[Judged]) -> None:
    table = Table("", "items", "count", "%", "wrong guards", title=name)
    for column in ("lang", "answer"):
        of = Counter(each.item[column] for each in judged)
        good = Counter(each.item[column] for each in judged if each.verdict.counts)
        wrong = Counter(each.item[column] for each in judged if each.verdict.wrong)
        for key, number in sorted(of.items()):
            table.add_row(key, str(number), str(good[key]), f"{100 * good[key] / number:.0f}", str(wrong[key]))
        table.add_section()
    all_of = figures(judged)
    share = f"{100 * all_of['count'] / max(1, len(judged)):.0f}"
    table.add_row("all", str(len(judged)), str(all_of["count"]), share, str(all_of["wrong_guards"]))
    Console(width=110).print(table)
    print(
        f"of {all_of['drafted']} drafted: assumptions stated {all_of['assumptions_stated']}, "
        f"said back {all_of['said_back']}; a sentence {all_of['median_ms']} ms (median), {all_of['max_ms']} ms (most)"
    )


if __name__ == "__main__":
    main()
