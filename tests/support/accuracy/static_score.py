"""How well static objects are found: the boxes of a backend on composites, through the tracker, against the truth."""

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from orin.processors.detection.backend import Backend, DecodedFrame, FrameResult, Image
from orin.processors.detection.combined import CombinedBackend
from orin.processors.detection.motion.backend import MotionBackend
from orin.processors.geometry import corners, iou
from orin.processors.labels import OBJECT
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.runtime.inference.backends import open_backend
from orin.schemas.records import Box, Detections, Tracks
from tests.support.accuracy.composites import FPS, TAKEN_AT, Bag

START = 1_790_000_000_000_000
CAMERA = "hq/yard"
OLD_SECONDS = 10.0
"""A static object that nobody put there, older than this, is a false one."""
BIRTH_SECONDS = 5.0
"""By when an object must be born: after so many seconds uncovered."""


class KnownBoxes:
    """A backend that says what a model said of the clip before, by the frame's number."""

    name = "yolo"
    model = None

    def __init__(self, boxes: Sequence[tuple[Box, ...]]) -> None:
        self._boxes = boxes

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        return [FrameResult("seen", self._boxes[number(f.captured_at)], f.captured_at) for f in frames]

    def forget(self, cameras: Collection[str]) -> None: ...

    def close(self) -> None: ...


def number(captured_at: int) -> int:
    """Of the frame in the clip."""
    return round((captured_at - START) * FPS / 1e6)


def known_boxes(frames: Sequence[Image], weights: Path, step: int) -> list[tuple[Box, ...]]:
    """What the model sees on every `step`-th frame (nothing on others), kept in the temporary folder for next time."""
    told = hashlib.sha256(weights.read_bytes() + b"".join(f[::16, ::16].tobytes() for f in frames[::40])).hexdigest()
    for known in (s for s in range(1, step + 1) if step % s == 0):
        cache = Path(tempfile.gettempdir()) / f"orin-boxes-{told[:16]}-{known}.json"
        if cache.exists():
            return msgspec.json.decode(cache.read_bytes(), type=list[tuple[Box, ...]])
    cache_folder = Path(tempfile.gettempdir()) / "orin-ultralytics"
    yolo = open_backend("yolo", weights, "cpu", cache_folder)
    found: list[tuple[Box, ...]] = [()] * len(frames)
    numbers = range(0, len(frames), step)
    for first in range(0, len(numbers), 8):
        batch = numbers[first : first + 8]
        for i, result in zip(batch, yolo.detect([DecodedFrame(CAMERA, i, frames[i]) for i in batch]), strict=True):
            found[i] = result.boxes
    yolo.close()
    cache.write_bytes(msgspec.json.encode(found))
    return found


def backend(name: str, boxes: Sequence[tuple[Box, ...]]) -> Backend:
    return MotionBackend() if name == "motion" else CombinedBackend(KnownBoxes(boxes))


def look(backend: Backend, frames: Sequence[Image], step: int, fps: int = FPS) -> list[Detections]:
    """What the backend says of every `step`-th frame of a clip of so many a second, as records."""
    records, previous = [], None
    for i in range(0, len(frames), step):
        at = START + i * 1_000_000 // fps
        (result,) = backend.detect([DecodedFrame(CAMERA, at, frames[i])])
        height, width = frames[i].shape[:2]
        records.append(
            Detections(
                camera=CAMERA, session="s", session_started_at=START, captured_at=at, previous_at=previous,
                published_at=at, uri=None, width=width, height=height, source_position=i / fps,
                status=result.status, inferred_at=result.inferred_at, backend=backend.name, boxes=result.boxes,
            )
        )  # fmt: skip
        previous = at
    return records


def tracks(records: Sequence[Detections]) -> list[Tracks]:
    logic = TrackLogic()
    state, armed, found = logic.new(CAMERA), Armed(), []
    for i, record in enumerate(records):
        state, out = logic.step(state, record, armed, Origin("", 0, i))
        found += [item for item in out if isinstance(item, Tracks)]
    return found


@dataclass(frozen=True)
class Finding:
    """One bag as it was found; None where it was not, or not in time to say."""

    bag: Bag
    in_time: bool
    since_error: float | None
    """Seconds, signed."""
    overlap: float | None
    """IoU, median over the frames with a box."""
    seen: float
    """Share of the frames from its birth on, not hidden, that have a box."""
    track_ids: tuple[str, ...]
    removal: float | None
    """Seconds from its removal to its last box."""


@dataclass
class Score:
    findings: list[Finding] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    """Static objects older than OLD_SECONDS that are none: what, where, until when."""

    def row(self) -> dict[str, float]:
        """The figures of the table."""
        found = [f for f in self.findings if f.in_time]
        errors = sorted(abs(f.since_error) for f in found if f.since_error is not None)
        overlaps = sorted(f.overlap for f in found if f.overlap is not None)
        many = max(len(found), 1)
        return {
            "bags": len(self.findings),
            "recall": len(found) / max(len(self.findings), 1),
            "since_1s": sum(e <= 1.0 for e in errors) / many,
            "iou_half": sum(o >= 0.5 for o in overlaps) / many,
            "iou": overlaps[len(overlaps) // 2] if overlaps else 0.0,
            "seen": min((f.seen for f in found), default=0.0),
            "one_track": sum(len(f.track_ids) == 1 for f in found) / many,
            "removal_3s": sum(f.removal is not None and f.removal <= 3.0 for f in found) / many,
            "false": len(self.false),
        }


def score(
    bags: Sequence[Bag],
    records: Sequence[Detections],
    covers: Sequence[tuple[Box, ...]],
    tracked: Sequence[Tracks] | None = None,
) -> Score:
    """Holds the static boxes of `records` and their tracks (made here unless given) against the bags."""
    tracked = tracks(records) if tracked is None else tracked
    result = Score([_find(bag, records, tracked, covers) for bag in bags])
    result.false = _false(bags, records)
    return result


def _find(
    bag: Bag, records: Sequence[Detections], tracked: Sequence[Tracks], covers: Sequence[tuple[Box, ...]]
) -> Finding:
    truth = Box(label="", score=1.0, x1=bag.rect[0], y1=bag.rect[1], x2=bag.rect[2], y2=bag.rect[3])
    hits: list[tuple[int, Box, float]] = []
    due, bare, before = None, 0.0, 0
    for record in records:
        i = number(record.captured_at)
        if due is None and bag.visible[i] >= 0.8 and not any(_hides(b, truth) for b in covers[i]):
            bare += (i - before) / FPS
            due = i if bare >= BIRTH_SECONDS else None
        before = i
        best = max(
            (b for b in record.boxes if b.since is not None),
            key=lambda b: iou(corners(b), corners(truth)),
            default=None,
        )
        if best is not None and iou(corners(best), corners(truth)) >= 0.3 and i >= bag.from_:
            hits.append((i, best, iou(corners(best), corners(truth))))
    if not hits or due is None:
        return Finding(bag, False, None, None, 0.0, (), None)
    first = hits[0][0]
    shown = [i for i in (number(r.captured_at) for r in records) if first <= i < TAKEN_AT and bag.visible[i] >= 0.9]
    boxed = {i for i, _, _ in hits}
    counts: dict[str, int] = defaultdict(int)
    for frame in tracked:
        for track in frame.tracks:
            box = Box(label="", score=1, x1=track.x1, y1=track.y1, x2=track.x2, y2=track.y2)
            if track.detected and track.label != "person" and iou(corners(box), corners(truth)) >= 0.3:
                counts[track.track_id] += number(frame.captured_at) in boxed
    return Finding(
        bag=bag,
        in_time=first <= due,
        since_error=((hits[-1][1].since or 0) - START) / 1e6 - bag.since,
        overlap=sorted(o for _, _, o in hits)[len(hits) // 2],
        seen=sum(i in boxed for i in shown) / max(len(shown), 1),
        track_ids=tuple(sorted(t for t, n in counts.items() if n)),
        removal=max((hits[-1][0] - TAKEN_AT) / FPS, 0.0),
    )


def _hides(box: Box, truth: Box) -> bool:
    """Whether a person's box covers some of the bag, so that nothing need be born there."""
    width = min(box.x2, truth.x2) - max(box.x1, truth.x1)
    height = min(box.y2, truth.y2) - max(box.y1, truth.y1)
    return box.label != OBJECT and box.score >= 0.25 and width > 0 and height > 0


def _false(bags: Sequence[Bag], records: Sequence[Detections]) -> list[str]:
    """Objects older than OLD_SECONDS that lie on no bag, each place once."""
    truths = [
        Box(label="", score=1, x1=b.rect[0] - 4, y1=b.rect[1] - 4, x2=b.rect[2] + 4, y2=b.rect[3] + 4) for b in bags
    ]
    found: list[tuple[Box, float, float]] = []
    for record in records:
        for box in record.boxes:
            if box.since is None or record.captured_at - box.since < OLD_SECONDS * 1e6:
                continue
            if any(iou(corners(box), corners(truth)) > 0.05 for truth in truths):
                continue
            position = record.source_position or 0.0
            same = next((i for i, (b, _, _) in enumerate(found) if iou(corners(b), corners(box)) > 0.2), None)
            if same is None:
                found.append((box, position, position))
            else:
                found[same] = (box, found[same][1], position)
    return [f"({b.x1:.0f},{b.y1:.0f})-({b.x2:.0f},{b.y2:.0f}) {a:.1f}-{z:.1f} s" for b, a, z in found]
