"""`orin ingest`: publish a camera, a clip, a folder of images or a scene."""

import io
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, cast

import typer

from orin.schemas.plain import plain

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from rich.progress import Progress

    from orin.runtime.config.settings import Settings
    from orin.topologies.ingest.counters import Counters
    from orin.topologies.ingest.run import Summary
    from orin.topologies.ingest.sources.base import SourceInfo

_REDRAW = 0.1
EPILOG = "Example: orin ingest rtsp://user:password@10.0.0.7/stream1 --camera hq/lobby-1 --fps 10"


def ingest(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            envvar="ORIN_SOURCE",
            help="A video file, a folder of images, an rtsp:// or http:// address, a webcam's number, or scene://NAME.",
        ),
    ] = None,
    camera: Annotated[
        str | None, typer.Option(metavar="SITE/CAMERA", help="The name of the camera, such as hq/lobby-1.")
    ] = None,
    cameras: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Instead of SOURCE and --camera: a YAML file that lists many cameras."),
    ] = None,
    fps: Annotated[
        float | None,
        typer.Option(help="At most this many frames per second; also the rate of an image folder that states none."),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            metavar="TIME", help="When a clip's first frame was captured: now, or a time such as 2026-11-21T09:00:00Z."
        ),
    ] = "now",
    as_json: Annotated[bool, typer.Option("--json", help="JSON at the end instead of a sentence.")] = False,
) -> None:
    """Publish frames: their bytes into the frame store, references to them onto Kafka. Ctrl-C ends the session."""
    from orin.schemas.errors import Misuse

    if cameras is not None:
        if source is not None or camera is not None or fps is not None or start != "now":
            raise Misuse("--cameras: the file holds sources and options; leave out SOURCE, --camera, --fps and --start")
        _ingest_many(cameras, as_json=as_json)
    elif source is None or camera is None:
        raise Misuse("give SOURCE and --camera SITE/CAMERA, or --cameras FILE for many")
    else:
        _ingest_one(source, camera, fps, start, as_json=as_json)


def _ingest_one(source: str, camera: str, fps: float | None, start: str, *, as_json: bool) -> None:
    _check(source, camera, fps, start)
    import msgspec

    from orin.topologies.ingest.run import ingest as run

    bar = _Bar()
    with _process() as (settings, stop):
        try:
            summary = run(settings, source, camera, fps=fps, start=start, stop=stop, observe=bar.show)
        finally:
            bar.close()
    if as_json:
        typer.echo(msgspec.json.encode(summary).decode())
        return
    if summary.remark:
        typer.echo(f"orin: {plain(summary.remark)}", err=True)
    typer.echo(_sentence(summary))


def _check(source: str, camera: str, fps: float | None, start: str) -> None:
    """Misuse for the first argument that cannot be right, before anything heavy is imported."""
    from orin.schemas.names import check_camera
    from orin.topologies.ingest.capture.clocks import parse_start
    from orin.topologies.ingest.named import named_source

    check_camera(camera)
    named_source(source, fps)
    parse_start(start)


def _ingest_many(file: Path, *, as_json: bool) -> None:
    import os

    import msgspec

    from orin.topologies.ingest.cameras_file import read_cameras
    from orin.topologies.ingest.many import ingest_many

    entries = read_cameras(file, os.environ)
    with _process() as (settings, stop):
        outcomes = ingest_many(settings, entries, stop)
    if as_json:
        typer.echo(msgspec.json.encode(outcomes).decode())
    for outcome in () if as_json else outcomes:
        if outcome.summary is not None and outcome.summary.remark:
            typer.echo(f"orin: {outcome.camera}: {plain(outcome.summary.remark)}", err=True)
        if wrong := outcome.error or outcome.problem:
            typer.echo(f"orin: {outcome.camera}: {plain(wrong)}", err=True)
        if outcome.summary is not None:
            typer.echo(_sentence(outcome.summary))
    if any(outcome.error is not None for outcome in outcomes):
        raise typer.Exit(1)


@contextmanager
def _process() -> "Iterator[tuple[Settings, threading.Event]]":
    """Settings, logs, metrics, and an event that SIGINT and SIGTERM set."""
    import signal
    import threading

    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs
    from orin.runtime.observability.metrics import serve_metrics

    stop = threading.Event()

    def end(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)  # the second one ends the process at once

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    settings = Settings()
    configure_logs(settings, cast("TextIO", _Stderr()), process="ingest")
    metrics = serve_metrics(settings.metrics_port, settings.metrics_host) if settings.metrics_port is not None else None
    try:
        yield settings, stop
    finally:
        if metrics is not None:
            metrics.close()


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
        state = "waiting (ahead of the clock)" if counters.state == "waiting" else f"{counters.published} frames"
        progress.update(self._task, completed=counters.position or 0.0, description=state)

    def _start(self, info: "SourceInfo") -> "Progress":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
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
