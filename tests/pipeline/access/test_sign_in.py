"""Signing in with an account, and what a session may do."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
from starlette.requests import Request

from orin.access import accounts, own_tokens
from orin.access.errors import Refused, Throttled
from orin.access.gate import CrossSite, Gate
from orin.access.principal import Principal, Role
from orin.access.sessions import Opened, open_session
from orin.access.sign_in import sign_in
from orin.access.throttle import Throttle
from orin.projections.migrate import migrate
from orin.runtime.database import Pool, open_pool
from orin.runtime.embedded.postgres import Postgres
from orin.schemas.errors import Misuse

pytestmark = pytest.mark.postgres
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def url(postgres: Postgres) -> str:
    url = postgres.create_database("sign_in")
    migrate(url)

    async def fill() -> None:
        async with open_pool(url, "SET timezone = 'UTC'", name="orin", most=4) as pool, pool.connection() as connection:
            for name in ("kim", "gone"):
                await accounts.add(connection, name, PASSWORD, role=Role.OPERATOR, sites=("hq",), display_name="Kim")
            await accounts.disable(connection, "gone")

    asyncio.run(fill())
    return url


@pytest.fixture
async def pool(url: str) -> AsyncIterator[Pool]:
    async with open_pool(url, "SET timezone = 'UTC'", name="orin", most=4) as pool:
        yield pool


def request(method: str = "GET", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "headers": [(b"host", b"orin.local"), *raw]})


class SignedIn(NamedTuple):
    principal: Principal
    session: Opened
    token: own_tokens.Issued


async def signed_in(pool: Pool) -> SignedIn:
    principal = await sign_in(pool, Throttle(), "kim", PASSWORD, "10.0.0.1")
    async with pool.connection() as connection:
        session = await open_session(connection, principal, "kim")
        return SignedIn(principal, session, await own_tokens.issue(connection, "kim", int(time.time())))


async def test_session_and_token_are_of_the_account(pool: Pool) -> None:
    done = await signed_in(pool)
    gate = Gate(pool, None)
    by_cookie = await gate.recognise(request(cookie=f"__Host-orin_session={done.session.cookie}"))
    by_token = await gate.recognise(request(authorization=f"Bearer {done.token}"))
    assert by_cookie == by_token == done.principal
    assert by_cookie[1:4] == ("Kim", Role.OPERATOR, ("hq",))
    assert done.token not in repr(done)


async def test_a_command_by_cookie_needs_its_sessions_token_and_the_same_site(pool: Pool) -> None:
    done, other = await signed_in(pool), await signed_in(pool)
    gate = Gate(pool, None)
    cookie = f"__Host-orin_session={done.session.cookie}"
    csrf = done.session.csrf
    assert await gate.recognise(request("POST", cookie=cookie, x_csrf_token=csrf)) == done.principal
    same = request("POST", cookie=cookie, x_csrf_token=csrf, origin="https://orin.local")
    assert await gate.recognise(same) == done.principal
    for wrong in (
        request("POST", cookie=cookie),
        request("DELETE", cookie=cookie, x_csrf_token=other.session.csrf),
        request("POST", cookie=cookie, x_csrf_token=csrf, origin="https://evil.example"),
        request("POST", cookie=cookie, x_csrf_token=csrf, origin="null"),
        request("POST", cookie=cookie, x_csrf_token=csrf, origin="http://["),
    ):
        with pytest.raises(CrossSite):
            await gate.recognise(wrong)
    assert await gate.recognise(request("POST", authorization=f"Bearer {done.token}")) == done.principal


@pytest.mark.parametrize(("name", "password"), [("kim", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD), ("", "")])
async def test_whatever_was_wrong_the_answer_is_the_same(pool: Pool, name: str, password: str) -> None:
    with pytest.raises(Refused, match=r"^account or password is wrong, or the account is disabled$"):
        await sign_in(pool, Throttle(), name, password, "10.0.0.1")


@pytest.mark.parametrize("name", ["kim", "nobody"])
async def test_sign_ins_that_fail_are_throttled_whether_the_account_exists_or_not(pool: Pool, name: str) -> None:
    throttle = Throttle()
    for _ in range(5):
        throttle.failed(name, "10.0.0.1")
    with pytest.raises(Throttled) as waited:
        await sign_in(pool, throttle, name, PASSWORD, "10.0.0.1")
    assert 0 < waited.value.retry_after <= 300
    throttle.check(name, "10.0.0.2")
    throttle.check("somebody", "10.0.0.1")
    for number in range(25):
        throttle.failed(f"guess-{number}", "10.0.0.1")
    with pytest.raises(Throttled):
        throttle.check("somebody", "10.0.0.1")


@pytest.mark.parametrize(
    ("name", "password"), [("lee", "short"), ("lee", "a" * 12), ("lee", "lee" * 5), ("Lee", PASSWORD)]
)
async def test_names_and_passwords_that_cannot_be(pool: Pool, name: str, password: str) -> None:
    async with pool.connection() as connection:
        with pytest.raises(Misuse):
            await accounts.add(connection, name, password, role=Role.VIEWER, sites=("hq",))
