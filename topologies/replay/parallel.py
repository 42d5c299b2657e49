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
from orin.topologies.replay.partition import PartitionResult, ReplayJob, Tell, replay_partition

_WATCHED = 0.1
"""Seconds between two looks at how far the processes are."""

Share = Callable[[float], None]
"""Told which share of the work is done, 0..1."""


def partitions_of(settings: Settings, cameras: str, detections: str | None = None) -> list[int]:
    """Which partitions may have cameras of the pattern: one, if it names a camera."""
    with Log(settings) as log:
        count = log.partitions(detections or TRACKS)
        if detections is None:
            log.partitions(SNAPSHOTS)
    return list(range(count)) if any(c in cameras for c in "*?[") else [partition_of(cameras, count)]


def replay(
    settings: Settings, jobs: Sequence[ReplayJob], told: Share, *, processes: int | None = None
) -> list[PartitionResult]:
    """The results of the jobs, in their order; `processes`: how many at once at most, default the cores.

    Raises OrinError as soon as one fails.
    """
    shares = dict.fromkeys(range(len(jobs)), 0.0)

    def note(number: int, share: float) -> None:
        shares[number] = share
        told(sum(shares.values()) / len(shares))

    workers = min(len(jobs), processes or os.cpu_count() or 1)
    if workers <= 1:
        return [
            _one(settings, job, lambda done, total, n=number: note(n, done / max(total, 1)))  # type: ignore[misc]
            for number, job in enumerate(jobs)
        ]
    context = multiprocessing.get_context("spawn")  # Kafka's client has threads, which no fork survives
    news: Any = context.Queue()
    with ProcessPoolExecutor(workers, context, initializer=_listen, initargs=(news,)) as pool:
        futures = [pool.submit(_work, settings, job, number) for number, job in enumerate(jobs)]
        try:
            _watch(futures, news, note)
            return [future.result() for future in futures]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _watch(futures: "list[Future[PartitionResult]]", news: Any, note: Callable[[int, float], None]) -> None:
    pending: Any = set(futures)
    while pending:
        done, pending = wait(pending, timeout=_WATCHED)
        for future in done:
            future.result()
            note(futures.index(future), 1.0)
        while True:
            try:
                number, share = news.get_nowait()
            except queue.Empty:
                break
            if not futures[number].done():
                note(number, share)


_told: list[Any] = []
"""In a working process: the queue for its news."""


def _listen(news: Any) -> None:
    load_guard_kinds()
    _told.append(news)


def _work(settings: Settings, job: ReplayJob, number: int) -> PartitionResult:
    return _one(settings, job, lambda done, total: _told[0].put((number, done / max(total, 1))))


def _one(settings: Settings, job: ReplayJob, tell: Tell) -> PartitionResult:
    return (replay_partition if job.detections is None else replay_detections)(settings, job, tell)
