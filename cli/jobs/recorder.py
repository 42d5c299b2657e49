"""What a job keeps of the run of `orin try`: tables, counts, a video, and how far it is."""

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from orin.cli.jobs.tables import (
    DETECTION_COLUMNS,
    TRACK_COLUMNS,
    Table,
    detection_rows,
    event_rows,
    event_table,
    track_rows,
)
from orin.cli.tryout.drawings import Drawings
from orin.processors.detection.backend import Image
from orin.processors.specs.parse import ParsedSpec
from orin.schemas.errors import OrinError
from orin.schemas.records import Detections
from orin.topologies.offline.chain import Analysis

_SAYS_EVERY = 0.5


class Recorder:
    """Takes every frame; `close` completes the files in `folder`."""

    def __init__(
        self, folder: Path, specs: Sequence[ParsedSpec], *, camera: str, source: str, seconds: float, progress: Path
    ) -> None:
        self._folder = folder
        self._drawings = Drawings(specs, source=source, camera=camera, video=folder / "annotated.mp4", plot=None)
        self._detections = Table(folder, "detections", DETECTION_COLUMNS)
        self._tracks = Table(folder, "tracks", TRACK_COLUMNS)
        self._events = event_table(folder)
        self._seconds, self._progress = seconds, progress
        self._said_at = 0.0
        self._frames: Counter[str] = Counter()
        self._by_guard: dict[str, set[str]] = {}
        self._by_label: dict[str, set[str]] = {}
        self._last = 0.0

    def add(self, record: Detections, analysis: Analysis, image: Image | None) -> None:
        """The next frame, and what came of it."""
        self._frames[record.status] += 1
        self._last = record.source_position or self._last
        self._detections.add(record, detection_rows(record))
        for tracks in analysis.tracks:
            self._tracks.add(tracks, track_rows(tracks, record.source_position))
            for track in tracks.tracks:
                if track.state != "tentative":
                    self._by_label.setdefault(track.label, set()).add(track.track_id)
        for event in analysis.events:
            self._events.add(event, event_rows(event))
            self._by_guard.setdefault(event.guard, set()).add(event.event_id)
        self._drawings.add(record, analysis, image)
        self._say()

    def close(self) -> list[str]:
        """Completes the files; returns what there is to say of them: nothing."""
        if not self._frames:
            raise OrinError("there is no frame in it")
        self._drawings.close()
        for table in (self._detections, self._tracks, self._events):
            table.close()
        counts = {
            "frames": sum(self._frames.values()),
            "frames_by_status": dict(sorted(self._frames.items())),
            "seconds": round(self._last, 3),
            "events": sum(map(len, self._by_guard.values())),
            "events_by_guard": {guard: len(ids) for guard, ids in sorted(self._by_guard.items())},
            "tracks_by_label": {label: len(ids) for label, ids in sorted(self._by_label.items())},
        }
        (self._folder / "counts.json").write_bytes(msgspec.json.format(msgspec.json.encode(counts)) + b"\n")
        return []

    def _say(self) -> None:
        now = time.monotonic()
        if self._seconds and now - self._said_at >= _SAYS_EVERY:
            self._said_at = now
            self._progress.write_text(f"{min(0.99, self._last / self._seconds):.4f}")
