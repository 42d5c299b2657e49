"""The queries that the api and its streams repeat walk along an index: they sort nothing and scan no table whole."""

import json
from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql

from orin.projections.event_filter import EventFilter
from orin.projections.migrate import migrate
from orin.projections.queries import _AFTER, _BEFORE, _EVENT_COLUMNS, _PHASE_COLUMNS, NEWEST_PHASE, event_query
from tests.support.processes.projection_records import event, now, project

pytestmark = pytest.mark.postgres
ROWS = 20_000
_COLUMNS = (
    "sequence, kind, phase, guard, guard_revision, camera, site, since, due_at, opened_at, at, certainty, coverage,"
    " severity, notify, notify_to, late, provenance, digest"
)


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection]:
    """A database of 20,000 events of 20 cameras, a hundredth of them open."""
    migrate(database_url)
    project(database_url, event(now(), phase="closed"))
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in ("events", "event_phases"):
            connection.execute(
                sql.SQL(
                    "INSERT INTO {table} (event_id, xid, {columns}) SELECT gen_random_uuid(), (n / 50 + 1)::text::xid8,"
                    " {values} FROM {table}, generate_series(1, %s) AS n"
                ).format(
                    table=sql.Identifier(table),
                    columns=sql.SQL(_COLUMNS),
                    values=sql.SQL(
                        _COLUMNS.replace(" phase", " CASE n %% 100 WHEN 0 THEN 'opened' ELSE 'closed' END")
                        .replace(" camera", " 'hq/c' || n %% 20")
                        .replace(" guard,", " 'g' || n %% 20,")
                        .replace(" site", " 's' || n %% 20")
                    ),
                ),
                [ROWS],
            )
            connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
        yield connection


def nodes(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and table of each step."""
    yield plan["Node Type"], plan.get("Relation Name", "")
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def walks_an_index(connection: psycopg.Connection, query: sql.Composable, values: dict[str, Any]) -> bool:
    cursor = psycopg.ClientCursor(connection)
    cursor.execute(sql.SQL("EXPLAIN (FORMAT JSON) ") + query, values)
    row = cursor.fetchone()
    assert row is not None
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    found = list(nodes(plan[0]["Plan"]))
    return not any("Sort" in kind or (kind == "Seq Scan" and table.startswith("event")) for kind, table in found)


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize(
    "wanted",
    [
        EventFilter(),
        EventFilter(camera=["hq/c7"]),
        EventFilter(guard=["g7"]),
        EventFilter(site=["s7"]),
        EventFilter(open=True),
        EventFilter(stale=True),
        EventFilter(severity=["high"]),
    ],
    ids=["all", "camera", "guard", "site", "open", "stale", "severity"],
)
def test_pages_of_events(
    connection: psycopg.Connection, wanted: EventFilter, goes_on: bool, newest_first: bool
) -> None:
    conditions, values = wanted.where()
    conditions.append("xid < %(horizon)s::xid8")
    values |= {"horizon": str(ROWS), "limit": 50}
    if goes_on:
        after: LiteralString = _BEFORE if newest_first else _AFTER
        conditions.append(after)
        values |= {"xid": str(ROWS // 100), "number": ROWS // 2}
    assert walks_an_index(connection, event_query(_EVENT_COLUMNS, "events", conditions, newest_first), values)


def test_phases_after_a_cursor_and_the_newest(connection: psycopg.Connection) -> None:
    conditions, values = EventFilter(severity=["high"]).where()
    conditions += ["xid < %(horizon)s::xid8", _AFTER]
    values |= {"horizon": str(ROWS), "limit": 200, "xid": str(ROWS // 100), "number": ROWS // 2}
    assert walks_an_index(connection, event_query(_PHASE_COLUMNS, "event_phases", conditions), values)
    assert walks_an_index(connection, sql.SQL(NEWEST_PHASE), {})


def test_a_query_that_sorts_is_told(connection: psycopg.Connection) -> None:
    assert not walks_an_index(connection, sql.SQL("SELECT * FROM events ORDER BY coverage LIMIT 5"), {})
