"""What the command line costs: CPU seconds of help, of a refusal, and of a small run.

    python -m benchmarks.start_up [--rounds 3] [--json]

User and system time of the process, the least of the rounds; `python` is an interpreter that does nothing. The aims
are 0.3 s for `orin --help` and 0.5 s for a refusal.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

COMMANDS = {
    "python": ["-c", "pass"],
    "orin --help": ["-m", "orin", "--help"],
    "orin try --help": ["-m", "orin", "try", "--help"],
    "orin try nosuch.mp4": ["-m", "orin", "try", "nosuch.mp4"],
    "orin ingest nosuch.mp4": ["-m", "orin", "ingest", "nosuch.mp4", "--camera", "hq/door"],
    "orin demo --source nosuch.mp4": ["-m", "orin", "demo", "--source", "nosuch.mp4"],
    "orin try scene://doorway": ["-m", "orin", "try", "scene://doorway"],
}


def cpu_seconds(arguments: list[str], folder: str) -> float:
    """Of one run of Python, in `folder`."""
    before = os.times()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False, cwd=folder)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in COMMANDS.items():
            seconds = min(cpu_seconds(arguments, folder) for _ in range(options.rounds))
            print(
                json.dumps({"command": name, "cpu_s": round(seconds, 3)}) if options.json else f"{seconds:7.3f}  {name}"
            )


if __name__ == "__main__":
    main()
