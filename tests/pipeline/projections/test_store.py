"""One batch into the database: all of it where the positions are believed to be, or nothing."""

import random
import threading
from collections.abc import Iterator

import psycopg
import pytest

from orin.projections.migrate import migrate
from orin.projections.retention import delete_old
from orin.projections.store import Item, Moved, Written, write
from orin.schemas.records import Record
from tests.support.processes.projection_records import CAMERA, SECOND, camera_spec, event, now, track, tracks
from tests.support.waiting import until

pytestmark = pytest.mark.postgres
TOPIC = "t"
AT = 1_700_000_000 * SECOND
CONTENT = {
    "events": "SELECT event_id, sequence, phase, digest FROM events ORDER BY event_id",
    "event_phases": "SELECT event_id, sequence, phase, digest FROM event_phases ORDER BY event_id, sequence",
    "observations": "SELECT * FROM observations ORDER BY camera, captured_at",
    "camera_frames": "SELECT * FROM camera_frames",
    "event_series": "SELECT * FROM event_series ORDER BY series",
    "activity_minute": "SELECT * FROM activity_minute ORDER BY camera, bucket",
    "activity_hour": "SELECT * FROM activity_hour ORDER BY camera, bucket",
    "coverage_hour": "SELECT * FROM coverage_hour ORDER BY camera, bucket",
}


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection]:
    migrate(database_url)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO positions VALUES (%s, 0, 0)", [TOPIC])
        yield connection


def put(connection: psycopg.Connection, records: list[Record], start: int) -> Written:
    items = [Item(TOPIC, 0, start + n, b"k", b"", record, True) for n, record in enumerate(records)]
    with connection.transaction():
        return write(connection, items, {(TOPIC, 0): start}, {(TOPIC, 0): start + len(items)})


def content(connection: psycopg.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: connection.execute(query.encode()).fetchall() for table, query in CONTENT.items()}


def log() -> list[Record]:
    """Frames, specs and phases of events: some repeated, some in the wrong order, one with another content."""
    made = random.Random(7)
    found: list[Record] = [camera_spec(gap_tolerance=2.0)]
    at = AT
    for n in range(40):
        at += made.choice([SECOND // 10, SECOND, 3 * SECOND])
        status = made.choice(["seen", "seen", "still", "shed"])
        found.append(tracks(at, status=status, seen=[track()] * made.randint(0, 3)))
        if n % 8 == 0:
            opened = event(at)
            updated = event(at + 1, 1, opened.event_id, phase="updated")
            closed = event(at + 2, 2, opened.event_id, phase="closed")
            found += [opened, closed, updated, opened, event(at, 0, opened.event_id, severity="low")]
    return found


def test_content_does_not_depend_on_the_batches(connection: psycopg.Connection) -> None:
    records = log()
    found = []
    for seed in range(6):
        connection.execute(
            "TRUNCATE events, event_phases, event_series, observations, activity_minutes, activity_hours,"
            " camera_frames, positions"
        )
        connection.execute("INSERT INTO positions VALUES (%s, 0, 0)", [TOPIC])
        cuts = sorted(random.Random(seed).sample(range(1, len(records)), 12 * (seed > 0)))
        refused = 0
        for start, end in zip([0, *cuts], [*cuts, len(records)], strict=True):
            refused += len(put(connection, records[start:end], start).refused)
        found.append((content(connection), refused))
    assert all(each == found[0] for each in found)
    assert found[0][1] == 5
    assert {row[1:3] for row in found[0][0]["events"]} == {(2, "closed")}


AGGREGATES = """
SELECT camera, date_bin('1 {unit}', captured_at, 'epoch'), count(*),
       count(*) FILTER (WHERE status IN ('seen', 'still')),
       max(people), round(avg(people), 6), max(objects), round(avg(objects), 6), round(sum(covered)::numeric, 6)
FROM observations GROUP BY 1, 2 ORDER BY 1, 2
"""
ROLLED_UP = """
SELECT camera, bucket, frames, observed, people_max, round(people_mean::numeric, 6), objects_max,
       round(objects_mean::numeric, 6), round(covered::numeric, 6)
FROM activity_{unit} ORDER BY 1, 2
"""


@pytest.mark.parametrize("unit", ["minute", "hour"])
def test_activity_is_what_the_observations_add_up_to(connection: psycopg.Connection, unit: str) -> None:
    """Also of the minute that is not over, after frames out of turn, repeats and a camera that comes back."""
    made = random.Random(11)
    at = dict.fromkeys(("hq/a", "hq/b"), AT)
    start = 0
    for _ in range(30):
        frames: list[Record] = []
        for _ in range(made.randint(1, 12)):
            camera = made.choice(list(at))
            at[camera] += made.choice([SECOND // 10, SECOND, 20 * SECOND, 20 * SECOND, 4000 * SECOND])
            status = made.choice(["seen", "seen", "still", "shed", "obscured"])
            frames.append(tracks(at[camera], camera, status, [track(), track("object")] * made.randint(0, 3)))
        put(connection, [*frames, made.choice(frames)], start)
        start += len(frames) + 1
        expected = connection.execute(AGGREGATES.format(unit=unit).encode()).fetchall()
        assert connection.execute(ROLLED_UP.format(unit=unit).encode()).fetchall() == expected
    assert len(expected) > 10


def test_a_position_that_is_elsewhere_writes_nothing(connection: psycopg.Connection) -> None:
    put(connection, [tracks(AT)], 0)
    before = content(connection)
    with pytest.raises(Moved):
        put(connection, [tracks(AT + SECOND), event(AT)], 0)
    assert content(connection) == before


def test_a_zombie_that_waits_for_the_rightful_owner_writes_nothing(
    connection: psycopg.Connection, database_url: str
) -> None:
    """Both are in their transactions, from the same position; the second waits for the first, then finds it moved."""
    outcome: list[object] = []

    def zombie() -> None:
        with psycopg.connect(database_url, autocommit=True) as other:
            try:
                outcome.append(put(other, [event(AT, camera="hq/zombie")], 0))
            except Moved as error:
                outcome.append(error)

    late = threading.Thread(target=zombie)
    with connection.transaction():
        write(connection, [Item(TOPIC, 0, 0, b"k", b"", tracks(AT), True)], {(TOPIC, 0): 0}, {(TOPIC, 0): 1})
        late.start()
        with psycopg.connect(database_url, autocommit=True) as observer:
            query = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            until(lambda: observer.execute(query).fetchone())
    late.join(10)
    assert [type(each) for each in outcome] == [Moved]
    assert connection.execute("SELECT count(*) FROM events").fetchone() == (0,)


def test_only_old_observations_are_deleted(connection: psycopg.Connection) -> None:
    day = 86_400 * SECOND
    put(connection, [tracks(now() - 40 * day), tracks(now() - 31 * day), tracks(now() - 29 * day), tracks(now())], 0)
    assert delete_old(connection) == 4, "two frames and their minutes"
    assert delete_old(connection) == 0
    for table, left in (("observations", 2), ("activity_minutes", 2), ("activity_hours", 4)):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (left,)


def test_an_older_phase_never_replaces_a_newer_one(connection: psycopg.Connection) -> None:
    opened = event(AT)
    put(connection, [event(AT + SECOND, 1, opened.event_id, phase="closed")], 0)
    assert put(connection, [opened], 1).refused == []
    query = "SELECT sequence, phase FROM events"
    assert connection.execute(query).fetchall() == [(1, "closed")]
    assert connection.execute("SELECT count(*) FROM event_phases").fetchone() == (2,)


def test_a_phase_with_another_content_is_refused_and_the_first_kept(connection: psycopg.Connection) -> None:
    first = event(AT)
    other = event(AT + SECOND, 0, first.event_id)
    assert put(connection, [first], 0).refused == []
    (refused,) = put(connection, [other, tracks(AT)], 1).refused
    assert refused.reason == "divergence"
    assert first.digest in refused.message
    assert connection.execute("SELECT digest FROM event_phases").fetchall() == [(first.digest,)]
    assert connection.execute("SELECT camera FROM observations").fetchall() == [(CAMERA,)]
