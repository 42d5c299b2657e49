"""Sending 100 MB for a job beside cp, control's memory meanwhile, and rows a second of an export.

    python -m benchmarks.jobs [--megabytes 100] [--rows 1000000] [--json]

All of ORIN on this machine. `received` is the time until all of a form is on the disk: a form that is refused after its
end for a field that is unknown. `answered` is that of a job: the file is looked into by a process of its own, and its
record is on the topic. Both beside `cp` of the same file, each the median of five. The aims are 0.5 x cp's rate, memory
that does not grow with the file, and 50,000 rows/s.
"""

import argparse
import http.client
import json
import os
import statistics
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import psutil
import psycopg

from orin.cli.jobs.export import run_export
from orin.cli.machine.one_machine import OneMachine
from orin.runtime.config.home import link_token
from orin.runtime.config.settings import OwnSettings
from orin.schemas.records import Job

_RUNS = 5
_BOUNDARY = "benchmark"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="orin-jobs-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # PostgreSQL runs as nobody where this runs as root
        clip = _clip(home / "clip.mp4", options.megabytes * 10**6)
        with OneMachine(OwnSettings(home=home / "home", engines=OwnSettings().engines_folder())) as machine:
            machine.wait_ready()
            found = _uploads(machine, clip) | _export(machine, home, options.rows)
    print(json.dumps(found) if options.json else "\n".join(f"{name:<28}{value}" for name, value in found.items()))


def _clip(path: Path, size: int) -> Path:
    """A second of video, and random bytes that players pass over."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(5):
            image = np.full((120, 160, 3), 40 * number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", size, b"free") + os.urandom(size - 8))
    return path


def _uploads(machine: OneMachine, clip: Path) -> dict[str, object]:
    control = psutil.Process(machine.pids()["api"])
    _send(machine, clip, {})  # a first one warms what is loaded late
    before = control.memory_info().rss
    peak, stop = [before], threading.Event()
    watcher = threading.Thread(target=_watch, args=(control, peak, stop))
    watcher.start()
    copies = _median(lambda: subprocess.run(["cp", clip, clip.with_name("copy.mp4")], check=True))
    received = _median(lambda: _send(machine, clip, {"nothing": "x"}, 422))
    answered = _median(lambda: _send(machine, clip, {}))
    stop.set()
    watcher.join()
    size = clip.stat().st_size / 1e6
    return {
        "cp_mb_s": round(size / copies),
        "received_mb_s": round(size / received),
        "received_beside_cp": round(copies / received, 2),
        "answered_mb_s": round(size / answered),
        "answered_beside_cp": round(copies / answered, 2),
        "memory_before_mb": round(before / 1e6, 1),
        "memory_peak_mb": round(peak[0] / 1e6, 1),
    }


def _watch(process: psutil.Process, peak: list[int], stop: threading.Event) -> None:
    while not stop.wait(0.01):
        peak[0] = max(peak[0], process.memory_info().rss)


def _median(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def _send(machine: OneMachine, clip: Path, fields: dict[str, str], status: int = 202) -> None:
    parts = "".join(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    parts += f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{clip.name}"\r\n\r\n'
    tail = f"\r\n--{_BOUNDARY}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", machine.settings.api_port, timeout=120)
    connection.putrequest("POST", "/control/v1/jobs")
    connection.putheader("Authorization", f"Bearer {link_token(machine.settings.home)}")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")
    connection.putheader("Content-Length", str(len(parts) + clip.stat().st_size + len(tail)))
    connection.endheaders()
    connection.send(parts.encode())
    with clip.open("rb") as file:
        connection.sock.sendfile(file)
    connection.send(tail)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != status:
        raise SystemExit(f"{answer.status} where {status} was expected: {body.decode()[:300]}")


def _export(machine: OneMachine, home: Path, rows: int) -> dict[str, object]:
    with psycopg.connect(machine.settings.database_url.get_secret_value()) as connection:
        connection.execute(
            "INSERT INTO observations SELECT 'hq/gate', now() - n * interval '1 ms', 'seen', 1, 0, 2, 0, 3, 0.1"
            " FROM generate_series(1, %s) AS n",
            [rows],
        )
    found: dict[str, object] = {}
    for form in ("csv", "jsonl", "parquet"):
        folder = home / form
        (folder / "results").mkdir(parents=True)
        asked = {"what": "observations", "format": form, "since": "2020-01-01Z", "until": "2100-01-01Z", "site": "hq"}
        job = Job(
            job_id="j", kind="export", state="running", site="hq", owner="x", by="x", parameters=json.dumps(asked), at=1
        )
        began = time.perf_counter()
        run_export(machine.settings, job, folder)
        found[f"export_{form}_rows_s"] = round(rows / (time.perf_counter() - began))
    return found


if __name__ == "__main__":
    main()
