"""What `orin try` draws of its run: a video, a time line, or both."""

from collections.abc import Sequence
from pathlib import Path

from orin.cli.draw.analysed import AnalysedFrame, ColouredGuards
from orin.cli.draw.frame import FramePainter
from orin.cli.draw.history import GuardTimeline
from orin.cli.draw.plot import write_plot
from orin.cli.draw.timers import timers
from orin.cli.draw.video import Video
from orin.processors.detection.backend import Image
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.observability.redact import redact
from orin.schemas.errors import Misuse
from orin.schemas.records import Detections
from orin.topologies.offline.chain import Analysis


class Drawings:
    """Of one camera's frames: `camera`, else that of the first record."""

    def __init__(
        self,
        specs: Sequence[ParsedSpec],
        *,
        source: str,
        camera: str | None,
        video: Path | None,
        plot: Path | None,
    ) -> None:
        self._source = redact(source) if "://" in source else Path(source).name
        self._specs = specs
        self._camera = camera
        self._plot = plot
        self._video = Video(video) if video is not None else None
        self._video_path = video
        self._painter: FramePainter | None = None
        self._rules: ColouredGuards | None = None
        self._history: GuardTimeline | None = None
        self._others: set[str] = set()

    def add(self, record: Detections, analysis: Analysis, image: Image | None) -> None:
        """The next frame, and what came of it."""
        self._camera = self._camera or record.camera
        if record.camera != self._camera:
            self._others.add(record.camera)
            return
        if self._rules is None or self._history is None:
            self._rules = ColouredGuards(self._specs, record.camera)
            self._history = GuardTimeline(self._rules.camera.gap_tolerance)
        running = tuple(timers(analysis.state, self._rules.guards, self._rules.periods)) if analysis.state else ()
        frame = AnalysedFrame(record, analysis.tracks, analysis.events, running, image)
        if self._plot is not None:
            self._history.add(frame)
        if self._video is not None:
            if self._painter is None:
                self._painter = FramePainter(self._rules, record.width, record.height, self._title())
            self._video.add(record.captured_at, self._painter.paint(frame))

    def close(self) -> list[str]:
        """Writes the files; returns what there is to say of them."""
        if self._rules is None or self._history is None:
            self.discard()
            raise Misuse(f"--camera {self._camera}: the source has no frame of it, so there is nothing to draw")
        if self._video is not None:
            self._video.close()
        if self._plot is not None:
            write_plot(self._plot, self._history, self._rules, self._title())
        said = [f"wrote {path}" for path in (self._video_path, self._plot) if path is not None]
        if self._others:
            said.append(f"only {self._camera} was drawn; for another use --camera: {', '.join(sorted(self._others))}")
        return said

    def _title(self) -> str:
        return f"{self._camera} in {self._source}"

    def discard(self) -> None:
        """Leaves no half of a file behind."""
        if self._video is not None:
            self._video.discard()
