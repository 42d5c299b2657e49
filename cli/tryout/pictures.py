"""What `orin try` draws of its run: a video, a time line, or both."""

from collections.abc import Sequence
from pathlib import Path

from orin.cli.draw.frame import FramePainter
from orin.cli.draw.history import History
from orin.cli.draw.look import Look, Rules
from orin.cli.draw.plot import write_plot
from orin.cli.draw.timers import timers
from orin.cli.draw.video import Video
from orin.processors.detection.backend import Image
from orin.processors.specs.parse import ParsedSpec
from orin.schemas.errors import Misuse
from orin.schemas.records import Detections
from orin.topologies.offline.chain import Looked


class Pictures:
    """Of the frames of one camera: the one that is given, else the first that comes."""

    def __init__(
        self, specs: Sequence[ParsedSpec], *, camera: str | None, video: Path | None, plot: Path | None
    ) -> None:
        self._specs = specs
        self._camera = camera
        self._plot = plot
        self._video = Video(video) if video is not None else None
        self._video_path = video
        self._painter: FramePainter | None = None
        self._rules: Rules | None = None
        self._history: History | None = None
        self._others: set[str] = set()

    def add(self, record: Detections, looked: Looked, image: Image | None) -> None:
        """The next frame, and what came of it."""
        self._camera = self._camera or record.camera
        if record.camera != self._camera:
            self._others.add(record.camera)
            return
        if self._rules is None or self._history is None:
            self._rules = Rules(self._specs, record.camera)
            self._history = History(self._rules.camera.gap_tolerance)
        running = tuple(timers(looked.state, self._rules.guards, self._rules.periods)) if looked.state else ()
        look = Look(record, looked.tracks, looked.events, running, image)
        if self._plot is not None:
            self._history.add(look)
        if self._video is not None:
            if self._painter is None:
                self._painter = FramePainter(self._rules, look)
            self._video.add(record.captured_at, self._painter.paint(look))

    def close(self) -> list[str]:
        """Writes the files; what there is to say of them."""
        if self._rules is None or self._history is None:
            self.discard()
            raise Misuse(f"the source has no frame of {self._camera}: there is nothing to draw")
        if self._video is not None:
            self._video.close()
        if self._plot is not None:
            write_plot(self._plot, self._history, self._rules)
        said = [f"drawn: {path}" for path in (self._video_path, self._plot) if path is not None]
        if self._others:
            said.append(f"drawn is {self._camera} alone; --camera names another: {', '.join(sorted(self._others))}")
        return said

    def discard(self) -> None:
        """Leaves no half of a file behind."""
        if self._video is not None:
            self._video.discard()
