"""`orin redetect`: another model over the frames that are still kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from orin.topologies.redetect.run import Redetected

EPILOG = (
    "Example: orin redetect --model yolov8s.pt --from -1h, then:"
    " orin replay --detections TOPIC --from -1h --against production"
)
_LOOKED = ("seen", "still")


def redetect(
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="TIME",
            help="Event time: ISO 8601 with offset, a date (UTC), an epoch number, or `-1h`, so long ago.",
        ),
    ],
    to: Annotated[str, typer.Option("--to", metavar="TIME", help="Event time, exclusive, in the same forms.")] = "now",
    model: Annotated[Path | None, typer.Option(metavar="WEIGHTS", help="The model to run.")] = None,
    backend: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="yolo, motion, yolo+motion, or one of an installed package; default by model."
        ),
    ] = None,
    device: Annotated[str | None, typer.Option(metavar="NAME", help="Where it runs: cpu, cuda:0, mps.")] = None,
    camera: Annotated[str, typer.Option(metavar="PATTERN", help="Cameras, with `*` and `?`.")] = "*",
    topic: Annotated[
        str | None, typer.Option(metavar="NAME", help="The topic to create; default: orin.redetect.MODEL-HASH.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object at the end instead of a table.")] = False,
) -> None:
    """Run another model over frames that are still kept. Writes a topic of detections that `orin replay` can judge."""
    import json

    import msgspec

    from orin.cli.terminal.progress import progress
    from orin.runtime.config.settings import Settings
    from orin.runtime.moments import moment
    from orin.runtime.observability.logs import configure_logs
    from orin.schemas.errors import Misuse
    from orin.topologies.redetect.run import configured
    from orin.topologies.redetect.run import redetect as run
    from orin.topologies.replay.run import Window

    settings = configured(Settings(), model=model, backend=backend, device=device)
    configure_logs(settings, process="redetect")
    window = Window(moment("--from", from_), moment("--to", to))
    if window.start >= window.end:
        raise Misuse(f"--from {from_} is not before --to {to}")
    with progress("redetect") as on_progress:
        done = run(settings, window, camera, topic, on_progress)
    if as_json:
        typer.echo(json.dumps(msgspec.to_builtins(done)))
    else:
        _show(done)


def _show(done: "Redetected") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"{done.topic}: {done.backend}", title_justify="left", header_style="bold")
    table.add_column("camera", no_wrap=True)
    table.add_column("frames", justify="right")
    table.add_column("detected on", justify="right")
    table.add_column("not detected on")
    for name, camera in done.cameras.items():
        seen = sum(camera.statuses[status] for status in _LOOKED)
        others = [f"{count} {status}" for status, count in sorted(camera.statuses.items()) if status not in _LOOKED]
        table.add_row(name, str(camera.frames), str(seen), ", ".join(others))
    console.print(table)
    frames = sum(camera.frames for camera in done.cameras.values())
    console.print(
        f"{frames} frames in {done.seconds:.1f} s ({frames / max(done.seconds, 0.001):.0f}/s)", highlight=False
    )
    lost = sum(camera.gone for camera in done.cameras.values())
    if lost:
        console.print(
            f"[yellow]missing[/] the images of {lost} frames are gone (ORIN_FRAMES_RETENTION): unseen time",
            highlight=False,
        )
    console.print(
        f"to see what it would have changed: orin replay --detections {done.topic} --from TIME --against production",
        highlight=False,
        soft_wrap=True,
    )
