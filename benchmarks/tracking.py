"""The tracker and public ones on the same detections: accuracy at four frame rates, speed, bytes of state.

    python -m benchmarks.tracking              # all; the others need what benchmarks/tracking_references.py says
    python -m benchmarks.tracking --alone      # ORIN alone
    python -m benchmarks.tracking --speed      # speed and state only

Accuracy is of the Tracks records as the stage emits them, one set of defaults. `without NAME` is the combined score
of the other sequences: whether a lead hangs on one of them. Speed is of one thread, in one run, on crowds that walk
at random: `association` is `orin.processors.tracking.tracker.update_tracks` with its boxes made from the record's,
`stage` the whole `TrackLogic.step` with the Tracks record. State is what one camera costs in the state topic a batch.
"""

import argparse
import random
import time
from collections.abc import Callable
from functools import partial

from benchmarks.tracking_references import Reference, followed, inputs, installed
from orin.processors.evaluation.mot import Result, Sequence
from orin.processors.evaluation.scores import scores, together
from orin.processors.evaluation.tracked import compare, records, tracked
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.processors.tracking.tracker import detections, update_tracks
from orin.schemas.records import Box
from tests.support.accuracy.mot import STEPS, line, load_all, long_enough, rounded

CROWDS = (17, 50)
RUNS = 5
_ORIGIN = Origin("orin.detections.v1", 0, 0)
_GAP_TOLERANCE = 5.0


def crowd(count: int, length: int = 300) -> Sequence:
    """`count` people who walk at random through a picture of 1920x1080, 5 % of the boxes missing."""
    rng = random.Random(count)
    people = [
        [rng.uniform(0, 1800), rng.uniform(0, 800), rng.uniform(-60, 60), rng.uniform(-20, 20)] for _ in range(count)
    ]
    boxes: dict[int, list[Box]] = {}
    for number in range(1, length + 1):
        boxes[number] = []
        for person in people:
            person[0] = (person[0] + person[2] / 25) % 1850
            person[1] = (person[1] + person[3] / 25) % 850
            if rng.random() < 0.95:
                x, y = round(person[0] + rng.gauss(0, 1.5), 2), round(person[1] + rng.gauss(0, 1.5), 2)
                boxes[number].append(Box(label="person", score=0.8, x1=x, y1=y, x2=x + 70, y2=y + 170))
    return Sequence(f"crowd-{count}", 25.0, length, 1920, 1080, boxes, None)


def accuracy(sequences: list[Sequence], *, alone: bool) -> None:
    trackers: dict[str, Callable[[Sequence, int], Result]] = {"ORIN": tracked}
    if not alone:
        trackers |= {reference.name: partial(followed, reference) for reference in installed()}
    for step in STEPS:
        print(f"\nevery frame of every {step}" if step > 1 else "\nevery frame")
        used = long_enough(sequences, step)
        for name, follow in trackers.items():
            counts = {s.name: compare(s, follow(s, step), step)[0] for s in used}
            table = {key: scores(found) for key, found in counts.items()} | {
                "combined": scores(together(counts.values()))
            }
            if len(counts) > 1:
                table |= {
                    f"without {key}": scores(together(found for other, found in counts.items() if other != key))
                    for key in counts
                }
            for key, found in table.items():
                print(f"{name:24} {line(key, rounded(found))}")


def stage_seconds(sequence: Sequence) -> tuple[float, int, int]:
    """Seconds, bytes of the state at the end, tracks in it."""
    logic, armed, given = TrackLogic(), Armed(), records(sequence)
    state = logic.new("mot/sequence")
    start = time.process_time()
    for record in given:
        state, _ = logic.step(state, record, armed, _ORIGIN)
    return time.process_time() - start, len(logic.dump(state)), len(state.tracks)


def association_seconds(sequence: Sequence) -> float:
    given = records(sequence)
    state = TrackLogic().new("mot/sequence")
    state.width, state.height = sequence.width, sequence.height
    start = time.process_time()
    for record in given:
        update_tracks(state, record.captured_at, detections(record.boxes), _GAP_TOLERANCE)
    return time.process_time() - start


def speed(*, alone: bool) -> None:
    for count in CROWDS:
        sequence = crowd(count)
        runs = [stage_seconds(sequence) for _ in range(RUNS)]
        stage = min(seconds for seconds, *_ in runs)
        association = min(association_seconds(sequence) for _ in range(RUNS))
        _, size, tracks = runs[0]
        print(
            f"\n{count} boxes a frame: association {sequence.length / association:,.0f} frames/s, whole stage"
            f" {sequence.length / stage:,.0f} frames/s, {size / tracks:.0f} bytes of state a track"
        )
        for reference in [] if alone else installed():
            theirs, stages, associations = [], [], []
            for _ in range(RUNS):  # in turn, so that a busy machine is busy for all; the quickest run of each counts
                theirs.append(reference_seconds(reference, sequence))
                stages.append(stage_seconds(sequence)[0])
                associations.append(association_seconds(sequence))
            other = min(theirs)
            print(
                f"  {reference.name:24} {sequence.length / other:6,.0f} frames/s: ORIN's association is"
                f" {other / min(associations):.1f} times as fast, the whole stage {other / min(stages):.1f}"
            )


def reference_seconds(reference: Reference, sequence: Sequence) -> float:
    update, given = reference.open(sequence.rate), inputs(reference, sequence)
    start = time.process_time()
    for boxes in given:
        update(boxes)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--alone", action="store_true", help="without the public trackers")
    parser.add_argument("--speed", action="store_true", help="speed and state only")
    chosen = parser.parse_args()
    if not chosen.speed:
        accuracy(load_all()[1], alone=chosen.alone)
    speed(alone=chosen.alone)


if __name__ == "__main__":
    main()
