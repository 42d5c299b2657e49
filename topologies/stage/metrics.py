"""Counts what the machine reports in the metrics."""

from collections import Counter
from collections.abc import Sequence

from orin.runtime.observability import metrics
from orin.schemas.records import Event, Record, Tracks
from orin.topologies.stage.checkpoint import signals as s


class StageMetrics:
    """The metrics of one stage."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._frames_in = metrics.FRAMES_IN.labels(stage)
        self._batch_records = metrics.BATCH_RECORDS.labels(stage)
        self._seconds = {
            step: metrics.BATCH_SECONDS.labels(stage, step) for step in ("decode", "step", "encode", "send", "commit")
        }
        self._late = metrics.RECORDS_OUT_OF_ORDER.labels(stage)
        self._committed = metrics.TRANSACTIONS.labels(stage, "committed")
        self._last: dict[str, int] = {}

    def batch(self, partition: int, done: s.BatchDone) -> None:
        self._frames_in.inc(done.records)
        self._batch_records.observe(done.records)
        self._seconds["decode"].observe(done.decode_seconds)
        self._seconds["step"].observe(done.step_seconds)
        self._seconds["encode"].observe(done.encode_seconds)
        self._seconds["send"].observe(done.send_seconds)
        self._seconds["commit"].observe(done.commit_seconds)
        self._committed.inc()
        self._late.inc(done.late)
        metrics.STATE_BYTES.labels(self._stage, str(partition)).set(done.state_bytes)
        self._outputs(done.outputs)

    def _outputs(self, outputs: Sequence[Record]) -> None:
        types = Counter(type(record).__name__ for record in outputs)
        for name, count in types.items():
            metrics.RECORDS_OUT.labels(self._stage, name).inc(count)
        cameras = set()
        for record in outputs:
            if isinstance(record, Tracks):
                cameras.add(record.camera)
                self._follow(record)
            elif isinstance(record, Event):
                metrics.EVENTS.labels(record.kind, record.phase).inc()
        for camera in cameras:
            metrics.LAST_CAPTURED_AT.labels(self._stage, camera).set(self._last[camera] / 1e6)

    def _follow(self, record: Tracks) -> None:
        """Frames between the camera's last record and this one's `previous_at` were published and never came."""
        last = self._last.get(record.camera)
        if last is not None and record.previous_at is not None and record.previous_at > last:
            metrics.INPUT_GAPS.labels(self._stage).inc()
        self._last[record.camera] = record.captured_at

    def report(self, report: s.StageReport) -> None:
        match report.what:
            case "dead_letter":
                metrics.DEAD_LETTERS.labels(self._stage, str(report.details["reason"])).inc()
            case "state_rebuilt":
                metrics.REBUILT_STATES.labels(self._stage, str(report.details["reason"])).inc()
            case "hole":
                metrics.DELIVERY_HOLES.labels(self._stage).inc()
            case "gap":
                lost = int(str(report.details["to"])) - int(str(report.details["from"]))
                metrics.RECORDS_LOST.labels(self._stage).inc(lost)
            case "fenced":
                metrics.TRANSACTIONS.labels(self._stage, "fenced").inc()
            case "failed":
                metrics.TRANSACTIONS.labels(self._stage, "aborted").inc()
                metrics.RESTARTS.labels(self._stage).inc()

    def rebalanced(self, seconds: float) -> None:
        metrics.REBALANCE_SECONDS.labels(self._stage).observe(seconds)

    def ready(self, seconds: float) -> None:
        metrics.STATE_LOAD_SECONDS.labels(self._stage).observe(seconds)
