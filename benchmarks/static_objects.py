"""Static objects on composites: bags pasted into real footage, at three frame rates and under four kinds of picture.

    python -m benchmarks.static_objects [--backend motion] [--rounds 0 1 2] [--only noise] [--misses]
    python -m benchmarks.static_objects --cost

Goals: recall >= 0.9, `since` within 1 s, IoU >= 0.5, one track a bag, removal seen within 3 s, and on the footage as
it is no object older than 10 s; `unattended` fires on each bag as often as it would fire if the bags' boxes were the
truth (not where somebody stopped beside it), with the true owner, or the track that continues the owner's once that
broke; at most 10 ms per frame at 360 lines on one core. The model's boxes are those of the footage as it is, inferred
once.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from orin.processors.detection.backend import DecodedFrame, Image
from orin.processors.detection.motion.backend import MotionBackend
from orin.processors.labels import group
from orin.schemas.records import Box, Tracks
from tests.support.accuracy.composites import FILTERS, FPS, GROUPS, ROUNDS, Composite, clip, composite
from tests.support.accuracy.static_score import (
    CAMERA,
    START,
    Finding,
    KnownBoxes,
    Score,
    backend,
    known_boxes,
    look,
    score,
    tracks,
)
from tests.support.accuracy.unattended import alarms, bringers, expected, is_one_of
from tests.support.footage import SHARED

COLUMNS = ("bags", "recall", "since_1s", "iou_half", "iou", "seen", "one_track", "removal_3s", "false")
PATH = SHARED / "data" / "vtest.avi"
MODEL = SHARED / "models" / "yolov8n_int8.onnx"
AS_IT_IS = -1
"""In the place of a round: the footage without bags."""


class Row(NamedTuple):
    """Of the table."""

    backend: str
    picture: str
    step: int
    round: int


@dataclass
class Result:
    score: Score = field(default_factory=Score)
    due: int = 0
    """Bags on which an alarm is due, had the boxes of the bags been the truth."""
    fired: int = 0
    """Those of them with as many alarms as are due: one that was attended for a while is due again."""
    wrong: int = 0
    """Alarms on nothing, and those on a bag beyond what is due."""
    drawn: int = 0
    """Alarms on bags that somebody was drawn to have put down."""
    owners: int = 0
    """Those of them that name the owner."""
    remarks: list[str] = field(default_factory=list)

    def add(self, part: "Result") -> None:
        self.score.findings += part.score.findings
        self.score.false += part.score.false
        self.remarks += part.remarks
        self.due, self.fired, self.wrong = self.due + part.due, self.fired + part.fired, self.wrong + part.wrong
        self.drawn, self.owners = self.drawn + part.drawn, self.owners + part.owners


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--backend", choices=("motion", "yolo+motion"), nargs="*", default=["yolo+motion", "motion"])
    parser.add_argument("--rounds", type=int, nargs="*", default=list(range(ROUNDS)), help="of 20 bags; default all")
    parser.add_argument("--only", choices=tuple(FILTERS), nargs="*", default=list(FILTERS), help="kinds of picture")
    parser.add_argument("--steps", type=int, nargs="*", default=[1, 2, 5], help="every so many frames of 10/s")
    parser.add_argument("--misses", action="store_true", help="name what was missed, and what was wrong")
    parser.add_argument("--cost", action="store_true", help="CPU time of a frame, and nothing else")
    options = parser.parse_args()
    boxes = tuple(known_boxes(clip(PATH), MODEL, 1))
    if options.cost:
        cost(boxes)
        return
    results: dict[Row, Result] = defaultdict(Result)
    # A composite is drawn and spoilt once for all who look at it: that costs as much as looking.
    for round_ in [AS_IT_IS, *options.rounds]:
        for number in range(GROUPS if round_ >= 0 else 1):
            shown = composite(PATH, number, round_) if round_ >= 0 else Composite(clip(PATH), [])
            for kind in options.only:
                frames = FILTERS[kind](shown.frames)
                name = f"clip {round_}.{number}"
                for row in (Row(b, kind, step, round_) for b in options.backend for step in options.steps):
                    results[row].add(_judge(name, shown, frames, row, boxes))
                print(name, kind, file=sys.stderr, flush=True)
        _print({row: result for row, result in results.items() if row.round == round_}, options.misses)


def _judge(
    name: str, shown: Composite, frames: Sequence[Image], row: Row, boxes: tuple[tuple[Box, ...], ...]
) -> Result:
    """One clip, in `frames` as it is spoilt."""
    records = look(backend(row.backend, boxes), frames, row.step)
    said, due = alarms(shown.bags, records), expected(shown.bags, records)
    true = people_of(boxes)
    result = Result(score(shown.bags, records, boxes, said.tracks))
    for bag, found, events, wanted in zip(shown.bags, result.score.findings, said.by_bag, due.by_bag, strict=True):
        brought = bringers(bag, true)
        named = [is_one_of(event.owner, said.tracks, brought, true) for event in events] if brought else []
        result.drawn += bool(named)
        result.owners += bool(named) and all(named)
        result.due += bool(wanted)
        result.fired += bool(wanted) and len(events) == len(wanted)
        result.wrong += max(len(events) - len(wanted), 0)
        if remark := _remark(found, len(events), len(wanted), named):
            result.remarks.append(f"{name} {remark}")
    result.wrong += len(said.others)
    result.remarks += [f"{name} alarm on nothing at {event.source_position} s" for event in said.others]
    result.score.false = [f"{name}: {text}" for text in result.score.false]
    return result


@lru_cache(maxsize=1)
def people_of(boxes: tuple[tuple[Box, ...], ...]) -> list[Tracks]:
    """Tracks of the people whom the model sees on the footage as it is, every frame: who owns what."""
    seen = [tuple(box for box in known if box.label == "person") for known in boxes]
    return tracks(look(KnownBoxes(seen), clip(PATH), 1))


def _remark(f: Finding, fired: int, due: int, named: Sequence[bool]) -> str | None:
    """What is wrong with it, if anything is."""
    wrong = not f.in_time or abs(f.since_error or 0) > 1 or (f.overlap or 0) < 0.5 or len(f.track_ids) != 1
    if not wrong and (f.removal or 0) <= 3 and fired == due and all(named):
        return None
    numbers = ", ".join(
        f"{what} {'-' if value is None else format(value, '.2f')}"
        for what, value in (("error", f.since_error), ("IoU", f.overlap), ("removal", f.removal), ("seen", f.seen))
    )
    return (
        f"bag {f.bag.rect} contrast {f.bag.contrast} since {f.bag.since:.1f}: in time {f.in_time}, {numbers}, "
        f"tracks {len(f.track_ids)}, alarms {fired} of {due}, owner {'right' if all(named) else 'wrong'}"
    )


def _print(results: dict[Row, Result], misses: bool) -> None:
    print(
        f"{'backend':12} {'picture':12} {'round':>5} {'fps':>4} "
        + " ".join(f"{c:>10}" for c in COLUMNS)
        + f" {'alarms':>7} {'wrong':>6} {'owners':>7}"
    )
    for row, result in sorted(results.items()):
        figures = result.score.row()
        print(
            f"{row.backend:12} {row.picture:12} {row.round if row.round >= 0 else '-':>5} {FPS / row.step:4.0f} "
            + " ".join(f"{figures[c]:10.2f}" for c in COLUMNS)
            + f" {result.fired:4}/{result.due:2} {result.wrong:6} {result.owners:4}/{result.drawn:2}"
        )
        if misses:
            for text in [*result.remarks, *(f"false: {text}" for text in result.score.false)]:
                print(f"    {text}")
    sys.stdout.flush()


# ---- what it costs


def cost(boxes: Sequence[tuple[Box, ...]]) -> None:
    """CPU time, which a busy machine changes little, and beside OpenCV's MOG2 on the same frames in the same run."""
    cv2.setNumThreads(1)
    frames = composite(PATH, 0, 0).frames
    covers = [[b for b in known if group(b.label) in ("people", "vehicles", "pets")] for known in boxes]
    print(f"{'picture':10} {'people from':12} {'p50 ms':>7} {'p99 ms':>7} {'mean ms':>8} {'MOG2 ms':>8} {'ratio':>6}")
    for width in (480, 640):
        wide = [np.asarray(cv2.resize(f, (width, 360)), np.uint8) for f in frames] if width != 480 else frames
        for source in ("blobs", "model"):
            scaled = [[_widened(b, width / 480) for b in c] for c in covers] if source == "model" else None
            own, mog2 = _milliseconds(wide, scaled)
            p50, p99 = np.percentile(own, [50, 99])
            print(
                f"{f'{width}x360':10} {source:12} {p50:7.2f} {p99:7.2f} {own.mean():8.2f} {np.median(mog2):8.2f} "
                f"{p50 / np.median(mog2):6.2f}",
                flush=True,
            )


def _milliseconds(
    frames: Sequence[Image], covers: Sequence[list[Box]] | None
) -> tuple["np.ndarray[tuple[int], np.dtype[np.float64]]", "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    """A frame's CPU time here and in MOG2, one frame after the other so that both meet the same machine."""
    motion, mog2 = MotionBackend(), cv2.createBackgroundSubtractorMOG2()
    own, reference = [], []
    for i, image in enumerate(frames):
        frame = DecodedFrame(CAMERA, START + i * 1_000_000 // FPS, image)
        begin = time.process_time()
        motion.boxes(frame, None if covers is None else covers[i])
        between = time.process_time()
        mog2.apply(image)
        own.append(1000 * (between - begin))
        reference.append(1000 * (time.process_time() - between))
    return np.asarray(own), np.asarray(reference)


def _widened(box: Box, by: float) -> Box:
    return Box(label=box.label, score=box.score, x1=box.x1 * by, y1=box.y1, x2=box.x2 * by, y2=box.y2)


if __name__ == "__main__":
    main()
