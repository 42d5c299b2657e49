"""Idle memory of all of ORIN on one machine, by process: resident (RSS) and unshared (USS).

python -m benchmarks.memory [--backend yolo]
"""

import argparse
import json
import time

import psutil

from benchmarks.machine import MODEL, one_machine

_SETTLE_SECONDS = 15.0
_MIB = 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backend", default="motion", choices=["motion", "yolo", "yolo+motion"])
    backend = parser.parse_args().backend
    chosen = {} if backend == "motion" else {"backend": backend, "model": MODEL}
    with one_machine(**chosen) as machine:
        time.sleep(_SETTLE_SECONDS)
        total_own = total_resident = 0.0
        for name, pid in sorted(machine.pids().items()):
            root = psutil.Process(pid)
            memory = [process.memory_full_info() for process in (root, *root.children(recursive=True))]
            own, resident = sum(m.uss for m in memory) / _MIB, sum(m.rss for m in memory) / _MIB
            total_own, total_resident = total_own + own, total_resident + resident
            print(json.dumps({"process": name, "own_mib": round(own), "resident_mib": round(resident)}))
        print(json.dumps({"process": "all", "own_mib": round(total_own), "resident_mib": round(total_resident)}))


if __name__ == "__main__":
    main()
