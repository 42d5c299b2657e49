"""Which build decided: the version, and a hash of the code that decides."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from orin import processors, schemas
from orin.runtime.plugins import load_guard_kinds

DECIDING = (
    "processors/assignment.py",
    "processors/geometry.py",
    "processors/guards/**/*.py",
    "processors/identity.py",
    "processors/labels.py",
    "processors/logic.py",
    "processors/specs/armed.py",
    "processors/specs/ground.py",
    "processors/specs/kinds.py",
    "processors/specs/labels.py",
    "processors/specs/meaning.py",
    "processors/specs/models.py",
    "processors/specs/references.py",
    "processors/specs/rule.py",
    "processors/tracking/**/*.py",
    "schemas/*.avsc",
    "schemas/records.py",
    "schemas/wire/serde.py",
)
"""The files on which the content of an event depends, once its detections are recorded: the records and how they are
read, the tracker, the guards. Parsing a spec file decides nothing, because what it gives is recorded as a marker;
neither do detectors, scenes or scores. A test compares this list with what the track and watch steps import.
"""


@cache
def build_id() -> str:
    """`VERSION+HASH8`; the hash is of the files that decide (`DECIDING`).

    `+NAME-VERSION` follows for each package that adds guard kinds. Two processes with the same build id give the same
    content for the same input.
    """
    packages = (package.replace(" ", "-") for package in load_guard_kinds())
    return "+".join((version("orin"), hash_of(deciding_files()), *packages))


def deciding_files() -> Iterator[tuple[str, Path]]:
    """Name (`processors/…`, `schemas/…`) and path of each file of `DECIDING`, in a fixed order."""
    roots = {package.__name__.rpartition(".")[2]: Path(package.__path__[0]) for package in (processors, schemas)}
    found: dict[str, Path] = {}
    for pattern in DECIDING:
        package, _, below = pattern.partition("/")
        for path in roots[package].glob(below):
            found[f"{package}/{path.relative_to(roots[package]).as_posix()}"] = path
    yield from sorted(found.items())


def hash_of(files: Iterator[tuple[str, Path]]) -> str:
    """The first 8 hex digits of a sha256 over names and bytes."""
    digest = hashlib.sha256()
    for name, path in files:
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:8]
