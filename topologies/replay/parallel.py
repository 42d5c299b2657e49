"""A whole window, on as many processes as there are cores.

Each process has some of the partitions and takes them in step (in_step.py). Where there are more cores than partitions,
several processes read the same partition, each for its share of the cameras: reading costs a tenth of judging.
"""

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from typing import Any

from msgspec.structs import replace

from orin.processors.specs.references import is_pattern
from orin.runtime.config.settings import Settings
from orin.runtime.plugins import load_guard_kinds
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import SNAPSHOTS, TRACKS
from orin.topologies.replay.chain import replay_detections
from orin.topologies.replay.in_step import FirstDay, in_step, together
from orin.topologies.replay.partition import CameraShare, PartitionResult, ReplayJob, Running, replaying
from orin.topologies.replay.progress import OnProgress

_WATCHED = 0.1
"""Seconds between two looks at the progress of the processes."""
DAY = 86_400_000_000
OnFirst = Callable[[FirstDay], None]
_Note = Callable[[int, float, str], None]


def partitions_of(settings: Settings, cameras: str, detections: str | None = None) -> list[int]:
    """The partitions that may have cameras of the pattern: one if it names a camera."""
    with Log(settings) as log:
        count = log.partitions(detections or TRACKS)
        if detections is None:
            log.partitions(SNAPSHOTS)
    return list(range(count)) if is_pattern(cameras) else [partition_of(cameras, count)]


def dealt(jobs: Sequence[ReplayJob], cameras: Collection[str], processes: int | None = None) -> list[ReplayJob]:
    """The jobs, of one partition each, so that every core has one at least: each a share of the cameras.

    `cameras`: those that are known, to be dealt out evenly.
    """
    of = -(-(processes or os.cpu_count() or 1) // len(jobs))
    if of <= 1 or not cameras or jobs[0].detections is not None:
        return list(jobs)
    known = tuple(sorted(cameras))
    return [replace(job, share=CameraShare(number, of, known)) for job in jobs for number in range(of)]


def replay(
    settings: Settings,
    jobs: Sequence[ReplayJob],
    on_progress: OnProgress,
    *,
    processes: int | None = None,
    on_first: OnFirst | None = None,
    first: int = DAY,
) -> list[PartitionResult]:
    """The results of the jobs, in their order; `processes`: how many at once at most, default the cores.

    `on_first` is told what the first day gave as soon as all have come so far; not where the window is no longer
    than that. `first`: how long that day is, µs. Raises OrinError as soon as one fails.
    """
    window = jobs[0].window
    early = on_first is not None and window.start + first < window.end and jobs[0].detections is None
    until = window.start + first if early else None
    tell = _Told(jobs, on_progress, on_first)
    groups = _groups(settings, jobs, min(len(jobs), processes or os.cpu_count() or 1))
    if len(groups) <= 1:
        found = _run(settings, dict(enumerate(jobs)), until, tell.progress, lambda day: tell.first(0, 1, day))
    else:
        on_progress(0.0, f"starting {len(groups)} processes")
        found = _in_processes(settings, groups, until, tell)
    return [found[number] for number in range(len(jobs))]


class _Told:
    """What the processes say, put together for whoever shows it."""

    def __init__(self, jobs: Sequence[ReplayJob], on_progress: OnProgress, on_first: OnFirst | None) -> None:
        self._jobs = jobs
        self._shares = dict.fromkeys(range(len(jobs)), 0.0)
        self._early: dict[int, FirstDay] = {}
        self._on_progress = on_progress
        self._on_first = on_first

    def progress(self, number: int, share: float, doing: str) -> None:
        self._shares[number] = share
        where = f"partition {self._jobs[number].partition}: " if len(self._jobs) > 1 else ""
        self._on_progress(sum(self._shares.values()) / len(self._shares), where + doing)

    def first(self, group: int, of: int, day: FirstDay) -> None:
        self._early[group] = day
        if len(self._early) == of and self._on_first is not None:
            self._on_first(together(self._early.values()))


def _groups(settings: Settings, jobs: Sequence[ReplayJob], count: int) -> list[dict[int, ReplayJob]]:
    """The jobs by number for each process, those with the most records first and to whoever has the fewest."""
    groups: list[dict[int, ReplayJob]] = [{} for _ in range(count)]
    if count == 1:
        return [dict(enumerate(jobs))]
    with Log(settings) as log:
        held = {job.partition: log.bounds(job.detections or TRACKS, job.partition) for job in jobs}
    records = [
        (held[job.partition].end - held[job.partition].start) / (job.share.of if job.share else 1) for job in jobs
    ]
    loads = [0.0] * count
    for number in sorted(range(len(jobs)), key=lambda each: (-records[each], each)):
        least = loads.index(min(loads))
        loads[least] += records[number] + 1
        groups[least][number] = jobs[number]
    return groups


def _in_processes(
    settings: Settings, groups: Sequence[Mapping[int, ReplayJob]], until: int | None, tell: _Told
) -> dict[int, PartitionResult]:
    context = multiprocessing.get_context("spawn")  # Kafka's client has threads, which no fork survives
    news: Any = context.Queue()
    with ProcessPoolExecutor(len(groups), context, initializer=_listen, initargs=(news,)) as pool:
        futures = [pool.submit(_work, settings, group, until, at) for at, group in enumerate(groups)]
        try:
            _watch(futures, news, tell)
            return {number: result for future in futures for number, result in future.result().items()}
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _watch(futures: "list[Future[dict[int, PartitionResult]]]", news: Any, tell: _Told) -> None:
    pending: Any = set(futures)
    while pending:
        done, pending = wait(pending, timeout=_WATCHED)
        for future in done:
            for number in future.result():
                tell.progress(number, 1.0, "done")
        while True:
            try:
                group, said = news.get_nowait()
            except queue.Empty:
                break
            if isinstance(said, FirstDay):
                tell.first(group, len(futures), said)
            elif not futures[group].done():
                tell.progress(*said)


_news: list[Any] = []
"""In a worker process: the queue for what it has to say."""


def _listen(news: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    load_guard_kinds()
    _news.append(news)


def _end_with_parent() -> None:
    """A pool's processes would wait for work for ever after a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(
    settings: Settings, jobs: Mapping[int, ReplayJob], until: int | None, group: int
) -> dict[int, PartitionResult]:
    def say(said: object) -> None:
        _news[0].put((group, said))

    return _run(settings, jobs, until, lambda *progress: say(progress), say)


def _run(
    settings: Settings, jobs: Mapping[int, ReplayJob], until: int | None, note: _Note, on_first: OnFirst
) -> dict[int, PartitionResult]:
    def open_(number: int, job: ReplayJob) -> Running:
        def on_progress(share: float, doing: str) -> None:
            note(number, share, doing)

        if job.detections is None:
            return replaying(settings, job, on_progress)
        return _at_once(settings, job, on_progress)

    return in_step({number: open_(number, job) for number, job in jobs.items()}, until, on_first)


def _at_once(settings: Settings, job: ReplayJob, on_progress: OnProgress) -> Running:
    """A topic of detections, which is judged from its start to its end."""
    yield from ()
    return replay_detections(settings, job, on_progress)
