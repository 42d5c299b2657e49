"""TimescaleDB for tests: compiled to WASM, from two npm packages."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers.npm import environment, installed, program


@contextmanager
def timescaledb(engines: Path) -> Iterator[str]:
    """A fresh server's libpq URL. It takes one connection at a time."""
    folder = installed(Path(__file__).parent, engines, without="ON TIMESCALEDB")
    command = [program("node"), "server.mjs"]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        try:
            port = int(server.stdout.readline())
            yield f"postgresql://postgres:any@127.0.0.1:{port}/postgres?sslmode=disable"
        finally:
            server.stdin.close()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
