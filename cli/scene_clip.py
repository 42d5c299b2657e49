"""A scene written to files: its pictures as a clip, its truth as JSON."""

import json
from pathlib import Path

import cv2
from rich.console import Console
from rich.progress import track

from processors.scenes import Scene, truth_of
from schemas.errors import Misuse, OrinError

_CODECS = {".mp4": "mp4v", ".avi": "MJPG"}


def write_clip(scene: Scene, path: Path) -> int:
    """The number of frames written; Misuse for a name that cannot be meant, OrinError where it cannot be written."""
    codec = _CODECS.get(path.suffix.lower())
    if codec is None:
        raise Misuse(f"--out {path}: its name must end in {' or '.join(_CODECS)}")
    part = path.with_name(f".{path.stem}.part{path.suffix.lower()}")
    writer = cv2.VideoWriter(str(part), cv2.VideoWriter.fourcc(*codec), scene.fps, (scene.width, scene.height))
    if not writer.isOpened():
        raise OrinError(f"--out {path}: cannot be written; is the folder there and writable?")
    try:
        written = _write(scene, writer)
        writer.release()
        part.replace(path)
    finally:
        writer.release()
        part.unlink(missing_ok=True)
    return written


def _write(scene: Scene, writer: cv2.VideoWriter) -> int:
    console = Console(stderr=True)
    times = scene.times()
    bar = track(
        zip([*times[1:], scene.duration], scene.frames(), strict=True), "rendering", len(times), console=console,
        transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    written = 0
    for until, image in bar:
        while written < round(until * scene.fps):
            writer.write(image)
            written += 1
    return written


def write_truth(scene: Scene, path: Path) -> None:
    """OrinError where it cannot be written."""
    try:
        path.write_text(json.dumps(truth_of(scene)) + "\n", encoding="utf-8")
    except OSError as error:
        raise OrinError(f"--truth {path}: cannot be written: {error.strerror}") from None
