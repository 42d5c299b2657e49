"""Whose job is next: owners take turns, so one who submits a thousand does not keep another waiting."""

from collections.abc import Iterable
from typing import NamedTuple

from orin.schemas.records import Job


class Tracked(NamedTuple):
    """A job that has not ended, and where it lies on the topic."""

    job: Job
    submitted: int
    """Offset of its first record."""


def next_job(waiting: Iterable[Tracked], running: Iterable[Job], begun: dict[str, int]) -> Job | None:
    """The job to begin; None where none waits.

    Of the owners with the fewest running jobs the one who was served longest ago (`begun`: offset of the last
    beginning of a job of theirs), and of theirs the oldest.
    """
    busy: dict[str, int] = {}
    for job in running:
        busy[job.owner] = busy.get(job.owner, 0) + 1
    best = min(
        waiting,
        key=lambda each: (busy.get(each.job.owner, 0), begun.get(each.job.owner, -1), each.submitted),
        default=None,
    )
    return None if best is None else best.job
