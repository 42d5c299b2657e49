"""The api's reads on a large database: each question's p50 and p99 beside those of its SQL alone."""

import argparse
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import psycopg
from fastapi.testclient import TestClient
from psycopg import AsyncConnection
from pydantic import SecretStr

from benchmarks.machine import orin
from benchmarks.reads_database import Size, build
from orin.api.factory import create_app
from orin.projections.pools import _SESSION
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port

QUESTIONS = {
    "newest": "events",
    "deep page": "events?cursor={deep}",
    "oldest": "events?order=oldest",
    "kind, rare": "events?kind=queues",
    "severity critical": "events?severity=critical",
    "site and critical": "events?site=site-3&severity=critical",
    "camera": "events?camera=site-7/cam-107",
    "indeterminate": "events?certainty=indeterminate",
    "nothing matches": "events?kind=queues&severity=critical",
    "open": "events?open=true",
    "stale": "events?stale=true",
    "a day 30 days ago": "events?from=-30d&to=-29d",
    "until 30 days ago": "events?to=-30d",
    "old, site, high": "events?to=-30d&site=site-3&severity=high",
    "one event": "events/{event}",
    "cameras": "cameras",
    "guards": "guards",
    "activity, minute, 1 d, all": "activity?bucket=minute&from=-1d",
    "activity, hour, 30 d, all": "activity?bucket=hour&from=-30d",
    "activity, hour, 30 d, site": "activity?bucket=hour&from=-30d&site=site-3",
}
"""What is asked, and how."""
Asked = list[tuple[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reads", description=__doc__)
    parser.add_argument("--events", type=int, default=int(os.environ.get("EVENTS", "10000000")))
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two requests of a client")
    parser.add_argument("--rounds", type=int, default=10, help="requests of each client for each question")
    parser.add_argument("--database", help="libpq URL of a database that an earlier run built")
    options = parser.parse_args()
    with _database(options.database, options.events) as url, tempfile.TemporaryDirectory() as home:
        port = free_port()
        settings = Settings(home=Path(home), database_url=SecretStr(url), api_port=port)
        places = _places(url)
        with orin(settings, "api", env={"ORIN_API_PORT": str(port)}):
            base = f"http://127.0.0.1:{port}"
            _wait(base)
            print(f"{'ms':28}{'SQL p50':>9}{'p99':>8}{'api p50':>9}{'p99':>8}{'goal':>8}")
            for name, question in QUESTIONS.items():
                path = "/v1/" + question.format(**places)
                bare = _spread(options, _repeat_sql(url, _statements(settings, path)))
                asked = _spread(options, _repeat_request(base + path))
                goal = min(100.0, 2 * bare[1] + 3)
                print(f"{name:28}{bare[0]:9.1f}{bare[1]:8.1f}{asked[0]:9.1f}{asked[1]:8.1f}{goal:8.1f}", flush=True)


@contextmanager
def _database(given: str | None, events: int) -> Iterator[str]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="orin-postgres-") as home, Postgres(Path(home), durable=False) as server:
        url = server.create_database("reads")
        build(url, Size(events, 1000, min(events, 2_000_000), 2 * events))
        yield url


def _places(url: str) -> dict[str, str]:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT id || '.' || xid || '.' || number, event_id FROM events, lineage"
            " WHERE number = (SELECT max(number) / 3 FROM events WHERE xid = (SELECT xid FROM events"
            " ORDER BY xid DESC, number DESC LIMIT 1)) AND xid = ((number / 20 + 1)::text)::xid8"
        ).fetchone()
        assert row is not None
        return {"deep": row[0], "event": str(row[1])}


def _wait(base: str) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"{base}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise SystemExit("the api did not become ready")


def _statements(settings: Settings, path: str) -> Asked:
    """What the api asks the database to answer this."""
    asked: Asked = []
    execute = AsyncConnection.execute

    async def noted(self: Any, query: Any, params: Any = None, **more: Any) -> Any:
        asked.append((query if isinstance(query, str) else query.as_string(self), params))
        return await execute(self, query, params, **more)

    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        client.get("/readyz")
        with patch.object(AsyncConnection, "execute", noted):
            answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return [(query, params) for query, params in asked if query.lstrip().startswith(("SELECT", "WITH"))]


def _repeat_sql(url: str, asked: Asked) -> Callable[[], Callable[[], None]]:
    def connected() -> Callable[[], None]:
        connection = psycopg.connect(url, autocommit=True)
        connection.execute(f"{_SESSION} '60s'".encode())

        def ask() -> None:
            for query, params in asked:
                connection.execute(query.encode(), params).fetchall()

        return ask

    return connected


def _repeat_request(url: str) -> Callable[[], Callable[[], None]]:
    def connected() -> Callable[[], None]:
        client = httpx.Client(trust_env=False, timeout=30)

        def ask() -> None:
            answer = client.get(url)
            assert answer.status_code == 200, answer.text

        return ask

    return connected


def _spread(options: argparse.Namespace, connected: Callable[[], Callable[[], None]]) -> tuple[float, float]:
    """p50 and p99 in ms of clients that each ask at their own pace."""
    took: list[float] = []

    def client(number: int) -> None:
        ask = connected()
        ask()
        due = time.perf_counter() + options.every * (number + random.random()) / options.clients
        for _ in range(options.rounds):
            time.sleep(max(0.0, due - time.perf_counter()))
            began = time.perf_counter()
            ask()
            took.append(1000 * (time.perf_counter() - began))
            due += options.every

    threads = [threading.Thread(target=client, args=(number,)) for number in range(options.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return took[len(took) // 2], took[min(len(took) - 1, len(took) * 99 // 100)]


if __name__ == "__main__":
    main()
