"""A live camera with N times the frames that detect can infer: frames seen and shed, their age, the longest gap.

    python -m benchmarks.load_shedding [--overload 3] [--seconds 20] [--max-lag 5] [--model-ms 60]

The model is a pause of --model-ms; everything else is real: Kafka, the frame store, the detect worker. A file of as
many frames follows, of which none may be shed.
"""

import argparse
import json
import statistics

from benchmarks.machine import engines
from orin.topologies.kafka.topics import DETECTIONS
from tests.support.processes.detect_bench import Camera, Log
from tests.support.processes.overload import Answers, publish, slow_worker


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--overload", type=float, default=3.0, help="frames published for each one that can be inferred"
    )
    parser.add_argument("--seconds", type=float, default=20.0, help="seconds that the camera runs")
    parser.add_argument("--max-lag", type=float, default=5.0, help="ORIN_DETECT_MAX_LAG")
    parser.add_argument("--model-ms", type=float, default=60.0, help="ms that the model takes per frame")
    arguments = parser.parse_args()
    every = arguments.model_ms / 1e3 / arguments.overload
    count = round(arguments.seconds / every)
    with engines() as settings:
        log = Log(settings, DETECTIONS)
        folder = settings.home / "logs"
        with slow_worker(settings, folder / "detect.log", arguments.model_ms / 1e3, arguments.max_lag):
            for name, lossless in (("live", False), ("file", True)):
                camera = Camera(settings, f"bench/{name}", lossless=lossless)
                publish(camera, log, 3, 0.01)
                print(
                    json.dumps(figures(name, publish(camera, log, count, every), count / arguments.overload)),
                    flush=True,
                )
        log.close()


def measure(camera: Camera, log: Log, count: int, every: float) -> Answers:
    publish(camera, log, 3, 0.01)  # the worker is there
    found = publish(camera, log, count, every)
    camera.flush()
    return found


def figures(name: str, found: Answers, possible: float) -> dict[str, object]:
    ages = sorted(found.ages[record.captured_at] for record in found.of("seen"))
    return {
        "source": name,
        "published": len(found.published),
        "seen": len(found.of("seen")),
        "shed": len(found.of("shed")),
        "unaccounted": len(set(found.published) - {record.captured_at for record in found.records}),
        "seen_of_possible": round(len(found.of("seen")) / possible, 3),
        "age_seen_p50_s": round(statistics.median(ages), 2),
        "age_seen_max_s": round(ages[-1], 2),
        "longest_unseen_s": round(found.longest_unseen(), 2),
    }


if __name__ == "__main__":
    main()
