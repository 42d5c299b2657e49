"""Whatever the api is asked, the database reads about as much as the page shows: on 200,000 events and more.

The requests are generated from the parameters in the OpenAPI page, so that a new one is tried as well. Every statement
that they lead to is run again under EXPLAIN ANALYZE.
"""

import asyncio
import itertools
import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from psycopg import AsyncConnection
from pydantic import SecretStr

from benchmarks.reads_database import Size, build
from orin.api.factory import create_app
from orin.projections.event_filter import EventFilter
from orin.projections.event_order import Cursor
from orin.projections.pools import _SESSION
from orin.projections.queries import open_reads
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres

pytestmark = pytest.mark.postgres
EVENTS = int(os.environ.get("EVENTS", "200000"))
SMALL = 20_000
"""Rows up to which a table may be read whole."""
LIMIT = 50
MOST_SORTED = 5000
"""Rows: a few of each series, of which the page is chosen."""
MOST_ROWS = 40_000
"""That a statement may touch for a page."""
Asked = tuple[str, Any]
"""A statement and its parameters."""


@pytest.fixture(scope="module")
def url(postgres: Postgres) -> str:
    url = postgres.create_database("reads")
    build(url, Size(EVENTS, cameras=200, phases=EVENTS, observations=300_000))
    with psycopg.connect(url, autocommit=True) as connection:
        # The newest tenth was dealt with: whoever asks for the rest must not read past all of it.
        connection.execute(
            "UPDATE events SET review = CASE WHEN number % 2 = 0 THEN 'resolved' ELSE 'acknowledged' END,"
            " assignee = CASE WHEN number % 50 = 0 THEN 'kim' END"
            " WHERE number > (SELECT max(number) * 9 / 10 FROM events)"
        )
        connection.execute("VACUUM ANALYZE events")
    return url


@pytest.fixture(scope="module")
def client(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), database_url=SecretStr(url))
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        yield client


VALUES: dict[str, list[str]] = {
    "site": ["site-3"],
    "camera": ["site-7/cam-17"],
    "guard": ["guard-17-1"],
    "kind": ["queues", "enters", "loiters"],
    "severity": ["critical", "low"],
    "certainty": ["indeterminate", "observed"],
    "from": ["-10d", "-1h"],
    "to": ["-30d", "-59d"],
    "open": ["true", "false"],
    "stale": ["true", "false"],
    "review": ["unreviewed", "resolved"],
    "assignee": ["kim", "nobody"],
    "order": ["oldest"],
    "bucket": ["hour"],
    "cursor": [],
    "limit": ["500"],
    "sequence": ["0"],
    "width": ["64"],
    "days": ["7"],
}
"""Of every parameter; a cursor comes from the page before."""
PATHS = ["/v1/events", "/v1/cameras", "/v1/guards", "/v1/activity"]


def requests(client: TestClient) -> list[str]:
    """Every value of every parameter, several values of one, and of pairs and larger sets some."""
    chance = random.Random(5)
    found = []
    pages = client.get("/openapi.json").json()["paths"]
    for path in PATHS:
        names = [each["name"] for each in pages[path]["get"]["parameters"]]
        assert set(names) <= VALUES.keys(), "a new parameter: say what to try of it"
        singles = [[f"{name}={value}"] for name in names for value in VALUES[name]]
        several = [[f"{n}={v}" for v in VALUES[n]] for n in ("kind", "severity", "certainty") if n in names]
        pairs = [[*a, *b] for a, b in itertools.combinations(singles + several, 2)]
        pairs = chance.sample(pairs, min(len(pairs), 60))
        larger = [[chance.choice(singles + several)[0] for _ in range(4)] for _ in range(20) if path == "/v1/events"]
        queries = {"&".join(each) for each in ([], *singles, *several, *pairs, *larger) if distinct(each)}
        found += [f"{path}?{query}" for query in sorted(queries)]
    return found


def distinct(query: list[str]) -> bool:
    """Whether parameters that take one value have one."""
    names = [each.partition("=")[0] for each in query]
    return all(
        names.count(name) == 1
        for name in names
        if name in {"open", "stale", "review", "assignee", "from", "to", "limit", "days"}
    )


def statements_of(client: TestClient, path: str) -> Iterator[Asked]:
    """What the request and that of the page after it ask the database."""
    asked: list[Asked] = []
    execute = AsyncConnection.execute

    async def noted(self: Any, query: Any, params: Any = None, **more: Any) -> Any:
        asked.append((query if isinstance(query, str) else query.as_string(self), params))
        return await execute(self, query, params, **more)

    with patch.object(AsyncConnection, "execute", noted):
        answer = client.get(path)
        if answer.status_code == 422:  # the two exclude each other
            return
        assert answer.status_code == 200, f"{path}: {answer.text}"
        if answer.json().get("next"):
            assert client.get(f"{path}&cursor={answer.json()['next']}").status_code == 200
    for query, parameters in asked:
        if query.lstrip().startswith(("SELECT", "WITH")):
            yield query, parameters


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def complaints(connection: psycopg.Connection, large: set[str], asked: Asked) -> list[str]:
    query, parameters = asked
    cursor = psycopg.ClientCursor(connection)
    row = cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}".encode(), parameters).fetchone()
    assert row is not None
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    found, touched = [], 0.0
    for node in nodes(plan[0]["Plan"]):
        kind, loops = node["Node Type"], node["Actual Loops"]
        if "Scan" in kind and node.get("Relation Name") in large:
            removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
            touched += (node["Actual Rows"] + removed) * loops
        if kind == "Seq Scan" and node["Relation Name"] in large:
            found.append(f"{node['Relation Name']} is read whole")
        if kind == "Sort" and node.get("Sort Space Type") == "Disk":
            found.append("a sort on disk")
        if "Sort" in kind and node["Plans"][0]["Actual Rows"] > MOST_SORTED:
            found.append(f"{node['Plans'][0]['Actual Rows']} rows are sorted")
    if touched > MOST_ROWS:
        found.append(f"{touched:.0f} rows are touched")
    return [f"{each}: {query} {parameters}" for each in found]


@pytest.fixture
def connection(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"{_SESSION} '60s'".encode())
        yield connection


def large_tables(connection: psycopg.Connection) -> set[str]:
    rows = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [SMALL])
    return {name for (name,) in rows}


def test_no_request_reads_more_than_about_its_page(client: TestClient, connection: psycopg.Connection) -> None:
    large = large_tables(connection)
    assert large >= {"events", "event_phases", "observations", "activity_hours"}
    shapes: set[str] = set()
    wrong: dict[str, list[str]] = {}
    for path in requests(client):
        for query, parameters in statements_of(client, path):
            key = f"{query}{sorted((parameters or {}).items(), key=str)}"
            if key not in shapes:
                shapes.add(key)
                if found := complaints(connection, large, (query, parameters)):
                    wrong[path] = found
    assert len(shapes) > 150
    assert not wrong, "\n".join(f"{path}\n    {found[0]}" for path, found in list(wrong.items())[:5])


def test_what_reads_much_is_told(connection: psycopg.Connection) -> None:
    large = large_tables(connection)
    for query in (
        "SELECT * FROM events ORDER BY coverage LIMIT 5",
        "SELECT * FROM events WHERE kind = 'none' ORDER BY xid, number LIMIT 5",
    ):
        assert complaints(connection, large, (query, None))


FILTERS = [
    EventFilter(severity=["critical"]),
    EventFilter(severity=["critical", "high"], kind=["enters", "queues"]),
    EventFilter(site=["site-3"], certainty=["indeterminate"]),
    EventFilter(kind=["queues"], severity=["critical"]),
    EventFilter(open=True),
    EventFilter(open=False, kind=["queues"]),
    EventFilter(stale=True),
    EventFilter(stale=True, open=False, site=["site-0"]),
    EventFilter(stale=False, guard=["guard-100-1"]),
    EventFilter(open=True, stale=False, camera=["site-1/cam-11"]),
    EventFilter(opened_to="{-35}"),
    EventFilter(opened_from="{-40}", opened_to="{-39}"),
    EventFilter(opened_from="{-1}", severity=["critical"]),
    EventFilter(opened_from="{-40}", opened_to="{-20}", site=["site-2"], kind=["enters"]),
    EventFilter(opened_to="{-50}", open=True),
    EventFilter(review="unreviewed"),
    EventFilter(review="unreviewed", open=True, severity=["critical"]),
    EventFilter(review="resolved", kind=["queues"]),
    EventFilter(assignee="kim", stale=False),
]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_pages_are_what_a_plain_query_finds(
    url: str, connection: psycopg.Connection, wanted: EventFilter, newest_first: bool
) -> None:
    """Three pages, and what follows a place in the middle of the order."""
    wanted = at_days(wanted)
    conditions, values = wanted.where()
    direction = "DESC" if newest_first else "ASC"
    where = " AND ".join(conditions)
    everything = [
        (xid, number)
        for xid, number in connection.execute(
            f"SELECT xid::text::bigint, number FROM events WHERE {where}"
            f" ORDER BY xid {direction}, number {direction}".encode(),
            values,
        )
    ]

    async def pages(start: tuple[int, int] | None, count: int) -> list[str]:
        async with open_reads(url, 10) as reads:
            lineage = (await reads.now()).lineage
            after = None if start is None else Cursor(lineage, *start)
            found: list[str] = []
            for _ in range(count):
                page = await reads.events(wanted, after, LIMIT, newest_first)
                found += [each["digest"] for each in page.events]
                after = page.following
                if after is None or not page.events:
                    break
            return found

    def digests(places: list[tuple[int, int]]) -> list[str]:
        rows = connection.execute("SELECT number, digest FROM events WHERE number = ANY (%s)", [[n for _, n in places]])
        by_number: dict[int, str] = dict(rows.fetchall())
        return [by_number[number] for _, number in places]

    middle = (EVENTS // 40, EVENTS // 2)
    beyond = [each for each in everything if (each < middle if newest_first else each > middle)]
    assert asyncio.run(pages(None, 3)) == digests(everything[: 3 * LIMIT])
    assert asyncio.run(pages(middle, 2)) == digests(beyond[: 2 * LIMIT])


def at_days(wanted: EventFilter) -> EventFilter:
    """With `{-35}` as the time 35 days ago."""
    moment = datetime.now(UTC).replace(microsecond=0)
    at = {
        name: (moment + timedelta(days=int(value[1:-1]))).isoformat()
        for name in ("opened_from", "opened_to")
        if (value := getattr(wanted, name)) is not None
    }
    return replace(wanted, **at)
