"""Worker processes that start in no time: forked from a server that has imported everything already.

They are processes like any other, with signals, logs and exit codes of their own; only the seconds of Python's imports
are saved, which tests that start fifty of them could not afford.
"""

import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "orin.cli.parts.worker",
        "orin.topologies.notify.worker",
        "orin.topologies.track",
        "orin.topologies.watch",
        "orin.projections.writer",
        "orin.runtime.observability.logs",
        "orin.schemas.wire.serde",
        "tests.support.processes.broken",
        "tests.support.processes.forge",
        "tests.support.processes.harm",
    ]
)


class Forged:
    """`orin worker STAGE` with `env` added to the environment; its log is `log`, appended to.

    `broken` names variants of tests.support.processes.broken that the process is made into; `failpoints` are those of
    tests.support.processes.harm.
    """

    def __init__(
        self, stage: str, env: Mapping[str, str], log: Path, broken: Sequence[str] = (), failpoints: str = ""
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.touch()
        self.log = log
        self._process = _CONTEXT.Process(target=_work, args=(stage, dict(env), str(log), broken, failpoints))
        self._process.start()

    def exit_code(self, seconds: float) -> int:
        """Negative: the signal that ended it. Fails where it does not end in time."""
        self._process.join(seconds)
        code = self._process.exitcode
        assert code is not None, f"{self.log.name} did not end within {seconds} s"
        return code

    def alive(self) -> bool:
        return self._process.is_alive()

    def said(self, what: str) -> int:
        """How often the log says so."""
        return self.log.read_text().count(what)

    def stopped(self) -> bool:
        """Whether a SIGSTOP holds it. Fails where it ended."""
        assert self.alive(), f"{self.log.name} ended:\n{self.log.read_text()[-2000:]}"
        return bool(psutil.Process(self._process.pid).status() == psutil.STATUS_STOPPED)

    def send(self, number: signal.Signals) -> None:
        os.kill(self._process.pid or 0, number)

    def wake(self) -> None:
        self.send(signal.SIGCONT)

    def terminate(self, seconds: float = 20.0) -> int:
        """SIGTERM; the exit code."""
        self.send(signal.SIGTERM)
        return self.exit_code(seconds)

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


def _work(stage: str, env: dict[str, str], log: str, broken: Sequence[str], failpoints: str) -> None:
    sys.stderr = Path(log).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115 - as long as the process
    os.dup2(sys.stderr.fileno(), 2)
    os.environ.update(env)
    importlib.import_module("tests.support.processes.harm").arm(failpoints)
    for name in broken:
        importlib.import_module("tests.support.processes.broken").VARIANTS[name]()
    getattr(importlib.import_module("orin.cli.parts.worker"), stage)()
