"""Jobs on a real topic, workers for them, and a job's process that does as the job's name says.

`python -m tests.support.processes.jobs_queue SETTINGS` is a worker in a process of its own.
"""

import json
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from confluent_kafka import Consumer, Producer, TopicPartition

from orin.processors.jobs.following import follow
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.uploads.store import INPUT, JobFiles
from orin.schemas.records import Job
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.jobs.worker import JobsWorker
from orin.topologies.kafka.topics import JOBS
from tests.support.waiting import until

FAKE = [sys.executable, "-S", str(Path(__file__).with_name("fake_job.py"))]


class Queue:
    """What is on the topic, and what it comes to."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.files = JobFiles.of(settings)
        self.records: list[Job] = []
        self._jobs: dict[str, Job] = {}
        self._producer = Producer({"bootstrap.servers": settings.kafka_bootstrap, "linger.ms": 0})
        self._consumer = Consumer({"bootstrap.servers": settings.kafka_bootstrap, "group.id": "queue"})
        self._read = 0
        self._consumer.assign([TopicPartition(JOBS, 0, 0)])

    def close(self) -> None:
        self._consumer.close()

    def submit(self, does: str, owner: str = "account:kim") -> str:
        """A job whose process does so."""
        job_id = str(uuid.uuid4())
        sent = self.settings.home / "sent"
        sent.write_text("sent")
        self.files.take(job_id, INPUT, "clip.mp4", sent)
        job = Job(
            job_id=job_id, kind="clip", state="queued", site="hq", name=does, owner=owner, by="kim", at=wall_clock()
        )
        self.say(job)
        return job_id

    def say(self, job: Job) -> None:
        value = file_serde().encode(job)
        self._producer.produce(JOBS, value, job.job_id.encode(), headers=dict(headers(job)))
        assert self._producer.flush(20) == 0

    def job(self, job_id: str) -> Job:
        """As all records that are there by now leave it."""
        _, end = self._consumer.get_watermark_offsets(TopicPartition(JOBS, 0), timeout=20)
        while self._read < end:
            message = self._consumer.poll(20)
            assert message is not None
            assert message.error() is None
            self._read = int(message.offset() or 0) + 1
            record = file_serde().decode(message.value() or b"")
            assert isinstance(record, Job)
            self.records.append(record)
            job = follow(self._jobs.get(record.job_id), record)
            if job is not None:
                self._jobs[record.job_id] = job
        return self._jobs[job_id]

    def until(self, job_id: str, *states: str) -> Job:
        return until(
            lambda: (job := self.job(job_id)).state in states and job, 40, f"{states} of {job_id}"
        ) or self.job(job_id)


@contextmanager
def working(settings: Settings) -> Iterator[None]:
    """A worker in a thread of this process."""
    stop = threading.Event()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            JobsWorker(settings, file_serde(), FAKE, {}).run(stop)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
    assert not failures


if __name__ == "__main__":
    JobsWorker(Settings(**json.loads(sys.argv[1])), file_serde(), FAKE, {}).run(threading.Event())
