"""What is new in one order, what guards did by day, how soon people answered, and what cameras saw."""

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import psycopg
import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace
from pydantic import SecretStr

from orin.api import models
from orin.api.factory import create_app
from orin.projections.event_order import Cursor
from orin.projections.migrate import migrate
from orin.projections.news import Piece
from orin.projections.queries import open_reads
from orin.projections.sites import SeenSites
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.frames.store import FrameStore
from orin.schemas.json_forms import format_time
from orin.schemas.records import HealthEvent, Review
from tests.support.processes.projection_records import GUARD, SECOND, camera_spec, event, now, project, track, tracks
from tests.support.two_sites import JOBS, job

pytestmark = pytest.mark.postgres


class World(NamedTuple):
    """An api over a camera that was covered for three of five minutes, and events that people answered."""

    client: TestClient
    url: str
    home: Path
    at: int


def review(about: str, action: str, at: int) -> Review:
    ident = str(uuid.uuid4())
    return Review(review_id=ident, event_id=about, camera="hq/lobby-1", action=action, by="kim", at=at)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def world(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url, home, at = postgres.create_database(f"news_{uuid.uuid4().hex[:8]}"), tmp_path_factory.mktemp("news"), now()
    migrate(url)
    project(url, camera_spec(), GUARD, history=True)
    frames = [tracks(at + second * SECOND, seen=[track()]) for second in range(4)]
    first, second, third = event(at), event(at), event(at, camera="port/b", guard="others")
    dark = HealthEvent(kind="camera.dark", camera="hq/lobby-1", at=at, since=None, message="no frame")
    project(url, *frames, first)
    project(url, dark, review(first.event_id, "acknowledged", at + 10 * SECOND), second)
    project(url, job("hq", at), job("port", at))
    project(url, third, review(first.event_id, "resolved", at + 30 * SECOND))
    project(url, review(second.event_id, "false_alarm", at + 20 * SECOND))
    settings = Settings(home=home, database_url=SecretStr(url))
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        yield World(client, url, home, at)


def walk(world: World, limit: int, seen: SeenSites | None = None, start: tuple[int, int] = (0, 0)) -> list[Piece]:
    """All pieces from a place on."""

    async def run() -> list[Piece]:
        found: list[Piece] = []
        async with open_reads(world.url, 10.0) as reads:
            asked = reads if seen is None else reads.seeing(seen)
            cursor = Cursor((await reads.now()).lineage, *start)
            while True:
                news = await asked.news(cursor, limit)
                found += news.pieces
                if news.reached == cursor:
                    return found
                cursor = news.reached

    return asyncio.run(run())


def test_all_kinds_come_in_the_order_of_commits_whatever_is_read_at_once(world: World) -> None:
    whole = walk(world, 100)
    assert sorted(each.kind for each in whole) == ["event"] * 3 + ["health"] + ["job"] * 2 + ["review"] * 3
    places = [each.cursor[1:] for each in whole]
    assert places == sorted(set(places))
    for limit in (1, 2, 3):
        assert walk(world, limit) == whole
    for number, each in enumerate(whole):
        assert walk(world, 2, start=each.cursor[1:]) == whole[number + 1 :]
    mine = walk(world, 2, SeenSites(("hq",)))
    assert mine == [each for each in whole if each.row["site"] == "hq"]
    assert len(mine) == 7


def test_a_job_that_goes_on_comes_again_as_it_stands(world: World) -> None:
    jobs = [each for each in walk(world, 100) if each.kind == "job"]
    begun = replace(job("port", world.at), state="running", attempt=1, worker="w", progress=0.5)
    project(world.url, begun)
    last = walk(world, 100, start=jobs[-1].cursor[1:])[-1]
    assert (last.kind, last.row["job_id"], last.row["state"], last.row["progress"]) == (
        "job", JOBS["port"], "running", 0.5,
    )  # fmt: skip
    assert [each.kind for each in walk(world, 100)].count("job") == 2


def test_what_comes_after_a_restore_lies_behind(world: World, postgres: Postgres) -> None:
    from orin.projections.event_order import shift_after_restore

    url = postgres.create_database(f"restored_{uuid.uuid4().hex[:8]}")
    migrate(url)
    with psycopg.connect(url, autocommit=True) as connection:
        ahead = "((pg_current_xact_id()::text::bigint + 1000000)::text::xid8)"
        connection.execute(f"ALTER TABLE reviews ALTER COLUMN xid SET DEFAULT {ahead}")
        project(url, review(str(uuid.uuid4()), "commented", now()))
        assert shift_after_restore(connection)
        project(url, review(str(uuid.uuid4()), "commented", now()))
        places = connection.execute("SELECT xid::text::bigint FROM reviews ORDER BY number").fetchall()
    assert places[0] < places[1]
    assert world.url != url


def test_a_guard_by_day(world: World) -> None:
    (shown,) = world.client.get("/v1/guards?days=2").json()["guards"]
    models.GuardOut.model_validate(shown, strict=True)
    yesterday, today = shown["days"]
    assert (yesterday["events"], yesterday["coverage"]) == (0, None)
    if today["day"] == str(format_time(world.at))[:10]:  # unless midnight passed since
        assert (today["events"], today["false_alarms"]) == (2, 1)
        assert 0 < today["coverage"] <= 1
    assert world.client.get("/v1/guards/bags?days=2").json()["days"] == shown["days"]
    assert "days" not in world.client.get("/v1/guards/bags").json()


def test_response_times(world: World) -> None:
    found = world.client.get("/v1/response-times").json()
    models.ResponseTimesOut.model_validate(found, strict=True)
    assert found == {
        "response_times": [
            {
                "guard": "bags", "acknowledged": 2, "resolved": 2, "acknowledge_median": 15.0, "acknowledge_p95": 19.5,
                "resolve_median": 25.0, "resolve_p95": 29.5,
            }
        ],
        "next": None,
    }  # fmt: skip
    assert world.client.get("/v1/response-times?site=port").json()["response_times"] == []
    assert world.client.get("/v1/response-times?to=-1d").json()["response_times"] == []
    assert world.client.get("/v1/response-times?from=now&to=-1d").status_code == 422


def test_frames_of_a_camera(world: World) -> None:
    store = FrameStore((world.home / "frames").as_uri(), 3600, 10**8)
    picture = cv2.imencode(".jpg", np.zeros((90, 160, 3), np.uint8))[1].tobytes()
    path, at = "/v1/cameras/hq/lobby-1", now()
    nothing = world.client.get(f"{path}/frame")
    assert (nothing.status_code, "is in the frame store" in nothing.json()["detail"]) == (404, True)
    for seconds in (30, 2):
        store.put("hq/lobby-1", at - seconds * SECOND, picture)
    newest = world.client.get(f"{path}/frame?width=80")
    assert (newest.headers["content-type"], newest.headers["x-captured-at"]) == (
        "image/jpeg",
        format_time(at - 2 * SECOND),
    )
    shape = cv2.imdecode(np.frombuffer(newest.content, np.uint8), cv2.IMREAD_COLOR)
    assert shape is not None
    assert shape.shape == (45, 80, 3)
    older = world.client.get(f"{path}/frames", params={"at": at - 29 * SECOND})
    assert older.headers["x-captured-at"] == format_time(at - 30 * SECOND)
    for beside in (at - 15 * SECOND, "2020-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"):
        assert world.client.get(f"{path}/frames", params={"at": beside}).status_code == 404
    assert world.client.get(f"{path}/frames").status_code == 422
    unknown = world.client.get("/v1/cameras/hq/lobby-9/frame")
    assert (unknown.status_code, "no camera 'hq/lobby-9' is known yet" in unknown.json()["detail"]) == (404, True)
