"""`orin init`: a first spec file for a camera, and a picture of the camera to adjust it by."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from orin.processors.detection.backend import Image

EPILOG = "Example: orin init rtsp://user:password@10.0.0.7/stream1 --camera hq/lobby-1 --out lobby.yaml"
_UNNAMED = "hq/camera-1"
_SIZE = (720, 1280)
"""Height and width of the empty picture that is drawn on where there is no source."""


def init(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            envvar="ORIN_SOURCE",
            help="What shows the camera: an image, a clip, a folder of images, an rtsp:// or http:// address, a"
            " webcam's number, or scene://NAME. Without it the zone and the line are drawn on an empty picture.",
            show_default=False,
        ),
    ] = None,
    camera: Annotated[
        str | None,
        typer.Option(metavar="SITE/CAMERA", help="The camera's name, such as hq/lobby-1. Default: by the source."),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="The spec file to write, .yaml; the picture goes beside it as .png.")
    ] = Path("guards.yaml"),
) -> None:
    """Write a first spec file for a camera, with a zone, a line and guards, and a picture that shows them.

    Nothing is overwritten.
    """
    from orin.cli.draw.files import check_writable
    from orin.schemas.errors import Misuse
    from orin.schemas.names import check_camera

    picture = out.with_suffix(".png")
    check_writable("--out", out, (".yaml", ".yml"))
    for path in (out, picture):
        if path.exists():
            raise Misuse(f"{path} exists already and is not overwritten; name another file with --out")
    if camera is not None:
        check_camera(camera)
    from orin.cli.specs.files import name_for

    name = camera or (name_for(source) if source else _UNNAMED)
    image, command = _empty() if source is None else _picture(source), _next_command(source, out)
    size = _write(image, name, out, picture, command)
    typer.echo(f"wrote {out}: camera {name} with a zone and a line, and three guards that use them")
    typer.echo(f"wrote {picture}: the zone and the line {size}")
    typer.echo(f"Adjust {out}, then run:\n  orin guards check {shlex.quote(str(out))}\n  {command}")


def _picture(source: str) -> "Image":
    from orin.cli.tryout.first_picture import first_picture

    return first_picture(source)


def _empty() -> "Image":
    import numpy as np

    return np.full((*_SIZE, 3), 70, np.uint8)


def _write(image: "Image", name: str, out: Path, picture: Path, command: str) -> str:
    """Both files; where the zone and the line are drawn, in words."""
    import cv2

    from orin.cli.draw.analysed import ColouredGuards
    from orin.cli.draw.sketch import sketch
    from orin.cli.tryout.first_specs import first_specs
    from orin.processors.specs.parse import parse_specs
    from orin.schemas.errors import OrinError

    text = first_specs(name, command, picture.name)
    _, data = cv2.imencode(".png", sketch(image, ColouredGuards(parse_specs(text, str(out)), name)))
    for path, content in ((picture, data.tobytes()), (out, text.encode())):
        try:
            with path.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise OrinError(f"{path}: cannot be written: {error.strerror}") from None
    height, width = image.shape[:2]
    return f"on a picture of {width} x {height} px, with a grid"


def _next_command(source: str | None, out: Path) -> str:
    """What shows the guards at work, without user and password of an address."""
    from orin.cli.tryout.first_picture import IMAGE_SUFFIXES
    from orin.topologies.ingest.sources import parse_source

    guards = f"--guards {shlex.quote(str(out))}"
    if source is None or source.lower().endswith(IMAGE_SUFFIXES):
        return f"orin try CLIP {guards}"
    address = parse_source(source)
    if address.live is False:
        return f"orin try {shlex.quote(source)} {guards}"
    shown = source if source.isdecimal() else shlex.quote(address.name)
    return f"orin demo --source {shown} {guards}"
