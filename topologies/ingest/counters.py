"""Progress of an ingest, as heartbeats, the progress bar, the summary and the metrics report it."""

from typing import Literal, get_args

from orin.runtime.observability.metrics import (
    FRAMES_PUBLISHED,
    FRAMES_READ,
    FRAMES_REFUSED,
    LAST_CAPTURED_AT,
    RECONNECTS,
    SPOOL_BYTES,
    SPOOL_FRAMES,
)

Reason = Literal["slow", "spool", "torn", "kafka", "passed"]
"""Why a frame was refused: it came faster than frames can be encoded; the spool had no room; its file in the spool was
torn; Kafka refused it permanently; the topic already has later frames of the camera, from another ingest."""


class Counters:
    """Counts of one ingest. Each number is written by one thread; others only read it."""

    def __init__(self, camera: str) -> None:
        self.state: Literal["connecting", "running", "waiting", "ended"] = "connecting"
        self.read = 0
        """Frames taken from the source, after sampling."""
        self.published = 0
        """Frames that Kafka has acknowledged."""
        self.bytes = 0
        """Bytes put into the frame store."""
        self.reconnects = 0
        self.last_captured_at: int | None = None
        self.problem: str | None = None
        """Why a camera gives no frames; None while it does."""
        self.position: float | None = None
        """Seconds into the clip."""
        self.recovered = 0
        """Frames of earlier sessions, found in the spool, that Kafka has acknowledged."""
        self.spooled = 0
        """Frames in the spool."""
        self._refused: dict[Reason, int] = dict.fromkeys(get_args(Reason), 0)
        self._read_metric = FRAMES_READ.labels(camera)
        self._published_metric = FRAMES_PUBLISHED.labels(camera)
        self._refused_metric = {reason: FRAMES_REFUSED.labels(camera, reason) for reason in self._refused}
        self._reconnects_metric = RECONNECTS.labels(camera)
        self._spool_metrics = SPOOL_FRAMES.labels(camera), SPOOL_BYTES.labels(camera)
        self._last_metric = LAST_CAPTURED_AT.labels("ingest", camera)

    @property
    def refused(self) -> int:
        """Frames read and not published."""
        return sum(self._refused.values())

    def count_read(self) -> None:
        self.read += 1
        self._read_metric.inc()

    def count_sent(self, captured_at: int, size: int) -> None:
        self.last_captured_at = captured_at
        self.bytes += size
        self._last_metric.set(captured_at / 1_000_000)

    def count_published(self) -> None:
        self.published += 1
        self._published_metric.inc()

    def count_recovered(self) -> None:
        self.recovered += 1
        self._published_metric.inc()

    def note_spool(self, frames: int, size: int) -> None:
        """Record that the spool now holds `frames` frames of `size` bytes in all."""
        self.spooled = frames
        for metric, value in zip(self._spool_metrics, (frames, size), strict=True):
            metric.set(value)

    def count_refused(self, reason: Reason) -> None:
        self._refused[reason] += 1
        self._refused_metric[reason].inc()

    def count_reconnect(self) -> None:
        self.reconnects += 1
        self._reconnects_metric.inc()
