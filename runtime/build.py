"""Which build decided: the version, and a hash of the code that decides."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from orin import processors, schemas


@cache
def build_id() -> str:
    """`VERSION+HASH8`; the hash is of the sources of `processors` and `schemas`, which is all that decides an event.

    Two processes with the same build id give the same content for the same input.
    """
    digest = hashlib.sha256()
    for package in (processors, schemas):
        folder = Path(package.__path__[0])
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".avsc")):
            digest.update(str(path.relative_to(folder.parent)).encode())
            digest.update(path.read_bytes())
    return f"{version('orin')}+{digest.hexdigest()[:8]}"
