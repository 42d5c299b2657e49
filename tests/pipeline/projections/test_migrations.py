"""Migrations on plain PostgreSQL."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from orin.projections import migrate as module
from orin.projections.event_filter import EventFilter
from orin.projections.migrate import Migration, migrate, migrations
from orin.projections.queries import open_reads
from orin.schemas.errors import OrinError
from tests.support.processes.projection_records import event, now, project

pytestmark = pytest.mark.postgres


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        query = (
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')"
        )
        return {name for (name,) in connection.execute(query)}


def test_makes_tables_and_views_once(database_url: str) -> None:
    assert migrate(database_url) == [
        "0001_tables.sql", "0003_aggregates.views.sql", "0005_stale_events.sql", "0006_disabled_cameras.sql",
        "0007_event_order.sql", "0008_rollups.views.sql", "0010_access.sql", "0011_sites.sql",
        "0011_sites.views.sql", "0012_reviews.sql", "0013_news.sql", "0014_guards_of_sites.sql",
        "0015_jobs.sql", "0016_deliveries.sql",
    ]  # fmt: skip
    assert tables(database_url) >= {
        "positions", "cameras", "guards", "events", "event_phases", "observations", "heartbeats", "health_events",
        "activity_minute", "activity_hour", "coverage_hour", "stale_events",
        "reviews", "event_reviews", "response_times", "mutes", "mutes_in_force", "jobs", "deliveries",
    }  # fmt: skip
    assert migrate(database_url) == []


def test_eight_at_once_apply_each_file_once(database_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: migrate(database_url), range(8)))
    assert sorted(map(len, done)) == [0] * 7 + [14]


def test_a_file_changed_after_it_was_applied_is_refused(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(database_url)
    changed = [m._replace(sql=m.sql + "\n-- later") if m.file.startswith("0001") else m for m in migrations()]
    monkeypatch.setattr(module, "migrations", lambda: changed)
    with pytest.raises(OrinError, match=r"0001_tables\.sql was changed after it was applied"):
        migrate(database_url)


def test_a_database_of_a_newer_build_is_refused(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = [*migrations(), Migration("0900_later.sql", "", "CREATE TABLE later (a integer)")]
    with monkeypatch.context() as patch:
        patch.setattr(module, "migrations", lambda: newer)
        migrate(database_url)
    with pytest.raises(OrinError, match=r"0900_later\.sql, which this build does not know: use a newer build"):
        migrate(database_url)


def test_a_file_that_fails_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [*migrations(), Migration("0900_broken.sql", "", "CREATE TABLE half (a integer); SELECT 1 / 0")]
    monkeypatch.setattr(module, "migrations", lambda: broken)
    with pytest.raises(OrinError, match=r"0900_broken\.sql failed and was rolled back: division by zero"):
        migrate(database_url)
    assert "half" not in tables(database_url)
    assert "events" in tables(database_url)


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(OrinError, match=r"PostgreSQL at 127\.0\.0\.1:1/orin") as failure:
        migrate("postgresql://orin:hunter2@127.0.0.1:1/orin")
    assert "hunter2" not in str(failure.value)
    with pytest.raises(OrinError, match="is not a libpq URL") as failure:
        migrate("postgresql://orin:hunter2@host:port:5/db?x")
    assert "hunter2" not in str(failure.value)


def test_rows_of_another_servers_dump_are_shown_and_old_cursors_refused(database_url: str) -> None:
    migrate(database_url)
    with psycopg.connect(database_url, autocommit=True) as connection:
        insert = """
            INSERT INTO event_phases
            SELECT gen_random_uuid(), 0, 'enters', 'occurred', 'g', '1-a', null, 's/c', 's', null, 'z', null, null,
                   null, null, now(), now(), now(), now(), null, null, null, 'observed', 1, 'low', 'send', '{}', null,
                   false, null, '{}', 'd', (pg_current_xact_id()::text::bigint + 1000000)::text::xid8, 5
        """
        connection.execute(insert)
        lineage = connection.execute("SELECT id FROM lineage").fetchone()
        before = connection.execute("SELECT ctid, xid FROM event_phases").fetchall()
        migrate(database_url)
        assert connection.execute("SELECT ctid, xid FROM event_phases").fetchall() == before, "no row is rewritten"
        assert connection.execute("SELECT id FROM lineage").fetchone() != lineage
        project(database_url, event(now()))

        async def shown() -> list[str]:
            async with open_reads(database_url, 10) as reads:
                start = (await reads.now())._replace(xid=0, number=0)
                return [
                    phase["guard"] for _, phase in await reads.phases(EventFilter(), start, 10) if phase is not None
                ]

        assert asyncio.run(shown()) == ["g", "bags"], "what was restored, then what was written since"
        changed = connection.execute("SELECT id FROM lineage").fetchone()
        assert migrate(database_url) == []
        assert connection.execute("SELECT id FROM lineage").fetchone() == changed


def test_every_file_is_named_by_the_rule() -> None:
    folder = Path(module.__file__).parent / "migrations"
    assert {m.file for m in migrations()} == {path.name for path in folder.iterdir() if path.suffix == ".sql"}
