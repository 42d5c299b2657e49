"""MOT-format sequences through the track stage, and scores by motmetrics.

`python -m tests.accuracy.mot` prints the table; with `--write` it also records it in tracking.json, which is the
gate of test_tracking.py, unless a figure there would get worse.
"""

import argparse
import configparser
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import motmetrics  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from processors.logic import Origin
from processors.specs.armed import Armed
from processors.tracking.logic import TrackLogic
from schemas.records import Box, Detections, Track, Tracks

SEQUENCES = ("MOT17-02-FRCNN", "MOT17-05-FRCNN", "MOT17-09-FRCNN", "PETS-S3MF1", "TUD-Campus", "TUD-Stadtmitte")
GATE = Path(__file__).with_name("tracking.json")
STEPS = (1, 2, 5)
"""Every frame, every second, every fifth."""
MIN_FRAMES = 30
START = 1_790_000_000_000_000
_DISTRACTORS = frozenset({2, 7, 8, 12})
"""MOT17 classes whose boxes are taken out of the tracker's before scoring, as TrackEval does: person on vehicle,
static person, distractor, reflection."""

Place = tuple[float, float, float, float]
"""left, top, width, height"""


class Truth(NamedTuple):
    identity: int
    place: Place
    active: bool
    kind: int


class MotSequence(NamedTuple):
    name: str
    rate: float
    length: int
    size: tuple[int, int]
    boxes: dict[int, list[Box]]
    truth: dict[int, list[Truth]]


Result = dict[int, list[tuple[int, Place]]]
"""Identity and place by frame."""


def load(folder: Path) -> MotSequence:
    """Reads `seqinfo.ini`, `det/det.txt` and `gt/gt.txt`."""
    info = configparser.ConfigParser()
    info.read(folder / "seqinfo.ini")
    about = info["Sequence"]
    boxes: dict[int, list[Box]] = defaultdict(list)
    for row in _rows(folder / "det" / "det.txt"):
        x, y, w, h, score = row[2:7]
        corners = (round(v, 2) for v in (x, y, x + w, y + h))
        x1, y1, x2, y2 = corners
        boxes[int(row[0])].append(Box(label="person", score=round(score, 4), x1=x1, y1=y1, x2=x2, y2=y2))
    truth: dict[int, list[Truth]] = defaultdict(list)
    for row in _rows(folder / "gt" / "gt.txt"):
        x, y, w, h = row[2:6]
        truth[int(row[0])].append(Truth(int(row[1]), (x, y, w, h), row[6] == 1, int(row[7])))
    size = (int(about["imWidth"]), int(about["imHeight"]))
    return MotSequence(about["name"], float(about["frameRate"]), int(about["seqLength"]), size, boxes, truth)


def _rows(path: Path) -> list[list[float]]:
    return [[float(v) for v in line.split(",")] for line in path.read_text().splitlines() if line.strip()]


def frames(sequence: MotSequence, step: int) -> range:
    return range(1, sequence.length + 1, step)


def records(sequence: MotSequence, step: int = 1) -> list[Detections]:
    """The sequence's detections as the track stage gets them."""
    return [
        Detections(
            camera="mot/sequence",
            session="s1",
            session_started_at=START,
            captured_at=START + round((number - 1) / sequence.rate * 1e6),
            previous_at=None,
            published_at=START,
            uri=None,
            width=sequence.size[0],
            height=sequence.size[1],
            status="seen",
            backend="file",
            boxes=tuple(sequence.boxes.get(number, ())),
        )
        for number in frames(sequence, step)
    ]


def tracked(sequence: MotSequence, step: int = 1) -> Result:
    """What ORIN says: detected boxes of tracks that were confirmed, their tentative beginnings included."""
    logic, armed = TrackLogic(), Armed()
    state = logic.new("mot/sequence")
    seen: dict[str, list[tuple[int, Track]]] = defaultdict(list)
    confirmed: set[str] = set()
    for number, record in zip(frames(sequence, step), records(sequence, step), strict=True):
        state, [found] = logic.step(state, record, armed, Origin("orin.detections.v1", 0, number))
        assert isinstance(found, Tracks)
        for track in found.tracks:
            if track.detected:
                seen[track.track_id].append((number, track))
            if track.state != "tentative":
                confirmed.add(track.track_id)
    result: Result = defaultdict(list)
    for identity, name in enumerate(sorted(confirmed)):
        for number, t in seen[name]:
            result[number].append((identity, (t.x1, t.y1, t.x2 - t.x1, t.y2 - t.y1)))
    return result


def accumulate(sequence: MotSequence, result: Result, step: int = 1) -> Any:
    """motmetrics' accumulator for one sequence, IoU >= 0.5."""
    found = motmetrics.MOTAccumulator(auto_id=True)
    mot17 = sequence.name.startswith("MOT17")
    for number in frames(sequence, step):
        truth, given = sequence.truth.get(number, []), result.get(number, [])
        if mot17:
            given = _without_distractors(truth, given)
        counted = [t for t in truth if t.active and (t.kind == 1 or not mot17)]
        distances = _distances([t.place for t in counted], [place for _, place in given])
        found.update([t.identity for t in counted], [identity for identity, _ in given], distances)
    return found


def _without_distractors(truth: list[Truth], given: list[tuple[int, Place]]) -> list[tuple[int, Place]]:
    distances = _distances([t.place for t in truth], [place for _, place in given])
    rows, columns = linear_sum_assignment(np.where(np.isnan(distances), 1e6, distances))
    dropped = {
        j for i, j in zip(rows, columns, strict=True) if distances[i, j] <= 0.5 and truth[i].kind in _DISTRACTORS
    }
    return [one for j, one in enumerate(given) if j not in dropped]


def _distances(truth: Sequence[Place], given: Sequence[Place]) -> NDArray[np.float64]:
    """1 - IoU, NaN beyond 0.5: what motmetrics.distances.iou_matrix gives (which fails on NumPy 2)."""
    a, b = (np.array(places, np.float64).reshape(-1, 4) for places in (truth, given))
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum((a[:, :2] + a[:, 2:])[:, None], (b[:, :2] + b[:, 2:])[None])
    common = np.prod(np.clip(high - low, 0, None), axis=2)
    whole = np.prod(a[:, 2:], axis=1)[:, None] + np.prod(b[:, 2:], axis=1)[None] - common
    distances = 1 - common / whole
    distances[distances > 0.5] = np.nan
    return np.asarray(distances, np.float64)


def evaluate(root: Path, step: int, track: Any = tracked) -> dict[str, dict[str, float]]:
    """IDF1, MOTA (percent) and ID switches by sequence and `combined`, of those with enough frames at this step."""
    sequences = [load(root / name) for name in SEQUENCES]
    sequences = [s for s in sequences if s.length // step >= MIN_FRAMES]
    table = motmetrics.metrics.create().compute_many(
        [accumulate(s, track(s, step), step) for s in sequences],
        names=[s.name for s in sequences],
        metrics=["idf1", "mota", "num_switches"],
        generate_overall=True,
    )
    return {
        name.replace("OVERALL", "combined"): {
            "idf1": round(100 * float(row["idf1"]), 1),
            "mota": round(100 * float(row["mota"]), 1),
            "switches": int(row["num_switches"]),
        }
        for name, row in table.iterrows()
    }


def worse(now: dict[str, float], before: dict[str, float]) -> list[str]:
    """Figures that fell."""
    fell = [f"{k} {before[k]} -> {now[k]}" for k in ("idf1", "mota") if now[k] < before[k]]
    return fell + (
        [f"switches {before['switches']} -> {now['switches']}"] if now["switches"] > before["switches"] else []
    )


def main() -> None:
    from tests.footage import SHARED

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args().write
    tables = {str(step): evaluate(SHARED / "data" / "tracking", step) for step in STEPS}
    for step, table in tables.items():
        for name, row in table.items():
            print(f"1/{step}  {name:16} IDF1 {row['idf1']:5.1f}  MOTA {row['mota']:5.1f}  switches {row['switches']}")  # noqa: T201
    if wanted:
        before = json.loads(GATE.read_text()) if GATE.exists() else {}
        fell = [w for step, table in before.items() for w in worse(tables[step]["combined"], table["combined"])]
        if fell:
            raise SystemExit(f"not written, these fell: {'; '.join(fell)}")
        GATE.write_text(json.dumps(tables, indent=2) + "\n")


if __name__ == "__main__":
    main()
