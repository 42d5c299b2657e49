"""Reviews and their events come from two topics, in any order and by two projectors: the event shows its reviews."""

import threading
import uuid

import psycopg
import pytest

from orin.projections.migrate import migrate
from orin.projections.store import Item, write
from orin.schemas.records import Event, Record, Review
from tests.support.processes.projection_records import event, now, project
from tests.support.waiting import until

pytestmark = pytest.mark.postgres


def review(about: Event, action: str = "resolved", review_id: str | None = None) -> Review:
    return Review(
        review_id=review_id or str(uuid.uuid4()), event_id=about.event_id, camera=about.camera,
        action=action, by="kim", at=now(),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def url(database_url: str) -> str:
    migrate(database_url)
    return database_url


def states(url: str) -> list[tuple[str, str]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT phase, review FROM events ORDER BY number").fetchall()


def test_a_review_before_its_event_and_a_phase_after_it(url: str) -> None:
    about = event(now())
    project(url, review(about))
    project(url, about)
    assert states(url) == [("opened", "resolved")]
    project(url, event(now(), 1, about.event_id, phase="closed"))
    assert states(url) == [("closed", "resolved")]
    together = event(now())
    project(url, review(together, "acknowledged"), together)
    assert states(url)[1] == ("opened", "acknowledged")


def test_ids_that_are_none_are_refused_and_nothing_else(url: str) -> None:
    about = event(now())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("INSERT INTO positions VALUES ('t', 0, 0)")
        wrong: list[Record] = [review(about, review_id="none"), about, review(about)]
        items = [Item("t", 0, n, b"k", b"", record, False) for n, record in enumerate(wrong)]
        with connection.transaction():
            written = write(connection, items, {("t", 0): 0}, {("t", 0): 3})
    assert [refused.message for refused in written.refused] == ["review_id 'none' is not a UUID in canonical form"]
    assert states(url) == [("opened", "resolved")]


@pytest.mark.parametrize("first", ["review", "event"])
def test_two_projectors_at_once(url: str, first: str) -> None:
    """The later transaction begins while the earlier one is open: whichever it is, the review is not lost."""
    about = event(now())
    records: dict[str, Record] = {"review": review(about), "event": about}
    second = "event" if first == "review" else "review"
    with psycopg.connect(url, autocommit=True) as slow:
        slow.execute("INSERT INTO positions VALUES ('slow', 0, 0)")
        with slow.transaction():
            item = Item("slow", 0, 0, b"", b"", records[first], False)
            write(slow, [item], {("slow", 0): 0}, {("slow", 0): 1})
            other = threading.Thread(target=project, args=(url, records[second]))
            other.start()
            until(lambda: waits(url))
        other.join(20)
    assert states(url) == [("opened", "resolved")]


def waits(url: str) -> bool:
    with psycopg.connect(url) as connection:
        query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        return connection.execute(query).fetchone() != (0,)
