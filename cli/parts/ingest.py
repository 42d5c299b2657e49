"""`orin ingest`: a camera, a clip, a folder of images or a scene onto the frames topic."""

import io
import sys
import time
from typing import TYPE_CHECKING, Annotated, TextIO, cast

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

    from orin.topologies.ingest.counters import Counters
    from orin.topologies.ingest.run import Summary
    from orin.topologies.ingest.sources.base import SourceInfo

_REDRAW = 0.1
EPILOG = "Example: orin ingest rtsp://user:password@10.0.0.7/stream1 --camera hq/lobby-1 --fps 10"


def ingest(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            envvar="ORIN_SOURCE",
            help="A video file, a folder of images, an rtsp:// or http:// address, a webcam's number, or scene://NAME.",
        ),
    ],
    camera: Annotated[str, typer.Option(metavar="SITE/CAMERA", help="What the camera is called, such as hq/lobby-1.")],
    fps: Annotated[
        float | None,
        typer.Option(help="Frames per second taken at most; of a folder without a rate of its own, its rate."),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            metavar="TIME", help="When a clip's first frame was captured: now, or a time such as 2026-11-21T09:00:00Z."
        ),
    ] = "now",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object at the end instead of a sentence.")] = False,
) -> None:
    """Publishes frames of one camera: bytes into the frame store, references onto Kafka. Ctrl-C ends the session."""
    import signal
    import threading

    import msgspec

    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.runtime.observability.metrics import serve_metrics
    from orin.topologies.ingest.run import ingest as run

    stop = threading.Event()

    def end(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)  # the second one ends the process at once

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    settings = Settings()
    configure_logs(settings, cast("TextIO", _Stderr()), process="ingest")
    metrics = serve_metrics(settings.metrics_port, settings.metrics_host) if settings.metrics_port is not None else None
    bar = _Bar()
    try:
        summary = run(settings, source, camera, fps=fps, start=start, stop=stop, observe=bar.show)
    finally:
        bar.close()
        if metrics is not None:
            metrics.close()
    if as_json:
        typer.echo(msgspec.json.encode(summary).decode())
        return
    if summary.remark:
        typer.echo(f"orin: {summary.remark}", err=True)
    typer.echo(_sentence(summary))


class _Stderr(io.TextIOBase):
    """Whatever stderr is when a line comes: while a bar is shown, rich prints lines above it."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()

    def isatty(self) -> bool:
        return sys.stderr.isatty()


class _Bar:
    """A progress bar on stderr for what has an end, when stderr is a terminal."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._next = 0.0

    def show(self, info: "SourceInfo | None", counters: "Counters") -> None:
        if info is None or info.duration is None:
            return
        if self._progress is None:
            self._progress = self._start(info)
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _REDRAW
            self._draw(self._progress, counters)
        self._shown = counters

    def close(self) -> None:
        if self._progress is not None:
            self._draw(self._progress, self._shown)
            self._progress.stop()

    def _draw(self, progress: "Progress", counters: "Counters") -> None:
        state = "waiting for the clock" if counters.state == "waiting" else f"{counters.published} frames"
        progress.update(self._task, completed=counters.position or 0.0, description=state)

    def _start(self, info: "SourceInfo") -> "Progress":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = progress.add_task("", total=info.duration)
        progress.start()
        return progress


def _sentence(summary: "Summary") -> str:
    rate = summary.frames_published / summary.seconds if summary.seconds else 0.0
    refused = f", {summary.frames_refused} refused" if summary.frames_refused else ""
    recovered = f", {summary.frames_recovered} of earlier sessions" if summary.frames_recovered else ""
    left = f", {summary.frames_spooled} left for the next ingest" if summary.frames_spooled else ""
    return (
        f"{summary.camera}: {summary.frames_published} frames published in {summary.seconds:.1f} s "
        f"({rate:.0f}/s){refused}{recovered}{left}; session {summary.session}"
    )
