"""Environments into which packages are installed without a network."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

UV = Path(sys.executable).with_name("uv")
BUILD = ("--offline", "--no-build-isolation", "--python", sys.executable)


class Installed(NamedTuple):
    """A virtual environment of its own; what it lacks comes from the environment of the tests."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def add(self, *packages: Path) -> None:
        """Installs wheels or source folders, without what they depend on."""
        isolation = ("--offline", "--no-build-isolation", "--no-deps")
        run([UV, "pip", "install", "-q", *isolation, "--python", self.python, *packages])

    def run(self, program: str, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
        """What a program of the environment prints."""
        return run([self.folder / "bin" / program, *arguments], cwd=cwd, env=env)


def fresh(folder: Path) -> Installed:
    """An environment that sees the libraries of the tests' own, but not the checkout that is installed there."""
    run([UV, "venv", "-q", "--offline", "--python", sys.executable, folder])
    (libraries,) = (folder / "lib").glob("python*/site-packages")
    # A folder that a .pth file names has none of its own .pth files read: the link to the checkout is one.
    (libraries / "beside.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Installed(folder)


def run(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """stdout of a command that succeeds; no setting of the tests reaches it."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ORIN_", "PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=inherited | dict(env or {}),
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{command} exited {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def copied(source: Path, to: Path) -> Path:
    """A copy of a source folder: building writes beside the sources."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")
    return Path(shutil.copytree(source, to, ignore=ignored))
