"""Runs `orin` as a user does: a process of its own, in an ORIN_HOME of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil


def orin(*arguments: str) -> list[str]:
    """The command line of `orin ARGUMENTS`."""
    return [sys.executable, "-P", "-m", "orin", *arguments]


def environment(home: Path, engines: Path) -> dict[str, str]:
    """The environment of this process, with settings of its own: ports are chosen free where the usual are taken."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ORIN_")}
    return inherited | {"ORIN_HOME": str(home), "ORIN_ENGINES": str(engines)}


def run(arguments: list[str], env: dict[str, str], seconds: float = 600.0) -> "subprocess.CompletedProcess[str]":
    """Runs to the end; fails with the whole output where the exit code is not 0."""
    done = subprocess.run(
        orin(*arguments),
        env=env,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"orin {' '.join(arguments)} exited {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def processes_of(home: Path) -> list[psutil.Process]:
    """Everything that runs on behalf of this ORIN_HOME."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("ORIN_HOME") == str(home) or any(str(home) in arg for arg in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return [process for process in found if process.pid != os.getpid()]


def events_of(output: str) -> list[dict[str, Any]]:
    """The events of a `--json` run."""
    return [record for line in output.splitlines() if "phase" in (record := json.loads(line))]


def content(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Events without provenance, in an order of their own: what two runs must agree on."""
    kept = [{k: v for k, v in event.items() if k != "provenance"} for event in events]
    return sorted(kept, key=lambda e: (e["at"], e["event_id"], e["sequence"]))
