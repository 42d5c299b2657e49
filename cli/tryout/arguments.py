"""What `orin try` refuses at once, before anything heavy is imported."""

from pathlib import Path

from orin.cli.draw.files import IMAGE_SUFFIXES, VIDEO_SUFFIXES, check_writable
from orin.cli.terminal.given_file import check_guards_file
from orin.schemas.errors import Misuse
from orin.schemas.names import check_camera
from orin.topologies.ingest.address import NetworkAddress
from orin.topologies.ingest.capture.clocks import parse_start
from orin.topologies.ingest.named import WEB, named_source

DETECTIONS_SUFFIXES = (".jsonl", ".ndjson", ".json")
"""A source with one of these endings is a file of detections."""


def check_arguments(
    source: str, *, guards: Path | None, camera: str | None, start: str, video: Path | None, plot: Path | None
) -> None:
    """Misuse for the first argument that cannot be right."""
    _check_source(source)
    if camera is not None:
        check_camera(camera)
    parse_start(start)
    check_guards_file(guards)
    if video is not None:
        check_writable("--video", video, VIDEO_SUFFIXES)
    if plot is not None:
        check_writable("--plot", plot, IMAGE_SUFFIXES)


def _check_source(source: str) -> None:
    match named_source(source):
        case int() as number:
            what = f"webcam {number}"
        case NetworkAddress(scheme=scheme) if scheme not in WEB:
            what = f"an {scheme}:// stream"
        case _:
            return
    raise Misuse(f"source: {what} has no end; `orin try` takes a clip, `orin demo` a camera")
