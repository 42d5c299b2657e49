"""The third step of detect: the backend looks. Runs in one thread, one batch after the other."""

from collections.abc import Callable, Collection, Sequence

import structlog

from orin.processors.detection.backend import Backend, BackendBroken, Frame
from orin.processors.detection.describe import describe
from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Detections
from orin.schemas.wire.serde import Serde
from orin.topologies.detect.intake import dead_letter, detections_output
from orin.topologies.detect.jobs import Job
from orin.topologies.detect.saved_views import SavedViews

log = structlog.get_logger(__name__)

MAX_FAILURES = 20
"""So many frames in a row on which the backend failed: it is the backend that is broken, not the frames."""
LABELS_EVERY_US = 60_000_000
"""Between records of one camera that carry the model's labels: many, and always the same."""


class Inspector:
    """Gives every job that owes one its Detections record, inferred or not.

    A batch on which the backend fails is looked at frame by frame; the frame that fails alone becomes `undecodable`
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

    def look(self, jobs: Sequence[Job]) -> None:
        """Completes the jobs' `outputs`; pictures are let go."""
        owing = [job for job in jobs if job.image is not None]
        seen = [(job.lane, job.frame.captured_at) for job in owing if job.frame is not None]
        if self._saved_views is not None:
            for lane, captured_at in seen:
                self._saved_views.before(lane, captured_at)
        with metrics.DETECT_SECONDS.labels("infer").time():
            self._infer(owing)
        if self._saved_views is not None:
            for lane, captured_at in seen:
                self._saved_views.after(lane, captured_at)
        for job in jobs:
            job.image = None
            if job.frame is not None:
                self._answer(job)

    def forget(self, lanes: Collection[str]) -> None:
        """Lets the backend drop what it keeps of these cameras: they are another worker's now."""
        if self._saved_views is not None:
            self._saved_views.leave(lanes)
        self._backend.forget(lanes)
        for lane in lanes:
            self._labelled_at.pop(lane, None)

    def leave(self) -> None:
        """The worker stops: what the backend knows is saved."""
        if self._saved_views is not None:
            self._saved_views.leave()

    def close(self) -> None:
        self._backend.close()

    def _infer(self, jobs: Sequence[Job]) -> None:
        if not jobs:
            return
        metrics.DETECT_BATCH.observe(len(jobs))
        try:
            verdicts = self._backend.detect([_frame(job) for job in jobs])
        except BackendBroken:
            raise
        except Exception as error:
            self._isolate(jobs, error)
            return
        self._failures = 0
        for job, verdict in zip(jobs, verdicts, strict=True):
            job.verdict = verdict

    def _isolate(self, jobs: Sequence[Job], error: Exception) -> None:
        if len(jobs) > 1:
            for job in jobs:
                self._infer([job])
            return
        self._failures += 1
        if self._failures >= MAX_FAILURES:
            raise OrinError(
                f"the backend {self._backend.name} failed on {MAX_FAILURES} frames in a row, lastly with: {error}"
            ) from error
        self._refuse(jobs[0], error)

    def _refuse(self, job: Job, error: Exception) -> None:
        text = f"the backend {self._backend.name} failed on this frame: {type(error).__name__}: {error}"
        log.warning("inference failed", lane=job.lane, offset=job.message.offset, fault=str(error))
        metrics.DEAD_LETTERS.labels("detect", "inference_failed").inc()
        job.outputs.append(dead_letter(self._serde, job.message, "inference_failed", text, self._clock()))
        job.status, job.verdict = "undecodable", None

    def _answer(self, job: Job) -> None:
        record = self._describe(job)
        try:
            output = detections_output(self._serde, job.message, record)
        except WireError as error:  # a box that is no number, say
            self._refuse(job, error)
            record = self._describe(job)
            output = detections_output(self._serde, job.message, record)
        job.outputs.append(output)
        assert job.frame is not None
        metrics.FRAMES_OUT.labels("detect", record.status).inc()
        metrics.LAST_CAPTURED_AT.labels("detect", job.frame.camera).set(job.frame.captured_at / 1e6)

    def _describe(self, job: Job) -> Detections:
        assert job.frame is not None
        at = job.frame.captured_at
        labelled = not 0 <= at - self._labelled_at.get(job.lane, at - LABELS_EVERY_US) < LABELS_EVERY_US
        if labelled:
            self._labelled_at[job.lane] = at
        return describe(job.frame, self._backend, job.verdict, job.status, job.size, labelled=labelled)


def _frame(job: Job) -> Frame:
    assert job.frame is not None
    assert job.image is not None
    return Frame(job.lane, job.frame.captured_at, job.image)
