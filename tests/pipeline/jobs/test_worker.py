"""Workers of jobs: kills, bounds, cancelling, turns, sweeping. Each job comes to one end, and its results come once."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.uploads.store import FileGone
from tests.support.processes.jobs_queue import Queue, working
from tests.support.repository import ROOT
from tests.support.waiting import until

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def settings(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"), kafka_bootstrap=kafka.bootstrap, jobs_max_seconds=30)


@pytest.fixture(scope="module")
def queue(settings: Settings) -> Iterator[Queue]:
    made = Queue(settings)
    yield made
    made.close()


def read(queue: Queue, job_id: str, attempt: int, name: str = "events.csv") -> str:
    return b"".join(queue.files.chunks(job_id, str(attempt), name)).decode()


@contextmanager
def worker_process(settings: Settings) -> Iterator[psutil.Process]:
    said = {"home": str(settings.home), "kafka_bootstrap": settings.kafka_bootstrap, "kafka_session_timeout": 0.7}
    command = [sys.executable, "-m", "tests.support.processes.jobs_queue", json.dumps(said)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.kill()


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stopped for a while"])
def test_a_job_begins_again_where_its_worker_is_gone_and_its_results_come_once(
    queue: Queue, settings: Settings, harm: signal.Signals
) -> None:
    with worker_process(settings) as first:
        job_id = queue.submit("waits")
        assert queue.until(job_id, "running").attempt == 1
        (child,) = until(lambda: [each for each in first.children() if "fake_job.py" in " ".join(each.cmdline())])
        first.send_signal(harm)
        with working(settings.model_copy(update={"kafka_session_timeout": 0.7})):
            done = queue.until(job_id, "done", "failed")
            if harm == signal.SIGSTOP:
                first.send_signal(signal.SIGCONT)
            until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
        assert (done.state, done.attempt) == ("done", 2)
        assert read(queue, job_id, 2) == "by attempt 2\n"
        with pytest.raises(FileGone):
            read(queue, job_id, 1)
        assert queue.job(job_id) == done


def test_two_workers_share_the_jobs_and_owners_take_turns(queue: Queue, settings: Settings) -> None:
    jobs = [queue.submit("works", owner) for owner in ("a", "a", "a", "a", "b")]
    with working(settings), working(settings):
        ended = [queue.until(job_id, "done", "failed") for job_id in jobs]
    assert [(job.state, job.attempt) for job in ended] == [("done", 1)] * 5
    assert len({job.worker for job in ended}) == 2
    begun = [each.job_id for each in queue.records if (each.state, each.progress) == ("running", 0.0)]
    order = [job_id for job_id in dict.fromkeys(begun) if job_id in jobs]
    assert jobs[4] in order[:2]
    assert [each for each in order if each != jobs[4]] == jobs[:4]


@pytest.mark.parametrize(
    ("does", "bounds", "says"),
    [
        ("hangs", {"jobs_max_seconds": 0.5}, "it took longer than 0.5 s (ORIN_JOBS_MAX_SECONDS)"),
        ("eats", {"jobs_max_memory": 60 * 2**20}, "it took more memory than 60 MiB (ORIN_JOBS_MAX_MEMORY)"),
        ("fills", {"jobs_max_disk": 30 * 2**20}, "its files took more than 30 MiB (ORIN_JOBS_MAX_DISK)"),
        ("fails", {}, "the clip makes no sense"),
        ("killed", {}, "its process was killed, perhaps for want of memory on the worker's machine"),
    ],
)
def test_a_job_that_goes_beyond_its_bounds_fails_and_says_which(
    queue: Queue, settings: Settings, does: str, bounds: dict[str, float], says: str
) -> None:
    job_id = queue.submit(does)
    with working(settings.model_copy(update=bounds)):
        failed = queue.until(job_id, "done", "failed")
        until(lambda: not any((settings.home / "jobs").iterdir()))
    assert (failed.state, failed.message, failed.results) == ("failed", says, ())


def test_a_running_job_is_cancelled_and_its_files_are_swept(
    queue: Queue, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orin.topologies.jobs.worker._SWEEPS_EVERY", 0.2)
    job_id = queue.submit("hangs")
    with working(settings):
        running = queue.until(job_id, "running")
        until(lambda: any((settings.home / "jobs").iterdir()))
        queue.say(replace(running, state="cancelled", expires_at=wall_clock(), at=wall_clock()))
        assert queue.until(job_id, "cancelled").state == "cancelled"
        until(lambda: not any((settings.home / "jobs").iterdir()))
        until(lambda: job_id not in queue.files.jobs())


def test_a_worker_that_is_stopped_gives_its_job_back(queue: Queue, settings: Settings) -> None:
    job_id = queue.submit("waits")
    with working(settings):
        queue.until(job_id, "running")
        until(lambda: any((settings.home / "jobs").iterdir()))
    assert queue.job(job_id).state == "queued"
    with working(settings):
        done = queue.until(job_id, "done", "failed")
    assert (done.state, done.attempt) == ("done", 2)


def test_results_are_deleted_after_their_time(
    queue: Queue, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orin.topologies.jobs.worker._SWEEPS_EVERY", 0.2)
    job_id = queue.submit("works")
    with working(settings.model_copy(update={"jobs_retention": 0.3})):
        done = queue.until(job_id, "done", "failed")
        until(lambda: job_id not in queue.files.jobs())
    assert done.expires_at is not None
    assert wall_clock() >= done.expires_at


def test_what_was_left_by_a_worker_that_died_is_cleared(queue: Queue, settings: Settings) -> None:
    left = settings.home / "jobs" / "999999999-abc"
    Path(left / "input").mkdir(parents=True)
    with working(settings):
        until(lambda: not left.exists())
