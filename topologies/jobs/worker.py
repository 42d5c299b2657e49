"""`orin worker jobs`: one job after the other, from orin.jobs.v1. Any number of workers share it.

All of them read the whole topic, whose single partition orders what they say, and come to the same (processors/jobs):
1. whose turn it is, is asked of what was read;
2. a `running` record with the next attempt is sent, and read back: of two workers the first has the job;
3. its files are fetched, and a child process does it; `running` records with its progress say that the worker lives;
4. the results are put into the store, in a folder of this attempt, and only then is `done` said.

A worker that dies leaves a job nobody hears of; after the lease another begins it again. Should the first one live on,
what it says does not count any more, and the folder of its attempt is never shown: results come once.
"""

import hashlib
import logging
import os
import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil
import structlog
from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition
from msgspec.structs import replace

from orin.processors.jobs.board import Board
from orin.processors.jobs.following import ENDED, MOST_ATTEMPTS
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config, consumer_group
from orin.runtime.config.settings import Settings
from orin.runtime.observability.metrics import serve_metrics
from orin.runtime.processes.stopping import on_stop_signals
from orin.runtime.uploads.store import INPUT, JobFiles
from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Job, JobFile, JobState
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde, open_serde
from orin.topologies.jobs.process import Bounds, JobProcess
from orin.topologies.kafka.answers import partitions
from orin.topologies.kafka.topics import JOBS

log = structlog.get_logger(__name__)
_LIBRARY = logging.getLogger("kafka")

MEDIA_TYPES = {
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".mp4": "video/mp4",
}
_SECRETS = frozenset(
    f"ORIN_{name.upper()}" for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)
)
_LEASE = 3
"""Session timeouts without a word after which a worker is taken for dead."""
_SAYS_EVERY = 1.0
"""Seconds between two records of progress at least."""
_LOOKS_EVERY = 0.5
_SWEEPS_EVERY = 60.0
_ORPHANED_AFTER = 86_400.0
_LONGEST_PAUSE = 10.0
_TIMEOUT = 10.0


class JobsWorker:
    """Runs until told to stop. One thread, and one child at a time: `command` and the folder of its job."""

    def __init__(self, settings: Settings, serde: Serde, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._command, self._env = command, env
        self._serde = serde
        self._files = JobFiles.of(settings)
        self._bounds = Bounds(settings.jobs_max_seconds, settings.jobs_max_memory, settings.jobs_max_disk)
        self._retention_us = round(settings.jobs_retention * 1e6)
        self._lease = _LEASE * settings.kafka_session_timeout
        self._where = settings.kafka_bootstrap
        self._name = uuid.uuid4().hex[:12]
        self._work = settings.home / "jobs"
        self._unknown: dict[str, float] = {}
        """When files were first found that no job has."""
        self._board = Board()
        self._end: int | None = None
        """Of the topic at the start; None once it was read that far. Nothing is begun before."""
        self._claimed: Job | None = None
        self._job: Job | None = None
        self._process: JobProcess | None = None
        self._said_at = self._looked_at = 0.0
        self._sweep_at = time.monotonic()
        self._consumer = Consumer(
            confluent_config(settings)
            | {
                "group.id": consumer_group("jobs"),  # the client wants one; nothing is ever committed
                "enable.auto.commit": False,
                "enable.partition.eof": True,
                "isolation.level": "read_committed",
                "auto.offset.reset": "earliest",
                "logger": _LIBRARY,
            }
        )
        self._producer = Producer(confluent_producer_config(settings) | {"logger": _LIBRARY, "linger.ms": 0})

    def run(self, stop: threading.Event) -> None:
        """Returns when `stop` is set, the job in hand given back. Raises OrinError when the topic is missing."""
        try:
            self._start(stop)
            while not stop.is_set():
                self._read()
                self._producer.poll(0)
                if self._end is None:
                    self._turn()
        finally:
            if self._process is not None and self._job is not None:
                self._say(self._job, "queued", message="its worker was stopped: it begins again")
            self._drop()
            self._producer.flush(_TIMEOUT)
            self._consumer.close()

    def _start(self, stop: threading.Event) -> None:
        pause = 0.5
        while not stop.is_set():
            try:
                partitions(self._consumer, JOBS, self._where, _TIMEOUT)
                _, self._end = self._consumer.get_watermark_offsets(TopicPartition(JOBS, 0), timeout=_TIMEOUT)
            except KafkaException as error:
                log.warning("Kafka does not answer", address=self._where, fault=str(error), again_in=pause)
                stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                self._consumer.assign([TopicPartition(JOBS, 0, 0)])
                return

    def _read(self) -> None:
        for message in self._consumer.consume(500, 0.1):
            error = message.error()
            if error is None:
                self._take(message)
            elif error.code() == KafkaError._PARTITION_EOF:
                self._end = None
            else:
                log.warning("Kafka reports an error", fault=error.str())
            if self._end is not None and (message.offset() or 0) + 1 >= self._end:
                self._end = None

    def _take(self, message: Message) -> None:
        try:
            record = self._serde.decode(message.value() or b"")
        except WireError as error:
            log.debug("skipped", topic=JOBS, offset=message.offset(), fault=str(error))
            return
        if isinstance(record, Job):
            self._board.add(int(message.offset() or 0), record, time.monotonic())

    def _turn(self) -> None:
        now = time.monotonic()
        if self._claimed is not None:
            self._await_claim(self._claimed)
        elif self._process is not None and self._job is not None:
            if now - self._looked_at >= _LOOKS_EVERY or self._process.ended():
                self._looked_at = now
                self._tend(self._job, self._process)
        elif (job := self._board.next(now, self._lease)) is not None:
            self._claimed = self._say(job, "running", attempt=job.attempt + 1, progress=0.0)
        elif now >= self._sweep_at:
            self._sweep_at = now + _SWEEPS_EVERY
            self._sweep()

    def _await_claim(self, claimed: Job) -> None:
        held = self._board.get(claimed.job_id)
        if held is None or held.state in ENDED or held.attempt > claimed.attempt:
            self._claimed = None
        elif held.attempt == claimed.attempt:
            self._claimed = None
            if held.worker == self._name:
                self._begin(held)

    def _begin(self, job: Job) -> None:
        log.info("job begins", job=job.job_id, kind=job.kind, attempt=job.attempt)
        self._job = job
        if job.attempt > MOST_ATTEMPTS:
            self._end_with("failed", f"its worker died {MOST_ATTEMPTS} times: it is not begun again")
            return
        self._work.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=self._work))
        try:
            self._files.fetch(job.job_id, INPUT, folder / INPUT)
            self._process = JobProcess(self._command, job, folder, self._bounds, self._environment(job))
        except (OrinError, OSError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            self._end_with("failed", str(error))

    def _environment(self, job: Job) -> dict[str, str]:
        """What reads files that strangers sent is told no passwords."""
        secret = _SECRETS if job.kind in {"clip", "pictures"} else ()
        return {name: value for name, value in self._env.items() if name not in secret}

    def _tend(self, job: Job, process: JobProcess) -> None:
        held = self._board.get(job.job_id)
        if held is None or held.state != "running" or (held.attempt, held.worker) != (job.attempt, self._name):
            log.info("job is not this worker's any more", job=job.job_id, state=held and held.state)
            self._files.delete(job.job_id, str(job.attempt))
            self._drop()
        elif process.ended():
            self._finish(job, process)
        elif (beyond := process.beyond_bounds()) is not None:
            self._end_with("failed", beyond)
        elif time.monotonic() - self._said_at >= _SAYS_EVERY:
            self._say(job, "running", progress=process.progress())

    def _finish(self, job: Job, process: JobProcess) -> None:
        failure = process.failure()
        if failure is not None:
            self._end_with("failed", failure)
            return
        try:
            results = [self._keep(job, path) for path in process.results()]
        except (OrinError, OSError) as error:
            self._end_with("failed", str(error))
        else:
            self._end_with("done", "", results)

    def _keep(self, job: Job, path: Path) -> JobFile:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        self._files.take(job.job_id, str(job.attempt), path.name, path)
        self._say(job, "running", progress=1.0)  # a slow store is no dead worker
        return JobFile(name=path.name, media_type=MEDIA_TYPES[path.suffix], size=size, sha256=digest)

    def _end_with(self, state: JobState, message: str, results: Sequence[JobFile] = ()) -> None:
        assert self._job is not None
        log.info("job ends", job=self._job.job_id, state=state, reason=message)
        self._say(
            self._job,
            state,
            progress=1.0 if state == "done" else 0.0,
            message=message[:500],
            results=tuple(results),
            expires_at=wall_clock() + self._retention_us,
        )
        self._producer.flush(_TIMEOUT)
        self._files.delete(self._job.job_id, INPUT)
        self._drop()

    def _drop(self) -> None:
        if self._process is not None:
            self._process.close()
        self._process = self._job = None

    def _say(self, job: Job, state: JobState, **said: Any) -> Job:
        """Sends how a job stands; what it is about is in its first record."""
        record = replace(job, state=state, worker=self._name, parameters="{}", at=wall_clock(), **said)
        self._said_at = time.monotonic()
        self._producer.produce(
            JOBS,
            self._serde.encode(record),
            job.job_id.encode(),
            headers=list(headers(record)),
            timestamp=record.at // 1000,
            on_delivery=self._delivered(record),
        )
        return record

    def _delivered(self, record: Job) -> Callable[[KafkaError | None, Message], None]:
        def answered(error: KafkaError | None, _message: Message) -> None:
            if error is not None:
                log.warning("Kafka did not take a record", job=record.job_id, state=record.state, fault=error.str())
                if self._claimed is record:
                    self._claimed = None

        return answered

    def _sweep(self) -> None:
        """Deletes the files of jobs that ended long ago, and what was sent for jobs that never came to be."""
        for left in self._work.glob("*-*"):
            pid = left.name.partition("-")[0]
            if not (pid.isdecimal() and psutil.pid_exists(int(pid))):
                shutil.rmtree(left, ignore_errors=True)
        now = time.monotonic()
        try:
            for job_id in self._board.expired(wall_clock()):
                self._files.delete(job_id)
                self._board.forget(job_id)
            unknown = {job_id for job_id in self._files.jobs() if not self._board.knows(job_id)}
            self._unknown = {job_id: self._unknown.get(job_id, now) for job_id in unknown}
            for job_id in [job_id for job_id, since in self._unknown.items() if now - since > _ORPHANED_AFTER]:
                self._files.delete(job_id)
        except OrinError as error:
            log.warning("files of jobs not deleted", error=str(error))


def run(settings: Settings, command: Sequence[str], env: Mapping[str, str]) -> None:
    """`orin worker jobs`, until SIGTERM or SIGINT."""
    stop = threading.Event()
    on_stop_signals(stop.set, settings.drain_timeout)
    server = None if settings.metrics_port is None else serve_metrics(settings.metrics_port, settings.metrics_host)
    try:
        JobsWorker(settings, open_serde(settings.schema_registry_url), command, env).run(stop)
    finally:
        if server is not None:
            server.close()
