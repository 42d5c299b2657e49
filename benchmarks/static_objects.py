"""Static objects on composites: bags pasted into real footage, at three frame rates and under four kinds of picture.

    python -m benchmarks.static_objects [--backend motion] [--rounds 3] [--only "noise"] [--misses]

Goals: recall >= 0.9, `since` within 1 s, IoU >= 0.5, one track a bag, removal seen within 3 s, and on the footage as
it is no object older than 10 s. The model's boxes are those of the footage as it is, inferred once.
"""

import argparse
import time

from tests.accuracy.composites import FILTERS, FPS, GROUPS, clip, composite
from tests.accuracy.static_score import Score, backend, known_boxes, look, score
from tests.accuracy.unattended import alarms
from tests.footage import SHARED

COLUMNS = ("bags", "recall", "since_1s", "iou_half", "iou", "seen", "one_track", "removal_3s", "false")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--backend", choices=("motion", "yolo+motion"), nargs="*", default=["yolo+motion", "motion"])
    parser.add_argument("--rounds", type=int, default=1, help="1 shows every bag in one contrast, 3 in all")
    parser.add_argument("--only", help="one kind of picture")
    parser.add_argument("--steps", type=int, nargs="*", default=[1, 2, 5], help="every so many frames of 10/s")
    parser.add_argument("--alarms", action="store_true", help="what the guard `unattended` says of them")
    parser.add_argument("--misses", action="store_true", help="name what was missed, and what was wrong")
    options = parser.parse_args()
    path = SHARED / "data" / "vtest.avi"
    boxes = known_boxes(clip(path), SHARED / "models" / "yolov8n_int8.onnx", 1)
    print(f"{'backend':12} {'picture':12} {'fps':>4} " + " ".join(f"{c:>10}" for c in COLUMNS) + f" {'ms/frame':>9}")
    for name in options.backend:
        for kind, spoil in FILTERS.items():
            if options.only not in (None, kind):
                continue
            for step in options.steps:
                total, seconds, looked = Score(), 0.0, 0
                fired, wrong = 0, 0
                for number in range(-1, GROUPS * options.rounds):
                    shown = composite(path, number % GROUPS, number // GROUPS) if number >= 0 else None
                    frames = spoil(shown.frames if shown else clip(path))
                    begin = time.perf_counter()
                    records = look(backend(name, boxes), frames, step)
                    seconds, looked = seconds + time.perf_counter() - begin, looked + len(records)
                    part = score(shown.bags if shown else [], records, boxes)
                    total.findings += part.findings
                    if options.alarms:
                        said = alarms(shown.bags if shown else [], records)
                        fired += sum(len(events) == 1 for events in said.by_bag)
                        wrong += len(said.others) + sum(len(events) > 1 for events in said.by_bag)
                    total.false += [f"clip {number}: {text}" for text in part.false]
                figures = total.row()
                print(
                    f"{name:12} {kind:12} {FPS / step:4.0f} "
                    + " ".join(f"{figures[c]:10.2f}" for c in COLUMNS)
                    + f" {1000 * seconds / looked:9.1f}",
                    flush=True,
                )
                if options.alarms:
                    print(f"    unattended for 10 s: fired once on {fired} bags, wrongly {wrong} times")
                if options.misses:
                    _name(total)


def _name(total: Score) -> None:
    for f in total.findings:
        error, overlap, removal = f.since_error, f.overlap, f.removal
        wrong = not f.in_time or abs(error or 0) > 1 or (overlap or 0) < 0.5 or len(f.track_ids) != 1
        if wrong or (removal or 0) > 3:
            print(
                f"    bag {f.bag.rect} contrast {f.bag.contrast} since {f.bag.since:.1f}: in time {f.in_time}, "
                f"error {error}, IoU {overlap}, tracks {len(f.track_ids)}, removal {removal}, seen {f.seen:.2f}"
            )
    for text in total.false:
        print(f"    false: {text}")


if __name__ == "__main__":
    main()
