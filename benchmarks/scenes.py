"""Whether the ready-made guards raise exactly the events of every scene: precision, recall, delay.

    python -m benchmarks.scenes [--seeds 100] [--rendered 5] [--scene NAME]... [--filters F] [--json]

`boxes`: the scene's true boxes with a detector's usual mistakes (tests/support/noisy_detections.py), through the
tracker and the guards. `motion`: the scene's images through JPEG and the backend that needs no model, then the same.
A miss is an event that did not come, a false one came and should not have; each is named with its seed. Delay is an
opening's distance from the moment at which it was due, in seconds. Scenes that no ready-made guard names are watched
with guards of their own. Filters such as night change images, so they are of use with `motion`; `drop` and `dark`
also without.
"""

import argparse
import json
import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import track as progress
from rich.table import Table

from orin.processors.detection.motion.backend import MotionBackend
from orin.processors.scenes import open_address, scene_names
from orin.processors.scenes.compare import Comparison, compare
from orin.processors.scenes.scene import Scene
from orin.processors.specs.parse import ParsedSpec, parse_specs
from orin.schemas.records import Detections, Event, SessionEnd
from orin.topologies.ingest.sources import open_source
from orin.topologies.offline.chain import Chain, clip_detections
from tests.support.noisy_detections import noisy_detections

GUARDS = Path(__file__).resolve().parents[1] / "guards"
START = 1_700_000_000_000_000
LEVELS = ("boxes", "motion")


class Row(NamedTuple):
    """What one guard did over all seeds of its scene."""

    scene: str
    level: str
    guard: str
    seeds: int
    expected: int
    found: int
    false: int
    delays: tuple[float, ...]
    misses: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    def figures(self) -> dict[str, object]:
        """For JSON; delays in seconds."""
        return {
            "scene": self.scene, "level": self.level, "guard": self.guard, "seeds": self.seeds,
            "expected": self.expected, "precision": round(self.precision, 4), "recall": round(self.recall, 4),
            "delay_median": _rounded(statistics.median(self.delays) if self.delays else None),
            "delay_max": _rounded(max(self.delays, key=abs) if self.delays else None), "misses": list(self.misses),
        }  # fmt: skip


def ready_made(scene: str) -> dict[str, list[ParsedSpec]]:
    """The ready-made guards whose file names the scene, by the guard's name."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GUARDS.glob("*.yaml"))}
    return {
        name: parse_specs(text, f"{name}.yaml", {})
        for name, text in texts.items()
        if f"# Scene: scene://{scene}\n" in text
    }


def row(scene: str, level: str, guard: str, outcomes: Sequence[tuple[int, Comparison]]) -> Row:
    """Sums up the outcomes, each with its seed."""
    found = [delay for _, one in outcomes for _, delay in one.found]
    missing = [(seed, want) for seed, one in outcomes for want in one.missing]
    false = [(seed, event) for seed, one in outcomes for event in one.unexpected]
    misses = [f"seed {seed}: missing, due at {want.due:.1f} s" for seed, want in missing]
    misses += [
        f"seed {seed}: due at {want.due:.1f} s, {said}, not {want.outcome}"
        for seed, one in outcomes
        for want, said in one.misjudged
    ]
    misses += [f"seed {seed}: not expected, at {event.source_position or 0.0:.1f} s" for seed, event in false]
    expected = len(found) + len(missing)
    return Row(
        scene, level, guard, len(outcomes), expected, len(found), len(false), tuple(found), tuple(misses)
    )  # fmt: skip


def measure(name: str, level: str, seeds: Iterable[int], filters: str = "") -> list[Row]:
    """One row a ready-made guard of the scene; where it has none, one a guard of its own."""
    outcomes: dict[str, list[tuple[int, Comparison]]] = {}
    for seed in seeds:
        scene = open_address(f"scene://{name}?seed={seed}{filters and '&' + filters}")
        records = list(noisy_detections(scene, START) if level == "boxes" else _rendered(scene, filters))
        guards = ready_made(name)
        expected = scene.for_ready_made if guards else scene.expected
        for specs in guards.values() or [parse_specs(scene.guards, name, {})]:
            events = _events(specs, records)
            for guard in (spec.name for spec in specs if spec.kind == "guard"):
                found = compare([e for e in expected if e.guard == guard], [e for e in events if e.guard == guard])
                outcomes.setdefault(guard, []).append((seed, found))
    return [row(name, level, guard, found) for guard, found in outcomes.items()]


def _events(specs: list[ParsedSpec], records: Iterable[Detections | SessionEnd]) -> list[Event]:
    chain = Chain(specs, late_after=30.0, takeover_after=10.0, build="bench")
    return [event for record in records for event in chain.analyse(record).events]


def _rendered(scene: Scene, filters: str) -> Iterator[Detections | SessionEnd]:
    source = open_source(f"scene://{scene.name}?seed={scene.seed}{filters and '&' + filters}")
    try:
        yield from clip_detections(source, scene.camera, MotionBackend(), fps=None, anchor=START)
    finally:
        source.close()


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100, help="seeds per scene at box level; 0: none")
    parser.add_argument("--rendered", type=int, default=5, help="seeds per scene through the motion backend; 0: none")
    parser.add_argument("--scene", action="append", choices=scene_names(), help="only this scene; may be repeated")
    parser.add_argument("--filters", default="", help="filters for every scene, such as night=1&noise=8")
    parser.add_argument("--json", action="store_true", help="one JSON object per scene, level and guard")
    chosen = parser.parse_args()
    jobs = [
        (name, level, count)
        for level, count in zip(LEVELS, (chosen.seeds, chosen.rendered), strict=True)
        for name in chosen.scene or scene_names()
        if count
    ]
    console = Console(stderr=True)
    rows: list[Row] = []
    for name, level, count in progress(
        jobs, "scenes", console=console, transient=True, disable=not console.is_terminal
    ):
        found = measure(name, level, range(1, count + 1), chosen.filters)
        rows += found
        if chosen.json:
            for one in found:
                print(json.dumps(one.figures()), flush=True)
    if not chosen.json:
        _show(rows)


def _show(rows: list[Row]) -> None:
    table = Table("scene", "level", "guard", "seeds", "events", "precision", "recall", "delay: median", "max")
    for one in rows:
        figures = one.figures()
        table.add_row(*(str(figures[key]) for key in (
            "scene", "level", "guard", "seeds", "expected", "precision", "recall", "delay_median", "delay_max"
        )))  # fmt: skip
    Console(width=110).print(table)
    for one in rows:
        for miss in one.misses:
            print(f"{one.scene}, {one.level}, {one.guard}: {miss}")


if __name__ == "__main__":
    main()
