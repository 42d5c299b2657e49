"""How an ingest is doing: what heartbeats, the progress bar, the summary and the metrics say."""

from typing import Literal

from runtime.metrics import FRAMES_PUBLISHED, FRAMES_READ, FRAMES_REFUSED, LAST_CAPTURED_AT, RECONNECTS

Reason = Literal["slow", "store", "kafka"]
"""Why a camera's frame was refused: it came faster than the store took them, the store or Kafka did not take it."""


class Counters:
    """Of one session. Each number has one writing thread; readers take them as they are."""

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
        self.position: float | None = None
        """Seconds into the clip."""
        self._refused: dict[Reason, int] = {"slow": 0, "store": 0, "kafka": 0}
        self._read_metric = FRAMES_READ.labels(camera)
        self._published_metric = FRAMES_PUBLISHED.labels(camera)
        self._refused_metric = {reason: FRAMES_REFUSED.labels(camera, reason) for reason in self._refused}
        self._reconnects_metric = RECONNECTS.labels(camera)
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

    def count_refused(self, reason: Reason) -> None:
        self._refused[reason] += 1
        self._refused_metric[reason].inc()

    def count_reconnect(self) -> None:
        self.reconnects += 1
        self._reconnects_metric.inc()
