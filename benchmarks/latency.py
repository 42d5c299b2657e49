"""Latency from capture to the database row: one camera at 10 frames/s, on one machine with every stage.

    python -m benchmarks.latency [--seconds 60] [--backend yolo]

The camera is an MJPEG stream over HTTP that this program serves, read by `orin ingest`; captured_at is ingest's. When
a row was committed PostgreSQL itself says (track_commit_timestamp). The mean time of an inference, as detect measures
it, is given and taken off.
"""

import argparse
import itertools
import json
import re
import shutil
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import psycopg

from benchmarks.machine import CLIP, MODEL, one_machine, orin
from orin.cli.machine.one_machine import OneMachine
from orin.runtime.processes.ports import free_port

_CAMERA = "bench/latency"
_FPS = 10
_WARM_SECONDS = 10
"""Left out at the beginning: the group's first rebalance, caches, the broker's JIT."""


@contextmanager
def camera() -> Iterator[str]:
    """The URL of an endless MJPEG stream of the clip, in real time."""
    clip = cv2.VideoCapture(str(CLIP))
    pictures = [cv2.imencode(".jpg", clip.read()[1])[1].tobytes() for _ in range(200)]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            due = time.monotonic()
            for picture in itertools.cycle(pictures):
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                try:
                    self.wfile.write(head.encode() + picture + b"\r\n")
                except OSError:
                    return
                due += 1 / _FPS
                time.sleep(max(0.0, due - time.monotonic()))

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/camera.mjpg"
    finally:
        server.shutdown()
        server.server_close()


def delays(machine: OneMachine) -> list[float]:
    """Seconds from captured_at to the commit of its row, warm-up left out."""
    with psycopg.connect(machine.settings.database_url.get_secret_value()) as connection:
        rows = connection.execute(
            "SELECT captured_at, extract(epoch FROM pg_xact_commit_timestamp(xmin) - captured_at)::float"
            " FROM observations WHERE camera = %s ORDER BY captured_at",
            [_CAMERA],
        ).fetchall()
    return [seconds for at, seconds in rows if (at - rows[0][0]).total_seconds() > _WARM_SECONDS]


def inference(port: int) -> float:
    """Mean seconds of an inference, from detect's own metrics."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    total, count = (
        float(re.findall(rf'^orin_detect_seconds_{what}{{step="infer"}} (\S+)', text, re.MULTILINE)[0])
        for what in ("sum", "count")
    )
    return total / max(count, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="how many seconds the camera runs")
    parser.add_argument("--backend", default="motion", choices=["motion", "yolo", "yolo+motion"])
    arguments = parser.parse_args()
    chosen = {} if arguments.backend == "motion" else {"backend": arguments.backend, "model": MODEL}
    home = Path(tempfile.mkdtemp(prefix="orin-bench-"))
    port = free_port()
    try:
        with (
            one_machine(home) as machine,
            psycopg.connect(machine.settings.database_url.get_secret_value(), autocommit=True) as connection,
        ):
            connection.execute("ALTER SYSTEM SET track_commit_timestamp = on")  # takes a restart
        with one_machine(home, metrics_port=port, **chosen) as machine, camera() as url:
            with orin(machine.settings, "ingest", url, "--camera", _CAMERA):
                time.sleep(arguments.seconds + _WARM_SECONDS)
                spent = inference(port)
            found = np.array(delays(machine))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    p50, p99 = np.percentile(found, [50, 99])
    figures = {
        "frames": len(found),
        "p50_ms": p50 * 1e3,
        "p99_ms": p99 * 1e3,
        "inference_ms": spent * 1e3,
        "p50_beyond_ms": (p50 - spent) * 1e3,
        "p99_beyond_ms": (p99 - spent) * 1e3,
    }
    print(json.dumps({name: round(float(value), 1) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
