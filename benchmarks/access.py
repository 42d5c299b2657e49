"""What access control costs `/v1/events`: milliseconds of the api with and without it, and their ratio.

    python -m benchmarks.access [--events 300000] [--rounds 200] [--json]

Two `orin api` on one database of 1,000 cameras in 50 sites, asked in turn by one client. With access control the client
brings a token for machines, of every site or of one. The aim is 1.3 at the p99.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from pydantic import SecretStr

from benchmarks.machine import orin
from benchmarks.reads_database import Size, build
from orin.access import machine_tokens
from orin.access.principal import Role
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port
from tests.support.credentials import at_database
from tests.support.waiting import until

QUESTIONS = {
    "newest": "events",
    "site": "events?site=site-3",
    "site and critical": "events?site=site-3&severity=critical",
    "open of a site": "events?open=true&site=site-3",
    "camera": "events?camera=site-3/cam-103",
    "kind": "events?kind=unattended",
}
TOKENS = {"every site": ("*",), "one site": ("site-3",)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.access", description=__doc__)
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with _database(options.events) as url, _api(url, "off") as without, _api(url, "on") as guarded:
        clients = {"without": httpx.Client(base_url=without, trust_env=False, timeout=30)}
        for name, sites in TOKENS.items():
            headers = {"Authorization": f"Bearer {_token(url, sites)}"}
            clients[name] = httpx.Client(base_url=guarded, headers=headers, trust_env=False, timeout=30)
        if not options.json:
            print(f"{'ms: p50 p99':20}" + "".join(f"{name:>24}" for name in clients))
        for name, question in QUESTIONS.items():
            _show(name, _measure(clients, f"/v1/{question}", options.rounds), options.json)


def _measure(clients: dict[str, httpx.Client], path: str, rounds: int) -> dict[str, tuple[float, float]]:
    took: dict[str, list[float]] = {name: [] for name in clients}
    for number in range(rounds + 5):
        for name, client in clients.items():
            began = time.perf_counter()
            answer = client.get(path)
            seconds = time.perf_counter() - began
            assert answer.status_code == 200, answer.text
            if number >= 5:
                took[name].append(1000 * seconds)
    return {name: _spread(each) for name, each in took.items()}


def _spread(took: list[float]) -> tuple[float, float]:
    took.sort()
    return took[len(took) // 2], took[min(len(took) - 1, len(took) * 99 // 100)]


def _show(name: str, found: dict[str, tuple[float, float]], as_json: bool) -> None:
    base = found["without"]
    ratios = {who: (each[0] / base[0], each[1] / base[1]) for who, each in found.items()}
    if as_json:
        print(json.dumps({"question": name, "ms": found, "ratio": ratios}), flush=True)
        return
    told = [
        f"{each[0]:.1f} {each[1]:.1f}" + ("" if who == "without" else f" (x{ratios[who][0]:.2f} x{ratios[who][1]:.2f})")
        for who, each in found.items()
    ]
    print(f"{name:20}" + "".join(f"{each:>24}" for each in told), flush=True)


@contextmanager
def _database(events: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="orin-postgres-") as home, Postgres(Path(home), durable=False) as server:
        url = server.create_database("access")
        build(url, Size(events, 1000, min(events, 100_000), 100_000))
        yield url


@contextmanager
def _api(url: str, access: str) -> Iterator[str]:
    port, environment = free_port(), {"ORIN_ACCESS": access, "ORIN_REQUESTS_PER_MINUTE": "0"}
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=SecretStr(url), api_port=port)
        with orin(settings, "api", env=environment | {"ORIN_API_PORT": str(port)}):
            address = f"http://127.0.0.1:{port}"
            until(lambda: _ready(address))
            yield address


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def _token(url: str, sites: tuple[str, ...]) -> str:
    expiry = datetime.now(UTC) + timedelta(hours=1)
    made: machine_tokens.Created = at_database(
        url,
        lambda c: machine_tokens.create(
            c, "bench", role=Role.VIEWER, sites=sites, expires_at=expiry, created_by="bench"
        ),
    )
    return made.token


if __name__ == "__main__":
    main()
