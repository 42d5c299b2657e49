"""Processes of ORIN on a cluster that asks for passwords, each under a user of its own and in a home of its own."""

import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from orin.runtime.processes.children import spawn, stop
from tests.cluster.conftest import Secured
from tests.support.processes.orin_command import environment, orin


class Fleet:
    """The processes of a test."""

    def __init__(self, secured: Secured, home: Path, engines: Path, common: Mapping[str, str]) -> None:
        self._secured, self._home, self._engines, self._common = secured, home, engines, common
        self._stack = ExitStack()
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """`orin ARGUMENTS` as the user orin-NAME."""
        own = self._secured.environment(f"orin-{name}")
        env = {**environment(self._home / name, self._engines), **self._common, **own}
        process = spawn(orin(*arguments), log=self.log(name), env=env)
        self._stack.callback(stop, process, 0)
        self.running[name] = process
        return process

    def log(self, name: str) -> Path:
        return self._home / f"{name}.log"

    def close(self) -> None:
        self._stack.close()
