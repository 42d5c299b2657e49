"""Frames/s of ORIN with the yolo model ÷ a bare `model.predict` loop over the same JPEGs, decoding included.

    python -m benchmarks.detect_throughput [--rounds N]              ingest -> events, everything running
    python -m benchmarks.detect_throughput --stage [--cameras N]     detect alone, over a topic filled before, and what
                                                                     its steps take

Both sides use all cores of the machine, in turns: bare, ORIN, bare, ORIN, … A process's start and the model's warm-up
are left out on both. The CPU time a frame of each side is given too: it is what the ratio becomes on a machine that
others use as well.
"""

import argparse
import json
import multiprocessing
import re
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import NamedTuple

import cv2
import numpy as np
from confluent_kafka import Producer

from benchmarks.machine import CLIP, MODEL, cpu_seconds, engines, one_machine, orin
from orin.projections.positions import projected
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.frames.store import FrameStore
from orin.runtime.processes.ports import free_port
from orin.schemas.records import FrameRef
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.lag import Progress, wait_drained
from orin.topologies.kafka.topics import DETECTIONS, FRAMES

_CAMERA = "bench/camera"
_WARM = 16
"""Frames at the beginning that are not timed."""


class Rate(NamedTuple):
    """Frames a second, and CPU milliseconds a frame."""

    fps: float
    cpu_ms: float


def jpegs(count: int) -> list[bytes]:
    """The clip's frames as JPEGs, from the start again when it is over."""
    return [data for data, _ in zip(_frames(), range(count), strict=False)]


def _frames() -> Iterator[bytes]:
    while True:
        clip = cv2.VideoCapture(str(CLIP))
        while (read := clip.read())[0]:
            yield bytes(cv2.imencode(".jpg", read[1], [cv2.IMWRITE_JPEG_QUALITY, 90])[1])


def bare(pictures: list[bytes]) -> Rate:
    """The loop of a script that does nothing else, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return Rate(*pool.apply(_bare, (pictures,)))


def _bare(pictures: list[bytes]) -> tuple[float, float]:
    from ultralytics import YOLO  # type: ignore[attr-defined]

    model = YOLO(str(MODEL), task="detect", verbose=False)
    started, used = 0.0, 0.0
    for number, data in enumerate(pictures):
        if number == _WARM:
            started, used = time.perf_counter(), time.process_time()
        model.predict(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), verbose=False)
    timed = len(pictures) - _WARM
    return timed / (time.perf_counter() - started), (time.process_time() - used) / timed * 1e3


def stage(settings: Settings, pictures: list[bytes], cameras: int) -> Rate:
    """`orin worker detect` over a topic that holds the frames already, dealt out to the cameras in turn."""
    port = free_port()
    env = {"ORIN_BACKEND": "yolo", "ORIN_MODEL": str(MODEL), "ORIN_METRICS_PORT": str(port)}
    with _progress(settings) as progress:
        before = _written(progress)
        _fill(settings, pictures, cameras)
        with orin(settings, "worker", "detect", env=env) as worker:
            rate = _measure(progress, before, len(pictures), [worker.pid])
            print(json.dumps(_steps(port, len(pictures))))
            return rate


def _steps(port: int, frames: int) -> dict[str, float]:
    """Milliseconds a frame of each step of detect; they overlap, and fetch and decode have threads of their own."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
        found = re.findall(r'orin_detect_seconds_sum\{step="(\w+)"\} (\S+)', page.read().decode())
    return {f"{step}_ms": round(float(seconds) / frames * 1e3, 2) for step, seconds in found}


def pipeline(frames: int) -> Rate:
    """The clip through `orin ingest` and every stage into the database; timed from the first frames' detection."""
    with one_machine(backend="yolo", model=MODEL) as machine, _progress(machine.settings) as progress:
        pids = list(machine.pids().values())
        with orin(machine.settings, "ingest", str(CLIP), "--camera", _CAMERA) as ingest:
            rate = _measure(progress, 0, frames, [*pids, ingest.pid])
        started = time.perf_counter()
        wait_drained(machine.settings, projected, 60)
        print(json.dumps({"seconds_until_drained": round(time.perf_counter() - started, 2)}))
        return rate


def _measure(progress: Progress, before: int, frames: int, pids: list[int]) -> Rate:
    first = _until(progress, before + _WARM)
    started, used = time.perf_counter(), cpu_seconds(pids)
    last = _until(progress, before + frames)
    seconds, used = time.perf_counter() - started, cpu_seconds(pids) - used
    return Rate((last - first) / seconds, used / (last - first) * 1e3)


@contextmanager
def _progress(settings: Settings) -> Iterator[Progress]:
    progress = Progress(settings, projected)
    try:
        yield progress
    finally:
        progress.close()


def _fill(settings: Settings, pictures: list[bytes], cameras: int) -> None:
    store, serde = FrameStore.of(settings), file_serde()
    producer = Producer(confluent_producer_config(settings))
    at = wall_clock() - 60_000_000
    for number, data in enumerate(pictures):
        camera = f"{_CAMERA}-{number % cameras}"
        record = FrameRef(
            camera=camera,
            session=str(at),
            session_started_at=at,
            captured_at=at + number * 50_000,
            previous_at=None,
            published_at=wall_clock(),
            lossless=True,
            uri=store.put(camera, at + number * 50_000, data),
            width=480,
            height=360,
            encoding="jpeg",
            source="benchmark",
        )
        producer.produce(
            FRAMES,
            serde.encode(record),
            camera.encode(),
            headers=list(headers(record)),
            timestamp=record.captured_at // 1000,
        )
    producer.flush(30)


def _written(progress: Progress) -> int:
    return sum(high for _, high in progress.ends(DETECTIONS).values())


def _until(progress: Progress, count: int) -> int:
    while (found := _written(progress)) < count:
        time.sleep(0.2)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", action="store_true", help="detect alone")
    parser.add_argument(
        "--cameras", type=int, default=1, help="with --stage: the number of cameras whose frames alternate"
    )
    parser.add_argument("--frames", type=int, default=795, help="frames per round; the clip has 795")
    parser.add_argument("--rounds", type=int, default=2, help="how often each side is measured")
    arguments = parser.parse_args()
    pictures = jpegs(arguments.frames)
    ratios = []
    with engines() if arguments.stage else nullcontext() as settings:
        for _ in range(arguments.rounds):
            alone = bare(pictures)
            ours = pipeline(len(pictures)) if settings is None else stage(settings, pictures, arguments.cameras)
            ratios.append(ours.fps / alone.fps)
            figures = {
                "bare_fps": alone.fps,
                "orin_fps": ours.fps,
                "ratio": ratios[-1],
                "bare_cpu_ms": alone.cpu_ms,
                "orin_cpu_ms": ours.cpu_ms,
            }
            print(json.dumps({name: round(value, 3) for name, value in figures.items()}), flush=True)
    print(json.dumps({"ratio": round(statistics.median(ratios), 3)}))


if __name__ == "__main__":
    main()
