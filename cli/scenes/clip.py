"""A scene written to files: its images as a clip, its ground truth as JSON."""

import json
from pathlib import Path

from rich.console import Console
from rich.progress import track

from orin.cli.draw.video_file import VideoFile
from orin.processors.scenes import Scene, truth_of
from orin.schemas.errors import OrinError


def write_clip(scene: Scene, path: Path) -> int:
    """The number of frames written; OrinError where it cannot be written."""
    file = VideoFile(path, scene.fps, scene.width, scene.height)
    try:
        _write(scene, file)
    except BaseException:
        file.discard()
        raise
    file.close()
    return file.written


def _write(scene: Scene, file: VideoFile) -> None:
    console = Console(stderr=True)
    times = scene.times()
    bar = track(
        zip([*times[1:], scene.duration], scene.frames(), strict=True), "rendering", len(times), console=console,
        transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    for until, image in bar:
        while file.written < round(until * scene.fps):
            file.write(image)


def write_truth(scene: Scene, path: Path) -> None:
    """OrinError where it cannot be written."""
    try:
        path.write_text(json.dumps(truth_of(scene)) + "\n", encoding="utf-8")
    except OSError as error:
        raise OrinError(f"--truth {path}: cannot be written: {error.strerror}") from None
