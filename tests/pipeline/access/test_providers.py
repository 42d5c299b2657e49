"""Signing in at providers that others wrote, from the page to the session, and commanding with what they issue."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from orin.control import audit, outbox
from orin.control.factory import create_app
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port
from tests.support.servers import providers
from tests.support.servers.providers import AUDIENCE, CALLBACK, CLIENT, Running, signs_in

pytestmark = pytest.mark.postgres


WANTED = ["nanoidp", "oidc-provider", *(["keycloak"] if os.environ.get("KEYCLOAK") else [])]
"""Keycloak, a download of 176 MB, by `make keycloak`."""


@pytest.fixture(scope="module", params=WANTED)
def running(
    request: pytest.FixtureRequest, engines: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("provider")
    match request.param:
        case "nanoidp":
            started = providers.nanoidp(folder)
        case "oidc-provider":
            started = providers.oidc_provider(engines, folder)
        case _:
            started = providers.keycloak(engines, folder)
    with started as found:
        yield found


@pytest.fixture(scope="module")
def client(running: Running, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    url = postgres.create_database(f"providers_{uuid.uuid4().hex[:8]}")
    migrate(url)
    settings = Settings(
        home=tmp_path_factory.mktemp("home"), database_url=SecretStr(url), access="on",
        kafka_bootstrap=f"127.0.0.1:{free_port()}", oidc_issuer=running.issuer, oidc_audience=AUDIENCE,
        oidc_client_id=CLIENT, oidc_client_secret=running.secret and SecretStr(running.secret),
        oidc_role_claim=running.role_claim, oidc_sites_claim=running.sites_claim,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "_PATIENCE", 0.01)
        patch.setattr(outbox, "_TIMEOUT", 0.3)
        with TestClient(create_app(settings), base_url="http://127.0.0.1", follow_redirects=False) as client:
            yield client


def test_people_sign_in_there(client: TestClient, running: Running) -> None:
    client.cookies.clear()
    begun = client.get("/control/sign-in/provider", params={"next": "/v1/cameras"})
    assert begun.status_code == 303, begun.text
    back = signs_in(begun.headers["location"])
    arrived = client.get(back.removeprefix("http://127.0.0.1"))
    assert arrived.status_code == 200, arrived.text
    assert "url=/v1/cameras" in arrived.text
    me = client.get("/control/v1/me").json()
    assert me["subject"].startswith(f"{running.issuer}#")
    assert (me["role"], "hq" in me["sites"], me["via"]) == (
        "operator" if running.secret else "author", True, "oidc",
    )  # fmt: skip
    again = client.get(back.removeprefix("http://127.0.0.1"))
    assert again.status_code == 401, "the same code, once more"


def test_a_code_is_of_use_to_nobody_else(client: TestClient) -> None:
    client.cookies.clear()
    stolen = signs_in(client.get("/control/sign-in/provider").headers["location"])
    code = stolen.partition("code=")[2].partition("&")[0]
    client.cookies.clear()
    mine = client.get("/control/sign-in/provider").headers["location"]
    state = mine.partition("state=")[2].partition("&")[0]
    refused = client.get(f"{CALLBACK}?code={code}&state={state}".removeprefix("http://127.0.0.1"))
    assert refused.status_code == 401, "its verifier is another browser's"
    assert client.get("/control/v1/me").status_code == 401
