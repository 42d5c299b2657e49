"""Secrets by name: `secret:NAME` in a spec is the variable ORIN_SECRET_NAME, or the file NAME in ORIN_SECRETS."""

import os
from pathlib import Path

from orin.processors.specs.targets import SECRET
from orin.schemas.errors import Misuse


def reveal(value: str, folder: Path | None) -> str:
    """What `value` stands for; itself where it names no secret.

    Raises Misuse, which names the secret and not its value, where there is none.
    """
    named = SECRET.fullmatch(value)
    if named is None:
        return value
    name = named[1]
    variable = "ORIN_SECRET_" + "".join(c if c.isalnum() else "_" for c in name).upper()
    found = os.environ.get(variable)
    if found is None and folder is not None:
        try:
            found = (folder / name).read_text().strip()
        except (OSError, UnicodeDecodeError):
            found = None
    if not found:
        where = f" or write it to {folder / name}" if folder is not None else ", or name a folder by ORIN_SECRETS"
        raise Misuse(f"secret {name} is not there: set {variable}{where}")
    return found
