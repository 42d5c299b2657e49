"""`yolo+motion`: a model's boxes, and static objects that the model does not recognise, as `object`.

One box per object: where a model's box of a package and a static object overlap by IoU >= 0.3 they become one, with
the model's label, the static object's `since` and the greater of the scores.
"""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from orin.processors.detection.backend import Backend, DecodedFrame, FrameResult, ordered
from orin.processors.detection.motion.backend import MotionBackend
from orin.processors.detection.still_pets import Pet, holding, pets_at
from orin.processors.geometry import corners, iou
from orin.processors.labels import OBJECT, group
from orin.schemas.records import Box, Place

SAME_IOU = 0.3
COVER_SCORE = 0.25
"""Weaker boxes of the model do not hide static objects."""
STATIC_EVERY_US = 180_000
"""How often static objects are looked for; in between they stay where they were. Halves the cost at 10 frames/s."""
_COVERING = frozenset({"people", "vehicles"})
"""Labels of things that static pixels inside their boxes are part of."""


class CombinedBackend:
    """A model's boxes, and the static objects among the motion backend's."""

    name = "yolo+motion"

    def __init__(self, yolo: Backend) -> None:
        self._yolo = yolo
        self._motion = MotionBackend()
        self._static: dict[str, tuple[int, tuple[int, ...], list[Box]]] = {}
        self._pets: dict[str, list[Pet]] = {}
        self._told: dict[str, FrameResult] = {}
        self.model = yolo.model

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        return [self._join(frame, result) for frame, result in zip(frames, self._yolo.detect(frames), strict=True)]

    def save(self, camera: str) -> bytes | None:
        return self._motion.save(camera)

    def restore(self, camera: str, saved: bytes) -> None:
        self._motion.restore(camera, saved)

    def forget(self, cameras: Collection[str]) -> None:
        self._motion.forget(cameras)
        for camera in cameras:
            self._static.pop(camera, None)
            self._pets.pop(camera, None)
            self._told.pop(camera, None)

    def close(self) -> None:
        self._yolo.close()
        self._motion.close()

    def _join(self, frame: DecodedFrame, result: FrameResult) -> FrameResult:
        known = result.boxes
        boxes = list(known)
        packages = [i for i, box in enumerate(known) if group(box.label) == "packages"]
        standing, gone = self._standing(frame, known)
        for thing in standing:
            best = max(packages, key=lambda i: iou(corners(known[i]), corners(thing)), default=None)
            if best is not None and iou(corners(known[best]), corners(thing)) >= SAME_IOU:
                boxes[best] = replace(known[best], since=thing.since, score=max(known[best].score, thing.score))
            else:
                boxes.append(thing)
        before = self._told.get(frame.camera)
        told = replace(result, boxes=ordered(boxes), view=self._motion.view(frame.camera), gone=gone)
        if result.status == "still" and before is not None:
            # What stands still was looked for all the same, and may be another.
            same = told.boxes == before.boxes
            told = replace(
                told,
                status="still" if same else "seen",
                inferred_at=before.inferred_at if same else frame.captured_at,
            )
        self._told[frame.camera] = told
        return told

    def _standing(self, frame: DecodedFrame, known: tuple[Box, ...]) -> tuple[list[Box], tuple[Place, ...]]:
        """What stands still, and where something no longer does."""
        shape = frame.image.shape
        looked_at, of_shape, standing = self._static.get(frame.camera, (0, (), []))
        if of_shape != shape or frame.captured_at - looked_at >= STATIC_EVERY_US:
            sure = [box for box in known if box.score >= COVER_SCORE]
            covers = [box for box in sure if group(box.label) in _COVERING]
            pets = self._pets[frame.camera] = pets_at(self._pets.get(frame.camera, ()), sure, frame.captured_at)
            found = self._motion.boxes(frame, covers, holding(pets, frame.captured_at))
            standing = [box for box in found if box.label == OBJECT]
            self._static[frame.camera] = (frame.captured_at, shape, standing)
            return standing, self._motion.gone(frame.camera)
        return standing, ()
