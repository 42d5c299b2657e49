"""All jobs as the records of the topic leave them, for a worker that looks for the next."""

from orin.processors.jobs.following import ENDED, follow
from orin.processors.jobs.turns import Tracked, next_job
from orin.schemas.records import Job


class Board:
    """Takes the records in the order of the topic. `now` and `lease` are seconds of a clock that only goes on."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._open: dict[str, Tracked] = {}
        self._heard: dict[str, float] = {}
        self._begun: dict[str, int] = {}

    def add(self, offset: int, said: Job, now: float) -> None:
        """The next record. What does not count changes nothing: a worker that was taken for dead is not heard."""
        held = self._jobs.get(said.job_id)
        job = follow(held, said)
        if job is None or job is held:
            return
        self._jobs[job.job_id] = job
        if held is None or held.attempt != job.attempt:
            self._begun[job.owner] = offset if job.attempt else self._begun.get(job.owner, -1)
        if job.state in ENDED:
            self._open.pop(job.job_id, None)
            self._heard.pop(job.job_id, None)
            return
        before = self._open.get(job.job_id)
        self._open[job.job_id] = Tracked(job, offset if before is None else before.submitted)
        self._heard[job.job_id] = now

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def next(self, now: float, lease: float) -> Job | None:
        """The job to begin: one that nobody works on, or whose worker was not heard of for `lease` seconds."""
        waiting, running = [], []
        for tracked in self._open.values():
            if tracked.job.state == "running" and now - self._heard[tracked.job.job_id] <= lease:
                running.append(tracked.job)
            else:
                waiting.append(tracked)
        return next_job(waiting, running, self._begun)

    def expired(self, at: int) -> list[str]:
        """Jobs whose files are to be deleted by `at` (µs, wall clock)."""
        return [job.job_id for job in self._jobs.values() if job.expires_at is not None and job.expires_at <= at]

    def knows(self, job_id: str) -> bool:
        return job_id in self._jobs

    def forget(self, job_id: str) -> None:
        """A job that has ended, and of which there is nothing left."""
        self._jobs.pop(job_id, None)
