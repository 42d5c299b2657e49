"""`orin model show|export`: what a model file holds, and its export to other formats."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

if TYPE_CHECKING:
    from orin.runtime.inference.export import Format
    from orin.runtime.inference.yolo import YoloBackend

app = typer.Typer(help="Show detection models and export them to other formats.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Device = Annotated[
    str | None, typer.Option(metavar="NAME", help="Where it runs: cpu, cuda:0 or mps. Default: ORIN_DEVICE.")
]


@app.command(epilog="Example: orin model show yolov8n.onnx")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A weights file.", show_default=False)],
    device: Device = None,
    as_json: AsJson = False,
) -> None:
    """Load a model, run it once, and show its labels, input size, batch size and sha256."""
    from orin.runtime.config.settings import Settings

    settings = Settings()
    _print(_load(file, device or settings.device, settings.home / "ultralytics"), as_json)


@app.command(epilog="Example: orin model export yolov8n.pt --format openvino --dynamic")
def export(
    weights: Annotated[Path, typer.Argument(metavar="WEIGHTS", help="A .pt file.", show_default=False)],
    format_: Annotated["str", typer.Option("--format", metavar="NAME", help="onnx, openvino or engine (TensorRT).")],
    dynamic: Annotated[bool, typer.Option("--dynamic", help="Accept batches and frames of any size.")] = False,
    batch: Annotated[
        int, typer.Option(min=1, help="Batch size; with --dynamic, the largest one of a TensorRT engine.")
    ] = 1,
    half: Annotated[bool, typer.Option("--half", help="Use 16-bit floats, for GPUs.")] = False,
    size: Annotated[int, typer.Option(min=32, help="Side of the input image in px; 640 with --dynamic.")] = 640,
    device: Device = None,
    as_json: AsJson = False,
) -> None:
    """Export a model to another format, beside its source and without network, and show the result.

    An earlier export is replaced once the new one is complete.
    """
    from rich.console import Console

    from orin.runtime.config.settings import Settings
    from orin.runtime.inference.export import export as make

    settings = Settings()
    where = device or settings.device
    cache = settings.home / "ultralytics"
    with Console(stderr=True).status(f"exporting {weights.name} to {format_}"):
        made = make(
            weights, _format(format_), batch=batch, dynamic=dynamic, half=half, size=size, device=where, cache=cache
        )
        found = _load(made, where, cache)
    if not as_json:
        click.echo(f"wrote {made}")
    _print(found, as_json)


def _format(name: str) -> "Format":
    from orin.runtime.inference.export import TARGETS
    from orin.schemas.errors import Misuse

    for known in TARGETS:
        if name == known:
            return known
    raise Misuse(f"--format {name!r} is not known; choose one of {', '.join(TARGETS)}")


def _load(file: Path, device: str, cache: Path) -> "YoloBackend":
    from orin.runtime.inference.backends import BATCH
    from orin.runtime.inference.yolo import open_yolo

    return open_yolo(file, device, cache, BATCH, lambda _: None)


def _print(backend: "YoloBackend", as_json: bool) -> None:
    model, (width, height) = backend.model, backend.input_size
    backend.close()
    labels = model.labels or ()
    if as_json:
        form = {
            "name": model.name,
            "sha256": model.sha256,
            "input": [width, height],
            "batch": backend.batch,
            "labels": labels,
            "min_score": model.min_score,
            "nms_iou": model.nms_iou,
        }
        click.echo(json.dumps(form, ensure_ascii=False))
        return
    click.echo(f"{model.name}: sha256 {model.sha256}")
    click.echo(f"input {width}×{height} px, batch size {backend.batch}")
    click.echo(f"minimum score {model.min_score}, non-maximum suppression at IoU {model.nms_iou}")
    click.echo(f"{len(labels)} labels: {', '.join(labels)}")
