"""An open event whose guard no longer watches its camera is stale: in the views, for the api, for the doctor."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from orin.api.factory import create_app
from orin.cli.operations.checks import _stale
from orin.processors.identity import spec_name
from orin.projections.migrate import migrate
from orin.projections.stale import StaleEvents, stale_events
from orin.runtime.config.settings import Settings
from orin.schemas.json_forms import format_time
from orin.schemas.records import Event, Spec
from orin.topologies.specs.history import History
from orin.topologies.specs.watched import unwatched_since
from tests.support.processes.projection_records import SECOND, event, now, project, tracks

pytestmark = pytest.mark.postgres
AT = now() // SECOND * SECOND - 3600 * SECOND
TOMORROW = AT + 86400 * SECOND


@pytest.fixture
def url(database_url: str) -> str:
    migrate(database_url)
    return database_url


def guard(number: int, cameras: str, active_from: int, active_until: int | None = None, name: str = "bags") -> Spec:
    patterns = ",".join(f'"{pattern}"' for pattern in cameras.split())
    body = f'{{"cameras":[{patterns}],"guard":"{name}"}}'
    return Spec(
        kind="guard", name=name, revision=f"{number}-abcdef01", body=body, active_from=active_from,
        active_until=active_until,
    )  # fmt: skip


def camera(number: int, active_from: int, active_until: int | None = None, name: str = "hq/a") -> Spec:
    return Spec(
        kind="camera", name=name, revision=f"{number}-abcdef01", body=f'{{"camera":"{name}"}}', active_from=active_from,
        active_until=active_until,
    )  # fmt: skip


CASES = {
    "watched": ([guard(1, "hq/*", 0)], None),
    "unknown guard": ([], None),
    "the camera was renamed away": ([guard(1, "hq/a", 0), guard(2, "hq/b", AT)], AT),
    "and changed again": ([guard(1, "hq/a", 0), guard(2, "hq/b", AT), guard(3, "hq/c", AT + SECOND)], AT),
    "watched again": ([guard(1, "hq/a", 0), guard(2, "hq/b", AT), guard(3, "hq/?", AT + SECOND)], None),
    "lost again": ([guard(1, "hq/a", 0), guard(2, "x/b", 1), guard(3, "hq/a", 2), guard(4, "x/b", AT)], AT),
    "from tomorrow": ([guard(1, "hq/a", 0), guard(2, "hq/b", TOMORROW)], None),
    "withdrawn": ([guard(1, "hq/a", 0), guard(2, "hq/a", AT, AT)], AT),
    "over at a time that has passed": ([guard(1, "hq/a", 0, AT)], AT),
    "over tomorrow": ([guard(1, "hq/a", 0, TOMORROW)], None),
    "a pattern still matches a disabled camera": ([guard(1, "hq/*", 0), camera(1, 0), camera(2, AT, AT)], AT),
    "disabled, and applied again": ([guard(1, "hq/*", 0), camera(1, AT, AT), camera(2, AT + 1)], None),
    "disabled from tomorrow": ([guard(1, "hq/*", 0), camera(1, 0), camera(2, TOMORROW, TOMORROW)], None),
    "another was disabled": ([guard(1, "hq/*", 0), camera(1, AT, AT, name="hq/b")], None),
    "disabled after it was let go": ([guard(1, "x/b", AT), camera(1, AT + 1, AT + 1)], AT),
}


@pytest.mark.parametrize(("revisions", "since"), CASES.values(), ids=CASES)
def test_since_when_a_guard_has_not_watched_a_camera(url: str, revisions: list[Spec], since: int | None) -> None:
    project(url, *revisions, history=True)
    project(url, event(AT - SECOND, camera="hq/a"))
    with psycopg.connect(url) as connection:
        found = stale_events(connection)
    at = datetime.fromtimestamp((since or 0) / 1e6, UTC)
    disabled = any(spec.kind == "camera" and spec.active_until == since for spec in revisions)
    assert found == ([] if since is None else [StaleEvents("bags", "hq/a", 1, at, disabled)])


def test_a_disabled_camera_that_still_sends_frames_closes_its_events_itself(url: str) -> None:
    project(url, guard(1, "hq/*", 0), camera(1, AT, AT), history=True)
    project(url, event(AT - SECOND, camera="hq/a"), tracks(now() - 30 * SECOND, camera="hq/a"))
    with psycopg.connect(url) as connection:
        assert stale_events(connection) == []
        connection.execute("UPDATE camera_frames SET captured_at = captured_at - interval '40 s'")
        assert [each.camera for each in stale_events(connection)] == ["hq/a"]


_TIMES = st.sampled_from([AT + n * SECOND for n in range(4)] + [TOMORROW])
_REVISIONS = st.lists(st.tuples(st.sampled_from(["hq/a", "hq/*", "x/b"]), _TIMES, st.none() | _TIMES), max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(guards=_REVISIONS, cameras=_REVISIONS)
def test_the_topics_tell_the_same_as_the_database(
    connection: psycopg.Connection,
    guards: list[tuple[str, int, int | None]],
    cameras: list[tuple[str, int, int | None]],
) -> None:
    specs = [guard(n, *revision) for n, revision in enumerate(guards, 1)]
    specs += [camera(n, begin, end) for n, (_, begin, end) in enumerate(cameras, 1)]
    history = History()
    with connection.transaction(force_rollback=True):
        for offset, spec in enumerate(specs):
            history.add(spec_name(spec), offset, spec)
            times = (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=spec.active_from), spec.active_until)
            connection.execute(
                f"INSERT INTO {spec.kind}s VALUES (%s, %s, %s, %s, %s, to_timestamp(%s::numeric / 1000000))",
                [spec.name, int(spec.revision[0]), spec.revision, spec.body, *times],
            )
        (found,) = connection.execute("SELECT unwatched_since('bags', 'hq/a')").fetchone() or ()
    told = unwatched_since(history, "bags", "hq/a", (), now())
    assert told == (None if found is None else round(found.timestamp() * 1e6))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patterns=st.lists(st.text("aAb.*?_-/", max_size=8), max_size=3), camera=st.text("aAb._-/", max_size=8))
@example(patterns=["a_"], camera="ab")
@example(patterns=["a.b"], camera="aab")
@example(patterns=["*"], camera="hq/a")
def test_patterns_match_as_they_do_for_the_stages(
    connection: psycopg.Connection, patterns: list[str], camera: str
) -> None:
    row = connection.execute("SELECT watches(to_jsonb(%s::text[]), %s)", [patterns, camera]).fetchone()
    assert row == (any(fnmatchcase(camera, pattern) for pattern in patterns),)


@pytest.fixture
def connection(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def test_a_guard_whose_cameras_are_no_list_hides_nothing(url: str) -> None:
    odd = Spec(kind="guard", name="bags", revision="2-ab", body='{"cameras":7}', active_from=0)
    project(url, guard(1, "hq/a", 0), odd, history=True)
    project(url, event(AT, camera="hq/a"))
    with psycopg.connect(url) as connection:
        assert stale_events(connection) == []


def test_the_api_says_so_and_does_not_count_it_as_open(url: str, tmp_path: Path) -> None:
    project(url, guard(1, "hq/a hq/b", 0), guard(2, "hq/b", AT), history=True)
    stale, open_event = event(AT - SECOND, camera="hq/a"), event(AT, camera="hq/b")
    closed = event(AT - 2 * SECOND, camera="hq/a", phase="closed")
    project(url, stale, open_event, closed)
    app = create_app(Settings(home=tmp_path, database_url=SecretStr(url)))
    with TestClient(app, base_url="http://127.0.0.1") as client:

        def ids(query: str) -> list[str]:
            return [found["event_id"] for found in client.get(f"/v1/events?order=oldest&{query}").json()["events"]]

        def of(*events: Event) -> list[str]:
            return [each.event_id for each in events]

        assert ids("") == of(stale, open_event, closed)
        assert ids("open=true") == of(open_event)
        assert ids("open=false") == of(stale, closed)
        assert ids("stale=true") == of(stale)
        assert ids("stale=false") == of(open_event, closed)
        assert ids("stale=true&open=true") == []
        assert client.get(f"/v1/events/{stale.event_id}").json()["stale_since"] == format_time(AT)
        assert client.get(f"/v1/events/{closed.event_id}").json()["stale_since"] is None
        (listed,) = client.get("/v1/guards").json()["guards"]
        assert (listed["open_events"], listed["stale_events"]) == (1, 1)


def test_the_doctor_says_so(connection: psycopg.Connection, url: str) -> None:
    project(url, guard(1, "hq/a", 0), guard(2, "hq/b", AT), history=True)
    project(url, event(AT - SECOND, camera="hq/a"))
    (finding,) = _stale(connection)
    assert (finding.check, finding.state) == ("events", "note")
    since = datetime.fromtimestamp(AT / 1e6, UTC)
    assert finding.found == (
        "1 open event of guard bags on hq/a will never close: the guard has not watched that camera since "
        f"{since:%Y-%m-%d %H:%M} UTC"
    )
    project(url, guard(3, "hq/*", AT), camera(1, AT, AT), history=True)
    (finding,) = _stale(connection)
    assert finding.found.endswith(f"will never close: the camera has been disabled since {since:%Y-%m-%d %H:%M} UTC")
