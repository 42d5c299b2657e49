"""A session of a camera: its name, and the records and messages that carry it."""

import secrets
import time
from typing import Any

import structlog

from orin.runtime.clock import wall_clock
from orin.schemas.records import FrameRef, Heartbeat, Record
from orin.schemas.wire.headers import event_time, headers
from orin.schemas.wire.serde import Serde
from orin.topologies.ingest.capture.frames import CapturedFrame
from orin.topologies.ingest.counters import Counters

_SAY_EVERY = 30.0

log = structlog.get_logger(__name__)


class Session:
    """One run of an ingest over one camera."""

    def __init__(self, serde: Serde, counters: Counters, *, camera: str, source: str, lossless: bool) -> None:
        self.name = secrets.token_hex(8)
        self.started_at = wall_clock()
        self.camera, self.source = camera, source
        self.serde = serde
        self._counters = counters
        self._lossless = lossless
        self._size: tuple[int, int] | None = None
        self._said_at = 0.0

    def frame(self, captured: CapturedFrame, previous_at: int | None = None, uri: str = "") -> FrameRef:
        """The reference to a captured frame, which is to be published now."""
        picture = captured.image
        self._note_size(captured)
        return FrameRef(
            camera=self.camera,
            session=self.name,
            session_started_at=self.started_at,
            captured_at=captured.captured_at,
            previous_at=previous_at,
            published_at=wall_clock(),
            lossless=self._lossless,
            uri=uri,
            width=picture.width,
            height=picture.height,
            encoding=picture.encoding,
            source=self.source,
            source_position=captured.position,
        )

    def heartbeat(self) -> Heartbeat:
        counters = self._counters
        return Heartbeat(
            camera=self.camera,
            session=self.name,
            at=wall_clock(),
            state=counters.state,
            last_captured_at=counters.last_captured_at,
            frames_read=counters.read,
            frames_published=counters.published,
            frames_refused=counters.refused,
            spooled=counters.spooled,
            source=self.source,
        )

    def message(self, record: Record) -> dict[str, Any]:
        """What `Producer.produce` takes besides the topic."""
        return {
            "value": self.serde.encode(record),
            "key": self.camera.encode(),
            "timestamp": (event_time(record) or 0) // 1000,
            "headers": headers(record),
        }

    def say(self, event: str, **fields: object) -> None:
        """Log at most one line every 30 s: an outage is one event, not one for each frame."""
        now = time.monotonic()
        if self._said_at == 0.0 or now - self._said_at >= _SAY_EVERY:
            self._said_at = now
            log.warning(event, camera=self.camera, **fields)

    def _note_size(self, captured: CapturedFrame) -> None:
        size = (captured.image.width, captured.image.height)
        if self._size is not None and size != self._size:
            log.warning(
                "resolution.changed", camera=self.camera, before=self._size, after=size, at=captured.captured_at
            )
        self._size = size


def suffix_of(encoding: str) -> str:
    """File name suffix of an image in the frame store."""
    return ".jpg" if encoding == "jpeg" else f".{encoding}"
