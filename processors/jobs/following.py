"""Which records of a job count. Whoever reads the topic in its order comes to the same: workers, projector, people."""

from msgspec.structs import replace

from orin.schemas.records import Job, JobState

ENDED: frozenset[JobState] = frozenset({"done", "failed", "cancelled"})
"""States that nothing follows."""
MOST_ATTEMPTS = 3
"""A job whose workers died so often is not begun again."""


def follow(held: Job | None, said: Job) -> Job | None:
    """The job after a record of it: `held` itself where the record does not count.

    The first submits it. Of two workers that begin the same attempt the first counts; what another worker than that,
    or an earlier attempt, says later does not: a worker that was taken for dead changes nothing any more. Anybody may
    cancel a job that has not ended. What a job is about is in its first record alone.
    """
    if held is None:
        return said if (said.state, said.attempt) == ("queued", 0) else None
    if not _counts(held, said):
        return held
    return replace(
        held,
        state=said.state,
        attempt=held.attempt if said.state == "cancelled" else said.attempt,
        worker=held.worker if said.state == "cancelled" else said.worker,
        progress=min(1.0, max(0.0, said.progress)) if said.state != "cancelled" else held.progress,
        message=said.message,
        results=said.results,
        expires_at=said.expires_at,
        at=said.at,
    )


def _counts(held: Job, said: Job) -> bool:
    if held.state in ENDED:
        return False
    if said.state == "cancelled":
        return True
    if said.state == "running" and said.attempt == held.attempt + 1:
        return bool(said.worker)
    going_on = held.state == "running" and (said.attempt, said.worker) == (held.attempt, held.worker)
    return going_on and said.state in {"queued", "running", "done", "failed"}
