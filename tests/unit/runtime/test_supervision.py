"""Children are kept running, told about when they cannot run, and never left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from orin.runtime.config.home import HomeLock, remove_running, write_running
from orin.runtime.processes.children import last_said, wait_until_gone
from orin.runtime.processes.ports import choose_port, free_port, is_free
from orin.runtime.processes.supervision import Backoff, Child, Supervisor, rotate_logs
from orin.schemas.errors import OrinError
from tests.support.waiting import until

FAST = Backoff(first=0.05, longest=0.2, forgiven=30.0)


def _python(name: str, code: str) -> Child:
    return Child(name, [sys.executable, "-c", textwrap.dedent(code)], {"MARK": name})


SLEEPER = "import os, time; print('up', os.environ['MARK'], flush=True); time.sleep(60)"
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("grandchild", child.pid, flush=True)
time.sleep(60)
"""


def test_a_child_that_is_killed_is_told_comes_back_and_all_stop(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor([_python("a", SLEEPER), _python("b", SLEEPER)], tmp_path, backoff=FAST, say=said.append)
    supervisor.start()
    first = supervisor.statuses()[0].pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: supervisor.statuses()[0].pid not in (None, first))
    assert supervisor.statuses()[0].deaths == 1
    assert said == [f"a died (killed by SIGKILL) and is being restarted; its log is {tmp_path / 'a.log'}"]
    until(lambda: (tmp_path / "a.log").read_text().count("up a") >= 1)
    pids = [status.pid for status in supervisor.statuses()]
    assert supervisor.stop() == []
    assert not any(psutil.pid_exists(pid) for pid in pids if pid)


def test_what_keeps_dying_is_told_with_its_last_words(tmp_path: Path) -> None:
    said: list[str] = []
    child = _python("weak", "import sys; sys.exit('no disk left')")
    supervisor = Supervisor([child], tmp_path, backoff=FAST, say=said.append)
    supervisor.start()
    until(lambda: len(said) >= 2)
    supervisor.stop()
    log = tmp_path / "weak.log"
    assert said[0] == f"weak died (exit code 1: no disk left) and is being restarted; its log is {log}"
    assert said[1] == f"weak keeps dying (3 times in a row; exit code 1: no disk left); its log is {log}"


def test_misuse_is_not_tried_again(tmp_path: Path) -> None:
    said: list[str] = []
    child = _python("wrong", "import sys; print('orin: ORIN_MODEL: no such file', file=sys.stderr); sys.exit(2)")
    supervisor = Supervisor([child], tmp_path, backoff=FAST, say=said.append)
    supervisor.start()
    until(lambda: bool(said))
    assert said == ["wrong cannot run: orin: ORIN_MODEL: no such file"]
    assert supervisor.statuses()[0].failed is not None
    supervisor.stop()
    assert supervisor.statuses()[0].deaths == 1


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor([Child("none", ["/nonexistent/program"], {})], tmp_path, backoff=FAST, say=said.append)
    supervisor.start()
    until(lambda: bool(said))
    supervisor.stop()
    assert "none" in said[0]


def test_what_ignores_sigterm_is_killed_with_its_children(tmp_path: Path) -> None:
    supervisor = Supervisor([_python("stubborn", STUBBORN)], tmp_path, grace=0.5, backoff=FAST)
    supervisor.start()
    until(lambda: "grandchild" in (tmp_path / "stubborn.log").read_text())
    grandchild = int((tmp_path / "stubborn.log").read_text().split()[1])
    begun = time.monotonic()
    assert supervisor.stop() == ["stubborn"]
    assert time.monotonic() - begun < 3
    assert wait_until_gone(grandchild, 5)


@pytest.mark.skipif(sys.platform != "linux", reason="needs the kernel's PR_SET_PDEATHSIG")
def test_children_die_with_their_supervisor_whatever_kills_it(tmp_path: Path) -> None:
    code = f"""
    import sys, time
    from pathlib import Path
    from orin.runtime.processes.supervision import Child, Supervisor
    child = Child("a", [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"], {{}})
    supervisor = Supervisor([child], Path({str(tmp_path)!r}))
    supervisor.start()
    print(supervisor.statuses()[0].pid, flush=True)
    time.sleep(60)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent:
        pid = int(parent.stdout.readline())
        until(lambda: "up" in (tmp_path / "a.log").read_text())
        parent.send_signal(signal.SIGKILL)
    assert wait_until_gone(pid, 5)


def test_large_logs_are_cut_under_their_writers(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    with path.open("ab", buffering=0) as writer:
        writer.write(b"x" * 100)
        rotate_logs(tmp_path, above=50)
        writer.write(b"after")
    assert path.read_bytes() == b"after"
    assert (tmp_path / "worker.log.1").read_bytes() == b"x" * 100


def test_a_home_has_one_owner(tmp_path: Path) -> None:
    owner, other = HomeLock(tmp_path), HomeLock(tmp_path)
    owner.acquire()
    with pytest.raises(OrinError, match=rf"already runs in .* \(process {os.getpid()}\)") as caught:
        other.acquire()
    assert "\n" not in str(caught.value)
    owner.release()
    other.acquire()
    other.release()


def test_a_home_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OrinError, match=r"ORIN_HOME .*file cannot be used: .*set another ORIN_HOME"):
        HomeLock(tmp_path / "file").acquire()


def test_how_to_reach_what_runs_is_for_its_owner_only(tmp_path: Path) -> None:
    write_running(tmp_path, {"ORIN_API_PORT": "8080"})
    path = tmp_path / "running.env"
    assert path.read_text() == "ORIN_API_PORT=8080\n"
    assert path.stat().st_mode & 0o777 == 0o600
    remove_running(tmp_path)
    assert not path.exists()


def test_a_taken_port_is_an_error_only_if_it_was_asked_for() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free(port)
        other = choose_port(port, explicit=False, what="the api", setting="ORIN_API_PORT")
        assert other not in (0, port)
        with pytest.raises(OrinError, match=f"port {port} .* the api, is already taken.*change ORIN_API_PORT"):
            choose_port(port, explicit=True, what="the api", setting="ORIN_API_PORT")
    free = free_port()
    assert choose_port(free, explicit=True, what="the api", setting="ORIN_API_PORT") == free


def test_the_last_words_of_a_java_program_are_not_its_stack() -> None:
    assert last_said("starting\nException: no space left\n\tat kafka.Kafka.main(Kafka.scala)\n\n") == (
        "Exception: no space left"
    )
    assert last_said("") == ""
    assert last_said("╭─ Error ─╮\n│ No such command │\n╰────╯\n") == "No such command"
