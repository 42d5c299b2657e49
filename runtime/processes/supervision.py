"""Keeps a set of child processes running: started again with backoff when they die, stopped together.

One thread starts, watches and stops them all. The kernel ends the children with that thread, so they cannot outlive
this process, however it ends.
"""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import structlog

from orin.runtime.observability import metrics
from orin.runtime.processes.children import last_line, spawn, stop

log = structlog.get_logger(__name__)

_POLL = 0.1
_ROTATE_EVERY = 10.0
_ROTATE_BYTES = 20 * 2**20
_MISUSE = 2


class Child(NamedTuple):
    """What to run under which name; `environment` is added to the supervisor's."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


class ChildStatus(NamedTuple):
    name: str
    pid: int | None
    """None while it is down."""
    deaths: int
    deaths_in_a_row: int
    """Since it last ran for as long as `Backoff.forgiven`."""
    failed: str | None
    """Why it is not started any more: its settings are wrong."""


class Backoff(NamedTuple):
    """Seconds before the n-th restart in a row: first · 2^(n-1), at most `longest`; living `forgiven` ends the row."""

    first: float = 0.5
    longest: float = 15.0
    forgiven: float = 30.0


class _Kept:
    """One child's fate."""

    def __init__(self, child: Child, log_file: Path) -> None:
        self.child = child
        self.log = log_file
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.start_at = 0.0
        self.deaths = 0
        self.deaths_in_a_row = 0
        self.failed: str | None = None


class Supervisor:
    """Runs `children` with their output in `logs`/NAME.log.

    `say` hears one line when a child dies, then at each third death in a row, and when it cannot be started at all. A
    child that exits with 2 says that its settings are wrong and is not started again.
    """

    def __init__(
        self,
        children: Sequence[Child],
        logs: Path,
        *,
        grace: float = 5.5,
        backoff: Backoff = Backoff(),  # noqa: B008 - a tuple
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._kept = [_Kept(child, logs / f"{child.name}.log") for child in children]
        self._logs = logs
        self._grace = grace
        self._backoff = backoff
        self._say = say
        self._killed: list[str] = []
        self._stopping = threading.Event()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> None:
        """Returns when every child was started once."""
        self._thread.start()
        self._started.wait()

    def stop(self) -> list[str]:
        """SIGTERM to all, after `grace` seconds SIGKILL; returns the names of those that needed it."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        return self._killed

    def add(self, child: Child) -> None:
        """Runs another child as well, from now on."""
        self._kept.append(_Kept(child, self._logs / f"{child.name}.log"))

    def change(self, child: Child) -> None:
        """The child of that name is started this way from its next start on."""
        for kept in self._kept:
            if kept.child.name == child.name:
                kept.child = child

    def statuses(self) -> list[ChildStatus]:
        return [
            ChildStatus(
                kept.child.name,
                kept.process.pid if kept.process else None,
                kept.deaths,
                kept.deaths_in_a_row,
                kept.failed,
            )
            for kept in self._kept
        ]

    def _run(self) -> None:
        rotate_at = 0.0
        try:
            while not self._stopping.is_set():
                now = time.monotonic()
                for kept in self._kept:
                    self._look_after(kept, now)
                self._started.set()
                if now >= rotate_at:
                    rotate_at = now + _ROTATE_EVERY
                    rotate_logs(self._logs)
                self._stopping.wait(_POLL)
        finally:
            self._started.set()
            self._stop_all()

    def _look_after(self, kept: _Kept, now: float) -> None:
        if kept.process is not None and kept.process.poll() is not None:
            self._bury(kept, kept.process.returncode, now)
        if kept.process is None and kept.failed is None and now >= kept.start_at:
            try:
                kept.process = spawn(kept.child.command, log=kept.log, env={**os.environ, **kept.child.environment})
            except OSError as error:
                kept.failed = error.strerror or str(error)
                self._say(f"{kept.child.name} cannot be started: {kept.failed}")
            kept.started_at = now

    def _bury(self, kept: _Kept, code: int, now: float) -> None:
        kept.process = None
        kept.deaths += 1
        lived = now - kept.started_at
        kept.deaths_in_a_row = 1 if lived >= self._backoff.forgiven else kept.deaths_in_a_row + 1
        said = last_line(kept.log)
        log.warning("child.died", name=kept.child.name, code=code, lived=round(lived, 1), said=said)
        if code == _MISUSE:
            kept.failed = said
            self._say(f"{kept.child.name} cannot run: {said}")
            return
        metrics.CHILD_RESTARTS.labels(kept.child.name).inc()
        kept.start_at = now + min(self._backoff.first * 2 ** (kept.deaths_in_a_row - 1), self._backoff.longest)
        times, how = kept.deaths_in_a_row, _how(code, said)
        if times == 1:
            self._say(f"{kept.child.name} died ({how}) and is being restarted; its log is {kept.log}")
        elif times % 3 == 0:
            self._say(f"{kept.child.name} keeps dying ({times} times in a row; {how}); its log is {kept.log}")

    def _stop_all(self) -> None:
        running = [kept for kept in self._kept if kept.process is not None]
        for kept in running:
            if kept.process is not None and kept.process.poll() is None:
                kept.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + self._grace
        for kept in running:
            if kept.process is not None:
                went = stop(kept.process, deadline - time.monotonic())
                kept.process = None
                if not went:
                    self._killed.append(kept.child.name)


def _how(code: int, said: str) -> str:
    """How a process ended. A signal leaves no last words: its log's last line is about something else."""
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}: {said}" if said else f"exit code {code}"


def rotate_logs(folder: Path, above: int = _ROTATE_BYTES) -> None:
    """Truncates logs in `folder` that grew larger than `above` bytes; their content moves to NAME.log.1.

    Their writers append and keep the file open, so it is copied and emptied, not renamed.
    """
    for path in folder.glob("*.log"):
        try:
            if path.stat().st_size > above:
                shutil.copyfile(path, path.with_suffix(".log.1"))
                os.truncate(path, 0)
        except OSError as error:
            log.warning("log.rotation_failed", path=str(path), fault=error.strerror)
