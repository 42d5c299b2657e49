"""The workers of a run as processes: `orin worker STAGE`, each life with a log of its own."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from orin.runtime.processes.children import last_line, spawn
from tests.support.repository import ROOT

_REPOSITORY = ROOT
_LIVES_KEPT = 40
"""Logs of this many lives are kept; a run of hours would fill the disk with them."""
_TERM_SECONDS = 20.0


def code() -> str:
    """A hash of the sources that the workers run."""
    digest = hashlib.sha256()
    for package in ("schemas", "processors", "topologies", "projections", "runtime", "cli"):
        for path in sorted((_REPOSITORY / package).rglob("*")):
            if path.suffix in (".py", ".avsc", ".json", ".sql"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


class Worker(Struct):
    """One slot of the fleet, such as `track-1`."""

    slot: str
    life: int = 0
    process: subprocess.Popen[bytes] | None = None
    log: Path = Path()
    stopped: bool = False

    @property
    def stage(self) -> str:
        return self.slot.partition("-")[0]

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


def ended_well(code: int | None, worker: Worker) -> bool:
    """Whether a worker's exit code is right for SIGTERM.

    One that has not logged anything is not up yet: nothing of its own could have caught the signal.
    """
    return code == 0 or (code == -signal.SIGTERM and worker.log.stat().st_size == 0)


class Fleet:
    """Starts, stops and kills. All from the thread that made it, with which every process dies."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.workers: dict[str, Worker] = {}
        self.deaths: list[str] = []
        """Workers that ended though nobody harmed them, one line each."""
        self._environment = dict(environment)
        self._logs: list[Path] = []

    def start(self, slot: str) -> None:
        worker = self.workers.setdefault(slot, Worker(slot))
        worker.life += 1
        worker.log = self.folder / f"{slot}.{worker.life}.log"
        worker.stopped = False
        self._logs.append(worker.log)
        self._delete_old_logs()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ORIN_")}
        # The code of this tree, whatever else is installed.
        environment = inherited | {"PYTHONPATH": str(_REPOSITORY)} | self._environment
        command = [sys.executable, "-P", "-m", "orin", "worker", worker.stage]
        worker.process = spawn(command, log=worker.log, env=environment, cwd=_REPOSITORY)

    def _delete_old_logs(self) -> None:
        in_use = {worker.log for worker in self.workers.values()}
        over = [log for log in self._logs if log not in in_use][:-_LIVES_KEPT]
        for log in over:
            log.unlink(missing_ok=True)
            self._logs.remove(log)

    def kill(self, slot: str) -> None:
        """SIGKILL."""
        worker = self.workers[slot]
        if worker.process is not None:
            worker.process.kill()
            worker.process.wait()
            worker.process = None

    def signal(self, slot: str, number: signal.Signals) -> None:
        worker = self.workers[slot]
        if worker.process is not None and worker.runs:
            worker.process.send_signal(number)
            worker.stopped = number == signal.SIGSTOP

    def revive(self) -> None:
        """Starts workers again that ended by themselves, as whoever supervises them would."""
        for worker in self.workers.values():
            if worker.process is not None and worker.process.poll() is not None:
                said = last_line(worker.log)
                self.deaths.append(f"{worker.slot} exited {worker.process.returncode}: {said}")
                self.start(worker.slot)

    def partitions(self, slot: str) -> list[int]:
        """The partitions that a worker was assigned last, by its own log."""
        found: list[int] = []
        for line in self._said(slot):
            if '"partitions assigned"' in line:
                found = json.loads(line)["partitions"]
        return found

    def _said(self, slot: str) -> list[str]:
        log = self.workers[slot].log
        return log.read_text(errors="replace").splitlines() if log.is_file() else []

    def stop(self) -> list[str]:
        """SIGTERM to all; returns a complaint about each that does not exit 0 in time."""
        complaints = []
        running = [worker for worker in self.workers.values() if worker.process is not None]
        for worker in running:
            self.signal(worker.slot, signal.SIGCONT)
            self.signal(worker.slot, signal.SIGTERM)
        deadline = time.monotonic() + _TERM_SECONDS
        for worker in running:
            assert worker.process is not None
            try:
                code = worker.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                complaints.append(f"{worker.slot} does not end within {_TERM_SECONDS:g} s of SIGTERM")
            else:
                if not ended_well(code, worker):
                    complaints.append(f"{worker.slot} exits {code} on SIGTERM: {last_line(worker.log)}")
            self.kill(worker.slot)
        return complaints

    def kill_all(self) -> None:
        for slot in self.workers:
            self.kill(slot)
