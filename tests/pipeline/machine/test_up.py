"""`orin up` as a user runs it: a process, its children, its signals."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from orin.cli.machine import one_machine
from orin.cli.machine.one_machine import WORKERS, OneMachine
from orin.processors.specs.targets import parse_targets
from orin.runtime.config.home import RUNNING_FILE, HomeLock
from orin.runtime.config.settings import OwnSettings, Settings
from orin.runtime.processes.children import wait_until_gone
from orin.runtime.processes.patience import Patience, Stalled
from orin.runtime.processes.ports import free_port
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.kafka import topics
from orin.topologies.kafka.answers import ask
from orin.topologies.notify.targets import TargetLog
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

NAMES = {*WORKERS, "api", "kafka", "postgres"}


def hostile_folder(folder: Path) -> Path:
    """A user's folder with modules and packages of names that ORIN and Python use; imported, each leaves a mark."""
    mark = f"open({str(folder / 'imported')!r}, 'a').write(__name__)\nraise SystemExit('a file of the user was run')\n"
    for name in ("schemas", "cli", "runtime", "topologies", "orin"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "__init__.py").write_text(mark)
    for name in ("api", "guards", "random", "queue"):
        (folder / f"{name}.py").write_text(mark)
    return folder


class Up:
    """One `orin up`, started in a folder of the user's."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.folder = hostile_folder(home.parent / "folder")
        command = [sys.executable, "-P", "-m", "orin", "up", "--json"]
        self.process = subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, "ORIN_HOME": str(home), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            _, error = self.process.communicate(timeout=30)
            raise AssertionError(error)
        self.told: dict[str, Any] = json.loads(line)
        self.pids: dict[str, int] = self.told["pids"]

    def says(self, beginning: str) -> str:
        """The next line on stderr that begins so."""
        assert self.process.stderr is not None
        return next(line.rstrip() for line in self.process.stderr if line.startswith(beginning))

    def end(self, number: signal.Signals) -> float:
        """Seconds until it and all that it started were gone."""
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.communicate(timeout=20)
        assert all(wait_until_gone(pid, 15) for pid in self.pids.values())
        return time.monotonic() - begun


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the first machine makes its data and the next ones find them."""
    return tmp_path_factory.mktemp("used")


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    """Starts `orin up` in one home; none survives the test."""
    started: list[Up] = []

    def start(**environment: str) -> Up:
        started.append(Up(tmp_path / "home", **environment))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate()


def _end_of(bootstrap: str, topic: str) -> int:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "probe"})
    try:
        return int(ask(lambda: consumer.get_watermark_offsets(TopicPartition(topic, 0), timeout=20), 30)[1])
    finally:
        consumer.close()


@pytest.mark.usefixtures("engines")
def test_it_runs_stops_and_goes_on_with_its_data(up: Callable[..., Up]) -> None:
    first = up()
    assert set(first.pids) == NAMES
    settings = Settings(home=first.home)
    assert settings.kafka_bootstrap == first.told["kafka"], "other commands find it by themselves"
    producer = Producer({"bootstrap.servers": settings.kafka_bootstrap})
    producer.produce(topics.SPECS, b"", key=b"camera/test", partition=0)
    assert producer.flush(10) == 0
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        connection.execute("CREATE TABLE mine (x int)")

    second = subprocess.run(
        [sys.executable, "-P", "-m", "orin", "up"],
        env={**os.environ, "ORIN_HOME": str(first.home)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    [line] = second.stderr.splitlines()
    assert line.startswith(f"orin: ORIN already runs in {first.home} (process {first.process.pid}): stop that one")

    shown = _status(first.home)
    assert shown.returncode == 0, shown.stderr
    assert "detect by 0, track by 0, watch by 0, project by 0" in " ".join(shown.stdout.split())
    assert f"health {first.pids['health']}" in shown.stdout
    assert "no camera yet" in shown.stdout
    told = until(lambda: _counted(first.home, 1), what="what was no spec is a dead letter")
    assert told is not None
    assert {each["name"]: each["pid"] for each in told["processes"]} == first.pids
    assert (told["api"], told["kafka"], told["owner"]) == (first.told["api"], first.told["kafka"], first.process.pid)
    assert told["lag"] == {"detect": 0, "track": 0, "watch": 0, "project": 0}
    assert (told["open_events"], told["cameras"], told["faults"]) == (0, [], [])

    os.kill(first.pids["health"], signal.SIGKILL)
    assert wait_until_gone(first.pids["health"], 5)
    log = first.home / "logs" / "health.log"
    assert first.says("health died") == f"health died (killed by SIGKILL) and is being restarted; its log is {log}"
    os.kill(first.pids["kafka"], signal.SIGKILL)
    until(lambda: _answers(settings.kafka_bootstrap))

    assert first.end(signal.SIGINT) < 10
    assert first.process.returncode == 0
    assert not (first.folder / "imported").exists()
    over = _status(first.home)
    assert over.returncode == 1
    assert over.stderr.startswith(f"orin: nothing runs in {first.home}, and neither ORIN_KAFKA_BOOTSTRAP nor")
    assert not (first.home / RUNNING_FILE).exists()
    assert _processes_of(first.home) == []

    again = up()
    settings = Settings(home=first.home)
    assert _end_of(settings.kafka_bootstrap, topics.SPECS) == 1
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        assert connection.execute("SELECT count(*) FROM mine").fetchone() == (0,)
    TargetLog(settings).apply(
        parse_targets("{target: desk, send: {webhook: {url: 'https://desk.example/'}}}", "t.yaml")
    )
    until((again.home / "logs" / "notify.log").exists, what="a worker for the first target")
    assert again.end(signal.SIGKILL) < 15, "nothing outlives it, however it ends"
    assert _processes_of(again.home) == []


def _processes_of(home: Path) -> list[str]:
    """Names of processes that work on this home, those among them that were started again."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("ORIN_HOME") == str(home):
                found.append(process.name())
        except psutil.Error:
            continue
    return found


def _answers(bootstrap: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", int(bootstrap.rpartition(":")[2])), timeout=1):
            return True
    except OSError:
        return False


def test_a_port_that_was_named_and_is_taken_is_an_error(tmp_path: Path, engines: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        named: dict[str, Any] = {
            "kafka_bootstrap": f"127.0.0.1:{port}",
            "database_url": f"postgresql://127.0.0.1:{port}/orin",
            "api_port": port,
        }
        for setting, value in named.items():
            settings = OwnSettings(home=tmp_path, engines=engines, **{setting: value})
            with pytest.raises(OrinError, match=f"port {port} .*already taken.*change ORIN_{setting.upper()}"):
                OneMachine(settings).start()


def test_whoever_comes_second_to_a_port_takes_another(
    used: Path, engines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between choosing a port and listening on it somebody else may come: here he always does."""
    monkeypatch.setattr(one_machine, "WORKERS", ())
    late: list[socket.socket] = []

    def choose(port: int, *, explicit: bool, what: str, setting: str, host: str) -> int:
        chosen = free_port()
        if len(late) < 3:
            late.append(socket.create_server(("127.0.0.1", chosen)))
        return chosen

    monkeypatch.setattr(one_machine, "choose_port", choose)
    try:
        with OneMachine(OwnSettings(home=used, engines=engines)) as machine:
            machine.wait_ready()
            ports = {int(machine.settings.kafka_bootstrap.rpartition(":")[2]), machine.settings.api_port}
            assert not ports & {server.getsockname()[1] for server in late}
            assert Settings(home=used).api_port == machine.settings.api_port
    finally:
        for server in late:
            server.close()
    assert len(late) == 3


def test_a_slow_api_is_waited_for_and_one_that_loses_its_port_moves(
    used: Path, engines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_machine, "WORKERS", ())
    # Another's process may take the usual ports at any time, and then the api moves before it is to.
    monkeypatch.setattr(one_machine, "choose_port", lambda *_, **__: free_port())
    monkeypatch.setattr(Patience.__init__, "__kwdefaults__", {"stalled_after": 20.0, "say_every": 0.5})
    said: list[str] = []
    with OneMachine(OwnSettings(home=used, engines=engines), say=said.append) as machine:
        pid = machine.pids()["api"]
        os.kill(pid, signal.SIGSTOP)
        began, going_on = time.monotonic(), threading.Timer(3.0, os.kill, (pid, signal.SIGCONT))
        going_on.start()
        machine.wait_ready()
        assert time.monotonic() - began > 3
        waiting = f"waiting for the api at {machine.api_url}: it is starting ("
        assert sum(line.startswith(waiting) for line in said) >= 4

        os.kill(pid, signal.SIGSTOP)
        monkeypatch.setattr(Patience.__init__, "__kwdefaults__", {"stalled_after": 1.0, "say_every": 0.5})
        with pytest.raises(Stalled, match=rf"no progress for 1 s while waiting for the api .* its log is {used}"):
            machine.wait_ready()

        port, before = machine.settings.api_port, machine.api_url
        os.kill(pid, signal.SIGKILL)
        thief = until(lambda: _listening(port), what="the port is free again")
        assert thief is not None
        with thief:
            until(lambda: _moved(machine, before), what="the api moves")
            assert f"another process took port {port}: the api moves to {machine.api_url}" in said
            machine.wait_ready()


def _moved(machine: OneMachine, before: str) -> bool:
    machine.tend()
    return machine.api_url != before


def _listening(port: int) -> socket.socket | None:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        return None


def test_a_process_that_cannot_run_is_said_at_once(used: Path, engines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_machine, "WORKERS", ())
    settings = OwnSettings(home=used, engines=engines, api_host="192.0.2.1", api_port=18080)
    monkeypatch.setattr(one_machine, "choose_port", lambda *_, **__: free_port())
    with OneMachine(settings) as machine, pytest.raises(OrinError, match=r"api cannot run: orin: ORIN_API_HOST is 192"):
        machine.wait_ready()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("kafka_bootstrap", "kafka-1:9092,kafka-2:9092"), ("database_url", "postgresql://u:hunter2@db.example/orin")],
)
def test_engines_elsewhere_are_not_run_here(setting: str, value: str, tmp_path: Path) -> None:
    named: dict[str, Any] = {setting: value}
    settings = OwnSettings(home=tmp_path, **named)
    with pytest.raises(Misuse, match=f"ORIN_{setting.upper()} names .* unset it") as caught:
        OneMachine(settings).start()
    assert "hunter2" not in str(caught.value)
    lock = HomeLock(tmp_path)  # the failed start let go of it
    lock.acquire()
    lock.release()


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OrinError, match=r"ORIN_HOME .*file cannot be used"):
        OneMachine(OwnSettings(home=tmp_path / "file")).start()


def test_no_python_that_is_started_imports_from_the_users_folder(tmp_path: Path) -> None:
    """Of `orin` as it is installed, whose own path has no folder of the user's; a child of Python's would have."""
    script = tmp_path / "bin" / "orin.script"
    script.parent.mkdir()
    script.write_text(
        "import multiprocessing\nfrom orin.cli import main\n"
        "def work():\n    import queue, random\n    print('worked')\n"
        "def start():\n    child = multiprocessing.get_context('spawn').Process(target=work)\n"
        "    child.start()\n    child.join()\n"
        "if __name__ == '__main__':\n    main.app = start\n    main.main()\n"
    )
    folder = hostile_folder(tmp_path / "folder")
    done = subprocess.run([sys.executable, str(script)], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("worked\n", "")
    assert not (folder / "imported").exists()


def _counted(home: Path, dead_letters: int) -> dict[str, Any] | None:
    told: dict[str, Any] = json.loads(_status(home, "--json").stdout)
    return told if told["dead_letters"] == dead_letters else None


def _status(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-m", "orin", "status", *arguments],
        env={**os.environ, "ORIN_HOME": str(home)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
