"""A long run without faults: the slopes of memory and lag of every process; at the end the content is compared as well.

    python -m benchmarks.soak [--seconds 600] [--json], or make soak SECONDS=600

Three brokers and the workers of the mixed run (tests/cluster/chaos), without harm. Memory and lag are looked at every
10 s; the slopes are least squares over the second half of the run, when caches are filled.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec
import psutil

from orin.projections.positions import projected
from orin.schemas.errors import OrinError
from orin.topologies.kafka.lag import HOPS, Progress
from tests.cluster.chaos.__main__ import own_engines
from tests.cluster.chaos.run import Options, Run

_EVERY = 10.0
Points = list[tuple[float, float]]


class Soak(Run):
    """A run that is watched."""

    def __init__(self, options: Options, home: Path, engines: Path) -> None:
        super().__init__(options, home, engines)
        self.memory: dict[str, Points] = defaultdict(list)
        """MiB by process, over seconds."""
        self.lag: dict[str, Points] = defaultdict(list)
        """Records by stage, over seconds."""
        self._look_at = 0.0
        self._looking: threading.Thread | None = None

    def beat(self) -> None:
        super().beat()
        if time.monotonic() >= self._look_at and (self._looking is None or not self._looking.is_alive()):
            self._look_at = time.monotonic() + _EVERY
            self._looking = threading.Thread(target=self._look, daemon=True)
            self._looking.start()

    def _look(self) -> None:
        processes = {w.slot: w.process.pid for w in self.fleet.workers.values() if w.process is not None}
        processes |= {f"broker-{number}": pid for number, pid in self.cluster.pids.items()}
        for name, pid in processes.items():
            try:
                self.memory[name].append((time.monotonic(), psutil.Process(pid).memory_info().rss / 2**20))
            except psutil.Error:
                continue
        progress = Progress(self.settings, projected)
        try:
            for hop in HOPS[1:]:
                lags = progress.lags(hop, progress.ends(*hop.topics))
                self.lag[hop.stage].append((time.monotonic(), sum(lag.records for lag in lags)))
        except OrinError as error:
            sys.stderr.write(f"lag is unknown: {error}\n")
        finally:
            progress.close()


def slope(points: Points) -> float:
    """Least squares over the later half, a minute."""
    later = points[len(points) // 2 :]
    if len(later) < 2:
        return 0.0
    mean_x, mean_y = (sum(p[axis] for p in later) / len(later) for axis in (0, 1))
    spread = sum((x - mean_x) ** 2 for x, _ in later)
    return 60 * sum((x - mean_x) * (y - mean_y) for x, y in later) / spread


def _summary(points: dict[str, Points]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "first": round(found[0][1], 1),
            "last": round(found[-1][1], 1),
            "most": round(max(y for _, y in found), 1),
            "slope a minute": round(slope(found), 3),
        }
        for name, found in sorted(points.items())
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    engines = own_engines()
    options = Options(seed=random.SystemRandom().randrange(10**6), seconds=given.seconds, every=0)
    with tempfile.TemporaryDirectory(prefix="orin-soak-", ignore_cleanup_errors=True) as folder:
        soak = Soak(options, Path(folder), engines)
        result = soak.run()
    found: dict[str, Any] = {
        "rss_mib": _summary(soak.memory),
        "lag_records": _summary(soak.lag),
        "records": dict(result.verdict.records),
        "differences": result.verdict.differences,
        "passed": result.passed,
    }
    if given.json:
        print(msgspec.json.encode(found).decode())
        return 0 if result.passed else 1
    for title in ("rss_mib", "lag_records"):
        print(f"{title:<14}{'first':>9}{'last':>9}{'most':>9}{'a minute':>10}")
        for name, row in found[title].items():
            print(f"  {name:<12}{row['first']:9.1f}{row['last']:9.1f}{row['most']:9.1f}{row['slope a minute']:+10.3f}")
    print(f"records {found['records']}, differences {found['differences']}, duplicates {result.verdict.duplicates}")
    return 0 if result.passed else 1


if __name__ == "__main__":
    sys.exit(main())
