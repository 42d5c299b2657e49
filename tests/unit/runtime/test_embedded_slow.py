"""Programs that are slow are waited for as long as they advance; one that hangs or has ended is not."""

import os
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from orin.runtime.embedded import broker, postgres
from orin.runtime.processes import patience
from orin.runtime.processes.children import spawn
from orin.runtime.processes.patience import Patience, Stalled, activity, run_through
from orin.schemas.errors import OrinError
from tests.support.waiting import until

pytestmark = pytest.mark.slow

BUSY = "import time; until = time.monotonic() + {0}\nwhile time.monotonic() < until: sum(range(1000))"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """Seconds without progress that are enough in these tests."""
    monkeypatch.setattr(Patience.__init__, "__kwdefaults__", {"stalled_after": 1.0, "say_every": 0.3})
    return 1.0


def test_a_kafka_that_hangs_while_it_formats_its_storage(tmp_path: Path, impatient: float) -> None:
    with pytest.raises(OrinError, match=r"no progress for 1 s while waiting for Kafka to format.*try again"):
        broker.Broker(tmp_path, tmp_path / "log").format(["/bin/sh", "-c", "exec sleep 30"], "an-id")


def test_a_postgresql_that_hangs_while_it_sets_up_its_data(tmp_path: Path, impatient: float) -> None:
    slow = tmp_path / "programs" / "initdb"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    engine = postgres.Postgres(tmp_path / "home")
    engine.data.parent.mkdir(parents=True, exist_ok=True)
    with pytest.raises(OrinError, match=r"waiting for PostgreSQL to set up its data.*try again"):
        engine._init(slow.parent, None)


def test_what_is_slow_and_works_on_is_waited_for_and_said(tmp_path: Path, impatient: float) -> None:
    said: list[str] = []
    began = time.monotonic()
    process = spawn([sys.executable, "-c", BUSY.format(3)], log=tmp_path / "log")
    assert run_through(process, tmp_path / "log", "the slow one", said.append) == 0
    assert time.monotonic() - began > 2 * impatient
    assert said[0].startswith("waiting for the slow one (")


def test_what_is_stopped_for_a_while_is_waited_for_and_what_stays_stopped_is_not(
    tmp_path: Path, impatient: float
) -> None:
    process = spawn([sys.executable, "-c", BUSY.format(60)], log=tmp_path / "log")
    try:
        wait = Patience()
        until(lambda: activity([process.pid]) != activity([]))
        os.kill(process.pid, signal.SIGSTOP)
        before, stopped = activity([process.pid]), time.monotonic()
        while time.monotonic() - stopped < impatient / 2:
            wait.check(lambda: activity([process.pid]), "it", "-")
        os.kill(process.pid, signal.SIGCONT)
        until(lambda: activity([process.pid]) != before)
        wait.check(lambda: activity([process.pid]), "it", "-")
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(Stalled, match="no progress for 1 s while waiting for it; see there"):  # noqa: PT012
            while True:
                wait.check(lambda: activity([process.pid]), "it", "see there")
                time.sleep(0.01)
    finally:
        process.kill()
        process.wait()


def test_what_ends_is_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    assert run_through(spawn(["/bin/sh", "-c", "exit 3"], log=tmp_path / "log"), tmp_path / "log", "it") == 3
    assert time.monotonic() - began < patience.STALLED_AFTER / 2
