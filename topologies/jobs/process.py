"""The process that does a job, and the bounds within which it does: time, memory, disk."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import psutil

from orin.runtime.processes.children import last_line, spawn, stop
from orin.schemas.records import Job

PARAMETERS = "job.json"
PROGRESS = "progress"
RESULTS = "results"
INPUT = "input"
_GRACE = 2.0


class Bounds(NamedTuple):
    """Of one job: s, bytes, bytes."""

    seconds: float
    memory: int
    disk: int


class JobProcess:
    """A child of this thread, that reads and writes `folder` alone. It does not outlive the thread."""

    def __init__(self, command: Sequence[str], job: Job, folder: Path, bounds: Bounds, env: Mapping[str, str]) -> None:
        self._folder = folder
        self._bounds = bounds
        self._log = folder / "log"
        (folder / RESULTS).mkdir(parents=True, exist_ok=True)
        (folder / PARAMETERS).write_bytes(msgspec.json.encode(job))
        self._began = time.monotonic()
        self._child: subprocess.Popen[bytes] = spawn([*command, str(folder)], log=self._log, env=env, cwd=folder)

    def ended(self) -> bool:
        return self._child.poll() is not None

    def failure(self) -> str | None:
        """Why it failed, once it has ended; None where it did not."""
        if self._child.returncode == 0:
            return None
        said = last_line(self._log).removeprefix("orin: ").replace(f"{self._folder}/{INPUT}/", "")
        if self._child.returncode == -signal.SIGKILL:
            return "its process was killed, perhaps for want of memory on the worker's machine"
        return said or f"its process ended with {self._child.returncode}"

    def beyond_bounds(self) -> str | None:
        """Which bound it has passed, in words; None where it has not."""
        if time.monotonic() - self._began > self._bounds.seconds:
            return f"it took longer than {self._bounds.seconds:g} s (ORIN_JOBS_MAX_SECONDS)"
        if _memory(self._child.pid) > self._bounds.memory:
            return f"it took more memory than {self._bounds.memory / 2**20:.0f} MiB (ORIN_JOBS_MAX_MEMORY)"
        if sum(file.stat().st_size for file in _files(self._folder)) > self._bounds.disk:
            return f"its files took more than {self._bounds.disk / 2**20:.0f} MiB (ORIN_JOBS_MAX_DISK)"
        return None

    def progress(self) -> float:
        """The share of it that is done, as it says itself."""
        try:
            return min(1.0, max(0.0, float((self._folder / PROGRESS).read_text())))
        except (OSError, ValueError):
            return 0.0

    def results(self) -> list[Path]:
        return sorted(path for path in (self._folder / RESULTS).iterdir() if path.is_file())

    def close(self) -> None:
        """Ends it, and leaves nothing behind."""
        stop(self._child, _GRACE)
        shutil.rmtree(self._folder, ignore_errors=True)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _memory(pid: int) -> int:
    """Bytes that a process and its children hold."""
    try:
        process = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0
