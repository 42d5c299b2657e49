"""How an ingest is doing: what heartbeats, the progress bar and the summary say."""

from dataclasses import dataclass
from typing import Literal


@dataclass
class Counters:
    """Each field has one writer; readers take them as they are."""

    state: Literal["connecting", "running", "waiting", "ended"] = "connecting"
    read: int = 0
    """Frames taken from the source, after sampling."""
    published: int = 0
    """Frames that Kafka has acknowledged."""
    dropped: int = 0
    """Frames of a camera that came faster than the store took them."""
    rejected: int = 0
    """Frames of a camera that the store or Kafka did not take."""
    bytes: int = 0
    """Bytes put into the frame store."""
    reconnects: int = 0
    last_captured_at: int | None = None
    position: float | None = None
    """Seconds into the clip."""

    @property
    def refused(self) -> int:
        """Frames read and not published."""
        return self.dropped + self.rejected
