"""Every route of the api, for everybody who may come: a route without an entry here fails."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from fastapi.testclient import TestClient
from psycopg.rows import dict_row
from pydantic import SecretStr

from orin.access import accounts, machine_tokens, own_tokens
from orin.access.principal import Principal, Role
from orin.access.sessions import COOKIE, close_session, open_session
from orin.api.factory import create_app
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.database import Connection
from orin.runtime.embedded.postgres import Postgres
from tests.support.servers.oidc import AUDIENCE, FakeProvider, fake_provider
from tests.support.two_sites import OTHER, OWN, fill

pytestmark = pytest.mark.postgres
PASSWORD = "correct horse battery"
FIRST = "from=2020-01-01&to=2100-01-01"


class Route(NamedTuple):
    """A path as it is asked for of a site. `hidden` is the status where that site is another's: 200 with nothing of it
    in the answer, or a refusal.
    """

    path: str
    hidden: int = 404
    public: bool = False
    every_site: bool = False
    status: int = 200


ROUTES = {
    "/": Route("/", 200, public=True),
    "/healthz": Route("/healthz", 200, public=True),
    "/readyz": Route("/readyz", 200, public=True),
    "/metrics": Route("/metrics", 403, every_site=True),
    "/v1/events": Route("/v1/events", 200),
    "/v1/events/stream": Route("/v1/events/stream", 200),
    "/v1/events/{event_id}": Route("/v1/events/{event}"),
    # There is an event and no frame of it: the answer says so to those who may know.
    "/v1/events/{event_id}/thumbnail": Route("/v1/events/{event}/thumbnail", status=404),
    "/v1/events/{event_id}/reviews": Route("/v1/events/{event}/reviews"),
    "/v1/mutes": Route("/v1/mutes", 200),
    "/v1/cameras": Route("/v1/cameras", 200),
    "/v1/cameras/{site}/{name}": Route("/v1/cameras/{site}/gate"),
    "/v1/guards": Route("/v1/guards", 200),
    "/v1/guards/{name}": Route("/v1/guards/{site}-bags"),
    "/v1/activity": Route(f"/v1/activity?{FIRST}", 200),
}
FILTERED = [
    "/v1/events?site={site}",
    "/v1/events?camera={site}/gate",
    "/v1/events/stream?site={site}",
    "/v1/cameras?site={site}",
    "/v1/activity?site={site}",
    "/v1/activity?bucket=hour&camera={site}/gate",
]
"""Another's names are not known, as those that nothing has."""


class World(NamedTuple):
    """The api with access control, and what people and machines come with."""

    client: TestClient
    provider: FakeProvider
    url: str
    events: dict[str, str]

    def ask(self, path: str, headers: dict[str, str], site: str = OWN) -> Any:
        return self.client.get(path.format(site=site, event=self.events[site]), headers=headers)

    def database(self, work: Callable[[Connection], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            connection = await psycopg.AsyncConnection.connect(self.url, autocommit=True, row_factory=dict_row)
            async with connection:
                return await work(connection)

        return asyncio.run(run())


@pytest.fixture(scope="module")
def world(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = postgres.create_database("matrix")
    migrate(url)
    events = fill(url)
    with fake_provider() as provider:
        settings = Settings(
            home=tmp_path_factory.mktemp("home"), database_url=SecretStr(url), access="on",
            oidc_issuer=provider.issuer, oidc_audience=AUDIENCE,
        )  # fmt: skip
        app = create_app(settings)
        with TestClient(app, base_url="http://127.0.0.1") as client:
            app.state.phases.stop()  # streams end after their first message
            yield World(client, provider, url, events)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def machine(connection: Connection, role: Role, sites: tuple[str, ...], seconds: float = 600) -> Any:
    expiry = datetime.now(UTC) + timedelta(seconds=seconds)
    return await machine_tokens.create(connection, "m", role=role, sites=sites, expires_at=expiry, created_by="test")


def credentials(world: World, role: Role, sites: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Each way in, with that role and those sites."""
    name = f"{role}-{len(sites)}-{'all' if '*' in sites else sites[0]}".replace("*", "x").replace("?", "y").lower()

    async def make(connection: Connection) -> dict[str, dict[str, str]]:
        await connection.execute("DELETE FROM access.accounts WHERE name = %s", [name])
        await accounts.add(connection, name, PASSWORD, role=role, sites=sites)
        token = await own_tokens.issue(connection, name, int(datetime.now(UTC).timestamp()))
        who = Principal(f"account:{name}", name, Role.VIEWER, (), "account")
        session = await open_session(connection, who, name)
        return {
            "token": bearer((await machine(connection, role, sites)).token),
            "account": bearer(token),
            "session": {"Cookie": f"{COOKIE}={session.cookie}"},
        }

    ways: dict[str, dict[str, str]] = world.database(make)
    return ways | {"provider": bearer(world.provider.token(orin_role=str(role), orin_sites=list(sites)))}


def strangers(world: World) -> dict[str, dict[str, str]]:
    """Whoever must not be let in."""
    provider = world.provider
    admin: dict[str, Any] = {"orin_role": "admin", "orin_sites": "*"}
    another = FakeProvider()
    another.issuer = "http://127.0.0.1:9"

    async def ended(connection: Connection) -> dict[str, dict[str, str]]:
        revoked = await machine(connection, Role.ADMIN, ("*",))
        await machine_tokens.revoke(connection, revoked.id)
        expired = await machine(connection, Role.ADMIN, ("*",), seconds=-1)
        await connection.execute("DELETE FROM access.accounts WHERE name IN ('left', 'stays')")
        for name in ("left", "stays"):
            await accounts.add(connection, name, PASSWORD, role=Role.ADMIN, sites=("*",))
        who = Principal("account:x", "x", Role.ADMIN, ("*",), "account")
        left, closed = await open_session(connection, who, "left"), await open_session(connection, who, "stays")
        lapsed = await open_session(connection, who)
        token = await own_tokens.issue(connection, "left", int(datetime.now(UTC).timestamp()))
        await accounts.disable(connection, "left")
        await close_session(connection, closed.cookie)
        await connection.execute("UPDATE access.sessions SET expires_at = now() WHERE account IS NULL")
        return {
            "revoked token": bearer(revoked.token),
            "expired token": bearer(expired.token),
            "revoked session": {"Cookie": f"{COOKIE}={closed.cookie}"},
            "expired session": {"Cookie": f"{COOKIE}={lapsed.cookie}"},
            "session of a disabled account": {"Cookie": f"{COOKIE}={left.cookie}"},
            "token of a disabled account": bearer(token),
        }

    now = int(datetime.now(UTC).timestamp())
    gone: dict[str, dict[str, str]] = world.database(ended)
    return gone | {
        "no token": {},
        "expired": bearer(provider.token(lifetime=-61, **admin)),
        "wrong audience": bearer(provider.token(aud="another", **admin)),
        "wrong issuer": bearer(another.token(**admin)),
        "another's key": bearer(another.token(iss=provider.issuer, **admin)),
        "alg none": bearer(provider.unsigned()),
        "HS256 with the public key": bearer(provider.by_public_key()),
        "clock 5 min ahead": bearer(provider.token(iat=now + 300, nbf=now + 300, exp=now + 600, **admin)),
        "clock 5 min behind": bearer(provider.token(iat=now - 600, nbf=now - 600, exp=now - 300, **admin)),
        "no role": bearer(provider.token(orin_role="janitor", orin_sites="*")),
        "token that was never made": bearer(f"orin_{'a' * 10}_{'b' * 43}"),
        "no token's form": bearer("orin_x' OR true --"),
        "huge token": bearer("a" * 20_000),
        "another scheme": {"Authorization": "Basic b3Jpbjpvcmlu"},
        "session that was never opened": {"Cookie": f"{COOKIE}=' OR true --"},
        "wrong token beside a session": {
            "Authorization": "Bearer x",
            **credentials(world, Role.ADMIN, ("*",))["session"],
        },
    }


def test_every_route_has_an_entry(world: World) -> None:
    assert set(world.client.get("/openapi.json").json()["paths"]) == set(ROUTES)


@pytest.mark.parametrize("sites", [(OWN,), ("h?", "depot-*"), ("*",), ()], ids=["named", "pattern", "all", "none"])
def test_recognised_people_see_their_own_sites(world: World, sites: tuple[str, ...]) -> None:
    """All roles and ways for sites that are named; the ends of both for the other forms."""
    tried = 0
    everything = sites == (OWN,)
    roles, ways = (list(Role), 4) if everything else ([Role.VIEWER, Role.ADMIN], 2)
    for role in roles:
        for way, headers in list(credentials(world, role, sites or ("nowhere",)).items())[-ways:]:
            for route in ROUTES.values():
                for site in (OWN, OTHER):
                    answer = world.ask(route.path, headers, site)
                    may_see = "*" in sites or (bool(sites) and site == OWN and not route.every_site)
                    right = may_see or route.public
                    assert answer.status_code == (route.status if right else route.hidden), (way, role, route, site)
                    if answer.status_code == 200 and (not right or "*" not in sites):
                        for hidden in {OWN, OTHER} - ({OWN} if sites else set()):
                            assert f"{hidden}/gate" not in answer.text, (way, role, route, answer.text)
                            assert f'"{hidden}-bags' not in answer.text
                    tried += 1
    assert tried == len(roles) * ways * len(ROUTES) * 2


def test_strangers_are_let_in_nowhere(world: World) -> None:
    for who, headers in strangers(world).items():
        for route in ROUTES.values():
            answer = world.ask(route.path, headers)
            assert answer.status_code == (200 if route.public else 401), (who, route, answer.text)
            if not route.public:
                assert answer.headers["WWW-Authenticate"].startswith("Bearer")
                assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", FILTERED)
def test_another_sites_name_is_not_known(world: World, path: str) -> None:
    headers = bearer(world.provider.token())
    assert world.ask(path, headers).status_code == 200
    answer = world.ask(path, headers, OTHER)
    assert answer.status_code == 422
    assert "known yet" in answer.json()["detail"]
    assert "did you mean 'port" not in answer.text


def test_a_guard_of_both_sites_names_only_ones_own_cameras(world: World) -> None:
    mine = world.client.get("/v1/guards/both-bags", headers=bearer(world.provider.token())).json()
    assert mine["spec"]["cameras"] == ["hq/gate"]
    assert [each["spec"]["cameras"] for each in mine["revisions"]] == [["hq/gate"]]
    every = world.client.get("/v1/guards/both-bags", headers=bearer(world.provider.token(orin_sites="*"))).json()
    assert every["spec"]["cameras"] == ["hq/gate", "port/gate"]


def test_keys_that_the_provider_rotates_are_fetched_once(world: World) -> None:
    before = world.provider.asked.get("/keys", 0)
    old = world.provider.token()
    assert world.ask("/v1/events", bearer(old)).status_code == 200
    for number in range(20):
        made_up = world.provider.token(key=_key(f"made-up-{number}"))
        assert world.ask("/v1/events", bearer(made_up)).status_code == 401
    assert world.provider.asked.get("/keys", 0) - before <= 1


def test_a_token_notes_its_use_and_a_password_ends_what_was_there(world: World) -> None:
    made = world.database(lambda c: machine(c, Role.VIEWER, (OWN,)))
    assert world.ask("/v1/events", bearer(made.token)).status_code == 200
    used = {row["id"]: row["used_at"] for row in world.database(machine_tokens.tokens)}
    assert used[made.id] is not None
    ways = credentials(world, Role.VIEWER, (OWN,))
    world.database(
        lambda c: c.execute("UPDATE access.accounts SET valid_from = now() + interval '2 s' WHERE name = 'viewer-1-hq'")
    )
    for way in ("account", "session"):
        assert world.ask("/v1/events", ways[way]).status_code == 401


def _key(kid: str) -> Any:
    from joserfc.jwk import ECKey

    return ECKey.generate_key("P-256", {"kid": kid}, private=True)


def test_the_port_is_open_to_other_names_only_with_access_control(tmp_path: Path) -> None:
    from orin.runtime.http.middleware import hosts_of
    from orin.schemas.errors import Misuse

    on = Settings(home=tmp_path, access="on", hosts="orin.example.org, ORIN.local")
    assert hosts_of(on) == {"orin.example.org", "orin.local"}
    for wrong in ("*", "https://orin.example.org", "a/b"):
        with pytest.raises(Misuse, match="ORIN_HOSTS"):
            hosts_of(Settings(home=tmp_path, access="on", hosts=wrong))
    with pytest.raises(Misuse, match="ORIN_ACCESS is off"):
        hosts_of(Settings(home=tmp_path, hosts="orin.example.org"))
