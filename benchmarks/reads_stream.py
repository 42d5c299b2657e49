"""The event stream with many readers: from the commit of a phase to its arrival at each of them."""

import argparse
import resource
import selectors
import socket
import tempfile
import threading
import time
import uuid
from pathlib import Path

import psycopg
from psycopg import sql
from pydantic import SecretStr

from benchmarks.machine import cpu_seconds, orin
from benchmarks.reads import _wait
from orin.projections.migrate import migrate
from orin.projections.statements import INTO, execute
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port

_STEP = 0.1
"""Seconds between two commits."""
_REQUEST = b"GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reads_stream", description=__doc__)
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--phases", type=int, default=200, help="a second")
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
    with tempfile.TemporaryDirectory(prefix="orin-postgres-") as home, Postgres(Path(home), durable=False) as server:
        url = server.create_database("stream")
        migrate(url)
        port = free_port()
        settings = Settings(home=Path(home) / "orin", database_url=SecretStr(url))
        with orin(settings, "api", env={"ORIN_API_PORT": str(port)}) as api:
            _wait(f"http://127.0.0.1:{port}")
            readers = [_reader(port) for _ in range(options.readers)]
            before, began = cpu_seconds([api.pid]), time.monotonic()
            committed: list[float] = []
            writer = threading.Thread(target=_write, args=(url, options, committed))
            writer.start()
            delays = _arrivals(readers, options.phases * options.seconds, committed)
            writer.join()
            share = (cpu_seconds([api.pid]) - before) / (time.monotonic() - began)
    delays.sort()
    p50, p99 = delays[len(delays) // 2], delays[len(delays) * 99 // 100]
    messages = f"{options.readers} readers, {options.phases} phases/s, {len(delays)} messages"
    print(f"{messages}: p50 {p50:.3f} s, p99 {p99:.3f} s")
    cost = 1e6 * share * (time.monotonic() - began) / len(delays)
    print(f"the api took {share:.2f} of a core, {cost:.1f} µs a message and reader")


def _reader(port: int) -> socket.socket:
    reader = socket.create_connection(("127.0.0.1", port))
    reader.sendall(_REQUEST)
    assert reader.recv(4096).startswith(b"HTTP/1.1 200 ")
    return reader


def _write(url: str, options: argparse.Namespace, committed: list[float]) -> None:
    count = round(options.phases * _STEP)
    with psycopg.connect(url, autocommit=True) as connection:
        due = time.monotonic() + 1
        for _ in range(round(options.seconds / _STEP)):
            time.sleep(max(0.0, due - time.monotonic()))
            execute(connection, sql.Composed([INTO["event_phases"]]), [_phase() for _ in range(count)])
            committed += [time.monotonic()] * count
            due += _STEP


def _phase() -> dict[str, object]:
    at = "2026-11-21T09:05:00.240000Z"
    return {
        "event_id": str(uuid.uuid4()), "sequence": 0, "kind": "enters", "phase": "opened", "guard": "lobby",
        "guard_revision": "1-9f2c41aa", "camera_revision": "2-0b7716de", "camera": "hq/lobby-1", "site": "hq",
        "subject": {"track_id": "8d2f6c1a9b3e4f70", "label": "person", "box": [412.5, 300.0, 466.25, 371.0]},
        "zone": "floor", "since": at, "due_at": at, "opened_at": at, "at": at, "certainty": "observed",
        "coverage": 0.998,
        "severity": "high", "notify": "send", "notify_to": ["security-desk"], "late": False, "digest": "0" * 64,
        "provenance": {"topic": "orin.tracks.v1", "partition": 3, "offset": 81234, "uri": None, "model_sha256": None},
    }  # fmt: skip


def _arrivals(readers: list[socket.socket], expected: int, committed: list[float]) -> list[float]:
    """Of every message at every reader: seconds since its commit."""
    delays: list[float] = []
    seen = dict.fromkeys(readers, 0)
    tails = dict.fromkeys(readers, b"")
    by_number = {reader.fileno(): reader for reader in readers}
    mark = b"\ndata: "
    with selectors.DefaultSelector() as selector:
        for reader in readers:
            selector.register(reader, selectors.EVENT_READ)
        while min(seen.values()) < expected:
            for key, _ in selector.select(30):
                reader = by_number[key.fd]
                data = tails[reader] + reader.recv(262_144)
                now, first = time.monotonic(), seen[reader]
                seen[reader] += data.count(mark)
                tails[reader] = data[len(data) - len(mark) + 1 :]
                while len(committed) < seen[reader]:  # noted just after the commit, which may be seen before
                    time.sleep(0.001)
                delays += [max(0.0, now - committed[number]) for number in range(first, seen[reader])]
    return delays


if __name__ == "__main__":
    main()
