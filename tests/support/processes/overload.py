"""Cameras that bring more than detect can look at: the driver, and the slow worker, which runs as this module."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from orin.processors.detection.backend import DecodedFrame, FrameResult
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.processes.children import spawn, stop
from orin.runtime.processes.stopping import on_stop_signals
from orin.schemas.records import Detections
from orin.topologies.detect.worker import Worker
from tests.support.processes.detect_bench import Camera, Log, decoded, jpeg
from tests.support.repository import ROOT


class Slow:
    """Sees nothing, and takes `seconds` a frame for it."""

    name = "slow"
    model = None

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        time.sleep(self._seconds * len(frames))
        return [FrameResult("seen", (), frame.captured_at) for frame in frames]

    def forget(self, cameras: Collection[str]) -> None: ...

    def close(self) -> None: ...


@contextmanager
def slow_worker(settings: Settings, log: Path, seconds: float, max_lag: float) -> Iterator["subprocess.Popen[bytes]"]:
    env = os.environ | {
        "ORIN_HOME": str(settings.home),
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_DETECT_MAX_LAG": str(max_lag),
        "PYTHONPATH": str(ROOT),
    }
    process = spawn([sys.executable, "-m", "tests.support.processes.overload", str(seconds)], log=log, env=env)
    try:
        yield process
    finally:
        stop(process, 15.0)
        sys.stdout.write(log.read_text()[-3000:])


@dataclass
class Answers:
    """What became of one camera's frames."""

    published: list[int] = field(default_factory=list)
    """captured_at, in order."""
    records: list[Detections] = field(default_factory=list)
    ages: dict[int, float] = field(default_factory=dict)
    """Seconds from publishing until the answer was read, by captured_at."""

    def of(self, status: str) -> list[Detections]:
        return [record for record in self.records if record.status == status]

    def longest_unseen(self) -> float:
        """Seconds of event time between two frames that were looked at."""
        at = [record.captured_at for record in self.of("seen")]
        return max((b - a for a, b in pairwise(at)), default=0) / 1e6


def publish(camera: Camera, log: Log, count: int, every: float) -> Answers:
    """Brings `count` frames `every` seconds, reads what is answered meanwhile, and then until all are."""
    answers = Answers()
    picture = jpeg(7)
    begun = time.monotonic()
    camera.at = wall_clock()
    while len(answers.records) < count:
        if len(answers.published) < count and time.monotonic() >= begun + len(answers.published) * every:
            frame = camera.frame(picture, step=max(1000, wall_clock() - camera.at))
            answers.published.append(frame.captured_at)
            camera.producer.poll(0)
            continue
        assert time.monotonic() < begun + count * every + 60, f"{len(answers.records)} of {count} answered"
        message = log.consumer.poll(0.005)
        if message is None or message.error() is not None or message.key() != camera.name.encode():
            continue
        (record,) = decoded([message])
        assert isinstance(record, Detections)
        answers.records.append(record)
        answers.ages[record.captured_at] = time.time() - record.published_at / 1e6
    return answers


async def _run(seconds: float) -> None:
    settings, stopping = Settings(), asyncio.Event()
    loop = asyncio.get_running_loop()
    on_stop_signals(lambda: loop.call_soon_threadsafe(stopping.set), settings.drain_timeout)
    await Worker(settings, Slow(seconds)).run(stopping)


if __name__ == "__main__":
    asyncio.run(_run(float(sys.argv[1])))
