"""Whether a file can be written, asked before the work that ends in it."""

import os
from collections.abc import Sequence
from pathlib import Path

from orin.schemas.errors import Misuse

VIDEO_SUFFIXES = (".mp4", ".webm", ".avi")
"""H.264, VP8, Motion JPEG; browsers play the first two."""
IMAGE_SUFFIXES = (".png",)


def check_writable(option: str, path: Path, suffixes: Sequence[str] = ()) -> None:
    """Misuse naming the option where `path` has none of the suffixes or cannot become a file."""
    if suffixes and path.suffix.lower() not in suffixes:
        raise Misuse(f"{option} {path}: the file name must end in {' or '.join(suffixes)}")
    folder = path.parent
    if not folder.is_dir():
        raise Misuse(f"{option} {path}: there is no folder {folder}; create it first")
    if path.is_dir():
        raise Misuse(f"{option} {path}: this is a folder; name a file in it")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise Misuse(f"{option} {path}: cannot be written: permission denied")
