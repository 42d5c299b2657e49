"""README.md, followed from top to bottom in one checkout and one ORIN_HOME, as a reader follows it.

What is only parsed, and why: `make demo` with a clip of one's own (a second start of the engines) and the commands of a
cluster (there is none here). The api's port and the id of the event are those of this run.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.support.processes.orin_command import environment, processes_of
from tests.support.readme import Block, blocks, checkout
from tests.support.repository import ROOT
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(1800)]

CLUSTER = "Run it on a cluster"
API = "http://127.0.0.1:8080"
DIFFERS = 1
"""Exit code of a replay that found something else than production, as the draft of the README does."""

TIMED_OUT = 28
"""Exit code of curl where it was still reading when its time was over."""


class Reader:
    """Types what the README says into a shell, and leaves running what does not end by itself."""

    def __init__(self, folder: Path, home: Path, engines: Path) -> None:
        self.folder, self.home, self.env = folder, home, environment(home, engines)
        self.started: list[subprocess.Popen[str]] = []
        self.said: dict[int, list[str]] = {}

    def run(self, command: str, codes: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=900, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode in codes, f"{command}\nexited {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, command: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command}"],
            cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        lines: list[str] = []
        self.started.append(process)
        self.said[process.pid] = lines
        threading.Thread(target=_read, args=(process, lines), daemon=True).start()
        return process

    def await_line(self, process: "subprocess.Popen[str]", part: str) -> str:
        """The first line of a running command that has `part` in it."""

        def found() -> str | None:
            lines = list(self.said[process.pid])
            assert process.poll() is None or any(part in line for line in lines), "".join(lines)
            return next((line for line in lines if part in line), None)

        line = until(found, 240, f"{part!r} in the output")
        assert line is not None
        return line

    def interrupt(self, process: "subprocess.Popen[str]") -> None:
        """Ctrl-C."""
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
        self.started.remove(process)

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def _read(process: "subprocess.Popen[str]", lines: list[str]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        for line in output:
            lines.append(line)  # noqa: PERF402 - each as it comes


@pytest.fixture
def reader(tmp_path: Path, engines: Path) -> Iterator[Reader]:
    reader = Reader(checkout(tmp_path / "orin"), tmp_path / "home", engines)
    yield reader
    reader.end()


def test_the_readme_works_from_top_to_bottom(reader: Reader) -> None:
    tour = Tour(reader)
    for block in blocks():
        tour.follow(block)
    assert all(tour.followed.values()), tour.followed


class Tour:
    """The way through the page. `machine` is its `orin up`, once it has been started."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.followed = {"console": 0, "yaml": 0, "python": 0, "": 0}
        self.api = ""
        self.event_id = ""

    def follow(self, block: Block) -> None:
        self.followed[block.language] += 1
        if block.language == "yaml":
            assert list(yaml.safe_load_all(block.text)) == list(
                yaml.safe_load_all((ROOT / "cli" / "specs" / "demo.yaml").read_text())
            )
        elif block.language == "python":
            self._consume(block.text)
        for command in block.commands:
            if block.section == CLUSTER:
                self._parse(command)
            else:
                self._type(command.replace(API, self.api or API))

    def _type(self, command: str) -> None:
        if command == "make demo":
            self._demo(command)
        elif command.startswith("make demo "):
            self._demo_of_a_clip(command)
        elif command == ".venv/bin/orin up":
            self._up(command)
        elif command.startswith("curl -sN "):
            self.reader.run(f"{command} --fail --max-time 2", codes=(TIMED_OUT,))  # it would not end by itself
        elif command.startswith("curl "):
            assert "error" not in json.loads(self.reader.run(command))
        elif " replay " in command:
            self.reader.run(command, codes=(0, DIFFERS))
        else:
            self.reader.run(command.replace("EVENT_ID", self.event_id))
        if " ingest " in command:
            self._await_the_event()

    def _demo(self, command: str) -> None:
        demo = self.reader.start(command)
        shown = next(each.text for each in blocks() if "expected events" in each.text)
        for line in shown.splitlines():
            self.reader.await_line(demo, re.split(r"\d+ ms", line)[0])
        assert len(processes_of(self.reader.home)) >= 8
        began = time.monotonic()
        self.reader.interrupt(demo)
        assert time.monotonic() - began < 10, "Ctrl-C stops everything within ten seconds"
        assert processes_of(self.reader.home) == []

    def _demo_of_a_clip(self, command: str) -> None:
        """As `make` would run it: the files are there, and `orin demo` takes the options."""
        planned = self.reader.run(command.replace("make demo", "make -n demo")).split("\n")
        words = shlex.split(next(line for line in planned if "orin demo" in line).lstrip("@"))
        given = dict(zip(words[2::2], words[3::2], strict=True))
        known = self.reader.run(".venv/bin/orin demo --help")
        assert given.keys() >= {"--source", "--guards"}
        for option, value in given.items():
            assert option in known
            assert (self.reader.folder / value).exists()
        self.reader.run(f".venv/bin/orin guards check {given['--guards']}")

    def _up(self, command: str) -> None:
        machine = self.reader.start(command)
        self.reader.await_line(machine, "Ctrl-C")
        self.api = next(line for line in self.reader.said[machine.pid] if line.startswith("api ")).split()[1]
        assert json.loads(self.reader.run(".venv/bin/orin status --json"))["api"] == self.api

    def _await_the_event(self) -> None:
        """What the README says comes within a minute."""
        listed = f"curl -s '{self.api}/v1/events?guard=unattended-bag'"
        # Until the guard has been projected, the api refuses its name.
        (event,) = until(lambda: json.loads(self.reader.run(listed)).get("events"), what="the event of the bag")
        self.event_id = event["event_id"]

    def _consume(self, program: str) -> None:
        (self.reader.folder / "consumer.py").write_text(program)
        consumer = self.reader.start(f"{sys.executable} consumer.py")
        assert "unattended" in self.reader.await_line(consumer, self.event_id)
        self.reader.interrupt(consumer)

    def _parse(self, command: str) -> None:
        """One command of a cluster: it, and its options, are in the help."""
        if command.startswith("export "):
            for assignment in shlex.split(command)[1:]:
                assert f"`{assignment.partition('=')[0]}`" in (ROOT / "docs" / "settings.md").read_text()
            return
        for each in command.split(" && "):
            words = shlex.split(each)
            assert words[0] == "orin"
            named = next((n for n in (3, 2) if self._is_command(words[:n])), None)
            assert named is not None, each
            known = self.reader.run(f".venv/bin/{' '.join(words[:named])} --help")
            assert all(word in known for word in words[named:] if word.startswith("--"))

    def _is_command(self, words: list[str]) -> bool:
        if not all(re.fullmatch(r"[a-z][a-z-]*", word) for word in words):
            return False
        said = self.reader.run(f".venv/bin/{' '.join(words)} --help", codes=(0, 2))
        return said.lstrip().startswith("Usage:") and f"orin {' '.join(words[1:])}" in said
