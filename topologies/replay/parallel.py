"""A whole window: every partition that can have a wanted camera, in as many processes as there are cores."""

import multiprocessing
import os
import queue
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from typing import Any

from orin.runtime.config.settings import Settings
from orin.runtime.plugins import load_guard_kinds
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import SNAPSHOTS, TRACKS
from orin.topologies.replay.chain import replay_detections
from orin.topologies.replay.partition import PartitionResult, ReplayJob, replay_partition
from orin.topologies.replay.progress import OnProgress

_WATCHED = 0.1
"""Seconds between two looks at the progress of the processes."""


def partitions_of(settings: Settings, cameras: str, detections: str | None = None) -> list[int]:
    """The partitions that may have cameras of the pattern: one if it names a camera."""
    with Log(settings) as log:
        count = log.partitions(detections or TRACKS)
        if detections is None:
            log.partitions(SNAPSHOTS)
    return list(range(count)) if any(c in cameras for c in "*?[") else [partition_of(cameras, count)]


def replay(
    settings: Settings, jobs: Sequence[ReplayJob], on_progress: OnProgress, *, processes: int | None = None
) -> list[PartitionResult]:
    """The results of the jobs, in their order; `processes`: how many at once at most, default the cores.

    Raises OrinError as soon as one fails.
    """
    shares = dict.fromkeys(range(len(jobs)), 0.0)

    def note(number: int, share: float, doing: str) -> None:
        shares[number] = share
        where = f"partition {jobs[number].partition}: " if len(jobs) > 1 else ""
        on_progress(sum(shares.values()) / len(shares), where + doing)

    workers = min(len(jobs), processes or os.cpu_count() or 1)
    if workers <= 1:
        return [
            _one(settings, job, lambda share, doing, n=number: note(n, share, doing))  # type: ignore[misc]
            for number, job in enumerate(jobs)
        ]
    on_progress(0.0, f"starting {workers} processes")
    context = multiprocessing.get_context("spawn")  # Kafka's client has threads, which no fork survives
    news: Any = context.Queue()
    with ProcessPoolExecutor(workers, context, initializer=_listen, initargs=(news,)) as pool:
        futures = [pool.submit(_work, settings, job, number) for number, job in enumerate(jobs)]
        try:
            _watch(futures, news, note)
            return [future.result() for future in futures]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _watch(futures: "list[Future[PartitionResult]]", news: Any, note: Callable[[int, float, str], None]) -> None:
    pending: Any = set(futures)
    while pending:
        done, pending = wait(pending, timeout=_WATCHED)
        for future in done:
            future.result()
            note(futures.index(future), 1.0, "done")
        while True:
            try:
                number, share, doing = news.get_nowait()
            except queue.Empty:
                break
            if not futures[number].done():
                note(number, share, doing)


_news: list[Any] = []
"""In a worker process: the queue for its progress."""


def _listen(news: Any) -> None:
    load_guard_kinds()
    _news.append(news)


def _work(settings: Settings, job: ReplayJob, number: int) -> PartitionResult:
    return _one(settings, job, lambda share, doing: _news[0].put((number, share, doing)))


def _one(settings: Settings, job: ReplayJob, on_progress: OnProgress) -> PartitionResult:
    return (replay_partition if job.detections is None else replay_detections)(settings, job, on_progress)
