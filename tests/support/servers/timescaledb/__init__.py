"""TimescaleDB for tests: compiled to WASM, from two npm packages."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from tests.support.servers.npm import environment, installed, program


@contextmanager
def timescaledb(engines: Path) -> Iterator[str]:
    """The libpq URL of an empty database: of the server that TIMESCALEDB_URL names, or of a fresh one, which takes one
    connection at a time.
    """
    if given := os.environ.get("TIMESCALEDB_URL"):
        with _database_on(given) as url:
            yield url
        return
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


@contextmanager
def _database_on(server: str) -> Iterator[str]:
    name = f"orin_test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield make_conninfo(server, dbname=name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
