"""The track stage beside ultralytics' ByteTrack on the same detections: accuracy, speed, bytes of state.

    python -m benchmarks.tracking            # accuracy and speed (ByteTrack needs the packages ultralytics and lap)
    python -m benchmarks.tracking --alone    # without ByteTrack

Speed is of the whole `TrackLogic.step` (admission, association, the Tracks record), single thread, on crowds that
walk at random, and beside it ByteTrack.update. State is what one camera costs in the state topic a batch.
"""

import argparse
import importlib
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.logic import Origin
from processors.specs.armed import Armed
from processors.tracking.logic import TrackLogic
from schemas.records import Box
from tests.accuracy.mot import STEPS, MotSequence, Result, evaluate, frames, records
from tests.footage import SHARED


def crowd(count: int, length: int = 300) -> MotSequence:
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
                x, y = person[0] + rng.gauss(0, 1.5), person[1] + rng.gauss(0, 1.5)
                boxes[number].append(Box(label="person", score=0.8, x1=x, y1=y, x2=x + 70, y2=y + 170))
    return MotSequence(f"crowd-{count}", 25.0, length, (1920, 1080), boxes, {})


class _Results:
    """Boxes in the shape in which ultralytics' trackers take them."""

    def __init__(self, rows: NDArray[np.float64]) -> None:
        self.rows = rows
        self.conf = rows[:, 4]
        self.cls = np.zeros(len(rows))
        self.xyxy = rows[:, :4]
        self.xywh = np.column_stack([(rows[:, :2] + rows[:, 2:4]) / 2, rows[:, 2:4] - rows[:, :2]])

    def __getitem__(self, index: Any) -> "_Results":
        return _Results(self.rows[index])

    def __len__(self) -> int:
        return len(self.rows)


def _byte_track() -> Any:
    os.environ.update(YOLO_OFFLINE="true", YOLO_AUTOINSTALL="false", YOLO_VERBOSE="false")
    os.environ.setdefault("YOLO_CONFIG_DIR", tempfile.mkdtemp())
    theirs: Any = importlib.import_module("ultralytics.trackers.byte_tracker")
    theirs.BaseTrack.reset_id()
    defaults = {
        "track_high_thresh": 0.25, "track_low_thresh": 0.1, "new_track_thresh": 0.25,
        "track_buffer": 30, "match_thresh": 0.8, "fuse_score": True,
    }  # fmt: skip
    return theirs.BYTETracker(SimpleNamespace(**defaults))


def _rows(sequence: MotSequence, step: int) -> list[_Results]:
    per_frame = [sequence.boxes.get(number, []) for number in frames(sequence, step)]
    lists = [[[b.x1, b.y1, b.x2, b.y2, b.score] for b in boxes] for boxes in per_frame]
    return [_Results(np.array(rows, np.float64).reshape(-1, 5)) for rows in lists]


def byte_tracked(sequence: MotSequence, step: int = 1) -> Result:
    tracker = _byte_track()
    result: Result = defaultdict(list)
    for number, rows in zip(frames(sequence, step), _rows(sequence, step), strict=True):
        for x1, y1, x2, y2, identity, *_ in tracker.update(rows).tolist():
            result[number].append((int(identity), (x1, y1, x2 - x1, y2 - y1)))
    return result


def our_seconds(sequence: MotSequence) -> tuple[float, int, int]:
    """Seconds, bytes of the state at the end, tracks in it."""
    logic, armed, given = TrackLogic(), Armed(), records(sequence)
    state = logic.new("mot/sequence")
    start = time.perf_counter()
    for record in given:
        state, _ = logic.step(state, record, armed, Origin("orin.detections.v1", 0, 0))
    return time.perf_counter() - start, len(logic.dump(state)), len(state.tracks)


def byte_seconds(sequence: MotSequence) -> float:
    tracker, given = _byte_track(), _rows(sequence, 1)
    start = time.perf_counter()
    for rows in given:
        tracker.update(rows)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--alone", action="store_true", help="without ByteTrack")
    alone = parser.parse_args().alone
    for step in STEPS:
        ours = evaluate(SHARED / "data" / "tracking", step)
        theirs = {} if alone else evaluate(SHARED / "data" / "tracking", step, byte_tracked)
        for name, row in ours.items():
            other = theirs.get(name)
            beside = f"   ByteTrack {other['idf1']:5.1f} {other['mota']:5.1f} {other['switches']:3}" if other else ""
            figures = f"IDF1 {row['idf1']:5.1f}  MOTA {row['mota']:5.1f}  switches {row['switches']:3}"
            print(f"1/{step} {name:16} {figures}{beside}")
    for count in (17, 50):
        sequence = crowd(count)
        runs = [our_seconds(sequence) for _ in range(5)]
        ours_per_frame = statistics.median(r[0] for r in runs) / sequence.length
        _, size, tracks = runs[0]
        line = f"{count} boxes a frame: {1 / ours_per_frame:,.0f} frames/s, {size / tracks:.0f} bytes of state a track"
        if not alone:
            byte_per_frame = statistics.median(byte_seconds(sequence) for _ in range(5)) / sequence.length
            line += (
                f"; ByteTrack {1 / byte_per_frame:,.0f} frames/s: {byte_per_frame / ours_per_frame:.1f} times as fast"
            )
        print(line)


if __name__ == "__main__":
    main()
