"""The same migrations and rows on TimescaleDB."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from msgspec.structs import replace

from orin.projections import migrate as module
from orin.projections import statements
from orin.projections.event_filter import EventFilter
from orin.projections.migrate import migrate, migrations
from orin.projections.pools import Pools, _open
from orin.projections.queries import ActivityFilter, Reads
from orin.projections.rows import event_row
from orin.projections.store import Item, Moved, write
from orin.schemas.json_forms import format_time
from orin.schemas.records import Record
from tests.support.isolation import leaks, shown
from tests.support.processes.projection_records import CAMERA, SECOND, camera_spec, event, now, track, tracks
from tests.support.servers.timescaledb import timescaledb
from tests.support.two_sites import OWN, fill

HOUR = 3600 * SECOND
AT = now() // HOUR * HOUR - 5 * 24 * HOUR


@pytest.fixture(scope="module")
def url(engines: Path) -> Iterator[str]:
    with timescaledb(engines) as url:
        migrate(url)
        yield url


@pytest.fixture
def connection(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def project(connection: psycopg.Connection, topic: str, records: list[Record]) -> None:
    connection.execute("INSERT INTO positions VALUES (%s, 0, 0)", [topic])
    items = [Item(topic, 0, offset, b"k", b"", record, True) for offset, record in enumerate(records)]
    with connection.transaction():
        assert not write(connection, items, {(topic, 0): 0}, {(topic, 0): len(items)}).refused


def test_append_only_tables_are_hypertables_with_aggregates_and_policies(connection: psycopg.Connection) -> None:
    hypertables = connection.execute("SELECT hypertable_name FROM timescaledb_information.hypertables").fetchall()
    assert "observations" in {name for (name,) in hypertables}
    assert "event_phases" not in {name for (name,) in hypertables}
    views = connection.execute("SELECT view_name FROM timescaledb_information.continuous_aggregates ORDER BY 1")
    assert [name for (name,) in views.fetchall()] == ["activity_hour", "activity_minute", "coverage_hour"]
    jobs = connection.execute(
        "SELECT proc_name, count(*) FROM timescaledb_information.jobs WHERE job_id >= 1000 GROUP BY 1"
    )
    assert dict(jobs.fetchall()) == {
        "policy_refresh_continuous_aggregate": 3,
        "policy_compression": 1,
        "policy_retention": 1,
    }


def test_phases_that_lie_in_chunks_become_a_plain_table(engines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a database of an earlier build has them, compressed."""
    earlier = [m for m in migrations() if m.file < "0009"]
    with timescaledb(engines) as url:
        with monkeypatch.context() as patch:
            patch.setattr(module, "migrations", lambda: earlier)
            patch.setattr(module, "shift_after_restore", lambda _: False)  # it reads tables of later files
            migrate(url)
        with psycopg.connect(url, autocommit=True) as connection:
            opened = event(AT, camera="hq/old")
            statements.execute(connection, statements.INTO["event_phases"], [event_row(opened)])
            connection.execute("SELECT compress_chunk(c, true) FROM show_chunks('event_phases') AS c")
            before = connection.execute("SELECT xid, number, event_id::text FROM event_phases").fetchall()
        assert migrate(url)[0] == "0009_plain_phases.timescaledb.sql"
        with psycopg.connect(url, autocommit=True) as connection:
            assert connection.execute("SELECT xid, number, event_id::text FROM event_phases").fetchall() == before
            project(connection, "later", [event(AT + SECOND, 1, opened.event_id, phase="closed", camera="hq/old")])
            rows = connection.execute("SELECT sequence, number FROM event_phases ORDER BY xid, number").fetchall()
            assert [sequence for sequence, _ in rows] == [0, 1]
            assert rows[1][1] > rows[0][1]


def test_migrating_again_changes_nothing(url: str) -> None:
    assert migrate(url) == []


def test_aggregates_say_what_was_seen(connection: psycopg.Connection) -> None:
    frames = [tracks(AT + n * SECOND, seen=[track()] * (n % 3)) for n in range(120)]
    project(connection, "aggregates", [camera_spec(), *frames, tracks(AT + 121 * SECOND, status="shed")])
    connection.execute("CALL refresh_continuous_aggregate('activity_minute', NULL, NULL)")
    columns = "frames, observed, people_max, people_mean, covered"
    query = f"SELECT {columns} FROM activity_minute WHERE camera = %s ORDER BY bucket"
    assert connection.execute(query, [CAMERA]).fetchall() == [
        (60, 60, 2, 1.0, 59.0),
        (60, 60, 2, 1.0, 60.0),
        (1, 0, None, None, 0.0),
    ]
    query = "SELECT covered, seen, shed FROM coverage_hour WHERE camera = %s"
    assert connection.execute(query, [CAMERA]).fetchall() == [(119.0, 120, 1)]


def test_the_apis_role_sees_the_sites_that_are_set_and_no_others(url: str) -> None:
    fill(url)
    with psycopg.connect(url, autocommit=True) as reader:
        reader.execute("SET ROLE orin_reader")
        try:
            assert leaks(reader, None) == {}
            assert leaks(reader, OWN) == {}
            assert {"events", "guards", "site_activity_minute", "site_activity_hour"} <= shown(reader, OWN)
            for table in ("observations", "activity_minute", "activity_hour", "coverage_hour"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    reader.execute(f"SELECT * FROM {table}".encode())
        finally:
            reader.execute("RESET ROLE")  # the server keeps one session for all connections


def test_a_position_that_was_moved_writes_nothing(connection: psycopg.Connection) -> None:
    project(connection, "guarded", [tracks(AT, "hq/guarded")])
    item = Item("guarded", 0, 0, b"k", b"", tracks(AT + SECOND, "hq/guarded"), True)
    with pytest.raises(Moved), connection.transaction():
        write(connection, [item], {("guarded", 0): 0}, {("guarded", 0): 1})
    assert connection.execute("SELECT count(*) FROM observations WHERE camera = 'hq/guarded'").fetchone() == (1,)


def test_rows_live_on_in_compressed_chunks(connection: psycopg.Connection) -> None:
    opened = event(AT, camera="hq/compressed")
    project(connection, "compressed", [tracks(AT, "hq/compressed"), opened])
    connection.execute("SELECT compress_chunk(c, true) FROM show_chunks('observations') AS c")
    # What comes late, comes again, or comes with another content meets compressed rows.
    connection.execute("INSERT INTO positions VALUES ('late', 0, 0)")
    closed = event(AT + SECOND, 1, opened.event_id, camera="hq/compressed", phase="closed")
    other = event(AT, 0, opened.event_id, camera="hq/compressed", severity="low")
    records: list[Record] = [tracks(AT + SECOND, "hq/compressed"), opened, closed, other]
    items = [Item("late", 0, offset, b"k", b"", record, True) for offset, record in enumerate(records)]
    with connection.transaction():
        written = write(connection, items, {("late", 0): 0}, {("late", 0): 4})
    assert [refusal.reason for refusal in written.refused] == ["divergence"]
    query = "SELECT sequence FROM event_phases WHERE event_id = %s ORDER BY sequence"
    assert connection.execute(query, [opened.event_id]).fetchall() == [(0,), (1,)]
    assert connection.execute("SELECT count(*) FROM observations WHERE camera = 'hq/compressed'").fetchone() == (2,)


async def test_the_api_reads_it_alike(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        project(connection, "read", [tracks(AT, "hq/read"), event(AT, camera="hq/read", phase="closed")])
    wanted = EventFilter(camera=["hq/read"])
    async with _open(url, "5s", most=1) as pool:  # the server takes one connection at a time
        reads = Reads(Pools(pool, pool, pool), 10)
        assert await reads.lacking() == []
        page = await reads.events(replace(wanted, stale=False), None, 10, newest_first=True)
        assert [found["phase"] for found in page.events] == ["closed"]
        detail = await reads.event(page.events[0]["event_id"])
        assert detail is not None
        assert len(detail["phases"]) == 1
        start = (await reads.now())._replace(xid=0)
        assert [phase and phase["phase"] for _, phase in await reads.phases(wanted, start, 10)] == ["closed", None]
        activity = ActivityFilter(
            bucket="hour", since=str(format_time(AT)), until=str(format_time(AT + HOUR)), camera="hq/read", site="hq",
            after_bucket="0001-01-01T00:00:00Z", after_camera="", limit=10,
        )  # fmt: skip
        assert [row["frames"] for row in await reads.activity(activity)] == [1]
