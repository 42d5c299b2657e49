"""Seconds from `make demo` to the first event: in a fresh clone with an empty HOME, and again once it is set up.

    python -m benchmarks.first_event

The first run downloads what is not there yet: packages, Kafka's jars. The second has an ORIN_HOME of its own, so
engines are started on empty data, topics made and the database migrated again.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_MAKE = ["make", "demo", "ARGS=--exit-when-done --json"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, clone = Path(folder) / "home", Path(folder) / "orin"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(_ROOT), str(clone)], check=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ORIN_", "VIRTUAL_ENV"))}
        env = inherited | {"HOME": str(home), "UV_CACHE_DIR": str(home / "uv"), "PIP_NO_CACHE_DIR": "1"}
        print("fresh clone, empty HOME:", _measure(clone, env))
        again = {"ORIN_HOME": str(home / "second"), "ORIN_ENGINES": str(home / ".orin" / "engines")}
        print("after set-up:           ", _measure(clone, env | again))


def _measure(clone: Path, env: dict[str, str]) -> str:
    """Runs the demo to its end."""
    began = time.monotonic()
    first: float | None = None
    with subprocess.Popen(_MAKE, cwd=clone, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        for line in run.stdout:
            if first is None and line.startswith("{"):
                first = time.monotonic() - began
        said = run.stderr.read().splitlines()
    if run.returncode or first is None:
        raise SystemExit("\n".join(["the demo failed:", *said]))
    total = time.monotonic() - began
    verdict = next((line for line in said if "expected events" in line), "")
    return f"first event after {first:.1f} s, stopped after {total:.1f} s ({verdict})"


if __name__ == "__main__":
    main()
