"""Whether a file can be written, asked before the work that ends in it."""

import os
from pathlib import Path

from orin.schemas.errors import Misuse


def check_writable(option: str, path: Path) -> None:
    """Misuse naming the option where `path` cannot become a file."""
    folder = path.parent
    if not folder.is_dir():
        raise Misuse(f"{option} {path}: there is no folder {folder}; make it first")
    if path.is_dir():
        raise Misuse(f"{option} {path}: this is a folder; name a file in it")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise Misuse(f"{option} {path}: cannot be written: no permission")
