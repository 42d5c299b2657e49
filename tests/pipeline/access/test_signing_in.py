"""Signing in over HTTP: by account, at a provider, by a page; all of it while Kafka is away."""

import asyncio
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import psycopg
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet
from psycopg.rows import dict_row
from pydantic import SecretStr
from structlog.testing import capture_logs

from orin.access import accounts, own_tokens
from orin.access.principal import Role
from orin.control import audit, outbox
from orin.control.factory import create_app
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port
from tests.support.servers.oidc import AUDIENCE, CLIENT, FakeProvider, fake_provider
from tests.support.waiting import until

pytestmark = pytest.mark.postgres
PASSWORD, OTHER = "correct horse battery", "staple walks on water"
LOCAL, NAMED = "http://127.0.0.1", "https://orin.example.org"


class Door(NamedTuple):
    app: Any
    entered: TestClient
    provider: FakeProvider
    url: str

    def client(self, base: str = LOCAL, **headers: str) -> TestClient:
        """A browser, or a program, that holds nothing yet."""
        client = TestClient(self.app, base_url=base, headers=headers, follow_redirects=False)
        client.portal = self.entered.portal
        return client

    def account(self, name: str) -> None:
        async def add() -> None:
            connection = await psycopg.AsyncConnection.connect(self.url, autocommit=True, row_factory=dict_row)
            async with connection:
                await accounts.add(
                    connection, name, PASSWORD, role=Role.OPERATOR, sites=("hq",), display_name=name.title()
                )

        asyncio.run(add())


@pytest.fixture(scope="module")
def door(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    url = postgres.create_database("signing_in")
    migrate(url)
    with fake_provider() as provider, pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "_PATIENCE", 0.01)  # Kafka does not come back
        patch.setattr(outbox, "_TIMEOUT", 0.3)
        settings = Settings(
            home=tmp_path_factory.mktemp("home"), database_url=SecretStr(url), access="on", hosts="orin.example.org",
            kafka_bootstrap=f"127.0.0.1:{free_port()}", oidc_issuer=provider.issuer, oidc_audience=AUDIENCE,
            oidc_client_id=CLIENT,
        )  # fmt: skip
        app = create_app(settings)
        with TestClient(app, base_url=LOCAL) as entered:
            made = Door(app, entered, provider, url)
            made.account("kim")
            yield made


def sign_in(client: TestClient, account: str = "kim", password: str = PASSWORD) -> Any:
    return client.post("/control/v1/session", json={"account": account, "password": password})


def test_a_session_is_opened_and_closed(door: Door) -> None:
    client = door.client()
    assert client.get("/control/v1/me").status_code == 401
    opened = sign_in(client)
    assert opened.status_code == 201, opened.text
    told = opened.json()
    assert client.get("/control/v1/me").json() == told
    assert (told["subject"], told["name"], told["role"], told["sites"]) == ("account:kim", "Kim", "operator", ["hq"])
    assert client.delete("/control/v1/session").status_code == 403, "without the token of the session"
    kept = client.cookies["orin_session"]
    ended = client.delete("/control/v1/session", headers={"X-CSRF-Token": told["csrf"]})
    assert ended.status_code == 204
    assert "orin_session" not in client.cookies
    assert client.get("/control/v1/me", headers={"Cookie": f"orin_session={kept}"}).status_code == 401


@pytest.mark.parametrize(
    ("base", "name", "more"), [(LOCAL, "orin_session", set()), (NAMED, "__Host-orin_session", {"Secure"})]
)
def test_the_cookie_of_a_session(door: Door, base: str, name: str, more: set[str]) -> None:
    opened = sign_in(door.client(base))
    said = opened.headers["set-cookie"].split("; ")
    assert said[0].startswith(f"{name}=")
    assert set(said[1:]) == {"HttpOnly", "Path=/", "SameSite=strict", "Max-Age=43200"} | more
    assert opened.headers["cache-control"] == "no-store"
    assert ("strict-transport-security" in opened.headers) is bool(more)
    cookie = said[0].removeprefix(f"{name}=")
    for sent in ("orin_session", "__Host-orin_session"):
        answer = door.client(base, Cookie=f"{sent}={cookie}").get("/control/v1/me")
        assert answer.status_code == (200 if sent == name else 401), (
            "each name counts where it is given, and nowhere else"
        )


def test_signing_in_again_ends_the_session_before(door: Door) -> None:
    client = door.client()
    sign_in(client)
    before = client.cookies["orin_session"]
    sign_in(client)
    assert client.cookies["orin_session"] != before
    assert door.client(Cookie=f"orin_session={before}").get("/control/v1/me").status_code == 401


def test_whatever_is_wrong_is_said_alike_and_throttled(door: Door) -> None:
    client = door.client()
    answers = [sign_in(client, name, "wrong") for name in ("nobody", "nobody2", "kim\0", "")]
    assert {(each.status_code, each.json()["detail"]) for each in answers} == {
        (401, "account or password is wrong, or the account is disabled")
    }
    for _ in range(5):
        last = sign_in(client, "somebody", "wrong")
    assert last.status_code == 401
    late = sign_in(client, "somebody", "wrong")
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 300


def test_a_page_of_another_site_signs_nobody_in(door: Door) -> None:
    client = door.client(Origin="https://evil.example")
    assert sign_in(client).status_code == 403
    assert client.post("/control/sign-in", data={"account": "kim", "password": PASSWORD}).status_code == 403
    assert client.post("/control/sign-out").status_code == 403
    assert not client.cookies


def test_a_token_of_an_account_can_be_checked_by_its_published_key(door: Door) -> None:
    client = door.client()
    given = client.post("/control/v1/access-token", json={"account": "kim", "password": PASSWORD}).json()
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 900)
    keys = KeySet.import_key_set(client.get("/control/jwks.json").json())
    assert "private" not in str(keys.as_dict())
    assert all("d" not in key for key in keys.as_dict()["keys"])
    claims = jwt.decode(given["access_token"], keys, algorithms=["ES256"]).claims
    assert (claims["sub"], claims["iss"]) == ("kim", own_tokens.ISSUER)
    by_token = door.client(Authorization=f"Bearer {given['access_token']}")
    assert by_token.get("/control/v1/me").json()["csrf"] is None
    assert by_token.delete("/control/v1/session").status_code == 404


def test_a_new_password_ends_sessions_and_tokens(door: Door) -> None:
    door.account("lee")
    client, other = door.client(), door.client()
    csrf = {"X-CSRF-Token": sign_in(client, "lee").json()["csrf"]}
    sign_in(other, "lee")
    change = "/control/v1/me/password"
    assert client.post(change, json={"password": "wrong", "new_password": OTHER}, headers=csrf).status_code == 401
    weak = client.post(change, json={"password": PASSWORD, "new_password": "leeleeleelee"}, headers=csrf)
    assert (weak.status_code, weak.json()["errors"][0]["where"]) == (422, "body new_password")
    assert client.post(change, json={"password": PASSWORD, "new_password": OTHER}, headers=csrf).status_code == 204
    assert other.get("/control/v1/me").status_code == 401
    assert sign_in(other, "lee").status_code == 401
    assert sign_in(other, "lee", OTHER).status_code == 201


def test_what_the_topic_does_not_take_is_in_the_log(door: Door) -> None:
    with capture_logs() as entries:
        sign_in(door.client())
        # What tests before this one lost may still come.
        lost = until(lambda: [e for e in entries if (e.get("who"), e.get("outcome")) == ("account:kim", "done")])
    assert lost[-1]["event"].startswith("an audit record")
    assert (lost[-1]["who"], lost[-1]["outcome"], lost[-1]["log_level"]) == ("account:kim", "done", "error")
    assert PASSWORD not in str(entries)


# ---- the page


def test_the_page_signs_in_and_out(door: Door) -> None:
    client = door.client()
    page = client.get("/control/sign-in", params={"next": "/v1/events?open=true"})
    assert 'value="/v1/events?open=true"' in page.text
    form = {"account": "kim", "password": "wrong", "next": "/v1/events?open=true"}
    wrong = client.post("/control/sign-in", data=form)
    assert wrong.status_code == 401
    assert "<p role=alert>Account or password is wrong" in wrong.text
    assert 'value="/v1/events?open=true"' in wrong.text
    done = client.post("/control/sign-in", data=form | {"password": PASSWORD}, headers={"Origin": LOCAL})
    assert (done.status_code, done.headers["location"]) == (303, "/v1/events?open=true")
    shown = client.get("/control/sign-in").text
    assert "You are Kim, operator of the sites hq." in shown
    csrf = re.search(r'name=csrf value="([^"]+)"', shown)
    assert csrf is not None
    assert client.post("/control/sign-out", data={"csrf": "x"}).status_code == 403
    left = client.post("/control/sign-out", data={"csrf": csrf[1]})
    assert (left.status_code, left.headers["location"]) == (303, "/control/sign-in")
    assert client.get("/control/v1/me").status_code == 401


def test_pages_run_no_script_and_load_nothing_from_elsewhere(door: Door) -> None:
    for path in ("/control/sign-in", "/control/docs"):
        page = door.client().get(path)
        policy = dict(part.strip().partition(" ")[::2] for part in page.headers["content-security-policy"].split(";"))
        assert (policy["default-src"], policy["script-src"]) == ("'self'", "'self'")
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
        assert "unsafe" not in page.headers["content-security-policy"]
        assert "<script" not in page.text
        assert " style=" not in page.text
        assert "http://" not in page.text


@pytest.mark.parametrize(
    "following", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "javascript:x", "a"]
)
def test_nobody_is_led_elsewhere(door: Door, following: str) -> None:
    client = door.client()
    form = {"account": "kim", "password": PASSWORD, "next": following}
    assert client.post("/control/sign-in", data=form).headers["location"] == "/"


# ---- at the provider


def begin(client: TestClient, following: str = "/v1/cameras") -> str:
    begun = client.get("/control/sign-in/provider", params={"next": following})
    assert begun.status_code == 303, begun.text
    cookie = begun.headers["set-cookie"]
    assert "SameSite=lax" in cookie
    assert "HttpOnly" in cookie
    return begun.headers["location"]


def come_back(client: TestClient, url: str, **answer: str) -> Any:
    asked = dict(parse_qsl(urlsplit(url).query))
    return client.get("/control/sign-in/callback", params={"state": asked["state"], "session_state": "x"} | answer)


def test_people_sign_in_at_the_provider(door: Door) -> None:
    client = door.client(NAMED)
    assert "Sign in with 127.0.0.1" in client.get("/control/sign-in").text
    url = begin(client)
    assert dict(parse_qsl(urlsplit(url).query))["redirect_uri"] == f"{NAMED}/control/sign-in/callback"
    code = door.provider.code(url, name="Kim <b>", orin_role="author")
    back = come_back(client, url, code=code)
    assert back.status_code == 200, back.text
    assert '<meta http-equiv=refresh content="0;url=/v1/cameras">' in back.text
    assert "<b>" not in back.text
    me = client.get("/control/v1/me").json()
    assert (me["subject"], me["name"], me["role"], me["via"]) == (
        f"{door.provider.issuer}#kim", "Kim <b>", "author", "oidc",
    )  # fmt: skip
    assert "__Host-orin_sign_in" not in client.cookies
    assert come_back(client, url, code=code).status_code == 401, "the browser's cookie is gone"


def test_a_provider_that_tells_of_people_elsewhere_is_asked_there(door: Door) -> None:
    client = door.client()
    url = begin(client)
    code = door.provider.code(url, orin_role=None, orin_sites=None)
    door.provider.userinfo = {"sub": "kim", "orin_role": "orin-operator", "orin_sites": ["hq"], "nonce": "another"}
    assert come_back(client, url, code=code).status_code == 200
    assert client.get("/control/v1/me").json()["role"] == "operator"
    url = begin(client)
    door.provider.userinfo = {"sub": "somebody else", "orin_role": "admin", "orin_sites": ["*"]}
    assert come_back(client, url, code=door.provider.code(url, orin_role=None)).status_code == 401


def test_what_does_not_belong_to_this_sign_in_is_refused(door: Door) -> None:
    victim, attacker = door.client(), door.client()
    theirs = begin(attacker)
    stolen = door.provider.code(theirs)
    mine = begin(victim)
    refused = [
        come_back(victim, theirs, code=stolen),  # the attacker's answer in the victim's browser
        come_back(door.client(), mine, code=door.provider.code(mine)),  # a browser that began nothing
    ]
    answers: list[dict[str, str]] = [{"code": stolen}, {"code": "made-up"}, {"error": "access_denied"}, {}]
    refused += [come_back(victim, begin(victim), **answer) for answer in answers]
    for claims in (
        {"nonce": "another"}, {"aud": AUDIENCE}, {"azp": "another"}, {"iss": "http://127.0.0.1:9"}, {"exp": 1},
        {"orin_role": "janitor"},
    ):  # fmt: skip
        url = begin(victim)
        refused.append(come_back(victim, url, code=door.provider.code(url, **claims)))
    url = begin(victim)
    refused.append(come_back(victim, url, code=door.provider.code(url), iss="http://127.0.0.1:9"))
    assert [each.status_code for each in refused] == [401] * len(refused)
    assert {re.findall("role=alert>([^<]+)<", unescape(each.text))[0] for each in refused} == {
        "Signing in did not work: try again, or ask whoever looks after ORIN."
    }
    assert victim.get("/control/v1/me").status_code == 401


def test_without_a_provider_of_people_there_is_no_way_to_one(door: Door, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url=SecretStr(door.url), access="on")
    with TestClient(create_app(settings), base_url=LOCAL, follow_redirects=False) as client:
        assert "Sign in with" not in client.get("/control/sign-in").text
        assert client.get("/control/sign-in/provider").status_code == 404
        assert client.get("/control/sign-in/callback?code=1").status_code == 404
