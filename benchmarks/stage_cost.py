"""What the checkpoint costs: a backlog of recorded detections through track and watch over real Kafka.

    python -m benchmarks.stage_cost [--records 20000] [--profile]

For each stage: records/s from taking over the partitions to the last commit, and what a record costs outside `step`
(wall clock). Beside it the same processors in a plain loop, without Kafka and without serialisation.
"""

import argparse
import asyncio
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog

from benchmarks.stage_load import detections, record, specs
from orin.processors.guards.logic import WatchLogic
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.tracking.logic import TrackLogic
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import SessionEnd, Tracks
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.metrics import StageMetrics
from orin.topologies.stage.wire import Wire
from orin.topologies.stage.worker import StageWorker
from orin.topologies.track import track_stage
from orin.topologies.watch import watch_stage


class _Stopwatch(StageMetrics):
    """Stops the worker when `records` are committed, and keeps the times."""

    def __init__(self, worker: StageWorker, records: int) -> None:
        super().__init__(worker._stage.name)
        self._worker = worker
        self._left = records
        self.started = 0.0
        self.ended = 0.0
        self.cpu = 0.0
        self.batches = 0
        self.sums = dict.fromkeys(("decode", "step", "encode", "send", "commit"), 0.0)

    def ready(self, seconds: float) -> None:
        super().ready(seconds)
        if not self.started:
            self.started = time.perf_counter()
            self.cpu = time.process_time()

    def batch(self, partition: int, done: s.BatchDone) -> None:
        super().batch(partition, done)
        self._left -= done.records
        self.batches += 1
        for name in self.sums:
            self.sums[name] += getattr(done, f"{name}_seconds")
        if self._left <= 0:
            self.ended = time.perf_counter()
            self.cpu = time.process_time() - self.cpu
            self._worker._stop.set()


def run_stage(name: str, records: int, profile: bool) -> dict[str, Any]:
    """In a process of its own: the stage until `records` are done."""

    async def work() -> _Stopwatch:
        stage = track_stage() if name == "track" else watch_stage()
        worker = StageWorker(stage, Wire(file_serde()), Settings())
        worker._metrics = stopwatch = _Stopwatch(worker, records)
        await worker.run()
        return stopwatch

    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    watch = asyncio.run(work())
    if profile:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(35)
    seconds = watch.ended - watch.started
    return {
        "records_per_s": round(records / seconds),
        "batch": round(records / watch.batches),
        "us_per_record": round(seconds / records * 1e6),
        "us_outside_step": round((seconds - watch.sums["step"]) / records * 1e6),
        "us_cpu": round(watch.cpu / records * 1e6),
        "us_by_step": {key: round(value / records * 1e6) for key, value in watch.sums.items() if key in _OURS},
        "ms_by_batch": {key: round(value / watch.batches * 1e3, 1) for key, value in watch.sums.items()},
    }


_OURS = ("decode", "step", "encode")


def plain_loop(count: int) -> dict[str, Any]:
    """The same processors over the same records, nothing else."""
    armed = Armed()
    for spec in specs():
        armed.add(spec)
    track, watch = TrackLogic(), WatchLogic()
    tracked: dict[str, Any] = {}
    watched: dict[str, Any] = {}
    seconds = {"track": 0.0, "watch": 0.0}
    for offset, each in enumerate(detections(count, wall_clock())):
        camera, origin = each.camera, Origin("bench", 0, offset)
        before = time.perf_counter()
        tracked[camera], found = track.step(tracked.get(camera) or track.new(camera), each, armed, origin)
        between = time.perf_counter()
        for item in found:
            if isinstance(item, Tracks | SessionEnd):
                watched[camera], _ = watch.step(watched.get(camera) or watch.new(camera), item, armed, origin)
        seconds["track"] += between - before
        seconds["watch"] += time.perf_counter() - between
    return {name: {"records_per_s": round(count / taken)} for name, taken in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.stage:
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
        print(json.dumps(run_stage(chosen.stage, chosen.records, chosen.profile)))
        return
    loop = plain_loop(chosen.records)
    with tempfile.TemporaryDirectory(prefix="orin-bench-") as folder:
        home = Path(folder)
        with Kafka(home, Settings().engines_folder(), repository=Settings().maven_repository) as broker:
            settings = Settings(home=home, kafka_bootstrap=broker.bootstrap)
            TopicAdmin(settings).ensure(one_machine=True)
            total = record(settings, chosen.records)
            for stage in ("track", "watch"):
                found = _in_child(stage, total, broker.bootstrap, home, chosen.profile)
                found["plain_loop_records_per_s"] = loop[stage]["records_per_s"]
                found["ratio"] = round(found["records_per_s"] / loop[stage]["records_per_s"], 3)
                print(json.dumps({"stage": stage} | found))


def _in_child(stage: str, records: int, bootstrap: str, home: Path, profile: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.stage_cost", "--stage", stage, "--records", str(records)]
    environment = os.environ | {"ORIN_KAFKA_BOOTSTRAP": bootstrap, "ORIN_HOME": str(home)}
    done = subprocess.run(
        [*command, *(["--profile"] if profile else [])],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        timeout=90,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
