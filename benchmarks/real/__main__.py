"""What is real, made from what is here: light that changes, weather, masts and encoders; one table.

    python -m benchmarks.real [--only light composites births tracking] [--rounds 0] [--step 2] [--misses]

`light`: twelve steps of it on five scenes, by `motion`. Goals: no event that the scene has not in steady light, at
least 0.95 of the others kept. `composites`: bags on real footage, spoilt in eleven ways, by both backends, at 5
frames/s. Goals: of the alarms due 0.98 come with the model and 0.9 with `motion` alone; none, or at most 0.02 of those
due, come that should not. `--misses` names each. `births`: bags put down while the scene is learnt, by somebody who
stands before them, where a shiny floor shows whoever stands about, and where a model takes them for something else; the
same goals. `tracking`: true tracks as two detectors would see them, followed by
ORIN and by the public trackers that are installed (see benchmarks/tracking_references.py).
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.real import composites, light, tracking
from orin.schemas.records import Box
from tests.support.accuracy.births import BIRTHS, MODEL_ALONE
from tests.support.accuracy.composites import GROUPS, ROUNDS, clip, composite
from tests.support.accuracy.light import SCENES, STEPS, scene
from tests.support.accuracy.spoilt import SPOILT
from tests.support.accuracy.static_score import known_boxes
from tests.support.footage import SHARED

PATH = SHARED / "data" / "vtest.avi"
MODEL = SHARED / "models" / "yolov8n_int8.onnx"
PARTS = ("light", "composites", "births", "tracking")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, nargs="*", default=[0], choices=range(ROUNDS), help="of 20 bags each")
    parser.add_argument("--step", type=int, default=2, help="composites: every so many frames of 10/s")
    parser.add_argument("--backend", nargs="*", choices=("motion", "yolo+motion"), default=["motion", "yolo+motion"])
    parser.add_argument("--kind", nargs="*", choices=tuple(SPOILT), default=list(SPOILT), help="of spoilt pictures")
    parser.add_argument("--birth", nargs="*", choices=tuple(BIRTHS), default=list(BIRTHS), help="of hard births")
    parser.add_argument("--misses", action="store_true", help="name what was missed, and what was wrong")
    options = parser.parse_args()
    if "light" in options.only:
        _show_light(options.misses)
    if "composites" in options.only:
        _show_composites(options)
    if "births" in options.only:
        _show_births(options)
    if "tracking" in options.only:
        _show_tracking()


def _show_tracking() -> None:
    print(f"{'tracking':32} {'detector':26} {'HOTA':>5} {'IDF1':>5} {'switches':>8}")
    for tracker, name, found in tracking.measure():
        print(f"{tracker:32} {name:26} {found.hota:5.1f} {found.idf1:5.1f} {found.switches:8}", flush=True)


def _show_light(misses: bool) -> None:
    rows = [row for name in SCENES for row in light.measure(scene(name, PATH if "yard" in name else None))]
    print(f"{'light':18} {'false':>6} {'kept':>6} {'of':>5}  " + "  ".join(f"{name:>12}" for name in SCENES))
    for step in STEPS:
        _print_light(step, [row for row in rows if row.step == step])
    _print_light("all", rows)
    for row in rows if misses else ():
        for text in row.false:
            print(f"    {row.scene}, {row.step}: {text}")
    sys.stdout.flush()


def _print_light(name: str, rows: Sequence[light.LightRow]) -> None:
    by_scene = [[row for row in rows if row.scene == each] for each in SCENES]
    cells = [(sum(len(row.false) for row in of_scene), *_kept(of_scene)) for of_scene in by_scene]
    kept, of = _kept(rows)
    false = sum(len(row.false) for row in rows)
    print(f"{name:18} {false:6} {kept:6} {of:5}  " + "  ".join(f"{f:4} {k:3}/{n:3}" for f, k, n in cells))


def _kept(rows: Sequence[light.LightRow]) -> tuple[int, int]:
    return sum(row.kept for row in rows), sum(row.true for row in rows)


def _show_composites(options: argparse.Namespace) -> None:
    boxes = _model_boxes(options)
    _print_head("composites")
    for kind in options.kind:
        _print_rows(
            [
                composites.measure(composite(PATH, group, number), kind, options.backend, boxes, options.step)
                for number in options.rounds
                for group in range(GROUPS)
            ],
            options.misses,
        )


def _show_births(options: argparse.Namespace) -> None:
    boxes = _model_boxes(options)
    _print_head("births")
    for kind in options.birth:
        backends = [name for name in options.backend if name != "motion" or kind not in MODEL_ALONE]
        parts = [
            composites.measure_births(kind, group, backends, boxes, options.step) for group in range(GROUPS) if backends
        ]
        _print_rows(parts, options.misses)


def _model_boxes(options: argparse.Namespace) -> Sequence[tuple[Box, ...]]:
    return known_boxes(clip(PATH), MODEL, 1) if "yolo+motion" in options.backend else [()] * len(clip(PATH))


def _print_head(part: str) -> None:
    print(f"{part:18} {'backend':12} {'right':>6} {'of':>5} {'wrong':>6}")


def _print_rows(parts: Sequence[Sequence[composites.AlarmRow]], misses: bool) -> None:
    for first, *more in zip(*parts, strict=True):
        row = sum(more, first)
        print(f"{row.kind:18} {row.backend:12} {row.right:6} {row.due:5} {row.wrong:6}", flush=True)
        for text in row.remarks if misses else ():
            print(f"    {text}")


if __name__ == "__main__":
    main()
