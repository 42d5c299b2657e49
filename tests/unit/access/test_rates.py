"""How often somebody may ask."""

from typing import Any

import pytest
from limits import RateLimitItemPerMinute
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from orin.access import rates
from orin.access.rates import Rated, rated
from orin.runtime.config.settings import Settings


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Lets in whoever says a good token."""
    request = Request(scope)
    good = request.headers.get("authorization", "").startswith("Bearer good")
    if good:
        request.state.principal = "somebody"
    await Response(status_code=200 if good or scope["path"] == "/open" else 401)(scope, receive, send)


def asking(a_minute: int, address: str = "10.0.0.1", of: Any = None) -> TestClient:
    return TestClient(of or Rated(app, a_minute), client=(address, 1))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_every_answer_says_how_many_are_left_and_then_when_to_come_back() -> None:
    client = asking(3)
    left = [client.get("/", headers=bearer("good")).headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    late = client.get("/", headers=bearer("good"))
    assert (late.status_code, late.headers["RateLimit-Limit"]) == (429, "3")
    assert late.headers["Content-Type"] == "application/problem+json"
    assert 0 < int(late.headers["Retry-After"]) <= 60
    assert late.headers["Retry-After"] == late.headers["RateLimit-Reset"]
    assert client.get("/", headers=bearer("good, another")).status_code == 200
    assert client.get("/open").status_code == 200


def test_without_a_token_or_session_the_address_counts() -> None:
    one = Rated(app, 2)
    client, other = asking(2, of=one), asking(2, "10.0.0.2", of=one)
    assert [client.get("/open").status_code for _ in range(3)] == [200, 200, 429]
    assert other.get("/open").status_code == 200
    session = {"Cookie": "__Host-orin_session=x"}
    assert [client.get("/open", headers=session).status_code for _ in range(3)] == [200, 200, 429]


def test_whoever_tries_tokens_is_shut_out_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "_REFUSALS", RateLimitItemPerMinute(5))
    one = Rated(app, 1000)
    client, other = asking(0, of=one), asking(0, "10.0.0.2", of=one)
    assert client.get("/", headers=bearer("good")).status_code == 200
    guesses = [client.get("/", headers=bearer(f"guess {number}")).status_code for number in range(8)]
    assert guesses == [401] * 5 + [429] * 3
    assert client.get("/open", headers=bearer("guess 0")).status_code == 429, "an open path makes nobody known"
    assert client.get("/", headers=bearer("good")).status_code == 200, "of the same address, and known"
    assert other.get("/", headers=bearer("good too")).status_code == 200


def test_those_who_were_known_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "_MOST_KNOWN", 2)
    one = Rated(app, 1000)
    client = asking(0, of=one)
    for number in range(5):
        client.get("/", headers=bearer(f"good {number}"))
    assert len(one._known) == 2


def test_without_access_control_nothing_is_counted(tmp_path: Any) -> None:
    assert rated(Settings(home=tmp_path)) == []
    assert rated(Settings(home=tmp_path, access="on", requests_per_minute=0)) == []
    (one,) = rated(Settings(home=tmp_path, access="on", requests_per_minute=7))
    assert one.args == (7,)
