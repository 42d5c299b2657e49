"""What guards cost: µs per frame and guard, how that grows with guards, tracks and cameras, and for a day of a camera.

    python -m benchmarks.guards [--frames 2000] [--profile]

Tracks at 5 fps are made beforehand; measured is `WatchLogic.step` alone, CPU time of this process. Half of the tracks
walk to and fro, the others stand; the guards are ten kinds with zones, a line and the owner rule, and nothing fires but
now and then a crossing. `ratio` compares with the same guards on an empty picture in the same run.
"""

import argparse
import cProfile
import json
import pstats
import time
from collections.abc import Sequence

from msgspec.structs import replace

from orin.processors.guards.logic import WatchLogic
from orin.processors.guards.state import WatchState
from orin.processors.identity import revision
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import Spec, Track, Tracks

START = 1_700_000_000_000_000
FPS = 5
DAY_FRAMES = 24 * 3600 * FPS
WIDTH, HEIGHT = 1280, 720
CAMERA = """
camera: {camera}
zones:
  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
  left: [[0, 0.3], [0.4, 0.3], [0.4, 1], [0, 1]]
  desk: [[0.45, 0.6], [0.7, 0.6], [0.7, 0.9], [0.45, 0.9]]
  yard: [[0.8, 0.1], [0.95, 0.1], [0.9, 0.3]]
lines:
  door: [[0.5, 0.98], [0.5, 0.9]]
"""
RULES = (
    "unattended: {zone: floor, for: 5m, attended_by: owner}",
    "loiters: {zone: desk, for: 10m}",
    "enters: {objects: [people], zone: yard}",
    "exits: {objects: [people], zone: yard}",
    "crosses: {objects: [people], line: door}",
    "occupancy: {zone: floor, over: 50, for: 1m}",
    "absent: {zone: floor, for: 5m}",
    "removed: {zone: left}",
    "speeding: {objects: [vehicles], over: 20}",
    "tailgating: {line: door, within: 1s}",
)


def armed(guards: int, cameras: Sequence[str]) -> Armed:
    """That many guards, the ten kinds in turn, for all cameras."""
    texts = [CAMERA.format(camera=camera) for camera in cameras]
    texts += [
        f"guard: g{n}\ncameras: 'bench/*'\nwhen:\n  {RULES[n % len(RULES)]}" for n in range(guards)
    ]  # fmt: skip
    found = Armed()
    for spec in parse_specs("\n---\n".join(texts), "bench"):
        found.add(
            Spec(kind=spec.kind, name=spec.name, revision=revision(1, spec.body), body=spec.body, active_from=0)
        )  # fmt: skip
    return found


def frames(camera: str, count: int, tracks: int) -> list[Tracks]:
    """Frames of one camera: people in two rows, every second one walks, every fifth is a bag."""
    return [
        Tracks(
            camera=camera, session="s", session_started_at=START, captured_at=START + n * 1_000_000 // FPS,
            previous_at=None, published_at=START + n * 1_000_000 // FPS, uri="file:///f.jpg", width=WIDTH,
            height=HEIGHT,
            status="seen", model_sha256="00", backend="yolo", tracks=tuple(_track(n, i) for i in range(tracks)),
        )
        for n in range(count)
    ]  # fmt: skip


def _track(frame: int, number: int) -> Track:
    walks, bag = number % 2 == 0, number % 5 == 3
    w, h = (30.0, 30.0) if bag else (40.0, 100.0)
    step = abs((frame + 7 * number) % 80 - 40)  # there in 8 s and back in 8 s
    x = 60.0 + 58.0 * number % 1100 + (5.0 * step if walks else 0.0)
    y = 330.0 + 17.0 * (number % 20)
    return Track(
        track_id=f"{number:016x}", label="suitcase" if bag else "person", label_held=False, score=0.9, x1=x - w / 2,
        y1=y - h, x2=x + w / 2, y2=y, state="confirmed" if frame > 1 else "tentative", born_at=START, detected=True,
        velocity_x=0.0, velocity_y=0.0,
    )  # fmt: skip


def measure(guards: int, tracks: int, cameras: int, count: int, profile: bool = False) -> float:
    """µs of CPU a frame; the first tenth of the frames, in which everything is new, is left out."""
    names = [f"bench/c{n}" for n in range(cameras)]
    specs = armed(guards, names)
    recorded = frames(names[0], max(count // cameras, 20), tracks)
    by_camera = [[replace(record, camera=name) for record in recorded] for name in names]
    logic = WatchLogic(build="bench")
    states: list[WatchState] = [logic.new(name) for name in names]
    warm = len(recorded) // 10
    profiler = cProfile.Profile()
    begin, done = 0.0, 0
    for number in range(len(recorded)):
        if number == warm:
            begin = time.process_time()
            if profile:
                profiler.enable()
        for camera in range(cameras):
            states[camera], _ = logic.step(
                states[camera], by_camera[camera][number], specs, Origin("bench", 0, number)
            )  # fmt: skip
        done += cameras if number >= warm else 0
    profiler.disable()
    taken = time.process_time() - begin
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    return taken / done * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=2000)
    parser.add_argument("--profile", action="store_true", help="where the time goes, with 3 tracks and 10 guards")
    chosen = parser.parse_args()
    if chosen.profile:
        measure(10, 3, 1, chosen.frames, profile=True)
        return
    empty = measure(10, 0, 1, chosen.frames)
    busy = measure(10, 20, 1, chosen.frames)
    print(json.dumps({"guards": 10, "tracks": 20, "us_frame": round(busy, 1), "us_frame_guard": round(busy / 10, 2)}))
    quiet = measure(10, 3, 1, chosen.frames)
    print(json.dumps({
        "guards": 10, "tracks": 3, "us_frame": round(quiet, 1), "us_frame_guard": round(quiet / 10, 2),
        "empty_us_frame": round(empty, 1), "ratio": round(quiet / empty, 2),
        "day_seconds": round(quiet * DAY_FRAMES / 1e6, 1),
    }))  # fmt: skip
    none = measure(0, 3, 1, chosen.frames)
    for guards in (1, 10, 100, 1000):
        taken = measure(guards, 3, 1, max(chosen.frames // max(guards // 10, 1), 100))
        each = (taken - none) / guards
        print(json.dumps({"guards": guards, "tracks": 3, "us_frame": round(taken, 1), "us_guard": round(each, 2)}))
    for cameras in (1, 10, 100, 1000):
        taken = measure(10, 3, cameras, max(chosen.frames, 20 * cameras))
        print(json.dumps({"cameras": cameras, "guards": 10, "tracks": 3, "us_frame": round(taken, 1)}))


if __name__ == "__main__":
    main()
