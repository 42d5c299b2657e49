"""The third step of detect: inference. Runs in one thread, one batch after the other."""

from collections.abc import Callable, Collection, Sequence

import structlog

from orin.processors.detection.backend import Backend, BackendBroken, DecodedFrame
from orin.processors.detection.describe import describe
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Detections
from orin.schemas.wire.serde import Serde
from orin.topologies.detect.saved_views import SavedViews
from orin.topologies.detect.triage import dead_letter, detections_output
from orin.topologies.detect.work_item import WorkItem

log = structlog.get_logger(__name__)

MAX_FAILURES = 20
"""After this many failed frames in a row, the fault is the backend's, not the frames'."""
LABELS_EVERY_US = 60_000_000
"""Between records of one camera that carry the model's labels: many, and always the same."""


class Inspector:
    """Gives every item that owes one its Detections record, inferred or not.

    A batch on which the backend fails is inferred frame by frame; a frame that fails by itself becomes `undecodable`
    and a DeadLetter. After MAX_FAILURES frames in a row OrinError is raised, and BackendBroken at once.
    """

    def __init__(
        self, backend: Backend, serde: Serde, clock: Callable[[], int], saved_views: SavedViews | None = None
    ) -> None:
        self._backend = backend
        self._saved_views = saved_views
        self._serde = serde
        self._clock = clock
        self._failures = 0
        self._labelled_at: dict[str, int] = {}

    def look(self, items: Sequence[WorkItem]) -> None:
        """Completes the items' `outputs`; pictures are let go."""
        owing = [item for item in items if item.image is not None]
        frames = [(item.sequence, item.frame.captured_at) for item in owing if item.frame is not None]
        if self._saved_views is not None:
            for sequence, captured_at in frames:
                self._saved_views.before(sequence, captured_at)
        with metrics.DETECT_SECONDS.labels("infer").time():
            self._infer(owing)
        if self._saved_views is not None:
            for sequence, captured_at in frames:
                self._saved_views.after(sequence, captured_at)
        for item in items:
            item.image = None
            if item.frame is not None:
                self._answer(item)

    def forget(self, sequences: Collection[str]) -> None:
        """Lets the backend drop what it keeps of these cameras: they are another worker's now."""
        if self._saved_views is not None:
            self._saved_views.leave(sequences)
        self._backend.forget(sequences)
        for sequence in sequences:
            self._labelled_at.pop(sequence, None)

    def leave(self) -> None:
        """The worker stops: what the backend knows is saved."""
        if self._saved_views is not None:
            self._saved_views.leave()

    def close(self) -> None:
        self._backend.close()

    def _infer(self, items: Sequence[WorkItem]) -> None:
        if not items:
            return
        metrics.DETECT_BATCH.observe(len(items))
        try:
            results = self._backend.detect([_frame(item) for item in items])
        except BackendBroken:
            raise
        except Exception as error:
            self._isolate(items, error)
            return
        self._failures = 0
        for item, result in zip(items, results, strict=True):
            item.result = result

    def _isolate(self, items: Sequence[WorkItem], error: Exception) -> None:
        if len(items) > 1:
            for item in items:
                self._infer([item])
            return
        self._failures += 1
        if self._failures >= MAX_FAILURES:
            raise OrinError(
                f"the backend {self._backend.name} failed on {MAX_FAILURES} frames in a row, the last time: {error}"
            ) from error
        self._refuse(items[0], error)

    def _refuse(self, item: WorkItem, error: Exception) -> None:
        text = f"the backend {self._backend.name} failed on this frame: {type(error).__name__}: {error}"
        log.warning("inference failed", sequence=item.sequence, offset=item.message.offset, fault=str(error))
        metrics.DEAD_LETTERS.labels("detect", "inference_failed").inc()
        item.outputs.append(dead_letter(self._serde, item.message, "inference_failed", text, self._clock()))
        item.status, item.result = "undecodable", None

    def _answer(self, item: WorkItem) -> None:
        record = self._describe(item)
        try:
            output = detections_output(self._serde, item.message, record)
        except WireError as error:  # a box that is no number, say
            self._refuse(item, error)
            record = self._describe(item)
            output = detections_output(self._serde, item.message, record)
        item.outputs.append(output)
        assert item.frame is not None
        metrics.FRAMES_OUT.labels("detect", record.status).inc()
        metrics.LAST_CAPTURED_AT.labels("detect", item.frame.camera).set(item.frame.captured_at / 1e6)

    def _describe(self, item: WorkItem) -> Detections:
        assert item.frame is not None
        at = item.frame.captured_at
        labelled = not 0 <= at - self._labelled_at.get(item.sequence, at - LABELS_EVERY_US) < LABELS_EVERY_US
        if labelled:
            self._labelled_at[item.sequence] = at
        return describe(item.frame, self._backend, item.result, item.status, item.size, labelled=labelled)


def _frame(item: WorkItem) -> DecodedFrame:
    assert item.frame is not None
    assert item.image is not None
    return DecodedFrame(item.sequence, item.frame.captured_at, item.image)
