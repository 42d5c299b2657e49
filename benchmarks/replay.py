"""How fast history is replayed: a day of one camera's tracks under ten guards, from real Kafka, on one core.

    python -m benchmarks.replay [--hours 24] [--fps 5]

Prints seconds (wall clock, and CPU of all threads) and the shares of fetch, decode and guards; beside it decode alone,
with the general codec and with that of tracks. It fails where the log is not in the order in which it was written, or
where a record of it was not judged: the figures of two runs are those of the same events.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from confluent_kafka import Producer

from orin.processors.identity import revision
from orin.processors.specs.parse import parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.schemas.records import Spec, Track, Tracks
from orin.schemas.wire.serde import file_serde
from orin.schemas.wire.tracks_reader import TracksReader
from orin.topologies.ingest.publish.topic import partition_of
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.kafka.topics import SPEC_KEY, TRACKS
from orin.topologies.replay.partition import ReplayJob, replay_partition
from orin.topologies.replay.progress import ignore_progress
from orin.topologies.replay.run import Window

CAMERA = "bench/cam"
_SPECS = """
camera: bench/cam
zones:
  floor: [[0, 0.3], [1, 0.3], [1, 1], [0, 1]]
  desk: [[0.4, 0.4], [0.7, 0.4], [0.7, 0.7], [0.4, 0.7]]
  gate: [[0.8, 0.5], [1, 0.5], [1, 0.9], [0.8, 0.9]]
lines: {door: [[0.5, 0], [0.5, 1]], kerb: [[0, 0.8], [1, 0.8]]}
"""
_GUARDS = (
    "unattended: {objects: [packages, object], zone: floor, for: 5m, attended_by: owner}",
    "unattended: {objects: packages, for: 2m}",
    "loiters: {objects: people, zone: desk, for: 1m}",
    "loiters: {objects: people, zone: gate, for: 2m}",
    "enters: {objects: people, zone: desk}",
    "exits: {objects: people, zone: gate}",
    "crosses: {objects: people, line: door, direction: any}",
    "crosses: {objects: people, line: kerb, direction: in}",
    "appears: {objects: packages}",
    "appears: {objects: people, zone: gate}",
)
_LIFE = 60.0
"""Seconds a walker stays in the picture."""


def specs() -> list[Spec]:
    text = _SPECS + "".join(f"---\nguard: g{n}\ncameras: '*'\nwhen: {{{when}}}\n" for n, when in enumerate(_GUARDS))
    return [
        Spec(kind=p.kind, name=p.name, revision=revision(1, p.body), body=p.body, active_from=0)
        for p in parse_specs(text, "benchmark")
    ]


def tracks(start: int, count: int, fps: float) -> Iterator[Tracks]:
    """Two walkers, each for a minute, and a bag that is put down again every ten minutes."""
    step = round(1e6 / fps)
    for index in range(count):
        at = start + index * step
        seconds = index / fps
        yield Tracks(
            camera=CAMERA,
            session="5e0c8d1f6a7b4c39",
            session_started_at=start,
            captured_at=at,
            previous_at=at - step if index else None,
            published_at=at + 80_000,
            uri=f"file:///var/lib/orin/frames/bench/cam/{at}.jpg",
            width=1280,
            height=720,
            status="seen",
            model_sha256="ab" * 32,
            backend="yolo+motion",
            tracks=(*(_walker(seconds, lane, start) for lane in range(2)), _bag(seconds, start)),
        )


def _walker(seconds: float, lane: int, start: int) -> Track:
    life, age = divmod(seconds + lane * _LIFE / 2, _LIFE)
    x = round(40 + age * 20.0, 2)
    y = round(300 + 150.0 * lane + 20 * (age % 5), 2)
    born = start + round((life * _LIFE - lane * _LIFE / 2) * 1e6)
    return _track(f"{lane:02x}{int(life):014x}", "person", (x, y - 170, x + 60, y), born, age)


def _bag(seconds: float, start: int) -> Track:
    life, age = divmod(seconds, 600.0)
    x = 400.0 + (life % 5) * 40
    born = start + round(life * 600e6)
    return _track(f"ba{int(life):014x}", "suitcase", (x, 480.0, x + 50, 540.0), born, age)


def _track(ident: str, label: str, box: tuple[float, float, float, float], born: int, age: float) -> Track:
    x1, y1, x2, y2 = box
    return Track(
        track_id=ident, label=label, label_held=False, score=0.8712, x1=x1, y1=round(y1, 2), x2=x2, y2=y2,
        state="confirmed" if age > 0.5 else "tentative", born_at=born, detected=True,
        velocity_x=20.0 if label == "person" else 0.0, velocity_y=0.0,
    )  # fmt: skip


def write(bootstrap: str, start: int, count: int, fps: float) -> list[bytes]:
    """The markers and the tracks, to the camera's partition; returns the values of the tracks' first thousands."""
    serde = file_serde()
    # Idempotent, or a batch that is sent again lies behind those that followed it: fewer events, and never the same.
    settings = {"bootstrap.servers": bootstrap, "linger.ms": 50, "compression.type": "lz4", "enable.idempotence": True}
    producer = Producer({**settings, "queue.buffering.max.messages": 1_000_000})
    partition = partition_of(CAMERA, 4)
    for spec in specs():
        producer.produce(TRACKS, serde.encode(spec), SPEC_KEY, partition, timestamp=start // 1000)
    kept: list[bytes] = []
    for record in tracks(start, count, fps):
        value = serde.encode(record)
        if len(kept) < 20_000:
            kept.append(value)
        while True:
            try:
                producer.produce(TRACKS, value, CAMERA.encode(), partition, timestamp=record.captured_at // 1000)
                break
            except BufferError:
                producer.poll(0.1)
    producer.flush()
    return kept


def _decoding(values: list[bytes]) -> None:
    general, own = file_serde().decode, TracksReader(file_serde()).decode
    times = []
    for decode in (general, own):
        started = time.process_time()
        for value in values:
            decode(value)
        times.append((time.process_time() - started) / len(values) * 1e6)
    ratio = times[0] / times[1]
    print(f"decode alone: general {times[0]:.1f} µs per record, that of tracks {times[1]:.1f} µs, {ratio:.1f} x")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--fps", type=float, default=5.0)
    options = parser.parse_args()
    count = round(options.hours * 3600 * options.fps)
    start = wall_clock() - round((options.hours + 1) * 3600e6)
    engines = Settings().engines_folder()
    with tempfile.TemporaryDirectory() as home, Kafka(Path(home), engines, say=print) as kafka:
        settings = Settings(kafka_bootstrap=kafka.bootstrap)
        TopicAdmin(settings).ensure(one_machine=True)
        values = write(kafka.bootstrap, start, count, options.fps)
        window = Window(start, start + round(options.hours * 3600e6))
        job = ReplayJob(partition=partition_of(CAMERA, 4), window=window, cameras=CAMERA)
        cpu, wall = time.process_time(), time.perf_counter()
        result = replay_partition(settings, job, ignore_progress)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    shares = result.output.seconds
    total = shares.fetch + shares.decode + shares.guards
    frames = sum(span.frames for span in result.output.spans.values())
    if (frames, result.output.out_of_order) != (count, 0):
        raise SystemExit(f"{frames} of {count} frames were judged, {result.output.out_of_order} lay out of order")
    events = result.output.events
    digest = sha256("".join(event.digest for event in events).encode()).hexdigest()[:16]
    print(f"{frames:,} frames, 3 tracks each, {len(_GUARDS)} guards, {len(events):,} events, digest {digest}")
    print(f"{wall:.1f} s wall clock, {cpu:.1f} s CPU of {os.cpu_count()} cores: {cpu / frames * 1e6:.1f} µs per frame")
    for name in ("fetch", "decode", "guards"):
        seconds = getattr(shares, name)
        print(f"  {name:<7} {seconds:6.1f} s  {seconds / total:4.0%}  {seconds / frames * 1e6:5.1f} µs per frame")
    _decoding(values)


if __name__ == "__main__":
    main()
