"""What the database itself keeps from the api's role, whatever the api asks."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from orin.projections.event_filter import EventFilter
from orin.projections.event_pages import Page, statements
from orin.projections.migrate import migrate
from orin.runtime.database import READER
from orin.runtime.embedded.postgres import Postgres
from tests.support.isolation import leaks, shown
from tests.support.two_sites import OWN, fill

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def url(postgres: Postgres) -> str:
    url = postgres.create_database("isolation")
    migrate(url)
    fill(url)
    return url


@pytest.fixture
def reader(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(READER)))
        yield connection


def test_where_no_site_is_set_there_is_no_row(reader: psycopg.Connection) -> None:
    assert leaks(reader, None) == {}


def test_of_another_site_there_is_no_row_in_any_table_or_view(reader: psycopg.Connection) -> None:
    assert leaks(reader, OWN) == {}
    tables = {"events", "event_phases", "event_series", "cameras", "guards", "camera_frames", "heartbeats", "jobs"}
    tables.add("deliveries")
    assert tables | {"health_events", "site_activity_minute", "site_activity_hour"} <= shown(reader, OWN)


@pytest.mark.parametrize("setting", ["", ",", "hq/gate", "h*", "hq,*", "%", "port'--"])
def test_a_setting_that_names_no_site_of_theirs_shows_nothing_of_theirs(
    reader: psycopg.Connection, setting: str
) -> None:
    assert leaks(reader, setting) == {}


PATTERNS = [
    "hq/gate", "hq/*", "hq/?ate", "hq*", "h*", "*", "*/gate", "?q/gate", "h?/*", "*gate", "hq/gat", "hq/none",
    "hqx/gate", "port/gate", "port/*", "p*", "po?t/gate", "?/gate", "h", "hq", "hq/", "", "*/none", "**",
]  # fmt: skip


def test_a_guard_is_seen_by_whoever_sees_a_camera_that_it_watches(reader: psycopg.Connection, url: str) -> None:
    """Whatever its pattern: none is left out unasked that could name a camera of theirs."""
    with psycopg.connect(url) as owner:
        for number, pattern in enumerate(PATTERNS):
            owner.execute(
                "INSERT INTO guards (name, number, revision, body, active_from)"
                " VALUES (%s, 1, '1-abcdef01', jsonb_build_object('cameras', jsonb_build_array(%s::text)), now())",
                [f"pattern-{number}", pattern],
            )
        matching = owner.execute("SELECT name FROM guards WHERE watches(body -> 'cameras', 'hq/gate')")
        wanted = {name for (name,) in matching if name.startswith("pattern-")}
    assert 5 < len(wanted) < len(PATTERNS) - 5
    reader.execute("SELECT set_config('orin.sites', %s, false)", [OWN])
    seen = {name for (name,) in reader.execute("SELECT name FROM guards") if name.startswith("pattern-")}
    with psycopg.connect(url) as owner:
        owner.execute("DELETE FROM guards WHERE name LIKE 'pattern-%'")
    assert seen == wanted


def test_a_star_shows_all(reader: psycopg.Connection, url: str) -> None:
    reader.execute("SELECT set_config('orin.sites', '*', false)")
    with psycopg.connect(url) as owner:
        for table in ("events", "cameras", "guards", "heartbeats", "health_events"):
            count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            assert reader.execute(count).fetchone() == owner.execute(count).fetchone()


def test_the_setting_ends_with_the_transaction(reader: psycopg.Connection) -> None:
    with reader.transaction():
        reader.execute("SELECT set_config('orin.sites', 'hq', true)")
        assert reader.execute("SELECT count(*) FROM events").fetchone() == (1,)
    assert reader.execute("SELECT count(*) FROM events").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT password FROM access.accounts",
        "SELECT private FROM access.keys",
        "INSERT INTO access.tokens SELECT * FROM access.tokens",
        "UPDATE access.sessions SET revoked_at = NULL",
        "DELETE FROM events",
        "UPDATE cameras SET body = '{}'",
        "SELECT * FROM observations",
        "SELECT * FROM positions",
        "CREATE TABLE mine ()",
    ],
)
def test_secrets_and_changes_are_not_for_the_apis_role(reader: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(statement.encode())


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_policy_leaves_the_walk_of_a_page_its_end(reader: psycopg.Connection, newest_first: bool) -> None:
    """The place that it ends at is found in the index, not asked of every row."""
    wanted = EventFilter(site=(OWN,), seen=(OWN,))
    (page,) = statements(Page(wanted, sql.SQL("event_id"), newest_first, (2**40, 0), 2**40, 51))
    reader.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off")
    rows = reader.execute(sql.SQL("EXPLAIN (COSTS OFF) {}").format(page.query), page.parameters).fetchall()
    walks = [line for (line,) in rows if "Index Cond" in line and "ROW(xid, number)" in line]
    assert any("<= ROW(" in line and ">= ROW(" in line for line in walks), rows
