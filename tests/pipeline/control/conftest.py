"""Both apps as `orin web` joins them, over a real broker, a real database and a running projector."""

import socket
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from fastapi.testclient import TestClient
from pydantic import SecretStr

from orin.api.factory import create_app
from orin.control.web import join
from orin.projections.migrate import migrate
from orin.runtime.config.home import new_token, write_link
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.schemas.records import Event
from tests.support.processes.projection_records import GUARD, camera_spec, event, now, project, projecting
from tests.support.waiting import until

LOCAL = "http://127.0.0.1"


class Doors(NamedTuple):
    """A client that may command, and what lies behind."""

    client: TestClient
    settings: Settings
    token: str

    @property
    def url(self) -> str:
        return self.settings.database_url.get_secret_value()

    def event(self, **fields: Any) -> Event:
        """A new event that the api shows."""
        made = event(now(), **fields)
        project(self.url, made)
        return made

    def review(self, about: Event, key: str | None = None, wait: float | None = 20, **said: Any) -> Any:
        headers = {} if key is None else {"Idempotency-Key": key}
        query = "" if wait is None else f"?wait={wait}"
        return self.client.post(f"/control/v1/events/{about.event_id}/reviews{query}", json=said, headers=headers)

    def shown(self, about: Event) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/v1/events/{about.event_id}").json()
        return found


@pytest.fixture(scope="module")
def door_settings(
    kafka: Kafka, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory, engines: Path
) -> Settings:
    url = postgres.create_database(f"control_{uuid.uuid4().hex[:8]}")
    migrate(url)
    home = tmp_path_factory.mktemp("home")
    return Settings(
        home=home, engines=engines, kafka_bootstrap=kafka.bootstrap, database_url=SecretStr(url), api_port=0
    )


@pytest.fixture(scope="module")
def doors(door_settings: Settings) -> Iterator[Doors]:
    token = new_token()
    write_link(door_settings.home, LOCAL, token)
    app = join(create_app(door_settings), door_settings)
    with (
        projecting(door_settings),
        TestClient(app, base_url=LOCAL, headers={"Authorization": f"Bearer {token}"}) as client,
    ):
        found = Doors(client, door_settings, token)
        project(found.url, camera_spec(), GUARD, history=True)
        yield found


@pytest.fixture
def visitor(doors: Doors) -> Iterator[TestClient]:
    """A client of the same apps that holds nothing."""
    visitor = TestClient(doors.client.app, base_url=LOCAL, follow_redirects=False)
    yield visitor
    visitor.close()


@pytest.fixture
def address(doors: Doors) -> Iterator[str]:
    """The same apps on a port."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = join(create_app(doors.settings), doors.settings)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        until(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
