"""`orin try`: a clip, a scene or a file of detections straight through the processors, no broker."""

from pathlib import Path
from typing import Annotated

import typer

EPILOG = "Example: orin try entrance.mp4 --guards guards.yaml --model yolov8n.onnx --video seen.mp4 --plot guards.png"


def try_source(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="A clip, a folder of images, scene://NAME, or a .jsonl file of detections."
        ),
    ],
    guards: Annotated[
        Path | None, typer.Option(help="Spec file with cameras and guards; a scene brings its own.")
    ] = None,
    camera: Annotated[str | None, typer.Option(metavar="SITE/CAMERA", help="Which camera the source is.")] = None,
    model: Annotated[
        Path | None, typer.Option(help="Weights of a detection model; without one, motion alone is detected.")
    ] = None,
    backend: Annotated[
        str | None, typer.Option(metavar="NAME", help="yolo, motion, yolo+motion, or one of an installed package.")
    ] = None,
    fps: Annotated[float | None, typer.Option(help="Take at most this many frames per second.")] = None,
    start: Annotated[
        str, typer.Option(metavar="TIME", help="When the first frame was captured: now, or an ISO 8601 time.")
    ] = "now",
    video: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw boxes, zones, timers and events on the frames: .mp4 or .webm (both play in browsers), .avi.",
        ),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw each guard's timeline into this .png file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One event a line, as JSON.")] = False,
) -> None:
    """Show the events that a clip gives: the stages' own logic in one process, without Kafka."""
    from orin.cli.tryout.arguments import DETECTIONS_SUFFIXES, check_arguments

    check_arguments(source, guards=guards, camera=camera, start=start, video=video, plot=plot)
    from orin.cli.specs.files import specs_for
    from orin.cli.terminal.event_view import open_view
    from orin.cli.tryout.run import run
    from orin.runtime.config.settings import Settings
    from orin.runtime.observability.logs import configure_logs

    settings = Settings()
    settings.model = model or settings.model
    settings.backend = backend or settings.backend
    configure_logs(settings, process="try")
    specs, name = specs_for(source, guards, camera)
    drawings = None
    if video or plot:
        from orin.cli.tryout.drawings import Drawings

        drawn = camera if source.endswith(DETECTIONS_SUFFIXES) else name
        drawings = Drawings(specs, source=source, camera=drawn, video=video, plot=plot)
    view = open_view(as_json)
    own = guards is not None
    try:
        run(settings, view, specs, source=source, camera=name, fps=fps, start=start, own_guards=own, drawings=drawings)
    finally:
        view.close()
        if drawings is not None:
            drawings.discard()
