"""Whose job is next."""

from hypothesis import given
from hypothesis import strategies as st

from orin.processors.jobs.turns import Tracked, next_job
from orin.schemas.records import Job


def tracked(number: int, owner: str) -> Tracked:
    job = Job(job_id=str(number), kind="clip", state="queued", site="hq", owner=owner, by=owner, at=number)
    return Tracked(job, number)


def order(waiting: list[Tracked], workers: int = 1) -> list[str]:
    """The owners in the order of their beginnings; each job ends when all workers are taken."""
    running: list[Job] = []
    begun: dict[str, int] = {}
    found = []
    offset = len(waiting)
    while (job := next_job(waiting, running, begun)) is not None:
        waiting = [each for each in waiting if each.job.job_id != job.job_id]
        begun[job.owner] = offset = offset + 1
        found.append(job.owner)
        running = [*running, job][-(workers - 1) :] if workers > 1 else []
    return found


def test_owners_take_turns_and_each_ones_oldest_is_first() -> None:
    waiting = [tracked(number, owner) for number, owner in enumerate("aaaab")]
    assert order(waiting) == list("abaaa")
    first = next_job(waiting, [waiting[0].job], {"a": 9})
    assert first is not None
    assert first.owner == "b"
    assert next_job([], [], {}) is None


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.integers(1, 3))
def test_nobody_waits_for_more_than_a_turn_of_each_other_owner(owners: list[str], workers: int) -> None:
    waiting = [tracked(number, owner) for number, owner in enumerate(owners)]
    served = order(waiting, workers)
    assert sorted(served) == sorted(owners)
    for owner in set(owners):
        places = [place for place, each in enumerate(served) if each == owner]
        for before, then in zip([-1, *places], places, strict=False):
            between = served[before + 1 : then]
            assert all(between.count(other) <= workers + 1 for other in set(between) - {owner}), served


@given(st.permutations(list(range(6))))
def test_the_order_in_which_they_are_asked_about_does_not_matter(places: list[int]) -> None:
    waiting = [tracked(number, "ab"[number % 2]) for number in places]
    found = next_job(waiting, [], {"a": 3})
    assert found is not None
    assert found.job_id == "1"
