"""Which records of a job count."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.processors.jobs.following import ENDED, follow
from orin.schemas.records import Job, JobFile

SUBMITTED = Job(job_id="j", kind="clip", state="queued", site="hq", name="a.mp4", owner="account:kim", by="Kim", at=1)


def said(state: str, attempt: int = 1, worker: str = "w1", **more: object) -> Job:
    values = {"job_id": "j", "kind": "clip", "site": "other", "owner": "somebody", "by": "else", "at": 2} | more
    return Job(state=state, attempt=attempt, worker=worker, **values)  # type: ignore[arg-type]


def after(*records: Job) -> Job | None:
    held: Job | None = None
    for record in records:
        held = follow(held, record)
    return held


def test_a_job_begins_goes_on_and_ends_once() -> None:
    results = (JobFile(name="events.json", media_type="application/json", size=2, sha256="00"),)
    found = after(SUBMITTED, said("running"), said("running", progress=0.5), said("done", results=results))
    assert found is not None
    assert (found.state, found.results, found.site, found.owner, found.name) == (
        "done", results, "hq", "account:kim", "a.mp4",
    )  # fmt: skip
    assert follow(found, said("failed")) == found
    assert follow(found, said("cancelled")) == found


def test_of_two_workers_that_begin_the_first_counts() -> None:
    found = after(SUBMITTED, said("running"), said("running", worker="w2"), said("done", worker="w2"))
    assert found is not None
    assert (found.state, found.worker) == ("running", "w1")


def test_a_worker_that_was_taken_for_dead_changes_nothing() -> None:
    again = said("running", attempt=2, worker="w2")
    found = after(SUBMITTED, said("running"), again, said("done"), said("running", progress=0.9))
    assert found is not None
    assert (found.state, found.attempt, found.worker, found.progress) == ("running", 2, "w2", 0.0)


def test_a_worker_that_stops_gives_its_job_back() -> None:
    found = after(SUBMITTED, said("running"), said("queued"))
    assert found is not None
    assert (found.state, found.attempt) == ("queued", 1)


def test_nothing_begins_without_its_first_record() -> None:
    assert after(said("running"), said("done"), said("cancelled")) is None


RECORDS = st.builds(
    said,
    st.sampled_from(["queued", "running", "done", "failed", "cancelled", "unknown"]),
    st.integers(0, 4),
    st.sampled_from(["", "w1", "w2"]),
    progress=st.floats(-1, 2),
)


@given(st.lists(RECORDS, max_size=12))
def test_whatever_is_said_what_a_job_is_about_and_its_end_stay(records: list[Job]) -> None:
    held = SUBMITTED
    for record in records:
        found = follow(held, record)
        assert found is not None
        assert (found.site, found.owner, found.by, found.name, found.kind) == (
            "hq",
            "account:kim",
            "Kim",
            "a.mp4",
            "clip",
        )
        assert found.attempt - held.attempt in {0, 1}
        assert 0 <= found.progress <= 1
        if held.state in ENDED:
            assert found == held
        if found.state in {"done", "failed"} and found != held:
            assert (record.attempt, record.worker) == (held.attempt, held.worker)
        held = found


@given(st.lists(RECORDS, max_size=12))
def test_a_record_that_is_written_twice_changes_nothing_more(records: list[Job]) -> None:
    once = after(SUBMITTED, *records)
    twice = after(SUBMITTED, *(each for record in records for each in (record, record)))
    assert once is not None
    assert twice is not None
    assert replace(once, at=0) == replace(twice, at=0)
