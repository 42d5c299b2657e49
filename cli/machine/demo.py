"""`orin demo`: all of ORIN on this machine with one source, and its events as they come."""

from pathlib import Path
from typing import Annotated

import typer

EPILOG = "Example: orin demo --source entrance.mp4 --model yolov8n.onnx --guards guards.yaml --exit-when-done"


def demo(
    source: Annotated[
        str,
        typer.Option(
            metavar="SOURCE",
            envvar="ORIN_SOURCE",
            help="A clip, a folder of images, an rtsp:// or http:// address, a webcam's number, scene://NAME.",
        ),
    ] = "scene://abandoned-bag",
    guards: Annotated[Path | None, typer.Option(help="Spec file with cameras and guards.")] = None,
    camera: Annotated[str | None, typer.Option(metavar="SITE/CAMERA", help="Name of the source's camera.")] = None,
    model: Annotated[Path | None, typer.Option(help="Model weights for detection; default: motion detection.")] = None,
    backend: Annotated[
        str | None, typer.Option(metavar="NAME", help="yolo, motion, yolo+motion, or one of an installed package.")
    ] = None,
    fps: Annotated[float | None, typer.Option(help="Frames per second to take at most.")] = None,
    start: Annotated[
        str, typer.Option(metavar="TIME", help="When a clip's first frame was captured: now, or an ISO 8601 time.")
    ] = "now",
    exit_when_done: Annotated[
        bool, typer.Option("--exit-when-done", help="Stop once the source has been processed to its last frame.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One event a line, as JSON.")] = False,
) -> None:
    """Run Kafka, PostgreSQL, every stage and the api here, feed them a source, and show its events as they happen.

    Data are kept in ORIN_HOME, so a second run continues where the first ended. Ctrl-C stops everything within 10 s.
    """
    from orin.cli.terminal.given_file import check_guards_file
    from orin.topologies.ingest.capture.clocks import parse_start
    from orin.topologies.ingest.named import named_source

    named_source(source, fps)  # what cannot be is said before anything heavy is imported
    begin = parse_start(start)
    check_guards_file(guards)
    from orin.cli.machine.demo_run import Demo
    from orin.cli.specs.files import specs_for
    from orin.cli.terminal.event_view import open_view
    from orin.runtime.config.settings import OwnSettings
    from orin.runtime.observability.logs import configure_logs
    from orin.topologies.ingest.sources import parse_source

    settings = OwnSettings()
    settings.model = model or settings.model
    settings.backend = backend or settings.backend
    live = parse_source(source, fps).live is not False
    specs, name = specs_for(source, guards, camera)
    configure_logs(settings.model_copy(update={"log_level": "error"}), process="demo")
    view = open_view(as_json)
    try:
        ingest = ["--camera", name, "--start", start, *(["--fps", f"{fps:g}"] if fps else [])]
        course = Demo(settings, view, source, own_guards=guards is not None, live=live)
        course.run(specs, begin, ingest, exit_when_done=exit_when_done)
    finally:
        view.close()
