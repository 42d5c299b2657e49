"""The gate of the tracker's accuracy: scores on ../shared/data/tracking at several frame rates, against those recorded.

`python -m tests.support.accuracy.mot` prints the table; with `--write` it also records it in tracking.json, which
test_tracking.py holds the tracker to, unless a figure there would get worse.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from typer.testing import CliRunner

from orin.cli.main import app
from orin.cli.models.sequences import read_sequences
from orin.processors.evaluation.mot import Sequence
from orin.processors.evaluation.scores import Scores
from orin.processors.evaluation.tracked import frames
from tests.support.footage import SHARED

GATE = Path(__file__).with_name("tracking.json")
STEPS = (1, 2, 5, 10)
"""Every frame, every second, fifth, tenth."""
MIN_FRAMES = 30
COMBINED = "combined"
_RISE = ("hota", "idf1", "mota")

Table = dict[str, dict[str, float]]
"""Scores by sequence and `combined`, rounded to 0.1."""


def load_all(root: Path = SHARED / "data" / "tracking") -> tuple[Path, list[Sequence]]:
    """The folder and its sequences by name; each lies in the subfolder of its name."""
    return root, read_sequences([root])


def long_enough(sequences: Iterable[Sequence], step: int) -> list[Sequence]:
    return [s for s in sequences if len(frames(s, step)) >= MIN_FRAMES]


def evaluate(root: Path, sequences: Iterable[Sequence], step: int) -> Table:
    """What `orin evaluate tracking` prints of those sequences that have enough frames at this step."""
    folders = [str(root / sequence.name) for sequence in long_enough(sequences, step)]
    done = CliRunner().invoke(
        app, ["evaluate", "tracking", *folders, "--every", str(step), "--json"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {COMBINED if row["sequence"] == "COMBINED" else row.pop("sequence"): _figures(row) for row in rows}


def _figures(row: dict[str, float | str]) -> dict[str, float]:
    return {key: round(float(value), 1) for key, value in row.items() if key != "sequence"}


def rounded(found: Scores) -> dict[str, float]:
    return {key: round(value, 1) for key, value in found._asdict().items()}


def worse(now: dict[str, float], before: dict[str, float]) -> list[str]:
    """Figures that fell."""
    fell = [f"{key} {before[key]} -> {now[key]}" for key in _RISE if now[key] < before[key]]
    if now["switches"] > before["switches"]:
        fell.append(f"switches {before['switches']:.0f} -> {now['switches']:.0f}")
    return fell


def line(name: str, found: dict[str, float]) -> str:
    figures = "  ".join(f"{key} {found[key]:5.1f}" for key in ("hota", "det_a", "ass_a", "mota", "idf1"))
    return f"{name:24} {figures}  switches {found['switches']:3.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args().write
    root, sequences = load_all()
    tables = {str(step): evaluate(root, sequences, step) for step in STEPS}
    for step, table in tables.items():
        for name, found in table.items():
            print(f"1/{step}  {line(name, found)}")  # noqa: T201
    if wanted:
        before = json.loads(GATE.read_text()) if GATE.exists() else {}
        fell = [w for step, table in before.items() for w in worse(tables[step][COMBINED], table[COMBINED])]
        if fell:
            raise SystemExit(f"not written, these fell: {'; '.join(fell)}")
        GATE.write_text(json.dumps(tables, indent=2) + "\n")


if __name__ == "__main__":
    main()
