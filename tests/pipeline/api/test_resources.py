"""The api over a real database: what it answers, and that it always answers."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import msgspec
import numpy as np
import psycopg
import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from pydantic import SecretStr

from orin.api import models
from orin.api.factory import create_app
from orin.projections.migrate import migrate
from orin.projections.store import Item, write
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.frames.store import FrameStore
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.records import Delivery, Event, HealthEvent, Heartbeat, Provenance, Subject
from tests.support.hostile import huge_png
from tests.support.processes.projection_records import (
    CAMERA,
    GUARD,
    SECOND,
    camera_spec,
    event,
    now,
    project,
    track,
    tracks,
)

pytestmark = pytest.mark.postgres
LOCAL = "http://127.0.0.1"


@pytest.fixture
def url(database_url: str) -> str:
    migrate(database_url)
    return database_url


@pytest.fixture
def api_settings(url: str, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, database_url=SecretStr(url))


@pytest.fixture
def client(api_settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(api_settings), base_url=LOCAL) as client:
        yield client


class Stocked(NamedTuple):
    """An api over a camera, a guard and an event, for tests that change nothing there."""

    client: TestClient
    event_id: str


@pytest.fixture(scope="module")
def stocked(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stocked]:
    url = postgres.create_database(f"stocked_{uuid.uuid4().hex[:12]}")
    migrate(url)
    project(url, camera_spec(), GUARD, history=True)
    one = event(now())
    project(url, one)
    settings = Settings(home=tmp_path_factory.mktemp("stocked"), database_url=SecretStr(url))
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        yield Stocked(client, one.event_id)


def test_events_are_the_json_form_of_their_records(client: TestClient, url: str) -> None:
    opened = event(now())
    closed = event(now(), 1, opened.event_id, phase="closed", closed_at=now(), outcome="claimed", source_position=1.5)
    project(url, opened, closed)
    (found,) = client.get("/v1/events").json()["events"]
    beside = {name: found.pop(name) for name in list(found) if name not in Event.__struct_fields__}
    assert beside == {
        "stale_since": None,
        "review": "unreviewed",
        "assignee": None,
        "acknowledged_at": None,
        "resolved_at": None,
        "muted": False,
    }
    assert found == to_json(closed)
    assert list(found) == list(Event.__struct_fields__)
    models.EventOut.model_validate(found, strict=True)
    detail = client.get(f"/v1/events/{opened.event_id}").json()
    assert detail["phases"] == [to_json(opened), to_json(closed)]
    assert detail["digest"] == closed.digest


def test_filters(client: TestClient, url: str) -> None:
    at = 1_700_000_000 * SECOND
    project(
        url,
        event(at, camera="hq/a", guard="one", kind="enters", severity="low", phase="occurred"),
        event(at + SECOND, camera="hq/b", guard="two", certainty="indeterminate"),
        event(at + 2 * SECOND, camera="port/a", guard="two", severity="critical", phase="closed"),
    )

    def cameras(query: str) -> list[str]:
        return [found["camera"] for found in client.get(f"/v1/events?{query}").json()["events"]]

    assert cameras("") == ["port/a", "hq/b", "hq/a"]
    assert cameras("order=oldest") == ["hq/a", "hq/b", "port/a"]
    assert cameras("site=hq") == ["hq/b", "hq/a"]
    assert cameras("camera=hq/a&camera=port/a") == ["port/a", "hq/a"]
    assert cameras("guard=two&severity=critical") == ["port/a"]
    assert cameras("kind=enters") == ["hq/a"]
    assert cameras("certainty=indeterminate") == ["hq/b"]
    assert cameras("open=true") == ["hq/b"]
    assert cameras("open=false") == ["port/a", "hq/a"]
    assert cameras(f"from={format_time(at + SECOND)}&to={at + 2 * SECOND}") == ["hq/b"]
    assert cameras("from=2023-11-14T23:13:21%2B01:00") == ["port/a", "hq/b"]
    assert cameras("from=2023-11-14T23:13:21+01:00") == ["port/a", "hq/b"], "a plus that arrives as a space"
    for unit in (1, 1_000, 1_000_000):
        assert cameras(f"from={(at // SECOND + 1) * unit}") == ["port/a", "hq/b"]
    assert cameras("from=2023-11-14&to=2023-11-15") == ["port/a", "hq/b", "hq/a"]
    assert cameras("from=-1h") == []
    assert cameras("kind=loiters") == [], "a kind that no event has yet"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("events?sevrity=high", "query sevrity: there is no such parameter (did you mean 'severity'?)"),
        ("events?cameras=hq/a", "query cameras: there is no such parameter (did you mean 'camera'?)"),
        ("events?before=now", "query before: there is no such parameter"),
        ("events/stream?open=true", "query open: there is no such parameter"),
        ("events/{id}?limit=1", "query limit: there is no such parameter (this path takes none)"),
        ("events/{id}/thumbnail?widht=1", "query widht: there is no such parameter (did you mean 'width'?)"),
        ("cameras?sit=hq", "did you mean 'site'?"),
        ("cameras/hq/lobby-1?site=hq", "this path takes none"),
        ("guards?camera=hq/a", "query camera: there is no such parameter (valid: cursor, days, limit)"),
        ("guards/bags?dayz=1", "did you mean 'days'?"),
        ("activity?buckt=hour", "did you mean 'bucket'?"),
        ("../healthz?x=1", "this path takes none"),
        ("../readyz?x=1", "this path takes none"),
        ("../metrics?x=1", "this path takes none"),
        ("../docs?x=1", "this path takes none"),
        ("../openapi.json?x=1", "this path takes none"),
        ("../?x=1", "this path takes none"),
        ("events?camera=hq/loby-1", "query camera: no camera 'hq/loby-1' is known yet (did you mean 'hq/lobby-1'?)"),
        ("events?guard=bag", "query guard: no guard 'bag' is known yet (did you mean 'bags'?)"),
        ("events?site=hq&site=qh", "query site: no site 'qh' is known yet (did you mean 'hq'?)"),
        ("events/stream?guard=bag", "did you mean 'bags'?"),
        ("cameras?site=port", "no site 'port' is known yet (valid: hq)"),
        ("activity?camera=hq/lobby", "did you mean 'hq/lobby-1'?"),
        ("activity?site=HQ", "did you mean 'hq'?"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest_name(stocked: Stocked, query: str, says: str) -> None:
    answer = stocked.client.get(f"/v1/{query}".replace("{id}", stocked.event_id).replace("/v1/..", ""))
    assert answer.status_code == 422, answer.text
    assert says in answer.json()["detail"]
    assert answer.json()["errors"][0]["where"].startswith("query ")


def test_a_name_that_only_events_carry_exists(client: TestClient, url: str) -> None:
    project(url, event(now(), camera="old/gone", guard="gone"))
    for query in ("camera=old/gone", "guard=gone", "site=old"):
        assert len(client.get(f"/v1/events?{query}").json()["events"]) == 1
    assert "did you mean" not in client.get("/v1/guards/gon").json()["detail"]


def test_a_kind_that_a_guard_of_another_package_has_exists(client: TestClient, url: str) -> None:
    body = '{"cameras":["hq/*"],"guard":"own","when":{"smokes":{"for":1}}}'
    project(url, msgspec.structs.replace(GUARD, name="own", body=body), history=True)
    assert client.get("/v1/events?kind=smokes").json()["events"] == []
    assert "did you mean 'smokes'?" in client.get("/v1/events?kind=smoke").json()["detail"]


def test_the_index_names_every_path(client: TestClient) -> None:
    paths = client.get("/").json()["paths"]
    assert {"/v1/events", "/v1/events/{event_id}", "/docs", "/openapi.json", "/metrics"} <= paths.keys()
    assert client.get("/openapi.json").json()["paths"].keys() - {"/"} == paths.keys() - {"/docs", "/openapi.json"}


def test_floats_are_rounded_to_what_is_meant(client: TestClient, url: str) -> None:
    project(url, event(now(), source_position=22.300000000000047, coverage=0.1 + 0.2))
    (found,) = client.get("/v1/events").json()["events"]
    assert (found["source_position"], found["coverage"]) == (22.3, 0.3)
    at = now() // (60 * SECOND) * 60 * SECOND - 60 * SECOND
    project(url, *(tracks(at + n * SECOND // 10, camera="hq/b") for n in range(11)))
    (minute,) = client.get("/v1/activity?camera=hq/b").json()["activity"]
    assert (minute["covered"], minute["coverage"]) == (1.0, 0.016667)


def walk(client: TestClient, query: str, following: str | None = None) -> tuple[list[str], str | None]:
    found: list[str] = []
    while True:
        page = client.get(f"/v1/events?{query}" + (f"&cursor={following}" if following else "")).json()
        found += [each["event_id"] for each in page["events"]]
        if page["next"] is None or not page["events"]:
            return found, page["next"] or following
        following = page["next"]


def test_walks_skip_nothing_while_transactions_are_open(client: TestClient, url: str) -> None:
    """The writer that began first commits last: what it wrote is found by who has already seen the other's."""
    early, late, later = event(now(), camera="hq/early"), event(now(), camera="hq/late"), event(now())
    with psycopg.connect(url, autocommit=True) as slow:
        slow.execute("INSERT INTO positions VALUES ('slow', 0, 0)")
        with slow.transaction():
            write(slow, [Item("slow", 0, 0, b"", b"", early, False)], {("slow", 0): 0}, {("slow", 0): 1})
            project(url, late)
            seen, cursor = walk(client, "order=oldest&limit=1")
            assert seen == []
    project(url, later)
    more, _ = walk(client, "order=oldest&limit=1", cursor)
    assert sorted(more[:2]) == sorted([early.event_id, late.event_id])
    assert more[2:] == [later.event_id]
    assert walk(client, "limit=1")[0] == more[::-1]


def test_cameras_and_guards(client: TestClient, url: str) -> None:
    at = now()
    beat = Heartbeat(
        camera="hq/z", session="s", at=at, state="running", last_captured_at=None, frames_read=0, frames_published=0,
        frames_refused=0, spooled=0, source="scene",
    )  # fmt: skip
    project(url, camera_spec(number=1), camera_spec(number=2, gap_tolerance=2.0), GUARD, history=True)
    project(url, tracks(at), beat, event(at, guard="bags"))
    first, second = client.get("/v1/cameras").json()["cameras"]
    assert (first["camera"], first["revision"], first["captured_at"]) == (CAMERA, "2-abcdef01", format_time(at))
    assert (second["camera"], second["spec"], second["ingest"]) == ("hq/z", None, "running")
    for camera in (first, second):
        models.CameraOut.model_validate(camera, strict=True)
    page = client.get("/v1/cameras?limit=1").json()
    assert [c["camera"] for c in client.get(f"/v1/cameras?cursor={page['next']}").json()["cameras"]] == ["hq/z"]
    detail = client.get(f"/v1/cameras/{CAMERA}").json()
    assert [revision["revision"] for revision in detail["revisions"]] == ["2-abcdef01", "1-abcdef01"]
    assert client.get("/v1/cameras/hq/nobody").status_code == 404
    (guard,) = client.get("/v1/guards").json()["guards"]
    assert (guard["guard"], guard["open_events"], guard["spec"]["cameras"]) == ("bags", 1, ["hq/*"])
    assert len(client.get("/v1/guards/bags").json()["revisions"]) == 1


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ((None, 0, False, None), "never_seen"),
        ((None, 0, True, None), "dark"),
        (("connecting", 0, False, None), "starting"),
        (("running", 0, True, None), "live"),
        (("waiting", 0, True, "camera.back"), "live"),
        (("running", 60, True, None), "dark"),
        (("running", 0, True, "camera.dark"), "dark"),
        (("ended", 3600, True, "camera.dark"), "ended"),
        (("ended", 3600, False, None), "failed"),
        (("ended", 0, True, "camera.failed"), "failed"),
    ],
)
def test_a_camera_has_a_state(
    client: TestClient, url: str, known: tuple[str | None, int, bool, str | None], state: str
) -> None:
    """`known`: what its ingest said, how many seconds ago, whether a frame came, the newest health event.

    The table of states itself is in tests/unit/processors/test_camera_state.py.
    """
    ingest, seconds_ago, seen, health = known
    at = now() - seconds_ago * SECOND
    project(url, camera_spec(), history=True)
    if ingest is not None:
        beat = Heartbeat(
            camera=CAMERA, session="s", at=at, state=ingest, last_captured_at=None, frames_read=0,  # type: ignore[arg-type]
            frames_published=0, frames_refused=0, spooled=0, source="scene",
        )  # fmt: skip
        project(url, beat)
    if seen:
        project(url, tracks(at))
    if health is not None:
        project(url, HealthEvent(kind=health, camera=CAMERA, at=at, since=None, message="said"))
    (camera,) = client.get("/v1/cameras").json()["cameras"]
    assert (camera["state"], camera["ingest"]) == (state, ingest)
    assert client.get(f"/v1/cameras/{CAMERA}").json()["state"] == state


def test_activity_by_minute_and_hour(client: TestClient, url: str) -> None:
    hour = now() // (3600 * SECOND) * 3600 * SECOND - 7200 * SECOND
    project(url, *(tracks(hour + n * SECOND, seen=[track()] * (n % 2)) for n in range(90)))
    window = f"from={format_time(hour)}&to={format_time(hour + 3600 * SECOND)}"
    minutes = client.get(f"/v1/activity?{window}").json()["activity"]
    assert [(m["frames"], m["covered"], m["people"]) for m in minutes] == [
        (60, 59.0, {"max": 1, "mean": 0.5}),
        (30, 30.0, {"max": 1, "mean": 0.5}),
    ]
    (whole,) = client.get(f"/v1/activity?bucket=hour&site=hq&{window}").json()["activity"]
    assert (whole["frames"], whole["coverage"]) == (90, round(89 / 3600, 6))
    page = client.get(f"/v1/activity?{window}&limit=1").json()
    assert client.get(f"/v1/activity?{window}&cursor={page['next']}").json()["activity"] == minutes[1:]


def test_a_thumbnail_shows_the_subject_while_the_frame_is_kept(
    client: TestClient, url: str, api_settings: Settings
) -> None:
    at = now()
    frames = FrameStore.of(api_settings)
    grey = np.full((480, 1280, 3), 128, np.uint8)
    uri = frames.put(CAMERA, at, cv2.imencode(".jpg", grey)[1].tobytes())

    def seen_at(uri: str | None) -> Event:
        where = Provenance(topic="t", partition=0, offset=0, uri=uri, model_sha256=None, build="b")
        box = Subject(track_id="t", label="object", x1=200, y1=100, x2=400, y2=300)
        return event(at, provenance=where, subject=box)

    shown, gone, none = seen_at(uri), seen_at(f"frames:{CAMERA}/2020010100/00/5.jpg"), seen_at(None)
    bomb = seen_at(frames.put(CAMERA, at + 1, huge_png(60_000, 60_000)))
    project(url, shown, gone, none, bomb)
    answer = client.get(f"/v1/events/{shown.event_id}/thumbnail?width=640")
    assert answer.headers["content-type"] == "image/jpeg"
    picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (240, 640, 3)
    assert abs(int(picture[100, 100, 2]) - 128) > 60, "the left side of the box, at x = 100"
    assert abs(int(picture[100, 150, 2]) - 128) < 20, "inside"
    for other, why in ((gone, "no longer in"), (bomb, "no longer in"), (none, "no frame of any phase")):
        answer = client.get(f"/v1/events/{other.event_id}/thumbnail")
        assert answer.status_code == 404
        assert why in answer.json()["detail"]


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient, url: str) -> None:
    project(url, event(now()))
    tag = client.get("/v1/events").headers["etag"]
    same = client.get("/v1/events", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    project(url, event(now()))
    assert client.get("/v1/events", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/nowhere", 404, "`GET /` lists the paths"),
        ("POST", "/v1/events", 405, "use GET"),
        ("DELETE", "/v1/guards/bags", 405, "use GET"),
        ("GET", "/v1/events/not-a-uuid", 422, "path event_id"),
        ("GET", "/v1/events?limit=nan", 422, "query limit"),
        ("GET", "/v1/events?limit=1e999", 422, "query limit"),
        ("GET", "/v1/events?from=inf", 422, "is not a time"),
        ("GET", "/v1/events?from=2026-01-01T00:00:00", 422, "has no offset from UTC"),
        ("GET", "/v1/events?from=0001-01-01T00:00:00%2B14:00", 422, "outside the years"),
        ("GET", "/v1/events?from=99999999999999999999999999", 422, "is not a time"),
        ("GET", "/v1/events?camera=a%00b", 422, "query camera"),
        ("GET", "/v1/events?severity=dreadful", 422, "query severity"),
        ("GET", "/v1/events?severity=High", 422, "no value 'High' (did you mean 'high'?)"),
        ("GET", "/v1/events?certainty=unsure", 422, "(valid: indeterminate, observed)"),
        ("GET", "/v1/events?order=newst", 422, "did you mean 'newest'?"),
        ("GET", "/v1/activity?bucket=minutes", 422, "did you mean 'minute'?"),
        ("GET", "/v1/events?kind=Loiters", 422, "no kind of guard 'Loiters' is known yet (did you mean 'loiters'?)"),
        ("GET", "/v1/events?from=2026-11-22&to=2026-11-21", 422, "is not before `to`"),
        ("GET", "/v1/activity?from=-1h&to=-2h", 422, "is not before `to`"),
        ("GET", "/v1/activity?from=2999-01-01", 422, "lies in the future"),
        ("GET", "/v1/events?from=20261121", 422, "too small to be a time"),
        ("GET", "/v1/events?limit=5&limit=6", 422, "query limit: takes one value"),
        ("GET", "/v1/events?cursor=%00", 422, "not a cursor"),
        ("GET", "/v1/events?cursor=ffffffff.1.1", 410, "belongs to another database"),
        ("GET", "/v1/events?cursor=ffffffff.1.99999999999999999999", 422, "not a cursor"),
        ("GET", "/v1/activity?cursor=x", 422, "not a cursor"),
        ("GET", "/v1/activity?to=0001-01-01T00:00:00Z", 200, ""),
        ("GET", "/v1/cameras/hq/a%00b", 422, "path name"),
        ("GET", "/v1/events/stream?cursor=x", 422, "not a cursor"),
        ("GET", "/v1/events/stream?cursor=ffffffff.1.1", 410, "belongs to another database"),
    ],
)
def test_errors_are_problems(stocked: Stocked, method: str, path: str, status: int, says: str) -> None:
    answer = stocked.client.request(method, path)
    assert answer.status_code == status
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert says in answer.json()["detail"]


def test_the_page_for_people_needs_no_other_server(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "GET /v1/events/{event_id}/thumbnail" in page
    assert "lobby-unattended-bag" in page
    assert "http" not in page.replace("http-equiv", "")


def test_only_this_machine_by_its_names(client: TestClient) -> None:
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 421
    for host in ("localhost:8080", "127.0.0.1:1", "[::1]:8080", "LocalHost"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200
    for host in ("", "localhost.evil.example", "[::1].evil.example", "127.0.0.1:80@evil.example", "localhost:"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 421, host


def test_browsers_guess_no_type_and_show_no_picture_to_foreign_pages(client: TestClient) -> None:
    for path in ("/v1/events", "/docs", "/metrics", "/nowhere"):
        answer = client.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-site"


def test_a_database_without_tables_is_not_ready(database_url: str, tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path, database_url=SecretStr(database_url)))
    with TestClient(app, base_url=LOCAL) as client:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["errors"][0]["message"] == "migration 0001_tables.sql has not been applied"
        assert client.get("/v1/events").status_code == 503
        migrate(database_url)
        assert client.get("/readyz").json() == {"status": "ok"}


def test_a_database_that_is_down_is_a_503_soon_and_comes_back(tmp_path: Path) -> None:
    server = Postgres(tmp_path, port=None, durable=False)
    with server:
        url, port = server.url(), server.port
        migrate(url)
        project(url, event(now()))
        app = create_app(Settings(home=tmp_path, database_url=SecretStr(url)))
        with TestClient(app, base_url=LOCAL) as client:
            assert client.get("/v1/events").status_code == 200
            server.stop()
            for path in ("/v1/events", "/readyz"):
                answer = client.get(path)
                assert answer.status_code == 503
                assert answer.headers["retry-after"] == "2"
                assert answer.elapsed.total_seconds() < 8
            assert client.get("/healthz").status_code == 200
            with Postgres(tmp_path, port=port, durable=False):
                assert client.get("/v1/events").status_code == 200


def test_the_database_is_only_read(client: TestClient, url: str) -> None:
    client.get("/v1/events")
    with psycopg.connect(url) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'orin api'"
        assert connection.execute(query).fetchone() != (0,)
    reads = client.app.state.reads  # type: ignore[attr-defined]

    async def write_something() -> None:
        async with reads._pools.lists.connection() as connection:
            await connection.execute("DELETE FROM events")

    assert client.portal is not None
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        client.portal.call(write_something)


def test_no_request_needs_a_large_body(client: TestClient) -> None:
    large = client.request("GET", "/healthz", content=b"x" * 17_000)
    assert (large.status_code, large.json()["detail"]) == (413, "the body is larger than 16 KiB")


def test_who_was_told_of_what(client: TestClient, url: str) -> None:
    about, other = event(now(), sequence=1), event(now(), sequence=1)
    project(url, about, other)

    def told(of: Event, target: str, seconds: int, **fields: Any) -> Delivery:
        values = {"kind": "first", "status": "decided", "events": (of.event_id,)} | fields
        at = of.at + seconds * SECOND
        return Delivery(
            delivery_id=f"{of.event_id}:1:{target}", event_id=of.event_id, sequence=1, camera=of.camera, target=target,
            decided_at=at, at=at, **values,
        )  # fmt: skip

    first = told(about, "desk", 1)
    project(url, first, replace(first, status="attempted", attempts=1, code=503, why="it answered 503"))
    project(url, replace(first, status="delivered", attempts=2, code=200, channels=("webhook-0",)))
    both = (about.event_id, other.event_id)
    project(url, told(about, "lead", 2, status="suppressed", why="hours"), told(other, "desk", 3, events=both))

    of_event = client.get(f"/v1/events/{about.event_id}/deliveries").json()["deliveries"]
    assert [(each["target"], each["status"], each["why"]) for each in of_event] == [
        ("desk", "delivered", ""),
        ("lead", "suppressed", "hours"),
        ("desk", "decided", ""),
    ]
    assert (of_event[0]["attempts"], of_event[0]["code"], of_event[0]["channels"]) == (2, 200, ["webhook-0"])
    page = client.get("/v1/deliveries?limit=2").json()
    rest = client.get("/v1/deliveries", params={"limit": 2, "after": page["next"]}).json()
    assert [each["events"][-1] for each in page["deliveries"]] == [other.event_id, about.event_id]
    assert ([each["delivery_id"] for each in rest["deliveries"]], rest["next"]) == ([first.delivery_id], None)
    assert [each["target"] for each in client.get("/v1/deliveries?status=suppressed").json()["deliveries"]] == ["lead"]
    assert len(client.get("/v1/deliveries?target=desk").json()["deliveries"]) == 2
    assert client.get(f"/v1/events/{uuid.uuid4()}/deliveries").status_code == 404
