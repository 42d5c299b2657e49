"""Public trackers as the benchmarks run them: ultralytics' and roboflow's, with their own defaults, no pictures.

They are not dependencies of ORIN. ultralytics' come with the extra `vision` and need `lap`; roboflow's `trackers`
wants opencv-python, which overwrites the headless one, so install it without what it depends on:

    uv pip install lap && uv pip install --no-deps trackers supervision pydeprecate defusedxml trackeval
    python -m benchmarks.tracking_references     # our scores beside TrackEval's on the same results
"""

import contextlib
import importlib
import importlib.util
import io
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from orin.processors.evaluation.mot import Result, Sequence, TrackedBox, write
from orin.processors.evaluation.scores import Scores, scores, together
from orin.processors.evaluation.tracked import compare, frames, tracked
from tests.support.accuracy.mot import load_all

Rows = NDArray[np.float64]
"""[n, 5]: x1, y1, x2, y2, score"""


class Reference(NamedTuple):
    """A tracker of somebody else: `open(rate)` gives what takes one frame's boxes and returns boxes with ids."""

    name: str
    package: str
    open: Callable[[float], Callable[[Any], Any]]
    """Frames a second -> (one frame's input -> [n, >= 6] with the id at 4 or the score at 5)."""
    given: Callable[[Rows], Any]
    """A frame's boxes in the form that the tracker takes."""


class _Boxes:
    """Boxes in the shape in which ultralytics' trackers take them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.conf = rows[:, 4]
        self.cls = np.zeros(len(rows))
        self.xyxy = rows[:, :4]
        self.xywh = np.column_stack([(rows[:, :2] + rows[:, 2:4]) / 2, rows[:, 2:4] - rows[:, :2]])

    def __getitem__(self, index: Any) -> "_Boxes":
        return _Boxes(self.rows[index])

    def __len__(self) -> int:
        return len(self.rows)


def _ultralytics(config: str, module: str, name: str) -> Callable[[float], Callable[[Any], Any]]:
    def open_tracker(rate: float) -> Callable[[Any], Any]:  # noqa: ARG001 - they count in frames
        os.environ.update(YOLO_OFFLINE="true", YOLO_AUTOINSTALL="false", YOLO_VERBOSE="false")
        os.environ.setdefault("YOLO_CONFIG_DIR", tempfile.mkdtemp())
        theirs: Any = importlib.import_module(f"ultralytics.trackers.{module}")
        folder = Path(importlib.import_module("ultralytics.cfg").__file__ or "").parent / "trackers"
        settings = yaml.safe_load((folder / f"{config}.yaml").read_text(encoding="utf-8"))
        if "gmc_method" in settings:
            settings["gmc_method"] = "none"
        importlib.import_module("ultralytics.trackers.basetrack").BaseTrack.reset_id()
        tracker = getattr(theirs, name)(SimpleNamespace(**settings))
        update: Callable[[Any], Any] = tracker.update
        return update

    return open_tracker


def _roboflow(name: str, **options: Any) -> Callable[[float], Callable[[Any], Any]]:
    def open_tracker(rate: float) -> Callable[[Any], Any]:
        tracker = getattr(importlib.import_module("trackers"), name)(frame_rate=rate, **options)
        update: Callable[[Any], Any] = tracker.update
        return update

    return open_tracker


def _detections(rows: Rows) -> Any:
    detections: Any = importlib.import_module("supervision").Detections
    return detections(xyxy=rows[:, :4], confidence=rows[:, 4], class_id=np.zeros(len(rows), int))


_ALL = [
    Reference("ByteTrack (ultralytics)", "lap", _ultralytics("bytetrack", "byte_tracker", "BYTETracker"), _Boxes),
    Reference("BoT-SORT (ultralytics)", "lap", _ultralytics("botsort", "bot_sort", "BOTSORT"), _Boxes),
    Reference("OC-SORT (ultralytics)", "lap", _ultralytics("ocsort", "oc_sort", "OCSORT"), _Boxes),
    Reference("ByteTrack (roboflow)", "trackers", _roboflow("ByteTrackTracker"), _detections),
    Reference("BoT-SORT (roboflow)", "trackers", _roboflow("BoTSORTTracker", enable_cmc=False), _detections),
    Reference("OC-SORT (roboflow)", "trackers", _roboflow("OCSORTTracker"), _detections),
    Reference("C-BIoU (roboflow)", "trackers", _roboflow("CBIoUTracker"), _detections),
]


def installed() -> list[Reference]:
    """The references that can be run here."""
    wanted = [one for one in _ALL if importlib.util.find_spec(one.package)]
    return [one for one in wanted if one.package != "lap" or importlib.util.find_spec("ultralytics")]


def inputs(reference: Reference, sequence: Sequence, step: int = 1) -> list[Any]:
    """The boxes of the frames in turn, in the reference's form."""
    lists = [[[b.x1, b.y1, b.x2, b.y2, b.score] for b in sequence.boxes.get(n, [])] for n in frames(sequence, step)]
    return [reference.given(np.array(rows, np.float64).reshape(-1, 5)) for rows in lists]


def followed(reference: Reference, sequence: Sequence, step: int = 1) -> Result:
    """The reference's result on the same detections."""
    update = reference.open(sequence.rate / step)
    result: dict[int, list[TrackedBox]] = defaultdict(list)
    for number, given in zip(frames(sequence, step), inputs(reference, sequence, step), strict=True):
        for x1, y1, x2, y2, identity, score in _found(update(given)):
            result[number].append(TrackedBox(int(identity), (x1, y1, x2 - x1, y2 - y1), score))
    return result


def _found(found: Any) -> list[list[float]]:
    if isinstance(found, np.ndarray):
        return [[float(v) for v in row[:6]] for row in found.reshape(len(found), -1)] if len(found) else []
    if not len(found):
        return []
    rows = np.column_stack([found.xyxy, found.tracker_id, found.confidence])
    return [[float(v) for v in row] for row in rows if row[4] >= 0]


def by_trackeval(folder: Path, sequences: list[Sequence], results: dict[str, Result], *, distractors: bool) -> Any:
    """TrackEval's figures of these results, by sequence and `COMBINED_SEQ`."""
    trackeval: Any = importlib.import_module("trackeval")
    with tempfile.TemporaryDirectory() as name:
        there = Path(name)
        (there / "ours" / "data").mkdir(parents=True)
        for sequence in sequences:
            shutil.copytree(folder / sequence.name, there / "truth" / sequence.name)
            (there / "ours" / "data" / f"{sequence.name}.txt").write_text(write(results[sequence.name]))
        (there / "names").write_text("\n".join(["name", *(s.name for s in sequences)]) + "\n")
        data = trackeval.datasets.MotChallenge2DBox.get_default_dataset_config() | {
            "GT_FOLDER": str(there / "truth"), "TRACKERS_FOLDER": str(there), "TRACKERS_TO_EVAL": ["ours"],
            "SEQMAP_FILE": str(there / "names"), "SKIP_SPLIT_FOL": True, "PRINT_CONFIG": False,
            "BENCHMARK": "MOT17" if distractors else "MOT15", "DO_PREPROC": distractors,
        }  # fmt: skip
        how = trackeval.Evaluator.get_default_eval_config() | {
            "PRINT_CONFIG": False, "PRINT_RESULTS": False, "OUTPUT_SUMMARY": False, "OUTPUT_DETAILED": False,
            "PLOT_CURVES": False, "TIME_PROGRESS": False,
        }  # fmt: skip
        metrics = trackeval.metrics
        quiet = {"PRINT_CONFIG": False}
        with contextlib.redirect_stdout(io.StringIO()):
            out, _ = trackeval.Evaluator(how).evaluate(
                [trackeval.datasets.MotChallenge2DBox(data)],
                [metrics.HOTA(), metrics.CLEAR(quiet), metrics.Identity(quiet)],
            )
    return {name: _scores(found["pedestrian"]) for name, found in out["MotChallenge2DBox"]["ours"].items()}


def _scores(found: Any) -> Scores:
    hota, det_a, ass_a = (100 * float(np.mean(found["HOTA"][key])) for key in ("HOTA", "DetA", "AssA"))
    clear = found["CLEAR"]
    return Scores(hota, det_a, ass_a, 100 * clear["MOTA"], 100 * found["Identity"]["IDF1"], int(clear["IDSW"]))


def main() -> None:
    folder, sequences = load_all()
    for mot17 in (True, False):
        group = [s for s in sequences if s.name.startswith("MOT17") == mot17]
        results = {s.name: tracked(s) for s in group}
        theirs = by_trackeval(folder, group, results, distractors=mot17)
        counts = {s.name: compare(s, results[s.name])[0] for s in group}
        ours = {name: scores(c) for name, c in counts.items()} | {"COMBINED_SEQ": scores(together(counts.values()))}
        for name, found in ours.items():
            off = max(abs(a - b) for a, b in zip(found, theirs[name], strict=True))
            print(f"{name:16} HOTA {found.hota:.4f}, TrackEval {theirs[name].hota:.4f}; largest difference {off:.1e}")


if __name__ == "__main__":
    main()
