"""Partitions of one process go on in step, an early answer comes first, and no camera is judged twice or not at all."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from orin.schemas.errors import OrinError
from orin.schemas.records import Event, Provenance
from orin.topologies.replay.in_step import FirstDay, in_step
from orin.topologies.replay.parallel import dealt
from orin.topologies.replay.partition import CameraShare, PartitionResult, Reached, ReplayJob, Running
from orin.topologies.replay.run import ReplayOutput, Span, Window

EVENT = Event(
    event_id="e", sequence=0, kind="enters", phase="occurred", guard="door", guard_revision="1-0", camera_revision=None,
    camera="a/b", site="a", subject=None, zone=None, since=0, due_at=0, opened_at=0, at=0, certainty="observed",
    coverage=1.0, severity="low", notify="send", late=False, digest="",
    provenance=Provenance(topic="t", partition=0, offset=0, uri=None, model_sha256=None, build=""),
)  # fmt: skip


def partition(number: int, times: list[int], log: list[tuple[int, int]], closed: list[int]) -> Running:
    """An event at each of `times`."""
    output = ReplayOutput()
    try:
        for at in times:
            log.append((number, at))
            output.events.append(replace(EVENT, at=at, guard=f"g{number}"))
            output.spans[f"a/{number}"] = Span(first=at, last=at, first_offset=0, last_offset=0)
            yield Reached(at, output)
    finally:
        closed.append(number)
    return PartitionResult(partition=number, output=output, production=[], missing=[])


@given(st.lists(st.lists(st.integers(1, 100), max_size=8, unique=True).map(sorted), min_size=1, max_size=5))
def test_nobody_goes_far_ahead_and_the_first_day_is_told_once(times: list[list[int]]) -> None:
    log: list[tuple[int, int]] = []
    told: list[tuple[FirstDay, int]] = []
    running = {number: partition(number, each, log, []) for number, each in enumerate(times)}
    results = in_step(running, 50, lambda day: told.append((day, len(log))))
    assert {n: [e.at for e in result.output.events] for n, result in results.items()} == dict(enumerate(times))
    reached = dict.fromkeys(running, 0)
    for number, at in log:
        behind = min(reached[each] for each in running if reached[each] < max(times[each], default=0))
        assert reached[number] == behind, "whoever has come least far goes on"
        reached[number] = at
    ((day, judged),) = told
    assert day.events == {f"g{n}": early for n, each in enumerate(times) if (early := sum(at < 50 for at in each))}
    assert day.cameras == sum(1 for each in times if each)
    late = [at for _, at in log[:judged] if at >= 50]
    assert len(late) <= len(times), "the rest of the window waits for the first day"


def test_an_error_ends_all() -> None:
    closed: list[int] = []

    def failing() -> Running:
        yield Reached(2, ReplayOutput())
        raise OrinError("gone")

    with pytest.raises(OrinError, match="gone"):
        in_step({0: failing(), 1: partition(1, [1, 3, 5, 7], [], closed)}, None, print)
    assert closed == [1]


def jobs(count: int, **more: str) -> list[ReplayJob]:
    return [ReplayJob(partition=p, window=Window(0, 1), cameras="*", **more) for p in range(count)]  # type: ignore[arg-type]


def test_partitions_are_shared_only_where_there_are_more_cores() -> None:
    assert dealt(jobs(4), ["a/b"], 4) == jobs(4)
    assert dealt(jobs(4, detections="topic"), ["a/b"], 16) == jobs(4, detections="topic")
    assert [job.partition for job in dealt(jobs(4), ["a/b"], 6)] == [0, 0, 1, 1, 2, 2, 3, 3]


@given(st.sets(st.text("abc/", min_size=1, max_size=4)), st.sets(st.text("abcd/", max_size=4)), st.integers(1, 5))
def test_each_camera_is_in_one_share_and_known_ones_are_even(known: set[str], others: set[str], of: int) -> None:
    shares = [CameraShare(number, of, tuple(sorted(known))) for number in range(of)]

    def held(cameras: set[str]) -> Iterator[int]:
        return (sum(share.holds(camera) for camera in cameras) for share in shares)

    for camera in known | others:
        assert sum(held({camera})) == 1
    counts = list(held(known))
    assert max(counts) - min(counts) <= 1
