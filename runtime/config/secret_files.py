"""Files of lines `ORIN_NAME=value` that hold passwords: their owner may read them, and nobody else."""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from orin.schemas.errors import OrinError


def read_secrets(file: Path) -> dict[str, str]:
    """What the file says; empty where there is none. Raises OrinError when it cannot be read."""
    try:
        if not file.is_file():
            return {}
        return {name: value for name, value in dotenv_values(file, interpolate=False).items() if value is not None}
    except OSError as error:
        raise OrinError(f"{file} cannot be read: {error.strerror or error}") from error


def write_secrets(file: Path, values: Mapping[str, str]) -> None:
    """Writes the file, mode 0600, whole or not at all. Raises OrinError when it cannot."""
    partial = file.with_suffix(".partial")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.writelines(f"{name}={value}\n" for name, value in values.items())
        partial.replace(file)
    except OSError as error:
        raise OrinError(f"{file} cannot be written: {error.strerror or error}") from error
