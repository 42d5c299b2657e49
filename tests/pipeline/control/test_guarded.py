"""Both apps with access control: every route of the commands for everybody who may come, and the audit of it all."""

import itertools
import json
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest.mock import patch

import httpx
import psycopg
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from pydantic import SecretStr
from schemathesis.specs.openapi.checks import positive_data_acceptance
from typer.testing import CliRunner

from orin.access import accounts, machine_tokens
from orin.access.principal import Role
from orin.api import streaming
from orin.api.factory import create_app
from orin.cli.operations import accounts as cli_accounts
from orin.cli.operations import noted
from orin.cli.operations import tokens as cli_tokens
from orin.control import outbox
from orin.control.audit import UNKNOWN
from orin.control.web import join
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time
from orin.schemas.records import Audit
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.audit_log import AuditFilter, audit_records
from tests.support.credentials import PASSWORD, at_database, bearer, credentials, machine, strangers
from tests.support.processes.projection_records import SECOND, now
from tests.support.servers.oidc import AUDIENCE, CLIENT, FakeProvider, fake_provider
from tests.support.two_sites import JOBS, OTHER, OWN, fill
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]
NO_FORM = b"x" * 9000


class Route(NamedTuple):
    """`status` is that of whoever has the role and sees the site, `hidden` of those who see another. `none`: where
    nobody is asked who they are, what strangers get.
    """

    path: str
    body: Any = None
    role: Role = Role.VIEWER
    status: int = 200
    hidden: int | None = None
    none: int = 401
    every_site: bool = False


def mute(site: str) -> dict[str, Any]:
    return {"scope": f"camera/{site}/gate", "muted_until": format_time(now() + 3600 * SECOND)}


def camera(site: str) -> bytes:
    return f"camera: {site}/new".encode()


ROUTES: dict[tuple[str, str], Route] = {
    ("get", "/control/"): Route("/control/", none=200),
    ("get", "/control/healthz"): Route("/control/healthz", none=200),
    ("get", "/control/readyz"): Route("/control/readyz", none=200),
    ("get", "/control/metrics"): Route("/control/metrics", every_site=True),
    ("post", "/control/v1/events/{event_id}/reviews"): Route(
        "/control/v1/events/{event}/reviews", {"action": "acknowledged"}, Role.OPERATOR, 202, 404
    ),
    ("post", "/control/v1/mutes"): Route("/control/v1/mutes", mute, Role.OPERATOR, 202, 422),
    # What is no form is refused; who may send one is asked before.
    ("post", "/control/v1/jobs"): Route("/control/v1/jobs", {}, Role.OPERATOR, 415),
    ("post", "/control/v1/jobs:export"): Route(
        "/control/v1/jobs:export", lambda site: {"what": "events", "site": site}, Role.OPERATOR, 202, 422
    ),
    ("post", "/control/v1/jobs/{job_id}:cancel"): Route("/control/v1/jobs/{job}:cancel", None, Role.OPERATOR, 202, 404),
    ("delete", "/control/v1/mutes/{scope}"): Route("/control/v1/mutes/site/{site}", None, Role.OPERATOR, 202, 404),
    **{
        ("post", f"/control/v1/{kind}s:{what}"): Route(f"/control/v1/{kind}s:{what}", b"", Role.AUTHOR, status)
        for kind in ("camera", "guard")
        for what, status in (("check", 200), ("apply", 422))
    },
    **{
        ("post", f"/control/v1/{kind}s:diff"): Route(f"/control/v1/{kind}s:diff", camera, Role.AUTHOR, 200, 422)
        for kind in ("camera", "guard")
    },
    **{
        ("post", f"/control/v1/{path}:{what}"): Route(f"/control/v1/{asked}:{what}", None, Role.AUTHOR, 404)
        for path, asked in (("guards/{name}", "guards/none"), ("cameras/{site}/{name}", "cameras/{site}/none"))
        for what in ("rollback", "disable")
    },
    ("get", "/control/v1/me"): Route("/control/v1/me"),
    ("get", "/control/v1/audit"): Route("/control/v1/audit?from=now", role=Role.ADMIN, every_site=True),
    ("get", "/control/jwks.json"): Route("/control/jwks.json", none=200),
    # What takes a password is sent none: signing in has tests of its own.
    ("post", "/control/v1/session"): Route("/control/v1/session", {}, status=422, none=422),
    ("post", "/control/v1/access-token"): Route("/control/v1/access-token", {}, status=422, none=422),
    ("post", "/control/v1/me/password"): Route("/control/v1/me/password", {}, status=422),
    ("delete", "/control/v1/session"): Route("/control/v1/session", status=404),
    ("get", "/control/sign-in"): Route("/control/sign-in", none=200),
    ("post", "/control/sign-in"): Route("/control/sign-in", NO_FORM, status=422, none=422),
    ("post", "/control/sign-out"): Route("/control/sign-out", {}, status=303, none=303),
    ("get", "/control/sign-in/provider"): Route("/control/sign-in/provider", status=303, none=303),
    ("get", "/control/sign-in/callback"): Route("/control/sign-in/callback", status=401),
}


class Guarded(NamedTuple):
    """Both apps on a port, and what lies behind."""

    client: httpx.Client
    settings: Settings
    provider: FakeProvider
    events: dict[str, str]

    @property
    def url(self) -> str:
        return self.settings.database_url.get_secret_value()

    def ask(self, method: str, route: Route, headers: dict[str, str], site: str = OWN) -> httpx.Response:
        body = route.body(site) if callable(route.body) else route.body
        sent = {"content": body} if isinstance(body, bytes) else {"json": body}
        path = route.path.format(site=site, event=self.events[site], job=JOBS[site])
        return self.client.request(method, path, headers=headers, **({} if body is None else sent))

    def audit(self, **wanted: Any) -> list[Audit]:
        chosen = AuditFilter(0, now() + 60 * SECOND, **wanted)
        return audit_records(self.settings, file_serde(), chosen, 1000)


@pytest.fixture(scope="module")
def guarded(kafka: Kafka, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    url = postgres.create_database(f"guarded_{uuid.uuid4().hex[:8]}")
    migrate(url)
    events = fill(url)
    with psycopg.connect(url) as database:
        for site in (OWN, OTHER):
            database.execute(
                "INSERT INTO mutes (mute_id, scope, muted_until, by, reason, at)"
                " VALUES (gen_random_uuid(), %s, now() + interval '1 day', 'kim', '', now())",
                [f"site/{site}"],
            )
    with fake_provider() as provider, socket.create_server(("127.0.0.1", 0)) as listener:
        settings = Settings(
            home=tmp_path_factory.mktemp("home"), database_url=SecretStr(url), access="on",
            kafka_bootstrap=kafka.bootstrap, oidc_issuer=provider.issuer, oidc_audience=AUDIENCE,
            oidc_client_id=CLIENT, requests_per_minute=0,
        )  # fmt: skip
        server = uvicorn.Server(uvicorn.Config(join(create_app(settings), settings), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            until(lambda: server.started)
            with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
                yield Guarded(client, settings, provider, events)
        finally:
            server.should_exit = True
            thread.join(20)


def test_every_route_has_an_entry(guarded: Guarded) -> None:
    paths = guarded.client.get("/control/openapi.json").json()["paths"]
    assert {(method, path) for path, methods in paths.items() for method in methods} == set(ROUTES)


OPEN = {key: route for key, route in ROUTES.items() if route.none != 401}
"""Where nobody is asked who they are."""
GUARDED = {key: route for key, route in ROUTES.items() if key not in OPEN}


@pytest.mark.parametrize("sites", [(OWN,), ("*",)], ids=["named", "all"])
def test_recognised_people_command_what_they_may(guarded: Guarded, sites: tuple[str, ...]) -> None:
    for role in Role:
        ways = credentials(guarded.url, guarded.provider, role, sites)
        # Which way somebody came does not matter to what their role may: one role tries all.
        for way, headers in ways.items() if sites == (OWN,) and role == Role.OPERATOR else [("token", ways["token"])]:
            for (method, path), route in GUARDED.items():
                for site in (OWN, OTHER) if way == "token" and route.hidden else (OWN,):
                    answer = guarded.ask(method, route, headers, site)
                    expected = expected_of(route, role, sites, site)
                    if way == "session" and method != "get":
                        expected = 403  # without the session's token for commands
                    assert answer.status_code == expected, (role, way, method, path, site, answer.text)


def expected_of(route: Route, role: Role, sites: tuple[str, ...], site: str) -> int:
    if role < route.role or (route.every_site and "*" not in sites):
        return 403
    if route.hidden and site not in sites and "*" not in sites:
        return route.hidden
    return route.status


def test_strangers_command_nothing(guarded: Guarded) -> None:
    for who, headers in strangers(guarded.url, guarded.provider).items():
        for (method, path), route in ROUTES.items() if who in ("no token", "revoked token") else GUARDED.items():
            answer = guarded.ask(method, route, headers)
            assert answer.status_code == route.none, (who, method, path, answer.text)


def test_the_database_keeps_records_from_control(guarded: Guarded) -> None:
    """Its role keeps accounts and reads what it is shown; of the projections it changes nothing."""
    with psycopg.connect(guarded.url, autocommit=True) as database:
        database.execute("SET ROLE orin_control")
        database.execute("SELECT set_config('orin.sites', 'hq', false)")
        assert database.execute("SELECT DISTINCT site FROM events").fetchall() == [(OWN,)]
        for statement in (
            "DELETE FROM events",
            "INSERT INTO reviews DEFAULT VALUES",
            "UPDATE mutes SET muted_until = now()",
            "SELECT * FROM positions",
            "DROP TABLE access.accounts",
            "ALTER TABLE access.keys DISABLE ROW LEVEL SECURITY",
            "CREATE TABLE mine ()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                database.execute(statement.encode())


@pytest.mark.parametrize("path", ["/v1/stream", "/v1/events/stream"])
def test_a_stream_ends_once_its_token_is_revoked(guarded: Guarded, path: str) -> None:
    made = at_database(guarded.url, lambda c: machine(c, Role.VIEWER, (OWN,)))
    with (
        patch.object(streaming, "_HEARTBEAT", 0.1),
        guarded.client.stream("GET", path, headers=bearer(made.token)) as answer,
    ):
        lines = answer.iter_lines()
        until(lambda: next(lines) == ": still here")
        at_database(guarded.url, lambda c: machine_tokens.revoke(c, made.id))
        deadline = time.monotonic() + 20
        for _ in lines:
            assert time.monotonic() < deadline, "the stream goes on"


# ---- the audit


@pytest.fixture(scope="module")
def kim(guarded: Guarded) -> str:
    at_database(
        guarded.url,
        lambda c: accounts.add(c, "kim", PASSWORD, role=Role.OPERATOR, sites=(OWN,), display_name="Kim"),
    )
    return "account:kim"


def test_commands_sign_ins_and_refusals_are_on_the_topic(guarded: Guarded, kim: str) -> None:
    client, said = guarded.client, {"account": "kim", "password": PASSWORD}
    assert client.post("/control/v1/session", json=said | {"password": "wrong horse"}).status_code == 401
    assert client.post("/control/v1/session", json=said | {"account": PASSWORD}).status_code == 401
    with httpx.Client(base_url=client.base_url, trust_env=False) as browser:
        csrf = browser.post("/control/v1/session", json=said).json()["csrf"]
        mine = f"/control/v1/events/{guarded.events[OWN]}/reviews"
        theirs = f"/control/v1/events/{guarded.events[OTHER]}/reviews"
        assert browser.post(mine, json={"action": "resolved"}).status_code == 403
        token = {"X-CSRF-Token": csrf}
        assert browser.post(mine, json={"action": "resolved"}, headers=token).status_code == 202
        assert browser.post(theirs, json={"action": "resolved"}, headers=token).status_code == 404
        assert browser.delete("/control/v1/session", headers=token).status_code == 204
    found = [(each.action, each.target, each.outcome, each.status) for each in reversed(guarded.audit(who=kim))]
    review = "POST /control/v1/events/{event_id}/reviews"
    assert found == [
        ("POST /control/v1/session", "/control/v1/session", "done", 201),
        (review, mine, "done", 202),
        (review, theirs, "refused", 404),
        ("DELETE /control/v1/session", "/control/v1/session", "done", 204),
    ]
    unknown = guarded.audit(who=UNKNOWN)
    assert any(
        (each.target, each.reason) == (kim, "account or password is wrong, or the account is disabled")
        for each in unknown
    )
    assert any(
        (each.target, each.reason.startswith("without the right x-csrf-token")) == (mine, True) for each in unknown
    )
    done = guarded.audit(who="Kim", outcome="done")
    assert (done[1].resource, done[1].address) == (f"/v1/events/{guarded.events[OWN]}/reviews", "127.0.0.1")
    everything = str(guarded.audit())
    for secret in (PASSWORD, "wrong horse", csrf, "orin_session"):
        assert secret not in everything


def test_admins_read_the_audit(guarded: Guarded) -> None:
    headers = credentials(guarded.url, guarded.provider, Role.ADMIN, ("*",))["token"]
    assert guarded.client.post("/control/v1/mutes", json=mute(OWN), headers=headers).status_code == 202
    page = guarded.client.get("/control/v1/audit?from=-1h&limit=1&outcome=done", headers=headers).json()
    (newest,) = page["records"]
    assert (newest["action"], newest["status"]) == ("POST /control/v1/mutes", 202)
    env = {"ORIN_KAFKA_BOOTSTRAP": guarded.settings.kafka_bootstrap, "ORIN_HOME": str(guarded.settings.home)}
    command = [sys.executable, "-m", "orin.cli.main", "audit", "--json", "--who", newest["who"]]
    listed = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.splitlines()
    assert json.loads(listed[-1]) == newest


def test_what_is_done_from_a_shell_is_on_the_topic(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_DATABASE_URL", guarded.url)
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", guarded.settings.kafka_bootstrap)
    shell = CliRunner()
    accounts_app, tokens_app = cli_accounts.app, cli_tokens.app
    added = shell.invoke(accounts_app, ["add", "lou", "--role", "viewer", "--site", OWN], input=f"{PASSWORD}\n")
    assert added.exit_code == 0, added.output
    assert "signs from now on" in shell.invoke(accounts_app, ["rotate-key"]).output
    assert isinstance(shell.invoke(tokens_app, ["revoke", "nothing"]).exception, OrinError)
    found = [(each.action, each.target, each.outcome) for each in guarded.audit() if each.who == noted.who()]
    assert found == [
        ("orin tokens revoke", "token:nothing", "refused"),
        ("orin accounts rotate-key", "keys", "done"),
        ("orin accounts add", "account:lou", "done"),
    ]
    monkeypatch.setenv("ORIN_KAFKA_BOOTSTRAP", f"127.0.0.1:{free_port()}")
    monkeypatch.setattr(outbox, "_TIMEOUT", 0.3)
    disabled = shell.invoke(accounts_app, ["disable", "lou"])
    assert "disabled account lou" in disabled.output
    assert "orin accounts disable is not in the audit: orin.audit.v1 on 127.0.0.1" in disabled.output


# ---- whatever is sent


@pytest.mark.parametrize("app", ["", "/control"], ids=["api", "control"])
def test_every_answer_is_as_the_openapi_pages_say_whoever_asks(guarded: Guarded, app: str) -> None:
    """No 5xx; status, type and body as documented: each example is another role's."""
    ways = [credentials(guarded.url, guarded.provider, role, ("*",))["token"] for role in Role]
    schema = schemathesis.openapi.from_url(f"{str(guarded.client.base_url).rstrip('/')}{app}/openapi.json")
    whose, tried = itertools.cycle(ways), 0
    for result in schema.exclude(path=["/v1/events/stream", "/v1/stream"]).get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]

        @examples(
            max_examples=len(ways), deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:  # type: ignore[type-arg]
            if "event_id" in case.path_parameters:
                case.path_parameters["event_id"] = guarded.events[OWN]
            case.query.pop("wait", None)
            # A cursor, time or scope may be well-formed and still be none.
            case.call_and_validate(headers=next(whose), excluded_checks=[positive_data_acceptance])

        check()
        tried += 1
    assert tried == (22 if app == "" else len(ROUTES))
