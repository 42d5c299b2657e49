"""Child processes that never outlive their parent, and that can always be stopped."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

_FAULT = re.compile(r"(?i)\b(error|fatal|panic|severe)\b|exception:|could not|cannot|no space left")
_FULL = 2**20
"""Bytes: a disk with less room than this is full for a server."""
_FRAMES = " \t│╭╮╰╯─"

# Runs in a fresh interpreter between fork and exec: asks the kernel for a signal on the parent's death, makes sure
# that the parent did not die before, gives up root where asked to, and becomes the program. `preexec_fn` would do
# the same inside a forked copy of a process with threads, which may deadlock.
_LAUNCHER = """
import ctypes, os, sys
death, parent, uid, gid = map(int, sys.argv[1:5])
if uid >= 0:
    os.setgroups([]); os.setgid(gid); os.setuid(uid)
ctypes.CDLL(None).prctl(1, death)
if os.getppid() != parent:
    sys.exit(0)
os.execvp(sys.argv[5], sys.argv[5:])
"""


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    on_parent_death: signal.Signals = signal.SIGKILL,
    owner: tuple[int, int] | None = None,
) -> subprocess.Popen[bytes]:
    """Starts `command` in a session of its own, output appended to `log`.

    On Linux the kernel sends it `on_parent_death` when the *thread* that called this ends, however it ends: call it
    from a thread that lives as long as the child should. `owner`, (uid, gid), needs root.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    uid, gid = owner or (-1, -1)
    launched = list(command)
    if sys.platform == "linux":
        arguments = [str(int(on_parent_death)), str(os.getpid()), str(uid), str(gid)]
        launched = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *arguments, *command]
    with log.open("ab") as output:
        return subprocess.Popen(
            launched,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(os.environ if env is None else env),
            cwd=cwd,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes], grace: float, first: signal.Signals = signal.SIGTERM) -> bool:
    """Sends `first`, after `grace` seconds SIGKILL to the process's whole group; True if it went by itself."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(first)
    went = _wait(process, grace)
    # Its own children share its session; nobody else does.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return went


def stop_leftover(pid_file: Path, marker: str, grace: float, first: signal.Signals = signal.SIGTERM) -> None:
    """Ends the process that `pid_file` names, if its command line or environment still shows that it is ours.

    A pid file survives its process, and the kernel gives pids away again: `marker` is what tells them apart.
    """
    try:
        leftover = psutil.Process(int(pid_file.read_text().split()[0]))
        if any(marker in part for part in leftover.cmdline()):
            leftover.send_signal(first)
            try:
                leftover.wait(grace)
            except psutil.TimeoutExpired:
                leftover.kill()
                leftover.wait(5)
    except (OSError, ValueError, IndexError, psutil.Error):
        pass
    pid_file.unlink(missing_ok=True)


def last_line(log: Path, since: int = 0) -> str:
    """The last line after byte `since` of a log that says something; empty where there is none."""
    return last_said(_tail(log, since))


def fault_in(log: Path, since: int = 0) -> str:
    """The first line after byte `since` of a log that speaks of an error, else its last line.

    For programs that go on talking after they have said what is wrong. A full disk under the log is named instead:
    what fails for it is seldom said well, and cannot be written down.
    """
    if log.parent.exists() and shutil.disk_usage(log.parent).free < _FULL:
        return f"the disk under {log.parent} is full; make room there"
    lines = [line for line in _tail(log, since).splitlines() if _FAULT.search(line)]
    return last_said(lines[0]) if lines else last_line(log, since)


def last_said(output: str) -> str:
    """The last line of a program's output but for empty ones, frames and Java's stacks, at most 300 characters."""
    lines = [line.strip(_FRAMES) for line in output.splitlines()]
    said = [line for line in lines if line and not line.startswith(("at ", "... "))]
    return said[-1][:300] if said else ""


def _tail(log: Path, since: int) -> str:
    try:
        with log.open("rb") as file:
            size = log.stat().st_size
            file.seek(max(since if since <= size else 0, size - 65536))
            return file.read().decode(errors="replace")
    except OSError:
        return ""


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(max(0.0, seconds))
    except subprocess.TimeoutExpired:
        return False
    return True


def wait_until_gone(pid: int, seconds: float) -> bool:
    """Whether process `pid`, not necessarily a child, ended within `seconds`."""
    deadline = time.monotonic() + seconds
    while psutil.pid_exists(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
